"""Streams that are used in ways that a newcomer tries, and what becomes of their calls."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import pytest

from trustcore import TLM
from trustcore.errors import InputError
from trustcore.testing import After, ScriptedProvider, Streamed, is_sample, run_virtual

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}


def slow() -> ScriptedProvider:
    return ScriptedProvider(
        {is_sample: After(90, "Paris"), (lambda _: True): Streamed(["Par", "is"], seconds=1)}
    )


@pytest.mark.parametrize("how", ["stream", "map"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_generator_that_is_closed_early_ends_its_calls(how: str, inside: bool) -> None:
    """As a web framework closes one whose reader is gone; the client may be opened within it."""
    model = slow()

    async def pieces(tlm: TLM) -> AsyncGenerator[object]:
        if how == "map":
            async for outcome in tlm.amap(["a", "b"], ordered=False):
                yield outcome
            return
        async with tlm.astream("Capital?") as stream:
            async for text in stream:
                yield text

    async def opened() -> AsyncGenerator[object]:
        async with TLM(PRESET, model=model, verbose=False) as tlm, aclosing(pieces(tlm)) as given:
            async for one in given:
                yield one

    async def run() -> int:
        if inside:
            given = opened()
            await anext(given)
            await given.aclose()
        else:
            async with TLM(PRESET, model=model, verbose=False) as tlm:
                given = pieces(tlm)
                await anext(given)
                await given.aclose()
        return model.in_flight

    assert 0 == run_virtual(run)


@pytest.mark.parametrize("given", ["no", 0, None])
def test_scored_is_a_flag(given: Any) -> None:  # noqa: ANN401  (whatever a user gives)
    """Before any call: "no" would have been paid for."""
    model = slow()
    with pytest.raises(InputError, match="scored must be True or False"):
        TLM(PRESET, model=model).stream("Capital?", scored=given)
    assert 0 == model.started
