"""Say in one or two sentences, for people, why a score is what it is."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Component

DOUBTFUL = 0.7
"""A signal whose probability of being right is below this speaks against the answer."""


def explain(signals: Sequence[Signal | Absent], components: Sequence[Component]) -> str:
    """What costs the score most, at most two things; else what speaks for the answer.

    Args:
        signals: What each strategy found, in the preset's order.
        components: The preset's components, in the same order.
    """
    present = [
        (component.link(signal.value), component.weight, signal.reason or signal.name)
        for signal, component in zip(signals, components, strict=True)
        if isinstance(signal, Signal) and component.weight > 0
    ]
    if not present:
        return _nothing(signals)
    doubts = sorted(
        ((weight * (1 - right), reason) for right, weight, reason in present if right < DOUBTFUL),
        reverse=True,
    )
    if not doubts:
        _, _, best = max(present, key=lambda one: one[0] * one[1])
        return f"Nothing speaks against the answer: {best}."
    reasons = [reason for _, reason in doubts[:2]]
    return ". ".join(_sentence(reason) for reason in reasons) + "."


def _nothing(signals: Sequence[Signal | Absent]) -> str:
    gaps = [f"{one.name}: {one.reason}" for one in signals if isinstance(one, Absent)]
    return f"No signal could be computed ({'; '.join(gaps)})."


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".")
