"""Days, months and years in the forms in which they are written."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator

from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.months import MONTH, MONTH_NAMES
from trustcore_strategies.answers.numerals import spelled

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?P<year>\d{1,4})"
ERA = r"(?: ?(?P<era>b\.?c\.?e?\.?|a\.?d\.?|c\.?e\.?|v\. ?chr\.?|n\. ?chr\.?|av\. ?j\.?-?c\.?|до н\. ?э\.?|н\. ?э\.?))"
_FORMS_OF_DIGITS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?:[-/]|\. ?)(?P<month>\d{1,2})(?:[-/]|\. ?)(?P<day>\d{1,2})(?:[t ](?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)(?: ?z| ?utc|[+-]\d\d:?\d\d)?)?",
        r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d\d)",
        r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        rf"{_DAY}(?: of| de| di|[-/])? ?(?P<name>{MONTH_NAMES})\.?(?:(?:,? (?:of |in |de |del )?|[-/]|(?=\d{{4}})){_YEAR})?{ERA}?(?: г\.?| года)?",
        rf"(?P<year>\d{{4}}) (?P<name>{MONTH_NAMES})(?: (?P<day>\d{{1,2}}))?",
        r"(?P<year>\d{1,4})\s?[年년](?:\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號])?)?",
        r"(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號])?",
        rf"{_YEAR}{ERA}",
        r"(?P<year>\d{1,4}) ?г(?:\.|ода?)?",
    )
)
"""What begins with a number."""

_FORMS_OF_WORDS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<name>{MONTH_NAMES})(?:\.?,? |[-/.]){_DAY}(?:(?:,? |[-/.]){_YEAR})?{ERA}?",
        rf"(?P<name>{MONTH_NAMES})\.?,?(?: of| de| del)?(?:,? {_YEAR}{ERA}?)?",
        rf"(?P<era>a\.?d\.?|b\.?c\.?) ?{_YEAR}",
    )
)
"""What begins with a name or an era."""

FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new years eve": (12, 31),
    "new years day": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "valentines day": (2, 14), "st patricks day": (3, 17),
    "saint patricks day": (3, 17), "april fools day": (4, 1), "may day": (5, 1), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints day": (11, 1), "us independence day": (7, 4), "american independence day": (7, 4), "weihnachten": (12, 25),
    "heiligabend": (12, 24), "silvester": (12, 31), "neujahr": (1, 1), "noel": (12, 25), "navidad": (12, 25), "leap day": (2, 29),
}  # fmt: skip
_FEAST = re.compile(
    rf"(?P<feast>{'|'.join(sorted(FEASTS, key=len, reverse=True))})(?:,? (?:of |in )?(?P<year>\d{{4}}))?"
)

_FULL_DAY = re.compile(
    r"(?P<name>[A-Za-z]{3,9}) (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})|(?P<day_>[0-9]{1,2}) (?P<name_>[A-Za-z]{3,9}),? (?P<year_>[0-9]{4})"
)


def full_day(text: str) -> Date | None:
    """A day with its month by name and its year; the other readers find the same in them."""
    found = _FULL_DAY.fullmatch(text)
    month = None if found is None else MONTH.get((found["name"] or found["name_"]).lower())
    if found is None or month is None or month > _MONTHS_OF_YEAR:
        return None
    day = int(found["day"] or found["day_"])
    return (
        Date(int(found["year"] or found["year_"]), month, day) if 1 <= day <= _MOST_DAYS else None
    )


_MONTHS_OF_YEAR, _MOST_DAYS = 12, 31

NEXT_CENTURY = 30
"""The last year of this century of which two digits are written."""


def days_of(bare: str) -> Iterator[Date]:
    """The days, months and years that a folded text can be."""
    if (
        bare[:1].isalpha()
        and (word := re.match(r"(?:the )?([a-z]+(?:-[a-z]+)?)(?: day)? of ", bare)) is not None
    ):
        found = spelled(word[1])
        if found is not None:
            bare = f"{found[0]} of {bare[word.end() :]}"
    feast = _FEAST.fullmatch(bare)
    if feast is not None:
        yield Date(written_number(feast["year"]), *FEASTS[feast["feast"]])
    for form in _FORMS_OF_DIGITS if bare[:1].isdecimal() else _FORMS_OF_WORDS:
        found_form = form.fullmatch(bare)
        if found_form is not None:
            yield from dates_of(found_form)


def dates_of(found: re.Match[str]) -> Iterator[Date]:
    """The dates that what a form has found can be: two where day and month are exchanged."""
    given = found.groupdict()
    year = None if given.get("year") is None else int(given["year"])
    if year is not None and re.match(r"b|v|av|до", given.get("era") or ""):
        year = -year
    if given.get("first"):
        year = (
            year
            if len(given["year"]) == 4
            else (year or 0) + (1900 if (year or 0) > NEXT_CENTURY else 2000)
        )
        first, second = int(given["first"]), int(given["second"])
        yield from (
            Date(year, month, day)
            for month, day in ((first, second), (second, first))
            if 1 <= month <= 12 and 1 <= day <= 31
        )
        return
    month = MONTH[given["name"]] if given.get("name") else written_number(given.get("month"))
    day = written_number(given.get("day"))
    named = given.get("name") is not None  # a season is a month beyond the twelve
    if (month is None or 1 <= month <= 12 or named) and (day is None or 1 <= day <= 31):
        clock = given.get("clock")
        minute = None
        if clock and clock.strip("0:."):
            hours, minutes = clock.split(":")[:2]
            minute = int(hours) * 60 + int(minutes)
        yield Date(year, month, day, minute)


def written_number(written: str | None) -> int | None:
    """The number in digits; None where there is none."""
    return None if written is None else int(written)
