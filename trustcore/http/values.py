"""Numbers, durations and times in the headers of a response."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_NUMBER = re.compile(r"\d{1,20}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?|\.\d{1,20}", re.ASCII)

_UNITS = {
    "ns": 1e-9,
    "us": 1e-6,
    "µs": 1e-6,
    "μs": 1e-6,
    **dict.fromkeys(("ms", "msec", "msecs", "millis", "millisecond", "milliseconds"), 1e-3),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
}
_PART = re.compile(r"(\d{1,12}(?:\.\d{0,12})?)\s{0,3}([a-zµμ]{1,12})", re.ASCII)
_BETWEEN = re.compile(r"(?:\s|,|\band\b)*")

_ISO = re.compile(
    r"P(?=[\dT])(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,9})M)?(?:(\d{1,12}(?:[.,]\d{0,12})?)S)?)?",
    re.ASCII | re.IGNORECASE,
)
_ISO_UNITS = (604800.0, 86400.0, 3600.0, 60.0, 1.0)

_EPOCH = 1e9
"""A number from here on is a time since 1970 in seconds, and no duration."""
_FINER = (1e17, 1e14, 1e11)
"""From here on it is one in nanoseconds, microseconds, milliseconds."""

LONGEST = 366 * 86400.0
"""Seconds beyond which what a header says is no time to wait."""


def number(value: str | None) -> float | None:
    """A finite number from 0, of ASCII digits; None when it is something else."""
    text = "" if value is None else value.strip().strip('"')
    return float(text) if _NUMBER.fullmatch(text) else None


def timestamp(value: str | None) -> float | None:
    """An HTTP date (RFC 9110, 5.6.7) in seconds since 1970; None when it is something else."""
    try:
        return None if value is None else _in_utc(parsedate_to_datetime(value)).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def seconds_until(value: str | None, headers: Mapping[str, str]) -> float | None:
    """Seconds from now, as APIs write them; None when it is no time to wait.

    A number of seconds; with units, as `1m30s`, `500ms`, `20 seconds`; a duration of ISO 8601, as
    `PT20S`; or a moment: an HTTP date, a date of RFC 3339, a time since 1970. A moment is compared
    with the server's own `Date`, since clocks differ; one that has passed is 0. Of several values
    in one header, as of two proxies, the longest counts.

    Args:
        value: Of the header.
        headers: Of the response, for its `Date`.
    """
    found = _seconds(value, headers)
    if found is None and value is not None and "," in value:
        parts = [_seconds(part, headers) for part in value.split(",", 8)]
        found = max((one for one in parts if one is not None), default=None)
    return found if found is not None and found <= LONGEST else None


def _seconds(value: str | None, headers: Mapping[str, str]) -> float | None:
    if value is None:
        return None
    text = value.strip().strip('"').strip()
    amount = number(text)
    if amount is not None and amount < _EPOCH:
        return amount
    if amount is None and (length := duration(text)) is not None:
        return length
    moment = _moment(text) if amount is None else _epoch(amount)
    return None if moment is None else max(0.0, moment - _server_time(headers))


def duration(text: str) -> float | None:
    """Seconds of a duration with units or of ISO 8601; None when it is something else."""
    if match := _ISO.fullmatch(text):
        amounts = (float((one or "0").replace(",", ".")) for one in match.groups())
        return sum(amount * unit for amount, unit in zip(amounts, _ISO_UNITS, strict=True))
    lower, total, place = text.lower(), 0.0, 0
    while match := _PART.match(lower, place):
        unit = _UNITS.get(match[2])
        if unit is None:
            return None
        total += float(match[1]) * unit
        between = _BETWEEN.match(lower, match.end())
        place = match.end() if between is None else between.end()
    return total if place and place == len(lower) else None


def _epoch(amount: float) -> float:
    for power, least in zip((9, 6, 3), _FINER, strict=True):
        if amount >= least:
            return amount / 10.0**power
    return amount


def _moment(text: str) -> float | None:
    """A date of HTTP or of RFC 3339; one without an offset means another time to everybody."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return timestamp(text)
    try:
        return None if moment.tzinfo is None else moment.timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _server_time(headers: Mapping[str, str]) -> float:
    date = next((headers[name] for name in headers if name.lower() == "date"), None)
    now = timestamp(date)
    return time.time() if now is None else now


def _in_utc(moment: datetime) -> datetime:
    """HTTP's dates are in UTC, those of `asctime` form too, which do not say so."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
