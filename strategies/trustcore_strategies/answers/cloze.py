"""Blanks in a sentence of a question, and what an answer puts there."""

from __future__ import annotations

import re
from functools import lru_cache

_BLANK = re.compile(
    r"(?<![\w_])_+(?![\w_])|\[blank\]|\(blank\)|\.{4,}|\u2026{2,}|\uff3f+", re.IGNORECASE
)
_NEAREST = 3
"""Words on each side of a blank by which it is found again."""


def has_blank(question: str) -> bool:
    """Whether a question has a blank to be filled."""
    return _BLANK.search(question) is not None


@lru_cache(maxsize=64)
def filled_blank(question: str) -> re.Pattern[str] | None:
    """How what an answer puts into the one blank of a question is found in it, if it has one."""
    blanks = list(_BLANK.finditer(question))
    if len(blanks) != 1:
        return None
    before = re.findall(r"\w+", re.split(r"[\n.:?!]", question[: blanks[0].start()])[-1])
    after = re.findall(r"\w+", re.split(r"[\n.:?!]", question[blanks[0].end() :])[0])
    front, behind = before[-_NEAREST:], after[:_NEAREST]
    if len(front) + len(behind) < _NEAREST:
        return None
    open_, close = (r"\W+".join(map(re.escape, side)) for side in (front, behind))
    end = rf"[\s,;:*_\"']+{close}\b" if behind else r"[.!]?\s*(?:$|\n)"
    begin = rf"\b{open_}\W+" if front else r"(?:^|[.\n:\"]\s*)"
    return re.compile(rf"{begin}(?P<filled>\S(?:[^.\n]{{0,58}}?\S)?){end}", re.IGNORECASE)


def in_blank(final: str, question: str) -> str | None:
    """What an answer puts into the blank of a question whose sentence it repeats."""
    pattern = filled_blank(question)
    found = None if pattern is None else pattern.search(final)
    return None if found is None else found["filled"]
