"""Pairs of every family of answers, written down by people who had not seen how they are read."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.strategies.answers.families import (
    abroad,
    amounts,
    asserted,
    bearers,
    borrowed,
    breadth,
    choices,
    clocks,
    details,
    explained,
    expressions,
    fields,
    further,
    gathered,
    identifiers,
    labels,
    lists,
    lookalikes,
    measures,
    minimal,
    names,
    near,
    notation,
    numbers,
    outcomes,
    passages,
    phrased,
    picks,
    placement,
    replies,
    replies_of_models,
    sentences,
    separators,
    signed,
    spoken,
    structures,
    symbols,
    times,
    together,
    told,
    wordings,
    wrapped,
    written,
)
from tests.strategies.answers.pairs import agreement

FAMILIES = (
    abroad,
    asserted,
    choices,
    clocks,
    details,
    explained,
    fields,
    numbers,
    measures,
    minimal,
    near,
    notation,
    times,
    lists,
    structures,
    symbols,
    names,
    replies,
    sentences,
    phrased,
    picks,
    placement,
    separators,
    gathered,
    identifiers,
    outcomes,
    amounts,
    bearers,
    borrowed,
    breadth,
    expressions,
    further,
    signed,
    spoken,
    together,
    told,
    wordings,
    wrapped,
    written,
    labels,
    lookalikes,
    passages,
    replies_of_models,
)


def asked(table: str) -> list[tuple[ModuleType, str]]:
    return [(family, question) for family in FAMILIES for question in getattr(family, table)]


def named(value: object) -> str:
    return value.__name__.rpartition(".")[2] if isinstance(value, ModuleType) else str(value)[:40]


@pytest.mark.parametrize(("family", "question"), asked("SAME"), ids=named)
def test_pairs_that_say_the_same_agree(family: ModuleType, question: str) -> None:
    """In both directions, by a half at least."""
    pairs = family.SAME[question]
    assert [] == [pair for pair in pairs if agreement(question, *pair) < 0.5]


@pytest.mark.parametrize(("family", "question"), asked("DIFFERENT"), ids=named)
def test_pairs_that_differ_do_not_agree(family: ModuleType, question: str) -> None:
    """In both directions, whatever words they share."""
    pairs = family.DIFFERENT[question]
    assert [] == [pair for pair in pairs if agreement(question, *pair) >= 0.5]
