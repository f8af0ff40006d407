"""How much memory replies may take while they are read: each of them, and all together."""

from __future__ import annotations

from collections import deque
from typing import Self

import anyio
from anyio.lowlevel import RunVar
from attrs import define, field

from trustcore.plugins.protocols import REPLY_LIMIT

MOST = 64 * 2**20
"""Bytes of the largest reply that a limit may allow."""

_EMBEDDING = 2**18
"""Bytes of one embedding: 8,192 numbers, of 32 characters each."""

UNCOUNTED = 2**18
"""Bytes of a reply that are not counted: nearly all replies are smaller."""

READ_AT_ONCE = 128 * 2**20
"""Bytes of larger replies that are read at the same time in one event loop."""


def reply_limit(*, completions: int = 1, texts: int = 0) -> int:
    """Bytes that a reply may have, by what was asked for.

    Args:
        completions: How many completions, with their log-probabilities.
        texts: How many embeddings.
    """
    if completions == 1 and not texts:
        return REPLY_LIMIT
    return min(MOST, REPLY_LIMIT * max(1, completions) + _EMBEDDING * texts)


STREAM_LIMIT = 4 * REPLY_LIMIT
"""Bytes that a stream of one completion may have: each token comes in an event of its own, which
takes several times what the token does. It comes as slowly as it is written, so that its memory is
not waited for."""


FILE_LIMIT = 8 * 2**30
"""Bytes of a file that is handed over piece by piece, so that none of it is kept."""


@define(eq=False)
class ReadMemory:
    """Bytes that large replies may take together. Who finds no room waits, in order of arrival.

    A reply takes all that it may need before it is read on, so that no two wait for each other.
    """

    total: int = READ_AT_ONCE
    _free: int = field(init=False)
    _waiting: deque[tuple[int, anyio.Event]] = field(init=False, factory=deque)

    @_free.default
    def _all(self) -> int:
        return self.total

    async def take(self, amount: int) -> int:
        """Wait until there is room, and take it. The amount taken, to be given back."""
        amount = min(amount, self.total)
        if amount <= self._free and not self._waiting:
            self._free -= amount
            return amount
        turn = amount, anyio.Event()
        self._waiting.append(turn)
        try:
            await turn[1].wait()
        except BaseException:  # cancelled, perhaps in the very moment of its turn
            if turn[1].is_set():
                self.give_back(amount)
            else:
                self._waiting.remove(turn)
                self.give_back(0)
            raise
        return amount

    def give_back(self, amount: int) -> None:
        """Give room back, which whoever waits longest gets."""
        self._free += amount
        while self._waiting and self._waiting[0][0] <= self._free:
            needed, event = self._waiting.popleft()
            self._free -= needed
            event.set()


_MEMORY: RunVar[ReadMemory] = RunVar("trustcore read memory")


def read_memory() -> ReadMemory:
    """The memory of the running event loop, which all its transports share."""
    try:
        return _MEMORY.get()
    except LookupError:
        memory = ReadMemory()
        _MEMORY.set(memory)
        return memory


class Reservation:
    """What one reply takes of the running loop's memory, until the end of the block."""

    def __init__(self) -> None:
        self._memory = read_memory()
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    async def grow(self, size: int, limit: int) -> None:
        """Wait for memory for a whole reply, once it turns out to be large.

        Args:
            size: Bytes read so far.
            limit: Bytes that it may come to.
        """
        if size > UNCOUNTED and not self._taken:
            self._taken = await self._memory.take(limit)

    def __exit__(self, *_: object) -> None:
        self._memory.give_back(self._taken)
