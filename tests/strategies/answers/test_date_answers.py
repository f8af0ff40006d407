"""Dates and times: every usual form, and those that differ in one place."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.question import question

SAME = [
    ("1969-07-20", "July 20, 1969"), ("20 July 1969", "July 20th, 1969"), ("07/20/1969", "20 July 1969"), ("20/07/1969", "July 20, 1969"),
    ("the 20th of July, 1969", "July 20, 1969"), ("Jul 20, 1969", "1969-07-20"), ("1969/07/20", "20 Jul 1969"), ("20.07.1969", "July 20, 1969"),
    ("Nov. 9, 1989", "9 November 1989"), ("1989-11-09T00:00:00Z", "November 9, 1989"), ("Sunday, July 20, 1969", "July 20, 1969"),
    ("on July 20, 1969", "July 20, 1969"), ("June 2011", "06/2011"), ("June 2011", "Jun 2011"), ("5 May", "May 5"), ("May 5th", "the fifth of May"),
    ("753 BC", "753 BCE"), ("AD 476", "476 CE"), ("476 AD", "A.D. 476"), ("the 1920s", "1920s"), ("1920s", "the 1920's"), ("the 19th century", "nineteenth century"),
    ("the nineteenth century", "19th century"), ("1789年7月14日", "July 14, 1789"), ("7月14日", "July 14"), ("14 juillet 1789", "July 14, 1789"),
    ("14. Juli 1789", "14 July 1789"), ("14 de julio de 1789", "July 14, 1789"), ("14 июля 1789 года", "14 July 1789"), ("14 luglio 1789", "July 14, 1789"),
    ("It was signed on 20 July 1969.", "July 20, 1969"), ("in 1848", "1848"), ("1848.", "It was signed in 1848."), ("the year 1848", "1848"),
    ("6 pm", "18:00"), ("6:45 PM", "18:45"), ("6:00 PM", "6 p.m."), ("7 a.m.", "7:00"), ("07:00", "7 am"), ("noon", "12:00"), ("midnight", "00:00"),
    ("half past six", "6:30"), ("quarter past two", "2:15"), ("quarter to nine", "8:45"), ("ten past four", "4:10"), ("9 o'clock", "9:00"),
    ("8 in the evening", "8 PM"), ("18 Uhr", "18:00"), ("下午6点", "18:00"), ("12:00 am", "midnight"), ("18h30", "6:30 pm"), ("1848年", "1848"),
]  # fmt: skip
DIFFERENT = [
    ("1969-07-20", "1969-07-21"), ("July 20, 1969", "July 20, 1968"), ("1969-03-07", "1969-07-03"), ("20 June 1969", "20 July 1969"), ("2 May 1990", "12 May 1990"),
    ("1848", "1884"), ("1950", "the 1950s"), ("the 1950s", "the 1960s"), ("the 16th century", "the 15th century"), ("500 BC", "500 AD"), ("100 BCE", "100 CE"),
    ("5 March", "5 May"), ("March 2019", "March 2020"), ("7 pm", "7 am"), ("18:00", "16:00"), ("noon", "midnight"), ("8:00", "8:20"), ("6:30 PM", "6:30 AM"),
    ("half past six", "half past seven"), ("1 January 2000", "1 February 2000"), ("early 1990s", "late 1990s"), ("1990s", "1890s"), ("3月5日", "5月3日"),
    ("14 juillet", "14 juin"), ("9 November 1989", "11 September 1989"), ("Monday", "Tuesday"), ("April", "August"), ("the 20th century", "1920"), ("spring 1945", "autumn 1945"),
]  # fmt: skip


def agreement(one: str, other: str, question: str = "When was it signed?") -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_date(one: str, other: str) -> None:
    """Ways to write one point in time agree."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_dates(one: str, other: str) -> None:
    """Points in time that differ in one place do not agree."""
    assert agreement(one, other) < 0.5


@pytest.mark.parametrize(
    "asked",
    [
        "When did the war begin?", "Tell me when it began.", "It began when?", "When's the deadline?",
        "Where and when was he born?", "From when to when did he reign?", "When, exactly, was it?",
        "When in 1969 did they land?", "In which year was it?", "Since when is it open?",
    ],
)  # fmt: skip
def test_a_question_of_when(asked: str) -> None:
    """It asks for a date."""
    assert question(asked).date


@pytest.mark.parametrize(
    "asked",
    [
        "When water freezes, what happens to it?", "Who was president when the war began?",
        "When a river slows down, it starts dropping its what?", "What do bears do when winter comes?",
        "When he died, how old was he?", "Which bond forms when two atoms share electrons?",
    ],
)  # fmt: skip
def test_a_condition_with_when(asked: str) -> None:
    """It asks for something else."""
    assert not question(asked).date
