"""Sentences of the same words that exchange two things: who sold to whom, what went to whom."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from trustcore_strategies.answers.idle import IDLE

FEWEST = 4
"""Words of a sentence, at least; in a shorter one the words around a verb are compared."""

_MOST = 60

_PREPOSITIONS = frozenset(
    "to from by for of in on at over than with into onto under during after before until zu von fur"
    " nach bei mit a de pour par dans chez en con per da".split()
)
MUTUAL = frozenset(
    ("and", "or", "equal", "equals", "=", "+", "*", "same", "married", "next", "border", "borders", "meet", "meets", "met", "versus", "vs", "drew", "tied", "plus", "times", "sibling", "siblings", "cousin", "twin", "similar", "parallel", "perpendicular", "opposite", "between", "with", "both", "near", "to:")
)  # fmt: skip
"""Words of relations in which two can stand in either order."""

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
    return any(_tells(*place, listed) for place in places(mine, theirs))


def places(
    one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """The ways in which as many words are others with their two ends exchanged.

    Each is what stands at the front, between and at the end of the first: A, beat, B, beside B beat A.
    """
    size = len(one)
    for left in range(1, size - 1):
        if one[:left] != other[-left:]:
            continue
        for right in range(1, size - left):
            if one[-right:] == other[:right] and one[left:-right] == other[right:-left]:
                yield one[:left], one[left:-right], one[-right:]


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
