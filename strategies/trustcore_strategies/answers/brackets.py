"""What stands in brackets behind a short answer: the same once more, more of it, or another value."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.same_quantity import same_quantity
from trustcore_strategies.answers.units import Unit

_BRACKET = re.compile(r"([^()\[\]\n]{1,80}?)\s*[(\[]([^()\[\]\n]{1,80})[)\]]")
_ABOUT = re.compile(
    r"about|around|approx|roughly|circa|ca\.|nearly|almost|over|~|\u2248", re.IGNORECASE
)
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

_RENAMED = tuple(
    frozenset(names.split(";"))
    for names in (
        "mumbai;bombay", "chennai;madras", "myanmar;burma", "istanbul;constantinople;byzantium", "iran;persia", "germany;deutschland;allemagne", "greece;hellas", "japan;nippon;nihon",
        "finland;suomi", "hungary;magyarorszag", "croatia;hrvatska", "india;bharat", "saint petersburg;st petersburg;leningrad;petrograd", "volgograd;stalingrad", "ho chi minh city;saigon",
        "netherlands;holland", "vatican city;holy see", "the netherlands;holland", "sri lanka;ceylon", "thailand;siam", "everest;sagarmatha;chomolungma", "uluru;ayers rock", "denali;mckinley", "jakarta;batavia", "oslo;christiania",
        "tokyo;edo", "ethiopia;abyssinia", "taiwan;formosa", "china;zhongguo", "switzerland;schweiz;suisse;helvetia", "austria;osterreich", "jupiter;zeus", "bratislava;pressburg", "gdansk;danzig", "wroclaw;breslau",
    )
)  # fmt: skip


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


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both are bare numbers, or measures of one kind."""
    mine, theirs = one.units[0], other.units[0]
    if mine == Unit() and theirs == Unit():
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
    if not set(mine.split()).isdisjoint(theirs.split()) or any(
        {mine, theirs} <= names for names in _RENAMED
    ):
        return True
    if min(len(mine), len(theirs)) <= 2 or mine in theirs or theirs in mine:
        return True
    first, second = mine.translate(_SOUND), theirs.translate(_SOUND)
    like = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return like >= (_ALIKE_INITIAL if first[0] == second[0] else _ALIKE)


def adds_to(inner: Sequence[str], asked: Collection[str], *, person: bool) -> bool:
    """Whether a name in brackets tells more of the one in front: its maker, or a full name."""
    return (person and len(inner) > 1) or not _EXPLAINED.isdisjoint(asked)
