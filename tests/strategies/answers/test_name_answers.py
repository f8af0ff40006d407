"""Names, facts and refusals: who or what it is, in short, in a sentence, and not somebody else."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import REFUSALS, Comparison

WHO = "Who discovered it?"
SAME = [
    (WHO, "Isaac Newton", "I. Newton"), (WHO, "Newton", "Isaac Newton"), (WHO, "Sir Isaac Newton", "Isaac Newton"), (WHO, "Newton, Isaac", "Isaac Newton"), (WHO, "Dr. Rosalind Franklin", "Rosalind Franklin"),
    (WHO, "J. R. R. Tolkien", "John Ronald Reuel Tolkien"), (WHO, "Lyndon B. Johnson", "Lyndon Johnson"), (WHO, "LBJ", "Lyndon Baines Johnson"), (WHO, "George Bernard Shaw", "G. B. Shaw"), (WHO, "Robert Downey Jr.", "Robert Downey, Jr."),
    (WHO, "Vincent van Gogh", "van Gogh"), (WHO, "Prof. Ada Lovelace, PhD", "Ada Lovelace"), (WHO, "Irène Joliot-Curie", "Irene Joliot-Curie"), (WHO, "Antonín Dvořák", "Antonin Dvorak"), (WHO, "Queen Victoria", "Victoria"),
    (WHO, "It was discovered by Isaac Newton.", "Isaac Newton"), (WHO, "Isaac Newton discovered it in 1687.", "Isaac Newton"), (WHO, "The person was Isaac Newton.", "Isaac Newton"), (WHO, "Björk", "Bjork"), (WHO, "Łukasz Nowak", "Lukasz Nowak"),
    ("Which organisation?", "NATO", "North Atlantic Treaty Organization"), ("Which country?", "UAE", "United Arab Emirates"), ("Which country?", "U.S.A.", "USA"), ("Which country?", "The Gambia", "Gambia"),
    ("What is the capital of Peru?", "Lima", "The capital of Peru is Lima."), ("What is the capital of Peru?", "It's Lima!", "Lima."), ("What is the capital of Peru?", "Lima is the capital.", "Lima"), ("What is the capital of Peru?", "**Lima**", "lima"),
    ("What is the chemical symbol for iron?", "Fe", "The chemical symbol for iron is Fe."), ("Which metal?", "Fe (iron)", "Iron"), ("Which city?", "Köln", "Koln"), ("Which city?", "Düsseldorf", "Duesseldorf"), ("Which city?", "São Tomé", "Sao Tome"),
    ("Which?", "colour", "color"), ("Which?", "centre", "center"), ("Which?", "organisation", "organization"), ("Which?", "naïve", "naive"), ("Which?", "grey", "gray"), ("Which?", "ice cream", "ice-cream"), ("Which?", "the Alps", "Alps"),
    ("Quelle est la capitale de l'Espagne ?", "Madrid", "La capitale de l'Espagne est Madrid."), ("Was ist die Hauptstadt von Italien?", "Rom", "Die Hauptstadt von Italien ist Rom."), ("韩国的首都是哪里？", "首尔", "韩国的首都是首尔。"),
    ("フランスの首都はどこですか？", "パリ", "フランスの首都はパリです。"), ("¿Cuál es la capital de Chile?", "Santiago", "La capital de Chile es Santiago."), ("Какая столица Франции?", "Париж", "Столица Франции - Париж."), ("What is the opposite of up?", "Down", "down."),
    ("프랑스의 수도는 어디인가요?", "파리", "프랑스의 수도는 파리입니다."), ("What city?", "हाँगकाँग", "हाँगकाँग।"), ("What city?", "القاهرة", "القاهرة،"),
]  # fmt: skip
DIFFERENT = [
    (WHO, "Isaac Newton", "Albert Einstein"), (WHO, "George H. W. Bush", "George W. Bush"), (WHO, "Henry Adams", "Samuel Adams"), (WHO, "Charles I", "Charles II"), (WHO, "Pope Benedict XV", "Pope Benedict XVI"), (WHO, "Louis XIV", "Louis XVI"),
    (WHO, "Johann Bach", "Christoph Bach"), (WHO, "John Adams", "John Quincy Adams"), (WHO, "Martin Luther", "Martin Luther King"), (WHO, "Robert Kennedy", "Edward Kennedy"), (WHO, "Emily Brontë", "Anne Brontë"), (WHO, "A. Huxley", "T. H. Huxley"),
    ("Which country?", "Guinea", "Papua New Guinea"), ("Which place?", "Jersey", "New Jersey"), ("Which state?", "Virginia", "West Virginia"), ("Which country?", "North Korea", "South Korea"), ("Which country?", "Niger", "Nigeria"), ("Which country?", "Iran", "Iraq"),
    ("Which state?", "North Dakota", "South Dakota"), ("Which country?", "Austria", "Australia"), ("What is the capital of Peru?", "Lima", "Quito"), ("What is the capital of Peru?", "Lima", "Quito is the capital."), ("What is the capital of Peru?", "It's not Quito, it's Lima.", "Quito"),
    ("Who wrote it?", "It was written by Jane Austen.", "It was written by Emily Brontë."), ("What is the symbol for iron?", "The symbol for iron is Fe.", "The symbol for iron is Ir."), ("What happens to it?", "rises", "falls"), ("Which?", "East Timor", "West Timor"),
    ("韩国的首都是哪里？", "韩国的首都是首尔。", "韩国的首都是釜山。"), ("フランスの首都はどこですか？", "首都はパリです。", "首都はリヨンです。"), ("誰が勝ちましたか？", "日本が勝ちました。", "韓国が勝ちました。"), ("谁赢了？", "由北京队获胜。", "由南京队获胜。"), ("Wer war es?", "Es war Goethe.", "Es war Schiller."),
    ("Which disease?", "Type 1 diabetes", "Type 2 diabetes"), ("Which gas?", "carbon dioxide", "carbon monoxide"), ("Which jump?", "Long jump", "High jump"), ("Which team?", "Manchester United", "Manchester City"), ("Which war?", "World War I", "World War II"),
]  # fmt: skip
REFUSED = ["I don't know.", "I'm sorry, I can't help with that.", "Unknown", "I do not have enough information to answer.", "Sorry, but I cannot assist with that request.", "I am not sure.", "N/A", "Je ne sais pas.", "Ich weiß es nicht.", "No lo sé.", "不知道", "わかりません。", "Не знаю.", "There is not enough information.", "As an AI, I cannot provide that.", "I'm unable to determine this.", "It is not known."]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_one_name(question: str, one: str, other: str) -> None:
    """Ways to name one person, place or thing agree."""
    assert Comparison(question).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_other_names(question: str, one: str, other: str) -> None:
    """Names that share a part do not agree."""
    assert Comparison(question).agreement(one, other) < 0.5


@pytest.mark.parametrize("refused", REFUSED)
def test_refusals(refused: str) -> None:
    """A refusal is an answer of its own kind: it agrees with no fact, and by a half with another."""
    compared = Comparison("Who won the prize?")
    assert compared.agreement(refused, "Marie Curie") == 0.0
    assert (
        REFUSALS
        == compared.agreement(refused, "I do not know")
        == compared.agreement(refused, refused)
    )


@pytest.mark.parametrize(
    "answered",
    [
        "I'm not sure, but I think it is Marie Curie.",
        "Marie Curie",
        "Sorry, it is Marie Curie.",
        "I do not know for sure; my best guess is Marie Curie.",
    ],
)
def test_hedged_answers_are_no_refusals(answered: str) -> None:
    """An answer that is given all the same is an answer."""
    assert Comparison("Who won the prize?").agreement(answered, "I don't know.") == 0.0
