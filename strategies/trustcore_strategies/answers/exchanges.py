"""Sentences of the same words that exchange two things: who sold to whom, what went to whom."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Callable, Sequence

from trustcore_strategies.answers.events import MUTUAL
from trustcore_strategies.answers.idle import IDLE

FEWEST = 4
"""Words of a sentence, at least; in a shorter one the words around a verb are compared."""

_MOST = 60

_PREPOSITIONS = frozenset(
    "to from by for of in on at over than with into onto under during after before until zu von fur"
    " nach bei mit a de pour par dans chez en con per da".split()
)
_BY_NAME = frozenset(("and", "or"))
_RELATING = MUTUAL - _BY_NAME
"""Words of relations in which two can stand in either order."""


def exchanges(one: Sequence[str], other: Sequence[str], listed: Callable[[], bool]) -> bool:
    """Whether two sentences of the same words exchange what stands in two places.

    Args:
        one: The words of a sentence, `FEWEST` at least.
        other: As many of another.
        listed: Tells whether it may be a list, whose things stand in any order.
    """
    size = len(one)
    if size > _MOST:
        return False
    front = 0
    while front < size and one[front] == other[front]:
        front += 1
    if front == size or one[front] not in other or sorted(one) != sorted(other):
        return False
    if not all(word[0].isalnum() for word in one):
        return False  # a formula, whose terms may stand in either order
    back = next(at for at in range(size) if one[-1 - at] != other[-1 - at])
    mine, theirs = one[front : size - back], other[front : size - back]
    return any(
        _tells(mine[:left], mine[left:-right], mine[-right:], listed)
        for left in range(1, len(mine) - 1)
        if mine[:left] == theirs[-left:]
        for right in range(1, len(mine) - left)
        if mine[-right:] == theirs[:right] and mine[left:-right] == theirs[right:-left]
    )


def _tells(
    one: Sequence[str], between: Sequence[str], other: Sequence[str], listed: Callable[[], bool]
) -> bool:
    """Whether it makes a difference on which side of some words two things stand."""
    if one[0] in _PREPOSITIONS or other[0] in _PREPOSITIONS:
        return False  # on Monday in Rome
    if not _RELATING.isdisjoint(between) or _has_number(one) != _has_number(other):
        return False
    if all(word in IDLE or word in _BY_NAME for word in between):
        return False  # is, and
    placed = not _PREPOSITIONS.isdisjoint(between)
    return placed or not (listed() or not _BY_NAME.isdisjoint(between))


def _has_number(said: Sequence[str]) -> bool:
    return any(word[0].isdecimal() for word in said)
