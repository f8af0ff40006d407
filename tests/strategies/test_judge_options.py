"""What a judge names an option by: a letter that may be the question's, or what the option says."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest
from attrs import evolve

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import TRUE_FALSE, VERDICT, Framing, clustered
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.rivals import asked_alone, letters

NONE = "none"
SOLE = evolve(VERDICT, sole=True)


def chosen(reply: str, framing: Framing = VERDICT, *, reasoning: bool = False) -> str:
    choice = choose(reply, framing, reasoning=reasoning)
    return choice.option.letter or choice.option.text if isinstance(choice, Choice) else NONE


@pytest.mark.parametrize(
    ("letter", "reply", "texts"),
    [
        ("D", "7", ("7", "8")), (NONE, "Final choice: C", ("C", "B")), (NONE, "B", ("C", "B")), (NONE, "The right answer is B.", ("C", "B")), (NONE, "(C)", ("C", "(B)")), ("D", "D", ("C", "B")), ("E", "It took place in 1914.", ("It took place in 1912.", "It took place in 1914.")),
        ("D", "1,000 m", ("1,000 m", "100 m")), ("E", "The right answer is Quito.", ("Lima", "Quito")), ("D", "So the best answer to the question would be Lima", ("Lima", "Quito")),
        ("E", "(E) Quito, the capital", ("Lima", "Quito")), ("E", "**Quito**", ("Lima", "Quito")), ("F", "None of these.", ("Lima", "Quito")),
        ("D", "-5", ("-5", "5")), ("E", "5", ("-5", "5")), ("D", "Final choice: -5", ("-5", "5")), (NONE, "It is -5", ("-5", "5")), (NONE, "D, E and F are all cities in", ("Lima", "Quito")), (NONE, "D, E or F", ("Lima", "Quito")), ("E", "The Volga.", ("Danube", "Volga")), (NONE, "The right answer is Cusco.", ("Lima", "Quito")), (NONE, "9", ("7", "8")), (NONE, "Lima or Quito", ("Lima", "Quito")), (NONE, "The wrong answer is Quito.", ("Lima", "Quito")),
        (NONE, "Let's look at each option:\n\n(D) Lima: Lima lies", ("Lima", "Quito")), ("E", "The options are:\nD) Lima, in Peru\nE) Quito, in Ecuador\n\nE", ("Lima", "Quito")),
        ("D", "The right one among the options is:\nD) Lima", ("Lima", "Quito")),
    ],
)  # fmt: skip
def test_an_answer_is_chosen_by_what_it_says(
    letter: str, reply: str, texts: tuple[str, ...]
) -> None:
    """Whatever its signs; a list of options that is looked at one by one chooses none."""
    assert letter == chosen(reply, clustered("clustered", "DEF", texts, own=0))


@pytest.mark.parametrize(
    "reply",
    ["The correct choice is (B).", "The right answer is B.", "The correct answer is: B", "So the answer should be (B)", "It is the Nile, so the correct option is B"],
)  # fmt: skip
def test_a_letter_is_the_judges_where_the_question_has_none(reply: str) -> None:
    """Else it may be one of the question's, and says nothing of the answer."""
    assert (NONE, "B") == (chosen(reply), chosen(reply, SOLE))


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        ("A", "The proposed answer is (B), and the passage supports (B). So it is correct."), ("A", "Yes. C is the correct option."), (NONE, "The proposed answer is (C)."), ("B", "The proposed answer is (C), but the correct one is (A). So my verdict is (B)."), ("A", "The proposed answer is (A) correct."),
        ("A", "A - The proposed answer, option C, names the river."), ("B", "The user's answer is (A), and that is wrong."), ("B", "The correct option is (B) incorrect."), (NONE, "The correct option is (B) ribosome."),
    ],
)  # fmt: skip
def test_a_letter_of_the_answer_under_judgement_chooses_nothing(letter: str, reply: str) -> None:
    """Unless its own words stand behind it."""
    assert letter == chosen(reply)


@pytest.mark.parametrize(
    ("sole", "texts"),
    [
        (True, ("What is the capital of Peru?", "Lima")), (True, ("A shirt costs 5. How much are two?", "10")), (False, ("Which one? (A) Lima (B) Quito", "A")), (False, ("a) Lima b) Quito", "Lima")),
        (False, ("Which vitamin is it?", "Vitamin C")), (False, ("A: Lima\nB: Quito", "Lima")), (True, ("What stands for water in this table?", "D")),
    ],
)  # fmt: skip
def test_letters_of_what_is_judged_are_looked_for(sole: bool, texts: tuple[str, ...]) -> None:
    """An article is none, and neither is a letter that no option has."""
    assert sole == asked_alone(VERDICT, texts).sole


@pytest.mark.parametrize(
    ("option", "reply"),
    [("true", "False? No, it is true."), ("true", "False? No."), ("false", "True? No."), ("true", "True? Yes."), ("false", "<final_choice>false</final_choice>"), ("true", "True? Yes, it is.")],
)  # fmt: skip
def test_a_question_is_answered(option: str, reply: str) -> None:
    """By yes and no, which are words of options themselves."""
    assert option == chosen(reply, TRUE_FALSE)


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        ("A", "B. Sorry, I meant A."), ("B", "A... no, B."), ("B", "(A) correct. Actually, the sum is 9. (B) incorrect."), ("A", "B - no, it's A."), ("B", "A, I mean B"), ("A", "B, oh no, A."), ("A", "Incorrect. Wait, no, it is correct: 9."), ("A", "(B)? No, (A)."), ("B", "**B**? Yes."), (NONE, "A. Or maybe B?"), (NONE, "A, or even (B)"), (NONE, "A. Let me reconsider:"), ("A", "A. Let me double-check: 4 + 5 = 9."), (NONE, "A — no."),
        (NONE, "Sorry, I cannot say."),
    ],
)  # fmt: skip
def test_what_is_taken_back_is_not_chosen(letter: str, reply: str) -> None:
    """What comes behind it is, if that is one option."""
    assert letter == chosen(reply, SOLE)


@pytest.mark.parametrize(
    ("letter", "reply"),
    [
        ("A", '{"reasoning": "The proposed answer (B-flat) is right.", "choice": "A"}'), ("B", '{"proposed_answer": "A", "verdict": "B", "confidence": 0.9}'),
        ("B", '{"steps": ["A is tempting"], "explanation": "It is A \\"by the book\\".", "final_choice": "(B) incorrect"}'), (NONE, '{"choice": "A", "other": "B"}'), (NONE, '{"choice": "A", "answer": "B"}'),
        ("B", '{"evaluation": "The sum is 9 and not 8, so who says correct errs.", "choice": "B"}'), ("A", '{"choice": "A", "why": "incorrect would be wrong"}'), (NONE, '{"note": "B would do"}'), (NONE, '{"choice": "undecided", "note": "the answer is wrong"}'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("reasoning", [True, False])
def test_the_field_of_the_choice_decides(letter: str, reply: str, reasoning: bool) -> None:
    """What other fields explain is no choice, but one that holds an option is."""
    assert letter == chosen(reply, reasoning=reasoning)


def test_the_place_of_a_choice_in_a_field_is_that_in_the_reply() -> None:
    """Its token is found there."""
    reply = '{"reasoning": "B or not B", "choice": "A"}'
    choice = choose(reply, VERDICT)
    assert isinstance(choice, Choice)
    assert reply.rindex("A") == choice.at


@pytest.mark.parametrize(
    ("letter", "reply"), [("B", "B B B B"), ("B", "incorrect incorrect"), (NONE, "A B A B")]
)
def test_one_word_over_and_over_is_one(letter: str, reply: str) -> None:
    """As small models go on."""
    assert letter == chosen(reply)


def test_no_option_is_called_i() -> None:
    """Who chooses may say "I"."""
    taken = [f"{one}) Lima" for one in "ABCDEFG"]
    assert "JKLM" == letters(taken, 4)


@pytest.mark.parametrize(
    ("letter", "reply"), [("D", "Its capital is Lima (D)."), (NONE, "Its capital is Cusco (D).")]
)
def test_an_answer_may_stand_in_front_of_its_letter(letter: str, reply: str) -> None:
    """At the end of a reply that reasons; a letter behind something else may be of the question."""
    among = clustered("clustered", "DEF", ("Lima", "Quito"), own=0)
    assert letter == chosen(reply, among, reasoning=True)
