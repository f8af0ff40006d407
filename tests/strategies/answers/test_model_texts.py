"""Answers in the way that language models write them: openers, glosses, programs, powers of ten."""

# ruff: noqa: E501  (texts of other scripts)

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
PHONE = "Who invented the telephone?"
HEX = "What is the hexadecimal value of 255?"
SAME += [
    (HEX, "The hexadecimal value of 255 is `ff`.", "0xFF"),
    (PHONE, "The invention of the telephone is credited to Alexander Bell.", "Alexander Bell"),
    ("What do you get when you mix A and B?", "When you mix A and B, the result is C.", "C"),
    ("Sort these: 9, 3, 7.", "Sure! Here are they in order: 3, 7, 9.", "They are: 3, 7, 9."),
]
GOLD = "What is the chemical symbol for gold?"
SAME += [
    (GOLD, "The chemical symbol for gold is Au. It's a metal that many people want to own.", "Au"),
    (GOLD, "The chemical symbol for gold is Au, which comes from a word of Latin for it.", "Au"),
]
DREAM = "\u8c01\u5199\u4e86\u300a\u7ea2\u697c\u68a6\u300b\uff1f"
SAME += [
    ("How long is it?", "5,730 years", "5730 \u00b1 40 years"),
    (
        DREAM,
        "\u66f9\u96ea\u82b9",
        "\u300a\u7ea2\u697c\u68a6\u300b\u662f\u66f9\u96ea\u82b9\u5199\u7684\u3002",
    ),
]
NEXT = "What is the next number in the sequence 2, 4, 8, 16?"
SAME += [
    (NEXT, "The next number in the sequence 2, 4, 8, 16 is 32.", "32"),
    (NEXT, "The next number in the sequence 2, 4, 8, 16 is 32, which is 2^5.", "It is 32."),
    ("What is the meaning of 'brief'?", "The meaning of 'brief' is short.", "short"),
]
FUJI = "\u65e5\u672c\u3067\u6700\u3082\u9ad8\u3044\u5c71\u306f\u5bcc\u58eb\u5c71\u3067\u3059\u3002"
HIGH = "\u65e5\u672c\u3067\u4e00\u756a\u9ad8\u3044\u5c71\u306f\u4f55\u3067\u3059\u304b\uff1f"
METRES = "\u9ad8\u3055\u306f3,776\u30e1\u30fc\u30c8\u30eb\u3067\u3059\u3002"
PARIS = "\u6cd5\u56fd\u7684\u9996\u90fd\u662f\u5df4\u9ece\u3002\u5b83\u4f4d\u4e8e\u585e\u7eb3\u6cb3\u7554\u3002"
SAME += [
    (HIGH, f"{FUJI}{METRES}", "\u5bcc\u58eb\u5c71"),
    (HIGH, f"{FUJI}{METRES}", f"{FUJI}\u305f\u3060\u3057\u3001{METRES}"),
    ("\u6cd5\u56fd\u7684\u9996\u90fd\u662f\u54ea\u91cc\uff1f", PARIS, "\u5df4\u9ece"),
    (
        "\ud55c\uad6d\uc758 \uc218\ub3c4\ub294 \uc5b4\ub514\uc785\ub2c8\uae4c?",
        "\ud55c\uad6d\uc758 \uc218\ub3c4\ub294 \uc11c\uc6b8\uc785\ub2c8\ub2e4. \uc11c\uc6b8\uc740 \ud55c\uac15\uc5d0 \uc788\uc2b5\ub2c8\ub2e4.",
        "\uc11c\uc6b8",
    ),
    (
        "\u041a\u0430\u043a\u0430\u044f \u0441\u0442\u043e\u043b\u0438\u0446\u0430 \u0424\u0440\u0430\u043d\u0446\u0438\u0438?",
        "\u0421\u0442\u043e\u043b\u0438\u0446\u0430 \u0424\u0440\u0430\u043d\u0446\u0438\u0438 - \u041f\u0430\u0440\u0438\u0436. \u041e\u043d \u0441\u0442\u043e\u0438\u0442 \u043d\u0430 \u0421\u0435\u043d\u0435.",
        "\u041f\u0430\u0440\u0438\u0436",
    ),
]
DIFFERENT = [
    ("How long is it?", "5,730 years", "5830 \u00b1 40 years"),
    ("How long is it?", "5730 \u00b1 30 years", "5730 \u00b1 40 years"),
    (
        "What is the half-life of carbon-14?",
        "The half-life of carbon-14, about 5,730 years, is one of the best known, as carbon-14 is.",
        "It is about 14 years.",
    ),
    (GOLD, "The chemical symbol for gold is Au. It's a metal that many people want to own.", "Ag"),
    (
        "Did Einstein win a Nobel Prize?",
        "The honour rests with the physicist, who was the only one to be nominated in 1921.",
        "The Nobel Prizes. Yes, Einstein won the Nobel Prize in 1921.",
    ),
    (HEX, "ff", "fe"),
    (PHONE, "The invention is credited to Alexander Bell.", "Antonio Meucci"),
    ("What do you get when you mix A and B?", "When you mix A and B, the result is C.", "D"),
    (NEXT, "The next number in the sequence 2, 4, 8, 16 is 32.", f"{NEXT[8:-1]} is 24."),
    (HIGH, f"{FUJI}{METRES}", f"{FUJI}{METRES}".replace("\u5bcc\u58eb\u5c71", "\u5317\u5cb3")),
    (HIGH, FUJI, FUJI.replace("\u5bcc\u58eb\u5c71", "\u5317\u5cb3")),
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
