"""Places on a globe by latitude and longitude, in degrees and parts of them."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

_NEAR = 0.001
"""Degrees; written in seconds or in four decimals a place is given no better."""

_DEGREES = "\u00b0|\\bdeg(?:rees?)?"
_MINUTES = "\u2032|'"
_SECONDS = "\u2033|\"|\u2032\u2032|''"
_ANGLE = re.compile(
    rf"(?P<before>\b[NSEW](?= ?\d))? ?(?P<sign>[-+])?(?P<degrees>\d{{1,3}}(?:\.\d{{1,12}})?) ?(?:{_DEGREES})?"
    rf"(?: ?(?P<minutes>\d{{1,2}}(?:\.\d{{1,9}})?) ?(?:{_MINUTES})(?: ?(?P<seconds>\d{{1,2}}(?:\.\d{{1,9}})?) ?(?:{_SECONDS}))?)?"
    r" ?(?P<side>\b[NSEW]\b|(?<=\d)[NSEW]\b|(?<=\W)[NSEW]\b|\b(?:north|south|east|west)\b)?",
    re.IGNORECASE,
)


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of the only place that a text gives; south and west are negative."""
    calculated = any(map(text.__contains__, "=\u221a^*"))
    found = [] if calculated else [_angle(one) for one in _ANGLE.finditer(text)]
    if len(found) != 2:
        return None
    (first, one), (second, other) = found
    if one in {"e", "w"} and other in {"n", "s"}:
        first, second = second, first
    return first, second


def _angle(found: re.Match[str]) -> tuple[float, str]:
    """An angle in degrees, and the first letter of the side on which it lies."""
    parts = (found["degrees"], found["minutes"] or 0, found["seconds"] or 0)
    value = sum(float(part) / 60**place for place, part in enumerate(parts))
    side = (found["side"] or found["before"] or "")[:1].lower()
    return (-value if side in {"s", "w"} or found["sign"] == "-" else value), side


def same_place(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two pairs of latitude and longitude are one place."""
    return all(abs(mine - theirs) <= _NEAR for mine, theirs in zip(one, other, strict=True))
