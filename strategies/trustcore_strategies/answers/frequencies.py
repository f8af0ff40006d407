"""How often something is: daily, every two weeks, twice a year."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import re
from fractions import Fraction

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numbers import sole_number

_A_YEAR: dict[str, int | Fraction] = {
    "second": 31_449_600, "minute": 524_160, "hour": 8_736, "day": 364, "night": 364, "morning": 364, "evening": 364, "week": 52, "fortnight": 26, "month": 12,
    "quarter": 4, "season": 4, "year": 1, "decade": Fraction(1, 10), "century": Fraction(1, 100), "centuries": Fraction(1, 100),
}  # fmt: skip
"""How many of a span of time there are in a year, weeks in whole numbers as they are spoken of: a year of 52 weeks has 364 days of 24 hours."""

_ADVERBS: dict[str, int | Fraction] = {
    "hourly": 8_736, "daily": 364, "nightly": 364, "weekly": 52, "biweekly": 26, "fortnightly": 26, "monthly": 12, "bimonthly": 6, "quarterly": 4, "biannually": 2, "semiannually": 2,
    "yearly": 1, "annually": 1, "biennially": Fraction(1, 2), "triennially": Fraction(1, 3), "quadrennially": Fraction(1, 4), "taglich": 364, "wochentlich": 52, "monatlich": 12, "jahrlich": 1, "quotidiennement": 364, "semanalmente": 52, "mensualmente": 12,
}  # fmt: skip
_TIMES = {"once": 1, "one time": 1, "twice": 2, "thrice": 3}
_FRONT = re.compile(
    r"(?:(?:it|that|this|they)(?:s| is| are)? (?:sent |held |done |released |published )?|about |around |roughly |approximately |usually |on a |at a )+"
)
_ADVERB = re.compile(
    rf"(?P<word>{'|'.join(_ADVERBS)})(?: basis)?|(?P<noun>annual|monthly|weekly|daily|quarterly)"
)
_EVERY = re.compile(
    r"(?:once )?(?:every|each)(?: (?P<count>other|single|second|[\w-]{1,12}))? (?P<unit>[a-z]{3,10}?)s?"
)
_SEVERAL = re.compile(
    r"(?P<count>once|one time|twice|thrice|[\w-]{1,12} times?|[\w-]{1,12}x) (?:(?:a|an|per|each|every)(?: (?P<per>[\w-]{1,12}))?? (?P<unit>[a-z]{3,10}?)s?|(?P<adverb>daily|weekly|monthly|yearly))"
)


def frequency(text: str) -> Fraction | None:
    """How often a year something is by a short text; None where it says none."""
    bare = fold(text).strip(" .!")
    front = _FRONT.match(bare)
    bare = bare if front is None else bare[front.end() :]
    found = _ADVERB.fullmatch(bare)
    if found is not None:
        return Fraction(
            _ADVERBS.get(found["word"] or f"{found['noun']}ly", 0) or _ADVERBS[found["noun"]]
        )
    every = _EVERY.fullmatch(bare)
    if every is not None and every["unit"] in _A_YEAR:
        spans = {None: 1, "single": 1, "other": 2, "second": 2}.get(every["count"])
        return _rate(1, _count(every["count"]) if spans is None else spans, every["unit"])
    several = _SEVERAL.fullmatch(bare)
    if several is None or (several["adverb"] is None and several["unit"] not in _A_YEAR):
        return None
    count = several["count"]
    times = _TIMES.get(count) or _count(re.sub(r" times?$|x$", "", count))
    if several["adverb"] is not None:
        return None if times is None else Fraction(times) * _ADVERBS[several["adverb"]]
    return _rate(times, 1 if several["per"] is None else _count(several["per"]), several["unit"])


_REPEATED = re.compile(
    rf"[ ,]+(?=(?:{'|'.join(_TIMES)}|every|each|{'|'.join(_ADVERBS)})\b|(?:[\w-]{{1,12}} times?|\d{{1,2}}x) (?:a|per|each|every|daily|weekly|monthly|yearly)\b)",
    re.IGNORECASE,
)
_MAY_REPEAT = ("ly", "times", "x ", "once ", "twice ", "thrice ", "every ", "each ")
"""Without any of these a text does not say how often something is done."""

_ONCE = {Fraction(364): "day", Fraction(52): "week", Fraction(12): "month", Fraction(1): "year", Fraction(8_736): "hour"}  # fmt: skip


def repeated(text: str) -> tuple[str, str] | None:
    """What is taken or paid again and again, and how often: 500 mg, twice daily.

    How often is given as the unit of a rate where that is one, "per day", or else as so many a year.
    """
    if not text[-1:].isalpha() or not any(map(text.__contains__, _MAY_REPEAT)):
        return None
    for found in _REPEATED.finditer(text):
        rate = frequency(text[found.end() :]) if found.start() else None
        if rate is not None:
            unit = _ONCE.get(rate)
            return text[: found.start()], f"per {unit}" if unit else f"{rate}"
    return None


def _rate(times: int | None, spans: int | None, unit: str) -> Fraction | None:
    return None if not times or not spans else Fraction(times, spans) * _A_YEAR[unit]


def _count(written: str) -> int | None:
    found = sole_number(written)
    return None if found is None else int(found)
