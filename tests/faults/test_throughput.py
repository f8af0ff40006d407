"""Failures that have nothing to do with load cost little time; an overload is still respected."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial

import anyio
import pytest

from trustcore import TLM, Reply, Request
from trustcore.errors import (
    AuthenticationError,
    ConnectError,
    ProviderError,
    RateLimitError,
    ReplyError,
    ServerError,
)
from trustcore.plugins.protocols import Session
from trustcore.records.chat import Completion, Usage
from trustcore.testing import run_virtual

LATENCY, SLOTS, QUESTIONS, REFUSED_AFTER = 0.05, 64, 250, 0.0005
PRESET = {"extends": "low", "strategies": {"logprobs": False}}
Failure = Callable[[], ProviderError]

FAULTS: dict[str, Failure] = {
    "500": lambda: ServerError("no", status=500),
    "503": lambda: ServerError("no", status=503),
    "429": lambda: RateLimitError("no", status=429),
    "dropped": lambda: ConnectError("no"),
    "cut or garbage": lambda: ReplyError("no"),
}


class Endpoint:
    """A model that fails by chance at once, refuses more calls than it bears, else answers."""

    model = "unlucky"
    max_n = 1

    def __init__(self, faults: Mapping[str, float], *, bears: int = 10**6, seed: int = 1) -> None:
        self._faults = faults
        self._bears = bears
        self._dice = random.Random(seed)  # noqa: S311  (repeatable)
        self._under_way = 0
        self.requests = self.refused = 0

    def supports(self, feature: str) -> bool:
        return feature not in {"logprobs", "seed"}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Session]:
        yield self

    async def complete(self, request: Request) -> Reply:
        self.requests += 1
        failure = self._fault()
        if failure is not None:
            self.refused += 1
            await anyio.sleep(REFUSED_AFTER)
            raise failure()
        self._under_way += 1
        try:
            await anyio.sleep(LATENCY)
        finally:
            self._under_way -= 1
        return Reply([Completion("Answer 8")] * request.n, Usage(1, 1))

    def _fault(self) -> Failure | None:
        if self._under_way >= self._bears:
            return FAULTS[next(iter(self._faults))]
        left = self._dice.random()
        for kind, share in self._faults.items():
            if left < share:
                return FAULTS[kind]
            left -= share
        return None


async def asked(endpoint: Endpoint, questions: int = QUESTIONS) -> tuple[float, int]:
    """Seconds that a batch takes, and how many of its items are lost."""
    options = {"max_concurrency": SLOTS}
    async with TLM(PRESET, model=endpoint, options=options, verbose=False) as tlm:
        await tlm.atry_prompt([f"Warm {number}?" for number in range(20)])
        endpoint.requests, began = 0, anyio.current_time()
        results = await tlm.atry_prompt([f"What is {number}?" for number in range(questions)])
        return anyio.current_time() - began, results.count(None)


def throughput(faults: Mapping[str, float]) -> float:
    """The part of what the number of requests allows, the mean of three batches."""
    parts = []
    for seed in range(3):
        endpoint = Endpoint(faults, seed=seed)
        seconds, lost = run_virtual(partial(asked, endpoint))
        assert lost <= 1  # all attempts of a call may fail by chance
        parts.append(endpoint.requests * LATENCY / SLOTS / seconds)
    return sum(parts) / len(parts)


@pytest.mark.parametrize("kind", FAULTS)
def test_one_failure_in_twenty_leaves_three_quarters_of_the_throughput(kind: str) -> None:
    """Of what the number of requests allows, whatever the failure is."""
    assert 0.75 <= throughput({kind: 0.05})


def test_one_failure_in_five_of_four_kinds_leaves_three_fifths() -> None:
    """And what fails with a 429 while a circuit is open is not lost."""
    assert 0.6 <= throughput(dict.fromkeys(("429", "500", "503", "dropped"), 0.05))


@pytest.mark.parametrize("kind", ["429", "503"])
@pytest.mark.parametrize("bears", [8, 24])
def test_an_endpoint_that_bears_few_calls_is_used_and_not_flooded(kind: str, bears: int) -> None:
    """Refusals come at once there too, so that a slot may be refused many times a round trip."""
    endpoint = Endpoint({kind: 0.0}, bears=bears)
    seconds, lost = run_virtual(lambda: asked(endpoint, 100))
    answered = endpoint.requests + 20 * 7 - endpoint.refused
    assert 0 == lost
    assert 0.25 <= answered * LATENCY / bears / seconds  # it has to be found out first
    assert endpoint.refused < answered


class Locked(Endpoint):
    """A model whose key is revoked after some answers."""

    def __init__(self, good: int) -> None:
        super().__init__({})
        self._good = good
        self.first = 0

    async def complete(self, request: Request) -> Reply:
        self.requests += 1
        mine = self.requests
        await anyio.sleep(LATENCY * (1 + mine % 7 / 10))
        if mine <= self._good:
            return Reply([Completion("Answer 8")] * request.n, Usage(1, 1))
        self.first = self.first or self.requests
        raise AuthenticationError("no", status=401)


@pytest.mark.parametrize("good", [0, 10, 35])
@pytest.mark.parametrize("slots", [1, 2, 4, 16])
@pytest.mark.parametrize("rate", [None, 6000])
def test_nothing_is_sent_after_a_fatal_error(good: int, slots: int, rate: int | None) -> None:
    """Neither a call in the queue nor one of the next item: each would fail alike."""
    endpoint = Locked(good)

    async def ask() -> None:
        options = {"max_concurrency": slots, "requests_per_minute": rate}
        async with TLM(PRESET, model=endpoint, options=options, verbose=False) as tlm:
            with pytest.raises(AuthenticationError):
                await tlm.aprompt([f"What is {number}?" for number in range(60)])
            await anyio.sleep(60)

    run_virtual(ask)
    assert endpoint.requests == endpoint.first
