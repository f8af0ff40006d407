"""Formulas in words: "the square root of 5", "x squared plus one", "pi over two"."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from trustcore_strategies.answers.numerals import CARDINALS
from trustcore_strategies.answers.words import LETTERS

_LONGEST = 120
"""Characters; what is longer is prose."""

_PHRASES = (
    (re.compile(r"\b(?:the )?(?:principal )?square root of\b"), "sqrt "),
    (re.compile(r"\b(?:the )?cube root of\b"), "cbrt "),
    (re.compile(r"\b(?:raised )?to the power(?: of)?\b"), "^"),
    (re.compile(r"\b(?:divided by|over)\b"), "/"),
    (re.compile(r"\b(?:multiplied by|times)\b"), "*"),
    (re.compile(r"\b(?:plus|positive)\b"), "+"),
    (re.compile(r"\b(?:minus|negative)\b"), "-"),
    (re.compile(r"\s*\bsquared\b"), "^2"),
    (re.compile(r"\s*\bcubed\b"), "^3"),
    (re.compile(r"\b(?:equals|is equal to|is)\b"), "="),
)
OPERATORS = frozenset(
    "root power divided over multiplied times plus minus negative positive squared cubed".split()
)
"""Words of one of which a formula in words has one."""

_KNOWN = OPERATORS | frozenset(
    "the a principal square cube of raised to by infinity equals is equal pi theta alpha beta gamma e i".split()
)
GREEK = dict(
    zip("αβγδθλμρστφωεπ", "alpha beta gamma delta theta lambda mu rho sigma tau phi omega epsilon pi".split(), strict=True)
)  # fmt: skip
"""The names by which LaTeX writes letters of Greek."""


def in_signs(text: str) -> str:
    """A formula in words as one in signs; any other text as it is."""
    if " " not in text or len(text) > _LONGEST:
        return text
    bare = text.lower()
    said = LETTERS.findall(bare)
    if OPERATORS.isdisjoint(said) or not all(map(is_mathematical, said)):
        return text
    for phrase, sign in _PHRASES:
        bare = phrase.sub(sign, bare)
    return LETTERS.sub(_digits, bare)


def is_mathematical(word: str) -> bool:
    """Whether a word in lower case may stand in a formula in words."""
    return word in _KNOWN or len(word) == 1 or word in CARDINALS


def _digits(found: re.Match[str]) -> str:
    number = None if len(found[0]) == 1 else CARDINALS.get(found[0])
    return found[0] if number is None else str(number)
