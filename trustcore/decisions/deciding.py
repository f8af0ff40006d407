"""What a decision still hangs on, while evidence is gathered for it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import frozen

from trustcore.graph import Decider
from trustcore.plugins.protocols import Foreseeing
from trustcore.presets import Preset
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Combiner, Component, assess
from trustcore.scoring.combine import combine

RISK = 0.005
"""Samples are drawn until the chance that all of them decide otherwise is below this."""


@frozen
class ScoreDecider:
    """What a decision by the score of a preset hangs on.

    Attributes:
        threshold: The score from which on an answer is accepted, in (0, 1).
        components: The preset's.
        combiner: The preset's.
    """

    threshold: float
    components: tuple[Component, ...]
    combiner: Combiner

    def depends_on_samples(self, evidence: Evidence, drawn: int, /) -> bool:
        """Whether the chance that all samples together decide otherwise is `RISK` or more."""
        signals = assess(evidence, self.components, self.combiner).signals
        accepted = self._accepts(signals)
        foresees = [one for one in self.components if isinstance(one.strategy, Foreseeing)]
        if not foresees:
            return True
        return any(
            self._otherwise(signals, one, evidence, accepted=accepted) >= RISK for one in foresees
        )

    def depends_on(self, evidence: Evidence, name: str, /) -> bool:
        """Whether the least and the most trustworthy signal decide differently."""
        signals = assess(evidence, self.components, self.combiner).signals
        if all(one.name != name for one in signals):
            return False
        low, high = (self._accepts(_with(signals, Signal(name, end))) for end in (0.0, 1.0))
        return low != high

    def _otherwise(
        self,
        signals: Sequence[Signal | Absent],
        component: Component,
        evidence: Evidence,
        *,
        accepted: bool,
    ) -> float:
        """The chance that a signal, once all samples are there, turns the decision."""
        outlook = _outlook(component, evidence)
        turning = [
            chance
            for value, chance in outlook
            if self._accepts(_with(signals, Signal(component.name, value))) != accepted
        ]
        return math.fsum(turning) if outlook else 1.0

    def _accepts(self, signals: Sequence[Signal | Absent]) -> bool:
        score = combine(signals, self.components, self.combiner).score
        return score is not None and score >= self.threshold


def _outlook(component: Component, evidence: Evidence) -> Sequence[tuple[float, float]]:
    if not isinstance(component.strategy, Foreseeing):
        return ()
    try:
        return component.strategy.outlook(evidence)
    except Exception:  # noqa: BLE001  (a plug-in's bug costs a few samples more, not the result)
        return ()


def _with(signals: Sequence[Signal | Absent], other: Signal) -> Sequence[Signal | Absent]:
    """The signals with one in the place of that of the same name."""
    return [other if one.name == other.name else one for one in signals]


def decider_of(preset: Preset, threshold: float | None) -> Decider | None:
    """What decides by a preset's score; None where nothing is decided."""
    if threshold is None:
        return None
    return ScoreDecider(threshold, preset.components, preset.combiner)
