"""Words without case and accents, and with one spelling for each letter."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u0131": "i", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th",
     "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0640": None, "\u81fa": "\u53f0",
     "'": None, "`": None}
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652]")


def both_ends(text: str, most: int) -> str:
    """A text, or half as many characters as are wanted from each end of a longer one."""
    return text if len(text) <= most else f"{text[: most // 2]}\n{text[-most // 2 :]}"


def fold(text: str) -> str:
    """Fold case, accents and the spellings of one letter."""
    text = text.casefold()
    if text.isascii():
        return text.replace("'", "").replace("`", "") if "'" in text or "`" in text else text
    text = text.translate(_LETTERS)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
