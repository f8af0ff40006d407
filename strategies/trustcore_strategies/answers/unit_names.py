"""Names of units in several words, and words that make another unit of a unit."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from fractions import Fraction

_ONES = {
    "long ton": "longton", "imperial ton": "longton", "uk ton": "longton", "british ton": "longton", "short ton": "shortton", "us ton": "shortton",
    "u.s. ton": "shortton", "american ton": "shortton", "net ton": "shortton", "troy ounce": "troyounce", "ounce troy": "troyounce",
    "fine ounce": "troyounce", "troy pound": "troypound", "imperial gallon": "imperialgallon", "uk gallon": "imperialgallon",
    "british gallon": "imperialgallon", "imperial pint": "imperialpint", "uk pint": "imperialpint", "british pint": "imperialpint",
    "imperial quart": "imperialquart", "uk quart": "imperialquart", "british quart": "imperialquart", "imperial fluid ounce": "imperialfluidounce",
    "uk fluid ounce": "imperialfluidounce", "us gallon": "gallon", "u.s. gallon": "gallon", "american gallon": "gallon", "us pint": "pint",
    "u.s. pint": "pint", "us quart": "quart", "u.s. quart": "quart", "statute mile": "mile", "land mile": "mile", "international mile": "mile",
    "sea mile": "nmi", "leap year": "leapyear", "light second": "lightsecond", "light minute": "lightminute", "light hour": "lighthour",
    "metric tonne": "tonne", "calendar day": "day", "calendar week": "week", "calendar month": "month", "calendar year": "year", "solar day": "day",
    "avoirdupois ounce": "ounce", "avoirdupois pound": "pound", "new zealand dollar": "NZD", "singapore dollar": "SGD", "egyptian pound": "EGP",
    "brazilian real": "BRL", "imperial cup": "imperialcup",
}  # fmt: skip
COMPOSED = {
    "percent points": "pp", "light years": "lightyears", "light-years": "lightyears", "light-year": "lightyear", "light year": "lightyear", "fl oz": "floz", "fluid ounces": "floz", "fluid ounce": "floz",
    "nautical miles": "nmi", "nautical mile": "nmi", "km/h": "kmh", "y/o": "years", "per annum": "per year", "p.a": "per year", "basis points": "basispoints", "basis point": "basispoint", "per mille": "permille", "newton metres": "joules", "newton meters": "joules", "kilowatt hours": "kilowatthours", "kilowatt hour": "kilowatthour",
    "per cent": "percent", "por ciento": "percent", "pour cent": "percent", "per cento": "percent", "por cento": "percent", "degrees celsius": "celsius", "degree celsius": "celsius", "degrees fahrenheit": "fahrenheit",
    "degree fahrenheit": "fahrenheit", "degrees c": "celsius", "degrees f": "fahrenheit", "deg c": "celsius", "deg f": "fahrenheit",
    "metric tons": "tonnes", "metric ton": "tonne", "us dollars": "dollars", "u.s. dollars": "dollars", "american dollars": "dollars",
    "canadian dollars": "CAD", "australian dollars": "AUD", "pounds sterling": "GBP", "british pounds": "GBP", "hong kong dollars": "HKD",
    "watt hours": "watthours", "watt-hours": "watthours", "kilowatt-hours": "kilowatthours", "grad celsius": "celsius", "degres celsius": "celsius",
    "amp hours": "amphours", "amp hour": "amphour", "ampere hours": "amperehours", "ampere-hours": "amperehours", "milliamp hours": "milliamphours", "milliamp-hours": "milliamphours", "milliampere hours": "milliamperehours",
    "astronomical units": "AU", "astronomical unit": "AU",
    "grados celsius": "celsius", "degrees centigrade": "celsius", "degree centigrade": "celsius", "degrees kelvin": "kelvin", "degree kelvin": "kelvin",
    **_ONES, **{f"{name}s": meant if meant.isupper() or meant == "nmi" else f"{meant}s" for name, meant in _ONES.items()},
}  # fmt: skip
"""Names in several words, folded, and the one word that stands for each."""

_QUALIFYING = (
    ("work", "business working work workday bank office labor labour"),
    ("trading", "trading market"),
    ("school", "school academic teaching class"),
    ("credit", "credit semester contact"),
    ("fiscal", "fiscal financial tax budget"),
    ("person", "man person staff worker people"),
    ("leap", "leap"),
    ("lunar", "lunar synodic draconic"),
    ("sidereal", "sidereal"),
    ("dog", "dog cat"),
    ("light", "light"),
    ("planet", "martian venusian jovian galactic cosmic"),
    (
        "old",
        "roman irish scottish scots chinese danish swedish scandinavian survey geographical ancient russian spanish",
    ),
    ("troy", "troy apothecary apothecaries"),
    ("register", "register registered deadweight displacement freight"),
    ("board", "board"),
    ("dry", "dry"),
    ("force", "thermal"),
)
_NATIONS = "egyptian syrian lebanese sudanese jamaican taiwanese liberian namibian fijian barbadian bahamian bermudian guyanese zimbabwean mexican argentine argentinian chilean colombian cuban uruguayan philippine pakistani nepalese mauritian belgian french danish norwegian icelandic czech bulgarian romanian iraqi jordanian kuwaiti serbian australian canadian"
QUALIFIERS = {
    **{word: word for word in _NATIONS.split()},
    **{word: kind for kind, words in _QUALIFYING for word in words.split()},
}
"""Folded words in front of a unit that make another one of it, and what kind that is."""

_BEHIND = (
    (
        "work",
        "ouvrables ouvrable ouvres ouvre habiles habil laborables laborable lavorativi lavorativo feriali uteis util lectivos",
    ),
    ("force", "force"),
    ("troy", "troy"),
    ("light", "lumiere luz luce lumieres"),
)
QUALIFIERS_BEHIND = {word: kind for kind, words in _BEHIND for word in words.split()}
"""Folded words behind a unit that make another one of it."""

_HALF_HOUR = "demi-heure|demi heure|halbe stunde|media hora|mezzora|mezza ora|meia hora|полчаса|半小时|半小時|半个小时|半個小時|半時間|반시간|half uur"
_HOUR_AND_A_HALF = "heure et demie|anderthalb stunden|eineinhalb stunden|hora y media|ora e mezza|unora e mezza|hora e meia|полтора часа|一个半小时|一個半小時|1时间半|anderhalf uur"
_QUARTER = "quart dheure|viertelstunde|cuarto de hora|quarto dora|quarto de hora|четверть часа|一刻钟|kwartier"
HOURS = {
    phrase: Fraction(quarters, 4)
    for quarters, phrases in ((1, _QUARTER), (2, _HALF_HOUR), (6, _HOUR_AND_A_HALF))
    for phrase in phrases.split("|")
}
"""Hours in words, folded and without an article, in languages that join the number with the unit."""
HALF_WORDS = frozenset(word for phrase in HOURS for word in phrase.replace("-", " ").split()) - {
    "un",
    "y",
    "e",
    "et",
    "hora",
    "ora",
    "heure",
    "stunde",
    "stunden",
    "uur",
    "de",
    "часа",
}
"""Words of one of which such hours have one."""
