"""Texts that work a number out rather than giving it."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.inside import DIGIT, LOOKED_AT, sentences, spelled_quantity
from trustcore_strategies.answers.quantity import quantity
from trustcore_strategies.answers.words import words

WORKING = re.compile(
    r"[^=<>]=\s?[-$\u20ac\u00a3]?\d|\b(?:step \d|first(?:ly)?,|next,|then\b|finally\b|so\b|therefore|thus\b|hence|in total|altogether|leaving|leaves\b|remain|left\b|after \w+ing\b|(?:starts?|started|begins?|began) with\b|(?:that|this|which) (?:makes|gives|leaves)\b|you get\b|also (?:sind|ist|hat|haben|kostet|kosten|bleib\w+|insgesamt|zusammen|\d)|daher|donc|por lo tanto)",
    re.IGNORECASE,
)
_OPENS_WITH_NUMBER = re.compile(
    r"[-+~]?[$\u20ac\u00a3]?(?P<digits>\d[\d.,]*)[^.!?\n=]{0,40}(?:[.!?]\s|\n)"
)


def is_worked(text: str, known: Collection[str]) -> bool:
    """Whether a text of several sentences works out a number rather than giving it first.

    Args:
        text: The text.
        known: Words of the question; a number of these in front is where the working begins.
    """
    found = [one for one in sentences(text[-4 * LOOKED_AT :]) if one.strip()]
    if len(found) < 2 or sum(map(_has_number, found)) < 2:
        return False
    if not WORKING.search(text, max(0, len(text) - 4 * LOOKED_AT)):
        return False
    first = _OPENS_WITH_NUMBER.match(text)
    return first is None or quantity(first[0]) is None or words(first["digits"])[0] in known


def _has_number(sentence: str) -> bool:
    return DIGIT.search(sentence) is not None or spelled_quantity(sentence) is not None
