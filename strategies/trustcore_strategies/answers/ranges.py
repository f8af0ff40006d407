"""Ranges and ratios: 60-100, from 3 to 5 million, 3:4, two parts to one."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from trustcore_strategies.answers.numbers import roman
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.things import Things, measure

_RANGE = re.compile(
    r"(?:(?:somewhere|anywhere|roughly|about|around|approximately) (?=between |from |\d))?(?:(?:from|between|range of|ranges? from|de|von|entre|zwischen|от|desde|tussen(?: de)?|tra|fra)\s+)?(?P<low>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ]{1,24}?)\s*(?P<sign>-|\.{2,3}|\bto\b|\band\b|\buntil\b|\bthrough\b|\bbis\b|\bund\b|\bà\b|\ba\b|\bet\b|\by\b|\be\b|\ben\b|\bdo\b|\bдо\b|~|至|到|から)(?<!, -)(?<!or -)\s*(?P<high>[-+]?[$\u20ac\u00a3]?[\w.,/%\u00b0$ ^]{1,40}?)(?:,? inclusive(?:ly)?)?",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:[^\d\n]{2,80}? )?(?:rang(?:es?|ed|ing)|var(?:y|ies|ied)|lies?|lasts?|lasted|runs?|ran|anywhere|spans?|is|are|was|were|takes?|costs?)"
    r"(?: (?:usually|typically|normally|generally|about|around|roughly|approximately|anywhere)){0,2} (?=(?:(?:from|between) )?[-+$\u20ac\u00a3]?\d)"
)
"""What a sentence says in front of a range: a normal rate ranges from 60 to 100."""

_RATIO = re.compile(
    r"(?:the ratio is |a ratio of |ratio (?:of )?)?(\d{1,9}(?:\.\d{1,9})?)\s*(?::|\bto\b|\bis to\b)\s*(\d{1,9}(?:\.\d{1,9})?)(?:\s*(?::|\bto\b)\s*(\d{1,9}(?:\.\d{1,9})?))?"
)
_RATIO_OF = re.compile(
    r"(?:the )?(?:ratio )?(?:is |of )?(?P<one>\d[\d.]{0,8}|[a-z]{3,9})(?: [^\W\d_]{1,20}){0,3}? ?(?:/|:|\bto\b|\bfor (?:every|each)\b|\bper\b|\bagainst\b|\bzu\b|\bà\b|\ba\b|к|比) ?(?P<other>\d[\d.]{0,8}|[a-z]{3,9})(?: [^\W\d_]{1,20}){0,3}",
    re.IGNORECASE,
)


def ranged(bare: str, asked: Question) -> Things | None:
    """A range, or a ratio with its colon or its words."""
    named = ":" in bare or "ratio" in bare or "is to" in bare
    proportion = _RATIO.fullmatch(bare) if named else None
    if proportion is not None:
        return _reduced([quantity(part) for part in proportion.groups() if part])
    if len(bare) > 120:
        return None
    told = _TELLS.match(bare) if bare[:1].isalpha() else None
    bare = bare if told is None else bare[told.end() :]
    found = _RANGE.fullmatch(bare)
    if found is None or (found["sign"].lower() in _JOINING and found.start("low") == 0):
        return None
    low, high = quantity(found["low"]), quantity(_full_end(found["low"], found["high"]))
    ends = [end for end in (low, high) if end is not None]
    if any(len(noun) == 1 for end in ends for noun in end.units[0].nouns):
        return None
    if (
        low is None
        or high is None
        or low.bound
        or high.bound
        or (re.fullmatch(r"[A-Za-z]+", found["low"]) and not _spelled(found["low"]))
    ):
        return None
    scaled = _SCALE.fullmatch(found["high"])
    if scaled is not None and found["low"].lstrip(_MONEY).isdecimal():
        low = _scaled(low, found["low"], scaled) or low
    if low.units[0].bare:
        low = Quantity(low.number, high.units)
    elif high.units[0].bare and found["low"][0] in _MONEY:
        high = Quantity(high.number, low.units)
    given = (_without_asked_unit(end, asked) for end in (low, high))
    return Things(tuple(map(measure, given)), "-", ordered=True)


_JOINING = frozenset(("and", "und", "et", "a", "\u00e0", "y", "e", "en"))
"""What stands between the ends of a range only behind a word for it: between 3 and 5."""

_MONEY = "$\u20ac\u00a3\u00a5\u20b9"
_SCALE = re.compile(
    r"(?P<number>[\d.,]{1,12})(?P<scale> ?(?:hundred|thousand|million|billion|trillion|bn|mn|k|[mM](?![a-z])|millionen|milliarden|millions?|milliards?|millones|milioni|miliardi|миллион\w*|миллиард\w*))\b.*",
    re.IGNORECASE,
)
"""The end of a range whose scale is that of both of its ends: 100 to 400 billion."""


def _scaled(low: Quantity, written: str, high: re.Match[str]) -> Quantity | None:
    """The lower end of a range in the scale of the upper one, unless it is the greater number then."""
    above = quantity(high["number"])
    if above is None or low.number.value >= above.number.value:
        return None
    return quantity(written + high["scale"])


_IN_PARTS = re.compile(
    r"(?<![\w.])(\d[\d.]{0,8}|one|two|three|four|five|six) parts? ", re.IGNORECASE
)


def ratio(text: str) -> Things | None:
    """A ratio in the forms that only a question for one tells: 3/4, three to four, 3 for every 4."""
    found = _RATIO_OF.fullmatch(text.strip(" .!"))
    parts = _IN_PARTS.findall(text) if found is None and " part" in text else ()
    if len(parts) > 1:
        return _reduced([quantity(part) for part in parts])
    return None if found is None else _reduced([quantity(found["one"]), quantity(found["other"])])


_ODDS = re.compile(
    r"(?:(?:the |a )?odds (?:of |are |were )?)?(?P<one>\d[\d.]{0,8}) ?(?:to|-|:|/(?=.* )) ?(?P<other>\d[\d.]{0,8})(?: (?:against|(?P<on>on|in favou?r)))?",
    re.IGNORECASE,
)


def odds_against(text: str) -> Things | None:
    """Odds, which are those against unless a text says that they are on: 20 to 1, 20-1 against."""
    found = _ODDS.fullmatch(text.strip(" ."))
    if found is None:
        return None
    sides = [quantity(found["one"]), quantity(found["other"])]
    return _reduced(sides[::-1] if found["on"] else sides)


def _reduced(parts: Sequence[Quantity | None]) -> Things | None:
    """A ratio without what its numbers have in common: 6:8 is 3:4."""
    values = [part.number.value for part in parts if part is not None]
    if len(values) < len(parts):
        return None
    least = next((value for value in values if value), Fraction(1))
    return Things(tuple(value / least for value in values), ":", ordered=True)


def _without_asked_unit(end: Quantity, asked: Question) -> Quantity:
    """The end of a range as a mere number where its unit is the one that the question names."""
    unit = end.units[0]
    if asked.counted and not unit.dimensions and all(noun[0].isalpha() for noun in unit.nouns):
        return Quantity(end.number, bound=end.bound)
    named = not unit.nouns and (unit.factor, unit.dimensions) in asked.units
    return Quantity(end.number, bound=end.bound) if named else end


def _full_end(low: str, high: str) -> str:
    """The end of a range with the digits that it shares with the beginning: 18 in 1914-18."""
    if not (low.isdecimal() and high.isdecimal() and len(high) == 2 and len(low) in {3, 4}):
        return high
    whole = low[:-2] + high
    return whole if int(whole) > int(low) else high


def _spelled(text: str) -> bool:
    return not (text.isupper() and roman(text) if set(text) <= set("IVXLC") else False)
