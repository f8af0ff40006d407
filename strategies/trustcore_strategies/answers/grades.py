"""The grade that a text gives, of a scale that it may name as well: 4/5, 4 out of 5."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.quantity import Quantity, quantity

_GRADE = re.compile(
    r"(?:i(?:'d| would)? (?:give|rate|award|score) (?:this|it|the \w+) )?(?:an? )?(?P<grade>\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of|von|sur|de|su) ?\d{1,3}(?![\d/])",
    re.IGNORECASE,
)


def grade(text: str) -> Quantity | None:
    """The grade with which a text begins, without the highest of its scale; None of any other."""
    found = _GRADE.match(text.lstrip("*_ "))
    return None if found is None else quantity(found["grade"])
