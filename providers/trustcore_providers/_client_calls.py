"""How methods of a client object are called: awaited, or in worker threads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from trustcore.plugins.protocols import Response
from trustcore_providers._threads import TellingThread, WorkerThreads

Told = Callable[[bytes], None]
"""Takes a piece of a body, in the event loop."""

Opened = Callable[[], Any]
"""Makes the context manager of a response of the SDK, whose body is read with `iter_bytes`."""


class Calling(Protocol):
    """What calls the methods of a client."""

    async def __call__(self, method: Callable[..., Any], /, **arguments: Any) -> Any:  # noqa: ANN401  (the SDK's)
        """Call a method with its arguments by name."""

    async def collect(self, opened: Opened, receive: Told, /) -> Response:
        """Read a response to its end, telling of each piece."""


class AwaitedCalls:
    """Calls of an async client."""

    async def __call__(self, method: Callable[..., Awaitable[Any]], /, **arguments: Any) -> Any:  # noqa: ANN401  (the SDK's)
        return await method(**arguments)

    async def collect(self, opened: Opened, receive: Told, /) -> Response:
        pieces: list[bytes] = []
        async with opened() as raw:
            async for piece in raw.iter_bytes():
                pieces.append(piece)
                receive(piece)
        return Response(raw.status_code, raw.headers, b"".join(pieces))


class ThreadCalls:
    """Calls of a sync client, each in a worker thread."""

    def __init__(self, threads: WorkerThreads) -> None:
        self._threads = threads

    async def __call__(self, method: Callable[..., Any], /, **arguments: Any) -> Any:  # noqa: ANN401  (the SDK's)
        return await self._threads.run(partial(method, **arguments))

    async def collect(self, opened: Opened, receive: Told, /) -> Response:
        with TellingThread(receive) as telling:
            response: Response = await self._threads.run(partial(_read, opened, telling))
        return response


def _read(opened: Opened, telling: TellingThread) -> Response:
    pieces: list[bytes] = []
    with opened() as raw:
        for piece in raw.iter_bytes():
            if telling.over:
                break
            pieces.append(piece)
            telling.tell(piece)
    return Response(raw.status_code, raw.headers, b"".join(pieces))
