"""What an agreement may become: the chances by which drawing ends."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Absent, Evidence, Missing, Signal
from trustcore.testing import ScriptedProvider, anything, is_sample
from trustcore_strategies.adaptive import beta_binomial, foreseen
from trustcore_strategies.consistency import Consistency


@given(st.integers(0, 20), st.floats(0.1, 30), st.floats(0.1, 30))
def test_chances_add_up_to_1_and_have_the_mean_of_the_rate(n: int, a: float, b: float) -> None:
    chances = beta_binomial(n, a, b)
    assert math.fsum(chances) == pytest.approx(1)
    mean = math.fsum(k * chance for k, chance in enumerate(chances))
    assert mean == pytest.approx(n * a / (a + b))


@pytest.mark.parametrize("drawn", [["Paris"], ["Paris", "Lyon"], ["Paris"] * 7])
def test_an_outlook_ends_where_all_others_agree_or_none_does(drawn: list[str]) -> None:
    evidence = Evidence.of("Capital of France?", "Paris", drawn)
    outlook = Consistency().outlook(evidence)
    agreeing = drawn.count("Paris")
    values = [value for value, _ in outlook]
    assert values == pytest.approx([(agreeing + k) / 8 for k in range(8 - len(drawn) + 1)])


def test_samples_that_failed_are_not_waited_for() -> None:
    evidence = Evidence.of("Capital?", "Paris", ["Paris", Missing("down", "failed")])
    assert len(Consistency(samples=4).outlook(evidence)) == 3
    nothing = Evidence.of("Capital?", "Paris", [Missing("down", "failed")])
    assert foreseen(Absent("consistency", "none"), nothing, 8) == ()
    assert foreseen(Signal("consistency", 1.0), nothing, 8) == ()


@pytest.mark.parametrize("samples", ["Paris", "Lyon"])
def test_clear_decisions_take_fewer_samples(samples: str) -> None:
    preset: dict[str, Any] = {"strategies": {"consistency": {}}}
    model = ScriptedProvider({is_sample: samples, anything: "Paris"})
    tlm = TLM(preset, model=model, threshold=0.25, options={"log": ["evidence"]})
    found = tlm.prompt("Capital of France?")
    assert found.decision == ("accept" if samples == "Paris" else "escalate")
    assert found.evidence is not None
    assert sum(node[0] == "sample" for node in found.evidence.findings) < 8
