"""Kinds of questions: a preset may weigh evidence by them, and have strategies for one alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from trustcore.records.chat import Message
from trustcore.records.question import Question

DEFAULT = "default"
"""The kind of a question that is of no other."""

CHOICE = "choice"
"""The kind of a question that offers options under letters."""

LABEL = "label"
"""The kind of a question whose answer is one of given labels."""

STRUCTURED = "structured"
"""The kind of a question whose answer is JSON of a given form."""

TOOLS = "tools"
"""The kind of a question whose answer may call tools."""

KINDS = (DEFAULT, CHOICE, LABEL, STRUCTURED, TOOLS)

_LONGEST = 16_000
"""Characters of a question that are looked at, from its end."""

_LETTERS = (
    "ABCDEFGHIJ",
    "abcdefghij",
    "\u0410\u0411\u0412\u0413\u0414",
    "\u0430\u0431\u0432\u0433\u0434",
    "\u0391\u0392\u0393\u0394\u0395",
    "\u7532\u4e59\u4e19\u4e01",
)
_OPTION = re.compile(
    r"(?:^[ \t]*(?:[-*\u2022][ \t]+)?|[\s,;:?])[(\[]?([^\W\d_])[)\]]?"
    r"(?:[).:\]\uff0e\u3001]|[ \t]-)[ \t]*(?=\S)",
    re.MULTILINE,
)


def kind_of(question: Sequence[Message], settings: Question | None = None) -> str:
    """The kind of a question, by its settings, else by what its user said last: one of `KINDS`."""
    if settings is not None:
        if settings.tools:
            return TOOLS
        if settings.response_format is not None:
            return STRUCTURED
        if settings.constrain_outputs:
            return LABEL
    asked = [message.text for message in question if message.role == "user"]
    labels = _OPTION.findall(asked[-1][-_LONGEST:]) if asked else []
    if len(labels) > 1 and any(_in_order(labels, letters) for letters in _LETTERS):
        return CHOICE
    return DEFAULT


def _in_order(labels: Sequence[str], letters: str) -> bool:
    """Whether the first two letters, at least, label one option after the other."""
    return any(pair == (letters[0], letters[1]) for pair in pairwise(labels))
