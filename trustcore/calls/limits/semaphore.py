"""The queue in which calls wait: the most urgent first, and bounded by whom it lets in."""

from __future__ import annotations

from asyncio import Event  # anyio's finds out each time in which library's loop it is
from heapq import heappop, heappush
from itertools import count

import anyio

from trustcore.calls.stage import Priority
from trustcore.errors import FatalError, TrustcoreError

_END = 0.01
"""Seconds that a new item leaves a fatal error to end what it belongs to."""


class _Turn:
    """A turn of one who waits.

    Attributes:
        event: Set when it is granted, or refused.
        error: Why it is refused.
        gone: Whether nobody waits for it any more.
        movable: Whether another endpoint can take the call.
    """

    __slots__ = ("error", "event", "gone", "movable")

    def __init__(self, *, movable: bool) -> None:
        self.event = Event()
        self.error: TrustcoreError | None = None
        self.gone = False
        self.movable = movable


class PrioritySemaphore:
    """A semaphore whose next slot goes to the most urgent who waits.

    Attributes:
        limit: How many slots there are.
        taken: How many of them are taken; more than there are after `resize` to fewer.
        waiting: How many wait.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0
        self.waiting = 0
        self._queue: list[tuple[Priority, int, _Turn]] = []
        self._order = count()

    def acquire_nowait(self) -> bool:
        """Take a slot if one is free. Whether one was: then nobody waits."""
        if self.taken < self.limit:
            self.taken += 1
            return True
        return False

    async def acquire(self, priority: Priority, *, movable: bool = False) -> None:
        """Take a slot; within a priority the first comes first.

        Raises:
            TrustcoreError: What `refuse` sent it away with.
        """
        if self.acquire_nowait():
            return
        turn = _Turn(movable=movable)
        heappush(self._queue, (priority, next(self._order), turn))
        self._count(1)
        try:
            await turn.event.wait()
        except BaseException:  # a turn that was granted meanwhile goes to the next
            if not turn.event.is_set():
                turn.gone = True
                self._count(-1)
            elif turn.error is None:
                self.release()
            raise
        if turn.error is not None:
            raise turn.error

    def release(self) -> None:
        """Give a slot back, to the most urgent who still waits."""
        self.taken -= 1
        if self._queue:
            self._grant()

    def resize(self, limit: int) -> None:
        """Change how many slots there are; who has one keeps it until it is given back."""
        self.limit = limit
        self._grant()

    def refuse(self, error: TrustcoreError, *, movable: bool) -> None:
        """Send away who waits: all, or those alone whose call another endpoint can take."""
        for _, _, turn in self._queue:
            if not turn.event.is_set() and not turn.gone and (turn.movable or not movable):
                turn.error, turn.gone = error, True
                turn.event.set()
                self._count(-1)

    def _grant(self) -> None:
        while self._queue and self.taken < self.limit:
            turn = heappop(self._queue)[-1]
            if not turn.gone:
                self.taken += 1
                turn.event.set()
                self._count(-1)

    def _count(self, change: int) -> None:
        self.waiting += change


class Mailbox(PrioritySemaphore):
    """A bounded, prioritised queue in which the calls to one model wait for their slot.

    Items are let in while few calls wait: so the queue stays short whatever is thrown at the
    client, and items finish in order.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._low = max(1, limit // 8)
        self._drained = anyio.Event()
        self._door = anyio.Lock(fast_acquire=True)
        self._fatal = False

    async def wait_for_capacity(self) -> None:
        """Return when so few calls wait that a new item may make its own.

        One at a time, in order: the next looks only after the one before has made its calls.
        """
        if self.waiting < self._low and not self._fatal and not self._door.locked():
            return  # as nearly always
        async with self._door:
            while self.waiting >= self._low:
                self._drained = anyio.Event()
                await self._drained.wait()
            if self._fatal:
                await anyio.sleep(_END)
                self._fatal = False

    def end(self, error: FatalError) -> None:
        """Send away who waits with an error that they would all meet."""
        self._fatal = True
        self.refuse(error, movable=False)

    def _count(self, change: int) -> None:
        super()._count(change)
        if self.waiting < self._low:
            self._drained.set()
