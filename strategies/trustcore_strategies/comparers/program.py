"""Whether an answer is a program."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import ast
import re
from functools import lru_cache

from trustcore_strategies.answers.compare import Comparison

_FENCE = re.compile(
    r"^[ \t]*```[ \t]*([\w+#.-]*)[^\n]*\n(.*?)(?:^[ \t]*```|\Z)", re.DOTALL | re.MULTILINE
)
_DATA = frozenset(
    "json jsonl text txt plain plaintext markdown md csv tsv yaml yml toml xml math latex tex output".split()
)
"""What fences are called that hold no program."""

_LONGEST = 100_000
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
    asked for.
    """
    text = text[:_LONGEST]
    fences = [(found[1].casefold(), found[2]) for found in _FENCE.finditer(text)]
    if fences:
        return any(_is_fenced(name, body, comparison) for name, body in fences)
    bare = text.strip()
    return len(bare) >= _SHORT and (_parses(bare) or _looks(bare, comparison, asked=True))


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
