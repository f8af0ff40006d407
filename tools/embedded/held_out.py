"""The 2,000 held-out questions, in a fixed mix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from tools.embedded import arithmetic, facts, tasks
from tools.embedded.question import Question

Draw = Callable[[Random], Question]


def _calculation(sign: str, low: int, high: int) -> Draw:
    return partial(arithmetic.held_out, sign=sign, low=low, high=high)


MIX: tuple[tuple[int, str, Draw], ...] = (
    (240, "sum, 1-3 digits", _calculation("+", 1, 3)),
    (160, "difference, 1-3 digits", _calculation("-", 1, 3)),
    (100, "sum, 4-5 digits", _calculation("+", 4, 5)),
    (80, "difference, 4-5 digits", _calculation("-", 4, 5)),
    (120, "sum, 6-7 digits", _calculation("+", 6, 7)),
    (80, "sum, 8 digits", _calculation("+", 8, 8)),
    (240, "product, 2 digits", _calculation("*", 2, 2)),
    (80, "product, 3 digits", _calculation("*", 3, 3)),
    (80, "comparison", _calculation("?", 1, 4)),
    (320, "known fact", partial(facts.held_out, tier="known")),
    (240, "rare fact", partial(facts.held_out, tier="rare")),
    (60, "withheld fact", partial(facts.held_out, tier="withheld")),
    (70, "yes or no", partial(tasks.held_out, kinds=("yes or no",))),
    (70, "choice", partial(tasks.held_out, kinds=("choice",))),
    (
        60,
        "task",
        partial(tasks.held_out, kinds=("classification", "extraction", "order of planets")),
    ),
)
"""How many of each kind."""


def questions(seed: int = 0) -> Iterator[tuple[str, Question]]:
    """Each with its kind, the same for the same seed."""
    rng = Random(f"held out {seed}")
    for count, kind, draw in MIX:
        seen: set[str] = set()
        while len(seen) < count:
            question = draw(rng)
            if question.text not in seen:
                seen.add(question.text)
                yield kind, question
