"""Worked solutions: what they end in, whatever numbers stand around it."""

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

PAY = (
    "Tom earns $14 an hour for painting. Yesterday he painted for 30 minutes. How much did he earn?"
)
EGGS = "A hen lays 16 eggs a day. Sue eats 3 and bakes with 4. How many eggs does she have left?"
DAY = "Today is 12/31/1998. What is the date one week from today in MM/DD/YYYY?"
SAME = [
    (
        PAY,
        "Tom earns 14/60 = $0.2333 a minute.\nWorking 30 minutes, he earned 0.2333 x 30 = $7.",
        "7",
    ),
    (PAY, "He works half an hour. So, Tom earned $7 for 30 minutes of painting.", "$7"),
    (PAY, "30 minutes is half an hour.\nHalf of $14 is $7.\n\nTherefore, Tom earned $7.", "#### 7"),
    (EGGS, "Sue uses 3 + 4 = 7 eggs.\nShe has 16 - 7 = 9 eggs left.", "9"),
    (EGGS, "16 - 3 - 4 = 9. Sue has nine eggs left.", "The answer is 9."),
    (EGGS, "First, she eats 3, leaving 13. Then she bakes with 4, leaving 9 eggs.", "9 eggs"),
    (EGGS, "**Step 1:** 3 + 4 = 7\n\n**Step 2:** 16 - 7 = 9\n\nShe is left with **9 eggs**.", "9"),
    (DAY, "One week from 12/31/1998 is 01/07/1999. So the answer is 01/07/1999.", "01/07/1999"),
    (
        DAY,
        "Today is 12/31/1998, so a week later it is January 7, 1999. Answer: 01/07/1999",
        "1999-01-07",
    ),
]
DIFFERENT = [
    (PAY, "Working 30 minutes, he earned 0.2333 x 30 = $7.", "30"),
    (
        PAY,
        "So, Tom earned $7 for 30 minutes of painting.",
        "So, Tom earned $8 for 30 minutes of painting.",
    ),
    (EGGS, "She has 16 - 7 = 9 eggs left.", "She has 16 - 4 = 12 eggs left."),
    (EGGS, "First, she eats 3, leaving 13. Then she bakes with 4, leaving 9 eggs.", "13"),
    (DAY, "So the answer is 01/07/1999.", "So the answer is 07/01/1999."),
    (DAY, "So the answer is 01/07/1999.", "So the answer is 01/08/1999."),
]


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_a_worked_solution_and_its_result(question: str, one: str, other: str) -> None:
    """A worked solution agrees with its result and with another way to it."""
    assert Comparison(question).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_worked_solutions_that_end_elsewhere(question: str, one: str, other: str) -> None:
    """Solutions that end in another result do not agree, however alike they are."""
    assert Comparison(question).agreement(one, other) < 0.5
