"""Universities of two names that are two: the University of Washington, Washington University."""

from __future__ import annotations

import re

_NAMED = re.compile(r"\b(?P<before>[A-Z]\w+) University\b|\bUniversity of (?P<behind>[A-Z]\w+)")
_TWO = frozenset(("Washington", "Miami", "Boston", "Pacific", "Ohio", "York", "Indiana", "Kansas"))
"""Names that two universities have; of most others both forms are of one: Oxford University."""


def other_university(one: str, other: str) -> bool:
    """Whether two short texts name the two universities that one name has."""
    mine, theirs = _NAMED.search(one), _NAMED.search(other)
    if mine is None or theirs is None or (mine["before"] is None) == (theirs["before"] is None):
        return False
    names = {found["before"] or found["behind"] for found in (mine, theirs)}
    return len(names) == 1 and names <= _TWO
