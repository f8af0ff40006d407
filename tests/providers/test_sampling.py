from __future__ import annotations

import pytest

from trustcore import TLM
from trustcore.protocols import Feature
from trustcore.testing import ScriptedProvider

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 4}}}}


@pytest.mark.parametrize(
    ("features", "sent", "score"),
    [(("temperature",), 1.0, True), (("sampling",), None, True), ((), None, False)],
)
def test_models_without_a_temperature_may_vary_nonetheless(
    features: tuple[Feature, ...], sent: float | None, score: bool
) -> None:
    """Equal samples mean something if the model varies by itself; the temperature is not sent."""
    model = ScriptedProvider("Paris", features=features)
    result = TLM(PRESET, model=model).prompt("Capital?")

    assert (result.trustworthiness_score is not None) is score
    assert {sent} == {request.temperature for request in model.requests if request.draw > 0}
