"""A number of slots for which the most urgent waits the shortest."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count

import anyio
from attrs import define, field

Priority = tuple[int, int]
"""Lower goes first: (item number, rank)."""


@define(eq=False)
class _Turn:
    """One who waits."""

    granted: anyio.Event = field(factory=anyio.Event)
    given_up: bool = False


class PrioritySemaphore:
    """A semaphore with priorities.

    In one actor the mailbox keeps the order. But calls on a client that was not entered have an
    actor each; without priorities here an item's second call would wait behind the first calls of
    all items that came later.

    Attributes:
        limit: How many slots there are.
        taken: How many of them are taken; more than there are after `resize` to fewer.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0
        self._queue: list[tuple[Priority, int, _Turn]] = []
        self._order = count()

    async def acquire(self, priority: Priority) -> None:
        """Take a slot; within a priority the first comes first."""
        if self.taken < self.limit:  # then nobody waits
            self.taken += 1
            return
        turn = _Turn()
        heappush(self._queue, (priority, next(self._order), turn))
        try:
            await turn.granted.wait()
        except BaseException:  # a turn that was granted meanwhile goes to the next
            turn.given_up = True
            if turn.granted.is_set():
                self.release()
            raise

    def release(self) -> None:
        """Give a slot back, to the most urgent who still waits."""
        self.taken -= 1
        self._grant()

    def resize(self, limit: int) -> None:
        """Change how many slots there are; who has one keeps it until it is given back."""
        self.limit = limit
        self._grant()

    def _grant(self) -> None:
        while self._queue and self.taken < self.limit:
            turn = heappop(self._queue)[-1]
            if not turn.given_up:
                self.taken += 1
                turn.granted.set()
