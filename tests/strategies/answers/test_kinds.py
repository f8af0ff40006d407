"""Kinds of answers: a rule is left out only where it would say nothing."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from string import ascii_letters
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies.answers import families
from tests.strategies.answers.pairs import rows
from trustcore_strategies.answers import compare, first_look, gates
from trustcore_strategies.answers.compare import RULES, Comparison
from trustcore_strategies.answers.kinds import SHORT
from trustcore_strategies.answers.reading import Reading

QUESTIONS = (
    "What is it?",
    "How many are there?",
    "How long does it take?",
    "Is it so?",
    "When was it?",
    "Who is it?",
    "Which towns lie there?",
    "What is the chemical formula?",
    "What is the latest version?",
    "What is the ratio of one to the other?",
    "For which x is it defined?",
    "Write code that does it.",
    "How did the price change?",
    "Which is it?\nA) Paris\nB) Rome\nC) 5",
    "What is the phone number?",
)
WORDS = sorted(
    word
    for word in gates._TELLING | first_look._SAYING_MORE
    if word.isascii() and set(word) <= set(ascii_letters)
)
SIGNS = (*"5.,-/()!=%$AIx+&;'\u00e9\u2229", "12", "1990", "1,000", "3.5", "MCM", "7 km", "B.")
OTHERS = ("Paris", "Marie", "Curie", "river", "a", "the", "of", "was", "km", "miles", "sqrt")
TEXTS = st.lists(
    st.one_of(st.sampled_from(OTHERS), st.sampled_from(SIGNS), st.sampled_from(WORDS)),
    min_size=1,
    max_size=6,
).map(" ".join)


FAMILIES = [
    import_module(f"{families.__name__}.{found.name}") for found in iter_modules(families.__path__)
]


def by_all_rules(one: Reading, other: Reading) -> float | None:
    """What the first rule says; two texts of many words are compared by none for short ones."""
    short = one.short or other.short
    for rule, kinds in RULES:
        decided = rule(one, other) if short or not kinds & SHORT else None
        if decided is not None:
            return decided
    return None


def same_by_all_rules(question: str, one: str, other: str) -> bool:
    comparison = Comparison(question)
    mine, theirs = comparison.reading(one), comparison.reading(other)
    return compare._by_rules(mine, theirs) == by_all_rules(mine, theirs)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(QUESTIONS), TEXTS, TEXTS)
def test_a_pair_is_decided_as_by_all_rules(question: str, one: str, other: str) -> None:
    """Whatever words and signs are put together: no rule that is left out says anything."""
    assert same_by_all_rules(question, one, other)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(QUESTIONS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), TEXTS)
def test_words_that_tell_are_looked_for_by_all_rules(
    question: str, said: list[str], other: str
) -> None:
    """Nor is one left out where a text has no signs, and every word of it is one that tells."""
    assert same_by_all_rules(question, " ".join(said).capitalize(), other)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_table_of_pairs_is_decided_as_by_all_rules(family: ModuleType) -> None:
    """The pairs of a table, and what stands in one beside what stands in the next."""
    found = (*rows(family.SAME), *rows(family.DIFFERENT))
    crossed = [(question, one, other) for (question, one, _), (_, _, other) in pairwise(found)]
    for row in (*found, *crossed):
        assert same_by_all_rules(*row), row
