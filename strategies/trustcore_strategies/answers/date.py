"""A date or a stretch of time, and how far two are the same."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

_LIKELY = 0.6
"""What a day agrees with a date that can be that day or another."""


@frozen
class Date:
    """A point or a stretch of time, as exact as it was written.

    Attributes:
        year: The year, negative before the common era; None where none is given.
        month: 1 to 12.
        day: 1 to 31.
        minute: The minute of the day, seconds as a part of it.
        loose: Whether the minute can be twelve hours later as well.
        span: Years that it covers: 1, 10 for a decade, 100 for a century.
        part: "early", "mid" or "late" of its span, "q3" for a quarter, "h1" for a half, or "".
        zone: Minutes that its time of day is ahead of UTC; None where no zone is named.
        bare: Whether it is a year and nothing else, as any number is.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    minute: int | Fraction | None = None
    loose: bool = False
    span: int = 1
    part: str = ""
    zone: int | None = None


def year_of(date: Date) -> Date:
    """The year of a date; a date of no year, and what is longer than one, as it is."""
    whole = date.year is None or date.span != 1
    return date if whole else Date(date.year)


def same_date(one: tuple[Date, ...], other: tuple[Date, ...]) -> float:
    """How far two dates are the same: 1, 0, or between where one of them is less exact.

    Where both can be read in two ways, such as 03/04/2020, both are read in the same way; where
    only one can, the day that it may be is no more than likely.
    """
    if len(one) == len(other) > 1:
        return max(map(_same, one, other))
    if _ambiguous(one) != _ambiguous(other):
        return _LIKELY * max(_same(mine, theirs) for mine in one for theirs in other)
    return max(_same(mine, theirs) for mine in one for theirs in other)


def _ambiguous(found: tuple[Date, ...]) -> bool:
    """Whether a date is one of two days whose month and day are exchanged."""
    return len(found) == 2 and found[0].day is not None and found[0].day == found[1].month


def _same(one: Date, other: Date) -> float:
    if one == other:
        return 1.0
    if one.span != other.span or (one.part and other.part and one.part != other.part):
        return 0.0
    if one.part != other.part and (one.part + other.part)[:1] in {"q", "h"}:
        return 0.4 if one.year == other.year else 0.0
    clocks = _same_minute(one, other)
    mine, theirs = (one.year, one.month, one.day), (other.year, other.month, other.day)
    if any(a != b for a, b in zip(mine, theirs, strict=True) if a is not None and b is not None):
        return 0.0
    missing = sum((a is None) != (b is None) for a, b in zip(mine, theirs, strict=True))
    if not missing:
        return clocks
    shared = any(a is not None and b is not None for a, b in zip(mine, theirs, strict=True))
    return 0.4 if shared and clocks else 0.0


def _same_minute(one: Date, other: Date) -> float:
    """How far two times of day are the same, in their zones where both name one."""
    if one.minute is None or other.minute is None:
        dated = one.year is not None and other.year is not None
        return 1.0 if one.minute == other.minute else _LIKELY * dated
    later = one.minute - other.minute
    if one.zone is not None and other.zone is not None:
        later -= one.zone - other.zone
    if later % 1440 == 0:
        return 1.0
    return _LIKELY if (one.loose or other.loose) and later % 720 == 0 else 0.0
