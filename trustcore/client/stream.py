"""Many items: pulled lazily, run as many at once as the actors take, delivered with their index."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, Generic, TypeVar

import anyio
import anyio.lowlevel
from anyio.abc import TaskGroup

from trustcore.errors import FatalError
from trustcore.records.result import Outcome

T = TypeVar("T")

Source = Iterable[Any] | AsyncIterable[Any]
Work = Callable[[Any], Awaitable[T]]


async def flow(
    source: Source,
    work: Work[T],
    *,
    admit: Callable[[], Awaitable[None]],
    deliver: Callable[[Outcome[T]], None],
) -> None:
    """Run every item of a source; deliver each outcome as soon as it is there.

    Args:
        source: Items, pulled one by one when there is room for them.
        work: What to do with an item. It must make its calls before it waits for anything else.
        admit: Returns when there is room for one more item.
        deliver: Told of each outcome, in the order of completion.

    Raises:
        FatalError: At once, when an item met an error that every further one would meet.
        Exception: What the source raised, after the items before it have settled.
    """
    fatal: list[FatalError] = []

    async def run_one(index: int, item: Any) -> None:  # noqa: ANN401  (whatever the source holds)
        try:
            outcome: Outcome[T] = Outcome(index, await work(item))
        except Exception as error:  # noqa: BLE001  (kept beside the results of the others)
            outcome = Outcome(index, error=error)
        deliver(outcome)
        if isinstance(outcome.error, FatalError):
            fatal.append(outcome.error)
            group.cancel_scope.cancel()

    broken: Exception | None = None
    async with anyio.create_task_group() as group:
        try:
            index = 0
            async for item in _items(source):
                await admit()
                group.start_soon(run_one, index, item)
                # Let the item post its calls before the next one looks for room.
                await anyio.lowlevel.checkpoint()
                index += 1
        except Exception as error:  # noqa: BLE001  (raised again below, outside the task group)
            broken = error
    if fatal:
        raise fatal[0]
    if broken is not None:
        raise broken


async def _items(source: Source) -> AsyncIterator[Any]:
    if isinstance(source, AsyncIterable):
        async for item in source:
            yield item
    else:
        for item in source:
            yield item


class OutcomeStream(AsyncIterator[Outcome[T]], Generic[T]):
    """What `amap` returns: iterate over it with `async for`, once.

    It holds at most `window` items that were pulled and not yet taken from it. Leaving the loop
    early cancels what is under way as soon as the stream is closed or forgotten.
    """

    def __init__(
        self,
        start: Callable[
            [Callable[[Outcome[T]], None], Callable[[], Awaitable[None]]], Awaitable[None]
        ],
        group: Callable[[], TaskGroup],
        *,
        window: int,
        ordered: bool,
    ) -> None:
        self._start = start
        self._group = group
        self._state = _State[T](window, ordered=ordered)
        self._begun = False

    def __aiter__(self) -> OutcomeStream[T]:
        return self

    async def __anext__(self) -> Outcome[T]:
        if not self._begun:
            self._begun = True
            self._group().start_soon(self._state.run, self._start)
        return await self._state.take()

    def close(self) -> None:
        """Cancel what is under way. Idempotent."""
        self._state.scope.cancel()

    def __del__(self) -> None:
        # A loop that was left by `break` forgets the stream; nobody will take what comes.
        if self._begun and not self._state.over:
            self.close()


class _State(Generic[T]):
    """What the feeding task and the stream share. The task must not keep the stream alive."""

    def __init__(self, window: int, *, ordered: bool) -> None:
        self.scope = anyio.CancelScope()
        self.over = False
        self._room = anyio.Semaphore(window)
        self._ordered = ordered
        self._next = 0
        self._ready: dict[int, Outcome[T]] = {}
        self._news = anyio.Event()
        self._error: Exception | None = None

    async def run(
        self,
        start: Callable[
            [Callable[[Outcome[T]], None], Callable[[], Awaitable[None]]], Awaitable[None]
        ],
    ) -> None:
        try:
            with self.scope:
                await start(self._deliver, self._room.acquire)
        except Exception as error:  # noqa: BLE001  (the reader gets it)
            self._error = error
        finally:
            self.over = True
            self._news.set()

    async def take(self) -> Outcome[T]:
        while True:
            key = self._key()
            if key is not None:
                self._room.release()
                self._next += 1
                return self._ready.pop(key)
            if self.over:
                error, self._error = self._error, None
                raise error or StopAsyncIteration
            self._news = anyio.Event()
            await self._news.wait()

    def _key(self) -> int | None:
        """Which outcome is next: the one in turn, or any."""
        if self._ordered and not self.over:
            return self._next if self._next in self._ready else None
        return min(self._ready, default=None)

    def _deliver(self, outcome: Outcome[T]) -> None:
        self._ready[outcome.index] = outcome
        self._news.set()
