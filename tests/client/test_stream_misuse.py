"""Streams that are used in ways that a newcomer tries, and what becomes of their calls."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
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


async def _with_async(tlm: Any) -> None:  # noqa: ANN401  (misused, in each of these)
    with tlm.astream("Capital?"):
        pass


async def _for_async(tlm: Any) -> None:  # noqa: ANN401
    async with tlm.astream("Capital?") as stream:
        for _ in stream:
            pass


async def _next_async(tlm: Any) -> None:  # noqa: ANN401
    async with tlm.astream("Capital?") as stream:
        next(stream)


async def _await_async(tlm: Any) -> None:  # noqa: ANN401
    await tlm.astream("Capital?")


async def _async_with_sync(tlm: Any) -> None:  # noqa: ANN401
    async with tlm.stream("Capital?"):
        pass


async def _async_for_sync(tlm: Any) -> None:  # noqa: ANN401
    async for _ in tlm.stream("Capital?"):
        pass


async def _await_sync(tlm: Any) -> None:  # noqa: ANN401
    await tlm.stream("Capital?")


async def _for_map(tlm: Any) -> None:  # noqa: ANN401
    for _ in tlm.amap(["a", "b"]):
        pass


async def _with_map(tlm: Any) -> None:  # noqa: ANN401
    with tlm.amap(["a", "b"]):
        pass


async def _async_with_map(tlm: Any) -> None:  # noqa: ANN401
    async with tlm.amap(["a", "b"]):
        pass


async def _await_map(tlm: Any) -> None:  # noqa: ANN401
    await tlm.amap(["a", "b"])


@pytest.mark.parametrize(
    ("misuse", "way_out"),
    [
        (_with_async, "async with tlm.astream"),
        (_for_async, "async for"),
        (_next_async, "async for"),
        (_await_async, "await `aprompt`"),
        (_async_with_sync, "with tlm.stream"),
        (_async_for_sync, "async with tlm.astream"),
        (_await_sync, "async with tlm.astream"),
        (_for_map, "async for"),
        (_with_map, "async for"),
        (_async_with_map, "async for"),
        (_await_map, "await `aprompt`"),
    ],
)
def test_a_stream_that_is_used_as_something_else_names_the_way_out(
    misuse: Callable[[Any], Awaitable[None]], way_out: str
) -> None:
    """In the place of Python's own words, which name a protocol; nothing is under way after it."""
    model = slow()

    async def run() -> tuple[str, int]:
        async with TLM(PRESET, model=model, verbose=False) as tlm:
            with pytest.raises(TypeError) as told:
                await misuse(tlm)
            return str(told.value), model.in_flight

    words, in_flight = run_virtual(run)
    assert way_out in words
    assert 0 == in_flight
