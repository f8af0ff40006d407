"""Notations of one field, where a question asks for it: keys of music, scores, reactions, elements."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable
from functools import partial

from trustcore_strategies.answers.elements import element
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.game_notations import card, castling, meter
from trustcore_strategies.answers.initialed_numbers import isotope

_LONGEST = 200
"""Characters; a longer text gives more than one value of a notation."""

_KEY = re.compile(
    r"(?<![^\W\d_])(?P<letter>[A-Ha-h])(?P<sign>[#b\u266f\u266d]|[ -]?(?:sharp|flat)|is|es)?(?:[ -]?(?P<german>dur|moll)|[ -](?P<mode>major|minor|maj|min|majeur|mineur|mayor|menor|maggiore|minore))\b",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?<![\w.])(?P<one>\d{1,3}|[a-z]{3,5}) ?(?:[-:]| to ) ?(?P<other>\d{1,3}|[a-z]{3,5})(?![\w.])",
    re.IGNORECASE,
)
_TALLY = {word: str(count) for count, word in enumerate("zero one two three four five six seven eight nine".split())} | {"nil": "0", "love": "0"}  # fmt: skip
_OFFSET = re.compile(
    r"(?:UTC|GMT) ?(?P<sign>[-+])? ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
)
_ARROW = re.compile(r" ?(?:\u2192|\u27f6|-+>|=+>|\u21cc|\u2194|=) ?")
_TERM = re.compile(
    r"(?P<count>\d{0,3}) ?\*? ?(?P<formula>(?:[A-Z][a-z]?\d{0,3}|[()\[\]]\d{0,2})+(?:\^?\d?[-+])?)(?: ?\((?:s|l|g|aq)\))?"
)
_FACTOR = re.compile(r"(?P<base>\d{1,9})(?:\^[({]?(?P<power>\d{1,2})[)}]?)?")
_BETWEEN_FACTORS = re.compile(r"\s*[*x]\s*|,? and |,\s*")
_WORKED = re.compile(r"^\d{1,12} ?= ?")


def key(text: str) -> Hashable | None:
    """A key of music: its note, the sign of that and its mode; None where a text names none."""
    found = _KEY.search(text)
    if found is None:
        return None
    letter, sign = found["letter"].lower(), (found["sign"] or "").strip(" -").lower()
    mode = (found["german"] or found["mode"]).lower()
    flat = sign in {"b", "\u266d", "flat", "es"}
    if found["german"] and letter in "hb" and not sign:
        letter, flat = "b", letter == "b"  # H is B, and B is B flat
    return (
        letter,
        -1 if flat else 1 if sign else 0,
        mode in {"dur", "maj"} or mode.startswith(("ma", "may")),
    )


_NOTE = re.compile(
    r"(?:the )?(?:note |key |black key )?(?P<letter>[A-Ga-g])(?P<sign>#|b|\u266f|\u266d|[ -](?:sharp|flat))?(?: note)?\.?"
)
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}


def note(text: str) -> Hashable | None:
    """How many semitones the one note that a text names lies above C: C# is Db."""
    found = _NOTE.fullmatch(text.strip())
    if found is None:
        return None
    sign = (found["sign"] or "").strip(" -")
    raised = -1 if sign in {"b", "\u266d", "flat"} else 1 if sign else 0
    return (_SEMITONES[found["letter"].lower()] + raised) % 12


def score(text: str) -> Hashable | None:
    """The only score in a text: how many the one had and how many the other."""
    found = [
        tuple(_TALLY.get(fold(side), side) for side in one.groups())
        for one in _SCORE.finditer(text)
    ]
    tallies = {pair for pair in found if all(side.isdecimal() for side in pair)}
    return tallies.pop() if len(tallies) == 1 else None


def offset(text: str) -> Hashable | None:
    """How many minutes a zone is ahead of UTC; None where a text names no such offset."""
    found = _OFFSET.search(text)
    if found is None:
        return None
    minutes = 60 * int(found["hours"]) + int(found["minutes"] or 0)
    return -minutes if found["sign"] == "-" else minutes


def reaction(text: str) -> Hashable | None:
    """A reaction: what goes in and what comes out, in any order."""
    sides = _ARROW.split(text.strip(" .$"))
    if len(sides) != 2:
        return None
    terms = [[_TERM.fullmatch(term.strip()) for term in side.split(" + " if " + " in side else "+")] for side in sides]  # fmt: skip
    if not all(term is not None for side in terms for term in side):
        return None
    counted = [
        Counter(
            {re.sub(r"\^", "", term["formula"]): int(term["count"] or 1) for term in side if term}
        )
        for side in terms
    ]
    return tuple(frozenset(side.items()) for side in counted)


def factors(text: str) -> Hashable | None:
    """The factors of a product or a list, each as often as it is there."""
    bare = _WORKED.sub("", text.strip(" .$"))
    parts = [_FACTOR.fullmatch(part) for part in _BETWEEN_FACTORS.split(bare)]
    if len(parts) < 2 and "^" not in bare:
        return None
    if not all(parts):
        return None
    counted: Counter[str] = Counter()
    for part in filter(None, parts):
        counted[part["base"]] += int(part["power"] or 1)
    return frozenset(counted.items())


_CONFIGURED = re.compile(r"(?P<shell>[1-7][spdf])\^?[({]?(?P<count>\d{1,2})[)}]?")
_CORES = {"He": "1s2", "Ne": "1s2 2s2 2p6", "Ar": "1s2 2s2 2p6 3s2 3p6", "Kr": "1s2 2s2 2p6 3s2 3p6 4s2 3d10 4p6", "Xe": "1s2 2s2 2p6 3s2 3p6 4s2 3d10 4p6 5s2 4d10 5p6"}  # fmt: skip
_CORE = re.compile(r"\[(He|Ne|Ar|Kr|Xe)\]")


def configuration(text: str) -> Hashable | None:
    """The electrons of each shell, those of a noble gas in brackets among them."""
    whole = _CORE.sub(lambda core: _CORES[core[1]] + " ", text)
    found = {one["shell"]: int(one["count"]) for one in _CONFIGURED.finditer(whole)}
    return frozenset(found.items()) if found else None


_EXCEPTION = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Iteration)\b")
_STATUS = re.compile(r"(?<![\w.])[1-5]\d\d(?![\w.]\d)")


def exception(text: str) -> Hashable | None:
    """The one class of exceptions that a text names."""
    found = set(_EXCEPTION.findall(text))
    return found.pop() if len(found) == 1 else None


def status(text: str) -> Hashable | None:
    """The one status code of HTTP that a text names."""
    found = set(_STATUS.findall(text))
    return found.pop() if len(found) == 1 else None


_NUMERALS = {
    2: re.compile(r"(?P<mark>0[bB])?(?P<digits>[01]{1,32})(?P<base>_[({]?2[)}]?|b)?"),
    8: re.compile(r"(?P<mark>0[oO])?(?P<digits>[0-7]{1,32})(?P<base>_[({]?8[)}]?)?"),
    16: re.compile(r"(?P<mark>0[xX]|#)?(?P<digits>[\dA-Fa-f]{1,32})(?P<base>_[({]?16[)}]?|[hH])?"),
}
_DIGITS_ALONE = re.compile(r"\D*\d|[A-F]{1,8}$|[a-f]{1,2}$")
"""Without a mark of the base, more small letters alone are a word: bad, face."""


def numeral(base: int, text: str) -> Hashable | None:
    """The digits of a numeral in a base, without what marks that base: 0xFF, 1010_2."""
    found = _NUMERALS[base].fullmatch(text.strip(" .$"))
    if found is None:
        return None
    marked = found["mark"] or found["base"]
    told = marked or _DIGITS_ALONE.match(found["digits"])
    return found["digits"].upper() if told else None


Notation = Callable[[str], Hashable | None]
"""What a text says in a notation; None where it says nothing in it."""

_NOTATIONS: tuple[tuple[str, frozenset[str], Notation], ...] = (
    ("key", frozenset("key scale tonality tonart tonalite tonalidad tonalita symphony sonata concerto".split()), key),
    ("note", frozenset("note notes pitch piano keyboard fret".split()), note),
    ("isotope", frozenset("isotope isotopes nuclide radioisotope radioactive dating".split()), isotope),
    ("meter", frozenset("signature taktart mesure".split()), meter),
    ("card", frozenset("card cards karte carte carta".split()), card),
    ("castling", frozenset("castle castles castled castling".split()), castling),
    ("score", frozenset("score scoreline result ergebnis endstand marcador resultat punteggio".split()), score),
    ("offset", frozenset("utc gmt zone timezone offset zeitzone".split()), offset),
    ("binary", frozenset(("binary",)), partial(numeral, 2)),
    ("octal", frozenset(("octal",)), partial(numeral, 8)),
    ("hexadecimal", frozenset(("hexadecimal",)), partial(numeral, 16)),
    ("reaction", frozenset("equation reaction balance balanced reaktion gleichung reaktionsgleichung".split()), reaction),
    ("factors", frozenset("factor factors factorization factorisation factorize factorise primfaktoren".split()), factors),
    ("configuration", frozenset("configuration electronic elektronenkonfiguration".split()), configuration),
    ("exception", frozenset("exception exceptions error raised raise raises throws".split()), exception),
    ("status", frozenset("http status".split()), status),
    ("element", frozenset("element elements metal gas halogen atom atoms atomic metalloid nonmetal metall edelgas metaux elemento elemente".split()), element),
)  # fmt: skip


_CUES = frozenset().union(*(cues for _, cues, _ in _NOTATIONS))


def notations_of(words: Collection[str]) -> tuple[Notation, ...]:
    """The notations that a question of these words may ask for."""
    if _CUES.isdisjoint(words):
        return ()
    return tuple(notation for _, cues, notation in _NOTATIONS if not cues.isdisjoint(words))


def same_in_notation(one: str, other: str, notations: Collection[Notation]) -> float | None:
    """Whether two texts say the same in one of some notations; None where one says nothing in any."""
    if max(len(one), len(other)) > _LONGEST:
        return None
    for notation in notations:
        mine, theirs = notation(one), notation(other)
        if mine is not None and theirs is not None:
            return float(mine == theirs)
    return None
