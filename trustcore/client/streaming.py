"""An answer while it is written, for async and for sync code, and its score at the end."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Self

import anyio
from anyio import AsyncContextManagerMixin, ContextManagerMixin
from anyio.abc import TaskGroup

from trustcore.checks import refusing
from trustcore.client.portal import SyncBridge
from trustcore.engine.answer_reader import AnswerReader, RunItem
from trustcore.errors import ClientStateError, InputError
from trustcore.presets import Preset
from trustcore.records.chat import Completion, Usage
from trustcore.records.result import Result


def check_one_candidate(preset: Preset, besides: str = "; or ask with `prompt`") -> None:
    """Refuse a preset that chooses among answers, of which none can be shown before all are there.

    Args:
        preset: Which one.
        besides: Another way out, to be put at the end of the sentence.

    Raises:
        InputError: Naming the way out.
    """
    if preset.candidates > 1:
        raise InputError(
            f"the preset {preset.name!r} chooses among {preset.candidates} answers when all are "
            'there, so none can be streamed; take one with a single candidate: "base", "low" or '
            f'"medium", or candidates = 1 in your own{besides}'
        )


class _Stream:
    """What a stream has to show, in async and in sync code."""

    def __init__(self, run: RunItem) -> None:
        self._run = run
        self._reader: AnswerReader | None = None

    @property
    def answer(self) -> Completion:
        """The whole answer, with finish reason and calls of tools, once all of its text was told.

        Raises:
            ClientStateError: While there is none.
        """
        found = None if self._reader is None else self._reader.answer
        if found is None:
            raise ClientStateError("there is no whole answer yet; read its text to the end")
        return found

    @property
    def whole(self) -> bool:
        """Whether `answer` is there."""
        return self._reader is not None and self._reader.answer is not None

    @property
    def usage(self) -> Usage:
        """What the answer took, without its score; zeros while there is none."""
        return Usage() if self._reader is None else self._reader.usage

    @property
    def result(self) -> Result:
        """The answer with its score, once the loop over the text has ended.

        Raises:
            ClientStateError: While there is none.
        """
        found = None if self._reader is None else self._reader.result
        if found is None:
            raise ClientStateError(
                "there is no result: it is there when the loop over the text has ended, or `wait` "
                "has; a stream that was left before has none"
            )
        return found

    def _enter(self, *, pieces: bool = True) -> AnswerReader:
        if self._reader is not None:
            raise ClientStateError("a stream is entered once; ask again for another")
        self._reader = AnswerReader(self._run, pieces=pieces)
        return self._reader

    def _opened(self) -> AnswerReader:
        if self._reader is None:
            raise ClientStateError(
                "a stream is read inside of its block: `async with tlm.astream(...) as stream`, or "
                "`with tlm.stream(...) as stream`"
            )
        return self._reader


class AnswerStream(_Stream, AsyncContextManagerMixin):
    """What `TLM.astream` returns: `async with` begins the item, `async for` gives its text.

    The loop ends when the answer was scored. Leaving the block before cancels the item's calls, the
    one that is being answered among them.
    """

    if not TYPE_CHECKING:  # type checkers refuse these without it
        __enter__ = __exit__ = refusing(
            "`astream` is for coroutines: write `async with tlm.astream(...) as stream`; in sync "
            "code it is `with tlm.stream(...) as stream`"
        )
        __iter__ = __next__ = refusing(
            "the text of `astream` is read with `async for`, inside of `async with "
            "tlm.astream(...) as stream`; in sync code it is `stream`, with `with` and `for`"
        )
        __await__ = refusing(
            "a stream is not awaited: `async with tlm.astream(...) as stream`, then `async for`; "
            "for the whole result at once await `aprompt`"
        )

    def reader(self, *, pieces: bool = True) -> AnswerReader:
        """The reader of this answer, for who runs it in a task of their own: `await reader.run()`.

        Args:
            pieces: False where nobody looks on while the answer is written: a model that could
                stream it is asked for all of it at once, which costs less.

        Raises:
            ClientStateError: When the stream was entered.
        """
        return self._enter(pieces=pieces)

    @asynccontextmanager
    async def __asynccontextmanager__(self) -> AsyncGenerator[Self, None]:
        failure: BaseException | None = None
        reader = self._enter()
        async with anyio.create_task_group() as group:
            group.start_soon(reader.run)
            try:
                yield self
            except BaseException as error:  # noqa: BLE001  (raised below, outside the task group)
                failure = error
            reader.cancel()
        if failure is not None:
            raise failure

    def __aiter__(self) -> AsyncIterator[str]:
        """The stream itself."""
        return self

    async def __anext__(self) -> str:
        """The next piece of the text.

        Raises:
            ProviderError: When there is no answer, or no more of it.
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for a call; `outcomes` has the result if
                there is one.
        """
        piece = await self._opened().take()
        if piece is None:
            await self.wait()
            raise StopAsyncIteration
        return piece

    async def texts(self) -> AsyncGenerator[str, None]:
        """The text alone: as the loop over the stream, but it ends as soon as the answer is whole.

        Then `answer` is there, and `wait` waits for the score.
        """
        while (piece := await self._opened().take()) is not None:
            yield piece

    async def answered(self) -> Completion:
        """Wait for the whole answer; text that was not read stays to be read.

        Raises:
            ProviderError: When there is no answer.
            FatalError: When every further call would fail alike.
        """
        return await self._opened().answered()

    async def wait(self, within: float | None = None) -> Result:
        """Wait for the result; text that was not read stays to be read.

        Args:
            within: Seconds after which the score is made of what is there by then, where the answer
                is; None for as long as it takes.

        Raises:
            ProviderError: When there is no answer.
            FatalError: When every further call would fail alike.
            BudgetExceeded: As in the loop.
        """
        return await self._opened().wait(within)


class SyncAnswerStream(_Stream, ContextManagerMixin):
    """What `TLM.stream` returns: `with` begins the item, `for` gives its text.

    As `AnswerStream`, for sync code.
    """

    if not TYPE_CHECKING:  # as above
        __aenter__ = __aexit__ = __aiter__ = __anext__ = __await__ = refusing(
            "`stream` is for sync code: write `with tlm.stream(...) as stream`; in a coroutine it "
            "is `async with tlm.astream(...) as stream`, then `async for`"
        )

    def __init__(self, run: RunItem, bridge: SyncBridge, group: Callable[[], TaskGroup]) -> None:
        super().__init__(run)
        self._bridge = bridge
        self._group = group

    @contextmanager
    def __contextmanager__(self) -> Generator[Self, None, None]:
        self._bridge.run(self._begin)
        try:
            yield self
        finally:
            if not self._opened().over:
                self._bridge.run(self._cancel)

    async def _begin(self) -> None:
        group = self._group()
        group.start_soon(self._enter().run)

    async def _cancel(self) -> None:
        self._opened().cancel()

    def __iter__(self) -> Iterator[str]:
        """The stream itself."""
        return self

    def __next__(self) -> str:
        """The next piece of the text; it raises what `AnswerStream` raises."""
        piece = self._bridge.run(self._opened().take)
        if piece is None:
            self.wait()
            raise StopIteration
        return piece

    def texts(self) -> Generator[str, None, None]:
        """The text alone; see `AnswerStream.texts`."""
        while (piece := self._bridge.run(self._opened().take)) is not None:
            yield piece

    def wait(self) -> Result:
        """Wait for the result; see `AnswerStream.wait`."""
        return self._bridge.run(self._opened().wait)
