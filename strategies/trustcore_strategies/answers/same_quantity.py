"""How far two quantities are the same: by number, unit and what is counted."""

# ruff: noqa: E501  (tables and patterns are read by the line)

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from trustcore_strategies.answers.numbers import Number, equal, same_number
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.units import Unit

_CONVERTED = Fraction(1, 1000)
"""Relative difference up to which two units' values are one quantity, written in rounded numbers."""

_ROUNDED = Fraction(5, 1000)
"""Relative difference up to which they are where one is the other in its written digits."""

_ROUGHLY = Fraction(6, 100)
"""Relative difference of a quantity and the same in another unit, said in one answer."""

_ABOUT_ROUND = 0.45
"""How far a large round number agrees with "over" that number."""

_ROUGHLY_SAME = 0.8
"""How far a rounded number that says so agrees with the one that it was rounded from."""

_PERCENT = (("%", 1),)
_TIME = (("T", 1),)
_PEOPLE = frozenset(
    "people person inhabitant resident citizen human individual habitant einwohner personne persona personen menschen leute человек жителей 人 名 명 soul".split()
)


def same_quantity(
    one: Quantity,
    other: Quantity,
    known: Collection[str] = (),
    *,
    shares: bool = False,
    percents: bool = True,
    grouped: bool = False,
    commas: bool = False,
) -> float:
    """How far two quantities are the same, in [0, 1]: 0 or 1 but where only the nouns differ.

    Args:
        one: A quantity.
        other: Another.
        known: Folded words of the question, which name what is counted.
        shares: Whether the question asks for a share, which is written as 12% or .12.
        percents: Whether a bare number can be a number of percent.
        grouped: Whether one dot may part thousands.
        commas: Whether the question writes decimal places behind a comma.
    """
    if one.bound != other.bound:
        if _is_open(one, other):
            return _ROUGHLY_SAME
        return _ABOUT_ROUND if _is_loose(one, other) else 0.0
    found = max(
        _same(
            one.number,
            mine,
            other.number,
            theirs,
            known,
            shares=shares,
            percents=percents,
            grouped=grouped,
            commas=commas,
        )
        for mine in one.units
        for theirs in other.units
    )
    about = not found and (one.about or other.about)
    return _ROUGHLY_SAME if about and _rounded(one, other) else found


def _is_loose(one: Quantity, other: Quantity) -> bool:
    """Whether one is a large round number and the other "over" it, which may be a way to say it."""
    same = one.number.value == other.number.value and _is_round(one.number)
    return same and {one.bound, other.bound} == {"", "gt"}


def _is_open(one: Quantity, other: Quantity) -> bool:
    """Whether both are bounds on one side of a large round number, which nobody counted: 9000+."""
    same = one.number.value == other.number.value and _is_round(one.number)
    return same and {one.bound, other.bound} in ({"ge", "gt"}, {"le", "lt"})


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one says that it is rounded, to two digits or hardly, and the other rounds to it."""
    if one.units[0].dimensions != other.units[0].dimensions:
        return False
    for mine, theirs in ((one, other), (other, one)):
        digits = str(mine.number.value.numerator).strip("-0") if mine.about else ""
        if digits and mine.number.value.denominator <= _FINEST:
            value = theirs.number.value * theirs.units[0].factor / mine.units[0].factor
            near = abs(value - mine.number.value) <= _HARDLY * abs(value)
            if (len(digits) > 1 or near) and _rounds_to(value, mine.number):
                return True
    return False


_HARDLY = Fraction(1, 100)
"""Relative difference of a number and what it is rounded to in one digit."""

_FINEST = 10_000
"""The finest part to which a number that is said to be about right is written."""


def _is_round(number: Number) -> bool:
    """Whether a number is large and round, so that "over 25 million" is a way to write it."""
    value = number.value
    return (
        value.denominator == 1 and abs(value) >= 1000 and len(str(abs(int(value))).rstrip("0")) <= 2
    )


def _same(
    one: Number,
    mine: Unit,
    other: Number,
    theirs: Unit,
    known: Collection[str],
    *,
    shares: bool,
    percents: bool,
    grouped: bool,
    commas: bool,
) -> float:
    if mine.dimensions == theirs.dimensions:
        if equal(mine.factor, theirs.factor):
            same = same_number(one, other, grouped=grouped, commas=commas)
        else:
            same = _converted(one, mine, other, theirs)
    elif _PERCENT in (mine.dimensions, theirs.dimensions) and () in (
        mine.dimensions,
        theirs.dimensions,
    ):
        same = (percents and same_number(one, other)) or (
            shares and _same_share(one, mine, other, theirs)
        )
    elif not mine.dimensions or not theirs.dimensions:
        bare = mine if not mine.dimensions else theirs
        same = (
            not bare.nouns
            and bare.factor == 1
            and same_number(one, other, grouped=grouped, commas=commas)
        )
    else:
        same = _same_temperature(one, mine, other, theirs)
    return _nouns(mine.nouns, theirs.nouns, known) if same else 0.0


def _converted(one: Number, mine: Unit, other: Number, theirs: Unit) -> bool:
    """Whether two numbers of unlike units are the same, up to the digits in which they are written."""
    first, second = one.value * mine.factor, other.value * theirs.factor
    most = max(abs(first), abs(second))
    if abs(first - second) <= _CONVERTED * most:
        return True
    ratio = mine.factor / theirs.factor
    if (
        mine.dimensions == _TIME
        or 1 in {ratio.numerator, ratio.denominator}
        or abs(first - second) > _ROUNDED * most
    ):
        return False
    return _rounds_to(second / mine.factor, one) or _rounds_to(first / theirs.factor, other)


def _rounds_to(value: Fraction, written: Number) -> bool:
    """Whether a value is a written number within the last digit of that which is no closing zero."""
    step = Fraction(1, 10) ** (written.places or 0)
    whole = str(abs(int(written.value))) if written.value.denominator == 1 else ""
    if not written.places and whole:
        step = Fraction(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else step
    return abs(value - written.value) * 2 <= step


def roughly_converted(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities in units of one kind are the same, one of them roughly rounded."""
    mine, theirs = one.units[0], other.units[0]
    if not mine.dimensions or one.bound != other.bound:
        return False
    kelvins = _kelvin(one.number.value, mine), _kelvin(other.number.value, theirs)
    if kelvins[0] is not None and kelvins[1] is not None:
        return abs(kelvins[0] - kelvins[1]) <= 1
    first, second = one.number.value * mine.factor, other.number.value * theirs.factor
    most = max(abs(first), abs(second))
    if mine.dimensions != theirs.dimensions:
        return False
    if abs(first - second) <= _ROUGHLY * most:
        return True
    return _rounds_to(second / mine.factor, one.number) or _rounds_to(
        first / theirs.factor, other.number
    )


def _same_share(one: Number, mine: Unit, other: Number, theirs: Unit) -> bool:
    first, second = (
        number.value / (100 if unit.dimensions else 1)
        for number, unit in ((one, mine), (other, theirs))
    )
    written = one if mine.dimensions else other
    exact = other if mine.dimensions else one
    if first == second or written.places is None or exact.places is not None:
        return first == second
    return abs(first - second) * 2 <= Fraction(1, 10) ** (written.places + 2)


def _same_temperature(one: Number, mine: Unit, other: Number, theirs: Unit) -> bool:
    first, second = _kelvin(one.value, mine), _kelvin(other.value, theirs)
    if first is None or second is None:
        return False
    whole = {one.places, other.places} == {0} and (("kelvin", 1),) in (
        mine.dimensions,
        theirs.dimensions,
    )
    return abs(first - second) <= Fraction(1, 2 if whole else 10)


def _kelvin(value: Fraction, unit: Unit) -> Fraction | None:
    if unit.dimensions == (("celsius", 1),):
        return value + Fraction(27315, 100)
    if unit.dimensions == (("fahrenheit", 1),):
        return (value - 32) * Fraction(5, 9) + Fraction(27315, 100)
    return value * unit.factor if unit.dimensions == (("kelvin", 1),) else None


def _nouns(one: Sequence[str], other: Sequence[str], known: Collection[str]) -> float:
    """How far two names of what is counted agree; one that is not given agrees with any."""
    first, second = set(one), set(other)
    if first == second:
        return 1.0
    if known and (first ^ second):
        first, second = (
            {noun for noun in nouns if noun[0] != "/" or noun[1:] not in known}
            for nouns in (first, second)
        )
    marked = [{noun for noun in nouns if noun[0] in "/~"} for nouns in (first, second)]
    if marked[0] != marked[1] and (
        (first and second) or any(noun[0] == "~" for noun in first | second)
    ):
        return 0.0
    if not first or not second:
        return 1.0
    mine, theirs = first - second, second - first
    if any(mine & pair and theirs & pair for pair in _OPPOSITES):
        return 0.0
    if not mine or not theirs or (mine <= _PEOPLE and theirs <= _PEOPLE):
        return 1.0
    asked = bool(mine & set(known)) or bool(theirs & set(known))
    return 0.7 if asked or first & second else 0.4


_OPPOSITES = tuple(
    frozenset(pair.split())
    for pair in (
        "north south", "east west", "n s", "e w", "ago later", "before after", "old young", "more less",
        "more fewer", "above below", "up down", "left right", "profit loss", "gain loss",
        "increase decrease", "higher lower", "faster slower", "older younger", "taller shorter",
        "longer shorter", "early late", "earlier later",
    )
)  # fmt: skip
