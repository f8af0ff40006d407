"""What the headers of a response say that is left of an API's limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from trustcore.allowance import Allowance, Allowances
from trustcore.http.ratelimit import ietf_allowances
from trustcore.http.values import number, seconds_until

_KINDS = {
    "": "requests",
    "requests": "requests",
    "requests-minute": "requests",
    "req-minute": "requests",
    "tokens": "tokens",
    "tokens-minute": "tokens",
    "input-tokens": "input_tokens",
    "output-tokens": "output_tokens",
}
"""The limit that is meant by each of the names that APIs have for it.

Others are left alone: some count by the second or by the day.
"""

# OpenAI, Azure, Groq, Mistral, Cerebras, OpenRouter: x-ratelimit-remaining-tokens.
# The IETF's drafts up to 06: ratelimit-remaining.
# Anthropic: anthropic-ratelimit-tokens-remaining.
_FIELD_FIRST = re.compile(r"(?:x-)?rate-?limit-(limit|remaining|reset)-?(.*)")
_KIND_FIRST = re.compile(r"anthropic-ratelimit-(.+)-(limit|remaining|reset)")
_QUOTA_FIRST = re.compile(r"\s*(\d[^,;\s]*)\s*(?:[,;].*)?")
"""A limit of the drafts up to 06: the quota, and after it the policies that it comes from."""


def allowances(headers: Mapping[str, str]) -> Allowances | None:
    """What is left of each limit; None when nothing intelligible is said about any.

    What is left, the limit and its reset must be told: without a reset nobody knows what time a
    limit is for. A reset at a certain time is compared with the server's own `Date`, since clocks
    differ.
    """
    if not any(map(_meaning, headers)):
        return None
    said: dict[str, dict[str, str]] = {}
    plain: dict[str, str] = {}
    for name, value in headers.items():
        meaning = _meaning(name)
        if meaning is not None:
            kind, field = meaning
            said.setdefault(kind, {}).setdefault(field, value)
            plain.setdefault(name.lower(), value)
    found = {kind: _allowance(said[kind], headers) for kind in said if kind}
    told = {kind: one for kind, one in found.items() if one is not None}
    told = ietf_allowances(plain, headers) | told
    return Allowances(**told) if told else None


@lru_cache(256)  # every response of an endpoint has the same few names
def _meaning(name: str) -> tuple[str, str] | None:
    """The limit that a header is about and what it says of it, empty when it is one not known.

    None for a header that is about no limit.
    """
    lower = name.lower()
    if "ratelimit" not in lower and "rate-limit" not in lower:
        return None
    if match := _FIELD_FIRST.fullmatch(lower):
        return _KINDS.get(match[2], ""), match[1]
    if match := _KIND_FIRST.fullmatch(lower):
        return _KINDS.get(match[1], ""), match[2]
    return "", ""


def _allowance(said: Mapping[str, str], headers: Mapping[str, str]) -> Allowance | None:
    remaining, limit = number(said.get("remaining")), _limit(said.get("limit", ""))
    if remaining is None or not limit:
        return None  # some send -1 where there is no limit
    reset = seconds_until(said.get("reset"), headers)
    return None if reset is None else Allowance(remaining, limit, reset)


def _limit(value: str) -> float | None:
    match = _QUOTA_FIRST.fullmatch(value)
    return number(value) if match is None else number(match[1])
