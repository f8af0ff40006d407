"""Paragraphs: every part of their number counts, however it is written."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

QUESTIONS = ["Which one was it?", "Which section of the act applies?", "Which clause governs this?"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Section 5(a)", "Section 5(b)"), ("Section 5(a)", "It was Section 5(b)."), ("Clause 7.2(a)(i)", "Clause 7.2(a)(ii)"), ("§ 5(1)", "§ 5(2)"), ("Rule 10(b)", "Rule 12(b)"), ("Rule 10b-5(a)", "Rule 10b-6(a)"), ("Eq. (3)", "It was Eq. (4)."), ("Article 5 (1)", "Article 5 (2)"),
        ("Section 230(c)(1)", "Section 230(c)(2) applies."),
    ],
)  # fmt: skip
def test_two_paragraphs_are_two(question: str, one: str, other: str) -> None:
    """Whatever letter or number tells them apart."""
    assert Comparison(question).agreement(one, other) < 0.5


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("one", "other"),
    [("Section 5(a)", "Section 5 (a)"), ("Section 5(a)", "It was Section 5(a)."), ("Clause 7.2(a)(i)", "clause 7.2 (a) (i)"), ("Section 5 (five)", "Section 5"), ("§ 5(1)", "§5(1)")],
)  # fmt: skip
def test_one_paragraph_is_one(question: str, one: str, other: str) -> None:
    """Blanks and case tell nothing."""
    assert Comparison(question).agreement(one, other) >= 0.8


def test_a_paragraph_without_its_part_is_the_same_in_part() -> None:
    """Which may be meant or not."""
    assert 0 < Comparison(QUESTIONS[0]).agreement("Section 5", "Section 5(a)") < 0.8
