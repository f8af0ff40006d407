"""Foreign code that raises `CancelledError` though nobody cancelled it costs its own call alone."""

from __future__ import annotations

from asyncio import CancelledError, get_running_loop
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from trustcore import TLM, ProviderError
from trustcore.testing import ScriptedProvider, run_virtual

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}


def raises(prompt: str) -> str:
    del prompt
    raise CancelledError


async def raises_soon(prompt: str) -> str:
    await anyio.sleep(0.1)
    return raises(prompt)


async def awaits_a_cancelled_future(prompt: str) -> str:
    del prompt
    future = get_running_loop().create_future()
    future.cancel()
    return str(await future)


@pytest.mark.parametrize("model", [raises, raises_soon, awaits_a_cancelled_future])
@pytest.mark.parametrize("cached", [False, True], ids=["alone", "cached"])
def test_a_model_that_cancels_itself_fails_its_call(
    model: Callable[[str], Any], *, cached: bool, tmp_path: Path
) -> None:
    """The item has its error, and does not wait for what never comes."""

    async def ask() -> None:
        cache = tmp_path / "answers.db" if cached else None
        with anyio.fail_after(1000):
            async with TLM(ONE_JUDGE, model=model, cache=cache) as tlm:
                with pytest.raises(ProviderError, match="raised CancelledError"):
                    await tlm.aprompt("Hi!")

    run = anyio.run if cached else run_virtual
    run(ask)


def test_an_answer_that_was_given_up_is_an_error() -> None:
    """A future that somebody cancelled is no answer any more."""

    async def ask() -> None:
        coming = get_running_loop().create_future()
        coming.cancel()
        with anyio.fail_after(1000):
            async with TLM(ONE_JUDGE, model=ScriptedProvider("true")) as tlm:
                with pytest.raises(ProviderError, match="waited for raised CancelledError"):
                    await tlm.aget_trustworthiness_score("Hi!", coming)

    run_virtual(ask)


def test_who_is_cancelled_stays_cancelled() -> None:
    """A time limit around the call is nobody's failure."""

    async def ask() -> bool:
        async with TLM(ONE_JUDGE, model=raises_soon) as tlm:
            with anyio.move_on_after(0.05) as scope:
                await tlm.aprompt("Hi!")
            return scope.cancelled_caught

    assert run_virtual(ask)
