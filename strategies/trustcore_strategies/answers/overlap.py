"""How much two texts have in common, as a graded number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping


def token_f1(
    one: Mapping[str, int],
    other: Mapping[str, int],
    known: Collection[str] = frozenset(),
    known_weight: float = 1.0,
) -> float:
    """The F1 of two bags of words (Rajpurkar et al. 2016, section 6.1), in [0, 1].

    Args:
        one: How often each word occurs in one text.
        other: The same of the other text.
        known: Words that say little because the question has them already.
        known_weight: What such a word counts, in [0, 1]; every other word counts 1.
    """

    def weight(bag: Mapping[str, int]) -> float:
        return sum(n * (known_weight if word in known else 1.0) for word, n in bag.items())

    total = weight(one) + weight(other)
    if total == 0:
        return 1.0 if one == other else 0.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    common = {word: min(n, large[word]) for word, n in small.items() if word in large}
    return 2 * weight(common) / total


def containment(small: Mapping[str, int], large: Mapping[str, int]) -> float:
    """The share of a text's words that another one has too, in [0, 1]."""
    total = sum(small.values())
    if total == 0:
        return 0.0
    return sum(min(n, large.get(word, 0)) for word, n in small.items()) / total


def bag(words: Collection[str]) -> Mapping[str, int]:
    """How often each word occurs."""
    return Counter(words)
