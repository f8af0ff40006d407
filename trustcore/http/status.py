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
from trustcore.plugins.protocols import Response
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

STATUS_OF_CODE: dict[str, int] = {
    **dict.fromkeys(
        ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active"), 402
    ),
    **dict.fromkeys(("insufficient_balance", "insufficient_credits", "payment_required"), 402),
    **dict.fromkeys(("invalid_api_key", "authentication_error", "invalid_authentication"), 401),
    **dict.fromkeys(("model_not_found", "model_not_found_error", "not_found_error"), 404),
    **dict.fromkeys(("content_filter", "content_policy_violation", "invalid_prompt"), 400),
    **dict.fromkeys(("rate_limit_exceeded", "rate_limit_error", "slow_down"), 429),
    **dict.fromkeys(("overloaded_error", "server_is_overloaded", "engine_overloaded"), 529),
    "unsupported_country_region_territory": 451,
}
"""The status that a `code` or a `type` stands for, whatever status it comes with."""

_UNSPECIFIC = frozenset((200, 400, 401, 403, 404, 422, 429, 500))
"""The statuses that say less than such a word does."""

_WORDS = (
    (
        {400, 403, 429},
        402,
        re.compile(r"credit balance is too low|insufficient (?:balance|credit)"),
    ),
    ({400, 403}, 401, re.compile(r"(?:incorrect|invalid) api[ _-]key|api[ _-]key not valid")),
    ({429}, 413, re.compile(r"request(?:ed)? too large|request too big")),
)
"""What some APIs say in words only: at which statuses, the status that is meant, and the words."""
_WORDS_LENGTH = 200
"""Characters of a message in which those are looked for: what follows may quote the prompt."""


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
    meaning = _meaning(status_meant(problem, status) if means is None else means, problem)
    named = ("code", problem.code), ("type", problem.type), ("param", problem.param)
    said = "".join(f", {key}={value}" for key, value in named if value)
    return meaning.kind(
        f"{endpoint} answered {status} ({meaning.words}{said}): {meaning.way_out or credentials}",
        retry_after=retry_after,
        status=status,
        detail=problem.message,
    )


def status_meant(problem: ApiProblem, status: int) -> int:
    """The status that a problem's words stand for, where the status itself says less."""
    if status in _UNSPECIFIC:
        for word in (problem.code, problem.type):
            if word in STATUS_OF_CODE:
                status = STATUS_OF_CODE[word]
                break
    beginning = problem.message[:_WORDS_LENGTH].lower()
    found = (meant for at, meant, words in _WORDS if status in at and words.search(beginning))
    return next(found, status)


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
