"""Texts of the evidence, as strategies look at them and quote them."""

from __future__ import annotations

from trustcore import Completion, Evidence
from trustcore.records.chat import CUT_SHORT
from trustcore_strategies.answers.compare import Comparison

_TELLING = frozenset(("system", "developer"))
"""Roles of messages that say what holds of all questions."""

AGREES = 0.5
"""Agreement from which on two answers are said to agree."""

PARTLY = 0.1
"""Agreement from which on they are said to agree in part."""

EXCERPT = 80
"""Characters of another answer that a reason may quote."""


def comparison_of(evidence: Evidence) -> Comparison:
    """The comparison of answers to what was asked last; one for all who compare them."""
    asked = [message.text for message in evidence.question if message.role == "user"]
    # asked anew for each sample: without a call for each of them, which `truncated` would be
    cut = frozenset(
        [
            one.text
            for one in evidence.findings.values()
            if type(one) is Completion and one.finish_reason in CUT_SHORT
        ]
    )
    told = [message.text for message in evidence.question if message.role in _TELLING]
    return evidence.once(Comparison, asked[-1] if asked else "", cut, "\n".join(told))


def excerpt(text: str) -> str:
    """The beginning of a text in quotation marks, on one line."""
    line = " ".join(text[: 4 * EXCERPT].split())
    short = line if len(line) <= EXCERPT - 2 else line[: EXCERPT - 5] + "..."
    return f'"{short}"'
