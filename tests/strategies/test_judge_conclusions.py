"""Ends of replies that reason: conclusions in prose, options shown again, forms repeated."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import pytest

from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import VERDICT
from trustcore_strategies.reflection.parse import choose

NONE = "none"


def chosen(reply: str, *, reasoning: bool) -> str:
    choice = choose(reply, VERDICT, reasoning=reasoning)
    return choice.option.letter if isinstance(choice, Choice) else NONE


CONCLUSIONS = (
    ("B", "It was Fleming. Therefore, the proposed answer, Pasteur, is incorrect."), ("B", "So the proposed answer is incorrect. The right year is 1912."), ("B", "Hence the answer is wrong.\n\nIt should have been 12."),
    ("B", "The sum is 9. Therefore the proposed answer is incorrect, as it says 8."), ("A", "The sum is 9. The proposed answer is correct."), ("B", "It is 9. So, the correct option is (B) incorrect."),
    ("B", "The units are off.\nFinal choice: X\n\nX = B"), ("A", "All holds.\nFinal choice: X\nA"),
    ("A", "It all fits. I would go with (A)."), ("A", "Correct.\n\nExplanation:\nThe sum of 4 and 5 is 9."), ("B", "Correct.\n\nThe sum is 9, so the answer is wrong."), (NONE, "Correct.\n\nLet me check: 4 and"), ("B", "So the verdict is:\n\n(B) incorrect\n\nThe sum is 9."), (NONE, "The options:\n(A) correct\nIt would need a sum of 9."), ("A", "It is 9. The proposed answer is correct: 4 + 5 = 9."), ("A", 'Thus the answer is true.\nReason: it answers the question "Who was it? " and names Oslo.'), ("B", "It is 9. Putting it all together, the proposed answer is incorrect."), ("A", "All in all, I'd say the proposed answer is right."), ("B", "This means that the answer, 8, is off by one and hence wrong."),
    ("B", "It is 9.\nHence 'incorrect' is the final choice."), (NONE, "With five sides, the proposed answer is correct."), ("B", 'So, the answer to the question "Is 57 prime?" is wrong.'), ("B", "Nein.\nEndgültige Wahl: B"), ("A", "Да.\nИтоговый ответ: A"), ("B", "いいえ。\n最終的な選択：B"), ("A", "نعم.\nالاختيار النهائي: A"), ("B", "No.\nMi veredicto: B"),
    (NONE, "The sum is 9. The proposed answer is correct"), (NONE, "So the proposed answer is incorrect. But let us check the units."), (NONE, "So the answer is wrong. However, it is close."), (NONE, "The first step is correct. The second is wrong."),
    (NONE, "So the answer is wrong. The year 1912 was"), (NONE, "If the base is 8, the answer is therefore correct."), (NONE, "All holds.\nFinal choice: X"), (NONE, "So (A) would be right if x = 2."), (NONE, "The proposed answer is correct. The proposed answer is incorrect."),
)  # fmt: skip

TICKED = (
    ("A", "(A) correct ✅\n(B) incorrect\n(C) not sure"), ("B", "A) correct\nB) incorrect ✔\nC) not sure"), ("B", "(A) correct\n(B) incorrect ←\n(C) not sure"), ("C", "A correct\nB incorrect\n☑ C not sure"),
    ("B", "The steps are correct ✅\nThe sum is off.\n\nB"), (NONE, "(A) correct\n(B) incorrect\n(C) not sure"),
)  # fmt: skip


@pytest.mark.parametrize(("letter", "reply"), CONCLUSIONS)
def test_the_last_sentences_may_conclude(letter: str, reply: str) -> None:
    """Unless they are cut, take something back, or speak of a step."""
    assert letter == chosen(reply, reasoning=True)


@pytest.mark.parametrize(("letter", "reply"), TICKED)
def test_an_option_may_be_ticked_in_the_list(letter: str, reply: str) -> None:
    """A tick behind anything but an option is a remark."""
    assert letter == chosen(reply, reasoning=False)
