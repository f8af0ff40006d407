"""How much two texts have in common, as a graded number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.words import words

Bag = Mapping[str, int]
"""How often each word occurs in a text."""


def overlap(
    one: Bag,
    one_mass: float,
    other: Bag,
    other_mass: float,
    known: Collection[str] = (),
    known_weight: float = 1.0,
) -> tuple[float, float]:
    """The F1 of two bags of words, and how far the lighter one is contained in the heavier.

    The F1 is that of Rajpurkar et al. 2016, section 6.1, with weights. Both are in [0, 1]; both are
    0 when a bag is empty.

    Args:
        one: The words of one text.
        one_mass: What they count together.
        other: The words of the other.
        other_mass: What they count together.
        known: Words that say little, because the question has them already.
        known_weight: What such a word counts; every other counts 1.
    """
    if one_mass == 0 or other_mass == 0:
        return 0.0, 0.0
    if len(one) > len(other):
        one, other = other, one
    shared = seen = 0
    for word, count in one.items():
        common = other.get(word)
        if common is not None:
            common = min(count, common)
            if word in known:
                seen += common
            else:
                shared += common
    weight = shared + known_weight * seen
    return min(1.0, 2 * weight / (one_mass + other_mass)), min(
        1.0, weight / min(one_mass, other_mass)
    )


def token_f1(one: str, other: str) -> float:
    """The F1 of the words of two whole texts (Rajpurkar et al. 2016, section 6.1), in [0, 1].

    It is 0 where a text has no words: two such texts agree in nothing.
    """
    first, second = words(clean(one)), words(clean(other))
    if first == second:
        return float(bool(first))
    return overlap(Counter(first), len(first), Counter(second), len(second))[0]


def mass(bag: Bag, size: int, known: Collection[str], known_weight: float) -> float:
    """What the words of a bag of that size count together."""
    if not known:
        return float(size)
    seen = sum([bag[word] for word in bag if word in known])
    return size - seen + known_weight * seen
