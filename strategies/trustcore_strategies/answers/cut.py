"""Texts that a limit cut: whether the answer stands in what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.final import Final
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.inside import sentences
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.words import stem
from trustcore_strategies.answers.working import WORKING

_PLAN = re.compile(
    r"(?:in order )?to [a-z]+ (?:[^.:\n]|[.:]\d){1,200}?[,:] ?"
    r"(?:we|you|one|i|it|let|just|simply|first|here|follow|start)\b"
    r"|let(?:'s|\u2019s| us)\b|(?:first,? )?(?:consider|look at)\b"
    r"|(?:first,? )?we (?:need|have) to\b|um\b.{1,200}\bzu\b|pour\b|para\b"
    r"|per (?=\w+re\b)|\u0447\u0442\u043e\u0431\u044b\b",
    re.IGNORECASE,
)
_EXPRESSION = re.compile(r"[\w^.()]{1,20}(?: ?[-+*/=^] ?[\w^.()]{1,20}){1,10}")
_STEP = re.compile(r"=|\d [-+*/x\u00d7\u00f7] \d|\d[*x\u00d7]\d")
_ENDS = " .\n*_"


def ends_open(text: str, found: Final) -> bool:
    """Whether a value that a text of several sentences states last was cut in its middle."""
    at_the_end = found.marked and found.end >= len(text.rstrip(_ENDS))
    return at_the_end and len(sentences(text[: found.start])) > 1


def is_on_the_way(first: str, others: list[str], asked: Question) -> bool:
    """Whether the first sentence of a text that was cut leads to a value that it does not give."""
    if _is_plan(first):
        return True
    if asked.options or asked.verdict:
        return False
    if _is_of_another(first, asked):
        return True
    if asked.alternatives or not asked.number:
        return False
    return _has_only_known_numbers(first, asked) or not _is_said_first(first, others, asked.text)


def _is_plan(sentence: str) -> bool:
    """Whether a sentence says how an answer will be found, for which it may name options."""
    return _PLAN.match(sentence) is not None


def _is_said_first(first: str, others: Iterable[str], asked: str) -> bool:
    """Whether the first sentence of a text can give its number, and is no step of a working.

    Args:
        first: The sentence.
        others: Those behind it.
        asked: The question, whose expressions a sentence may repeat.
    """
    news = _EXPRESSION.sub(lambda found: "" if found[0] in asked else found[0], first)
    if _STEP.search(news) is not None:
        return False
    return first[:1].isdecimal() or not any(map(WORKING.search, others))


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHORTEST_NEWS = 3
"""Letters; what is shorter is a unit or a small word."""


def _has_only_known_numbers(sentence: str, asked: Question) -> bool:
    """Whether all numbers of a sentence are those of the question, from which it sets out."""
    numbers = _NUMBER.findall(sentence)
    return bool(numbers) and all(number in asked.words for number in numbers)


def _is_of_another(sentence: str, asked: Question) -> bool:
    """Whether a sentence gives the value of something else than what is asked.

    That is so of what has words that the question lacks, and lacks some of what is asked:
    "The war began in 1914" where it is asked when the war ended.
    """
    said = content(fold(sentence))
    if asked.sought <= said:
        return False
    return any(
        word.isalpha() and len(word) >= _SHORTEST_NEWS and word not in asked.known
        for word in said - _IDLE
    )


_IDLE = frozenset(map(stem, IDLE))
