"""Clients that would rather speak another protocol, as Java's does, which asks for HTTP/2."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest

from tests.serving.helpers import CHAT, ask, client
from tests.serving.running import running

H2C = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
WEBSOCKET = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    with running(client()) as found:
        parts = urlsplit(found)
        yield parts.hostname or "", parts.port or 0


def head(framing: str, more: str = "", target: str = f"POST {CHAT}") -> bytes:
    lines = f"{target} HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n{more}\r\n"
    return lines.encode()


def request(more: str, *, chunked: bool = False, stream: bool = False) -> bytes:
    body = json.dumps(ask(stream=stream)).encode()
    if chunked:
        pieces = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        return head("Transfer-Encoding: chunked", more) + pieces
    return head(f"Content-Length: {len(body)}", more) + body


def replies(address: tuple[str, int], *sent: bytes) -> list[tuple[int, bytes]]:
    """The status and the body of each reply over one connection, of which each is waited for."""
    with socket.create_connection(address, 30) as connection:
        found = []
        for one in sent:
            connection.sendall(one)
            response = HTTPResponse(connection)
            response.begin()
            found.append((response.status, response.read()))
        return found


@pytest.mark.parametrize("more", [H2C, WEBSOCKET], ids=["h2c", "websocket"])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_who_asks_for_another_protocol_is_answered_in_this_one(
    address: tuple[str, int], more: str, chunked: bool, stream: bool
) -> None:
    """Without ours uvicorn drops the body of such a request, and waits for it for ever."""
    [(status, body)] = replies(address, request(more, chunked=chunked, stream=stream))
    assert 200 == status
    assert b"Paris" in body


def test_a_connection_goes_on_after_it(address: tuple[str, int]) -> None:
    """Before, after, and asked for again."""
    found = replies(address, request(""), request(H2C), request(""), request(H2C))
    assert [200] * 4 == [status for status, _ in found]


def test_a_request_that_comes_in_pieces(address: tuple[str, int]) -> None:
    whole = request(H2C)
    with socket.create_connection(address, 30) as connection:
        for place in range(0, len(whole), 40):
            connection.sendall(whole[place : place + 40])
        response = HTTPResponse(connection)
        response.begin()
        assert (200, True) == (response.status, b"Paris" in response.read())


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x00\x01 hello\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        (head("Content-Length: 0", H2C, "GET /healthz"), 200),
    ],
    ids=["no-http", "http2", "connect", "get"],
)
def test_what_is_no_request_of_the_api(address: tuple[str, int], sent: bytes, status: int) -> None:
    assert [status] == [one for one, _ in replies(address, sent)]
