"""Many items: pulled lazily, run as many at once as the actors take, delivered with their index."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import anyio
import anyio.lowlevel
from anyio.abc import TaskGroup

from trustcore.checks import refusing
from trustcore.engine.background import BackgroundWork
from trustcore.errors import BudgetExceeded, FatalError
from trustcore.outcome import Outcome

T = TypeVar("T")

Source = Iterable[Any] | AsyncIterable[Any]
Admit = Callable[[], Awaitable[None]]
Deliver = Callable[[Outcome[T]], None]
Feed = Callable[[Admit, Deliver[T]], Awaitable[None]]


_STEPS = 2
"""Turns of the loop until an item's calls are in the mailbox, where the next one looks for room:
one for the item's task, one for those of its calls."""


class StopSignal:
    """A signal that ends the pulling of items, while what is under way goes on."""

    def __init__(self) -> None:
        self.error: FatalError | None = None

    @cached_property
    def scope(self) -> anyio.CancelScope:
        """What the pulling ends with; where one item runs alone nothing is pulled."""
        return anyio.CancelScope()

    def set(self, error: FatalError) -> None:
        """Start nothing more, because of this error; the first one counts."""
        if self.error is None:
            self.error = error
        self.scope.cancel()


async def flow(
    source: Source,
    work: Callable[[Any], Awaitable[T]],
    *,
    admit: Admit,
    deliver: Deliver[T],
    stop: StopSignal,
) -> None:
    """Run every item of a source; deliver each outcome as soon as it is there.

    Args:
        source: Items, pulled one by one when there is room for them.
        work: What to do with an item. It makes its calls before it waits for anything else.
        admit: Returns when there is room for one more item.
        deliver: Told of each outcome, in the order of completion.
        stop: Whoever runs an item may set it.

    Raises:
        FatalError: At once, when an item met an error that every further one would meet; what the
            signal was set for, after the items under way have settled.
        Exception: What the source raised, after the items before it have settled.
    """
    fatal: list[FatalError] = []
    broken: list[Exception] = []

    async def run_one(index: int, item: Any) -> None:  # noqa: ANN401  (whatever the source holds)
        try:
            outcome: Outcome[T] = Outcome(index, await work(item))
        except Exception as error:  # noqa: BLE001  (kept beside the results of the others)
            outcome = Outcome(index, error=error)
        deliver(outcome)
        if isinstance(outcome.error, BudgetExceeded):
            stop.set(outcome.error)
        elif isinstance(outcome.error, FatalError):
            fatal.append(outcome.error)
            group.cancel_scope.cancel()

    async def pull(group: TaskGroup) -> None:
        index = 0
        await admit()
        async for item in _items(source):
            group.start_soon(run_one, index, item, name="trustcore item")
            for _ in range(_STEPS):
                await anyio.lowlevel.checkpoint()
            index += 1
            await admit()

    async with anyio.create_task_group() as group:
        try:
            with stop.scope:
                await pull(group)
        except Exception as error:  # noqa: BLE001  (raised below, outside the task group)
            broken.append(error)
    stopped = [] if stop.error is None else [stop.error]
    if fatal or broken or stopped:
        raise [*fatal, *broken, *stopped][0]


async def collect(feed: Callable[[Deliver[T]], Awaitable[None]]) -> list[Outcome[T]]:
    """The outcomes that are delivered, in the order of their items.

    Args:
        feed: Runs items, and delivers each outcome.

    Raises:
        FatalError: What it raised, with `outcomes` of what was delivered until then.
    """
    delivered: list[Outcome[T]] = []
    try:
        await feed(delivered.append)
    except FatalError as error:
        error.outcomes = tuple(_in_order(delivered))
        raise
    return _in_order(delivered)


def _in_order(outcomes: Iterable[Outcome[T]]) -> list[Outcome[T]]:
    return sorted(outcomes, key=lambda one: one.index)


async def _items(source: Source) -> AsyncIterator[Any]:
    if isinstance(source, AsyncIterable):
        async for item in source:
            yield item
    else:
        for item in source:
            yield item


class OutcomeStream(AsyncIterator[Outcome[T]], Generic[T]):
    """What `TLM.amap` returns: iterate over it with `async for`, once.

    At most `window` items are under way or waiting to be taken. When the loop is left early, what
    is under way is cancelled as soon as the stream is closed or forgotten.
    """

    def __init__(
        self, feed: Feed[T], group: Callable[[], TaskGroup], *, window: int, ordered: bool
    ) -> None:
        self._feed = feed
        self._group = group
        self._queue: OutcomeQueue[T] = OutcomeQueue(window, ordered=ordered)
        self._begun = False

    def __aiter__(self) -> OutcomeStream[T]:
        """The stream itself."""
        return self

    if not TYPE_CHECKING:  # type checkers refuse these without it
        __iter__ = __next__ = refusing(
            "this is a stream: iterate over it with `async for`, in an async function"
        )
        __enter__ = __exit__ = __aenter__ = __aexit__ = refusing(
            "this is a stream without a block of its own: iterate over it with `async for`, inside "
            "of `async with TLM(...) as tlm`"
        )
        __await__ = refusing(
            "this is a stream, which gives outcome after outcome: iterate over it with `async "
            "for`, or await `aprompt` with a list for all results at once"
        )

    async def __anext__(self) -> Outcome[T]:
        """The next outcome.

        Raises:
            ClientStateError: When the client is not entered, or was closed on the way.
            FatalError: When every further call would fail alike.
            Exception: What the source of the items raised.
        """
        if not self._begun and not self._queue.closed:
            group = self._group()
            self._begun = True
            group.start_soon(self._queue.run, self._feed)
        return await self._queue.take()

    def close(self) -> None:
        """Cancel what is under way; the stream ends. Idempotent."""
        self._queue.closed = True
        if self._begun:
            self._queue.close()

    async def aclose(self) -> None:
        """Close it, as `contextlib.aclosing` does."""
        self.close()
        await anyio.lowlevel.cancel_shielded_checkpoint()

    def __del__(self) -> None:
        # A loop that was left by `break` forgets the stream; nobody would take what still comes.
        self.close()


class OutcomeQueue(Generic[T]):
    """A queue of outcomes from the feeding task to the stream, which it does not keep alive.

    Attributes:
        closed: Whether nobody takes any more; who waits is told that this is the end.
    """

    def __init__(self, window: int, *, ordered: bool) -> None:
        self._work = BackgroundWork("the client was closed before the stream had ended")
        self._window = anyio.Semaphore(window)
        self._ordered = ordered
        self._ready: dict[int, Outcome[T]] = {}
        self._turn = 0
        self.closed = False

    async def run(self, feed: Feed[T]) -> None:
        """Feed until the source is empty; what goes wrong is raised in the reader."""
        await self._work.run(partial(feed, self._window.acquire, self._put))

    async def take(self) -> Outcome[T]:
        """The next outcome; the error or the end after the last."""
        while not self.closed:
            index = self._next()
            if index is not None:
                self._turn += 1
                self._window.release()
                return self._ready.pop(index)
            if self._work.over:
                error, self._work.error = self._work.error, None
                raise error or StopAsyncIteration
            await self._work.wait()
        raise StopAsyncIteration

    def close(self) -> None:
        """Stop feeding, unless it has ended."""
        self._work.cancel()

    def _put(self, outcome: Outcome[T]) -> None:
        self._ready[outcome.index] = outcome
        self._work.notify()

    def _next(self) -> int | None:
        """The index in turn where order is wanted; after a stop, or else, what came first."""
        if self._ordered and not self._work.over:
            return self._turn if self._turn in self._ready else None
        return min(self._ready, default=None) if self._ordered else next(iter(self._ready), None)
