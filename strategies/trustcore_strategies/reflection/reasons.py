"""A judge's replies in words: what they say of the answer, and why some say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trustcore import Completion, Missing, Rating

_GAPS = {
    "empty": ("reply was empty", "replies were empty"),
    "nothing": ("reply held no option", "replies held no option"),
    "several": ("reply named several options", "replies named several options"),
    "unknown": ("reply was to an unknown question", "replies were to unknown questions"),
    "failed": ("call failed", "calls failed"),
    "deadline": ("call was out of time", "calls were out of time"),
    "not recorded": ("reply was not recorded", "replies were not recorded"),
    "unsupported": ("call is not supported", "calls are not supported"),
}
"""Why a reply gave no rating, for one and for more."""


def listed(gaps: Sequence[str]) -> str:
    """How many replies gave no rating, by why; empty where all gave one."""
    counts = [(gaps.count(gap), forms) for gap, forms in _GAPS.items()] if gaps else []
    return ", ".join(f"{count} {forms[count > 1]}" for count, forms in counts if count)


def failure(replies: Sequence[tuple[str, Completion | Rating | Missing]]) -> str:
    """Why a call failed; of several reasons the same one, in whatever order they came."""
    reasons = [
        reply.reason
        for _, reply in replies
        if isinstance(reply, Missing) and reply.cause == "failed"
    ]
    return f"; why: {min(reasons)}" if reasons else ""


def in_words(values: Sequence[float]) -> str:
    """What the ratings say of the answer, the commonest first.

    Args:
        values: At least one, each in [0, 1].
    """
    said = Counter(map(_verdict, values)).most_common()
    if len(said) == 1 == len(values):
        return f"the judge {said[0][0]}"
    (first, times), *rest = said
    others = "".join(f", {verdict} in {count}" for verdict, count in rest)
    return f"the judge {first} in {times} of {len(values)} framings{others}"


def _verdict(value: float) -> str:
    if value > 2 / 3:
        return "called it correct"
    return "called it incorrect" if value < 1 / 3 else "was not sure"
