"""Answers that name all but some: "everyone but Tim", "all of the cities except Rome"."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.words import words

_LONGEST = 160
"""Characters; a longer text tells more than who it was."""

_UNIVERSAL = frozenset(
    ("everyone", "everybody", "all", "every", "each", "nobody", "none", "no", "anyone", "alle", "jeder", "niemand", "tous", "toutes", "todos", "todas", "nadie", "tutti", "tutte", "nessuno")
)  # fmt: skip
_DENYING = frozenset(("nobody", "none", "no", "niemand", "nadie", "nessuno"))
CUES = frozenset(
    ("but", "except", "excepting", "apart", "excluding", "exception", "besides", "ausser", "sauf", "excepto", "salvo", "tranne", "eccetto")
)  # fmt: skip
"""Words of one of which an answer has one that excepts something."""

_EXCEPTED = re.compile(
    r"(?:\b(?:everyone|everybody|nobody|none|no one|all|(?:all|every|no) (?:of )?(?:the )?[a-z]{2,20}) but"
    r"|\b(?:except(?:ing)?(?: for)?|apart from|excluding|with the exception of|besides|au\u00dfer|ausser|sauf|excepto|salvo|tranne|eccetto)) (?P<who>[^,.;:]{1,60})",
    re.IGNORECASE,
)


Excepted = tuple[bool, frozenset[str]]
"""Whether a text names none rather than all, and the words of what it excepts from that."""


def exception(text: str, said: Collection[str]) -> Excepted | None:
    """All but whom a short text names, or none but whom; None where it names neither.

    Args:
        text: A short text.
        said: Its words.
    """
    if len(text) > _LONGEST or _UNIVERSAL.isdisjoint(said):
        return None
    found = _EXCEPTED.search(text)
    if found is None and not CUES.isdisjoint(said):
        return None
    excepted = frozenset() if found is None else frozenset(words(found["who"]))
    return not _DENYING.isdisjoint(said), excepted


def same_exception(one: Excepted, other: Excepted, known: Collection[str]) -> bool:
    """Whether two texts except the same, one of them maybe with words of the question behind."""
    if one[0] != other[0] or not (one[1] and other[1]):
        return False
    return all(word in known or word in IDLE for word in one[1] ^ other[1])
