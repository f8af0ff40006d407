"""Checks in front of readers: where one says no, its reader finds nothing."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.function_calls import calls_of
from trustcore_strategies.answers import gates, separators
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.core import core
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import formula
from trustcore_strategies.answers.quantity import quantity
from trustcore_strategies.answers.question import question
from trustcore_strategies.answers.sequence import things
from trustcore_strategies.answers.verdict import verdict
from trustcore_strategies.answers.words import words

PIECES = [
    "the",
    "a",
    "an",
    "of",
    "to",
    "and",
    "or",
    "from",
    "between",
    "not",
    "no",
    "yes",
    "true",
    "false",
    "is",
    "it",
    "answer",
    "so",
    "~",
    "^",
    "=",
    "+",
    "-",
    "/",
    "*",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    ".",
    "!",
    "?",
    "%",
    "$",
    "€",
    "°",
    "<",
    ">",
    "<=",
    "≥",
    "±",
    "1",
    "2",
    "12",
    "3.5",
    "1,000",
    "1990s",
    "1/2",
    "10:30",
    "2020-01-05",
    "1st",
    "XIV",
    "I",
    "V",
    "C",
    "x",
    "y",
    "pi",
    "sqrt",
    "sin",
    "log",
    "e",
    "infinity",
    "O(",
    "half",
    "dozen",
    "hundred",
    "million",
    "zwanzig",
    "einundzwanzig",
    "vingt",
    "deux",
    "trois",
    "dos",
    "tres",
    "twenty-one",
    "third",
    "first",
    "ten",
    "nine",
    "past",
    "quarter",
    "minutes",
    "noon",
    "midnight",
    "oclock",
    "am",
    "p.m.",
    "morning",
    "century",
    "siecle",
    "BC",
    "a.d.",
    "May",
    "march",
    "spring",
    "eighties",
    "January",
    "février",
    "3月",
    "2020年",
    "正午",
    "三",
    "十二",
    "二百",
    "삼",
    "تسعة",
    "पांच",
    "года",
    "век",
    "hour",
    "hours",
    "km",
    "kg",
    "dollars",
    "percent",
    "degrees",
    "until",
    "through",
    "bis",
    "到",
    "至",
    "から",
    "和",
    "と",
    "et",
    "und",
    "y",
    "o",
    "Paris",
    "Rome",
    "Ann",
    "beats",
    "Oslo",
    "sure",
    "maybe",
    "depends",
    "without",
    "think",
    "course",
    "oui",
    "nein",
    "да",
    "いいえ",
    "不",
    "naturally",
    "Bob's",
    "Jean-Paul",
    "A",
    "B",
    "Answer:",
    "A:",
    "R:",
    ":",
    "Confidence: 0.9",
    "ans=",
    "####",
    "**bold**",
    "probability",
    "confidence",
    "\n",
    "\t",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).flatmap(
    lambda found: st.sampled_from([" ", "", " ", "-"]).map(lambda mark: mark.join(found).strip())
)
NOTHING = question("What is it?")


def said(text: str) -> tuple[str, ...]:
    return words(text)


@given(TEXTS)
@example("ten zwanzig")
def test_a_text_that_can_be_no_date_has_none(text: str) -> None:
    """Where the check says no, the reader of dates finds none."""
    digits = gates.has_digit(text)
    if not gates.may_be_date(fold(text), said(text), digits=digits):
        assert () == dates(text)


@given(TEXTS)
def test_a_text_that_can_be_no_number_is_none(text: str) -> None:
    """Where the check says no, the reader of quantities finds none."""
    if not gates.may_be_number(text, said(text), digits=gates.has_digit(text)):
        assert quantity(text) is None


@given(TEXTS)
def test_what_is_not_joined_has_no_joiner(text: str) -> None:
    """Where the check says no, marking what joins the last of several things changes nothing."""
    if not gates.may_join(text):
        assert text == separators._AND.sub("|", text)


@given(st.text(st.sampled_from("Aaà[(- .")), st.text(st.sampled_from("Aaà ")))
def test_a_core_is_never_empty(text: str, asked: str) -> None:
    """Where brackets and words of the question are all that is there, the text is its own core."""
    assert bool(text) == bool(core(text, question(asked).known)) or not text.strip()


@given(TEXTS)
@example("theand正午")
@example("東京AND大阪")
def test_a_text_that_can_be_no_list_is_none(text: str) -> None:
    """Where the check says no, the reader of lists finds none."""
    numeric = gates.may_be_number(text, said(text), digits=gates.has_digit(text))
    if not gates.may_be_list(text, said(text), numeric=numeric):
        assert things(text, NOTHING) is None


@given(TEXTS)
def test_a_text_that_can_be_no_formula_is_none(text: str) -> None:
    """Where the check says no, the reader of formulas finds none."""
    if not gates.may_be_formula(text, said(text), digits=gates.has_digit(text)):
        assert formula(text) is None


@given(TEXTS)
def test_a_text_that_can_be_no_verdict_is_none(text: str) -> None:
    """Where the check says no, the reader of verdicts finds none."""
    if not gates.may_be_verdict(fold(text), said(text)):
        assert verdict(fold(text)) is None


@given(TEXTS)
@example("probability :")
@example("Certainty: high")
def test_a_plain_line_is_found_as_by_the_whole_search(text: str) -> None:
    """A line that is taken as it stands is what the search through all forms finds.

    A stated certainty is left out at the beginning of a line, and not at that of the whole text.
    """
    assume(not text.lower().startswith(("confidence", "probability")))
    short, searched = final_answer(text), final_answer("\n" + text)
    assert (short.text, short.marked) == (searched.text, searched.marked)


DISTANCE = "The total distance is {} km, since the first leg takes {} hours at {} km/h and the second one is half as long as the first."
SENTENCE = "Plants turn {} light into sugar and oxygen, which {} they keep in their leaves over the whole of the night because it would {} dry out."


@pytest.mark.parametrize(
    ("question_", "texts", "most"),
    [
        ("What is the capital of France?", ["Paris", "Rome", "Oslo", "Lyon", "Bern", "Riga", "Kyiv", "Baku", "Lima"], 1650),
        ("What is the capital of France?", ["Paris"] * 9, 132),
        ("How many are there?", [f"{number} apples" for number in range(40, 49)], 1780),
        ("How many kilometres is it in total?", [DISTANCE.format(number, number % 7 + 2, number + 20) for number in range(40, 49)], 6150),
        ("How long is the road?", [f"It is {number} km, since it goes round the lake" for number in range(40, 49)], 3450),
        ("When was it signed?", [f"It was signed on March {day}, {1840 + day} in Vienna by envoys of both countries, after long talks that were broken off the year before." for day in range(1, 10)], 4080),
        ("Why?", [SENTENCE.format(*name.split()) for name in ("most some soon", "all most then", "red the not", "no few yet", "bright all too", "green a once", "dim it else", "warm so much", "cold we just")], 5100),
    ],
)  # fmt: skip
def test_a_question_takes_few_calls(question_: str, texts: list[str], most: int) -> None:
    """The work for one answer and eight others is bounded: it is counted, not timed."""

    def compare() -> None:
        comparison = Comparison(question_)
        for other in texts[1:]:
            comparison.agreement(texts[0], other)

    compare()
    taken = calls_of(compare)
    assert 0 < taken <= most
