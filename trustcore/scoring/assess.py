"""Assess one candidate: every strategy's signal, and the score they make together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from trustcore.errors import EvidenceMissing
from trustcore.plugins.failure import failure
from trustcore.records.chat import Missing
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal
from trustcore.scoring.component import Component


@frozen
class Assessment:
    """What the strategies of a preset say about one answer.

    Attributes:
        score: The trustworthiness score in [0, 1]; None when no weighted signal is there.
        signals: What each strategy found, in the preset's order.
    """

    score: float | None
    signals: tuple[Signal | Absent, ...]


def assess(evidence: Evidence, components: Sequence[Component]) -> Assessment:
    """Assess complete evidence. Pure: the same evidence gives the same score, bit for bit."""
    signals = tuple(_signal(component, evidence) for component in components)
    return Assessment(combine(signals, components), signals)


def combine(signals: Sequence[Signal | Absent], components: Sequence[Component]) -> float | None:
    """Weighted mean of the linked signals that are there: the linear opinion pool (Stone 1961).

    Absent signals leave their weight to the others; nothing is filled in for them.
    """
    present = [
        (component.weight, component.link(signal.value))
        for signal, component in zip(signals, components, strict=True)
        if isinstance(signal, Signal) and component.weight > 0
    ]
    total = math.fsum(weight for weight, _ in present)
    if total == 0:
        return None
    return min(1.0, math.fsum(weight * value for weight, value in present) / total)


def _signal(component: Component, evidence: Evidence) -> Signal | Absent:
    name = component.strategy.name
    broken = evidence.findings.get(("strategy", name))
    if isinstance(broken, Missing):
        return Absent(name, broken.reason)
    try:
        found: Any = component.strategy.assess(evidence)
    except EvidenceMissing as gap:
        return Absent(name, str(gap))
    except Exception as error:  # noqa: BLE001  (a plug-in's bug costs its signal, not the result)
        return Absent(name, failure(component.strategy, error))
    if not isinstance(found, Signal | Absent):
        return Absent(name, f"the strategy failed: it returned {type(found).__name__}")
    return found
