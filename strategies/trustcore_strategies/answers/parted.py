"""Units with parts of them behind that are not named: five foot six, 1m68, 12 Euro 50."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.numbers import Number, sole_number
from trustcore_strategies.answers.units import Unit, units

_FEET = re.compile(
    r"(?P<feet>\d{1,3}|[a-z]{3,6})(?:' ?| (?:foot|feet|ft) ?)(?:(?P<inches>\d{1,2}(?:\.\d+)?|[a-z]{3,6})(?:\"|'')?)?$",
    re.IGNORECASE,
)

_MOST_BLANKS = 2
"""Blanks of a unit with parts behind it."""

_SUBDIVIDED = re.compile(
    r"(?P<whole>\d{1,6}|[^\W\d_]{3,30}) ?(?P<unit>m|euros?|dollars?|pounds?|francs?|franken|\u20ac|\u00a3) ?(?P<parts>\d\d|[^\W\d_]{3,30})",
    re.IGNORECASE,
)
"""A unit with hundredths of it behind: 1m68, 12 Euro 50."""


def parted(text: str) -> tuple[Number, tuple[Unit, ...]] | None:
    """A unit and parts of it that are not named: 5'6", five foot six, 1m68, 12 Euro 50."""
    if text.count(" ") > _MOST_BLANKS:
        return None
    feet = _FEET.fullmatch(text)
    if feet is not None:
        whole, inches = sole_number(feet["feet"]), sole_number(feet["inches"] or "0")
        return (
            None
            if whole is None or inches is None
            else (Number(whole * 12 + inches), units("in") or ())
        )
    found = _SUBDIVIDED.fullmatch(text)
    if found is None:
        return None
    whole, parts = sole_number(found["whole"]), sole_number(found["parts"])
    measured = units(found["unit"])
    if whole is None or parts is None or not measured or not 10 <= parts < 100:
        return None
    return Number(whole + parts / 100, places=2), measured
