"""Stretches of time: decades, centuries, quarters, parts of a year, days of the week in a month."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.days import ERA, dates_of, days_of, written_number
from trustcore_strategies.answers.months import MONTH, MONTH_NAMES
from trustcore_strategies.answers.numerals import CARDINALS, ORDINALS, spelled

_DIGITS_ALONE = re.compile(
    r"(?P<year>(?:1\d|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
)
_DECADE = re.compile(
    r"(?:the )?(?P<part>early|mid|late)?[ -]*(?:'|(?P<century>\d\d))?(?P<tens>\d)0(?:'?s|er|ies|年代|년대|-е(?: годы)?)(?: jahren?)?"
)
_ALL_YEARS = re.compile(r"(?P<first>\d{2,3}[01])(?:-| to )(?P<last>\d{3,4})")
"""The first and the last year of a decade or a century: 1920-1929."""

_DECADE_NAME = re.compile(
    r"(?:the )?(?P<part>early |mid-?|late )?(?P<hundreds>[a-z]{3,5}teen[ -])?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
)
DECADES = {
    name: 20 + 10 * place
    for place, name in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split()
    )
}
_CENTURY = re.compile(
    rf"(?:the )?(?P<part>early |mid-? ?|late |first half of the |second half of the )?"
    rf"(?P<which>[^\d\W]+(?:-[^\d\W]+)?|\d{{1,2}}(?:st|nd|rd|th|e|eme|\.)?)(?:[ -]|(?=[^a-z]))"
    rf"(?:century|centuries|cent\.?|c\.?|jahrhundert|siecle|secolo|век|世紀|世纪|세기){ERA}?"
)
_ROMAN_CENTURY = re.compile(rf"(?P<part>)(?:siglo|secolo|seculo) (?P<which>[ivx]+){ERA}?")
PARTS_OF_TIME = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late",
}  # fmt: skip
"""Words for a part of a year or a month, and what part they name."""

_PART = re.compile(
    rf"(?:the )?(?P<part>{'|'.join(PARTS_OF_TIME)})(?: of(?: the)?|[ -])\s?(?P<rest>\d{{3,4}}|[^\d].{{2,40}}|\d0s|\d{{3}}0'?s|\d{{1,2}}[a-z]{{2}} .{{7,20}})"
)
_ROMANS = {
    name: number
    for number, name in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split(),
        start=1,
    )
}

_QUARTER = re.compile(
    r"(?:(?:the )?(?:q|(?P<half>h))(?P<which>[1-4])|(?:the )?(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|[1-4]\.) (?P<name>quarter|half|quartal|halbjahr|trimestre|semestre))(?:,? (?:of |de |del )?(?:the year )?|[ /-])(?P<year>\d{4})|(?P<year_>\d{4})[ /-]?(?:q|(?P<half_>h))(?P<which_>[1-4])|(?:the )?(?:q(?P<lone>[1-4])|(?P<placed>first|second|third|fourth|1st|2nd|3rd|4th) quarter)"
)


def spans_of(bare: str) -> Iterator[Date]:
    """The decades, quarters, days of the week in a month and centuries that a text can be."""
    decade = _DECADE.fullmatch(bare)
    if decade is not None:
        tens = int(decade["tens"]) * 10
        hundreds = int(decade["century"] or 19)
        yield Date(tens + 100 * hundreds, span=10, part=decade["part"] or "")
        if decade["century"] and not tens:
            yield Date(hundreds + 1, span=100, part=decade["part"] or "")
    named = _DECADE_NAME.fullmatch(bare)
    if named is not None:
        hundreds = CARDINALS.get((named["hundreds"] or "nineteen").strip(" -"), 19) * 100
        part = (named["part"] or "").strip(" -")
        yield Date(hundreds + DECADES[named["word"]], span=10, part=part)
    yield from _quarters(bare)
    if "day " in bare:
        yield from _weekdays(bare)
    century = _CENTURY.fullmatch(bare) or _ROMAN_CENTURY.fullmatch(bare)
    if century is not None:
        which = _which(century["which"])
        before = re.match("b|v|av|до", century["era"] or "")
        if which is not None:
            yield Date(
                -which if before else which, span=100, part=(century["part"] or "").strip(" -")
            )


def in_digits(bare: str) -> Iterator[Date]:
    """A day in eight digits, or the decade or century whose first and last years are written."""
    day, whole = _DIGITS_ALONE.fullmatch(bare), _ALL_YEARS.fullmatch(bare)
    if day is not None:
        yield from dates_of(day)
    if whole is None:
        return
    first, last = int(whole["first"]), int(whole["last"])
    if last - first == 9 and first % 10 == 0:
        yield Date(first, span=10)
    if last - first == 99 and first % 100 in {0, 1}:
        yield Date(first // 100 + 1, span=100)


def parts_of(bare: str) -> Iterator[Date]:
    """The early, middle or late part of a year, a month or a decade: the end of May 2011."""
    found = _PART.fullmatch(bare)
    if found is None:
        return
    part, rest = PARTS_OF_TIME[found["part"]], found["rest"]
    if rest.isdecimal():
        yield Date(int(rest), part=part)
    for whole in (*days_of(rest), *spans_of(rest)):
        if not whole.part and whole.day is None:
            yield evolve(whole, part=part)


_WEEKDAY = re.compile(
    rf"(?:the )?(?P<which>[a-z]{{4,7}}|[1-5](?:st|nd|rd|th)) (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:of|in) (?P<month>{MONTH_NAMES})(?:,? (?P<year>\d{{4}}))?"
)


def _weekdays(bare: str) -> Iterator[Date]:
    """The first, the fourth or the last of some day of the week in a month."""
    found = _WEEKDAY.fullmatch(bare)
    if found is None:
        return
    which = "last" if found["which"] == "last" else _which(found["which"])
    if which is not None:
        yield Date(
            written_number(found["year"]), MONTH[found["month"]], part=f"{which} {found['day']}"
        )


def _quarters(bare: str) -> Iterator[Date]:
    found = _QUARTER.fullmatch(bare)
    if found is None:
        return
    lone = (
        found["lone"] or str(ORDINALS.get(found["placed"] or "", "")) or (found["placed"] or "")[:1]
    )
    if lone:
        yield Date(part="q" + lone)
        return
    which = found["which"] or found["which_"] or str(ORDINALS.get(found["ordinal"] or "", 0))
    if found["ordinal"] and found["ordinal"][0].isdigit():
        which = found["ordinal"][0]
    halved = found["half"] or found["half_"] or (found["name"] or "")[:1] in {"h", "s"}
    yield Date(int(found["year"] or found["year_"]), part=("h" if halved else "q") + which)


def _which(written: str) -> int | None:
    bare = re.sub(r"(?<=\d)\D+$", "", written)
    if bare.isdigit():
        return int(bare)
    if written in _ROMANS or written.rstrip("em") in _ROMANS:
        return _ROMANS.get(written, _ROMANS.get(written.rstrip("em")))
    if written in ORDINALS:
        return ORDINALS[written]
    found = spelled(written)
    return int(found[0]) if found is not None and found[2] == len(written) else None
