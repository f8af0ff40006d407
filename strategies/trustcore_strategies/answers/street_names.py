"""Streets with their kind in one form: 12 Oak St is 12 Oak Street, and not 12 Oak Avenue."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.folding import fold_word

_LONGEST = 120
"""Characters; what is longer is no address."""

_KINDS = {
    form: forms.split()[0]
    for forms in (
        "street st str", "avenue ave av", "road rd", "boulevard blvd bd boul", "lane ln", "drive dr", "court ct", "place pl", "square sq",
        "terrace ter terr", "parkway pkwy", "highway hwy", "crescent cres", "close", "alley aly", "circle cir", "way", "trail trl", "row", "quay", "mews", "grove",
        "rue", "chemin", "allee", "impasse", "strasse", "platz", "gasse", "weg", "calle", "avenida avda", "plaza pza", "paseo", "via", "viale", "piazza", "corso", "rua", "praca",
    )
    for form in forms.split()
}  # fmt: skip
"""The kinds of streets and how they are abbreviated."""

_JOINED = re.compile(r"(?P<name>[a-z]{3,30}?)(?P<kind>strasse|str|platz|gasse|weg|allee)")
_LONG_KINDS = {"str": "strasse"}
_TOKEN = re.compile(r"[^\s,;()]+")
_NUMBER = re.compile(r"\d{1,5}[a-z]?")
_PREFIXES = frozenset(
    ("at", "in", "on", "the", "is", "it", "its", "lives", "located", "of", "im", "der")
)


ASKING = frozenset(
    (
        "street",
        "road",
        "avenue",
        "address",
        "strasse",
        "adresse",
        "rue",
        "calle",
        "direccion",
        "via",
        "indirizzo",
    )
)
"""Words of questions that ask for a street."""


@frozen
class Street:
    """A street with the number of a house in it, where that is told.

    Attributes:
        name: The folded words of its name.
        kind: Of which kind it is, in one form.
        number: The number of the house; "" where it is not told.
    """

    name: tuple[str, ...]
    kind: str
    number: str


def street(text: str) -> Street | None:
    """Read a text that is no more than a street with or without a number in it."""
    if len(text) > _LONGEST:
        return None
    said = [fold_word(word).rstrip(".") for word in _TOKEN.findall(text.partition(",")[0])]
    while said and said[0] in _PREFIXES:
        said = said[1:]
    numbers = [word for word in said if _NUMBER.fullmatch(word)]
    if len(numbers) > 1 or (numbers and numbers[0] not in {said[0], said[-1]}):
        return None
    named = [word for word in said if word not in numbers]
    found = _named(named)
    return None if found is None else Street(*found, numbers[0] if numbers else "")


def _named(said: list[str]) -> tuple[tuple[str, ...], str] | None:
    """The name and the kind of a street, which stands behind it, in front or in one word with it."""
    if len(said) > 1 and said[-1] in _KINDS:
        return tuple(said[:-1]), _KINDS[said[-1]]
    if len(said) > 1 and said[0] in _KINDS and said[0] != "st":
        return tuple(said[1:]), _KINDS[said[0]]
    joined = _JOINED.fullmatch(said[0]) if len(said) == 1 else None
    if joined is None:
        return None
    return (joined["name"],), _LONG_KINDS.get(joined["kind"], joined["kind"])


def same_street(one: Street, other: Street) -> float | None:
    """1 for one house or one street, 0 for streets of two kinds or two houses; else None."""
    if one.name != other.name:
        return None
    if one.kind != other.kind or (one.number and other.number and one.number != other.number):
        return 0.0
    return 1.0 if one.number == other.number else None
