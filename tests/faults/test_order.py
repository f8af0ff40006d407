"""The same evidence gives the same score, bit for bit, whatever the order of arrival."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import TLM, Request, Result
from trustcore.errors import RequestError
from trustcore.testing import After, ScriptedProvider, by_draw, run_virtual, with_probability

ANSWERS = by_draw("Paris", "Lyon", "Paris", "It is Paris.", "Nice", "Paris")
SAMPLES = by_draw(
    "Paris", "Lyon", RequestError("refused"), "Paris!", "Nice", "the city of Paris", "Lyon", "Metz"
)
DELAYS = st.lists(st.integers(0, 5), min_size=1, max_size=40)
FEATURES = [("temperature",), ("temperature", "logprobs", "n")]


def letter(request: Request) -> Any:
    """A judge of whom every framing hears something else."""
    text = request.messages[-1].text
    options = re.findall(r"^\((\w)\) ", text, re.MULTILINE) or ["true", "false"]
    chosen = options[len(text) % len(options)]
    return with_probability(chosen, 0.6)


def ask(preset: str, delays: list[int], features: Any, limit: int) -> Result:
    """One question, the calls of which take these times, one after the other and round again."""
    arrivals = 0

    def later(script: Any) -> Any:
        def delayed(request: Request) -> After:
            nonlocal arrivals
            arrivals += 1
            return After(delays[arrivals % len(delays)], script(request))

        return delayed

    roles: dict[str, Any] = {
        "model": ScriptedProvider(later(ANSWERS), features=features, name="scripted/a"),
        "sampler": ScriptedProvider(later(SAMPLES), features=features, name="scripted/s"),
        "judge": ScriptedProvider(later(letter), features=features, name="scripted/j"),
    }
    options = {"log": ["evidence"], "max_concurrency": limit}
    return run_virtual(TLM(preset, **roles, options=options).aprompt, "Capital of France?")


def timeless(result: Result) -> dict[str, Any]:
    """All of it but when its attempts were made, and in which order they ended."""
    attempts = [{**one.to_dict(), "started": 0, "seconds": 0} for one in result.attempts]
    return {**result.to_dict(), "attempts": sorted(attempts, key=str)}


@pytest.mark.parametrize("preset", ["base", "low", "medium", "high", "best"])
@pytest.mark.parametrize("features", FEATURES, ids=["call by call", "n at once"])
@settings(max_examples=20)
@given(delays=DELAYS, limit=st.sampled_from([1, 3, 64]))
def test_order_of_arrival(preset: str, features: Any, delays: list[int], limit: int) -> None:
    """Whatever the delays and the limit: the same evidence, the same signals, the same score."""
    expected = ask(preset, [0], features, 64)
    found = ask(preset, delays, features, limit)

    assert timeless(expected) == timeless(found)
    assert found.trustworthiness_score is not None
