"""Code: compared token by token, the blanks aside."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from trustcore_strategies.answers.question import Question

_TOKEN = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\w+|[^\w\s]")
_SQL = re.compile(
    r"\s*(?:select|insert|update|delete|create|with|alter|drop)\b.*\b(?:from|into|set|table|values)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS = re.compile(
    r"^\s*(?:def |class |import |from \w+ import|return\b|for \w+ in |while |if .*:\s*$|print\(|function |const |let |var |#include|public |fn |func |SELECT |select |INSERT |UPDATE |DELETE )"
    r"|[\w\])]\s*(?:\+=|-=|\*=|==|!=|:=|=>|->|&&|\|\|)|;\s*$|[\w)] ?\{\s*$|\w\(\w*(?:, ?\w+)*\)\s*$|\w\[\w+\]|\bnp\.\w+|\.\w+\(|\brm -|^\s*(?:sudo|git|ls|cd|grep|awk|sed|curl|pip|npm|cat|chmod|docker|kubectl|find|echo|mkdir|cp|mv) |\blambda\b",
    re.MULTILINE,
)
_OPENS = re.compile(r"\s*(?:[a-z]|#include|[SIUD][A-Z]{5} )")
_MAY_LOOK = re.compile(
    r"\n\s*(?:[a-z]|#include|[SIUD][A-Z]{5} )|=|->|&&|\|\||;\s*$|\{|\((?<=\w\()|\[(?<=\w\[)",
    re.MULTILINE,
)
_LOOKING = ("lambda", "np.", "rm -")
"""Without any of these, and with another beginning, no text looks like code; `_LOOKS` is dear."""

_MARKS = re.compile(r"[(){}\[\];=<>+|&*/]|\n")
_COMMAND = re.compile(
    r"\s*(?:[a-z]{2,12} -|sudo|git|ls|cd|grep|awk|sed|curl|pip|npm|cat|rm|select |return |print|import |not |def )",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(r"\s*[A-Za-z_]\w*\s*=\s*[^=].*")
_MATHS = re.compile(r"\s*(?:O|f|g|h|sin|cos|tan|log|ln|sqrt|exp)\(")
_LOOKED_AT = 4_000
"""Characters at the beginning of a text by which code is told."""

_EDITS = 60
"""Tokens; shorter code that is not the same is other code."""


def is_code(text: str, question: Question) -> bool:
    """Whether a text is code rather than prose or a formula; more is code where that was asked for."""
    text = text[:_LOOKED_AT]
    if not may_be_code(text) and not (_COMMAND.match(text) and question.code):
        return False
    asked = question.code
    if _SQL.match(text):
        return True
    if _may_look(text) and _LOOKS.search(text) and not _MATHS.match(text):
        return (
            asked
            or re.search(
                r"\n\s+|;\s*$|\bdef\b|\breturn\b|==|\+=|-=|\b(?!sqrt|sin|cos|tan|log|ln|exp|gcd|lcm|frac|arc|abs)[a-z_]\w{2,}\(",
                text,
            )
            is not None
        )
    return asked and (
        _ASSIGNS.fullmatch(text) is not None or re.search(r"[<>=+*/\[\](){}]", text) is not None
    )


def may_be_code(text: str) -> bool:
    """Whether a text or its signs have one that code has; where code is asked for it needs none."""
    return _MARKS.search(text) is not None


def _may_look(text: str) -> bool:
    if _OPENS.match(text) is not None or _MAY_LOOK.search(text) is not None:
        return True
    return any(map(text.__contains__, _LOOKING))


_PROMPT = re.compile(r"^[ \t]*(?:[$%]|>>>|PS [^>\n]{0,60}>) (?=[\w./~])", re.MULTILINE)


def without_prompts(code: str) -> str:
    """Code without the signs with which a shell shows that it waits for a command."""
    return _PROMPT.sub("", code)


_SHORTER = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"\((\w+)\)(?=\s*=>)", r"\1"),  # the only parameter of an arrow function
        (r"=>\s*\{\s*return\s+([^;{}]{1,400}?)\s*;?\s*\}", r"=> \1"),  # a body that returns
        (
            r"\b([A-Za-z_]\w*)\s*=\s*\1\s*([-+*/])\s*(?=[\w(])(?=[^-+*/;\n]{1,80}(?:;|$|\n))",
            r"\1 \2= ",  # n = n + 1
        ),
        (r"(?m)^\s*(?:\+\+)?\b([A-Za-z_]\w*)(?:\+\+)(?=\s*(?:;|$))", r"\1 += 1"),
    )
)
"""Ways to write code at length, and the short form of each."""

_ASCENDING = re.compile(r"(?i)\basc\b")
"""The order of SQL where none is named."""


def code_tokens(text: str) -> tuple[str, ...]:
    """The tokens of code without blanks, comments and closing semicolons; SQL in lower case."""
    bare = re.sub(r"(?m)(?:^|\s)(?:#|--|//)\s.*$", "", without_prompts(text[:20_000]))
    for pattern, form in _SHORTER:
        bare = pattern.sub(form, bare)
    sql = _SQL.match(bare) is not None
    bare = _ASCENDING.sub("", bare) if sql else bare
    tokens = _TOKEN.findall(bare.lower() if sql else bare)
    while tokens and tokens[-1] in {";", "."}:
        tokens.pop()
    return tuple(
        "'" + token[1:-1] + "'" if token[0] == '"' and len(token) > 1 else token for token in tokens
    )


def same_code(one: Sequence[str], other: Sequence[str]) -> float:
    """How far two pieces of code are the same: 0 or 1 for short ones, graded for long ones."""
    if one == other or [t for t in one if t != ";"] == [t for t in other if t != ";"]:
        return 1.0
    if min(len(one), len(other)) < _EDITS:
        return 0.0
    pairs = [Counter(pairwise(code)) for code in (one, other)]
    shared = sum((pairs[0] & pairs[1]).values())
    return 0.45 * (2 * shared / (len(one) + len(other) - 2)) ** 2


_CLASSES = (("[0-9]", r"\d"), ("[A-Za-z0-9_]", r"\w"), ("[a-zA-Z0-9_]", r"\w"), ("[^0-9]", r"\D"))
"""Classes of characters in regular expressions, and their short forms."""


def same_pattern(one: str, other: str) -> bool | None:
    """Whether two regular expressions are one but for how classes are written; None for a sentence."""
    mine, theirs = (text.strip().strip("`\"'/") for text in (one, other))
    if not mine or not theirs or " " in mine or " " in theirs:
        return None
    for written, short in _CLASSES:
        mine, theirs = mine.replace(written, short), theirs.replace(written, short)
    return mine == theirs
