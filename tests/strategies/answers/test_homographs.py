"""Words that are a number in one language and an everyday word in another."""

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

PEOPLE = "How many people live in the village?"
NO_NUMBER = [
    "It depends on people and on how they are counted, and nobody has ever done that properly.",
    "This is due to many things that nobody has ever written down in the records of the place.",
    "Once people leave the village they are no longer counted, and the old records were lost.",
    "The number of people of either sex is not given, and one would have to look at a census.",
    "The premier spoke of people who live there, but has never said how many of them there are.",
    "On n'en sait rien, car les registres de la commune ont disparu, et personne ne les a refaits.",
    "Ich bin nicht sicher, wie man die Leute dort z\u00e4hlt, und sei es nur in den Ferien.",
    "The third people who settled there came from the north, and that is all that is known.",
]
NUMBERS = [
    ("Ka\u00e7 g\u00fcn var?", "on g\u00fcn", "10"),
    ("\u00bfCu\u00e1ntos jugadores hay?", "Hay once jugadores en el campo", "11"),
    ("Quanti figli aveva?", "Aveva due figli", "2"),
    ("Hur m\u00e5nga barn hade han?", "Han hade sex barn", "6"),
    ("Wie viele Spieler sind es?", "Es sind elf Spieler", "11"),
    ("How many are there?", "once", "11"),
    ("How many are there?", "due", "2"),
    (PEOPLE, "There are on average twelve people.", "12"),
    (PEOPLE, "Two people live there, due to the storm.", "2"),
]


@pytest.mark.parametrize("text", NO_NUMBER)
@pytest.mark.parametrize("number", ["1", "2", "3", "6", "10", "11"])
def test_an_everyday_word_is_no_number(text: str, number: str) -> None:
    """Long texts of a language have its words, which are numbers elsewhere."""
    assert Comparison(PEOPLE).agreement(text, number) < 0.5


@pytest.mark.parametrize(("question", "text", "number"), NUMBERS)
def test_it_is_a_number_in_its_own_language(question: str, text: str, number: str) -> None:
    """And alone, and beside an everyday word that is none."""
    assert Comparison(question).agreement(text, number) >= 0.5
