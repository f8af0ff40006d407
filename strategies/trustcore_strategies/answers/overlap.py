"""How much two texts have in common, as a graded number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.words import words

Bag = Mapping[str, int]
"""How often each word occurs in a text."""


def overlap(
    bags: tuple[Bag, Bag],
    masses: tuple[float, float],
    known: Collection[str] = (),
    known_weight: float = 1.0,
) -> tuple[float, float]:
    """The F1 of two bags of words, and how far the lighter one is contained in the heavier.

    The F1 is that of Rajpurkar et al. 2016, section 6.1, with weights. Both are in [0, 1]; both are
    0 when a bag is empty.

    Args:
        bags: The words of two texts.
        masses: What those of each count together.
        known: Words that say little, because the question has them already.
        known_weight: What such a word counts; every other counts 1.
    """
    (one, other), least = bags, min(masses)
    if least == 0:
        return 0.0, 0.0
    common = one.keys() & other.keys()
    repeated = known_repeated = 0
    for word in common if max(one.values()) > 1 < max(other.values()) else ():
        more = min(one[word], other[word]) - 1
        repeated += more
        known_repeated += more * (word in known)
    seen = known_repeated + (len(common.intersection(known)) if known else 0)
    weight = len(common) + repeated - seen + known_weight * seen
    return min(1.0, 2 * weight / sum(masses)), min(1.0, weight / least)


def token_f1(one: str, other: str) -> float:
    """The F1 of the words of two whole texts (Rajpurkar et al. 2016, section 6.1), in [0, 1].

    It is 0 where a text has no words: two such texts agree in nothing.
    """
    first, second = words(clean(one)), words(clean(other))
    if first == second:
        return float(bool(first))
    return overlap((Counter(first), Counter(second)), (len(first), len(second)))[0]


def mass(bag: Bag, size: int, known: Collection[str], known_weight: float) -> float:
    """What the words of a bag of that size count together."""
    if not known or bag.keys().isdisjoint(known):
        return float(size)
    seen = sum([bag[word] for word in bag if word in known])
    return size - seen + known_weight * seen
