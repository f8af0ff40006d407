"""Times of day, in figures and as they are said."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.east_asian import east_asian
from trustcore_strategies.answers.numerals import CARDINALS, spelled
from trustcore_strategies.answers.said_in_two import said_in_two

_TIME_OF_DAY = {
    "morning": "a", "morgens": "a", "vormittags": "a", "fruh": "a", "du matin": "a", "de la manana": "a", "di mattina": "a", "da manha": "a",
    "afternoon": "p", "evening": "p", "nachmittags": "p", "abends": "p", "de lapres-midi": "p", "de l'apres-midi": "p", "du soir": "p",
    "de la tarde": "p", "de la noche": "p", "di sera": "p", "del pomeriggio": "p", "da tarde": "p", "da noite": "p",
}  # fmt: skip
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

_SAID = re.compile(
    r"(?P<word>half past|half-past|(?:a )?quarter (?:past|after|to|of|before|till)|(?P<minutes>[a-z-]+|\d{1,2})(?: minutes)? (?P<side>past|to)) (?P<hour>[a-z]+|\d{1,2})(?: ?(?P<half>[ap])\.? ?m\.?)?(?: in the (?P<when>morning|afternoon|evening)| at (?P<night>night))?"
)

_WORD_CLOCK = re.compile(
    r"(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: ?o'?clock| ?(?P<half>[ap])\.? ?m\.?|(?= in the | at night))(?: in the (?P<when>morning|afternoon|evening)| at (?P<night>night))?"
)

_ASIAN_CLOCK = re.compile(
    r"(?P<part>上午|下午|午前|午後|오전|오후|早上|晚上)? ?(?P<hour>\d{1,2}|[一二两兩三四五六七八九十]{1,3}) ?(?:点|點|時|시)(?:(?P<half>半|반)|(?P<minute>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[分분])?"
)

_SPOKEN_MINUTES = {
    "halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15, "et demie": 30, "et quart": 15,
    "moins le quart": -15, "y media": 30, "y cuarto": 15, "menos cuarto": -15, "e mezza": 30, "e un quarto": 15, "meno un quarto": -15,
}  # fmt: skip

_SPOKEN_CLOCK = re.compile(
    r"(?:um )?(?P<german>halb|viertel nach|viertel vor|dreiviertel) (?P<hour_de>[a-z]+|\d{1,2})(?: uhr)?|(?:a )?(?P<hour_fr>[a-z]+|\d{1,2}) ?(?:heures?|h) (?P<behind>et demie|et quart|moins le quart)|(?:a )?l[ae]s? (?P<hour_es>[a-z]+|\d{1,2}) (?P<spanish>y media|y cuarto|menos cuarto|e mezza|e un quarto|meno un quarto)"
)

NAMED = {"noon": 720, "midday": 720, "12 noon": 720, "midi": 720, "mittag": 720, "mediodia": 720, "正午": 720, "midnight": 0, "12 midnight": 0, "12:00 noon": 720, "12:00 midnight": 0, "12:00 midday": 720, "minuit": 0,
          "mitternacht": 0, "medianoche": 0, "полдень": 720, "полночь": 0, "mezzogiorno": 720, "mezzanotte": 0}  # fmt: skip

CLOCK_WORDS = "halb viertel dreiviertel demie quart media cuarto mezza quarto oclock clock past half quarter minutes am pm m p h hrs hours heures heure matin soir abends morgens morning afternoon evening night uhr utc gmt est pst cet et pt"


def times(bare: str) -> Iterator[Date]:
    """All times of day that a whole folded text can be."""
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
    yield from _spoken_clock(bare)
    asian = _ASIAN_CLOCK.fullmatch(bare)
    if asian is not None:
        hour = _asian(asian["hour"])
        minute = 30 if asian["half"] else _asian(asian["minute"] or "0")
        later = (asian["part"] or "")[:2] in {"下午", "午後", "오후", "晚上"} and hour < 12
        yield Date(minute=hour * 60 + minute + 720 * later, loose=not asian["part"] and hour < 13)


def _asian(written: str) -> int:
    """A number in digits or in the signs of East Asia."""
    found = None if written.isdecimal() else east_asian(written)
    return int(written) if found is None else int(found[0])


def _spoken_clock(bare: str) -> Iterator[Date]:
    """Times as they are said in German, French and Spanish: halb sieben, six heures et demie."""
    found = _SPOKEN_CLOCK.fullmatch(bare)
    if found is None:
        return
    said = next(word for name, word in found.groupdict().items() if word and name[:4] == "hour")
    hour = int(said) if said.isdigit() else CARDINALS.get(said)
    part = found["german"] or found["behind"] or found["spanish"]
    if hour is not None and part in _SPOKEN_MINUTES and 0 < hour < 25:
        yield Date(minute=(60 * hour + _SPOKEN_MINUTES[part]) % 1440, loose=hour <= 12)


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
