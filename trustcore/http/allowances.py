"""What the headers of a response say that is left of an API's limits."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import datetime

from trustcore.allowance import Allowance, Allowances
from trustcore.http.values import number, timestamp

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
# Anthropic: anthropic-ratelimit-tokens-remaining.
_OPENAI = re.compile(r"x-ratelimit-(limit|remaining|reset)-?(.*)")
_ANTHROPIC = re.compile(r"anthropic-ratelimit-(.+)-(limit|remaining|reset)")

_DURATION = re.compile(r"(?:\d{1,9}(?:\.\d{0,9})?(?:ns|us|µs|ms|h|m|s|d))+")
_PART = re.compile(r"([\d.]+)([a-zµ]+)")
_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600, "d": 86400}
_EPOCH = 1e9
"""A number of seconds from here on is a time since 1970, and no duration."""
_EPOCH_MILLISECONDS = 1e11


def allowances(headers: Mapping[str, str]) -> Allowances | None:
    """What is left of each limit; None when nothing intelligible is said about any.

    What is left, the limit and its reset must be told: without a reset nobody knows what time a
    limit is for. A reset at a certain time is compared with the server's own `Date`, since clocks
    differ.
    """
    said: dict[str, dict[str, str]] = {}
    for name, value in headers.items():
        if "ratelimit-" in (lower := name.lower()):
            kind, field = _meaning(lower)
            said.setdefault(kind, {}).setdefault(field, value)
    found = {kind: _allowance(said[kind], headers) for kind in said if kind}
    if not any(found.values()):
        return None
    return Allowances(**found)


def _meaning(name: str) -> tuple[str, str]:
    """The limit that a header is about and what it says of it; empty when it is another header."""
    if match := _OPENAI.fullmatch(name):
        return _KINDS.get(match[2], ""), match[1]
    if match := _ANTHROPIC.fullmatch(name):
        return _KINDS.get(match[1], ""), match[2]
    return "", ""


def _allowance(said: Mapping[str, str], headers: Mapping[str, str]) -> Allowance | None:
    remaining, limit = number(said.get("remaining")), number(said.get("limit"))
    if remaining is None or not limit:
        return None  # some send -1 where there is no limit
    reset = _until(said.get("reset", ""), headers)
    return None if reset is None else Allowance(remaining, limit, reset)


def _until(value: str, headers: Mapping[str, str]) -> float | None:
    """Seconds: given as such, as `6m0s`, as a Unix time or as a date of RFC 3339."""
    seconds = number(value)
    if seconds is None and _DURATION.fullmatch(value):
        return sum(float(amount) * _UNITS[unit] for amount, unit in _PART.findall(value))
    if seconds is not None and seconds < _EPOCH:
        return seconds
    moment = _moment(value) if seconds is None else seconds
    if moment is None:
        return None
    if moment >= _EPOCH_MILLISECONDS:
        moment /= 1000
    date = next((headers[name] for name in headers if name.lower() == "date"), None)
    now = timestamp(date)
    return max(0.0, moment - (time.time() if now is None else now))


def _moment(value: str) -> float | None:
    try:
        moment = datetime.fromisoformat(value)
        return None if moment.tzinfo is None else moment.timestamp()
    except (ValueError, OverflowError, OSError):
        return None
