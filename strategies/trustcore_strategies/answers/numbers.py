"""Reading a short text as a number."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

from trustcore_strategies.answers.latex import plain

_LONGEST = 80
"""Characters; a longer text is not taken for a number."""

_SCALES = {
    "hundred": 2,
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
}
_EDGES = " \t\n\"'*_`.,;:!"
_CURRENCIES = "$\u20ac\u00a3\u00a5\u20b9"
_DIGITS = r"\d{1,3}(?:[, \u00a0\u202f']\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+"
_NUMBER = re.compile(
    rf"""
    (?:[^\W\d_]\s*=\s*|(?:about|around|approximately|approx\.?|roughly|nearly|over|[~\u2248=])\s*)?
    (?P<sign>[-+\u2212]?)\s*[{_CURRENCIES}]?\s*(?P<sign2>[-\u2212]?)
    \(?\s*(?P<top>{_DIGITS})\s*\)?
    (?:[eE](?P<power>[-+]?\d{{1,3}}))?
    (?:\s*/\s*\(?\s*(?P<bottom>\d+(?:\.\d+)?)\s*\)?)?
    \s*(?P<unit>[^\d=+*/<>^]*)
    """,
    re.VERBOSE,
)


@frozen
class Number:
    """A number as it stands in a text.

    Attributes:
        value: In units of one: "2 million" is 2,000,000, but "50%" is 50.
        unit: What follows it, without plural endings; "%" for per cent; "" for nothing.
        places: Decimal places that were written; None for a fraction.
    """

    value: Decimal
    unit: str
    places: int | None

    def equals(self, other: Number) -> bool:
        """Whether both say the same.

        Units count only when both have one: they must share a word. A number written with two or
        more decimal places equals every number that rounds to it; with fewer it is as often a
        different one. Per cents equal the plain number or the share.
        """
        if self.unit and other.unit and not set(self.unit.split()) & set(other.unit.split()):
            return False
        if self._close(other, self.value, other.value):
            return True
        if (self.unit == "%") == (other.unit == "%"):
            return False
        mine = self.value / 100 if self.unit == "%" else self.value
        theirs = other.value / 100 if other.unit == "%" else other.value
        return mine == theirs

    def _close(self, other: Number, mine: Decimal, theirs: Decimal) -> bool:
        if mine == theirs:
            return True
        places = min((one.places for one in (self, other) if one.places is not None), default=9)
        if places < 2:
            return False
        return abs(mine - theirs) * 2 <= Decimal(1).scaleb(-places)


def number(text: str) -> Number | None:
    """Read a text that is a number and nothing else but a unit, or None.

    Reads signs, thousands separators, decimals, exponents, fractions, currencies, per cents,
    "million" and the like, "x = 5", and the LaTeX of all of these.
    """
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    bare = " ".join(plain(text).replace("\u00b0", " degrees ").split())
    found = _NUMBER.fullmatch(bare.strip(_EDGES))
    return None if found is None else _value(found)


def _value(found: re.Match[str]) -> Number | None:
    digits = _digits(found["top"])
    value = Decimal(digits)
    places: int | None = len(digits.partition(".")[2])
    if found["power"]:
        value, places = value.scaleb(int(found["power"])), 0
    if found["bottom"]:
        bottom = Decimal(found["bottom"])
        if bottom == 0:
            return None
        value, places = value / bottom, None
    if "-" in (signs := found["sign"] + found["sign2"]) or "\u2212" in signs:
        value = -value
    scale, unit = _unit(found["unit"])
    return None if unit is None else Number(value.scaleb(scale), unit, places if scale == 0 else 0)


def _digits(written: str) -> str:
    if re.fullmatch(r"\d+,(?:\d{1,2}|\d{4,})", written):
        return written.replace(",", ".")
    return re.sub(r"[, \u00a0\u202f']", "", written)


def _unit(written: str) -> tuple[int, str | None]:
    """The power of ten and the unit; None for the unit when this is a text and not a unit."""
    stripped = written.casefold().strip(f" \t\n.,;:!\"'*_`{_CURRENCIES}")
    if stripped.startswith(("%", "percent", "per cent")):
        return 0, "%"
    parts = stripped.replace("(", " ").replace(")", " ").split()
    scale = 0
    if parts and parts[0] in _SCALES:
        scale = _SCALES[parts.pop(0)]
    if len(parts) > 3:
        return scale, None
    return scale, " ".join(part.removesuffix("s") for part in parts)
