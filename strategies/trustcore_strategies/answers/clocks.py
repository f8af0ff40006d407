"""Times of day, in figures and as they are said."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from trustcore_strategies.answers import spoken_clocks
from trustcore_strategies.answers.asian_clocks import asian_clock
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.numerals import CARDINALS, spelled
from trustcore_strategies.answers.said_in_two import said_in_two
from trustcore_strategies.answers.spoken_clocks import PARTS_OF_DAY, spoken_clock

_TIME_OF_DAY = {"morning": "a", "afternoon": "p", "evening": "p"} | PARTS_OF_DAY
"""Which half of the day a part of it is in."""

_PART = "|".join(sorted(_TIME_OF_DAY, key=len, reverse=True))
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?::|\.(?=\d\d ?(?:[ap]|uhr))| ?h)(?P<minute>\d\d)?(?::(?P<second>\d\d))?)?(?: ?(?P<half>[ap])\.? ?m?\.?(?![a-z]))?(?: ?(?:o'?clock|uhr|heures?)(?: (?P<past>[0-5]\d))?|(?<=:\d\d) ?(?:h|hrs?|hours)\b)?"
    rf"(?:(?: in the)? (?P<when>{_PART})| at (?P<night>night))?(?: ?(?P<zone>utc|gmt|[ecmp][sd]t|[ecmp]t|bst|ces?t|ee?s?t|jst|ist|msk|wet|aes?t|hst))?"
)
_MILITARY = re.compile(r"(?P<hour>[01]\d|2[0-3]) ?(?P<minute>[0-5]\d) ?(?:h|hrs?|hours)\.?")
_IN_HOURS = re.compile(r"\d ?(?:h|hrs?|hours?|heures?)\W*$", re.IGNORECASE)
"""What a time of day and a stretch of time can end in alike."""

_ZONES = {
    name: 60 * hours
    for hours, names in (
        (0, "utc gmt wet"), (-5, "est"), (-4, "edt"), (-6, "cst"), (-5, "cdt"), (-7, "mst"), (-6, "mdt"), (-8, "pst"),
        (-7, "pdt"), (1, "cet bst"), (2, "cest eet"), (3, "msk eest"), (9, "jst"), (10, "aest aet"), (-10, "hst"),
    )
    for name in names.split()
}  # fmt: skip
"""Minutes before UTC; a zone without a time of year, such as ET, has none."""

_ZONE_NAMED = re.compile(
    r"(?P<where>eastern|central european|central|mountain|pacific|greenwich|british|japan|indian|moscow)(?: (?P<kind>standard|daylight|summer|mean|saving))? time$"
)
_IN_SHORT = {
    "eastern": ("et", "est", "edt"), "central": ("ct", "cst", "cdt"), "mountain": ("mt", "mst", "mdt"), "pacific": ("pt", "pst", "pdt"),
    "central european": ("cet", "cet", "cest"), "greenwich": ("gmt", "gmt", "gmt"), "british": ("bst", "gmt", "bst"), "japan": ("jst", "jst", "jst"), "indian": ("ist", "ist", "ist"), "moscow": ("msk", "msk", "msk"),
}  # fmt: skip
"""The letters of a zone without a time of year, in winter and in summer."""


def _in_short(found: re.Match[str]) -> str:
    """The letters of a zone that is spelled out: EST of Eastern Standard Time."""
    bare, winter, summer = _IN_SHORT[found["where"]]
    if found["kind"] is None:
        return bare
    return summer if found["kind"] in {"daylight", "summer", "saving"} else winter


_SAID = re.compile(
    r"(?P<word>half past|half-past|(?:a )?quarter (?:past|after|to|of|before|till)|(?P<minutes>[a-z-]+|\d{1,2})(?: minutes)? (?P<side>past|to)) (?P<hour>[a-z]+|\d{1,2})(?: ?(?P<half>[ap])\.? ?m\.?)?(?: in the (?P<when>morning|afternoon|evening)| at (?P<night>night))?"
)

_WORD_CLOCK = re.compile(
    r"(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: ?o'?clock| ?(?P<half>[ap])\.? ?m\.?|(?= in the | at night))(?: in the (?P<when>morning|afternoon|evening)| at (?P<night>night))?"
)

NAMED = {"noon": 720, "midday": 720, "12 noon": 720, "midi": 720, "midi et demi": 750, "midi et demie": 750, "minuit et demi": 30, "mittag": 720, "mediodia": 720, "正午": 720, "midnight": 0, "12 midnight": 0, "12:00 noon": 720, "12:00 midnight": 0, "12:00 midday": 720, "minuit": 0,
          "mitternacht": 0, "medianoche": 0, "полдень": 720, "полночь": 0, "mezzogiorno": 720, "mezzanotte": 0}  # fmt: skip

CLOCK_WORDS = f"{spoken_clocks.WORDS} oclock clock past half quarter minutes am pm m p h hrs hours morning afternoon evening night utc gmt est pst cet et pt"


def times(bare: str) -> Iterator[Date]:
    """All times of day that a whole folded text can be."""
    if bare[-4:] == "time":
        bare = _ZONE_NAMED.sub(_in_short, bare)
    if bare in NAMED:
        yield Date(minute=NAMED[bare])
    clock = _CLOCK.fullmatch(bare)
    if clock is not None and not bare.isdigit():
        yield from _clock(int(clock["hour"]), int(clock["minute"] or clock["past"] or 0), clock)
    military = _MILITARY.fullmatch(bare) if bare[:1] <= "2" else None
    if military is not None:
        yield Date(minute=60 * int(military["hour"]) + int(military["minute"]))
    said = _SAID.fullmatch(bare)
    if said is not None:
        yield from _said(said)
    if bare[-1:] > "9":
        yield from _in_two(bare)
    word = _WORD_CLOCK.fullmatch(bare)
    if word is not None:
        yield from _clock(CARDINALS[word["hour"]], 0, word)
    said_abroad = spoken_clock(bare)
    if said_abroad is not None:
        yield Date(minute=said_abroad[0], loose=said_abroad[1] == "loose")
    yield from asian_clock(bare)


def _clock(hour: int, minute: int, found: re.Match[str]) -> Iterator[Date]:
    given = found.groupdict()
    half = given.get("half") or _TIME_OF_DAY.get(given.get("when") or "")
    if given.get("night"):
        half = "p" if 5 < hour < 12 else "a"
    if hour > 24 or minute > 59 or (half and hour > 12):
        return
    zone = _ZONES.get(given.get("zone") or "")
    second = int(given.get("second") or 0)
    past = minute + Fraction(second, 60) if second else minute
    if half:
        yield Date(minute=hour % 12 * 60 + past + 720 * (half == "p"), zone=zone)
    else:
        yield Date(minute=hour % 24 * 60 + past, loose=1 <= hour <= 12, zone=zone)


_BEFORE = re.compile(r" (?:to|of|before|till)$")
_OF_TWO = re.compile(
    r"(?P<said>[a-z -]+?)(?: ?(?P<half>[ap])\.? ?m\.?)?(?: in the (?P<when>morning|afternoon|evening)| at (?P<night>night))?"
)


def _in_two(bare: str) -> Iterator[Date]:
    """A time of day that is said as its hour and its minute: six thirty pm."""
    found = _OF_TWO.fullmatch(bare)
    numbers = None if found is None else said_in_two(found["said"])
    if found is not None and numbers is not None and numbers[0] <= _LAST_HOUR:
        yield from _clock(*numbers, found)


_LAST_HOUR = 12


def may_be_hours(text: str) -> bool:
    """Whether a text can be a stretch of time rather than a time of day: 17 h."""
    return _IN_HOURS.search(text) is not None


def _said(found: re.Match[str]) -> Iterator[Date]:
    hour = int(found["hour"]) if found["hour"].isdigit() else CARDINALS.get(found["hour"])
    minutes = 30 if "half" in found["word"] else 15 if "quarter" in found["word"] else None
    if minutes is None:
        told = found["minutes"]
        read = spelled(told)
        minutes = int(told) if told.isdigit() else None if read is None else int(read[0])
    if hour is None or minutes is None or minutes > 59:
        return
    if found["side"] and minutes % 5 and "minute" not in found["word"]:
        return  # a range: four to six
    signed = -minutes if _BEFORE.search(found["word"]) is not None else minutes
    for one in _clock(hour, 0, found):
        yield Date(minute=((one.minute or 0) + signed) % 1440, loose=one.loose)
