"""What holds of any value: it never equals its negation, its swap or another unit."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.extract import final_answer

NUMBERS = st.integers(1, 10**9) | st.decimals("0.01", 10**6, places=2)
UNITS = ("km", "kg", "°C", "°F", "$", "€", "£", "hours", "m/s", "kWh", "GB", "%")
NAMES = st.sampled_from(["Ann", "Bob", "Cy", "Spain", "Peru", "Oslo", "Rome", "Kyoto", "Lyon"])
VERBS = st.sampled_from(["beat", "is taller than", "praised", "wrote to", "owes money to"])


def agreement(one: str, other: str, question: str = "What is it?") -> float:
    return Comparison(question).agreement(one, other)


@given(NUMBERS)
def test_a_number_is_not_its_negation(number: object) -> None:
    """Another sign is another number."""
    assert agreement(f"{number}", f"-{number}") == 0.0
    assert agreement(f"-{number}", f"minus {number}") == 1.0


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_another_unit_is_another_quantity(number: object, one: str, other: str) -> None:
    """Equal numbers of two units or currencies are no equal quantities."""
    assume(one != other)
    written = [
        f"{unit}{number}" if unit in {"$", "€", "£"} else f"{number} {unit}"
        for unit in (one, other)
    ]
    assert agreement(written[0], written[1]) == 0.0
    assert agreement(written[0], written[0]) == 1.0


@given(st.integers(-50, 50), st.integers(-50, 50))
def test_a_pair_is_not_its_swap(one: int, other: int) -> None:
    """The order in a tuple counts, that in a set does not."""
    assume(one != other)
    assert agreement(f"({one}, {other})", f"({other}, {one})") == 0.0
    assert agreement(f"{{{one}, {other}}}", f"{{{other}, {one}}}") == 1.0


@given(NAMES, NAMES, VERBS)
def test_a_sentence_is_not_its_swap(one: str, other: str, verb: str) -> None:
    """Who does it and whom it is done to are not exchanged."""
    assume(one != other)
    assert agreement(f"{one} {verb} {other}.", f"{other} {verb} {one}.") == 0.0


@given(st.dates())
def test_a_date_is_the_same_in_every_form(day: object) -> None:
    """A date agrees with itself in other forms and not with another day."""
    assert agreement(f"{day}", f"{day:%B} {day:%d}, {day:%Y}") == 1.0
    assert agreement(f"{day}", f"{day:%d} {day:%b} {day:%Y}") == 1.0


@pytest.mark.parametrize(
    "claim",
    ["It is safe.", "The dog can swim.", "He will come.", "The text was read.", "They do know it."],
)
def test_a_claim_is_not_its_denial(claim: str) -> None:
    """One "not" turns a claim into another."""
    verb = next(word for word in ("is", "can", "will", "was", "do") if f" {word} " in claim)
    assert agreement(claim, claim.replace(f" {verb} ", f" {verb} not ")) == 0.0


HOSTILE = [
    " ", "\n", "a", "9", "1,", ". ", "\\boxed{", "{", "\\frac{", "the answer is ", "Answer:\n",
    "####\n", "finish[", "Probability ", "</think>", "> * ", '"', '{"answer": "', "\\", "(A) ",
    "answer is \n, confidence: ", "<think>", "<answer>", "```\n", "| a |\n", "\nQ: ", "A. x\n",
    "~~", "**", "*a ", "1 and ", "one hundred ", "$1 ", "\\sqrt{", "((", "a=", "1/", "is not ",
    "i don't ", "2020-", "12 ", "x^", "1. a\n", "東京", "½", "&amp;", "\ufdfa", "a (b) ", "i.e. ",
    "Q: a:\nQ: ", "<b>", "①",
    "7.5 miles (12 km) ", "some say ", "could be ", "1) a ", "| total | 5 |\n", "first a, ", "a was beaten by ", "is bigger than ", "3:4 ", "5 ± ", "half a ",
    "halb ", "just kidding ", "i doubt ", "MCM", '["a",', "`a()` ", "x = ", "€5 (EUR) ", "y media ", "→", "unless ", "if a, otherwise ", "\\text{H}_", "lost to ",
    "5 km ", "July 4, ", "<|", "__a", "a b c d e f, ", "?\n", "x=1,", "no, ", "[1]",
    "a | ", "red + ", "三分之", "#1 a #2 b ", "it is true that ", "<!--", "1 [1] ", "a ではなく", "assistant: ", "by a, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("size", [600, 1_000_000])
def test_hostile_texts_are_read_in_linear_time(unit: str, size: int) -> None:
    """A megabyte takes a second or so: growing with its square it would take hours."""
    text = unit * (size // len(unit))
    found = final_answer(text)
    assert 0 <= found.start <= found.end <= len(text)
    began = time.process_time()
    assert 0.0 <= agreement(text, f"{text}5", "How many are there?") <= 1.0
    assert time.process_time() - began < 60


@pytest.mark.parametrize("unit", ["a | ", "a |", "| a ", "red + ", "1,", "±√2, ", "(a) x, "])
@pytest.mark.parametrize("count", [38, 60, 400])
def test_lists_that_nearly_are_some_take_little_time(unit: str, count: int) -> None:
    """What stands between the things of a list can be taken for a part of them in one way only."""
    began = time.process_time()
    assert agreement("Name all of them.", unit * count + "\n|", unit * count + "|z|") < 1.0
    assert time.process_time() - began < 20


def test_the_answer_at_the_end_of_a_long_text_is_found() -> None:
    """Of a text beyond 64 kB both ends are read, and the places stay those in the whole text."""
    text = "We think about it once more. " * 5000 + "\nAnswer: 42"
    found = final_answer(text)
    assert text[found.start : found.end] == found.text == "42"
    assert agreement(text, "42") == 1.0
