from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.answers.choices import options
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.overlap import token_f1
from trustcore_strategies.answers.vectors import cosine
from trustcore_strategies.answers.words import words

CHOICES = "Which one is a capital?\nA. Lyon\nB. Paris\nC. Nice"


def agreement(one: str, other: str, question: str = "Which?") -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000", "1000.0"),
        ("1000", "1e3"),
        ("1/2", "0.5"),
        (r"\frac{1}{2}", "0.5"),
        (r"\dfrac{1}{2}", r"\frac12"),
        ("50%", "0.5"),
        ("50%", "50 percent"),
        ("50%", "50"),
        (r"50\%", "50%"),
        ("$1,234.50", "1234.5 dollars"),
        ("\u20ac5", "5"),
        ("2 million", "2,000,000"),
        ("12 apples", "12"),
        ("666.67", "666.6667"),
        ("x = 5", "5"),
        ("-3", "\u22123"),
        (r"$90^\circ$", "90 degrees"),
        (r"\boxed{1{,}000}", "1000"),
        ("#### 72", "So it is 70 + 2.\nThe answer is 72."),
        ("The Beatles", "beatles"),
        ("O'Brien", "o\u2019brien."),
        ("Hay fever", "Hayfever"),
        ("caf\u00e9", "cafe\u0301"),
        ("\uff30aris", "Paris"),
        ("\u6771\u4eac", "\u6771\u4eac\u3002"),
        (r"\text{east}", "east"),
        (r"2\sqrt{3}", r"\(2 \sqrt{3}\)"),
        ("three", "3"),
        ("(B)", "b"),
        ("(B) Paris", "B"),
        ("x = a[0] + b[1]", "x = a[0] + b[1]"),
        ("", ""),
    ],
)
def test_the_same_answer(one: str, other: str) -> None:
    """Ways to write one answer agree fully."""
    assert agreement(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1000", "1001"),
        ("12345678901234567890", "12345678901234567891"),
        ("5", "-5"),
        ("3.1", "3.2"),
        ("5 km", "6 km"),
        ("\u6771\u4eac", "\u5927\u962a"),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", "\u041f\u0430\u0440\u0438\u0436"),
        ("\U0001f600", "\U0001f622"),
        ("+", "-"),
        ("(B) Paris", "C"),
        ("x + 1 = 2", "x - 1 = 2"),
        (r"2\sqrt{3}", r"3\sqrt{2}"),
        ("x = a[0] + b[1]", "x = a[1] + b[0]"),
        ("Yes, it is", "No, it is"),
        ("Paris", ""),
        ("Paris", "Lyon"),
    ],
)
def test_different_answers(one: str, other: str) -> None:
    """Different answers do not agree at all, in any script."""
    assert agreement(one, other) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("B", "(B) Paris", 1.0), ("B", "Paris", 1.0), ("A.", "C. Nice", 0.0), ("Nice", "Paris", 0.0)],
)
def test_options(one: str, other: str, expected: float) -> None:
    """A letter and the text of its option are the same choice."""
    assert expected == agreement(one, other, CHOICES)


def test_an_article_is_not_a_choice() -> None:
    """A sentence that begins with the article picks no option."""
    assert agreement("A man in Paris", "A", CHOICES) < 1.0


def test_options_are_read_from_the_question() -> None:
    """The options are the last run of letters from A on."""
    assert {"A": ("lyon",), "B": ("paris",), "C": ("nice",)} == options(CHOICES)
    assert {} == options("A. Only one option")


def test_partial_overlap_is_graded() -> None:
    """Closer texts agree more; the question's own words count little."""
    question = "What is the capital of France?"
    texts = [
        "The capital of France is Lyon, says my uncle.",
        "The capital of France is Paris, says my uncle.",
        "The capital of France is Paris, says my mother.",
    ]
    values = [agreement(text, texts[2], question) for text in texts]
    assert values == sorted(values)
    assert all(low < high for low, high in pairwise(values))


def test_a_short_answer_in_a_sentence() -> None:
    """The name alone agrees with a sentence that has it and not with another sentence."""
    question = "What is the capital of France?"
    assert agreement("Paris", "The capital is Paris.", question) > 0.5
    assert agreement("Paris", "The capital is Lyon.", question) == 0.0


def test_numbers_that_clash_halve_the_overlap() -> None:
    """Two dates of the same month in different years agree less than month and year."""
    assert agreement("March 2021", "March 2023") < agreement("March 2021", "March")


def test_the_last_number_of_a_long_working() -> None:
    """A working that names no answer is taken for its last number."""
    working = "first we add this to that " * 15 + "which makes 7 and then 42"
    assert agreement("42", working) == 1.0
    assert agreement("7", working) == 0.0


texts = st.text(max_size=60) | st.from_regex(r"\A[-+]?\$?\d{1,6}([.,/]\d{0,4})?( ?%| km)?\Z")


@given(texts, texts, texts)
def test_agreement_is_a_symmetric_share(one: str, other: str, question: str) -> None:
    """Agreement is in [0, 1], symmetric, and 1 with itself, for any text."""
    value = agreement(one, other, question)
    assert 0.0 <= value <= 1.0
    assert value == agreement(other, one, question)
    assert agreement(one, one, question) == 1.0
    assert 0.0 <= token_f1(one, other) <= 1.0


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Lo"]), min_size=1))
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
