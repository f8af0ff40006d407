"""Minimal pairs: two short answers that are equal but for one word or phrase.

"You must wear a helmet" and "You may wear a helmet" have all words but one in common, and that one
is the answer. A table says which words exclude one another; of others nothing is said here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

_LONGEST = 30
"""Words; what is longer tells more than one thing."""

_MOST = 4
"""Words of a phrase in which two texts of a minimal pair differ."""


@frozen
class Pair:
    """The words in which two texts differ that are equal in front of them and behind them.

    Attributes:
        front: The words in front.
        one: Those of one text.
        other: Those of the other.
        behind: The words behind.
    """

    front: tuple[str, ...]
    one: str
    other: str
    behind: tuple[str, ...]


def minimal_pair(one: tuple[str, ...], other: tuple[str, ...], telling: set[str]) -> Pair | None:
    """The difference of two short texts that have most of their words in common; else None.

    Args:
        one: The words of one text.
        other: Those of the other.
        telling: Words of one of which the difference has one.
    """
    mine, theirs = len(one), len(other)
    if mine > _LONGEST or theirs > _LONGEST:
        return None
    most, front, back = min(mine, theirs), 0, 0
    while front < most and one[front] == other[front]:
        front += 1
    while back < most - front and one[-1 - back] == other[-1 - back]:
        back += 1
    spans = one[front : mine - back], other[front : theirs - back]
    if telling.isdisjoint(spans[0]) and telling.isdisjoint(spans[1]):
        return None
    lone = most == 1 and mine == theirs
    if not (front + back or lone) or max(len(spans[0]), len(spans[1])) > _MOST:
        return None
    return Pair(one[:front], " ".join(spans[0]), " ".join(spans[1]), one[mine - back :])


def sole_difference(one: Sequence[str], other: Sequence[str]) -> int | None:
    """Where two texts of as many words differ, if that is in one word alone."""
    apart = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return apart[0] if apart and not apart[1:] else None


Contrasts = Mapping[str, Mapping[int, int]]
"""For each phrase the contrasts in which it stands, and on which of their sides."""


def contrasts(lines: str) -> Contrasts:
    """A table of contrasts, one a line: its sides parted by ";", the phrases of a side by ","."""
    table: dict[str, dict[int, int]] = {}
    for number, line in enumerate(lines.strip().splitlines()):
        for side, phrases in enumerate(line.split(";")):
            for phrase in phrases.split(","):
                table.setdefault(phrase, {})[number] = side
    return table


def excludes(one: str, other: str, table: Contrasts) -> bool:
    """Whether two phrases stand on two sides of one contrast, and on one side of none."""
    mine, theirs = table.get(one), table.get(other)
    if mine is None or theirs is None:
        return False
    return {mine[number] == theirs[number] for number in mine.keys() & theirs.keys()} == {False}


def means(one: str, other: str, table: Contrasts) -> bool:
    """Whether two phrases stand on one side of a contrast, and so say the same."""
    mine, theirs = table.get(one, {}), table.get(other, {})
    return any(mine[number] == theirs[number] for number in mine.keys() & theirs.keys())


def words_of(*tables: Iterable[str]) -> set[str]:
    """All words of the phrases of some tables."""
    return {word for table in tables for phrase in table for word in phrase.split()}
