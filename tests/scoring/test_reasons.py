"""The sentence that explains a score, where signals say little of themselves."""

from __future__ import annotations

import pytest
from attrs import frozen

from trustcore import Evidence, Preset, Signal
from trustcore.scoring import Component
from trustcore.scoring.explain import explain


@frozen
class Silent:
    """A strategy that gives a number alone."""

    value: float
    name: str = "terseness"

    def needs(self, evidence: Evidence) -> tuple[()]:
        del evidence
        return ()

    def assess(self, evidence: Evidence) -> Signal:
        del evidence
        return Signal(self.name, self.value)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (0.2, "Terseness is 0.20."),
        (0.9, "Nothing speaks against the answer: terseness is 0.90."),
    ],
)
def test_a_signal_without_a_reason_is_told_by_its_value(value: float, reason: str) -> None:
    """Its name alone would not say whether that speaks for the answer or against it."""
    preset = Preset("mine", 1, (Component(Silent(value)),))
    assert reason == explain(preset.assess(Evidence.of("Where is Rome?", "In Italy.")))
