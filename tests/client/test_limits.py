"""Limits of clients: given in options, learned from replies, shared by models of one account."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from typing import Any

import anyio
import pytest

from trustcore import TLM, Secret
from trustcore.testing import After, ScriptedProvider, ThrottledProvider, VirtualTimeLoop

BASE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}, "logprobs": False}}
"""A preset of one answer and one judge's call."""


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


class Tenant(ScriptedProvider):
    """A model whose limits count for all models of one key."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__("true", name=name)
        self.account = ("https://api.test", Secret(key))
        self.times: list[float] = []

    async def complete(self, request: Any, /) -> Any:  # noqa: ANN401  (of the protocol)
        self.times.append(anyio.current_time())
        return await super().complete(request)


async def ask(tlm: TLM, count: int) -> float:
    """Seconds that some questions take."""
    start = anyio.current_time()
    await tlm.aprompt([f"question {number}" for number in range(count)])
    return anyio.current_time() - start


@pytest.mark.parametrize(("keys", "seconds"), [(("one", "one"), 19), (("one", "two"), 9)])
async def test_models_of_one_account_share_the_rate(keys: tuple[str, str], seconds: float) -> None:
    """20 calls at one a second: of one account all in a row, of two accounts side by side."""
    answer, judge = Tenant("scripted/answer", keys[0]), Tenant("scripted/judge", keys[1])
    options = {"requests_per_minute": 60, "burst": 1}
    async with TLM(BASE, model=answer, judge=judge, options=options) as tlm:
        took = await ask(tlm, 10)
    assert seconds == pytest.approx(took, abs=1.5)
    together = sorted(answer.times + judge.times) if keys[0] == keys[1] else answer.times
    assert all(later - earlier >= 0.999 for earlier, later in pairwise(together))


async def test_slots_are_each_models_own() -> None:
    answer, judge = Tenant("scripted/answer", "one"), Tenant("scripted/judge", "one")
    answer.script = judge.script = After(1.0, "true")
    async with TLM(BASE, model=answer, judge=judge, options={"max_concurrency": 2}) as tlm:
        await ask(tlm, 6)
    assert (2, 2) == (answer.max_in_flight, judge.max_in_flight)


async def test_tokens_a_minute_are_kept_to() -> None:
    """20 calls of two words: what is not known before the first replies is known afterwards."""
    model = ScriptedProvider(After(0.1, "true"))
    async with TLM(BASE, model=model, options={"tokens_per_minute": 60}) as tlm:
        took = await ask(tlm, 10)
    assert took >= (model.finished * 2 - 6) - 60


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_what_is_learned_is_shared_by_calls_of_one_loop(entered: bool) -> None:
    """Calls on a client that was not entered have an actor each, and one rate all the same."""
    model = ThrottledProvider(
        ScriptedProvider(After(0.1, "true")), requests_per_minute=600, burst=5
    )
    tlm = TLM(BASE, model=model, options={"max_attempts": 20})
    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for number in range(100):
            group.start_soon(tlm.aprompt, f"question {number}")
    assert 200 + len(model.refused_at) == len(model.sent_at)
    assert anyio.current_time() <= 24
    assert sum(time > 2 for time in model.refused_at) <= 4
