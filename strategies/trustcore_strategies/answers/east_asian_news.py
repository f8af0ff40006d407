"""What a sentence of Chinese or Japanese says beyond the question: 右 of 右に曲がってください.

Its verb or its topic repeats the question, and what is left is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.east_asian import NUMERALS

_LONGEST = 60
"""Characters; a longer sentence says more than one thing."""

_VERB = re.compile(
    "(?P<news>[^,.;]{1,30}?)(?:[にへをでがと]|から|まで)(?P<verb>[\u3400-\u9fff][\u3040-\u309f\u3400-\u9fff]{1,15})"
)
_AMOUNT = re.compile(
    rf"(?P<topic>[^\d{NUMERALS},.;]{{2,20}})(?P<amount>[\d{NUMERALS}][^,.;]{{0,16}})"
)
_TOLD = re.compile("(?P<who>[\u4ed6\u5979\u5b83\u6211\u4f60\u60a8]\u4eec?)[\u3400-\u9fff]{2,20}")
"""Chinese that tells what he, she or another does."""

_HAN = "\u33ff"
"""The last character in front of those of Han."""


def news(bare: str, known: Collection[str]) -> str:
    """The part of a short sentence that is no word of the question; "" where none can be told.

    Args:
        bare: The sentence.
        known: The question's words and their stems, characters of Han each a word.
    """
    if len(bare) > _LONGEST:
        return ""
    found = _VERB.fullmatch(bare)
    if found is not None and _repeats(found["verb"], known):
        return found["news"]
    told = _TOLD.fullmatch(bare)
    if told is not None:
        front = next((at for at, letter in enumerate(bare) if letter not in known), 0)
        if front > told.end("who"):
            return bare[front:]
    counted = _AMOUNT.fullmatch(bare)
    if counted is not None and all(letter in known for letter in counted["topic"]):
        return counted["amount"]
    return ""


def _repeats(verb: str, known: Collection[str]) -> bool:
    """Whether all characters of Han in a verb are those of the question."""
    return all(letter in known for letter in verb if letter > _HAN)
