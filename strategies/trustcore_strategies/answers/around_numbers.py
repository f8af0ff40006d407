"""What can stand in front of the number of a quantity and behind it: any other text is none."""

from __future__ import annotations

import re

from trustcore_strategies.answers.bounds import (
    ABOUT,
    AFTER_BOUND,
    BOUND,
    CURRENCY,
    IDLE_AFTER,
    NUMBERED,
    ROUNDED,
    SIGN,
)
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.unit_names import HOURS

_MOST = 12
"""Words; what has more in front of a number is looked at more closely."""


def _words_of(*patterns: re.Pattern[str]) -> frozenset[str]:
    """The words of ASCII letters in patterns, and some more, with and without optional letters."""
    pieces = [piece for one in patterns for piece in re.findall(r"[a-z?]+", one.pattern.lower())]
    shorter = [re.sub(r"[a-z]\?", "", piece) for piece in pieces]
    return frozenset((*shorter, *(piece.replace("?", "") for piece in pieces)))


_IN_FRONT = _words_of(ABOUT, ROUNDED, BOUND, SIGN, CURRENCY, NUMBERED)
_BEHIND = _words_of(AFTER_BOUND.pattern, IDLE_AFTER.pattern)
_CLAUSE = re.compile(r"[,;] ([a-z]+)", re.IGNORECASE)
_HOURS = frozenset(re.split("[ -]", phrase)[0] for phrase in HOURS)
_COUNTING = frozenset(("a", "an")) | _HOURS
"""Words that a number in words begins with, and that are no number words."""

_PASSED = frozenset(word for word in _IN_FRONT if len(word) > 1) - _COUNTING
"""Words behind which the first word of a number may still come."""


def may_open(text: str) -> bool:
    """Whether a text may be a quantity by how it begins.

    It is none if its first word that never stands in front of a number is no number either.
    """
    if not text[:1].isalpha() or not text.isascii():
        return True
    for written in text.split(" ", _MOST)[:_MOST]:
        word = written.lower()
        if word in _PASSED:
            continue
        if not word.isalpha() or len(word) == 1 or word in _COUNTING:
            return True
        return is_number_word(word) or written.isupper()  # XIV
    return True


def goes_on(text: str) -> bool:
    """Whether a clause stands behind a comma that says neither how many nor how sure that is."""
    if ("," not in text and ";" not in text) or "(" in text or "[" in text or not text.isascii():
        return False
    for found in _CLAUSE.finditer(text, 1):
        word = found[1].lower()
        if word not in _BEHIND and not is_number_word(word):
            return True
    return False
