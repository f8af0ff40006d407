"""Code: the same behaviour under other names, and other behaviour under the same ones."""

from __future__ import annotations

import pytest

from trustcore_strategies.comparers.code import code_agreement

MEAN = '''
def mean(values):
    """The mean."""
    total = 0
    for one in values:
        total += one
    return total / len(values)
'''

SAME = [
    MEAN.replace("total", "acc").replace("one", "v"),
    MEAN.replace("mean", "average").replace("values", "xs"),
    MEAN.replace("values):", "values: list[float]) -> float:"),
    MEAN.replace('    """The mean."""\n', "    # nothing to say\n"),
    f"Here you are:\n```python{MEAN}```\nIt adds them up.",
    MEAN.replace("    total = 0", "    total: float = 0"),
    MEAN.replace("\n    ", "\n        ").replace(
        "\n            total +=", "\n                total +="
    ),
]


@pytest.mark.parametrize("other", SAME)
def test_names_and_looks_make_no_difference(other: str) -> None:
    """Neither do docstrings, annotations, comments and fences."""
    assert 1.0 == code_agreement(MEAN, other)


FLIPPED = [("+=", "-="), ("/ len", "* len"), ("total = 0", "total = 1")]


@pytest.mark.parametrize(("this", "that"), FLIPPED)
def test_another_operator_or_number_is_other_behaviour(this: str, that: str) -> None:
    """Everything else being the same."""
    found = code_agreement(MEAN, MEAN.replace(this, that))
    assert found is not None
    assert found < 0.5


def test_other_code_cannot_be_told_without_running_it() -> None:
    """It may do the same: words say nothing about that."""
    assert code_agreement(MEAN, "def mean(values):\n    return sum(values) / len(values)") is None
    assert code_agreement(MEAN, MEAN.replace("len(values)", "len(total)")) is None
    assert code_agreement("", "") is None


def test_a_method_of_another_name_is_another_method() -> None:
    """What a program does not bind itself keeps its name."""
    assert code_agreement("xs.sort()", "xs.reverse()") is None
    assert code_agreement("f(a)", "g(a)") is None
    assert 1.0 == code_agreement("f(x=1, y=2)", "f(y=2, x=1)")


def test_other_languages_are_compared_by_their_tokens() -> None:
    """Without blanks and comments."""
    script = "function f(a) { return a + 1; } // adds one"
    assert 1.0 == code_agreement(script, "function f(a){\n  return a+1; /* so */\n}")
    assert code_agreement(script, "function f(a) { return a - 1; }") is None


def test_a_semicolon_at_the_end_of_a_line_says_nothing() -> None:
    """One inside of a line parts two statements."""
    assert 1.0 == code_agreement("let f = a => a;", "let f = a => a")
    assert 1.0 == code_agreement("let a = 1; // one\nlet b = a;", "let a = 1\nlet b = a")
    assert code_agreement("for (;;) g(a)", "for () g(a)") is None


def test_hostile_code_is_no_code() -> None:
    """Deep nesting and characters that are none are not compared, and stop nobody."""
    assert code_agreement("(" * 5000, "(" * 5000 + ")") is None
    assert code_agreement("x = '\x00'", "x = 1") is None


def test_very_long_code_is_the_same_or_is_not_compared() -> None:
    """Of which only a part would be seen: two that begin alike need not be the same."""
    long = "x = 1\n" * 20_000
    assert 1.0 == code_agreement(long, long)
    assert code_agreement(long + "y = 1\n", long + "y = 2\n") is None


def test_long_code_is_compared_by_its_tokens() -> None:
    """Trees of it take seconds."""
    long = "x = 1\n" * 4_000
    assert 1.0 == code_agreement(long, long.replace(" ", ""))
    assert code_agreement(long, long + "y = 2\n") is None
