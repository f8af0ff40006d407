from __future__ import annotations

import gzip
import os
import socket
import ssl
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random

import anyio
import anyio.abc
import pytest
import trustme
from aiohttp import web

from trustcore.errors import (
    CallTimeout,
    ConnectError,
    LocalResourceError,
    ProviderError,
    ReplyError,
    RequestError,
    StaleConnectionError,
    UnreadableReplyError,
)
from trustcore.http import open_transport
from trustcore.plugins.protocols import Transport

NoMoreFiles = Callable[[], AbstractContextManager[None]]
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def transport(anyio_backend: str) -> AsyncIterator[Transport]:
    async with open_transport() as opened:
        yield opened


async def test_what_is_sent_arrives_and_what_is_answered_comes_back(
    serve: Serve, transport: Transport
) -> None:
    """URL, headers and body go out as given; status, headers and body come back whole."""
    seen: list[tuple[str, str, str | None, bytes]] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append(
            (request.method, request.path_qs, request.headers.get("X-Own"), await request.read())
        )
        return web.Response(status=418, body=b"tea", headers={"X-Theirs": "yes"})

    url = await serve(handler)
    response = await transport.post(f"{url}/a/b?c=d", {"X-Own": "mine"}, b"body")

    assert seen == [("POST", "/a/b?c=d", "mine", b"body")]
    assert (response.status, response.body) == (418, b"tea")
    assert response.headers.get("x-theirs") == "yes"


async def test_connections_are_used_again_and_cookies_are_not_kept(
    serve: Serve, transport: Transport
) -> None:
    """Ten calls in a row take one connection; no cookie comes back to the server."""
    peers: set[object] = set()
    cookies: list[str | None] = []

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        cookies.append(request.headers.get("Cookie"))
        return web.Response(headers={"Set-Cookie": "a=b"})

    url = await serve(handler)
    for _ in range(10):
        await transport.post(url, {}, b"")

    assert len(peers) == 1
    assert cookies == [None] * 10


async def test_redirects_are_not_followed(serve: Serve, transport: Transport) -> None:
    """A key must not follow a redirect to another host."""
    paths: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    url = await serve(handler)

    assert (await transport.post(f"{url}/here", {}, b"")).status == 307
    assert paths == ["/here"]


@pytest.mark.parametrize("chunked", [True, False])
async def test_compressed_and_chunked_bodies_are_read(
    serve: Serve, transport: Transport, chunked: bool
) -> None:
    """The body is what the server meant, however it was sent."""
    text = b"0123456789" * 50_000

    async def handler(request: web.Request) -> web.Response:
        response = web.Response(body=text)
        if chunked:
            response.enable_chunked_encoding()
        response.enable_compression()
        return response

    assert (await transport.post(await serve(handler), {}, b"")).body == text


def packed(body: bytes, encoding: str) -> bytes:
    raw = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return {
        "gzip": lambda: gzip.compress(body),
        "X-GZip": lambda: gzip.compress(body),
        "identity, gzip": lambda: gzip.compress(body),
        "members": lambda: gzip.compress(body[:5]) + gzip.compress(body[5:]) + bytes(9),
        "deflate": lambda: zlib.compress(body),
        "raw": lambda: raw.compress(body) + raw.flush(),
        "identity": lambda: body,
    }[encoding]()


SAYS = {"members": "gzip", "raw": "deflate"}


@pytest.mark.parametrize(
    "encoding", ["gzip", "X-GZip", "identity, gzip", "members", "deflate", "raw", "identity"]
)
@pytest.mark.parametrize("size", [0, 10, 700_000])
async def test_every_encoding_that_is_asked_for_is_read(
    serve: Serve, transport: Transport, encoding: str, size: int
) -> None:
    """In one member or several, with zlib's header or without, empty or large."""
    body = Random(size).randbytes(size)  # noqa: S311  (no secret)

    async def handler(request: web.Request) -> web.Response:
        assert request.headers["Accept-Encoding"] == "gzip, deflate"
        headers = {"Content-Encoding": SAYS.get(encoding, encoding)}
        return web.Response(body=packed(body, encoding), headers=headers)

    assert (await transport.post(await serve(handler), {}, b"")).body == body


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br", "x" * 99, "\u00e9"])
async def test_an_encoding_that_cannot_be_read_is_named(
    serve: Serve, transport: Transport, encoding: str
) -> None:
    """It comes from what stands in front of the API, and would come again."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=b"(\xb5/\xfd", headers={"Content-Encoding": encoding})

    with pytest.raises(UnreadableReplyError) as caught:
        await transport.post(await serve(handler), {}, b"")

    assert not caught.value.retryable
    name = repr(encoding) if len(encoding) in range(2, 20) else "of a name that is none"
    assert name in str(caught.value)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate"])
@pytest.mark.parametrize("body", [b'{"a": 1}', b'[{"a": 1}]'])
async def test_a_text_in_place_of_an_encoded_body_is_read(
    serve: Serve, transport: Transport, body: bytes, encoding: str
) -> None:
    """Some proxies decompress a body and leave the header as it was."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    assert body == (await transport.post(await serve(handler), {}, b"")).body


@pytest.mark.parametrize("first", list(b"{["))
async def test_a_deflated_body_that_begins_with_a_brace_is_inflated(
    serve: Serve, transport: Transport, first: int
) -> None:
    """Deflate has no magic number: texts and numbers of some kinds begin like JSON in it."""
    chance = Random(0)  # noqa: S311  (no secret)
    bodies = (chance.randbytes(length % 40 + 1) for length in count())
    body = next(body for body in bodies if packed(body, "raw")[0] == first)

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=packed(body, "raw"), headers={"Content-Encoding": "deflate"})

    assert body == (await transport.post(await serve(handler), {}, b"")).body


@pytest.mark.parametrize("body", [b"\x1f\x8bplain", b"\x00\x01\x02", b"\xff\xfe{"])
async def test_a_body_that_was_never_encoded_is_not_asked_for_again(
    serve: Serve, transport: Transport, body: bytes
) -> None:
    """It comes from what stands in front of the API, and would come again."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    with pytest.raises(UnreadableReplyError, match="is not in gzip") as caught:
        await transport.post(await serve(handler), {}, b"")

    assert not caught.value.retryable


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (gzip.compress(b"x" * 99, mtime=0)[:-9], "ends in its middle"),
        (gzip.compress(b"x" * 2**18, mtime=0)[:-8] + bytes(8), "is not in gzip"),
    ],
    ids=["cut", "of another checksum"],
)
async def test_a_body_that_was_damaged_on_its_way(
    serve: Serve, transport: Transport, body: bytes, why: str
) -> None:
    """It may be whole the next time."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": "gzip"})

    with pytest.raises(ReplyError, match=why) as caught:
        await transport.post(await serve(handler), {}, b"")

    assert caught.value.retryable


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (b"(\xb5/\xfd", "zstd", b""),
        (b"\x1f\x8bplain", "gzip", b""),
        (b"slow down", "gzip", b"slow down"),
        (gzip.compress(bytes(2**22)), "gzip", bytes(2**18)),
        (b"slow down", "", b"slow down"),
    ],
)
async def test_of_an_error_the_status_counts(
    serve: Serve, transport: Transport, body: bytes, encoding: str, expected: bytes
) -> None:
    """Whatever its body is: unreadable, broken or too large."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=429, body=body, headers={"Content-Encoding": encoding})

    response = await transport.post(await serve(handler), {}, b"")

    assert (response.status, response.body) == (429, expected)


@pytest.mark.parametrize("kind", ["bomb", "chunked", "declared"])
async def test_a_reply_beyond_its_limit_is_refused(
    serve: Serve, transport: Transport, kind: str
) -> None:
    """The limit is on what comes out, is struck while it is read, and is the request's own."""

    async def handler(request: web.Request) -> web.Response:
        if kind == "bomb":
            bomb = gzip.compress(bytes(16 * 2**20), compresslevel=1)
            return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
        response = web.Response(body=bytes(9 * 2**20))
        if kind == "chunked":
            response.enable_chunked_encoding()
        return response

    url = await serve(handler)
    with pytest.raises(ReplyError, match="more than 8 MiB"):
        await transport.post(url, {}, b"")
    with pytest.raises(ReplyError, match="more than 1000 bytes"):
        await transport.post(url, {}, b"", limit=1000)
    assert len((await transport.post(url, {}, b"", limit=16 * 2**20)).body) >= 9 * 2**20


@pytest.mark.parametrize(("size", "whole"), [(63 * 2**20, False), (8 * 2**20 - 1, True)])
async def test_many_bombs_at_once_take_bounded_memory(
    serve: Serve, size: int, *, whole: bool
) -> None:
    """32 replies that stop shortly before their end: what is held is what may be read at once."""
    bomb = gzip.compress(bytes(size))[:-8]

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
        await response.prepare(request)
        await response.write(bomb)
        await anyio.sleep_forever()
        raise AssertionError

    url = await serve(handler)
    errors: list[type[ProviderError]] = []

    async def read(transport: Transport) -> None:
        with pytest.raises(ProviderError) as caught:
            await transport.post(url, {}, b"")
        errors.append(type(caught.value))

    tracemalloc.start()
    limit = 1 if whole else 100  # those that are too large are refused, however long it takes
    async with open_transport(timeout=limit) as opened, anyio.create_task_group() as group:
        for _ in range(32):
            group.start_soon(read, opened)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [CallTimeout if whole else ReplyError] * 32 == errors
    assert peak < 160 * 2**20


@pytest.mark.parametrize(
    "header", ["Authorization", "api-key", "X-Goog-Api-Key", "X-My-Token", "Cookie"]
)
@pytest.mark.parametrize("status", [200, 401])
async def test_a_key_that_a_response_repeats_is_masked(
    serve: Serve, transport: Transport, header: str, status: int
) -> None:
    """Whatever header it came in, and with JSON's escapes; other headers are no secrets."""

    async def handler(request: web.Request) -> web.Response:
        key = request.headers[header].removeprefix("Bearer ")
        escaped = key.replace("/", "\\/")
        return web.Response(status=status, text=f"wrong {key} {escaped} at version-1")

    headers = {header: "Bearer sk/planted", "X-Version": "version-1"}
    response = await transport.post(await serve(handler), headers, b"")

    assert response.body == b"wrong *** *** at version-1"


async def test_credentials_of_a_url_are_masked_too(serve: Serve, transport: Transport) -> None:
    """The password, and what the query holds; other values of it are no secrets."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=400, text=request.query_string + " swordfish")

    url = (await serve(handler)).replace("http://", "http://me:swordfish@")
    query = "api-version=2024-10-21&my_token=planted&code=0123abcd4567efgh89"
    response = await transport.post(f"{url}/?{query}", {}, b"")

    assert response.body == b"api-version=2024-10-21&my_token=***&code=*** ***"


async def test_too_many_open_files_is_no_fault_of_the_server(
    serve: Serve, transport: Transport, no_more_files: NoMoreFiles
) -> None:
    """The error says so, with the ways out; when others are closed it goes on."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=b"fine")

    url = await serve(handler)
    with no_more_files(), pytest.raises(LocalResourceError) as caught:
        await transport.post(url, {}, b"")

    for way in ("too many open files", "ulimit -n", "close"):
        assert way in str(caught.value)
    assert caught.value.retryable
    assert "base_url" not in str(caught.value)
    assert (await transport.post(url, {}, b"")).body == b"fine"


@asynccontextmanager
async def serving_tls(authority: trustme.CA) -> AsyncIterator[str]:
    """A server on loopback whose certificate comes from an authority."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"over TLS")

    application = web.Application()
    application.router.add_route("*", "/", handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        yield f"https://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def test_a_certificate_that_nobody_vouches_for_is_refused(transport: Transport) -> None:
    """The error says what is wrong with it, and the way out; nothing was sent."""
    async with serving_tls(trustme.CA()) as url:
        with pytest.raises(ConnectError, match=r"TLS certificate.*SSL_CERT_FILE"):
            await transport.post(url, {}, b"the-prompt")


async def test_a_server_of_plain_http_asked_over_tls(transport: Transport) -> None:
    """The error says which word of the URL is wrong, in place of what OpenSSL calls it."""

    async def answer(stream: anyio.abc.SocketStream) -> None:
        async with stream:
            await stream.receive()
            await stream.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.extra(anyio.abc.SocketAttribute.local_port)  # noqa: S610  (anyio's)
        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, answer)
            with pytest.raises(ConnectError, match=r"no TLS there; does base_url .* http://"):
                await transport.post(f"https://127.0.0.1:{port}/", {}, b"{}")
            group.cancel_scope.cancel()


async def test_an_authority_of_ones_own_is_trusted_when_it_is_named(tmp_path: Path) -> None:
    """The way out that the error names."""
    authority, file = trustme.CA(), tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    program = (
        "import sys, anyio\n"
        "from trustcore.http import open_transport\n"
        "async def main():\n"
        "    async with open_transport() as transport:\n"
        "        print((await transport.post(sys.argv[1], {}, b'')).body)\n"
        "anyio.run(main)"
    )
    async with serving_tls(authority) as url:
        done = await anyio.run_process(
            [sys.executable, "-c", program, url], env={**os.environ, "SSL_CERT_FILE": str(file)}
        )
    assert b"over TLS" in done.stdout


Exchange = Callable[[anyio.abc.SocketStream], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def exchange(transport: Transport, one: Exchange, *, calls: int) -> None:
    """Make calls to a server that accepts one connection."""
    todo = iter([one])
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)  # noqa: S610  (no database)
    url = f"http://127.0.0.1:{port}/"
    async with listener, anyio.create_task_group() as group:

        async def handle(stream: anyio.abc.SocketStream) -> None:
            async with stream:
                await next(todo)(stream)

        group.start_soon(listener.serve, handle)
        try:
            for _ in range(calls):
                await transport.post(url, {}, b"")
        finally:
            group.cancel_scope.cancel()


async def answer_once(stream: anyio.abc.SocketStream) -> None:
    await stream.receive()
    await stream.send(OK)


async def answer_once_then_hang_up(stream: anyio.abc.SocketStream) -> None:
    """Answer the first request, read the second, and close without a word."""
    await answer_once(stream)
    await stream.receive()


async def hang_up(stream: anyio.abc.SocketStream) -> None:
    await stream.receive()


async def break_off(stream: anyio.abc.SocketStream) -> None:
    await stream.receive()
    await stream.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


async def babble(stream: anyio.abc.SocketStream) -> None:
    await stream.receive()
    await stream.send(b"220 mail.example ESMTP swordfish\r\n")


async def answer_once_then_break_off(stream: anyio.abc.SocketStream) -> None:
    await answer_once(stream)
    await break_off(stream)


@pytest.mark.parametrize(
    ("exchange_", "calls", "kind"),
    [
        (hang_up, 1, ConnectError),
        (break_off, 1, ConnectError),
        (babble, 1, ConnectError),
        (answer_once_then_hang_up, 2, StaleConnectionError),
        (answer_once_then_break_off, 2, ConnectError),
    ],
)
async def test_a_broken_exchange_is_a_connect_error(
    transport: Transport, exchange_: Exchange, calls: int, kind: type[ConnectError]
) -> None:
    """It is retryable, has the cause, and quotes nothing that was received.

    A connection that was idle may have been closed before: that is told apart, and sent once too.
    """
    # The errors of exchange's own task group hold ours.
    with pytest.raises(ExceptionGroup) as caught:
        await exchange(transport, exchange_, calls=calls)
    (error,) = caught.value.exceptions

    assert kind is type(error)
    assert isinstance(error, ConnectError)
    assert error.retryable
    assert error.__cause__ is not None
    assert "swordfish" not in str(error)


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port that nobody listens at, nor can while the test runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize(
    ("url", "kind", "message"),
    [
        ("http://user:swordfish@127.0.0.1:{port}/?key=swordfish", ConnectError, "127.0.0.1:{port}"),
        ("http://", RequestError, "base_url"),
        ("ftp://user:swordfish@host/", ProviderError, ""),
        ("http://[swordfish/", RequestError, "base_url"),
    ],
)
async def test_errors_name_the_host_and_no_secret(
    transport: Transport, dead_port: int, url: str, kind: type[ProviderError], message: str
) -> None:
    """User, password and query of a URL are not shown."""
    with pytest.raises(kind) as caught:
        await transport.post(url.format(port=dead_port), {}, b"")

    assert message.format(port=dead_port) in str(caught.value)
    assert "swordfish" not in str(caught.value) + repr(caught.value)


async def test_a_response_that_does_not_come_is_a_timeout(serve: Serve) -> None:
    """There is an end to waiting even where nobody set a deadline."""

    async def handler(request: web.Request) -> web.Response:
        await anyio.sleep_forever()
        raise AssertionError

    url = await serve(handler)
    async with open_transport(timeout=0.05) as transport:
        with pytest.raises(CallTimeout):
            await transport.post(url, {}, b"")


async def test_the_proxy_of_the_environment_is_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request goes to the proxy, with the proxy's credentials, and names the target."""
    seen: list[tuple[str | None, str | None]] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((request.headers.get("Host"), request.headers.get("Proxy-Authorization")))
        return web.Response(body=b"by proxy")

    proxy = (await serve(handler)).replace("http://", "http://me:pw@")
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with open_transport() as transport:
        response = await transport.post("http://model.invalid/v1", {}, b"")

    assert response.body == b"by proxy"
    assert seen == [("model.invalid", "Basic bWU6cHc=")]


async def test_what_no_proxy_names_is_reached_directly(
    serve: Serve, transport: Transport, dead_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though a proxy is set, which here is not there."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=b"directly")

    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{dead_port}")
    monkeypatch.setenv("no_proxy", "example.com,127.0.0.1")
    assert b"directly" == (await transport.post(await serve(handler), {}, b"")).body


@pytest.mark.parametrize(
    "proxy", ["nonsense", "socks5://127.0.0.1:9", "http://", "http://[::1", "127.0.0.1:3128"]
)
async def test_a_proxy_that_is_none_is_named_by_its_variable(
    proxy: str, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by `base_url`, which is right; nor is it quoted."""
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(RequestError, match="HTTP_PROXY names must be like http://host:port") as bad:
        await transport.post("http://model.invalid/v1", {}, b"")

    assert proxy == "http://" or proxy not in str(bad.value)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_that_cannot_be_reached_is_named(
    scheme: str, transport: Transport, dead_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its host and its variable, and without its password."""
    monkeypatch.setenv(f"{scheme}_proxy", f"http://me:planted@127.0.0.1:{dead_port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(ConnectError) as error:
        await transport.post(f"{scheme}://model.invalid/v1", {}, b"")

    message = str(error.value)
    assert f"model.invalid by the proxy 127.0.0.1:{dead_port}: " in message
    assert f"is {scheme.upper()}_PROXY right?" in message
    assert "planted" not in message


async def test_a_proxy_that_refuses_is_named_with_its_answer(
    serve: Serve, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one does that makes no connections for others."""

    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=407)

    monkeypatch.setenv("https_proxy", await serve(handler))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(
        ConnectError, match=r"model\.invalid by the proxy 127\.0\.0\.1:.*it answered 40\d"
    ):
        await transport.post("https://model.invalid/v1", {}, b"")


def test_importing_loads_no_http_client() -> None:
    """It takes a fifth of a second: aiohttp is imported when a transport is opened."""
    program = "import sys, trustcore.http, trustcore.testing; sys.exit('aiohttp' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
