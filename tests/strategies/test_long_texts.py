"""Long texts on purpose: what is done to compare them is bounded, whatever they are made of."""

from __future__ import annotations

import pytest

from tests.function_calls import calls_of
from trustcore import Evidence
from trustcore_strategies.comparers.data import data_agreement
from trustcore_strategies.consistency import Consistency

UNITS = (
    *("a", "1", " ", "\n", "(a)", "(", "[(", "{", "<", "a\n", "- a\n", "1. a\n", "1) a ", "# a\n"),
    *("| a | b |\n", "|-|-|\n", "a,b\n", "a,b,c;", "a: b\n", "```\n", "```python\nx=1\n", "``` "),
    *(
        "~~a",
        "**a**",
        "`a`",
        "<a>",
        "</a>",
        "<think>",
        "</think>",
        "\\boxed{",
        "\\frac{1}{2}",
        "$x$",
    ),
    *(
        "&amp;",
        "Answer: ",
        "The answer is 4. ",
        "Probability: 0.5 ",
        "#### 5\n",
        '{"answer": ',
        '"a"',
    ),
    *(
        "1,000",
        "1/2 ",
        "1:30 ",
        "2020-01-01 ",
        "5 km ",
        "x=1, ",
        "= ",
        "a<b ",
        "not a, but b. ",
        "A) ",
    ),
    *(
        "a or b ",
        "a (b) ",
        "IV ",
        "no wait ",
        "\u00bd",
        "\u4e09\u767e",
        "\ufdfa",
        "\u2192",
        "a -> b ",
    ),
    *("def f():\n", "if a:\n  b\n", '{"a": 1}\n', "[1, ", "<p>a</p>", "i.e. ", "Mr. ", "three "),
)
"""What a rule looks for, or what makes a search begin again and again."""


def compared(unit: str, size: int) -> None:
    """Compare two texts of that size, and word what a judge is asked about them."""
    text = unit * (size // len(unit))
    evidence = Evidence.of("How many are there?", text, [f"{text}5"]).with_memo({})
    consistency = Consistency(samples=1, asks=4)
    consistency.needs(evidence)
    consistency.assess(evidence)


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_takes_no_more_calls_than_a_fifth_of_it(unit: str) -> None:
    """Of a long text so much is read and no more."""
    compared(unit, 1_000)  # what is made once in a process
    fifth = calls_of(lambda: compared(unit, 200_000))
    assert calls_of(lambda: compared(unit, 1_000_000)) <= 1.1 * fifth + 500


def rows(count: int, mark: str) -> str:
    """A table of two columns, in which no row is the same as with another mark."""
    return "\n".join(["name,size", *(f"{mark}{at},{mark}{at}" for at in range(count))])


def test_tables_of_different_rows_are_paired_in_linear_time() -> None:
    """Twice the rows take twice the calls: equal rows are found by what they hold."""
    data_agreement(rows(100, "a"), rows(100, "b"))
    once = calls_of(lambda: data_agreement(rows(500, "a"), rows(500, "b")))
    assert calls_of(lambda: data_agreement(rows(1_000, "a"), rows(1_000, "b"))) <= 2.2 * once


def test_a_table_of_very_many_rows_is_a_text() -> None:
    """Its values are not compared one by one."""
    assert data_agreement(rows(1_999, "a"), rows(1_999, "a")) == 1.0
    assert data_agreement(rows(2_000, "a"), rows(2_000, "a")) is None


@pytest.mark.parametrize("unit", ["x = 1\n", "def f(a):\n    return a + 1\n", "a(b)+", "("])
def test_long_programs_are_not_taken_apart(unit: str) -> None:
    """What takes seconds for a tree of Python is not tried for long ones."""

    def compared(size: int) -> None:
        code = "```python\n" + unit * (size // len(unit))
        evidence = Evidence.of("Write a function f.", code, [f"{code}\ny = 5"]).with_memo({})
        Consistency(samples=1, asks=4).assess(evidence)

    compared(1_000)
    half = calls_of(lambda: compared(150_000))
    assert calls_of(lambda: compared(1_000_000)) <= 1.1 * half + 500
