"""Rules that compare the dates or the quantities that two answers are, or end in."""

from __future__ import annotations

import re

from attrs import evolve

from trustcore_strategies.answers.bounds import bound_in
from trustcore_strategies.answers.changes import Change
from trustcore_strategies.answers.date import Date, same_date, year_of
from trustcore_strategies.answers.inside import last_quantity
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.periods import same_period
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.same_quantity import same_quantity

_INSIDE = 0.95
"""What a quantity agrees with a sentence that ends in it."""

_TOLERANCE = re.compile(r" ?\u00b1 ?[\d.,]*\d")
_BOUNDED = 300
"""Characters; in what is longer a bound may be one of another number."""

_LONG = 60
"""Words; a text longer than this that names no answer is taken for a worked solution."""


def compare_dates(one: Reading, other: Reading) -> float | None:
    """Compares two dates, or one with a bare year or with the date that a sentence names."""
    if one.asked.weekday and one.told_on and other.told_on:
        return float(one.told_on.lower() == other.told_on.lower())
    mine, theirs = one.dates, other.dates
    may_last = one.digits and other.digits and not (mine and theirs) and not one.asked.number
    if may_last and (one.period or other.period):
        return _same_periods(one, other)
    if not mine and not theirs:
        return _last_dates(one, other) if one.asked.date else None
    return _same_dates(
        mine or _as_one_beside(one, theirs[0]) or _as_date(one),
        theirs or _as_one_beside(other, mine[0]) or _as_date(other),
        one.asked,
    )


def _same_periods(one: Reading, other: Reading) -> float | None:
    """Compares two periods; none is a date, which can be no more than one of its ends."""
    if one.period is not None and other.period is not None:
        return same_period(one.period, other.period)
    return 0.0 if one.dates or other.dates else None


def _same_dates(mine: tuple[Date, ...], theirs: tuple[Date, ...], asked: Question) -> float | None:
    """Compares two dates, or their years where these are asked for."""
    if asked.year:
        mine, theirs = tuple(map(year_of, mine)), tuple(map(year_of, theirs))
    return same_date(mine, theirs) if mine and theirs else None


_FOUR_DIGITS = re.compile(r"(?P<hour>[01]?\d|2[0-4])[.]?(?P<minute>[0-5]\d)")
_DAY_AND_MONTH = re.compile(r"(?P<one>\d{1,2})[/.](?P<other>\d{1,2})\.?")
_NOON = 12


def _as_one_beside(reading: Reading, date: Date) -> tuple[Date, ...]:
    """The time or the day that a mere number can be beside one: 1730, 12/31."""
    bare = reading.final.strip(" ")
    if not bare[:1].isdecimal():
        return ()
    found = _FOUR_DIGITS.fullmatch(bare) if date.minute is not None else None
    if found is not None:
        hour = int(found["hour"])
        loose = found["hour"][0] != "0" and 0 < hour <= _NOON
        return (Date(minute=60 * hour % 1440 + int(found["minute"]), loose=loose),)
    parted = _DAY_AND_MONTH.fullmatch(bare) if date.day is not None else None
    if parted is None:
        return ()
    both = int(parted["one"]), int(parted["other"])
    days = (Date(month=month, day=day) for month, day in (both, both[::-1]) if month <= _NOON)
    return tuple(day for day in days if day.day == date.day) if date.year is None else ()


def _as_date(reading: Reading) -> tuple[Date, ...]:
    """The year that a bare number can be, or the date that a sentence names."""
    found = reading.quantity
    if found is not None:
        value = found.number.value
        bare = value.denominator == 1 and not found.bound and found.units[0].bare
        if bare and 1 <= value <= 2999:
            return (Date(int(value)),)
    return reading.last_date


def _last_dates(one: Reading, other: Reading) -> float | None:
    """Compares the dates that two sentences name, or one with a bare year."""
    if (one.quantity is None) == (other.quantity is None) is False:
        return None
    if one.zones and other.zones and one.zones.isdisjoint(other.zones):
        return 0.0
    return _same_dates(_as_date(one), _as_date(other), one.asked)


def compare_frequencies(one: Reading, other: Reading) -> float | None:
    """Whether two answers to how often something is are the same rate."""
    if one.frequency is None or other.frequency is None:
        return None
    return float(one.frequency == other.frequency)


def compare_changes(one: Reading, other: Reading) -> float | None:
    """Compares which way something went, and by how much or to what."""
    mine, theirs = one.change, other.change
    if mine is None or theirs is None:
        return None
    if mine.direction != theirs.direction:
        return 0.0
    return _same_step(mine, theirs) if mine.to != theirs.to else _same_change(mine, theirs)


def _same_change(mine: Change, theirs: Change) -> float | None:
    """Compares two changes in one direction, both by an amount or both to one."""
    if mine.amount is not None and theirs.amount is not None:
        same = same_quantity(mine.amount, theirs.amount)
        if mine.before is None or theirs.before is None:
            return same
        return min(same, same_quantity(mine.before, theirs.before))
    if mine.amount is not None or theirs.amount is not None:
        return None
    return 1.0 if mine.rest == theirs.rest else None


def _same_step(one: Change, other: Change) -> float | None:
    """Compares a change from one amount to another with one by an amount."""
    ends, by = (one, other) if one.to else (other, one)
    if ends.amount is None or by.amount is None:
        return None
    if ends.before is None:
        return 0.0
    step = abs(ends.amount.number.value - ends.before.number.value)
    return same_quantity(evolve(ends.amount, number=Number(step)), by.amount)


def compare_quantities(one: Reading, other: Reading) -> float | None:
    """Compares two quantities, or one with that in which a sentence or a worked solution ends."""
    if one.asked.verdict and (one.verdict is None) != (other.verdict is None):
        return None  # a year that both name says neither yes nor no
    mine, theirs = one.quantity, other.quantity
    if one.asked.lowered and _rises(one) != _rises(other):
        return 0.0
    if mine is not None and theirs is not None:
        return _measured(mine, theirs, one)
    if mine is not None or theirs is not None:
        return _beside_sentence(*((mine, other) if mine is not None else (theirs, one)))
    if not one.asked.number or not (_sentence(one) and _sentence(other)):
        return None
    mine, theirs = one.last_quantity, other.last_quantity
    return _measured(mine, theirs, one) if mine is not None and theirs is not None else None


def _rises(reading: Reading) -> bool:
    """Whether an answer says that something became more."""
    return reading.change is not None and reading.change.direction > 0


def _measured(mine: Quantity, theirs: Quantity, reading: Reading) -> float:
    asked = reading.asked
    if asked.lowered:
        mine, theirs = _unsigned(mine), _unsigned(theirs)
    if asked.rounded and mine.units == theirs.units and mine.number.value != theirs.number.value:
        return 0.0
    if asked.counted and mine.number.ordinal != theirs.number.ordinal:
        return 0.0  # the third of them is not three of them
    if mine.units != theirs.units:
        if _unasked_unit(mine, theirs, asked):
            return 0.0
        mine, theirs = _in_asked_unit(mine, theirs, asked), _in_asked_unit(theirs, mine, asked)
    return same_quantity(
        mine,
        theirs,
        asked.words,
        shares=asked.share,
        percents=(asked.share and not asked.fraction) or not asked.number,
        grouped=asked.counted or asked.dotted,
        commas=asked.commas,
    )


def _unsigned(one: Quantity) -> Quantity:
    """A quantity without the sign that says what the question says."""
    return evolve(one, number=one.number.negated()) if one.number.value < 0 else one


def _in_asked_unit(one: Quantity, other: Quantity, asked: Question) -> Quantity:
    """A bare number in the unit that is asked for, beside one in another unit of its kind."""
    unit = asked.unit
    if unit is None or not one.units[0].bare or other.units[0].dimensions != unit.dimensions:
        return one
    return evolve(one, units=(unit,))


def _unasked_unit(one: Quantity, other: Quantity, asked: Question) -> bool:
    """Whether one of two numbers has a unit of which a question of how many does not speak."""
    bare, measured = (one, other) if one.units[0].bare else (other, one)
    if not bare.units[0].bare or not all(unit.dimensions for unit in measured.units):
        return False
    spoken = (all(name in asked.measures for name, _ in unit.dimensions) for unit in measured.units)
    return asked.things and not asked.share and not any(spoken)


def _beside_sentence(alone: Quantity | None, reading: Reading) -> float | None:
    """Compares a quantity with a sentence; where another may be meant only likeness is told."""
    if alone is None or not _sentence(reading):
        return None
    if reading.asked.alternatives and not reading.asked.number:
        return None  # which of two is heavier is no number
    worked = not reading.marked and len(reading.words) > _LONG
    found = _without_tolerance(reading)
    if found is None:
        return 0.0 if worked else None
    if alone.bound and not found.bound:
        found = evolve(found, bound=bound_in(reading.final[:_BOUNDED]))
    value = _INSIDE * _measured(alone, found, reading)
    return value if value or worked or reading.asked.number else None


def _without_tolerance(reading: Reading) -> Quantity | None:
    """The last quantity of a sentence; what is said exactly elsewhere may be off there."""
    if "\u00b1" not in reading.final:
        return reading.last_quantity
    return last_quantity(_TOLERANCE.sub("", reading.final), reading.asked.words)


def _sentence(reading: Reading) -> bool:
    return (
        len(reading.words) > 3
        and (reading.things is None or not reading.things.sure)
        and reading.formula is None
        and reading.measured is None
    )
