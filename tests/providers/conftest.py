from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import pytest
from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Seen = list[tuple[str, str, Mapping[str, str], bytes]]


@pytest.fixture
def record(
    serve: Callable[[Handler], Awaitable[str]],
) -> Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]:
    """Starts a server that gives one answer to everything.

    Its URL, and what it was sent: method, path as sent, headers, body.
    """

    async def start(status: int, headers: Mapping[str, str], body: bytes) -> tuple[str, Seen]:
        seen: Seen = []

        async def handler(request: web.Request) -> web.Response:
            seen.append((request.method, request.raw_path, request.headers, await request.read()))
            return web.Response(status=status, headers=headers, body=body)

        return await serve(handler), seen

    return start
