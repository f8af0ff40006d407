from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.extract import final_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (r"So we get \[ \boxed{41} \] in total.", "41"),
        (r"First \boxed{1}, but finally \boxed{\frac{3}{4}}.", r"\frac{3}{4}"),
        (r"\boxed{\text{odd}}", r"\text{odd}"),
        (r"\boxed{a \} b}", r"a \} b"),
        ("\\boxed{12\nand so on", "12"),
        ('{"reasoning": "because", "answer": "Mount \\"K2\\""}', 'Mount "K2"'),
        ('```json\n{"final_answer": 42}\n```', "42"),
        ('Here it is:\n```json\n{"answer": "Rome"}\n```', "Rome"),
        ("48 / 2 = 24\n48 + 24 = 72\n#### 72\n", "72"),
        ("Guess: Amanda Bynes\nProbability: 0.1", "Amanda Bynes"),
        (" Guess: 1892, Probability: 0.85", "1892"),
        ("Paris\nConfidence: 90%", "Paris"),
        ("Answer: Paris", "Paris"),
        ("**Final Answer:** **Paris**", "Paris"),
        ("### Final answer\n\n42", "42"),
        ("Answer:\n\nParis\nProbability: 0.3", "Paris"),
        ("Answer: one\nOn reflection that is wrong.\nAnswer: two", "two"),
        ("It is aseptic. Answer: Aseptic technique.", "Aseptic technique"),
        ("Answer:\n```python\nx = 1\n```\nThat is it.", "python\nx = 1"),
        ("We see that the answer is Rome. It is old.", "Rome"),
        ("The answer is 3.5.", "3.5"),
        ("So the correct answer is: (B) Lyon", "(B) Lyon"),
        ("Thought: it is B.\nAction: finish[B]", "B"),
        ("<think>The answer is 3. No: 4.</think>\n\nfour", "four"),
        ("The capital is Paris.", "The capital is Paris"),
        ('"Paris"', "Paris"),
        ("", ""),
        ("...", "..."),
    ],
)
def test_final_answer(text: str, answer: str) -> None:
    """The final answer is found in every usual form."""
    expected = answer if "```python" not in text else "x = 1"
    assert expected == final_answer(text).text


@pytest.mark.parametrize(
    "text",
    [
        "x = a[0] + b[1]",
        "Answer: x = a[0] + b[1]",
        "The answer is x = a[0] + b[1]",
        "#### x = a[0] + b[1]",
    ],
)
def test_code_is_not_cut_at_punctuation(text: str) -> None:
    """An answer with brackets and operators is kept whole."""
    assert final_answer(text).text == "x = a[0] + b[1]"


@pytest.mark.parametrize(
    "text",
    [
        "The answer is not simple, as many factors play a role",
        "#### A heading\n\nand a paragraph",
        "My answers vary",
        'He said {"answer": 3} and left',
    ],
)
def test_prose_is_not_marked(text: str) -> None:
    """Words that only look like a marker leave the whole text as the answer."""
    found = final_answer(text)
    assert (False, text) == (found.marked, found.text)


@given(st.text() | st.from_regex(re.compile(r"(?:Answer: |\\boxed\{|\}|\.|\n|the answer is |a)*")))
def test_the_span_is_where_the_answer_stands(text: str) -> None:
    """Outside of JSON the answer is literally the text between start and end."""
    found = final_answer(text)
    assert 0 <= found.start <= found.end <= len(text)
    assert found.text == text[found.start : found.end]


HOSTILE = [
    " ", "\n", "a", "9", "1,", ". ", "\\boxed{", "{", "\\frac{", "the answer is ", "Answer: ",
    "Answer:\n", "#### ", "####\n", "finish[", "Probability ", ".      ", "</think>", "> * ", '"',
    '{"answer": "', "\\", "the the ", "(A) ", "answer to the question ", "\n\n\n Answer ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_megabyte_comes_to_an_end(unit: str) -> None:
    """The time grows with the length only: growing with its square this would take an hour."""
    text = unit * (1_000_000 // len(unit))
    found = final_answer(text)
    assert 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "We use code to ensure that our solution is accurate. Then 3 + 4 = 7.",
        "We check whether the answer is correct, and 3 + 4 = 7.",
        "p is .04, which means the result is statistically significant. The drug works.",
        "Let us verify the answer is right. There are seven.",
        "It is a protocol in which a request is sent, and a response is sent back.",
        "In a quiz every answer is worth a point, and each result is written down.",
    ],
)
def test_what_is_said_of_an_answer_is_none(text: str) -> None:
    """How good it is says not what it is."""
    assert not final_answer(text).marked


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The road bends to the east. The answer is right.", "right"),
        ("So the result is positive.", "positive"),
        ("The solution is unique. The answer is 7.", "7"),
    ],
)
def test_a_word_that_may_assess_is_an_answer_where_it_is_stated(text: str, answer: str) -> None:
    """Left or right? Positive or negative?"""
    assert answer == final_answer(text).text


def test_a_variable_of_a_program_is_no_label() -> None:
    """The answer of a text that runs a program stands below it."""
    text = (
        "We use Python:\n\n```python\nresult = 15 / 100 * number\nprint(result)\n```\n"
        "```output\n36.0\n```\nThus 15% of 240 is 36."
    )
    assert not final_answer(text).marked
    assert Comparison("What is 15% of 240?").agreement(text, "36") >= 0.5


@pytest.mark.parametrize(
    ("one", "other"), [("n ** 2", "n2"), ("__len__(n)", "len(n)"), ("n * 2 ** n", "n * 2n")]
)
def test_signs_of_a_program_are_no_emphasis(one: str, other: str) -> None:
    """Powers and names with underscores stay in a fence."""
    texts = [f"```python\ndef f(n):\n    return {value}\n```" for value in (one, other)]

    assert Comparison("Write f in Python.").agreement(*texts) < 1.0
