"""What a decision still hangs on, while evidence is gathered for it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import evolve, frozen

from trustcore.graph import Decider
from trustcore.plugins.protocols import Foreseeing
from trustcore.presets import Preset
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Component, assess
from trustcore.scoring.combine import combine, weighed

RISK = 0.005
"""Samples are drawn until the chance that all of them decide otherwise is below this."""


@frozen
class ScoreDecider:
    """What a decision by the score of a preset hangs on.

    Attributes:
        threshold: The score from which on an answer is accepted, in (0, 1).
        preset: What makes the score.
    """

    threshold: float
    preset: Preset

    def depends_on_samples(self, evidence: Evidence, drawn: int, /) -> bool:
        """Whether the chance that all samples together decide otherwise is `RISK` or more."""
        decision = self._decision(evidence)
        components = decision.preset.components
        foreseeing = [one for one in components if isinstance(one.strategy, Foreseeing)]
        return not foreseeing or any(
            decision.otherwise(one.name, _outlook(one, evidence)) >= RISK for one in foreseeing
        )

    def depends_on(self, evidence: Evidence, name: str, /) -> bool:
        """Whether no signal, the least and the most trustworthy one do not all decide alike."""
        decision = self._decision(evidence)
        if all(one.name != name for one in decision.signals):
            return False
        ends = {decision.with_signal(name, end) for end in (0.0, 1.0)}
        return ends != {decision.accepts()}

    def _decision(self, evidence: Evidence) -> _Decision:
        chosen = self.preset.for_question(evidence.question, evidence.settings)
        signals = assess(evidence, chosen.components, chosen.combiner).signals
        return _Decision(self.threshold, chosen, signals)


@frozen
class _Decision:
    """The decision by some signals."""

    threshold: float
    preset: Preset
    signals: Sequence[Signal | Absent]

    def accepts(self) -> bool:
        """Whether the answer is accepted."""
        score = combine(weighed(self.signals, self.preset.components), self.preset.combiner).score
        return score is not None and score >= self.threshold

    def with_signal(self, name: str, value: float) -> bool:
        """Whether the answer is accepted if the signal of this name has a value."""
        other = Signal(name, value)
        signals = [other if one.name == name else one for one in self.signals]
        return evolve(self, signals=signals).accepts()

    def otherwise(self, name: str, outlook: Sequence[tuple[float, float]]) -> float:
        """The chance that a signal turns the decision; 1 where nothing is foreseen."""
        accepted = self.accepts()
        turning = [chance for value, chance in outlook if self.with_signal(name, value) != accepted]
        return math.fsum(turning) if outlook else 1.0


def _outlook(component: Component, evidence: Evidence) -> Sequence[tuple[float, float]]:
    if not isinstance(component.strategy, Foreseeing):
        return ()
    try:
        return component.strategy.outlook(evidence)
    except Exception:  # noqa: BLE001  (a plug-in's bug costs a few samples more, not the result)
        return ()


def decider_of(preset: Preset, threshold: float | None) -> Decider | None:
    """What decides by a preset's score; None where nothing is decided."""
    if threshold is None:
        return None
    return ScoreDecider(threshold, preset)
