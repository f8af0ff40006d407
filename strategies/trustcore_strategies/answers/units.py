"""Units of measure and currencies: what each is a multiple of."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from attrs import frozen

from trustcore_strategies.answers.folding import fold

_PREFIXES = {
    "k": ("kilo", "chilo", "кило"), "M": ("mega",), "G": ("giga",), "T": ("tera",), "P": ("peta",),
    "h": ("hecto", "hekto"), "d": ("deci", "dezi"), "c": ("centi", "zenti", "санти"),
    "m": ("milli", "mili", "милли"), "\u03bc": ("micro", "mikro", "микро"), "u": (), "n": ("nano",), "p": ("pico",),
}  # fmt: skip
_POWERS = {"k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "h": 2, "d": -1, "c": -2, "m": -3,
           "\u03bc": -6, "u": -6, "n": -9, "p": -12}  # fmt: skip

_METRIC = """
m: meter metre metro metri metr метр | 1 L
g: gram gramme gramm grammo gramo грамм | 1 M
l L: liter litre litro litri литр | 1/1000 L3
s: second seconde sekunde secondo segundo секунда | 1 T
W: watt | 1 power
J: joule | 1 energy
V: volt | 1 voltage
A: ampere amp | 1 current
Hz: hertz | 1 frequency
N: newton | 1 force
Pa: pascal | 1 pressure
B: byte | 8 data
b: bit | 1 data
cal: calorie kalorie | 523/125 energy
eV: electronvolt | 1602176634/10000000000000000000000000000 energy
Wh: watthour | 3600 energy
mol: mole | 1 amount
\u03a9: ohm | 1 resistance
F: farad | 1 capacitance
bps: | 1 bps
bar: | 100000 pressure
"""
_OTHER = """
min mins: minute minuto minuti минута 分钟 分 分間 분 minuten | 60 T
h hr hrs: hour heure stunde hora ora час 小时 時間 시간 stunden horas ore часов часа | 3600 T
sec secs: 秒 초 | 1 T
: day tag jour dia giorno день дней дня 天 日 일 tage dias giorni | 86400 T
wk wks: week woche semaine semana settimana неделя 周 週間 주 wochen | 604800 T
: fortnight | 1209600 T
mo mos: month monat mois mes mese месяц 个月 ヶ月 개월 monate meses mesi | 2629800 T
yr yrs y: year jahr an annee ano anno год лет года 年 년 jahre anni anos | 31557600 T
: decade jahrzehnt decennie decada | 315576000 T
: century centuries jahrhundert siecle siglo secolo | 3155760000 T
: millennium millennia | 31557600000 T
in: inch inches zoll pouce pulgada | 127/5000 L
ft: foot feet pied | 381/1250 L
yd yds: yard | 1143/1250 L
mi: mile meile milla miglia | 201168/125 L
nmi: | 1852 L
ly: lightyear light-year | 9460730472580800 L
au AU: | 149597870700 L
\u00c5: angstrom | 1/10000000000 L
\u03bc micron: micron | 1/1000000 L
公里 千米: | 1000 L
米: | 1 L
厘米: | 1/100 L
公斤 千克: | 1000 M
克: | 1 M
斤: | 500 M
км: | 1000 L
м: | 1 L
см: | 1/100 L
мм: | 1/1000 L
кг: | 1000 M
г: | 1 M
л: | 1/1000 L3
ч: | 3600 T
мин: | 60 T
с сек: | 1 T
kilo kilos: | 1000 M
t: tonne tonnes | 1000000 M
st: stone | 6350293/1000 M
lb lbs: pound | 45359237/100000 M
oz: ounce | 45359237/1600000 M
acre ac: acre | 316160658/78125 L2
ha: hectare hektar | 10000 L2
gal: gallon | 473176473/125000000000 L3
qt: quart | 473176473/500000000000 L3
pt: pint | 473176473/1000000000000 L3
: cup | 473176473/2000000000000 L3
floz: | 473176473/16000000000000 L3
tbsp: tablespoon | 473176473/32000000000000 L3
tsp: teaspoon | 157725491/32000000000000 L3
cc: | 1/1000000 L3
atm: atmosphere | 101325 pressure
psi: | 689476/100 pressure
mmHg: | 133322/1000 pressure
hp: horsepower | 7457/10 power
rpm: | 1 rotation
ppm: | 1 parts
dB: decibel | 1 level
rad: radian | 180000000/3141593 angle
KiB: kibibyte | 8192 data
MiB: mebibyte | 8388608 data
GiB: gibibyte | 8589934592 data
mph: | 1397/3125 L T-1
kph kmh: | 5/18 L T-1
knot kn kt: knot | 463/900 L T-1
%: percent prozent procent pourcent percentage процент процентов | 1 %
pp: | 1 points
\u00b0C \u2103: celsius centigrade | 1 celsius
\u00b0F \u2109: fahrenheit | 1 fahrenheit
K: kelvin | 1 kelvin
\u00b0: degree deg grad degre grado градус градусов 度 도 grados gradi | 1 angle
$ US$ USD: dollar buck | 1 USD
\u20ac EUR: euro евро 欧元 | 1 EUR
\u00a3 GBP: quid | 1 GBP
\u00a5 JPY \u5186: yen | 1 JPY
CNY RMB \u5143: yuan renminbi | 1 CNY
\u20b9 INR Rs: rupee | 1 INR
\u20bd RUB: ruble rouble рубль рублей | 1 RUB
\u20a9 KRW: won 원 | 1 KRW
CHF: franc franken | 1 CHF
C$ CA$ CAD: | 1 CAD
A$ AU$ AUD: | 1 AUD
NZ$ NZD: | 1 NZD
HK$ HKD: | 1 HKD
S$ SGD: | 1 SGD
R$ BRL: | 1 BRL
MXN: peso | 1 MXN
\u20aa ILS: shekel | 1 ILS
\u20ba TRY: lira | 1 TRY
PLN: zloty | 1 PLN
SEK: krona kronor | 1 SEK
\u20bf BTC: bitcoin | 1 BTC
\u00a2: cent | 1/100 USD
p: penny pence | 1/100 GBP
"""
_ALSO = """
pound: | 1 GBP
pounds: | 1 GBP
cent: | 1/100 EUR
cents: | 1/100 EUR
\u00b0: degree degrees | 1 celsius
degree: | 1 fahrenheit
degrees: | 1 fahrenheit
\u00a5: | 1 CNY
C: | 1 celsius
F: | 1 fahrenheit
ton: | 1000000 M
tons: | 1000000 M
ton: | 90718474/100 M
tons: | 90718474/100 M
oz: | 473176473/16000000000000 L3
"""
Dimensions = tuple[tuple[str, int], ...]
_POINTS = re.compile(
    r"percentage[ -]points?|percent[ -]points?|procentpoints?|prozentpunkte?|points de pourcentage"
)


@frozen
class Unit:
    """A unit as a multiple of base units, or of words that are no known unit.

    Attributes:
        factor: How many base units it is.
        dimensions: The powers of the base units; empty for a mere number.
        nouns: What is counted or measured, folded, in order.
    """

    factor: Fraction = Fraction(1)
    dimensions: Dimensions = ()
    nouns: tuple[str, ...] = ()


@cache
def _symbols() -> Mapping[str, tuple[tuple[Fraction, Dimensions], ...]]:
    """Symbols as they are written and names folded, each with all that it can mean."""
    known: dict[str, list[tuple[Fraction, Dimensions]]] = {}
    for symbols, names, factor, dimensions in _rows(_METRIC):
        for prefix, spelled in [("", ("",)), *_PREFIXES.items()]:
            scale = Fraction(10) ** _POWERS.get(prefix, 0) * factor
            short = [prefix + symbol for symbol in symbols]
            long = [front + name for front in spelled for name in names]
            _add(known, [*short, *long, *(name + "s" for name in long)], scale, dimensions)
    for symbols, names, factor, dimensions in _rows(_OTHER):
        _add(known, [*symbols, *names, *(name + "s" for name in names)], factor, dimensions)
    for symbols, names, factor, dimensions in _rows(_ALSO):
        for name in (*symbols, *names):
            known.setdefault(name, []).append((factor, dimensions))
    return {name: tuple(meanings) for name, meanings in known.items()}


def _add(
    known: dict[str, list[tuple[Fraction, Dimensions]]],
    names: list[str],
    factor: Fraction,
    dimensions: Dimensions,
) -> None:
    for name in names:
        known[name] = [(factor, dimensions)]


def _rows(table: str) -> list[tuple[list[str], list[str], Fraction, Dimensions]]:
    rows = []
    for line in table.strip().splitlines():
        left, _, right = line.partition(" | ")
        symbols, _, names = left.partition(":")
        factor, *powers = right.split()
        parts = (re.fullmatch(r"(\D+?)(-?\d*)", power) for power in powers)
        dimensions = tuple(
            sorted((part[1], int(part[2] or 1)) for part in parts if part is not None)
        )
        rows.append((symbols.split(), names.split(), Fraction(factor), dimensions))
    return rows


def meanings(word: str) -> tuple[tuple[Fraction, Dimensions], ...]:
    """All that a unit's symbol or name can mean; empty for what is no unit."""
    known = _symbols()
    return known.get(word) or known.get(word.rstrip(".")) or known.get(fold(word).rstrip("."), ())


_TOKEN = re.compile(
    r"[^\W\d_]*\$|[\u00b0]\s?[CFK]\b|[^\W\d_][^\W\d_'\u0900-\u0dff-]*\.?|[\u00b0%\u00a2\u20a0-\u20bf\u00a3\u00a5]|\^\s?[({]?(-?\d)[)}]?|[/*]|\d|\S"
)
_SQUARED = {"square": 2, "sq": 2, "sq.": 2, "squared": 2, "cubic": 3, "cu": 3, "cubed": 3, "quadrat": 2,
            "平方": 2, "立方": 3}  # fmt: skip
_DIVIDES = frozenset({"per", "/", "a", "an", "each", "every", "pro", "par", "por", "al", "в"})
_IDLE = frozenset(
    {
        "of",
        "the",
        "in",
        "total",
        "*",
        "-",
        "de",
        "about",
        "left",
        "remaining",
        "each.",
        "altogether",
        "now",
        "only",
        "exactly",
        "approximately",
        "approx",
        "and",
    }
)
_COMPOSED = {"percent points": "pp", "light years": "lightyears", "light year": "lightyear", "fl oz": "floz",
             "fluid ounces": "floz", "fluid ounce": "floz", "nautical miles": "nmi", "nautical mile": "nmi",
             "km/h": "kmh", "kilowatt hours": "kilowatthours", "kilowatt hour": "kilowatthour", "per cent": "percent",
             "degrees celsius": "celsius", "degree celsius": "celsius", "degrees fahrenheit": "fahrenheit",
             "degree fahrenheit": "fahrenheit", "degrees c": "celsius", "degrees f": "fahrenheit",
             "deg c": "celsius", "deg f": "fahrenheit", "metric tons": "tonnes", "metric ton": "tonne",
             "us dollars": "dollars", "u.s. dollars": "dollars", "american dollars": "dollars", "canadian dollars": "CAD",
             "australian dollars": "AUD", "pounds sterling": "GBP", "british pounds": "GBP", "hong kong dollars": "HKD",
             "square": "square", "watt hours": "watthours", "watt-hours": "watthours", "kilowatt-hours": "kilowatthours",
             "gold coins": "gold coins", "grad celsius": "celsius", "degres celsius": "celsius", "grados celsius": "celsius"}  # fmt: skip
_COMPOSED_PATTERN = re.compile("|".join(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])" for name in sorted(_COMPOSED, key=len, reverse=True)), re.IGNORECASE)  # fmt: skip
_MOST = 8
"""Words; what is longer is no unit."""

_VERBS = frozenset(
    "is are was were has have had equals makes gives means be costs minus plus".split()
)
"""Words that make a sentence of a number and what follows it."""


def units(text: str) -> tuple[Unit, ...] | None:
    """Everything that a text can mean as a unit; None where it is too long to be one.

    Words that are no known unit are kept as what is counted: "5 km north", "3 times per day".
    """
    if not text:
        return (Unit(),)
    text = _POINTS.sub("pp", text.strip(" ()[]"))
    text = _COMPOSED_PATTERN.sub(lambda found: _COMPOSED.get(fold(found[0]), found[0]), text)
    found = [(piece[0], piece[1]) for piece in _TOKEN.finditer(text)]
    if len(found) > _MOST or any(token.lower() in _VERBS for token, _ in found):
        return None
    readings: list[tuple[Fraction, dict[str, int], tuple[str, ...]]] = [(Fraction(1), {}, ())]
    power, sign = 1, 1
    for place, (token, _) in enumerate(found):
        folded = fold(token)
        if folded in _DIVIDES and place:
            sign = -1
        elif folded in _SQUARED:
            power = _SQUARED[folded]
        elif (folded in _IDLE and len(found) > 1) or token[0] in "^(":
            continue
        elif token.isdecimal():
            if len(token) > 1 or not place or not meanings(found[place - 1][0]):
                return None
        elif not (
            token[0].isalpha()
            or token[0] in "\u00b0%$\u00a2\u00a3\u00a5"
            or "\u20a0" <= token[0] <= "\u20bf"
        ):
            return None
        else:
            power = _power_after(found, place) or power
            readings = _extended(readings, token, power * sign)
            power, sign = 1, 1
    return tuple(
        Unit(factor, tuple(sorted((name, n) for name, n in powers.items() if n)), nouns)
        for factor, powers, nouns in readings
    )


def _power_after(found: list[tuple[str, str | None]], place: int) -> int | None:
    """The power that is written after a unit: m^2, m2, metres squared."""
    if place + 1 >= len(found):
        return None
    token, raised = found[place + 1]
    if raised is not None:
        return int(raised)
    if token in {"2", "3"}:
        return int(token)
    return _SQUARED.get(token) if token in {"squared", "cubed"} else None


def _extended(
    readings: list[tuple[Fraction, dict[str, int], tuple[str, ...]]], token: str, power: int
) -> list[tuple[Fraction, dict[str, int], tuple[str, ...]]]:
    known = meanings(token)
    if not known:
        noun = fold(token).rstrip(".")
        noun = noun.removesuffix("s") if len(noun) > 3 else noun
        return [
            (factor, powers, (*nouns, noun if power > 0 else "/" + noun))
            for factor, powers, nouns in readings
        ]
    extended = []
    for factor, powers, nouns in readings[:4]:
        for unit_factor, dimensions in known[:4]:
            merged = dict(powers)
            for name, exponent in dimensions:
                merged[name] = merged.get(name, 0) + exponent * power
            extended.append((factor * unit_factor**power, merged, nouns))
    return extended
