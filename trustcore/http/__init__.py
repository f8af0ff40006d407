"""How requests travel. Knows nothing about language models; importing it loads no HTTP client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from trustcore.http.reading import STREAM_LIMIT as STREAM_LIMIT
from trustcore.http.reading import reply_limit as reply_limit
from trustcore.plugins.protocols import Transport


@asynccontextmanager
async def open_transport(*, timeout: float | None = None) -> AsyncIterator[Transport]:  # noqa: ASYNC109  (of each request)
    """Open connections of our own in the running event loop; they are closed at the end.

    Args:
        timeout: Seconds after which a request that got no complete response is given up; None
            leaves that to the engine's `call_timeout`.
    """
    from trustcore.http.aiohttp_transport import (  # noqa: PLC0415  (a fifth of a second to import)
        AiohttpTransport,
    )

    async with AiohttpTransport.open(timeout) as transport:
        yield transport
