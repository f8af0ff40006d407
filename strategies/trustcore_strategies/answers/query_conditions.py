"""Conditions of queries, which may stand in any order between "and": WHERE a = 1 AND b > 2."""

from __future__ import annotations

import re

_LONGEST = 400
"""Characters; of longer texts no order of conditions is told."""

_FRONT = re.compile(r"\s*where\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_ORDERED = re.compile(r"\b(?:or|between|not|select|group|order|having|limit)\b|[()]", re.IGNORECASE)
_COMPARES = re.compile(r"[<>=]|\b(?:like|in|is)\b", re.IGNORECASE)


def same_conditions(one: str, other: str) -> bool | None:
    """Whether two texts are the same conditions in any order; None where one is none of several."""
    mine, theirs = _conditions(one), _conditions(other)
    return None if mine is None or theirs is None else mine == theirs


def _conditions(text: str) -> list[str] | None:
    if len(text) > _LONGEST or _ORDERED.search(text) is not None:
        return None
    bare = text[front.end() :] if (front := _FRONT.match(text)) is not None else text
    parts = _AND.split(bare.strip(" ;`."))
    if len(parts) < 2 or not all(map(_COMPARES.search, parts)):
        return None
    return sorted("".join(part.lower().split()).replace('"', "'") for part in parts)
