"""Units of measure and currencies: what each is a multiple of."""

# ruff: noqa: E501  (tables and patterns are read by the line)

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, pairwise

from attrs import frozen

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.unit_names import COMPOSED, QUALIFIERS, QUALIFIERS_BEHIND
from trustcore_strategies.answers.unit_tables import ALSO, METRIC, OTHER, POWERS, PREFIXES

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
        nouns: What is counted or measured, folded, in order; "/" stands before what it is a rate
            of, "~" before what makes another unit of the unit: 30 business days are no 30 days.
    """

    factor: Fraction = Fraction(1)
    dimensions: Dimensions = ()
    nouns: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it is no unit, as that of a mere number."""
        return not self.dimensions and not self.nouns and self.factor == 1


BARE = (Unit(),)
"""What is read as the unit of a mere number."""


@cache
def _symbols() -> Mapping[str, tuple[tuple[Fraction, Dimensions], ...]]:
    """Symbols as they are written and names folded, each with all that it can mean."""
    known: dict[str, list[tuple[Fraction, Dimensions]]] = {}
    for symbols, names, factor, dimensions in _rows(METRIC):
        for prefix, spelled in [("", ("",)), *PREFIXES.items()]:
            scale = Fraction(10) ** POWERS.get(prefix, 0) * factor
            short = [prefix + symbol for symbol in symbols]
            short += [
                f"{name}s" for name in short if prefix in {"k", "c", "m"} and name[1:] in _PLURAL
            ]
            long = [front + name for front in spelled for name in names]
            _add(known, [*short, *long, *(name + "s" for name in long)], scale, dimensions)
    for symbols, names, factor, dimensions in _rows(OTHER):
        _add(known, [*symbols, *names, *(name + "s" for name in names)], factor, dimensions)
    for symbols, names, factor, dimensions in _rows(ALSO):
        for name in (*symbols, *names):
            known.setdefault(name, []).append((factor, dimensions))
    return {name: tuple(meanings) for name, meanings in known.items()}


_PLURAL = frozenset(("m", "g", "l", "L"))
"""Units with a prefix to whose signs an s is put, though none belongs there: kgs."""


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
_IN_ONE = re.compile(r"(?<=\w) in (?:1|one|an?|every|each) ([^\W\d_]+)$")
"""Of what a number is told: 1.6 kilometers in 1 mile."""

_SYMBOL = re.compile(r"(?<=[^\W\d_]{3}) \((?:or )?([^()\d ]{1,15})$")
"""A unit's symbol in brackets behind its name: kilogram (kg)."""

_SQUARED = {"square": 2, "sq": 2, "sq.": 2, "squared": 2, "cubic": 3, "cu": 3, "cubed": 3, "quadrat": 2,
            "平方": 2, "立方": 3, "\u043a\u0432": 2, "\u043a\u0432.": 2, "\u043a\u0443\u0431": 3, "\u043a\u0443\u0431.": 3,
            "\u043a\u0432\u0430\u0434\u0440\u0430\u0442\u043d\u044b\u0445": 2, "\u043a\u0432\u0430\u0434\u0440\u0430\u0442\u043d\u044b\u0439": 2, "\u043a\u0443\u0431\u0438\u0447\u0435\u0441\u043a\u0438\u0445": 3}  # fmt: skip
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
_COMPOSED_NAME = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, sorted(COMPOSED, key=len, reverse=True)))})(?![^\W\d_])", re.IGNORECASE)  # fmt: skip
_LETTERS = re.compile(r"[a-z]+")
_COMPOSED_CUES = frozenset(tuple(_LETTERS.findall(name)[:2]) for name in COMPOSED)
"""The first two words of each of them."""

_REACHES = re.compile(r"to|or|bis|until|through|hasta|till|a|à|до|and|e|et|und|y|en|och")
_NO_UNIT = re.compile(r"[,;:!?\"=<>|]")
"""Marks of which no unit has one."""

_UNIT_SIGNS = "\u00b0%\u2030$\u00a2\u00a3\u00a5"
_MONEY_SIGNS = frozenset("$\u20ac\u00a3\u00a5")
_MOST = 8
"""Words; what is longer is no unit."""

_CONSTANTS = frozenset(("\u03c0", "pi"))
"""Behind a number they make an expression of it."""

_VERBS = frozenset(
    "is are was were has have had equals makes gives means be costs minus plus".split()
)
"""Words that make a sentence of a number and what follows it."""


def units(text: str) -> tuple[Unit, ...] | None:
    """Everything that a text can mean as a unit; None where it is too long to be one.

    Words that are no known unit are kept as what is counted: "5 km north", "3 times per day".
    """
    if not text:
        return BARE
    return None if _NO_UNIT.search(text) is not None else _units(text)


@lru_cache(maxsize=2_000)
def _units(text: str) -> tuple[Unit, ...] | None:
    text = _POINTS.sub("pp", text.strip(" ()[]"))
    if " " in text or "-" in text or "/" in text:
        text = _in_one_word(text)
    text = _of_one_unit(text)
    found = [(piece[0], piece[1]) for piece in islice(_TOKEN.finditer(text), _MOST + 1)]
    raised = text in {"squared", "cubed"}  # 20 squared is another number
    if raised or len(found) > _MOST or any(token.lower() in _VERBS for token, _ in found):
        return None
    readings: list[tuple[Fraction, dict[str, int], tuple[str, ...]]] = [(Fraction(1), {}, ())]
    power, sign = 1, 1
    rate = text[:1] == "/" and text[1:2].isalpha()
    for place, (token, _) in enumerate(found):
        folded = fold(token)
        if folded in _DIVIDES and (place or folded == "per" or rate):
            sign = -1
        elif folded in _SQUARED:
            power = _SQUARED[folded]
        elif (folded in _IDLE and len(found) > 1) or token[0] in "^(":
            continue
        elif _is_no_unit(found, place):
            return None
        elif not token.isdecimal():
            power = _power_after(found, place) or power
            readings = _extended(readings, _qualifier(found, place) or token, power * sign)
            power, sign = 1, 1
    return tuple(
        Unit(factor, tuple(sorted((name, n) for name, n in powers.items() if n)), nouns)
        for factor, powers, nouns in readings
    )


def _of_one_unit(text: str) -> str:
    """A text without what says the unit again by its symbol, or of which unit it is told."""
    for pattern in (_IN_ONE, _SYMBOL):
        found = pattern.search(text)
        if found is None:
            continue
        mine, theirs = (
            meanings(word) for word in (text[: found.start()].rsplit(maxsplit=1)[-1], found[1])
        )
        again = set(mine) & set(theirs) if pattern is _SYMBOL else _kinds(mine) & _kinds(theirs)
        text = text[: found.start()] if again else text
    return text


def _kinds(found: tuple[tuple[Fraction, Dimensions], ...]) -> set[Dimensions]:
    return {dimensions for _, dimensions in found}


def _in_one_word(text: str) -> str:
    """A text with one word for each name of a unit in several: fluid ounce, km/h."""
    if text.isascii() and _COMPOSED_CUES.isdisjoint(pairwise(_LETTERS.findall(text.lower()))):
        return text
    return _COMPOSED_NAME.sub(lambda found: COMPOSED.get(fold(found[0]), found[0]), text)


def _is_no_unit(found: list[tuple[str, str | None]], place: int) -> bool:
    """Whether a piece shows that the text is no unit: a number, a sign, the other end of a range."""
    token = found[place][0]
    if token in _CONSTANTS:
        return True
    before = found[place - 1][0] if place else ""
    if token.isdecimal():
        return len(token) > 1 or not meanings(before) or before in _MONEY_SIGNS
    if before and _REACHES.fullmatch(before) and is_number_word(fold(token)):
        return True
    return not (token[0].isalpha() or token[0] in _UNIT_SIGNS or "\u20a0" <= token[0] <= "\u20bf")


def _qualifier(found: list[tuple[str, str | None]], place: int) -> str | None:
    """What a word makes of the unit behind it, or of one before it in the languages that do so."""
    word = fold(found[place][0])
    qualifier = QUALIFIERS_BEHIND.get(word) if place else None
    if qualifier is None and word in QUALIFIERS:
        behind = [after for after, _ in found[place + 1 : place + 3] if after != "-"]
        qualifier = QUALIFIERS[word] if behind and meanings(behind[0]) else None
    return None if qualifier is None else "~" + qualifier


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
