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


class Slots:
    """A semaphore with priorities.

    In one actor the mailbox keeps the order. But calls on a client that was not entered have an
    actor each; without priorities here an item's second call would wait behind the first calls of
    all items that came later.

    Attributes:
        value: How many slots are free.
    """

    def __init__(self, value: int) -> None:
        self.value = value
        self._queue: list[tuple[Priority, int, _Turn]] = []
        self._order = count()

    async def acquire(self, priority: Priority) -> None:
        """Take a slot; within a priority the first comes first."""
        if self.value > 0:  # then nobody waits
            self.value -= 1
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
        """Give a slot to the most urgent who still waits."""
        while self._queue:
            turn = heappop(self._queue)[-1]
            if not turn.given_up:
                turn.granted.set()
                return
        self.value += 1
