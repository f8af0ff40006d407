"""Pairs of one shape: what differs in them differs, in whatever sentence it stands."""

from __future__ import annotations

import pytest

from tests.strategies.answers.families.shapes import DIFFERENT, SAME
from trustcore_strategies.answers.compare import Comparison

ALONE, IN_SENTENCE = "{}", "It is {}."
FORMS = (ALONE, IN_SENTENCE, "The answer is {}.", "{}. This is well known.", "I think it's {}")


@pytest.mark.parametrize("front", [ALONE, IN_SENTENCE])
@pytest.mark.parametrize(
    ("question", "one", "other"),
    [(question, *pair) for question, pairs in DIFFERENT.items() for pair in pairs],
)
def test_two_things_of_one_shape_are_two(question: str, one: str, other: str, front: str) -> None:
    """However alike the rest is."""
    comparison = Comparison(question)
    for form in FORMS:
        assert comparison.agreement(front.format(one), form.format(other)) < 0.5, form


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [(question, *pair) for question, pairs in SAME.items() for pair in pairs],
)
def test_one_thing_is_one(question: str, one: str, other: str) -> None:
    """Alone and in a sentence."""
    assert Comparison(question).agreement(one, other) >= 0.5
