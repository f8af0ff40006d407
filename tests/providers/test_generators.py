"""Generators, sync and async, as models that stream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any

import anyio
import pytest

from trustcore import TLM, ProviderError
from trustcore.testing import check_provider
from trustcore_providers.callable import CallableProvider

PRESET: dict[str, Any] = {"strategies": {"consistency": {"arguments": {"samples": 1}}}}


def words(prompt: str) -> Iterator[str]:
    yield from ("You said ", prompt, ".")


async def words_async(prompt: str) -> AsyncIterator[str]:
    for word in words(prompt):
        await anyio.lowlevel.checkpoint()
        yield word


class Speaker:
    """An object whose method is a generator."""

    def __call__(self, prompt: str, end: str = ".") -> Iterator[str]:
        yield from ("You said ", prompt, end)


MODELS: list[Callable[[str], Any]] = [words, words_async, Speaker(), partial(Speaker(), end=".")]


@pytest.mark.parametrize("function", MODELS)
async def test_a_generator_streams(function: Callable[[str], Any]) -> None:
    """What it yields are the pieces; unstreamed they are one text."""
    tlm = TLM(PRESET, model=function)

    async with tlm.astream("Hi") as stream:
        texts = [text async for text in stream]

    assert ["You said ", "Hi", "."] == texts
    assert (await tlm.aprompt("Hi")).response == stream.result.response == "You said Hi."


@pytest.mark.parametrize("function", MODELS)
async def test_a_generator_is_a_provider_like_any(function: Callable[[str], Any]) -> None:
    """It passes the suite that all pass."""
    await check_provider(CallableProvider(function), twin=CallableProvider(function))


def numbers(prompt: str) -> Iterator[Any]:
    yield prompt
    yield 7


async def numbers_async(prompt: str) -> AsyncIterator[Any]:
    yield prompt
    yield None


@pytest.mark.parametrize(("function", "kind"), [(numbers, "int"), (numbers_async, "NoneType")])
async def test_what_is_no_text_is_named(function: Callable[[str], Any], kind: str) -> None:
    """After the pieces before it."""
    texts: list[str] = []

    with pytest.raises(ProviderError, match=f"must yield strings, but yielded {kind}"):
        await read(function, texts)

    assert ["Hi"] == texts


async def read(function: Callable[[str], Any], texts: list[str]) -> None:
    async with TLM(PRESET, model=function).astream("Hi") as stream:
        async for text in stream:
            texts += [text]


@pytest.mark.parametrize("asynchronous", [False, True])
async def test_a_generator_that_nobody_reads_is_closed(*, asynchronous: bool) -> None:
    """A sync one at its next piece, since a thread cannot be stopped."""
    closed = anyio.Event()
    going = anyio.Event()
    loop: Any = anyio.lowlevel.current_token().native_token

    def endless(_: str) -> Iterator[str]:
        try:
            while True:
                yield "more "
        finally:
            loop.call_soon_threadsafe(closed.set)

    async def endless_async(_: str) -> AsyncIterator[str]:
        try:
            while True:
                await anyio.lowlevel.checkpoint()
                yield "more "
        finally:
            closed.set()

    function = endless_async if asynchronous else endless
    async with TLM(PRESET, model=function).astream("Hi") as stream:
        async for _ in stream:
            going.set()
            break
    with anyio.fail_after(100):
        await closed.wait()
