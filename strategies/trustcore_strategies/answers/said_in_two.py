"""Years and times as they are said, in two numbers: nineteen twenty-one, six thirty."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.numerals import SMALL, spelled

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRONT = SMALL.keys() - {"zero"}
_BEGINNING = frozenset(SMALL[word] for word in _FRONT)
"""Words with which a year or a time of day in two numbers begins, in digits."""

_FOLLOWING = frozenset((*SMALL.values(), *_TENS.split(), "oh", "o"))
_SAID = re.compile(
    rf"(?P<front>{'|'.join(sorted(_FRONT, key=len, reverse=True))})[ -](?:(?:oh|o)[ -])?(?P<behind>[a-z]+(?:[ -][a-z]+)?)"
)
_ENGLISH = frozenset((*SMALL, *_TENS.split()))
"""Words of the second number: in other languages no year is said in two."""

_PARTED = re.compile("[ -]")
_MOST = 4
"""Words of a year or a time that is said so."""

_EARLIEST, _LATEST = 10, 20
"""Centuries, in full hundreds, whose years are said in two numbers."""


def may_be_said_in_two(said: Collection[str]) -> bool:
    """Whether words can be a year or a time of day in two numbers."""
    if not 2 <= len(said) <= _MOST or _BEGINNING.isdisjoint(said):
        return False
    return sum(word in _FOLLOWING for word in said) > 1


def said_in_two(bare: str) -> tuple[int, int] | None:
    """The two numbers, of which the second has two digits: nineteen oh five."""
    found = _SAID.match(bare)
    if found is None:
        return None
    behind = (
        spelled(found["behind"]) if _ENGLISH.issuperset(_PARTED.split(found["behind"])) else None
    )
    short = bare[found.end("front") + 1 :].startswith("o") and not found["behind"].startswith("o")
    if behind is None or behind[1] or behind[0].denominator != 1:
        return None
    front, number = int(SMALL[found["front"]]), int(behind[0])
    if found.start("behind") + behind[2] != len(bare):
        return None
    return (front, number) if (number < 10) == short and number < 100 else None


def said_year(bare: str) -> int | None:
    """The year that a folded text says in two numbers."""
    found = said_in_two(bare)
    if found is None or not _EARLIEST <= found[0] <= _LATEST:
        return None
    return 100 * found[0] + found[1]
