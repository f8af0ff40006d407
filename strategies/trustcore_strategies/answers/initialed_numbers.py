"""Numbers that stand behind the letters of a name or behind its words: PS4, PlayStation 4; C-14.

Such are a label with its number, in Roman figures or others: type I and type 1.
"""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.elements import element
from trustcore_strategies.answers.numbers import roman

_LONGEST = 80
"""Characters; a longer text names more than one thing."""

_LETTERED = re.compile(r"(?P<letters>[A-Z]{1,4})[- ]?(?P<number>\d{1,4}|[IVX]{1,4}(?<![A-Z]{5}))")
_WORDED = re.compile(
    r"(?P<words>[A-Z][A-Za-z]{2,20}(?: (?:of |the )?[A-Z][A-Za-z]{1,20}){0,4})[- ](?P<number>\d{1,4}|[IVX]{1,4})"
)
_CAPITAL = re.compile(r"[A-Z]")
_ISOTOPE = re.compile(
    r"\^?(?P<mass>\d{1,3})(?P<symbol>[A-Z][a-z]?)|(?P<name>[A-Za-z]{1,12})[- ]?(?P<behind>\d{1,3})"
)
_LABELLED = re.compile(
    r"\b(?P<label>type|class|phase|stage|grade|part|chapter|act|book|volume|vol|category|level|factor|group|period|mark|model|generation|schedule|title|article|division|tier|appendix|unit|section|scene|canto) (?P<number>\d{1,3}|[IVX]{1,5})\b(?![.'])",
    re.IGNORECASE,
)


def same_initialed(one: str, other: str) -> bool:
    """Whether one text has the letters of a name and the other its words, with one number."""
    if max(len(one), len(other)) > _LONGEST:
        return False
    return _are_one(one, other) or _are_one(other, one)


def _are_one(short: str, long: str) -> bool:
    letters = _LETTERED.fullmatch(short)
    worded = None if letters is None else _last(long)
    if letters is None or worded is None or not _same_number(letters["number"], worded["number"]):
        return False
    if worded["words"].isupper():
        return False
    capitals = "".join(_CAPITAL.findall(worded["words"]))
    return capitals.endswith(letters["letters"]) and letters["letters"][0] in _firsts(worded)


def _firsts(worded: re.Match[str]) -> set[str]:
    """The letters with which the words of a name begin."""
    return {word[0] for word in worded["words"].split()}


def _last(text: str) -> re.Match[str] | None:
    """The name and the number in which a text ends."""
    found = None
    for one in _WORDED.finditer(text):
        found = one
    return found if found is not None and found.end() == len(text.rstrip(" .")) else None


def _same_number(one: str, other: str) -> bool:
    return figure(one) == figure(other)


def figure(written: str) -> int | None:
    """The number that figures are, Roman ones or others."""
    return int(written) if written.isdecimal() else roman(written.upper())


def isotope(text: str) -> tuple[int, int] | None:
    """The element and the mass of the isotope that a text is: C-14, carbon-14, ^14C."""
    found = _ISOTOPE.fullmatch(text.strip(" .")) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number = element(found["symbol"] or found["name"])
    return None if number is None else (number, int(found["mass"] or found["behind"]))


def label(text: str) -> tuple[str, int] | None:
    """The only label with a number in a text: type I, stage 2."""
    if len(text) > _LONGEST:
        return None
    found = [
        (one["label"].lower(), number)
        for one in _LABELLED.finditer(text)
        if (number := figure(one["number"])) is not None
    ]
    return found[0] if len(found) == 1 else None
