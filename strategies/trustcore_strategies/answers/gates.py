"""What a text must have for a reader to find anything in it.

A reader is dear and most texts are no date, no number and no formula. Each check here is cheap and
says False only where its reader finds nothing, so that no result depends on it.
"""


# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from trustcore_strategies.answers.dates import DATE_WORDS
from trustcore_strategies.answers.east_asian import NUMERALS
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import FORMULA_WORDS
from trustcore_strategies.answers.formula_words import OPERATORS
from trustcore_strategies.answers.homographs import is_everyday_word
from trustcore_strategies.answers.numbers import ROMANS, is_roman_year
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.said_in_two import may_be_said_in_two
from trustcore_strategies.answers.spans import PARTS_OF_TIME
from trustcore_strategies.answers.unit_names import HALF_WORDS
from trustcore_strategies.answers.verdict import DECISIVE

_DIGIT = re.compile(r"\d")
_ASIAN_DATES = re.compile(
    r"[а-я]|[\u0600-\u06ff\u0900-\u097f]|正午|年|月|日|[点點時시]|上午|下午|午前|午後|오전|오후|早上|晚上|世紀|世纪|세기|년|월"
)
_DATE_MARKS = re.compile(r"\d(?:(?:[-/:]|\. ?)\d| ?a\b|\d{7}(?!\d))")
_ROMAN = re.compile(r"(?<![^\W\d_])[IVXLC]{1,9}(?![^\W\d_])")
_ROMAN_WORDS = frozenset(map(str.lower, ROMANS))
_ASIAN_NUMBER = re.compile(f"[半{NUMERALS}]")
_EDGES = " .,;:!?\"'()*"
_PARTS = re.compile(r"[,;\n\[({/|\u00b1\u2228&<>\u2192\u21d2\d](?:(?<!\d)|[.)] \S.* \(?2[.)] \S)")
_SUMMED = re.compile(r"[^\W\d_]{2} ?\+ ?[^\W\d_]{2}")
_JOINED = re.compile(
    r"\s(?:and|or|und|oder|et|ou|y|o|e|и|или|en)\s|[和与と와과及]|(?<![a-z])and ?(?=[^\x00-\x7f])",
    re.IGNORECASE,
)
_SPANNED = re.compile(
    r"[-:~]|\d\.{2,3}\d|\s(?:to|through|until|bis|a|до)\s|[至到から]|\b(?:from|between|range|de|von|entre|zwischen|от|desde)\b"
)
_JOINERS = frozenset("och eller og oraz ve and or und oder et ou y o e en".split())
_SIGNS = re.compile(r"[-+*/^=<>!|√±∞θπλαβγ\d](?:(?<!\d)|(?<=[a-zA-Z]\d)|(?=[a-zA-Z]\b))")
_FORMULA_WORDS = FORMULA_WORDS | OPERATORS
_FUNCTION_NAMES = ("sqrt", "frac", "infinity")
_CALLS = ("O(", "abs(", "max(", "min(", "gcd(", "lcm(")
_BESIDE_NUMBERS = (
    *("alpha", "beta", "gamma", "theta", "lambda", "omega"),
    *("inf", "log_", "cbrt", "floor", "ceil"),
)
"""Names that make a formula of a number, and that alone are words like any."""


_CLOCK_WORDS = 6
"""Words; a time of day has no more."""


def has_digit(text: str) -> bool:
    """Whether a text has a digit of any script."""
    return _DIGIT.search(text) is not None


def may_be_date(folded: str, said: Collection[str], *, digits: bool) -> bool:
    """Whether a folded text of these words can name a date or a time."""
    if not DATE_WORDS.isdisjoint(said) or (digits and _DATE_MARKS.search(folded) is not None):
        return True
    if digits and not PARTS_OF_TIME.keys().isdisjoint(said):
        return True
    if ("to" in said and len(said) <= _CLOCK_WORDS) or (not digits and may_be_said_in_two(said)):
        return True
    return not folded.isascii() and (digits or _ASIAN_DATES.search(folded) is not None)


def may_be_number(text: str, said: Collection[str], *, digits: bool) -> bool:
    """Whether a short text of these words can be a quantity."""
    if digits or not HALF_WORDS.isdisjoint(said) or _has_roman(text, said):
        return True
    counting = [word for word in said if _counts(word)]
    if counting and not _are_everyday(counting, text):
        return True
    return _counts_one(text) or (not text.isascii() and _ASIAN_NUMBER.search(text) is not None)


def _are_everyday(counting: Collection[str], text: str) -> bool:
    """Whether all number words of a text are others in its language, as articles tell, too."""
    written = fold(text).split()
    return all(is_everyday_word(word, written) for word in counting)


def _has_roman(text: str, said: Collection[str]) -> bool:
    if not _ROMAN_WORDS.isdisjoint(said):
        return _ROMAN.search(text) is not None
    return text[:1] == "M" and is_roman_year(text)


@lru_cache(maxsize=50_000)
def _counts(word: str) -> bool:
    return word[0].isdecimal() or is_number_word(word)


def _counts_one(text: str) -> bool:
    """Whether the last but one word of a text is an article: an hour."""
    return text.rstrip(_EDGES).rpartition(" ")[0].rpartition(" ")[2].lower() in {"a", "an"}


def only_words(text: str, said: Collection[str]) -> bool:
    """Whether a short text of ASCII letters and blanks can be none of all that is told here."""
    if any(map(_tells, said)) or text[:1] == "M" or _counts_one(text):
        return False
    return not any(map(text.__contains__, _FUNCTION_NAMES))


_BARE_NUMBER = re.compile(r"[0-9]{1,7}(?: [a-zA-Z]{2,30})?")


def is_bare_number(text: str, said: Sequence[str]) -> bool:
    """Whether a text is a whole number, alone or with a unit that is no word that is told here."""
    if _BARE_NUMBER.fullmatch(text) is None or any(map(_tells, said[1:])):
        return False
    return _SPANNED.search(text) is None


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    """Whether a word is one of those that are looked for here."""
    return word in _TELLING or _counts(word)


_TELLING = frozenset(("to",)).union(
    DATE_WORDS, PARTS_OF_TIME, HALF_WORDS, _ROMAN_WORDS, DECISIVE, _JOINERS, _FORMULA_WORDS
)


def may_be_verdict(folded: str, said: Collection[str]) -> bool:
    """Whether a folded text of these words can be yes, no or neither."""
    return not DECISIVE.isdisjoint(said) or not folded.isascii()


def may_be_list(text: str, said: Collection[str], *, numeric: bool) -> bool:
    """Whether a short text of these words can name several things or a range."""
    if _PARTS.search(text) is not None:
        return True
    if "+" in text and _SUMMED.search(text) is not None:
        return True
    joins = not _JOINERS.isdisjoint(said) if text.isascii() else _JOINED.search(text)
    return bool(joins) or (numeric and _SPANNED.search(text) is not None)


def may_join(text: str) -> bool:
    """Whether a text may have a word or a sign between the last two things of a list."""
    if "&" in text or not text.isascii():
        return True
    return not _JOINERS.isdisjoint(text.lower().split(" "))


def may_be_formula(text: str, said: Collection[str], *, digits: bool) -> bool:
    """Whether a short text of these words can be a formula."""
    if _SIGNS.search(text) is not None or not _FORMULA_WORDS.isdisjoint(said):
        return True
    if any(map(text.__contains__, _FUNCTION_NAMES)):
        return True
    if "(" in text and any(map(text.__contains__, _CALLS)):
        return True
    return digits and any(map(text.__contains__, _BESIDE_NUMBERS))
