from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.answers.compare import REFUSALS, Comparison
from trustcore_strategies.answers.overlap import token_f1
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.vectors import cosine
from trustcore_strategies.answers.words import words


def agreement(one: str, other: str, question: str = "Which?") -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000", "1000.0"),
        ("1000", "1e3"),
        ("50%", "50"),
        (r"$90^\circ$", "90 degrees"),
        ("#### 72", "So it is 70 + 2.\nThe answer is 72."),
        ("The Beatles", "beatles"),
        ("O'Brien", "o\u2019brien."),
        ("Hay fever", "Hayfever"),
        ("caf\u00e9", "cafe\u0301"),
        ("\uff30aris", "Paris"),
        ("\u6771\u4eac", "\u6771\u4eac\u3002"),
        ("(B) Paris", "B"),
        ("x = a[0] + b[1]", "x = a[0] + b[1]"),
    ],
)
def test_the_same_answer(one: str, other: str) -> None:
    """Ways to write one answer agree fully."""
    assert agreement(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12345678901234567890", "12345678901234567891"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", "\u041f\u0430\u0440\u0438\u0436"),
        ("\U0001f600", "\U0001f622"),
        ("+", "-"),
        ("x + 1 = 2", "x - 1 = 2"),
        (r"2\sqrt{3}", r"3\sqrt{2}"),
        ("x = a[0] + b[1]", "x = a[1] + b[0]"),
        ("Paris", ""),
        ("", ""),
        ("Paris", "Lyon"),
    ],
)
def test_different_answers(one: str, other: str) -> None:
    """Different answers do not agree at all, in any script; no answer agrees with nothing."""
    assert agreement(one, other) == 0.0


def test_partial_overlap_is_graded() -> None:
    """Closer texts agree more; the question's own words count little."""
    question = "What does the report say?"
    texts = [
        "The harvest was poor and prices rose in many towns.",
        "The harvest was good, and the mills bought most of it early.",
        "The harvest was good and farmers sold most of it at home.",
        "The harvest was good and farmers sold most of it abroad.",
    ]
    values = [agreement(text, texts[3], question) for text in texts]
    assert values == sorted(values)
    assert all(low < high for low, high in pairwise(values))


def test_a_short_answer_in_a_sentence() -> None:
    """The name alone agrees with a sentence that has it and not with another sentence."""
    question = "What is the capital of France?"
    assert agreement("Paris", "The capital is Paris.", question) > 0.5
    assert agreement("Paris", "The capital is Lyon.", question) == 0.0


def test_less_exact_dates_agree_in_part() -> None:
    """Two dates of one month in different years agree less than the month with either."""
    assert agreement("March 2021", "March 2023") < agreement("March 2021", "March") < 0.5


def test_the_last_number_of_a_long_working() -> None:
    """A working that names no answer is taken for its last number."""
    working = "first we add this to that " * 15 + "which makes 7 and then 42"
    assert agreement("42", working) >= 0.5
    assert agreement("7", working) == 0.0


texts = st.text(max_size=60) | st.from_regex(r"\A[-+]?\$?\d{1,6}([.,/]\d{0,4})?( ?%| km)?\Z")


@given(texts, texts, texts)
def test_agreement_is_a_symmetric_share(one: str, other: str, question: str) -> None:
    """Agreement is in [0, 1] and symmetric to the last bit, for any text."""
    value = agreement(one, other, question)
    assert 0.0 <= value <= 1.0
    assert value == agreement(other, one, question)
    assert 0.0 <= token_f1(one, other) <= 1.0


@given(texts, texts)
def test_an_answer_agrees_with_itself(one: str, question: str) -> None:
    """A text agrees fully with itself; one that says nothing not at all, a refusal by little."""
    assert agreement(one, one, question) in {0.0, REFUSALS, 1.0}
    if any(mark.isalpha() for mark in clean(one)) and "<" not in one:
        assert agreement(one, one, question) > 0


TATWEEL = "\u0640"
"""A stroke that makes Arabic words longer: a letter to Unicode, which says nothing."""


@given(st.text(st.characters(categories=["L", "Nd"], exclude_characters=TATWEEL), min_size=1))
def test_letters_of_every_script_are_kept(text: str) -> None:
    """No text of letters and digits becomes empty."""
    assert words(text)


def test_ligatures_do_not_blow_up() -> None:
    """A character that normalises to 18 cannot make a text 18 times as long."""
    assert sum(map(len, words("\ufdfa" * 200_000))) <= 100_000


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1.0, 0.0), (1.0, 0.0), 1.0),
        ((1.0, 0.0), (0.0, 1.0), 0.0),
        ((1.0, 0.0), (-1.0, 0.0), 0.0),
        ((0.0, 0.0), (1.0, 0.0), None),
        ((1.0,), (1.0, 0.0), None),
        ((float("nan"), 1.0), (1.0, 0.0), None),
        ((float("inf"), 1.0), (1.0, 0.0), None),
        ((), (), None),
    ],
)
def test_cosine(one: tuple[float, ...], other: tuple[float, ...], expected: float | None) -> None:
    """The cosine is a share, or None where it is not defined."""
    assert expected == cosine(one, other)
