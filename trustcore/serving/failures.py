"""Errors as OpenAI's clients read them."""

from __future__ import annotations

import traceback
from typing import Any

import orjson
from attrs import frozen
from starlette.responses import Response

from trustcore.checks import number
from trustcore.errors import (
    BudgetExceeded,
    CallTimeout,
    CircuitOpenError,
    ClientStateError,
    ContextLengthError,
    DeadlineExceeded,
    FatalError,
    InputError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestError,
    SharedLostError,
    TrustcoreError,
    WaitExceeded,
)
from trustcore.log import log


@frozen
class Kind:
    """How a kind of error is told.

    Attributes:
        status: Of HTTP.
        type: As OpenAI has it.
        code: As OpenAI has it, where it has one.
    """

    status: int
    type: str
    code: str | None = None


_KINDS: tuple[tuple[type[Exception], Kind], ...] = (
    (InputError, Kind(400, "invalid_request_error")),
    (ContextLengthError, Kind(400, "invalid_request_error", "context_length_exceeded")),
    (RateLimitError, Kind(429, "rate_limit_error", "rate_limit_exceeded")),
    (BudgetExceeded, Kind(429, "insufficient_quota", "insufficient_quota")),
    (ModelNotFoundError, Kind(404, "invalid_request_error", "model_not_found")),
    (WaitExceeded, Kind(503, "server_error", "overloaded")),
    (CircuitOpenError, Kind(503, "server_error", "overloaded")),
    (SharedLostError, Kind(503, "server_error", "overloaded")),
    (DeadlineExceeded, Kind(504, "server_error", "timeout")),
    (CallTimeout, Kind(504, "server_error", "timeout")),
    (RequestError, Kind(400, "invalid_request_error")),
    (FatalError, Kind(502, "server_error", "upstream_refused")),
    (ProviderError, Kind(502, "server_error", "upstream_failed")),
    (ClientStateError, Kind(503, "server_error", "closing")),
)
_OTHER = Kind(500, "server_error")
UNAUTHORIZED = Kind(401, "authentication_error", "invalid_api_key")
BUSY = Kind(503, "server_error", "overloaded")

_FINITE = number()

_FRAMES = 8
"""Places that a log line of an unexpected error names, from the innermost one outwards."""


class Refusal(Exception):  # noqa: N818  (it refuses a request, and is told as such)
    """A request that is refused.

    Attributes:
        kind: How it is told.
        param: The wrong parameter, where it is one.
        retry_after: Seconds after which it may be tried again.
    """

    def __init__(
        self,
        message: str,
        kind: Kind = Kind(400, "invalid_request_error"),
        *,
        param: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.param = param
        self.retry_after = retry_after


def told(error: Exception) -> dict[str, Any]:
    """The body of an error. Only messages of our own are told: they quote neither text nor key."""
    kind = kind_of(error)
    known = isinstance(error, Refusal | TrustcoreError)
    message = str(error) if known else "the server failed; its log says where"
    param = error.param if isinstance(error, Refusal) else None
    return {
        "error": {"message": message, "type": kind.type, "param": param, "code": kind.code},
    }


def kind_of(error: Exception) -> Kind:
    """How an error is told."""
    if isinstance(error, Refusal):
        return error.kind
    return next((kind for one, kind in _KINDS if isinstance(error, one)), _OTHER)


def json_response(
    data: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A response of JSON."""
    return Response(orjson.dumps(data), status, headers, "application/json")


def failure_response(error: Exception) -> Response:
    """The response of an error, with the time to wait where it is known."""
    seconds: Any = getattr(error, "retry_after", None)
    known = _FINITE.holds(seconds)  # a foreign provider's may be anything
    headers = {"Retry-After": str(max(1, round(seconds)))} if known else {}
    return json_response(told(error), kind_of(error).status, headers)


def log_unexpected(error: BaseException) -> None:
    """Log where an error comes from that nobody expected: without its words, which may quote."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{one.filename}:{one.lineno} in {one.name}" for one in frames]
    log.error("request failed", error=type(error).__name__, where=places)
