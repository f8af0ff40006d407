"""Answers in the way that language models write them: openers, glosses, programs, powers of ten."""

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

LIGHT = "What is the speed of light?"
DIE = "What is the probability of rolling a 6?"
CONSTANT = "It is a constant of physics in the theory of relativity, which is known to be"
FAIR = (
    "The probability is \\( \\frac{1}{6} \\). This is because a fair die has 6 faces. Thus, it is "
    "\\( \\frac{1}{6} \\).\n\nHere is a program:\n\n```python\np = 1 / 6\nprint(p)\n```"
)
SAME = [
    ("What is the plural of 'mouse'?", "The plural of 'mouse' is 'mice'.", "Mice"),
    ("What is the plural of 'sheep'?", "The plural of 'sheep' is 'sheep'.", "sheep"),
    ("What is the past tense of 'go'?", 'The past tense of "go" is "went".', "went"),
    ("Was ist die Mehrzahl von Haus?", "Die Mehrzahl von Haus ist H\u00e4user.", "H\u00e4user"),
    (
        LIGHT,
        "The speed of light is approximately 299,792,458 meters per second.",
        "It is approximately 2.9979 x 10^8 meters per second (c), or about 670,616,629 mph.",
    ),
    (
        LIGHT,
        "299,792,458 m/s",
        f"{CONSTANT} exactly 299,792,458 meters per second (or 186,282 miles per second).",
    ),
    (
        "How tall is it?",
        "It is a mountain that stands at 8,848 meters (29,029 feet) above the sea, which is a lot.",
        "8848 m",
    ),
    (
        DIE,
        "The probability of rolling a 6 is 1/6.",
        FAIR,
    ),
    ("How many are left?", "Sure! There are 12 apples left.", "12"),
    ("What is its mass?", "9.11e-31 kg", "9.1093837e-31 kg"),
    (LIGHT, "3.00 x 10^8 m/s", "2.998 x 10^8 m/s"),
]
DIFFERENT = [
    ("What is the plural of 'mouse'?", "The plural of 'mouse' is 'mouse'.", "mice"),
    ("What is the past tense of 'put'?", "The past tense of 'put' is 'putted'.", "put"),
    (
        LIGHT,
        "299,792,458 m/s",
        f"{CONSTANT} exactly 150,000,000 meters per second (or 93,000 miles per second).",
    ),
    (DIE, "It is 1/6.", FAIR.replace("1}{6", "1}{5")),
    ("What is its mass?", "9.11e-31 kg", "9.2e-31 kg"),
    (LIGHT, "3.00 x 10^8 m/s", "3.01 x 10^8 m/s"),
    ("How many grains?", "1.5e3", "1540"),
]


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_one_answer(question: str, one: str, other: str) -> None:
    """What stands around the value, and how it is written, makes no other of it."""
    assert Comparison(question).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_two_answers(question: str, one: str, other: str) -> None:
    """Near misses in the same clothes."""
    assert Comparison(question).agreement(one, other) < 0.5
