"""Questions: what they ask for, whichever way they ask."""

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.question import question

NUMBER = [
    "Convert 5 kilometers to miles.",
    "Convert 100 USD to EUR",
    "Find the area of a circle with radius 5.",
    "What is the square root of 144?",
    "What is the freezing point of water in Celsius?",
    "What is its average speed?",
    "Estimate the population of France.",
    "Determine the perimeter of the square.",
    "Give the distance from Earth to the Moon.",
    "Round 3.456 to two decimal places.",
    "What is the atomic number of carbon?",
    "Rechne 5 km in Meilen um.",
    "Convertis 5 km en miles.",
    "Convierte 5 km a millas.",
    "Berechne die Fläche.",
    "Convert the decimal 10 to binary.",
    "What's the price of the ticket?",
    "Add 3 and 4.",
    "Multiply 6 by 7",
    "Find the value of x.",
    "Express 0.75 as a fraction.",
    "Write 3/4 as a decimal.",
    "What is the GCD of 24 and 36?",
    "What is the median of 3, 5, 9?",
    "Determine the slope of the line y = 2x + 1.",
]
OTHER = [
    "Convert 'hello' to uppercase.",
    "Convert this sentence to passive voice.",
    "Convert 3 pm EST to GMT.",
    "What is meant by speed?",
    "What is the density function?",
    "Name the value that matters",
    "What is a square root?",
    "What mass murderer was it?",
    "Add a title to the poem.",
    "Write 5 sentences about dogs.",
    "Express your opinion as a poem.",
    "Which city has the largest population?",
    "What is the weight of what?",
    "Find the river of which the length is known.",
    "Give a short description.",
]


@pytest.mark.parametrize("asked", NUMBER)
def test_a_question_for_a_number(asked: str) -> None:
    """A measure of something, or a request to work one out."""
    assert question(asked).number


@pytest.mark.parametrize("asked", OTHER)
def test_a_question_for_something_else(asked: str) -> None:
    """A verb or a measure alone asks for no number."""
    assert not question(asked).number


def test_the_result_of_a_conversion_is_what_is_compared() -> None:
    """The factor is on the way to it."""
    comparison = Comparison("Convert 5 kilometers to miles.")
    one = "A kilometer is about 0.621 miles.\n\n5 x 0.621 = 3.11.\n\nTherefore, it is 3.11 miles."
    other = "To convert them, divide by 1.609.\n\nThen 5 / 1.609 = 3.11.\n\nSo it is 3.11 miles."
    wrong = "A kilometer is about 0.621 miles.\n\n5 / 0.621 = 8.05.\n\nTherefore, it is 8.05 miles."

    assert comparison.agreement(one, "3.11 miles") >= 0.5
    assert comparison.agreement(one, wrong) < 0.5 <= comparison.agreement(one, other)
