"""What an error status of an HTTP API means, as one of our errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from attrs import evolve, field, frozen

from trustcore.errors import AuthenticationError, ContextLengthError, ProviderError, RequestError
from trustcore.http.meanings import Meaning, meaning_of
from trustcore.http.values import LONGEST, number, seconds_until
from trustcore.redact import looks_like_a_key

_IDENTIFIER = re.compile(r"[A-Za-z0-9_.\-\[\]]{1,64}")
_DETAIL_LENGTH = 4000
_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FIREWALL = re.compile(rb"\s*error code:? 1\d{3}\b", re.IGNORECASE)  # Cloudflare, as plain text
_TOO_LONG = re.compile(
    r"context[ _](?:length|window|size|limit)|(?:prompt|input) is too long|maximum prompt length"
    r"|maximum number of (?:input )?tokens|too many input tokens",
    re.IGNORECASE,
)
_SHORTEN = (
    "shorten the prompt or lower max_tokens; judges read the question and the answer, so a smaller "
    "preset needs less room, and the judge may be another model"
)
_IN_FRONT = (
    "a page came instead of the API's own words, so something in front of the API answered: a "
    "firewall, a proxy or a gateway; check base_url and what the network lets through"
)


@frozen
class ApiProblem:
    """What an API says about an error, in the shape that most APIs share.

    Attributes:
        code: Identifier of the problem; empty where the API gave none.
        type: Identifier of its kind.
        param: Identifier of the parameter at fault.
        message: Free text. It may quote the prompt or the key: never to be shown.
        page: Whether it is a page for people, as firewalls and gateways send in an API's place.
    """

    code: str = ""
    type: str = ""
    param: str = ""
    message: str = field(default="", repr=False)
    page: bool = False

    @classmethod
    def parse(cls, body: bytes) -> ApiProblem:
        """Read any body; what cannot be understood becomes the message."""
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            page = _MARKUP.match(body) or _FIREWALL.match(body)
            text = body[:_DETAIL_LENGTH].decode("utf-8", "replace")
            return cls(message=text, page=page is not None)
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
    """An API's identifier if it is one; what may be free text or a credential becomes empty."""
    text = str(value) if isinstance(value, str) or (type(value) is int and value < 10**9) else ""
    return text if _IDENTIFIER.fullmatch(text) and not looks_like_a_key(text) else ""


def problem_error(
    problem: ApiProblem,
    status: int,
    *,
    endpoint: str,
    credentials: str,
    retry_after: float | None = None,
    means: int | None,
) -> ProviderError:
    """Our error for a problem that the API described.

    Args:
        problem: What the API said.
        status: The status it said it with.
        endpoint: Host of the API, for the message.
        credentials: How to give the right credentials, for example "set X or pass api_key=".
        retry_after: Seconds that it asks us to wait.
        means: The status that most APIs have for this problem; None where it is this one.
    """
    meaning = _meaning(status if means is None else means, problem)
    named = ("code", problem.code), ("type", problem.type), ("param", problem.param)
    said = "".join(f", {key}={value}" for key, value in named if value)
    return meaning.kind(
        f"{endpoint} answered {status} ({meaning.words}{said}): {meaning.way_out or credentials}",
        retry_after=retry_after,
        status=status,
        detail=problem.message,
    )


def _meaning(status: int, problem: ApiProblem) -> Meaning:
    if status in {400, 413, 422} and _TOO_LONG.search(f"{problem.code} {problem.message}"):
        return Meaning(ContextLengthError, "context too long", _SHORTEN)
    meaning = meaning_of(status)
    if not problem.page:
        return meaning
    if meaning.kind is AuthenticationError and status == 403:
        return Meaning(RequestError, "refused", _IN_FRONT)
    return meaning if meaning.passes else evolve(meaning, way_out=_IN_FRONT)


_IN_MILLISECONDS = ("retry-after-ms", "x-ms-retry-after-ms")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the API asks us to wait; None when it did not say so intelligibly.

    Read from `retry-after-ms`, else from `Retry-After` (RFC 9110, 10.2.3), in any of the ways of
    `seconds_until`.
    """
    found = {key.lower(): value for key, value in headers.items()}
    for name in _IN_MILLISECONDS:
        milliseconds = number(found.get(name))
        if milliseconds is not None and milliseconds <= LONGEST * 1000:
            return milliseconds / 1000
    return seconds_until(found.get("retry-after"), headers)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value[:_DETAIL_LENGTH]
    try:
        return orjson.dumps(value)[:_DETAIL_LENGTH].decode("utf-8", "replace")
    except orjson.JSONEncodeError:  # nested deeper, or a number larger, than it writes
        return ""
