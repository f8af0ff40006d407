"""Prose: a paraphrase agrees, a contradiction does not."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

SAME = [
    ("Who won?", "Brazil beat Peru 3-1 in the final in Lima.", "In the Lima final Brazil defeated Peru by 3-1."), ("What is the rule?", "Guests can cancel within 24 hours for a full refund.", "Full refunds are given for cancellations within 24 hours."),
    ("What is the rule?", "Members may bring two guests a day.", "Members can bring two guests per day."), ("Why?", "Because of gravity. The moon pulls the water, so tides rise.", "Tides rise because the moon pulls the water. This is gravity."), ("What happened?", "The bridge collapsed in 1940 because of strong wind.", "In 1940 strong winds made the bridge collapse."),
    ("Why do leaves change?", "Leaves change because chlorophyll breaks down in autumn.", "In autumn chlorophyll breaks down, so the leaves change."), ("What does it do?", "It converts sunlight into chemical energy.", "It turns sunlight into chemical energy."),
]  # fmt: skip
DIFFERENT = [
    ("Who won?", "Brazil beat Peru 3-1 in the final.", "Peru beat Brazil 3-1 in the final."), ("Who won?", "Brazil beat Peru 3-1.", "Brazil beat Peru 3-2."), ("Who is taller?", "Sue is taller than Max.", "Max is taller than Sue."), ("What changed?", "The limit was raised from 10 to 20 euros.", "The limit was raised from 20 to 30 euros."),
    ("What is the rule?", "Members may bring two guests a day.", "Members may bring three guests a day."), ("What is the rule?", "All visitors need a ticket.", "No visitors need a ticket."), ("What should I do?", "Stop the drug and call your doctor.", "Continue the drug and call your doctor."), ("Is it safe?", "It is safe to mix with water.", "It is unsafe to mix with water."),
    ("Why?", "Because warm air is lighter than cold air.", "Because cold air is lighter than warm air."), ("What happens?", "The temperature rises when the pressure falls.", "The temperature falls when the pressure rises."), ("What is it?", "Dogs chase cats.", "Cats chase dogs."), ("What is the advice?", "Drink it before the meal.", "Drink it after the meal."),
    ("Who did it?", "The teacher praised the pupil.", "The pupil praised the teacher."), ("What is the trend?", "Sales grew by 5% in May.", "Sales grew by 6% in May."), ("What is the trend?", "Sales grew in May.", "Sales fell in May."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_paraphrases(question: str, one: str, other: str) -> None:
    """Sentences that say the same in other words agree."""
    assert Comparison(question).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_contradictions(question: str, one: str, other: str) -> None:
    """Sentences of nearly the same words that contradict each other do not agree."""
    assert Comparison(question).agreement(one, other) < 0.5
