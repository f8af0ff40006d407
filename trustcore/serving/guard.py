"""The guard before all routes: who may ask, from where, and how much they may send."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trustcore.secret import Secret
from trustcore.serving.clients import bearer_of
from trustcore.serving.failures import (
    UNAUTHORIZED,
    Kind,
    Refusal,
    failure_response,
    log_unexpected,
)
from trustcore.serving.metrics import Metrics
from trustcore.serving.settings import ServeSettings

COOKIE = "trustcore_session"

MOST_BYTES = 32 * 2**20
"""Bytes of a request's body."""

_OPEN = frozenset(("/healthz", "/readyz", "/login"))
"""Paths that need no token: probes have none, and the login makes the cookie."""

_FORBIDDEN = Kind(403, "permission_error", "forbidden")
_TOO_LARGE = Kind(413, "invalid_request_error", "request_too_large")
_PAGE_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all a form would come from nowhere
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware that refuses what may not pass.

    Without a token whoever reaches the server spends its owner's money. So it listens on this
    machine alone then, and browsers are told apart: a page of another site may neither post here
    nor reach the server by a name of its own (DNS rebinding).
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: ServeSettings,
        metrics: Metrics,
        *,
        passes_keys: bool = False,
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._passes_keys = passes_keys
        self.session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, answer)
            return
        scope.setdefault("state", {})["session"] = self.session
        try:
            await self._app(scope, _limited(receive), answer)
        except Exception as error:  # noqa: BLE001  (whoever logged it would log its words)
            log_unexpected(error)
            if not answer.begun:
                await failure_response(error)(scope, receive, answer)

    def _refused(self, scope: Scope) -> Response | None:
        """The response of a request that may not pass."""
        try:
            self._check(scope)
        except Refusal as refusal:
            self._metrics.count_refused(refusal.kind.status)
            if refusal.kind is UNAUTHORIZED and _path(scope) == "/":
                return RedirectResponse("login", 303)
            return failure_response(refusal)
        return None

    def _check(self, scope: Scope) -> None:
        first = dict(reversed(scope["headers"]))  # of those with one name the first counts
        _check_length(first.get(b"content-length", b"0"))
        host = first.get(b"host", b"").decode("latin-1")
        token = self._settings.token
        if token is None and _name_of(host) not in self._settings.hosts:
            raise Refusal(
                "this server is asked under another name than its own; name it with --host-name, "
                "or ask http://127.0.0.1",
                _FORBIDDEN,
            )
        _check_origin(first.get(b"origin"), host)
        path = _path(scope)
        if self._passes_keys and path.startswith("/v1/"):
            return  # who asks there pays with a key of their own
        if token is not None and path not in _OPEN and not self._known(Headers(scope=scope), token):
            raise Refusal(
                "a token is needed: give the server's as the API key (Authorization: Bearer ...), "
                "or log in at /login",
                UNAUTHORIZED,
            )

    def _known(self, headers: Headers, token: Secret) -> bool:
        if same(bearer_of(headers), token.reveal()):
            return True
        return same(_cookie(headers), self.session)


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that tells nothing of where they differ."""
    return secrets.compare_digest(given.encode(), expected.encode())


def _check_origin(origin: bytes | None, host: str) -> None:
    """Refuse requests that a page of another site makes."""
    if origin is not None and _place(origin.decode("latin-1")) != host.lower():
        msg = "a page of another site may not ask this server"
        raise Refusal(msg, _FORBIDDEN)


def _place(origin: str) -> str:
    """The host and port of an origin; none where it is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _path(scope: Scope) -> str:
    """The path, as it is below where the application is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _check_length(length: bytes) -> None:
    if not length.isdigit() or len(length) > 15 or int(length) > MOST_BYTES:
        raise Refusal(f"a request has {MOST_BYTES:,} bytes at most", _TOO_LARGE)


def _name_of(host: str) -> str:
    """The name in a `Host` header, without the port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _limited(receive: Receive) -> Receive:
    """Receive a body, and refuse it where it is longer than it may be."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise Refusal(f"a request has {MOST_BYTES:,} bytes at most", _TOO_LARGE)
        return message

    return limited


class _Answer:
    """Sends a response, with headers of our own; `begun` once that has begun."""

    def __init__(self, send: Send) -> None:
        self.begun = False
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message["headers"] = [*message["headers"], *_PAGE_HEADERS]
        await self._send(message)
