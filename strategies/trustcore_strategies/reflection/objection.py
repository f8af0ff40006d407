"""What a judge that was asked to reason held against the answer, in its own last words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FINAL = re.compile(r"\n[^\n]{0,40}final[ _]choice", re.IGNORECASE)
_LONGEST = 160
"""Characters of a judge's reasoning that a reason may quote."""


def objection(rated: Iterable[tuple[float, str]]) -> str:
    """The end of the least trusting reply's reasoning; empty where none distrusts the answer.

    Args:
        rated: What each reply amounts to, in [0, 1], and its text.
    """
    least, reply = min(rated, default=(1.0, ""))
    cut = _FINAL.search(reply) if least <= 1 / 3 else None
    if cut is None:
        return ""
    thought = " ".join(reply[max(0, cut.start() - 4 * _LONGEST) : cut.start()].split())
    if not thought:
        return ""
    shown = thought if len(thought) <= _LONGEST else f"...{thought[-_LONGEST:]}"
    return f'it objected: "{shown}"'
