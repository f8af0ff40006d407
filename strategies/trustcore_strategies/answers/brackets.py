"""What stands in brackets behind a short answer: the same once more, more of it, or another value."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from trustcore_strategies.answers.date import same_date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import FORMULA_WORDS
from trustcore_strategies.answers.known_names import same_known_name
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.restated import has_symbol
from trustcore_strategies.answers.same_quantity import same_quantity

_BRACKET = re.compile(r"([^()\[\]\n]{1,80}?)\s*[(\[]([^()\[\]\n]{1,80})[)\]]")
_ABOUT = re.compile(
    r"about|around|approx|roughly|circa|ca\.|nearly|almost|over|~|\u2248", re.IGNORECASE
)
_CALENDAR = re.compile(
    r"\b(?:old style|new style|o\.?s\.?|n\.?s\.?|julian|gregorian|hijri|ah|hebrew|local time|utc|gmt)\b|[(\[]",
    re.IGNORECASE,
)
"""Says that a day is named in another calendar or time zone."""

_YEAR = re.compile(r"1\d{3}|20\d\d")
_CONVERTED = 0.06
"""Relative difference up to which two units' values are one quantity, roughly rounded."""

_ALIKE = 0.6
"""How like two spellings of one name are, in the ratio of shared letters; less with one initial."""

_ALIKE_INITIAL = 0.5
_SOUND = str.maketrans("cwjyx", "kviik")
_EXPLAINED = frozenset(
    "element metal chemical compound mineral animal bird fish mammal reptile insect plant flower tree fruit vegetable species disease drug play novel book poem film movie song opera album painting work story series show game character band team club company brand product language mountain river lake sea desert"
    " volcano peak island waterfall canyon bridge tower museum university paper theorem law album symphony statue building dynasty tribe wrote written author".split()
)
"""Words of questions behind whose answers brackets give a synonym, a maker, or where it lies."""

_KINDS = frozenset(
    "planet moon star giant dwarf satellite comet asteroid galaxy constellation nebula city town village capital country nation state province region continent island peninsula ocean sea river lake bay strait mountain peak summit volcano desert canyon valley forest gas metal metalloid liquid solid"
    " element compound acid alloy mineral rock gemstone animal mammal bird fish reptile amphibian insect predator plant tree flower fruit vegetable grain fungus bacterium bacteria virus disease disorder drug medication vitamin protein hormone enzyme organ bone muscle gland"
    " language dialect religion currency company brand software engine car model sport team club league band album song film movie novel book poem play opera symphony painting sculpture building tower bridge temple cathedral war battle treaty empire kingdom republic dynasty era period"
    " particle force unit number integer prime letter colour color shape polygon triangle instrument character god goddess hero deity philosopher scientist physicist chemist mathematician poet writer author novelist playwright composer painter artist singer actor actress president king queen emperor".split()
)
_SUPERLATIVE = re.compile(r"(?:[a-z]{2,}est|most|main|primary|official|second|third|first|only)")
"""What a title-case description in brackets begins with: the largest moon."""


def bracketed(text: str) -> tuple[str, str] | None:
    """The head of a short answer and what stands in brackets at its end."""
    found = _BRACKET.fullmatch(text.strip(" .!\"'"))
    return None if found is None else (found[1].strip(" ,"), found[2].strip(" .!?\"'"))


def other_number(head: str, inner: str, *, dated: bool, counted: bool) -> bool:
    """Whether two texts are quantities of one kind that differ: 400 (500), but not 12 km (7.5 miles).

    Args:
        head: What stands in front of the bracket.
        inner: What stands in it.
        dated: Whether the question asks for a date.
        counted: Whether it asks how many there are, of which a bracket names the year.
    """
    one, other = quantity(head), quantity(inner)
    if one is None or other is None or one.bound or other.bound:
        return False
    if _ABOUT.search(head) or _ABOUT.search(inner):
        return False
    if _YEAR.fullmatch(inner) and (_YEAR.fullmatch(head) is None or (counted and not dated)):
        return False
    return _comparable(one, other) and not _same(one, other)


def other_date(head: str, inner: str) -> bool:
    """Whether two texts are days that differ, of one calendar: 8 May 1945 (9 May 1945)."""
    if _CALENDAR.search(inner) or _CALENDAR.search(head):
        return False
    one, other = dates(head), dates(inner)
    exact = [day for day in (*one, *other) if day.year is not None or day.day is not None]
    return (
        bool(one and other) and len(exact) == len(one) + len(other) and same_date(one, other) == 0
    )


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both are numbers of the same things, or measures of one kind.

    What stands in brackets may leave out what is counted: 8 legs (10).
    """
    mine, theirs = one.units[0], other.units[0]
    if any(noun in FORMULA_WORDS for noun in mine.nouns):
        return False
    if theirs.bare or mine == theirs:
        return one.number.ordinal == other.number.ordinal
    return bool(mine.dimensions) and mine.dimensions == theirs.dimensions and not theirs.nouns


def _same(one: Quantity, other: Quantity) -> bool:
    if same_quantity(one, other) or _rounded(one.number, other.number):
        return True
    mine, theirs = one.units[0], other.units[0]
    if mine.factor == theirs.factor:
        return False
    first, second = one.number.value * mine.factor, other.number.value * theirs.factor
    return abs(first - second) <= _CONVERTED * max(abs(first), abs(second))


def _rounded(one: Number, other: Number) -> bool:
    """Whether one number is the other with fewer decimal places."""
    if one.places is None or other.places is None or one.places == other.places:
        return False
    unit = Fraction(1, 10) ** min(one.places, other.places)
    return bool(abs(one.value - other.value) * 2 <= unit)


def alias(head: str, inner: str) -> bool:
    """Whether one name may be the other in form: spelled otherwise, shortened, or a former one."""
    mine, theirs = (fold(name).replace(".", "").replace("'", "") for name in (head, inner))
    if not set(mine.split()).isdisjoint(theirs.split()) or same_known_name(head, inner):
        return True
    if has_symbol(head, inner) or has_symbol(inner, head) or mine in theirs or theirs in mine:
        return True
    if min(len(mine), len(theirs)) <= 2 and (head.isupper() or inner.isupper()):
        return True
    first, second = mine.translate(_SOUND), theirs.translate(_SOUND)
    like = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return like >= (_ALIKE_INITIAL if first[0] == second[0] else _ALIKE)


def adds_to(inner: Sequence[str], asked: Collection[str], *, person: bool) -> bool:
    """Whether a name in brackets tells more of the one in front: its maker, or a full name."""
    return (person and len(inner) > 1) or not _EXPLAINED.isdisjoint(asked)


def describes_kind(inner: str) -> bool:
    """Whether brackets say of what kind the name in front is: Gas Giant, Largest Moon of Saturn."""
    said = fold(inner).replace("-", " ").split()
    if not said or any(word in _LINKING for word in said[:1]):
        return False
    kinds = [word for word in said if word in _KINDS or word.removesuffix("s") in _KINDS]
    return bool(kinds) and (
        said[-1] in _KINDS or _SUPERLATIVE.fullmatch(said[0]) is not None or "of" in said
    )


_LINKING = frozenset("and or".split())
