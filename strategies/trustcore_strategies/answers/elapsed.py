"""Times that something took, as clocks show them or programs write them: 1:30:00, PT1H30M."""

from __future__ import annotations

import re
from fractions import Fraction

from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.quantity import EDGES, Quantity
from trustcore_strategies.answers.units import units

_ELAPSED = re.compile(
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>[0-5]?\d):(?P<seconds>[0-5]\d(?:\.\d{1,6})?)(?:(?<=:\d\d:\d\d)|(?<=\.\d)|(?<=\.\d\d)|(?<=\.\d\d\d)|(?<=\.\d{6}))"
    r"|(?P<whole>\d{1,3}) ?min(?:utes?)?\.? (?:and )?(?P<rest>[0-5]?\d(?:\.\d{1,3})?)"
)
"""Times as clocks show them, of minutes and seconds alone only with a fraction; 3 minutes 26."""
_CODED = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?"
)


def may_be_elapsed(text: str) -> bool:
    """Whether a text or a part of it can be a time that was taken."""
    return ":" in text or "P" in text or "min" in text


def elapsed_time(text: str) -> Quantity | None:
    """Read a time that was taken, as clocks show it or programs write it: 1:30:00, PT1H30M."""
    if not may_be_elapsed(text):
        return None
    bare = text.strip(EDGES)
    coded = _CODED.fullmatch(bare)
    if coded is not None:
        lengths = (Fraction(coded[1] or 0) * 86_400, Fraction(coded[2] or 0) * 3600)
        rest = Fraction(coded[3] or 0) * 60 + Fraction(coded[4] or 0)
        return Quantity(Number(sum(lengths) + rest), units("s") or ())
    found = _ELAPSED.fullmatch(bare)
    if found is None:
        return None
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"] or found["whole"])
    seconds = 60 * minutes + Fraction(found["seconds"] or found["rest"])
    return Quantity(Number(seconds), units("s") or ())
