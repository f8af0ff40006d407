"""Numbers a thousand times as large, powers and dozens in words, and doses."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from tests.strategies.answers.pairs import agreement, rows

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "What is 20 times 20?": [
        ("400", "400,000"), ("1", "1,000"), ("700", "700,000"), ("2.5", "2,500"), ("400", "-400,000"), ("400", "400,000 km"), ("$400", "$400,000"),
        ("2.5 kg", "2,500 kg"), ("400", "about 400,000"), ("2.5 million", "2,500 million"), ("400.0", "400,000"), ("400", "The answer is 400,000."),
        ("four hundred", "400,000"), ("400 km", "400,000 km"),
    ],
    "How many people live there?": [
        ("400", "400,000"), ("2.5", "2,500"), ("390", "390,000"),
    ],
    "How heavy is it?": [
        ("5 mg", "5 mg/kg"), ("400", "400 squared"), ("400", "400 dozen"), ("8", "8 cubed"),
    ],
}  # fmt: skip
SAME: dict[str, list[tuple[str, str]]] = {
    "What is 20 times 20?": [
        ("2,5", "2,500"), ("400,0", "400,000"), ("400000", "400,000"), ("400 000", "400,000"), ("2,500", "2500"), ("2.5", "2,5"), ("1,5 kg", "1.5 kg"),
        ("400", "400.000"),
    ],
    "How many eggs are there?": [
        ("3 dozen", "36"), ("36 eggs", "3 dozen eggs"), ("12", "a dozen"),
    ],
    "How large is it?": [
        ("20 m squared", "20 m^2"), ("400", "20 squared"), ("20 square metres", "20 metres squared"),
    ],
    "What is 1,5 times 2?": [
        ("3", "3,000"),
    ],
    "What is the population of Iceland?": [
        ("390000", "390.000"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(DIFFERENT))
def test_another_magnitude(question: str, one: str, other: str) -> None:
    """A comma parts thousands unless the other answer or the question writes decimals with it."""
    assert agreement(question, one, other) <= 0.4


@pytest.mark.parametrize(("question", "one", "other"), rows(SAME))
def test_harmless_notations(question: str, one: str, other: str) -> None:
    """One number in two notations is the same."""
    assert agreement(question, one, other) >= 0.5


@pytest.mark.parametrize(
    ("text", "agrees"),
    [("Paris isn't it", 0.0), ("Paris wasn't it.", 0.0), ("Paris, isn't it?", 1.0), ("Paris isn't it?", 1.0), ("It's Paris, isn't it", 1.0)],
)  # fmt: skip
def test_a_denial_is_no_tag_question(text: str, agrees: float) -> None:
    """A comma or a question mark tells a tag question from a denial."""
    assert agreement("What is the capital of France?", text, "Paris") == agrees
