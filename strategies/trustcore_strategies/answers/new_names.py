"""The names of a text of which a question has no word."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.words import CAPITALISED, stem, words


def names_in(text: str, asking: Collection[str]) -> list[str]:
    """The stems of the names in a text that the question does not have.

    Args:
        text: A text.
        asking: The words of the sentence that asks and their stems.
    """
    said = (
        word
        for found in CAPITALISED.finditer(text)
        if found.start() or _OPENS.match(text, found.end())
        for word in words(found[0])
    )
    return [
        stem(word)
        for word in said
        if not (word in _NO_NAMES or word in asking or stem(word) in asking)
    ]


_NO_NAMES = IDLE | frozenset(
    "ah oh well hi hello hey great yes no not yet thus still both neither because since although however".split()
)


_OPENS = re.compile(
    r"[-\d]|\W*$|[,.:;!?)'\"]|\s+(?:[A-Z\u00c0-\u00de(]|(?:is|was|are|were|has|had|have|did|does|do|will|would|can|could|should|and|or|became|remains?|ist|war|hat|est|\u00e9tait|a|es|fue|era|\u00e8|\u00e9|foi)\b|[a-z]+(?:ed|es|s)\b)"
)
"""What follows the first word of a text where that is a name."""
