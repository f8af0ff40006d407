"""A text as the sequence of its words, in the form in which texts are compared."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 100_000
"""Characters, before and after normalisation, which can make 18 out of one."""

_ARTICLES = frozenset({"a", "an", "the"})
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_SPELLED = {word: str(number) for number, word in enumerate(_NUMBERS)}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_DROPPED = dict.fromkeys(map(ord, "'\u2019\u02bc`"), "")
_FOLD = {**_DASHES, **_DROPPED}

_PUNCTUATION = (
    r"\s!\"#$,.:;?@\\_(){}\[\]"
    r"\u00a1\u00a7\u00ab\u00b7\u00bb\u00bf\u2000-\u206f\u3000-\u3003\u3008-\u3011"
)
_OPERATORS = r"+*=<>^|&%~/\-"
_ONE_CHARACTER_WORDS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    rf"|[{_ONE_CHARACTER_WORDS}]"
    rf"|[^\d{_PUNCTUATION}{_OPERATORS}{_ONE_CHARACTER_WORDS}]+"
    # A hyphen or slash between letters joins words; anywhere else it is an operator or a sign.
    r"|(?<![^\W\d])[-/]|[-/](?![^\W\d])|[+*=<>^|&%~]"
)


def words(text: str) -> tuple[str, ...]:
    """Split a text into comparable words.

    Case, articles, punctuation, apostrophes, emphasis and Unicode's compatibility forms do not
    count; every other character does, in any script. Numbers lose their thousands separators, small
    spelled numbers become digits. Scripts written without spaces give a word per character. Only
    the first 100,000 characters are looked at.
    """
    plain = (
        unicodedata.normalize("NFKC", text[:_LONGEST])[:_LONGEST]
        .casefold()
        .replace("**", "")
        .translate(_FOLD)
    )
    found = [_SPELLED.get(word, word) for word in _WORD.findall(plain)]
    kept = [_number(word) for word in found if word not in _ARTICLES]
    return tuple(kept or found)


def _number(word: str) -> str:
    """A number without thousands separators and without a fraction of zeros."""
    if not word[0].isdecimal():
        return word
    whole, point, fraction = word.replace(",", "").partition(".")
    return whole + point + fraction if fraction.strip("0") else whole
