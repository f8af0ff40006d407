"""The feed of scores, as they come, for who looks on."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream

from trustcore.serving.asked import Asked
from trustcore.serving.trust import Trust

_KEPT = 200
_AHEAD = 100
"""Rows that wait for a slow reader; then it misses some."""

Row = dict[str, Any]


class Feed:
    """Tells each score to who looks on; who comes later gets the last ones first."""

    def __init__(self) -> None:
        self._readers: set[MemoryObjectSendStream[Row]] = set()
        self._last: deque[Row] = deque(maxlen=_KEPT)

    def tell(self, asked: Asked, trust: Trust, created: int) -> None:
        """Tell of a score."""
        row: Row = {"model": asked.model, "created": created, **trust.row}
        self._last.append(row)
        for reader in self._readers:
            try:
                reader.send_nowait(row)
            except anyio.WouldBlock:
                continue

    @asynccontextmanager
    async def reader(self) -> AsyncGenerator[MemoryObjectReceiveStream[Row]]:
        """A reader of the last scores, and of all that come."""
        send, receive = anyio.create_memory_object_stream[Row](_KEPT + _AHEAD)
        with send, receive:
            for row in self._last:
                send.send_nowait(row)
            self._readers.add(send)
            try:
                yield receive
            finally:
                self._readers.discard(send)
