"""Tables of pairs of answers by question, and how far the two of a pair agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trustcore_strategies.answers.compare import Comparison


def rows(table: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(question, *pair) for question, pairs in table.items() for pair in pairs]


def agreement(question: str, one: str, other: str) -> float:
    """In both directions, which are the same."""
    forth = Comparison(question).agreement(one, other)
    assert forth == Comparison(question).agreement(other, one)
    return forth
