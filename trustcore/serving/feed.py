"""The feed of scores, as they come, for who looks on."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import anyio
import orjson
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream

from trustcore.serving.asked import Asked
from trustcore.serving.trust import Trust

_KEPT = 200
_AHEAD = 100
"""Rows that wait for a slow reader; then it misses some."""


class Feed:
    """Tells each score, as JSON, to who looks on; who comes later gets the last ones first."""

    def __init__(self) -> None:
        self._readers: set[MemoryObjectSendStream[bytes]] = set()
        self._last: deque[bytes] = deque(maxlen=_KEPT)

    def tell(self, asked: Asked, trust: Trust, created: int) -> None:
        """Tell of a score."""
        head = orjson.dumps({"model": asked.model, "created": created})
        row = head[:-1] + b"," + trust.json[1:]
        self._last.append(row)
        for reader in self._readers:
            try:
                reader.send_nowait(row)
            except anyio.WouldBlock:
                continue

    @asynccontextmanager
    async def reader(self) -> AsyncGenerator[MemoryObjectReceiveStream[bytes]]:
        """A reader of the last scores, and of all that come."""
        send, receive = anyio.create_memory_object_stream[bytes](_KEPT + _AHEAD)
        with send, receive:
            for row in self._last:
                send.send_nowait(row)
            self._readers.add(send)
            try:
                yield receive
            finally:
                self._readers.discard(send)
