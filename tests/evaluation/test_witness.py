"""What a witness gains over one more sample, on recordings of several models."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Evidence
from trustcore.evaluation import Recorded
from trustcore.evaluation.agreement import agreement_rate, agreement_ratio, auto_weight
from trustcore.evaluation.tables import WITNESS_COLUMNS
from trustcore.evaluation.witness import (
    WitnessGain,
    witness_gains,
    witness_rows,
)
from trustcore.presets import Preset, resolve_preset

rates = st.floats(0.01, 1)
CONSISTENCY = resolve_preset(
    {
        "extends": "base",
        "strategies": {
            "logprobs": False,
            "reflection": False,
            "consistency": {"arguments": {"samples": 3}},
        },
    }
)


def recorded(model: str, right: float, questions: int = 60, seed: int = 0) -> list[Recorded]:
    """Answers of a model that is right in a share of questions, and repeats what it said."""
    drawn = random.Random(f"{model}{seed}")  # noqa: S311  (made-up data)
    rows = []
    for number in range(questions):
        correct = drawn.random() < right
        said = str(1000 + number) if correct else str(drawn.randrange(1, 900))
        evidence = Evidence.of(f"Number {number}?", said, [said] * 3)
        rows.append(
            Recorded(
                dataset="numbers",
                model=model,
                question=f"{number}",
                correct=correct,
                evidence=evidence,
            )
        )
    return rows


def gains_of(rows: list[Recorded]) -> dict[tuple[str, str], WitnessGain]:
    found = witness_gains(rows, CONSISTENCY, replicates=100)
    return {(one.model, one.witness): one for one in found}


@given(st.lists(st.tuples(rates, rates), min_size=1, max_size=5))
def test_a_weight_stays_within_its_bounds(pairs: list[tuple[float, float]]) -> None:
    witness, judged = zip(*pairs, strict=True)
    ratio = agreement_ratio(witness, judged)
    assert 0.1 <= auto_weight(ratio) <= 1.2
    assert 1 / ratio == pytest.approx(agreement_ratio(judged, witness))


@pytest.mark.parametrize(
    ("ratio", "weight"), [(1.0, 0.4), (0.5, 0.1), (0.1, 0.1), (1.5, 0.9), (3.0, 1.2)]
)
def test_a_weight_is_the_square_of_the_ratio(ratio: float, weight: float) -> None:
    assert weight == pytest.approx(auto_weight(ratio))


def test_a_ratio_is_the_geometric_mean_over_third_models() -> None:
    assert math.sqrt(2 * 0.5) == pytest.approx(agreement_ratio([0.8, 0.2], [0.4, 0.4]))
    with pytest.raises(ValueError, match="third model"):
        agreement_ratio([], [])


def test_a_rate_is_never_nothing() -> None:
    assert 0.5 == agreement_rate([])
    assert 0.5 / 11 == pytest.approx(agreement_rate([0.0] * 10))
    assert 10.5 / 11 == pytest.approx(agreement_rate([1.0] * 10))


def test_a_witness_finds_what_samples_that_repeat_themselves_do_not() -> None:
    """All samples agree with the answer, right or wrong, so nothing but a witness tells."""
    rows = [*recorded("a", 0.5), *recorded("b", 0.9)]
    gains = {
        (one.model, one.witness): one for one in witness_gains(rows, CONSISTENCY, replicates=100)
    }
    assert {("a", "b"), ("b", "a")} == gains.keys()
    found = gains["a", "b"]
    assert 0.5 == found.auroc
    assert found.equal_calls is not None
    assert found.low is not None
    assert 0.35 < found.equal_calls
    assert 0.3 < found.low
    assert 60 == found.n
    assert found.weight is None


def test_with_three_models_there_are_weights() -> None:
    """A better witness weighs more; the weak one is given little."""
    rows = [*recorded("a", 0.7), *recorded("good", 0.95), *recorded("weak", 0.2)]
    gains = {
        (one.model, one.witness): one for one in witness_gains(rows, CONSISTENCY, replicates=10)
    }
    said = {row[2]: row[-1] for row in witness_rows(gains.values()) if row[1] == "a"}
    assert said["weak"].endswith("(expect no gain)")
    assert "expect" not in said["good"]
    good, weak = gains["a", "good"].weight, gains["a", "weak"].weight
    assert good is not None
    assert weak is not None
    assert weak < 0.2 < good


def test_one_model_alone_and_different_questions_give_no_row() -> None:
    assert [] == list(witness_gains(recorded("a", 0.5), CONSISTENCY))
    other = [
        Recorded(
            dataset="other", model="b", question="q", correct=True, evidence=Evidence.of("q", "1")
        )
    ]
    assert [] == list(witness_gains([*recorded("a", 0.5), *other], CONSISTENCY))


def test_rows_fit_their_heads() -> None:
    rows = [*recorded("a", 0.5, 3), *recorded("b", 1.0, 3)]
    preset: Preset = CONSISTENCY
    for row in witness_rows(witness_gains(rows, preset, replicates=10)):
        assert len(WITNESS_COLUMNS) == len(row)
