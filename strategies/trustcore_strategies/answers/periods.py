"""Stretches between two dates or times of day: March 3-5, 2020; from 9 am to 5 pm."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from attrs import evolve

from trustcore_strategies.answers.date import Date, same_date
from trustcore_strategies.answers.dates import dates, fold_date

Period = tuple[tuple[Date, ...], tuple[Date, ...]]
"""All that its first and its last date can be."""

_ENDS = re.compile(
    r"(?:(?:between|from|de|von|vom|du|del|entre|zwischen|dal) )?(?P<first>[^-]{1,40}?|\d{4}-\d\d-\d\d)(?: (?:to|until|till|through|and|bis|und|au|al|et|y|a) (?:the )?| ?- ?)(?P<last>[^-]{1,40}|\d{4}-\d\d-\d\d)"
)
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?:st|nd|rd|th|\.)?(?:,? (?P<year>\d{4}))?")
_LAST_HOUR = 24


JOINING = frozenset(
    ("to", "until", "till", "through", "and", "bis", "und", "au", "al", "et", "y", "a")
)
"""Words of one of which a period without a dash has one."""


def period(text: str) -> Period | None:
    """Read a text that is a period of which one end at least is a date or a time."""
    found = _ENDS.fullmatch(fold_date(text))
    if found is None:
        return None
    first, last = dates(found["first"]), dates(found["last"])
    if not first and not last:
        return None
    first = first or _completed(found["first"], last)
    last = last or _completed(found["last"], first)
    if not first or not last:
        return None
    return tuple(_filled(one, last[0]) for one in first), last


def same_period(one: Period, other: Period) -> float:
    """How far two periods have the same ends."""
    return min(same_date(*ends) for ends in zip(one, other, strict=True))


def _completed(text: str, beside: tuple[Date, ...]) -> tuple[Date, ...]:
    """The end of which only the day or the hour is written, as the other end tells its rest."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return ()
    number, whole = int(found["number"]), beside[0]
    if whole.minute is not None:
        fits = number <= _LAST_HOUR and not found["year"]
        return (Date(minute=60 * number % 1440, loose=number <= _LAST_HOUR // 2),) if fits else ()
    if whole.day is None:
        return ()
    return (evolve(whole, day=number, year=int(found["year"]) if found["year"] else whole.year),)


def _filled(first: Date, last: Date) -> Date:
    """The first date with the year, the month or the half of the day that only the last one has."""
    if first.year is None and first.minute is None:
        return evolve(first, year=last.year)
    return first
