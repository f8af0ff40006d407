"""Whether two answers name the same of a question's labels."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.labels.reading import reader_of
from trustcore_strategies.comparers.values import TextAgreement


def label_comparer(labels: Sequence[str]) -> TextAgreement:
    """A comparer of answers by the labels that they name: 1 for the same, 0 for another.

    An answer that names none agrees with nothing; of two of them nothing can be told.
    """
    reader = reader_of(tuple(labels))

    def agreement(one: str, other: str) -> float | None:
        first, second = reader.read(one), reader.read(other)
        unread = [found for found in (first, second) if found.matched == "fallback"]
        if unread:
            return None if len(unread) == 2 else 0.0
        return float(first.label == second.label)

    return agreement
