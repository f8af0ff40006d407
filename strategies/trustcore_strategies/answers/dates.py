"""Dates, times of day, decades and centuries in the forms in which they are written."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from trustcore_strategies.answers.clocks import CLOCK_WORDS, NAMED, times
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numerals import CARDINALS, ORDINALS, spelled
from trustcore_strategies.answers.said_in_two import said_year

_LONGEST = 80
"""Characters; a longer text is not taken for a date."""

_MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari января январь stycznia يناير जनवरी",
    "february feb febr februar fevrier fevr febrero febbraio fevereiro fev februari февраля февраль lutego فبراير फरवरी",
    "march mar marz maerz mars marzo marco maart mrz марта март marca مارس मार्च",
    "april apr avril avr abril abr aprile апреля апрель kwietnia ابريل अप्रैल",
    "may mai mayo maggio mag maio mei мая май maja مايو मई",
    "june jun juni juin junio giugno giu junho июня июнь czerwca يونيو जून",
    "july jul juli juillet juil julio luglio lug julho июля июль lipca يوليو जुलाई",
    "august aug aout agosto ago augustus августа август sierpnia اغسطس अगस्त",
    "september sept sep septembre septiembre settembre set setembro сентября сентябрь wrzesnia سبتمبر सितंबर",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь pazdziernika اكتوبر अक्टूबर",
    "november nov novembre noviembre novembro ноября ноябрь listopada نوفمبر नवंबर",
    "december dec dezember dez decembre diciembre dicembre dic dezembro декабря декабрь grudnia ديسمبر दिसंबर",
)
_SEASONS = (
    "spring fruhling fruhjahr printemps primavera",
    "summer sommer ete verano estate",
    "autumn fall herbst automne otono",
    "winter hiver invierno",
)
_MONTH = {name: 21 + place for place, line in enumerate(_SEASONS) for name in line.split()} | {
    fold(name): number for number, line in enumerate(_MONTHS, start=1) for name in line.split()
}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?P<year>\d{1,4})"
_ERA = r"(?: ?(?P<era>b\.?c\.?e?\.?|a\.?d\.?|c\.?e\.?|v\. ?chr\.?|n\. ?chr\.?|av\. ?j\.?-?c\.?|до н\. ?э\.?|н\. ?э\.?))"
_FRONT = re.compile(
    rf"(?:(?:on|in|at|by|the|it|its|was|is|year|am|le|el|il|im|en|em|in the year|since|from|signed|as of|circa|c\.|around|about|del?|date|time)[ :]+|(?:{_DAYS})[,.]? )*",
)
_FORMS_OF_DIGITS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?:[-/]|\. ?)(?P<month>\d{1,2})(?:[-/]|\. ?)(?P<day>\d{1,2})(?:[t ](?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)(?: ?z| ?utc|[+-]\d\d:?\d\d)?)?",
        r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d\d)",
        r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        rf"{_DAY}(?: of| de| di|[-/])? ?(?P<name>{_NAME})\.?(?:(?:,? (?:of |in |de |del )?|[-/]|(?=\d{{4}})){_YEAR})?{_ERA}?(?: г\.?| года)?",
        rf"(?P<year>\d{{4}}) (?P<name>{_NAME})(?: (?P<day>\d{{1,2}}))?",
        r"(?P<year>\d{1,4})\s?[年년](?:\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號])?)?",
        r"(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号號])?",
        rf"{_YEAR}{_ERA}",
        r"(?P<year>\d{1,4}) ?г(?:\.|ода?)?",
    )
)
"""What begins with a number."""

_FORMS_OF_WORDS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<name>{_NAME})(?:\.?,? |[-/.]){_DAY}(?:(?:,? |[-/.]){_YEAR})?{_ERA}?",
        rf"(?P<name>{_NAME})\.?,?(?: of| de| del)?(?:,? {_YEAR}{_ERA}?)?",
        rf"(?P<era>a\.?d\.?|b\.?c\.?) ?{_YEAR}",
    )
)
"""What begins with a name or an era."""

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
_DECADES = {
    name: 20 + 10 * place
    for place, name in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split()
    )
}
_CENTURY = re.compile(
    rf"(?:the )?(?P<part>early |mid-? ?|late |first half of the |second half of the )?"
    rf"(?P<which>[^\d\W]+(?:-[^\d\W]+)?|\d{{1,2}}(?:st|nd|rd|th|e|eme|\.)?)(?:[ -]|(?=[^a-z]))"
    rf"(?:century|centuries|cent\.?|c\.?|jahrhundert|siecle|secolo|век|世紀|世纪|세기){_ERA}?"
)
_ROMAN_CENTURY = re.compile(rf"(?P<part>)(?:siglo|secolo|seculo) (?P<which>[ivx]+){_ERA}?")
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
_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new years eve": (12, 31),
    "new years day": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "valentines day": (2, 14), "st patricks day": (3, 17),
    "saint patricks day": (3, 17), "april fools day": (4, 1), "may day": (5, 1), "bastille day": (7, 14), "halloween": (10, 31),
    "all saints day": (11, 1), "us independence day": (7, 4), "american independence day": (7, 4), "weihnachten": (12, 25),
    "heiligabend": (12, 24), "silvester": (12, 31), "neujahr": (1, 1), "noel": (12, 25), "navidad": (12, 25), "leap day": (2, 29),
}  # fmt: skip
_FEAST = re.compile(
    rf"(?P<feast>{'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?:,? (?:of |in )?(?P<year>\d{{4}}))?"
)
_SHARP = re.compile(r",? (?:sharp|exactly|precisely|on the dot|local time|at the latest)$")

_ERA_WORDS = "b bc bce ad ce c d chr av s er ies"
_CENTURY_WORDS = "century centuries cent c jahrhundert siecle secolo siglo seculo"
_QUARTER_WORDS = "q h quarter half quartal halbjahr trimestre semestre"
DATE_WORDS = frozenset(
    [
        *_MONTH,
        *_DECADES,
        *" ".join(NAMED).split(),
        *CLOCK_WORDS.split(),
        *_ERA_WORDS.split(),
        *_CENTURY_WORDS.split(),
        *" ".join(_FEASTS).split(),
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
    day = _full_day(text)
    if day is not None:
        return (day,)
    bare = fold_date(text)
    found = tuple(dict.fromkeys(_readings(bare)))
    if found or not bare:
        return found
    head, comma, tail = bare.rpartition(" at ") if " at " in bare else bare.rpartition(", ")
    if not comma:
        return ()
    clocks, days = list(times(tail)), list(_days(head))
    if not clocks:
        clocks, days = list(times(head)), list(_days(tail))
    return tuple(
        evolve(day, minute=clock.minute, loose=clock.loose) for day in days for clock in clocks
    )


_FULL_DAY = re.compile(
    r"(?P<name>[A-Za-z]{3,9}) (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})|(?P<day_>[0-9]{1,2}) (?P<name_>[A-Za-z]{3,9}),? (?P<year_>[0-9]{4})"
)


def _full_day(text: str) -> Date | None:
    """A day with its month by name and its year; the other readers find the same in them."""
    found = _FULL_DAY.fullmatch(text)
    month = None if found is None else _MONTH.get((found["name"] or found["name_"]).lower())
    if found is None or month is None or month > _MONTHS_OF_YEAR:
        return None
    day = int(found["day"] or found["day_"])
    return (
        Date(int(found["year"] or found["year_"]), month, day) if 1 <= day <= _MOST_DAYS else None
    )


_MONTHS_OF_YEAR, _MOST_DAYS = 12, 31

_SHORT_YEAR = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[.,] ))'(\d\d)$")


def _in_full(found: re.Match[str]) -> str:
    """A year of the last century of which only the end is written: '90."""
    return f"19{found[1]}" if int(found[1]) > _NEXT_CENTURY else found[0]


_NEXT_CENTURY = 30
"""The last year of this century of which two digits are written."""


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
    yield from _days(bare)
    if bare[:1] <= "9":
        yield from _in_digits(bare)
    said = said_year(bare) if bare[-1:] > "9" else None
    if said is not None:
        yield Date(said)
    yield from _spans(bare)
    yield from _parts(bare)
    yield from times(bare)


def _days(bare: str) -> Iterator[Date]:
    if (
        bare[:1].isalpha()
        and (word := re.match(r"(?:the )?([a-z]+(?:-[a-z]+)?)(?: day)? of ", bare)) is not None
    ):
        found = spelled(word[1])
        if found is not None:
            bare = f"{found[0]} of {bare[word.end() :]}"
    feast = _FEAST.fullmatch(bare)
    if feast is not None:
        yield Date(_whole(feast["year"]), *_FEASTS[feast["feast"]])
    for form in _FORMS_OF_DIGITS if bare[:1].isdecimal() else _FORMS_OF_WORDS:
        found_form = form.fullmatch(bare)
        if found_form is not None:
            yield from _dates(found_form)


def _dates(found: re.Match[str]) -> Iterator[Date]:
    given = found.groupdict()
    year = None if given.get("year") is None else int(given["year"])
    if year is not None and re.match(r"b|v|av|до", given.get("era") or ""):
        year = -year
    if given.get("first"):
        year = (
            year
            if len(given["year"]) == 4
            else (year or 0) + (1900 if (year or 0) > _NEXT_CENTURY else 2000)
        )
        first, second = int(given["first"]), int(given["second"])
        yield from (
            Date(year, month, day)
            for month, day in ((first, second), (second, first))
            if 1 <= month <= 12 and 1 <= day <= 31
        )
        return
    month = _MONTH[given["name"]] if given.get("name") else _whole(given.get("month"))
    day = _whole(given.get("day"))
    named = given.get("name") is not None  # a season is a month beyond the twelve
    if (month is None or 1 <= month <= 12 or named) and (day is None or 1 <= day <= 31):
        clock = given.get("clock")
        minute = None
        if clock and clock.strip("0:."):
            hours, minutes = clock.split(":")[:2]
            minute = int(hours) * 60 + int(minutes)
        yield Date(year, month, day, minute)


def _whole(written: str | None) -> int | None:
    return None if written is None else int(written)


def _spans(bare: str) -> Iterator[Date]:
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
        yield Date(hundreds + _DECADES[named["word"]], span=10, part=part)
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


def _in_digits(bare: str) -> Iterator[Date]:
    """A day in eight digits, or the decade or century whose first and last years are written."""
    day, whole = _DIGITS_ALONE.fullmatch(bare), _ALL_YEARS.fullmatch(bare)
    if day is not None:
        yield from _dates(day)
    if whole is None:
        return
    first, last = int(whole["first"]), int(whole["last"])
    if last - first == 9 and first % 10 == 0:
        yield Date(first, span=10)
    if last - first == 99 and first % 100 in {0, 1}:
        yield Date(first // 100 + 1, span=100)


def _parts(bare: str) -> Iterator[Date]:
    """The early, middle or late part of a year, a month or a decade: the end of May 2011."""
    found = _PART.fullmatch(bare)
    if found is None:
        return
    part, rest = PARTS_OF_TIME[found["part"]], found["rest"]
    if rest.isdecimal():
        yield Date(int(rest), part=part)
    for whole in (*_days(rest), *_spans(rest)):
        if not whole.part and whole.day is None:
            yield evolve(whole, part=part)


_WEEKDAY = re.compile(
    rf"(?:the )?(?P<which>[a-z]{{4,7}}|[1-5](?:st|nd|rd|th)) (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:of|in) (?P<month>{_NAME})(?:,? (?P<year>\d{{4}}))?"
)


def _weekdays(bare: str) -> Iterator[Date]:
    """The first, the fourth or the last of some day of the week in a month."""
    found = _WEEKDAY.fullmatch(bare)
    if found is None:
        return
    which = "last" if found["which"] == "last" else _which(found["which"])
    if which is not None:
        yield Date(_whole(found["year"]), _MONTH[found["month"]], part=f"{which} {found['day']}")


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
