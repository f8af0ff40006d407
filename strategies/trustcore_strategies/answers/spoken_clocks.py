"""Times of day as they are said in German, French, Spanish, Italian and Portuguese.

"halb sieben", "six heures et demie" and "a las siete menos cuarto de la tarde" are read here.
"""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.numerals import CARDINALS, spelled

PARTS_OF_DAY = {
    "morgens": "a", "vormittags": "a", "fruh": "a", "am morgen": "a", "am vormittag": "a", "nachmittags": "p", "abends": "p", "am abend": "p", "am nachmittag": "p",
    "du matin": "a", "de lapres-midi": "p", "de l'apres-midi": "p", "du soir": "p", "de la manana": "a", "de la madrugada": "a", "de la tarde": "p", "de la noche": "p",
    "di mattina": "a", "del mattino": "a", "di sera": "p", "della sera": "p", "del pomeriggio": "p", "da manha": "a", "da tarde": "p", "da noite": "p",
}  # fmt: skip
"""Which half of the day a part of it is in."""

WORDS = "halb viertel dreiviertel demie media cuarto mezza quarto meia uhr heures heure horas hora ore matin soir apres midi abends morgens vormittags nachmittags fruh manana madrugada tarde noche mattina mattino sera pomeriggio manha noite alle menos moins meno"
"""Words of one of which a time of day that is said so has one, but for an article in front."""

_PARTS = "|".join(sorted(PARTS_OF_DAY, key=len, reverse=True))
_GERMAN = re.compile(
    rf"(?:um )?(?P<minutes>halb|viertel nach|viertel vor|dreiviertel) (?P<hour>[a-z]+|\d{{1,2}})(?: uhr)?(?: (?P<part>{_PARTS}))?"
)
_OF_GERMAN = {"halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15}
_ROMANCE = re.compile(
    rf"(?P<article>(?:a )?l[ae]s?|alle|all|as|um|a|gegen|vers) ?(?<= )(?P<hour>[a-z]{{2,14}}|\d{{1,2}})(?: (?P<unit>uhr|heures?|horas?|ore|h))?(?P<behind>(?! (?:{_PARTS})$) (?:(?:y|et|e|menos|moins|meno) )?(?:un |le )?(?:[a-z-]{{2,14}}|\d{{1,2}}))?(?: (?P<part>{_PARTS}))?"
    rf"|(?P<bare>[a-z]{{2,14}}|\d{{1,2}})(?: (?P<named>uhr|heures?|horas?|ore))?(?P<further>(?! (?:{_PARTS})$) (?:(?:y|et|e|menos|moins|meno) )?(?:un |le )?(?:[a-z-]{{2,14}}|\d{{1,2}}))?(?: (?P<when>{_PARTS}))?"
)
_MINUTES = re.compile(
    r" (?P<joined>(?:y|et|e|menos|moins|meno) )?(?:un |le )?(?P<minutes>[a-z-]{2,14}|\d{1,2})"
)
_NAMED = {"media": 30, "demie": 30, "mezza": 30, "meia": 30, "cuarto": 15, "quart": 15, "quarto": 15}  # fmt: skip
_ARTICLES = frozenset(("a la", "a las", "la", "las", "alle", "all", "as"))
"""Articles behind which a number is the time of day."""

_LAST_HOUR = 24


def spoken_clock(bare: str) -> tuple[int, str] | None:
    """The minute of a day that a folded text says, and the half of it in which it is, if told."""
    german = _GERMAN.fullmatch(bare)
    if german is not None:
        return _time(german["hour"], _OF_GERMAN[german["minutes"]], german["part"])
    found = _ROMANCE.fullmatch(bare)
    if found is None:
        return None
    part = found["part"] or found["when"]
    unit, behind = found["unit"] or found["named"], found["behind"] or found["further"]
    if not (unit or part or found["article"] in _ARTICLES):
        return None
    minutes = 0 if behind is None else _minutes(behind, unit)
    return None if minutes is None else _time(found["hour"] or found["bare"], minutes, part)


def _minutes(behind: str, unit: str | None) -> int | None:
    """The minutes past an hour, less than none in front of it: y media, moins le quart, dreißig."""
    found = _MINUTES.fullmatch(behind)
    if found is None or not (found["joined"] or unit):
        return None
    said = found["minutes"]
    minutes = _NAMED.get(said)
    if minutes is None:
        read = spelled(said) if said.isalpha() or "-" in said else None
        minutes = int(said) if said.isdecimal() else None if read is None else int(read[0])
    if minutes is None or minutes > 59:
        return None
    return -minutes if found["joined"] and found["joined"][0] == "m" else minutes


def _time(hour: str, minutes: int, part: str | None) -> tuple[int, str] | None:
    number = int(hour) if hour.isdecimal() else CARDINALS.get(hour)
    half = PARTS_OF_DAY.get(part or "", "")
    if number is None or number > _LAST_HOUR or (half and number > _LAST_HOUR // 2):
        return None
    if half:
        number = number % 12 + 12 * (half == "p")
    return (60 * number + minutes) % 1440, half or ("loose" if 1 <= number <= 12 else "told")
