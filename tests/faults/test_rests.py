"""An endpoint that asks for a rest gets it, and the rest of the work goes on meanwhile."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio
import pytest

from trustcore import TLM, Reply, Request
from trustcore.errors import RateLimitError
from trustcore.plugins.protocols import Session
from trustcore.records.chat import Completion, TokenLogprobs, Usage
from trustcore.testing import run_virtual

LATENCY, SLOTS, QUESTIONS, REFUSED_AFTER, REST, SHARE = 0.05, 64, 1000, 0.0005, 1.0, 0.05
ONE_CALL: dict[str, Any] = {"strategies": {"logprobs": {}}}
TEXTS = [f"What is {number}?" for number in range(QUESTIONS)]


def refused(seed: int, text: str, attempt: int) -> bool:
    """Whether an attempt is refused: the same for whoever asks."""
    return random.Random(f"{seed} {text} {attempt}").random() < SHARE  # noqa: S311  (repeatable)


class Resting:
    """A model that refuses one call in twenty by chance, and wants it back after a second."""

    model = "resting"
    max_n = 1

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._attempts: Counter[str] = Counter()
        self.begun_at = 0.0

    def supports(self, feature: str) -> bool:
        return feature != "seed"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Session]:
        yield self

    async def complete(self, request: Request) -> Reply:
        text = str(request.messages[-1].content)
        attempt = self._attempts[text]
        self._attempts[text] += 1
        if attempt == 0:
            self.begun_at = anyio.current_time()
        if refused(self._seed, text, attempt):
            await anyio.sleep(REFUSED_AFTER)
            raise RateLimitError("no", status=429, retry_after=REST)
        await anyio.sleep(LATENCY)
        return Reply([Completion("8", TokenLogprobs((-0.1,)))], Usage(1, 1))


async def asked(endpoint: Resting) -> tuple[float, float]:
    """Seconds until the last call was sent for the first time, and until all were answered."""
    options = {"max_concurrency": SLOTS}
    async with TLM(ONE_CALL, model=endpoint, options=options, verbose=False) as tlm:
        await tlm.aprompt([f"Warm {number}?" for number in range(20)])
        began = anyio.current_time()
        await tlm.aprompt(TEXTS)
        return endpoint.begun_at - began, anyio.current_time() - began


def ideal(seed: int) -> float:
    """Seconds that nobody can do without who gives each refused call its rest."""
    free, end = [0.0] * SLOTS, 0.0
    ready = [(0.0, text, 0) for text in TEXTS]
    while ready:
        at, text, attempt = heapq.heappop(ready)
        start = max(at, heapq.heappop(free))
        if refused(seed, text, attempt):
            heapq.heappush(free, start + REFUSED_AFTER)
            heapq.heappush(ready, (start + REFUSED_AFTER + REST, text, attempt + 1))
        else:
            heapq.heappush(free, start + LATENCY)
            end = max(end, start + LATENCY)
    return end


@pytest.mark.parametrize("seed", range(3))
def test_rests_take_what_was_asked_for_and_hold_up_nobody_else(seed: int) -> None:
    """A batch takes a third longer at most than with an ideal client, which rests as long."""
    begun, ended = run_virtual(partial(asked, Resting(seed)))
    assert 0.75 <= QUESTIONS * LATENCY / SLOTS / begun
    assert ended <= 1.33 * ideal(seed)
