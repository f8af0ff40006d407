"""Lists, tuples, intervals and rankings: what is in them, in which order, in which brackets."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

SETS = "Name all of them."
SAME = [
    (SETS, "cat, dog, cow", "cow, cat, and dog"), (SETS, "- cat\n- dog\n- cow", "cat, dog, cow"), (SETS, "cat; dog; cow", "dog/cat/cow"), (SETS, "1. cat\n2. dog", "dog, cat"),
    (SETS, "Cat, Dog, Cow", "cat, dog & cow"), (SETS, "4, 7", "7, 4"), (SETS, "4 and 7", "x = 4 or x = 7"), (SETS, "x = 1, x = -6", "-6 and 1"), (SETS, "±5", "5 and -5"),
    (SETS, "{1, 4}", "{4, 1}"), (SETS, "1, 4", "{4, 1}"), (SETS, "rouge, vert et bleu", "bleu, rouge, vert"), (SETS, "rot, grün und blau", "blau, grün, rot"), (SETS, "赤、青、黄", "黄、赤、青"),
    (SETS, "• cat\n• dog", "dog, cat"), ("Solve.", "x = 3 or x = -3", "±3"), ("Where is it?", "(3, 4)", "(3,4)"), ("Where is it?", "(3, 4)", "x = 3, y = 4"), ("Where is it?", "(0.25, 1)", "(1/4, 1)"),
    ("Which?", "[2,5]", "[2, 5]"), ("Which?", "x \\in [2, 5]", "[2, 5]"), ("Which?", "3,4,5", "3, 4, 5"), ("Which?", "x=[3,4]", "x = [3, 4]"), ("Rank them.", "Ann, Bob, Cy", "1. Ann\n2. Bob\n3. Cy"),
    ("Rank them.", "Ann > Bob > Cy", "Ann > Bob > Cy"), ("What ratio?", "3:2", "3 to 2"), ("Which are the primary colours?", "red, blue and yellow", "The primary colours are yellow, blue and red."),
]  # fmt: skip
DIFFERENT = [
    (SETS, "cat, dog, cow", "cat, dog"), (SETS, "cat, dog", "cat, dog, cow"), (SETS, "4, 7", "4, 8"), (SETS, "4 and 7", "4"), (SETS, "{1, 4}", "{1, 4, 9}"), (SETS, "x = 1, x = -6", "x = -1, x = 6"),
    (SETS, "±5", "5"), (SETS, "Italy, France", "Italy, France, Malta"), ("Where is it?", "(3, 4)", "(4, 3)"), ("Where is it?", "(3, 4)", "(3, -4)"), ("Where is it?", "(0, 2)", "(0, 2.5)"),
    ("Which?", "[2, 5)", "(2, 5]"), ("Which?", "[2, 5)", "[2, 5]"), ("Which?", "(0,5)", "0.5"), ("Which?", "(2,75)", "2.75"), ("Which?", "[-2, 2]", "[2, 2]"), ("What ratio?", "3:2", "2:3"),
    ("What score?", "2-1", "1-2"), ("What route?", "Rome to Paris", "Paris to Rome"), ("What position?", "10 N 20 W", "20 N 10 W"), ("Rank them.", "Ann, Bob, Cy", "Cy, Bob, Ann"),
    ("What is it?", "1. Ann\n2. Bob", "1. Bob\n2. Ann"), ("Which?", "{3}", "{4}"), ("Which?", "x = foo(a, b)", "x = foo(b, a)"), ("Who won?", "Ann beat Cy", "Cy beat Ann"), ("Which?", "1, 2, 3", "1, 2, 4"),
    ("Which?", "b/c", "c/b"), ("Give the range.", "4-9", "4-19"), ("Who won?", "Spain defeated Peru 3-0", "Peru defeated Spain 3-0"), ("Who is older?", "Ann is older than Cy.", "Cy is older than Ann."),
    ("Which?", '{"from": "Paris", "to": "Rome"}', '{"from": "Rome", "to": "Paris"}'), ("What?", "red then blue", "blue then red"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_one_list(question: str, one: str, other: str) -> None:
    """Lists of the same things agree; their order counts only where it is asked for or written."""
    assert Comparison(question).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_other_lists(question: str, one: str, other: str) -> None:
    """A part of a list, exchanged places and other brackets do not agree."""
    assert Comparison(question).agreement(one, other) < 0.5
