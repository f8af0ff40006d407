"""What an error status of an HTTP API means, as one of our errors."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any

import orjson
from attrs import field, frozen

from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ContextLengthError,
    FatalError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.http.values import number, timestamp
from trustcore.plugins.protocols import Response

_IDENTIFIER = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_DETAIL_LENGTH = 4000
_NO_CREDIT = frozenset(("insufficient_quota", "billing_hard_limit_reached"))
_TOO_LONG = re.compile(
    r"context[ _](?:length|window|size|limit)|(?:prompt|input) is too long|maximum prompt length"
    r"|maximum number of (?:input )?tokens|too many input tokens",
    re.IGNORECASE,
)
_SHORTEN = (
    "shorten the prompt or lower max_tokens; judges read the question and the answer, so a smaller "
    "preset needs less room, and the judge may be another model"
)
_AGAIN = "the call can be made again"
_MEANINGS: dict[int, tuple[type[ProviderError], str, str]] = {
    402: (FatalError, "no credit left", "see to the account's billing"),
    404: (ModelNotFoundError, "not found", "check the model's name and base_url"),
    408: (CallTimeout, "request timeout", _AGAIN),
    409: (RateLimitError, "conflict", "wait, or lower max_concurrency"),
    413: (RequestError, "too large", "shorten the prompt"),
    429: (RateLimitError, "rate limit", "wait, or lower max_concurrency"),
    503: (ServerError, "overloaded", _AGAIN),
    529: (ServerError, "overloaded", _AGAIN),
    # The classes of statuses, for those that are not listed.
    3: (RequestError, "redirect", "redirects are not followed; correct base_url"),
    4: (RequestError, "request refused", "`detail` of this error has the API's words"),
    5: (ServerError, "server error", _AGAIN),
}


@frozen
class ApiProblem:
    """What an API says about an error, in the shape that most APIs share.

    Attributes:
        code: Identifier of the problem; empty where the API gave none.
        type: Identifier of its kind.
        param: Identifier of the parameter at fault.
        message: Free text. It may quote the prompt or the key: never to be shown.
    """

    code: str = ""
    type: str = ""
    param: str = ""
    message: str = field(default="", repr=False)

    @classmethod
    def parse(cls, body: bytes) -> ApiProblem:
        """Read any body; what cannot be understood becomes the message."""
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            return cls(message=body[:_DETAIL_LENGTH].decode("utf-8", "replace"))
        if isinstance(data, list) and data:
            data = data[0]
        found = data.get("error", data) if isinstance(data, dict) else data
        if not isinstance(found, dict):
            return cls(message=_text(found))
        return cls.of(found)

    @classmethod
    def of(cls, error: Mapping[str, Any]) -> ApiProblem:
        """Read the object that describes an error."""
        code, type_, param = (identifier(error.get(key)) for key in ("code", "type", "param"))
        message = error.get("message", error.get("detail", error))
        return cls(code, type_, param, _text(message))


def identifier(value: object) -> str:
    """An API's identifier if it is one; anything that may be free text becomes empty."""
    text = str(value) if isinstance(value, str | int) else ""
    return text if _IDENTIFIER.fullmatch(text) else ""


def status_error(response: Response, *, endpoint: str, credentials: str) -> ProviderError:
    """Our error for a response whose status is not a success.

    Args:
        response: The response.
        endpoint: Host of the API, for the message.
        credentials: How to give the right credentials, for example "set X or pass api_key=".
    """
    return problem_error(
        ApiProblem.parse(response.body),
        response.status,
        endpoint=endpoint,
        credentials=credentials,
        retry_after=retry_after(response.headers),
    )


def problem_error(
    problem: ApiProblem,
    status: int,
    *,
    endpoint: str,
    credentials: str,
    retry_after: float | None = None,
    means: int | None = None,
) -> ProviderError:
    """Our error for a problem that the API described.

    Args:
        problem: What the API said.
        status: The status it said it with.
        endpoint: See `status_error`.
        credentials: See `status_error`.
        retry_after: Seconds that it asks us to wait.
        means: The status that other APIs have for this problem, where this one has another.
    """
    kind, meaning, way_out = _meaning(status if means is None else means, problem, credentials)
    named = ("code", problem.code), ("type", problem.type), ("param", problem.param)
    said = "".join(f", {key}={value}" for key, value in named if value)
    return kind(
        f"{endpoint} answered {status} ({meaning}{said}): {way_out}",
        retry_after=retry_after,
        status=status,
        detail=problem.message,
    )


def _meaning(
    status: int, problem: ApiProblem, credentials: str
) -> tuple[type[ProviderError], str, str]:
    """The class of error, what the status means and the way out."""
    if status == 429 and {problem.code, problem.type} & _NO_CREDIT:
        status = 402
    if status in {400, 413, 422} and _TOO_LONG.search(f"{problem.code} {problem.message}"):
        return ContextLengthError, "context too long", _SHORTEN
    if status in {401, 403}:
        return AuthenticationError, "credentials refused", credentials
    return _MEANINGS.get(status) or _MEANINGS[min(max(status // 100, 3), 5)]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the API asks us to wait; None when it did not say so intelligibly.

    Read from `retry-after-ms`, else from `Retry-After` as seconds or an HTTP date (RFC 9110,
    10.2.3). A date is compared with the server's own `Date`, since clocks differ.
    """
    found = {key.lower(): value for key, value in headers.items()}
    milliseconds = number(found.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = found.get("retry-after")
    seconds = number(value)
    if seconds is not None:
        return seconds
    until = timestamp(value)
    if until is None:
        return None
    now = timestamp(found.get("date"))
    return max(0.0, until - (time.time() if now is None else now))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value[:_DETAIL_LENGTH]
    try:
        return orjson.dumps(value)[:_DETAIL_LENGTH].decode("utf-8", "replace")
    except orjson.JSONEncodeError:  # nested deeper, or a number larger, than it writes
        return ""
