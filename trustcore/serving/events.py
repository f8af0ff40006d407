"""Server-sent events: a response that ends what it tells of when its client hangs up."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing

import anyio
import orjson
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from trustcore.event_loop import loop_time

KEPT_ALIVE = b": keep-alive\n\n"

Events = Callable[[], AsyncGenerator[bytes]]


def event(data: object, name: str | None = None) -> bytes:
    """One event, with a name where it has one."""
    head = b"" if name is None else b"event: " + name.encode() + b"\n"
    return head + b"data: " + orjson.dumps(data) + b"\n\n"


class EventStream(Response):
    """A response of events as they come.

    Its tasks live as long as the response: one writes the events, one a comment where none came for
    a while, and one waits for the client to hang up.

    Args:
        events: Makes the events.
        keep_alive: Seconds without an event after which a comment keeps the connection open.
        headers: Of the response.
        left: Is called when the client hangs up before the last event.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        events: Events,
        keep_alive: float,
        headers: Mapping[str, str] | None = None,
        left: Callable[[], object] = lambda: None,
    ) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers(
            {"cache-control": "no-store", "x-accel-buffering": "no", **(headers or {})}
        )
        self._events = events
        self._keep_alive = keep_alive
        self._left = left
        self._whole = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the response."""
        writing = _Writing(send)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_hung_up, receive, group.cancel_scope)
                await send(self._start())
                group.start_soon(self._comment, writing)
                await self._write(writing)
                group.cancel_scope.cancel()
        finally:
            if not self._whole:
                self._left()

    def _start(self) -> Message:
        return {"type": "http.response.start", "status": 200, "headers": self.raw_headers}

    async def _write(self, writing: _Writing) -> None:
        async with aclosing(self._events()) as events:
            async for one in events:
                await writing(one)
        self._whole = True
        await writing(b"", more=False)

    async def _comment(self, writing: _Writing) -> None:
        while True:
            silent = loop_time() - writing.last
            if silent >= self._keep_alive:
                await writing(KEPT_ALIVE)
            else:
                await anyio.sleep(self._keep_alive - silent)


class _Writing:
    """What is sent of a body, one piece at a time; `last` is when the last one was."""

    def __init__(self, send: Send) -> None:
        self.last = loop_time()
        self._send = send
        self._lock = anyio.Lock()

    async def __call__(self, body: bytes, *, more: bool = True) -> None:
        async with self._lock:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})
            self.last = loop_time()


async def _hung_up(receive: Receive, scope: anyio.CancelScope) -> None:
    """Cancel a scope when the client hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass  # the server may still have an empty end of the body
    scope.cancel()
