"""Patterns of a schema, which whoever asks may have written: only those are run that end soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

_LONGEST = 10_000
"""Characters of a text that a pattern with one repeat is looked for in."""

_SHORT = 300
"""The same for one with more: they may take the cube of them."""

_MOST = 3
"""Repeats of a varying number in a pattern."""

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")

_PARSER: Any = import_module("re._parser")
"""What `re` reads patterns with: there is no other that reads the same ones."""


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text.

    One that cannot be read, or that may take for ever, is found everywhere: repeats inside of
    repeats, back references, more than three repeats.
    """
    compiled, longest = _compiled(pattern)
    return compiled is None or compiled.search(text[:longest]) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> tuple[re.Pattern[str] | None, int]:
    try:
        repeats = list(_repeats(_PARSER.parse(pattern)))
        compiled = re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return None, 0
    if None in repeats or len(repeats) > _MOST:
        return None, 0
    return compiled, _LONGEST if len(repeats) < 2 else _SHORT


def _repeats(tree: Any, *, inside: bool = False) -> Iterator[object]:  # noqa: ANN401  (as the parser has it)
    """Each repeat of a varying number; None for what may take for ever."""
    for kind, given in tree:
        name = str(kind)
        if name in _REPEATS:
            low, high, body = given
            varies = low != high
            if varies:
                yield None if inside else given
            yield from _repeats(body, inside=inside or high > 1)
        elif name.startswith("GROUPREF"):
            yield None
        elif name == "BRANCH":
            if inside:
                yield None
            for branch in given[1]:
                yield from _repeats(branch, inside=inside)
        else:
            for part in given if isinstance(given, tuple) else (given,):
                if isinstance(part, _PARSER.SubPattern):
                    yield from _repeats(part, inside=inside)
