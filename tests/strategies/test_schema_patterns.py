"""Patterns of a schema: what may take for ever is not run, all else is looked for."""

from __future__ import annotations

import pytest

from trustcore_strategies.structured.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^\d{4}-\d{2}-\d{2}$", "2026-01-02", True),
        (r"^\d{4}-\d{2}-\d{2}$", "2026-1-2", False),
        (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "a@b.example", True),
        (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "a b", False),
        (r"^(Mr|Mrs) [A-Z]\w*$", "Mrs Smith", True),
        (r"^(Mr|Mrs) [A-Z]\w*$", "Dr Smith", False),
        (r"^(ab){2}c?$", "abab", True),
    ],
)
def test_usual_patterns_are_looked_for(pattern: str, text: str, *, found: bool) -> None:
    assert found == matches(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "^(a*)*b", r"^(a)(\1)+$", "^(?:(?:a+)b?)+$", "a*a*a*a*b", "(?=(a+)+b)"],
)
def test_what_may_take_for_ever_is_found_everywhere(pattern: str) -> None:
    """At once: whoever asks may have written the schema."""
    assert matches(pattern, "a" * 5000 + "!")


@pytest.mark.parametrize("pattern", ["(", "[", "*", "a{2,1}", "(?P<n>"])
def test_what_cannot_be_read_is_found_everywhere(pattern: str) -> None:
    assert matches(pattern, "anything")


def test_three_repeats_end_soon() -> None:
    assert not matches("a*a*a*b", "a" * 5000)
