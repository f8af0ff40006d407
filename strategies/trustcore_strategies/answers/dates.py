"""Dates, times of day, decades and centuries in the forms in which they are written."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from trustcore_strategies.answers.clocks import CLOCK_WORDS, NAMED, times
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.days import FEASTS, NEXT_CENTURY, days_of, full_day
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.months import MONTH
from trustcore_strategies.answers.said_in_two import said_year
from trustcore_strategies.answers.spans import DECADES, in_digits, parts_of, spans_of

_LONGEST = 80
"""Characters; a longer text is not taken for a date."""

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_FRONT = re.compile(
    rf"(?:(?:on|in|at|by|the|it|its|was|is|year|am|le|el|il|im|en|em|in the year|since|from|signed|as of|circa|c\.|around|about|del?|date|time)[ :]+|(?:{_DAYS})[,.]? )*",
)
_SHARP = re.compile(r",? (?:sharp|exactly|precisely|on the dot|local time|at the latest)$")

_ERA_WORDS = "b bc bce ad ce c d chr av s er ies"
_CENTURY_WORDS = "century centuries cent c jahrhundert siecle secolo siglo seculo"
_QUARTER_WORDS = "q h quarter half quartal halbjahr trimestre semestre"
DATE_WORDS = frozenset(
    [
        *MONTH,
        *DECADES,
        *" ".join(NAMED).split(),
        *CLOCK_WORDS.split(),
        *_ERA_WORDS.split(),
        *_CENTURY_WORDS.split(),
        *" ".join(FEASTS).split(),
        *_QUARTER_WORDS.split(),
    ]
)
"""Folded words of one of which a date or a time has at least one, unless it is digits and marks."""


def dates(text: str) -> tuple[Date, ...]:
    """All dates or times that a whole text can be; empty where it is none.

    03/04/2020 is two dates. A bare number is no date: it is read as a number.
    """
    if len(text) > _LONGEST:
        return ()
    day = full_day(text)
    if day is not None:
        return (day,)
    bare = fold_date(text)
    found = tuple(dict.fromkeys(_readings(bare)))
    if found or not bare:
        return found
    head, comma, tail = bare.rpartition(" at ") if " at " in bare else bare.rpartition(", ")
    if not comma:
        return ()
    clocks, days = list(times(tail)), list(days_of(head))
    if not clocks:
        clocks, days = list(times(head)), list(days_of(tail))
    return tuple(
        evolve(day, minute=clock.minute, loose=clock.loose) for day in days for clock in clocks
    )


_SHORT_YEAR = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[.,] ))'(\d\d)$")


def _in_full(found: re.Match[str]) -> str:
    """A year of the last century of which only the end is written: '90."""
    return f"19{found[1]}" if int(found[1]) > NEXT_CENTURY else found[0]


def fold_date(text: str) -> str:
    """A text in the form in which dates are looked for."""
    if "'" in text:
        text = _SHORT_YEAR.sub(_in_full, text.replace("o'clock", "oclock"))
    bare = " ".join(fold(text).split()).strip(' \t"!?,;:()[]')
    bare = bare.removesuffix(".") if not re.search(r"[a-zа-я]\.[a-zа-я]\.$", bare) else bare
    bare = _SHARP.sub("", bare)
    front = _FRONT.match(bare)
    return bare[front.end() :] if front is not None else bare


def _readings(bare: str) -> Iterator[Date]:
    yield from days_of(bare)
    if bare[:1] <= "9":
        yield from in_digits(bare)
    said = said_year(bare) if bare[-1:] > "9" else None
    if said is not None:
        yield Date(said)
    yield from spans_of(bare)
    yield from parts_of(bare)
    yield from times(bare)
