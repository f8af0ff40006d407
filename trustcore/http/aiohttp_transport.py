"""The transport over aiohttp. Import it through `trustcore.http.open_transport`."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import BinaryIO, Self

import aiohttp
from attrs import define, frozen
from yarl import URL

from trustcore.errors import (
    CallTimeout,
    ConnectError,
    LocalResourceError,
    ProviderError,
    RequestError,
    StaleConnectionError,
)
from trustcore.http.body import hand_over, host_of, read_body
from trustcore.http.credentials import credentials_in, credentials_of
from trustcore.http.encoding import ACCEPTED
from trustcore.http.local import local_fault
from trustcore.http.network import NETWORK
from trustcore.http.proxies import proxy_for, variable_of
from trustcore.http.reading import FILE_LIMIT
from trustcore.plugins.protocols import REPLY_LIMIT, Response
from trustcore.secret import Secret

_CONNECT_SECONDS = 15.0
_IDLE_SECONDS = 30.0  # many servers hang up after 60, some after 5: see StaleConnectionError


class AiohttpTransport:
    """One connection pool. It holds no cookies, follows no redirects and verifies certificates.

    The pool is not bounded: how many requests run at once is the engine's business. Proxies are
    taken from the environment, once for each URL.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._between_pieces = aiohttp.ClientTimeout(
            total=None, sock_connect=_CONNECT_SECONDS, sock_read=session.timeout.total
        )
        self._routes: dict[str, _Route] = {}
        self._headers: Mapping[str, str] = {}
        self._credentials: tuple[Secret, ...] = ()

    @classmethod
    @asynccontextmanager
    async def open(cls, timeout: float | None) -> AsyncIterator[Self]:  # noqa: ASYNC109  (of each request)
        """See `trustcore.http.open_transport`."""
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, keepalive_timeout=_IDLE_SECONDS, socket_factory=_socket_for
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=_CONNECT_SECONDS),
            # Decompressed here, where it is counted while it comes out.
            headers={"Accept-Encoding": ACCEPTED},
            auto_decompress=False,
            # Not aiohttp's trust_env: it asks a thread for the proxy at every request, and .netrc
            # for credentials.
            trust_env=False,
        ) as session:
            yield cls(session)

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = REPLY_LIMIT
    ) -> Response:
        """Send one request and read the whole response, whatever its status.

        Large responses wait for memory that all transports of an event loop share. Credentials of
        the request are masked where the response repeats them. Of one with the status of an error
        the beginning is kept.

        Args:
            url: Where to.
            headers: With the credentials.
            body: What is sent.
            limit: Bytes of the response, decompressed, beyond which it is refused.

        Raises:
            NetworkForbiddenError: Inside `trustcore.testing.forbid_network()`.
            StaleConnectionError: When an idle connection turned out to be closed.
            ConnectError: When no complete response came back for another reason.
            CallTimeout: When it did not come in time.
            ReplyError: When the response is larger than the limit, or not encoded as it says.
            UnreadableReplyError: When its encoding is one that nobody asked for.
            LocalResourceError: When this machine has no open file or memory left for it.
            RequestError: When the URL cannot be requested.
        """
        return await self._exchange(url, headers, body, limit)

    async def stream(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        receive: Callable[[bytes], None],
        *,
        limit: int = REPLY_LIMIT,
    ) -> Response:
        """Send one request as `post` does, and tell of the body of a success while it arrives.

        Its memory is not waited for, and the transport's time bounds each wait for a piece.

        Args:
            url: Where to.
            headers: With the credentials, which are masked in the response but not in the pieces.
            body: What is sent.
            receive: Takes each piece of the body, decompressed.
            limit: Bytes of the response, decompressed, beyond which it is refused.

        Raises:
            ProviderError: As `post` does.
        """
        return await self._exchange(url, headers, body, limit, receive)

    async def upload(self, url: str, headers: Mapping[str, str], file: BinaryIO) -> Response:
        """Send a file, from where it stands, as the body of a POST; the file is closed after.

        Raises:
            ProviderError: As `post` does.
        """
        return await self._exchange(url, headers, file, REPLY_LIMIT)

    async def download(
        self, url: str, headers: Mapping[str, str], receive: Callable[[bytes], None] | None = None
    ) -> Response:
        """Send a GET and read the response; with `receive` a success is told of and not kept.

        Raises:
            ProviderError: As `post` does.
        """
        limit = REPLY_LIMIT if receive is None else FILE_LIMIT
        return await self._exchange(url, headers, None, limit, receive, method="GET")

    async def _exchange(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes | BinaryIO | None,
        limit: int,
        receive: Callable[[bytes], None] | None = None,
        *,
        method: str = "POST",
    ) -> Response:
        NETWORK.check()
        route = self._routes.get(url) or self._route(url)
        course = _Course()
        _COURSE.set(course)
        try:
            async with self._session.request(
                method,
                route.target,
                data=body,
                headers=headers,
                proxy=route.proxy,
                allow_redirects=False,
                timeout=self._session.timeout if receive is None else self._between_pieces,
            ) as response:
                course.responded = True
                if method == "GET" and receive is not None:
                    data = await hand_over(response, limit, receive)
                else:
                    data = await read_body(response, limit, receive)
                for secret in (*route.secrets, *self._credentials_in(headers)):
                    data = secret.mask_bytes(data)
                return Response(response.status, response.headers, data)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _mapped(error, route, course) from error

    def _credentials_in(self, headers: Mapping[str, str]) -> tuple[Secret, ...]:
        """Those of a request, whose headers are most often the same as the last one's."""
        if headers != self._headers:
            self._headers, self._credentials = dict(headers), credentials_in(headers)
        return self._credentials

    def _route(self, url: str) -> _Route:
        try:
            # What is escaped stays so: yarl would undo some of it, and with it AWS's signature.
            target = URL(url, encoded="%" in url)
        except ValueError:  # its message quotes the URL, which may hold credentials
            raise RequestError("base_url is not a URL that can be requested") from None
        route = _Route(target, proxy_for(target), credentials_of(target))
        self._routes[url] = route
        return route


@frozen
class _Route:
    """Where the requests to one URL go, and what is secret about it."""

    target: URL
    proxy: URL | None
    secrets: tuple[Secret, ...]


@define
class _Course:
    """How far a request came.

    Attributes:
        connecting: Whether a connection was opened for it: else it went over one that had carried
            others.
        responded: Whether a response began.
    """

    connecting: bool = False
    responded: bool = False

    @property
    def stale(self) -> bool:
        """Whether a connection that broke may have been closed before the request was sent.

        A server may close an idle connection at the very moment at which it is used again. That is
        nobody's failure, and to say a thing twice to a language model changes nothing: at worst one
        completion is paid for in vain.
        """
        return not self.connecting and not self.responded


_COURSE: ContextVar[_Course] = ContextVar("course")
"""Of the request that this task makes."""


def _socket_for(address: aiohttp.AddrInfoType) -> socket.socket:
    """Make the socket of a new connection, as aiohttp does, and note it on the request's course.

    It runs in the context of the task whose request needs it, so that a request over a connection
    that is there already takes nothing for it.
    """
    _COURSE.get().connecting = True
    family, kind, protocol, *_ = address
    return socket.socket(family, kind, protocol)


def _mapped(error: Exception, route: _Route, course: _Course) -> ProviderError:
    """Our error for one of aiohttp's, whose messages may quote URLs and are not repeated."""
    name = host_of(route.target)
    local = local_fault(error)
    if local is not None:
        return LocalResourceError(f"{name} was not called: {local}")
    if route.proxy is not None:
        name += f" by the proxy {host_of(route.proxy)}"
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError):
        return ConnectError(f"could not connect to {name}: {_why(error, route)}")
    if isinstance(error, TimeoutError):
        return _too_late(error, name)
    if isinstance(error, aiohttp.InvalidURL):
        return RequestError("base_url is not a URL that can be requested")
    if course.stale and isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
        return StaleConnectionError(f"{name} had closed an idle connection")
    return ConnectError(f"{name} broke off the exchange: {type(error).__name__}")


def _too_late(error: TimeoutError, name: str) -> ProviderError:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return ConnectError(f"{name} took no connection within {_CONNECT_SECONDS:g} s")
    return CallTimeout(f"{name} sent no complete response in time")


_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG")
"""What OpenSSL says of a server that answers in plain HTTP."""


def _why(error: aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError, route: _Route) -> str:
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"it answered {error.status}"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return (
            "its TLS certificate could not be verified; for an authority of your own set "
            "SSL_CERT_FILE before the program starts"
        )
    # A name behind a proxy is looked up by the proxy, so that what fails here is the proxy's.
    setting = "base_url" if route.proxy is None else variable_of(route.target)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"no such name; is {setting} right?"
    if getattr(error.os_error, "reason", "") in _NO_TLS:
        return f"it speaks no TLS there; does {setting} begin with http:// instead of https://?"
    what = error.os_error.strerror or type(error.os_error).__name__
    return f"{what}; does a server run there, and is {setting} right?"
