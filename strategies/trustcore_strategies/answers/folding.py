"""Words without case and accents, and with one spelling for each letter."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u0131": "i", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th",
     "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0640": None, "\u0629": "\u0647", "\u0649": "\u064a",
     "\u0901": "\u0902", "\u81fa": "\u53f0"}
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u093c]")


def both_ends(text: str, most: int) -> str:
    """A text, or half as many characters as are wanted from each end of a longer one."""
    return text if len(text) <= most else f"{text[: most // 2]}\n{text[-most // 2 :]}"


def fold(text: str) -> str:
    """Fold case, accents and the spellings of one letter."""
    text = text.casefold()
    if "'" in text or "`" in text:
        text = text.replace("'", "").replace("`", "")
    if text.isascii():
        return text
    return _short_folded(text) if len(text) <= _SHORT else _FOREIGN.sub(_folded, text)


fold_word = lru_cache(maxsize=50_000)(fold)
"""A word, folded: words come again and again."""

_FOREIGN = re.compile("[^\x00-\x7f]+")
_SHORT = 400
"""Characters; of texts that are no longer the last are kept."""

_FEW = 3
"""Letters in a row; of words in Latin letters hardly any has more that are none of ASCII."""


def _folded(found: re.Match[str]) -> str:
    """What stands for letters that are none of ASCII; those around them make no difference."""
    letters = found[0]
    return _few_folded(letters) if len(letters) <= _FEW else _letters_folded(letters)


@lru_cache(maxsize=100)
def _short_folded(text: str) -> str:
    """A short text, which is folded for more than one reader."""
    return _FOREIGN.sub(_folded, text)


def _letters_folded(letters: str) -> str:
    letters = letters.translate(_LETTERS)
    if letters.isascii():
        return letters
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", letters)))


_few_folded = lru_cache(maxsize=5_000)(_letters_folded)
