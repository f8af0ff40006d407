"""Bodies that are told of while they arrive."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio
import pytest
from aiohttp import web

from trustcore.errors import CallTimeout, ConnectError, ReplyError
from trustcore.http import STREAM_LIMIT, open_transport
from trustcore.http.reading import READ_AT_ONCE, read_memory
from trustcore.plugins.protocols import REPLY_LIMIT, StreamingTransport

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
EVENT = b"data: " + b"x" * 1000 + b"\n\n"


@pytest.fixture
async def transport(anyio_backend: str) -> AsyncIterator[StreamingTransport]:
    async with open_transport() as opened:
        assert isinstance(opened, StreamingTransport)
        yield opened


@pytest.mark.parametrize("encoding", ["", "gzip"])
async def test_a_long_stream_is_read_whole_whatever_else_is_read(
    encoding: str, serve: Serve, transport: StreamingTransport
) -> None:
    """It may be larger than a reply, and does not wait for the memory of large replies."""
    body = EVENT * (REPLY_LIMIT // len(EVENT) + 1)
    sent = gzip.compress(body, 1) if encoding else body
    headers = {"Content-Encoding": encoding} if encoding else {}

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=sent, headers=headers)

    pieces: list[bytes] = []
    url = await serve(handler)
    taken = await read_memory().take(READ_AT_ONCE)
    with anyio.fail_after(100):
        response = await transport.stream(url, {}, b"", pieces.append, limit=STREAM_LIMIT)
    read_memory().give_back(taken)

    assert body == response.body
    assert body == b"".join(pieces)
    assert len(pieces) > 1


async def test_a_stream_has_a_limit(serve: Serve, transport: StreamingTransport) -> None:
    """As every body has."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=EVENT * 9)

    with pytest.raises(ReplyError, match="more than 5000 bytes"):
        await transport.stream(await serve(handler), {}, b"", lambda _: None, limit=5000)


async def test_an_error_is_not_told_of(serve: Serve, transport: StreamingTransport) -> None:
    """It is no part of an answer."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=429, body=EVENT)

    pieces: list[bytes] = []
    response = await transport.stream(await serve(handler), {}, b"", pieces.append)

    assert (429, EVENT, []) == (response.status, response.body, pieces)


async def test_a_time_for_requests_bounds_a_stall(serve: Serve) -> None:
    """After what came."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(EVENT)
        await anyio.sleep_forever()
        return response

    pieces: list[bytes] = []
    async with open_transport(timeout=2) as transport:
        assert isinstance(transport, StreamingTransport)
        with pytest.raises(CallTimeout):
            await transport.stream(await serve(handler), {}, b"", pieces.append)

    assert EVENT == b"".join(pieces)


async def test_a_body_that_is_cut_is_an_error(serve: Serve, transport: StreamingTransport) -> None:
    """After the pieces that came."""

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(EVENT)
        assert request.transport is not None
        request.transport.close()
        return response

    pieces: list[bytes] = []
    with pytest.raises(ConnectError):
        await transport.stream(await serve(handler), {}, b"", pieces.append)

    assert EVENT == b"".join(pieces)
