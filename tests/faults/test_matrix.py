"""One request in five fails, in every way: no question is lost, and the ledger has every request.

`benchmarks/faults.py` shows the same on real servers.
"""

from __future__ import annotations

import math
import random
from itertools import count
from typing import Any

import pytest

from trustcore import TLM, Completion, Request, Result
from trustcore.errors import (
    CallTimeout,
    ConnectError,
    EmptyReplyError,
    ParameterRefusedError,
    ProviderError,
    RateLimitError,
    ReplyError,
    ServerError,
    StaleConnectionError,
)
from trustcore.testing import After, Script, ScriptedProvider

QUESTIONS = 200
FAULTS: dict[str, Script] = {
    **{
        f"429, Retry-After: {hint}": RateLimitError("no", retry_after=hint)
        for hint in (None, 1, 86400, -5, math.nan)
    },
    "500": ServerError("no", status=500),
    "no connection": ConnectError("no"),
    "timeout": CallTimeout("no"),
    "malformed": ReplyError("no"),
    "empty": EmptyReplyError("no"),
    "stale": StaleConnectionError("no"),
    "refused parameter": ParameterRefusedError("no", status=400),
    "slow": After(1000, "late"),
}
ROWS = {name: [fault] for name, fault in FAULTS.items()} | {"all of these": [*FAULTS.values()]}


def failing(faults: list[Script], seed: int) -> ScriptedProvider:
    """A model that gives each request an answer of its own, if it does not fail."""
    dice, answers = random.Random(seed), count()  # noqa: S311  (repeatable)

    def reply(_: Request) -> Script:
        return dice.choice(faults) if dice.random() < 0.2 else After(0.1, str(next(answers)))

    return ScriptedProvider(reply, features=["temperature"])


@pytest.mark.parametrize("faults", ROWS.values(), ids=ROWS.keys())
async def test_nothing_is_lost_or_doubled_or_not_counted(faults: list[Script]) -> None:
    """Eight attempts a call, sixteen calls at once, two candidates and two samples a question."""
    model = failing(faults, seed=5)
    preset: dict[str, Any] = {
        "candidates": 2,
        "strategies": {"consistency": {"arguments": {"samples": 2}}},
    }
    options = {
        "max_attempts": 8,
        "call_timeout": 5,
        "max_concurrency": 16,
        "log": ["evidence"],
    }
    async with TLM(preset, model=model, options=options, verbose=False) as tlm:
        results = await tlm.aprompt([f"question {number}" for number in range(QUESTIONS)])
        total = tlm.ledger.total

    assert QUESTIONS == len(results)
    found = [text for one in results for text in texts(one)]
    assert 4 * QUESTIONS == len(found)
    assert len(found) == len(set(found))
    assert model.started == total.attempts
    assert model.failed + model.cancelled == total.failures


def texts(result: Result) -> list[str]:
    """Of all candidates and samples."""
    assert result.evidence is not None
    found = result.evidence.findings.values()
    return [one.text for one in found if isinstance(one, Completion)]


async def test_an_endpoint_that_is_down_gets_little_more_than_its_calls() -> None:
    """Eight attempts a call would be eight times as much."""
    model = ScriptedProvider(ServerError("down", status=503))
    async with TLM("base", model=model, options={"max_attempts": 8}, verbose=False) as tlm:
        outcomes = [one async for one in tlm.amap(map(str, range(3000)))]

    assert all(isinstance(one.error, ProviderError) for one in outcomes)
    assert 3000 < model.started <= 3000 * 1.5 + 500
