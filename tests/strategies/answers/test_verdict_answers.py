"""Verdicts: yes, no and neither in many words and languages, and denials in sentences."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

QUESTION = "Is water wet?"
SAME = [
    ("Yes", "Yes."), ("Yes", "yes"), ("Yes", "True"), ("Yes", "Correct"), ("Yes", "Correct, it is."), ("Yes", "Absolutely."), ("Yes", "Of course."),
    ("Yes", "Yes, because it clings to surfaces."), ("Yes", "It is."), ("No", "It is not."), ("No", "It isn't."), ("No", "Nope"), ("No", "False"),
    ("No", "No, it only makes other things wet, as chemists say."), ("No", "Not at all."), ("No", "Certainly not."), ("No", "Incorrect"), ("No", "That is not true."),
    ("Yes", "Water is wet."), ("No", "Water is not wet."), ("Yes", "I think the answer is yes."), ("No", "I would say no."), ("No", "Water makes things wet, so no."),
    ("Yes", "Indeed, water is wet."), ("Yes\n\nWater clings.", "Yes"), ("No. Water is a liquid.", "No, wetness is a relation."), ("y", "Yes"), ("n", "no"),
    ("The statement is false because wetness is a relation.", "False"), ("Oui", "oui, bien sûr"), ("Ja", "ja, natürlich"), ("Sí", "sí, claro"), ("はい", "はい、そうです。"),
    ("是", "是的"), ("да", "Да, конечно"), ("نعم", "نعم، بالطبع"), ("हाँ", "हाँ, बिल्कुल"), ("네", "네, 그렇습니다"), ("Definitely", "Yes"), ("Yes - but only a little", "Yes"),
    ("Yes, it can.", "Yes"), ("The answer is no.", "No"), ("**Yes**", "Yes"), ("Answer: Yes", "true"), ("Nein", "nein, das stimmt nicht"), ("Maybe", "Perhaps"),
]  # fmt: skip
DIFFERENT = [
    ("Yes", "No"), ("Yes, it is", "No, it is not"), ("True", "False"), ("True", "Not true"), ("Correct", "Incorrect"), ("Yes", "Maybe"), ("Yes", "Yes and no"),
    ("Probably", "Probably not"), ("Definitely", "Definitely not"), ("I'd say yes", "I'd say no"), ("It is wet.", "It is not wet."), ("It can be", "It cannot be"),
    ("Water is wet.", "Water is not wet."), ("No", "Water is wet."), ("Oui", "Non"), ("Ja", "Nein"), ("Sí", "No"), ("Да", "Нет"), ("はい", "いいえ"), ("是", "不是"), ("对", "不对"),
    ("네", "아니요"), ("نعم", "لا"), ("हाँ", "नहीं"), ("vrai", "faux"), ("wahr", "falsch"), ("verdadero", "falso"), ("Certainly yes here", "Certainly no here"),
    ("The answer is yes.", "The answer is no."), ("Yes, chemists agree that water is wet.", "No chemist agrees that water is wet."), ("legal", "illegal"), ("possible", "impossible"),
    ("always", "never"), ("It does", "It doesn't"), ("Evet", "Hayır"), ("tak", "nie"), ("Sim", "Não"), ("Likely", "Unlikely"),
]  # fmt: skip
DENIALS = [
    ("You can park here.", "You cannot park here."), ("It is safe to drink.", "It is not safe to drink."), ("It is safe to drink.", "It is unsafe to drink."),
    ("All members may vote.", "No members may vote."), ("not Smith", "Smith"), ("Use it with water.", "Use it without water."), ("Tom does live here.", "Tom does not live here."),
    ("The drug is effective.", "The drug is ineffective."), ("Smoking is permitted.", "Smoking is prohibited."), ("He always pays.", "He never pays."),
    ("The shop is open on Sunday.", "The shop is closed on Sunday."), ("Prices increased last year.", "Prices decreased last year."), ("Sie dürfen hier parken.", "Sie dürfen hier nicht parken."),
    ("Il est malade.", "Il n'est pas malade."), ("Turn left at the church.", "Turn right at the church."), ("Take it before meals.", "Take it after meals."),
    ("It is possible to swim there.", "It is impossible to swim there."), ("The film was successful.", "The film was unsuccessful."), ("It's legal in Italy.", "It's illegal in Italy."),
]  # fmt: skip


def agreement(one: str, other: str, question: str = QUESTION) -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_verdict(one: str, other: str) -> None:
    """The same verdict agrees, whatever is said for it."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_verdicts(one: str, other: str) -> None:
    """Opposite verdicts, and neither, do not agree."""
    assert agreement(one, other) < 0.5


@pytest.mark.parametrize(("one", "other"), DENIALS)
def test_denials(one: str, other: str) -> None:
    """A sentence and the one that denies it do not agree."""
    assert agreement(one, other, "What does the sign say?") < 0.5


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (
            "Does light go faster than sound?",
            "Light does go faster than sound, and both go.",
            "Yes",
        ),
        ("Can penguins fly?", "Penguins cannot fly, as their wings are short.", "No"),
        ("Is the wall visible?", "The wall is not visible, because it is too narrow.", "No"),
    ],
)
def test_a_claim_that_goes_on(question: str, text: str, value: str) -> None:
    """What is added to it takes nothing back."""
    opposite = "No" if value == "Yes" else "Yes"

    assert agreement(text, value, question) >= 0.5 > agreement(text, opposite, question)


def test_a_claim_that_is_restricted_behind() -> None:
    """Only in water is not simply yes."""
    assert agreement("Penguins can fly, but only in water.", "Yes", "Can penguins fly?") < 0.5
