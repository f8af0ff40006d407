"""Formulas, code and JSON: compared by what they mean, not by how they are set."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.answers.compare import Comparison

FORMULAS_SAME = [
    ("\\frac{2}{5}", "2/5"), ("\\frac{2}{5}", "0.4"), ("$\\boxed{\\frac{5}{8}}$", "5/8"), ("\\dfrac{\\pi}{3}", "pi/3"), ("\\sqrt{5}", "√5"), ("\\sqrt{7}", "sqrt(7)"), ("y^3", "y³"), ("3 + e^2", "e^{2} + 3"),
    ("(x+2)(x-3)", "(x-3)(x+2)"), ("45^\\circ", "45 degrees"), ("35\\%", "35%"), ("\\text{Friday}", "Friday"), ("\\infty", "∞"), ("\\frac{-3}{4}", "-3/4"), ("2\\frac{1}{4}", "2.25"), ("\\$18", "$18"),
    ("3^{4}", "81"), ("0.666...", "2/3"), ("\\{3,4\\}", "{3, 4}"), ("\\[ 17 \\]", "17"), ("$17$", "17"), ("O(n^2)", "O(n²)"), ("5 + 2i", "5.0 + 2.0i"), ("6 cm^2", "6 cm²"), ("6\\text{ m}^3", "6 cubic meters"),
    ("2(x+1)", "2x + 2"), ("x > 4", "4 < x"), ("y = 3x + 2", "3x + 2"), ("\\frac{x}{2}", "x/2"), ("2\\sqrt{2}", "\\sqrt{8}"), ("\\frac{\\sqrt{2}}{2}", "sqrt(2)/2"), ("x^2 - 1", "(x-1)(x+1)"), ("\\(7\\)", "7"),
    ("\\left(1, 2\\right)", "(1, 2)"), ("3\\pi", "3π"), ("\\log_2 8", "\\log_2 8"), ("a^2 + b^2", "b^2 + a^2"), ("\\cos x", "cos(x)"), ("-\\frac{1}{3}", "-1/3"), ("f(x) = x^2", "x^2"),
]  # fmt: skip
FORMULAS_DIFFERENT = [
    ("\\frac{2}{5}", "\\frac{5}{2}"), ("\\sqrt{3}", "3"), ("\\sqrt{5}", "\\sqrt{6}"), ("3x + 2", "3x - 2"), ("3\\pi", "\\pi"), ("[1, 4)", "[1, 4]"), ("-\\frac{2}{3}", "\\frac{2}{3}"), ("\\pm 2", "2"),
    ("5 cm^2", "5 cm^3"), ("x^3", "3x"), ("x > 1", "x < 1"), ("x \\geq 1", "x > 1"), ("7!", "7"), ("\\ln 5", "\\log 5"), ("\\sin x", "\\tan x"), ("3^{5}", "35"), ("\\frac{1}{1000!}", "\\frac{1}{1001!}"),
    ("x + y", "x - y"), ("e^x", "e^{2x}"), ("2\\sqrt{5}", "5\\sqrt{2}"), ("O(n)", "O(n^2)"), ("a/b", "b/a"), ("4 + 3i", "4 - 3i"), ("x = 2y", "y = 2x"), ("\\frac{x}{y}", "\\frac{y}{x}"), ("\\infty", "-\\infty"),
]  # fmt: skip
CODE = "Write a Python function for it."
CODE_SAME = [
    ("max(ys)", "```python\nmax(ys)\n```"), ("`max(ys)`", "max(ys)"), ("def g(a):\n    return a * 2", "def g(a): return a * 2"), ("y = [3, 4]", "y=[3,4]"),
    ("SELECT id FROM u WHERE b = 2;", "select id from u where b=2"), ("x = 'a'", 'x = "a"'), ("Here is the code:\n```python\nmax(ys)\n```", "max(ys)"), ("print( 'hi' )", "print('hi')"),
]  # fmt: skip
CODE_DIFFERENT = [
    ("max(ys)", "min(ys)"), ("x < y", "x > y"), ("n += 2", "n -= 2"), ("return x and y", "return x or y"), ("b[0]", "b[2]"), ("def g(a):\n    return a * 2", "def g(a):\n    return a * 3"),
    ("git push -f", "git push"), ("SELECT id FROM u WHERE b > 2", "SELECT id FROM u WHERE b < 2"), ("x == y", "x != y"), ("not x", "x"), ("range(1, n)", "range(n, 1)"), ("a.append(b)", "b.append(a)"),
]  # fmt: skip
JSON_SAME = [
    ('{"a": 1, "b": "x"}', '{"b": "x", "a": 1}'), ('```json\n{"a": 1}\n```', '{"a": 1}'), ('{"a": 2, "b": 3}', '{"a": 2.0, "b": 3}'), ('{"answer": "Rome", "confidence": 0.2}', '{"answer": "Rome", "confidence": 0.9}'),
    ('{"answer": ["x", "y"]}', '{"answer": ["y", "x"]}'), ('{"answer": 12}', "12"), ('{"final_answer": "Rome"}', "Rome"), ('Here you go:\n```json\n{"a": 1, "b": 2}\n```', '{"a":1,"b":2}'),
]  # fmt: skip
JSON_DIFFERENT = [
    ('{"a": 1, "b": "x"}', '{"a": 1, "b": "y"}'), ('{"ok": false}', '{"ok": true}'), ('{"answer": "Rome"}', '{"answer": "Oslo"}'), ('{"answer": {"n": "A"}}', '{"answer": {"n": "B"}}'),
    ('{"answer": ["x", "y"]}', '{"answer": ["x", "z"]}'), ('{"src": "a", "dst": "b"}', '{"src": "b", "dst": "a"}'), ('{"n": 3}', '{"n": -3}'), ('{"n": null}', '{"n": 0}'), ('[{"a": 1}]', '[{"a": 2}]'),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), FORMULAS_SAME)
def test_one_formula(one: str, other: str) -> None:
    """Formulas of the same value agree."""
    assert Comparison("Compute the value.").agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), FORMULAS_DIFFERENT)
def test_other_formulas(one: str, other: str) -> None:
    """Formulas that differ in a sign, a power, a function or a relation do not agree."""
    assert Comparison("Compute the value.").agreement(one, other) < 0.5


@pytest.mark.parametrize(("one", "other"), CODE_SAME)
def test_one_piece_of_code(one: str, other: str) -> None:
    """Code agrees with itself whatever its blanks and fences."""
    assert Comparison(CODE).agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), CODE_DIFFERENT)
def test_other_code(one: str, other: str) -> None:
    """Code that differs in one token does not agree."""
    assert Comparison(CODE).agreement(one, other) < 0.5


@pytest.mark.parametrize(("one", "other"), JSON_SAME)
def test_one_json(one: str, other: str) -> None:
    """JSON agrees with itself whatever the order of its keys and what is said about confidence."""
    assert Comparison("Answer as JSON.").agreement(one, other) >= 0.5


@pytest.mark.parametrize(("one", "other"), JSON_DIFFERENT)
def test_other_json(one: str, other: str) -> None:
    """JSON that differs in one leaf does not agree."""
    assert Comparison("Answer as JSON.").agreement(one, other) < 0.5
