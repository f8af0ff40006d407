"""How far two names are of one bearer."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from difflib import SequenceMatcher

from trustcore_strategies.answers.given_names import same_given
from trustcore_strategies.answers.mononyms import are_bearers, family_of, is_bearer
from trustcore_strategies.answers.name import Name

QUALIFIERS = frozenset(
    "new north south east west northern southern eastern western central equatorial papua great greater upper lower old little"
    " inner outer saint san santa los las fort mount lake port cape mid non anti vice deputy former step grand great".split()
)

_LETTERS_ALIKE = 0.9
"""Share of letters of a long family name that is one in two ways to write it in Latin letters."""

_ENDING = re.compile(r"o(?:ff?|w)$")

_LONG_NAME = 8

_LATIN = ((re.compile(r"(?<=[aou])e(?=[^aeiou\W])"), ""), (re.compile(r"s+k(?:ii|iy|ij|yi|y|i)$"), "ski"), (re.compile(r"[jy]"), "i"), (re.compile(r"i+"), "i"),
          (re.compile(r"^w(?=[aeio])|^w(?=l)"), "v"), (re.compile("x"), "ks"), (re.compile(r"tch|tsch|cz"), "ch"), (re.compile(r"kh|ch(?=[eo])"), "h"), (re.compile(r"zh|sh|sch"), "s"), (re.compile(r"ou|w"), "u"), (re.compile(r"o(?:ff?|v)$"), "ov"), (re.compile(r"e(?:ff?|v)$"), "ev"), (re.compile(r"c(?![eiyhz])"), "k"), (re.compile(r"([^eio])\1"), r"\1"))  # fmt: skip
"""How one sound of another script is written in Latin letters, and its form here."""

_SHORTEST_NAME = 5

_SHORTEST_GIVEN = 4

_INITIALS = frozenset(
    map(frozenset, ("tc", "ck", "jy", "ij", "iy", "vw", "kq", "gq", "fp", "sz", "kh", "ch"))
)
"""First letters that can stand for one sound of another script."""

_PATRONYMIC = re.compile(r"(?:вич|вна|vi[ct]h|vich|vna)$")

_ALIKE = 0.8

_MIDDLE = 0.6

_PART = 0.45


def same_name(one: Name, other: Name, *, person: bool) -> float | None:
    """How far two names are the same; None where only their words can tell.

    Args:
        one: A name.
        other: Another.
        person: Whether a person is asked for.
    """
    for short, long in ((one, other), (other, one)):
        if short.acronym and len(long.parts) > 1 and short.acronym in long.initials:
            return 1.0
        if person and len(short.acronym) == _ALL_NAMES and _can_stand_for(short.acronym, long):
            return _MIDDLE
    if one.parts == other.parts:
        return _same_bearer(one, other)
    if not (one.title and other.title):
        return None
    return 0.0 if _are_two(one, other) else _same_parts(one, other, person=person)


_ALL_NAMES = 3
"""Letters of an acronym for a person: given, middle and family name."""


def _can_stand_for(acronym: str, name: Name) -> bool:
    """Whether an acronym is that of a name without its middle one: JFK, John Kennedy or Kennedy."""
    if name.acronym or not name.title or len(name.parts) > _ALL_NAMES - 1:
        return False
    given, family = name.parts[:-1], name.parts[-1]
    known = family_of(acronym)
    fits = family == known if known else family[0] == acronym[-1]
    return fits and all(part[0] == acronym[0] for part in given)


def _are_two(one: Name, other: Name) -> bool:
    """Whether numerals or realms tell that two names are of two sovereigns."""
    numerals, realms = (one.numeral, other.numeral), (one.realm, other.realm)
    return any(all(pair) and pair[0] != pair[1] for pair in (numerals, realms))


def _same_parts(one: Name, other: Name, *, person: bool) -> float | None:
    """How far two names of other parts are the same."""
    short, long = sorted((one, other), key=lambda each: len(each.parts))
    if len(short.parts) > 1:
        if person and are_bearers(short.parts, long.parts):
            return _ALIKE
        return _full(_in_order(short.parts), _in_order(long.parts), person=person)
    if one.numeral and one.numeral == other.numeral and len(long.parts) == 1:
        return float(same_given(short.parts[0], long.parts[0])) or None  # Louis XIV, Ludwig XIV
    if person and is_bearer(short.parts[0], short.numeral, long.parts, long.numeral):
        return _ALIKE
    return _lone(short.parts[0], _in_order(long.parts), person=person)


def _in_order(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a name with its initials in front: Boltzmann L. is L. Boltzmann."""
    if len(parts[-1]) > 1 or len(parts[0]) == 1 or any(len(part) > 1 for part in parts[1:]):
        return parts
    return (*parts[1:], parts[0])


def _same_bearer(one: Name, other: Name) -> float:
    """How far two bearers of one name are the same: Mr and Mrs Dalloway are not."""
    if (one.sex and other.sex and one.sex != other.sex) or _are_two(one, other):
        return 0.0
    if len(one.parts) == 1 and one.numeral != other.numeral:
        part = one.parts[0]
        if is_bearer(part, one.numeral, (part,), other.numeral):
            return _ALIKE
    return _same_numeral(one.numeral, other.numeral)


def _same_numeral(one: str, other: str) -> float:
    """How far two bearers of one name are the same: Henry and Henry IV need not be."""
    if one == other:
        return 1.0
    if one and other:
        return 0.0
    return _ALIKE if {one, other} & {"jr", "sr"} else _PART


def _lone(part: str, parts: tuple[str, ...], *, person: bool) -> float | None:
    """A single name beside a full one."""
    if len(parts) == 1:
        return _both_lone(part, parts[0], person=person)
    last = parts[-1]
    if _fits_last(part, last):
        if set(parts[:-1]) & QUALIFIERS:
            return 0.0
        return _ALIKE if person else None
    if part in parts:
        return _PART if person else None
    return 0.0 if person else None


def _both_lone(one: str, other: str, *, person: bool) -> float | None:
    """Two names of one part that are not the same."""
    if not person:
        return 0.0 if one in other.split("-") else None
    if _transcribed(one, other):
        return _ALIKE
    return None if same_given(one, other) else 0.0


def _full(short: tuple[str, ...], long: tuple[str, ...], *, person: bool) -> float | None:
    """Two names of several parts: family name, given name and what stands between."""
    if person and len(long) == 2 and min(map(len, short + long)) > 1 and short == long[::-1]:
        return _ALIKE  # the family name first
    if not _fits_last(short[-1], long[-1]):
        return 0.0 if person or not set(short) & set(long) else None
    if not _fits(short[0], long[0]):
        if person and short[0] in long[1:-1] and len(short) == 2:
            return _MIDDLE
        return 0.0 if person or len(short) == len(long) == 2 else None
    return _between(short[1:-1], long[1:-1], person=person)


_OTHERS = frozenset(("quincy",))
"""Middle names that tell a bearer from a better known one without: John Quincy Adams."""


def _between(mine: tuple[str, ...], theirs: tuple[str, ...], *, person: bool) -> float | None:
    """What stands between given and family name in two names that are one but for that."""
    if not mine:
        initials = all(len(part) == 1 for part in theirs)
        if initials or (len(theirs) == 1 and _PATRONYMIC.search(theirs[0])):
            return 1.0
        return (_PART if not _OTHERS.isdisjoint(theirs) else _MIDDLE) if person else None
    if len(mine) == len(theirs):
        return float(all(_fits(a, b) for a, b in zip(mine, theirs, strict=True)))
    return 0.0 if person else None


def _fits(one: str, other: str) -> bool:
    """Whether two given names are the same, a short form or the initial of one another."""
    return (
        same_given(one, other)
        or one == other.partition("-")[0]
        or other == one.partition("-")[0]
        or (min(len(one), len(other)) == 1 and one[0] == other[0])
        or (min(len(one), len(other)) >= _SHORTEST_GIVEN and _sounds(one) == _sounds(other))
    )


def _sounds(written: str) -> str:
    """A family name in one way of writing the sounds of another script."""
    for pattern, form in _LATIN:
        written = pattern.sub(form, written)
    return written


def _fits_last(one: str, other: str) -> bool:
    if one == other or one in other.split("-") or other in one.split("-"):
        return True
    return _transcribed(one, other)


def _transcribed(one: str, other: str) -> bool:
    """Whether two family names are one, written in two ways: Dostoevsky, Dostoyevsky."""
    if min(len(one), len(other)) < _SHORTEST_NAME:
        return False
    if one[0] != other[0]:
        return {one[0], other[0]} in _INITIALS and _sounds(one) == _sounds(other)
    if _sounds(one) == _sounds(other):
        return True
    if min(len(one), len(other)) < _LONG_NAME:
        return False
    one, other = (_ENDING.sub("ov", part).replace("sky", "ski") for part in (one, other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LETTERS_ALIKE
