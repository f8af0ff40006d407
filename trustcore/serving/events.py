"""Server-sent events: a response that ends what it tells of when its client hangs up."""

from __future__ import annotations

from asyncio import Event  # anyio's finds out each time in which library's loop it is
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing

import anyio
import orjson
from anyio.lowlevel import checkpoint
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from trustcore.event_loop import loop_time
from trustcore.serving.failures import log_unexpected, told

KEPT_ALIVE = b": keep-alive\n\n"

_TURNS = 2
"""Turns of the loop before a response is made ready: those of the item's task and of its first
call's, whose request then is on its way meanwhile."""

_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)

Events = Callable[[], AsyncGenerator[bytes]]


class Last(bytes):
    """The last events of a response: they travel with its end."""

    __slots__ = ()


def event(data: object, name: str | None = None) -> bytes:
    """One event, with a name where it has one."""
    head = b"" if name is None else b"event: " + name.encode() + b"\n"
    return head + b"data: " + orjson.dumps(data) + b"\n\n"


def failed_event(error: Exception) -> bytes:
    """The last event of a stream that breaks off."""
    return event(told(error))


class KeepAlive:
    """Writes a comment into each response that was silent for a while: one task for all of them.

    Args:
        seconds: Without an event, after which a comment keeps the connection open.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open: dict[Writing, None] = {}
        self._news = Event()

    def begin(self, writing: Writing) -> None:
        """Keep a response's connection open until `end`."""
        self._open[writing] = None
        self._news.set()

    def end(self, writing: Writing) -> None:
        """Let it be."""
        del self._open[writing]

    async def run(self) -> None:
        """Write comments until cancelled."""
        async with anyio.create_task_group() as group:
            while True:
                if not self._open:
                    self._news.clear()
                    await self._news.wait()
                oldest = loop_time() - self._seconds
                for one in [one for one in self._open if one.last <= oldest]:
                    one.last = loop_time()
                    group.start_soon(one.comment)  # a client that reads nothing holds nobody up
                first = min((one.last for one in self._open), default=loop_time())
                await anyio.sleep(first + self._seconds - loop_time())


class Writing:
    """What is sent of a response, one piece at a time: its events by one task, comments by another.

    Attributes:
        last: When the last piece was sent.
        begun: Whether the response has begun: it has a status then.
    """

    def __init__(self, send: Send, start: Message) -> None:
        self.last = loop_time()
        self.begun = False
        self._send = send
        self._start = start
        self._busy = False
        self._over = False
        self._commented: Event | None = None

    async def __call__(self, body: bytes, *, more: bool = True) -> None:
        """Send events, before the first ones what a response begins with."""
        if self._commented is not None:
            await self._commented.wait()
        if self._over:
            return
        self._busy = True
        self._over = not more
        await self._write(body, more=more)
        self._busy = False

    async def comment(self) -> None:
        """Send a comment, unless events are being sent that the client does not take."""
        if self._busy or self._over or self._commented is not None:
            return
        self._commented = Event()
        try:
            await self._write(KEPT_ALIVE, more=True)
        except Exception as error:  # noqa: BLE001  (who hung up must not end the others' comments)
            log_unexpected(error)
        finally:
            self._commented.set()
            self._commented = None

    async def _write(self, body: bytes, *, more: bool) -> None:
        if not self.begun:
            self.begun = True
            await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})
        self.last = loop_time()


class EventStream(Response):
    """A response of events as they come.

    It begins with the first event, so that an error before it has a status of its own; where that
    is long in coming it begins without. One task beside it waits for the client to hang up.

    Args:
        events: Makes the events.
        keep_alive: Keeps the connection open where no event comes.
        headers: Of the response.
        left: Is called when the client hangs up, or the server fails, before the last event.
        failed: Makes the last event where the events break off.
    """

    def __init__(
        self,
        events: Events,
        keep_alive: KeepAlive,
        headers: Mapping[str, str] | None = None,
        left: Callable[[], object] = lambda: None,
        failed: Callable[[Exception], bytes] = failed_event,
    ) -> None:
        self.status_code = 200
        self.background = None
        more = () if headers is None else headers.items()
        self.raw_headers = [*_HEADERS, *((name.encode(), one.encode()) for name, one in more)]
        self._events = events
        self._keep_alive = keep_alive
        self._left = left
        self._failed = failed
        self._whole = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the response.

        Raises:
            Exception: What the events raise before the first of them.
        """
        failure: Exception | None = None
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        writing = Writing(send, start)
        try:
            for _ in range(_TURNS):
                await checkpoint()
            async with anyio.create_task_group() as group:
                group.start_soon(_hung_up, receive, group.cancel_scope)
                self._keep_alive.begin(writing)
                try:
                    await self._write(writing)
                except Exception as error:  # noqa: BLE001  (told below, or raised outside the group)
                    failure = error
                finally:
                    self._keep_alive.end(writing)
                if failure is not None and writing.begun:
                    await writing(self._failed(failure), more=False)
                group.cancel_scope.cancel()
        finally:
            if not self._whole:
                self._left()
        if failure is not None and not writing.begun:
            raise failure

    async def _write(self, writing: Writing) -> None:
        async with aclosing(self._events()) as events:
            async for one in events:
                await writing(one, more=type(one) is not Last)
        self._whole = True
        await writing(b"", more=False)


async def _hung_up(receive: Receive, scope: anyio.CancelScope) -> None:
    """Cancel a scope when the client hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass  # the server may still have an empty end of the body
    scope.cancel()
