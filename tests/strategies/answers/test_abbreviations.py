"""The points of abbreviations end no sentence, and what stands between two is not one of them."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.abbreviations import ABBREVIATIONS
from trustcore_strategies.answers.compare import Comparison

WHO = "Who was it?"


def agreement(question: str, one: str, other: str) -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize("form", ["{}", "It was {}.", "{}. It was well known at the time."])
@pytest.mark.parametrize("title", [*sorted(ABBREVIATIONS), "Ldr", "Bp"])
def test_two_names_behind_one_abbreviation_are_two(title: str, form: str) -> None:
    """Whether it is a known one or not."""
    one, other = f"{title}. Crippen", f"{title}. House"
    assert agreement(WHO, one, form.format(other)) < 0.5
    assert agreement(WHO, one, f"{one}. He lived in London.") > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dr. Crippen", "Crippen"), ("Prof. Ada Smith", "Ada Smith"), ("Answer: Gen. Lee", "General Lee"), ("Capt. Cook, who sailed from Plymouth", "Captain Cook"), ("Mt. Everest. It lies in Nepal.", "Mount Everest")],
)  # fmt: skip
def test_an_abbreviation_belongs_to_its_name(one: str, other: str) -> None:
    """Which agrees with the name that has none."""
    assert agreement(WHO, one, other) >= 0.8


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What is the difference between oils and fats?", "Both oils and fats are lipids.", "Oils and fats are both made of wax."), ("Which country lies between France and Spain?", "Andorra lies between France and Spain.", "Between France and Spain lies Monaco."),
        ("What separates them, what is the border between Chad and Niger?", "Between Chad and Niger lies a river.", "Chad and Niger have a straight line."), ("What is the distance between Paris and Lyon?", "Paris is 392 km from Lyon.", "Paris is 500 km from Lyon."),
    ],
)  # fmt: skip
def test_what_stands_between_two_is_none_of_them(question: str, one: str, other: str) -> None:
    """Both answers name both of them, which is no agreement."""
    assert agreement(question, one, other) < 0.5


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [("Which is faster between light and sound?", "Light", "Light is faster than sound."), ("Who won between Spain and Italy?", "Spain", "Spain beat Italy."), ("Which one would you choose between tea and coffee?", "Tea", "I would choose tea.")],
)  # fmt: skip
def test_one_of_two_is_chosen(question: str, one: str, other: str) -> None:
    """Where the question asks for one of them."""
    assert agreement(question, one, other) >= 0.8
    assert Comparison(question).asked.alternatives
