from __future__ import annotations

import pytest

from trustcore import TLM
from trustcore.plugins.protocols import Feature
from trustcore.testing import ScriptedProvider, run_virtual
from trustcore_providers.capabilities import capabilities_of

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
    result = run_virtual(TLM(PRESET, model=model).aprompt, "Capital?")

    assert (result.trustworthiness_score is not None) is score
    assert {sent} == {request.temperature for request in model.requests if request.draw > 0}


class Few(ScriptedProvider):
    """A model that makes a few completions at a time."""

    def __init__(self, max_n: int | None) -> None:
        super().__init__("Paris")
        self.max_n = max_n


@pytest.mark.parametrize(
    ("models", "sizes"),
    [((None,), [20]), ((8,), [8, 8, 4]), ((8, 3), [3] * 6 + [2]), ((128,), [20])],
)
def test_no_more_draws_are_asked_for_than_the_model_makes(
    models: tuple[int | None, ...], sizes: list[int]
) -> None:
    """What is more goes in further requests; with several models the least of theirs counts."""
    preset = {"strategies": {"consistency": {"arguments": {"samples": 20}}}}
    chain = [Few(max_n) for max_n in models]
    result = run_virtual(TLM(preset, model=chain).aprompt, "Capital?")

    assert result.trustworthiness_score is not None
    assert sizes == [request.n for request in chain[0].requests if request.draw > 0]


@pytest.mark.parametrize(
    ("provider", "model", "most"),
    [
        ("openai", "gpt-4.1", 128),
        ("azure", "gpt-4.1", 128),
        ("gemini", "gemini-2.5-flash", 8),
        ("vllm", "any", None),
    ],
)
def test_how_many_a_model_makes_is_known(provider: str, model: str, most: int | None) -> None:
    """As the vendors document it."""
    assert most == capabilities_of(provider, model).max_n
