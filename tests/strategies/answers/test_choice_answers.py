"""Choices: option lists in every style, and answers that pick, deny or name several of them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.options import options

LIST = "Which animal lays eggs?\nA. Dog\nB. Platypus\nC. Cat\nD. Whale"
SAME = [
    ("B", "(B)"), ("B", "b"), ("B.", "B"), ("Option B", "B"), ("choice B", "B"), ("B", "Platypus"), ("B. Platypus", "B"), ("B) Platypus", "Platypus"), ("B: Platypus", "B"),
    ("B - Platypus", "B"), ("The answer is B.", "B"), ("The correct answer is (B).", "B"), ("The answer is B because it lays eggs.", "B"), ("I think it's B", "B"),
    ("I'd go with B, the platypus.", "B"), ("Clearly B", "B"), ("B because mammals like it lay eggs", "B"), ("**B**", "B"), ("\\boxed{B}", "B"), ("<answer>B</answer>", "B"),
    ("B\n\nExplanation: option A is a mammal.", "B"), ("C\n\n(B) is wrong here.", "C"), ("D\nReason: option B does not.", "D"), ("B (not option C)", "B"), ("Answer: B", "B"),
    ("A is wrong, so B", "B"), ("The platypus lays eggs.", "B"), ("Ｂ", "B"), ("Antwort: B", "B"), ("Réponse : B", "B"), ("答案：B", "B"), ("答案是 B。", "B"), ("Ответ: B", "B"),
    ("Respuesta: B", "B"), ("정답: B", "B"), ("الإجابة: B", "B"), ("Final answer: **B**", "B"), ("It is not A, it is B.", "B"), ("A, B", "B and A"), ("A and D", "(A), (D)"),
    ("B is correct: the platypus lays eggs.", "B"), ("I first thought of (A), but that is incorrect. Final answer: B.", "B"), ("none of the above", "None of these"), ("[B]", "B"),
]  # fmt: skip
DIFFERENT = [
    ("B", "C"), ("B", "Cat"), ("A. Dog", "B. Platypus"), ("The answer is A. Note that B is a common guess.", "B"), ("B\n\nOption A is wrong.", "A"), ("D\nwhile option C is a pet.", "C"),
    ("The answer is not (B).", "B"), ("Not option C", "C"), ("Anything but (A)", "A"), ("I rule out option D", "D"), ("(C) is incorrect", "C"), ("Option A is wrong", "A"),
    ("A, B", "B"), ("A and C", "C"), ("A and B", "A and C"), ("B", "None of the above"), ("Dogs do not lay eggs as in A, so B", "A"), ("Antwort: A", "Antwort: B"),
    ("(A)", "(D)"), ("I would eliminate B.", "B"), ("Respuesta: C", "Respuesta: D"), ("Whale", "Dog"), ("All of the above", "B"), ("The correct answer is C since cats do.", "A"),
]  # fmt: skip
STYLES = [
    ("a) four\nb) nine\nc) eight", "b", "nine"), ("1. four\n2. nine", "2", "nine"), ("(1) four\n(2) nine\n(3) six", "Option 2", "nine"), ("**A.** four\n**B.** nine", "B", "nine"),
    ("(a) four (b) nine", "(b)", "nine"), ("A: four\nB: nine", "B", "nine"), ("A | four\nB | nine", "B", "nine"), ("- A) four\n- B) nine", "B", "nine"), ("А) четыре\nБ) девять", "Б", "девять"),
    ("i. four\nii. nine", "ii", "nine"), ("① four\n② nine", "②", "nine"), ("ア. 四つ葉\nイ. 九つ", "イ", "九つ"), ("A) four B) nine C) six", "B", "nine"), ("A - four\nB - nine", "B", "nine"),
    ("[A] four\n[B] nine", "B", "nine"), ("α) four\nβ) nine", "β", "nine"), ("أ) أربعة\nب) تسعة", "ب", "تسعة"), ("क) चार\nख) नौ कलम", "ख", "नौ कलम"), ("가. 사과\n나. 배나무", "나", "배나무"),
    ("A、赤\nB、青", "B", "青"),
]  # fmt: skip
LETTERS = [
    ("A minor", "E minor"), ("A major", "G major"), ("A positive", "O positive"), ("A sharp", "sharp"), ("a score of A", "a score of C"), ("Team A", "Team"), ("A, D", "D"),
    ("A and D", "D"), ("A negative", "B negative"), ("Vitamin A", "Vitamin"), ("Vitamin A", "Vitamin C"), ("Hepatitis A", "Hepatitis B"), ("Type A", "Type B"), ("Plan A", "Plan"),
]  # fmt: skip


def agreement(one: str, other: str, question: str = LIST) -> float:
    return Comparison(question).agreement(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_choice(one: str, other: str) -> None:
    """Ways to pick one option agree."""
    assert agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_choices(one: str, other: str) -> None:
    """Other options, denied ones and several of them do not agree."""
    assert agreement(one, other) < 0.5


@pytest.mark.parametrize(("listed", "label", "text"), STYLES)
def test_styles_of_lists(listed: str, label: str, text: str) -> None:
    """A label and the text of its option are one choice in every style of list."""
    assert agreement(label, text, "Which is odd?\n" + listed) >= 0.5
    others = [one for one in listed.replace("\n", " ").split() if one not in label]
    assert others


@pytest.mark.parametrize(("one", "other"), LETTERS)
def test_the_letter_a_is_no_article(one: str, other: str) -> None:
    """The letter A names something: it is not dropped as an article."""
    assert agreement(one, other, "Which one?") < 0.5


def test_options_are_read_from_the_question() -> None:
    """The options are the last run of labels from the first on; one option alone is none."""
    assert {"A": ("lyon",), "B": ("paris",)} == options("1. See.\nWhich?\nA. Lyon\nB. Paris")
    assert {} == options("A. Only one option")


def test_an_article_is_not_a_choice() -> None:
    """A sentence that begins with the article picks no option."""
    assert agreement("A man in Paris", "A", "Which?\nA. Lyon\nB. Paris\nC. Nice") < 0.5
