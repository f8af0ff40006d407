"""The words of a value, by which it is found in a sentence that gives it."""

from __future__ import annotations

import re

from trustcore_strategies.answers.gates import has_digit
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.words import stem, words

_LONGEST = 60
"""Characters of a value."""

_INNER_MARK = re.compile(r"\w[._/@#+]\w|[#+]$")
"""What an address or a file's name has, of which every sign counts."""


def news(value: str, asked: Question, *, digits: bool) -> tuple[str, ...]:
    """The stems of what a value says beyond the question; none where its words do not tell it.

    Args:
        value: A value, such as the core of an answer.
        asked: The question.
        digits: Whether the answer has digits, which are no words of a sentence.
    """
    if len(value) > _LONGEST or (digits and not has_digit(value)):
        return ()
    found: list[str] = []
    for token in value.split():
        said = words(token)
        small = token[0].islower() and len(token) > 1
        if any(word[0].isdecimal() for word in said) or _INNER_MARK.search(token) is not None:
            return ()
        found += [
            stem(word)
            for word in said or (token.lower(),)
            if not small or not (word in IDLE or word in asked.asking or stem(word) in asked.asking)
        ]
    return () if asked.asking.issuperset(found) else tuple(found)
