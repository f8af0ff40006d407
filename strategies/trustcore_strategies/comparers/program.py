"""Whether an answer is a program."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import ast
import re
from functools import lru_cache

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.extract import final_answer

_FENCE = re.compile(
    r"^[ \t]*```[ \t]*([\w+#.-]*)[^\n]*\n(.*?)(?:^[ \t]*```|\Z)", re.DOTALL | re.MULTILINE
)
_DATA = frozenset(
    "json jsonl text txt plain plaintext markdown md csv tsv yaml yml toml xml math latex tex output".split()
)
"""What fences are called that hold no program."""

_LONGEST = 100_000
_MARKS = ("```", "def ", "class ", "import ", "return", ";", "=", "(")
"""Without any of these nothing is a program."""

_SHORT = 8
"""Characters; what is shorter is no program, whatever parses."""

_PROGRAM = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.For,
    ast.While,
    ast.With,
    ast.If,
    ast.Try,
)


def is_program(text: str, comparison: Comparison) -> bool:
    """Whether an answer is a program, or has one in a fence.

    A fence counts whose language is one of programs, or whose text looks like code; text without
    any where it defines, imports or repeats something as Python, or looks like code where code is
    asked for. Where no code is asked for, a text that says its answer beside a fence is what that
    answer is, however it was found.
    """
    text = text[:_LONGEST]
    if not any(mark in text for mark in _MARKS):
        return False
    fences = [(found[1].casefold(), found[2]) for found in _FENCE.finditer(text)]
    if fences and not comparison.reading(text).asked.code and final_answer(_beside(text)).marked:
        return False
    if fences:
        return any(_is_fenced(name, body, comparison) for name, body in fences)
    bare = text.strip(" \t\r\n`")
    return len(bare) >= _SHORT and (_parses(bare) or _looks(bare, comparison, asked=True))


def _beside(text: str) -> str:
    """A text without its fences."""
    return _FENCE.sub("\n", text)


def _is_fenced(name: str, body: str, comparison: Comparison) -> bool:
    if name in _DATA or not body.strip():
        return False
    return bool(name) or _parses(body) or _looks(body, comparison, asked=False)


def _looks(text: str, comparison: Comparison, *, asked: bool) -> bool:
    found = comparison.reading(text)
    return found.code is not None and (found.asked.code or not asked)


@lru_cache(maxsize=64)
def _parses(text: str) -> bool:
    """Whether a text is Python that does more than name a value."""
    try:
        return any(isinstance(one, _PROGRAM) for one in ast.parse(text).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
