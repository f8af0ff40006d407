"""Calibrations: what they learn from labels, what they are bound to, and how they are refused."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Evidence
from trustcore.decisions.calibration import FEWEST, MANY, Calibration, Labelled
from trustcore.errors import ConfigurationError, InputError
from trustcore.presets import resolve_preset
from trustcore.presets.fingerprint import fingerprint_of

EVIDENCE = Evidence.of("Capital of France?", "Paris", ["Paris", "Lyon"])


def numbers(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (a test repeats itself)


def labels(count: int, seed: int, *, overconfident: float = 1.0) -> list[Labelled]:
    """Scores of which the log-odds of being right are so many times smaller."""
    drawn = numbers(seed)
    scores = [drawn.uniform(0.02, 0.98) for _ in range(count)]
    return [(one, drawn.random() < chance(one, overconfident)) for one in scores]


def chance(score: float, overconfident: float) -> float:
    return 1 / (1 + math.exp(-math.log(score / (1 - score)) / overconfident))


def loss(predicted: float, *, correct: bool) -> float:
    return -math.log(predicted if correct else 1 - predicted)


@pytest.mark.parametrize("count", [100, MANY])
@pytest.mark.parametrize("overconfident", [0.5, 1.0, 4.0])
def test_a_calibration_is_near_the_truth_and_beats_the_mean(
    count: int, overconfident: float
) -> None:
    gaps, better = [], 0
    fresh = labels(2000, 10**6, overconfident=overconfident)
    for seed in range(10):
        learned = labels(count, seed, overconfident=overconfident)
        found = Calibration.fit(learned, "f")
        mean = sum(correct for _, correct in learned) / count
        ours = math.fsum(loss(found(score), correct=correct) for score, correct in fresh)
        constant = math.fsum(loss(mean, correct=correct) for _, correct in fresh)
        better += ours < constant
        gaps += [abs(found(score) - chance(score, overconfident)) for score, _ in fresh[:200]]
    assert better >= 9
    assert math.fsum(gaps) / len(gaps) < 0.08


FITTED = [
    Calibration.fit([(score, correct is way) for score, correct in labels(count, seed)], "f")
    for count in (FEWEST, MANY)
    for seed in range(3)
    for way in (True, False)
]
"""Of labels that follow scores, and of labels that go the wrong way."""


@given(st.sampled_from(FITTED), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_has_a_lower_chance(
    found: Calibration, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= found(low) <= found(high) <= 1


def test_scores_that_tell_nothing_do_not_help() -> None:
    drawn = numbers(7)
    found = Calibration.fit([(drawn.random(), drawn.random() < 0.5) for _ in range(100)], "f")
    assert not found.helps
    assert Calibration.fit(labels(100, 7), "f").helps


@pytest.mark.parametrize(
    ("labelled", "message"),
    [
        ([], "a calibration needs 50 labels; there are 0"),
        ([(0.5, True)] * 49, "a calibration needs 50 labels; there are 49"),
        ([(0.5, True)] * 50, "all 50 labels say right; there must be some of both"),
        ([(0.5, False)] * 50, "all 50 labels say wrong; there must be some of both"),
    ],
)
def test_too_few_labels_are_refused(labelled: list[Labelled], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Calibration.fit(labelled, "f")


def test_a_result_has_the_calibrated_score_beside_the_score(tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    made = Calibration.fit(labels(100, 1), fingerprint_of(resolve_preset("medium")))
    made.save(file)
    assert made == Calibration.load(file)
    for calibration in (made, file, str(file)):
        found = TLM(model=str, calibration=calibration).rescore(EVIDENCE)
        assert found.trustworthiness_score is not None
        assert made(found.trustworthiness_score) == found.calibrated_score
        assert found.to_dict()["calibrated_score"] == found.calibrated_score
        assert TLM(model=str).rescore(EVIDENCE).trustworthiness_score == found.trustworthiness_score
    assert TLM(model=str).rescore(EVIDENCE).calibrated_score is None


def test_a_calibration_says_nothing_of_another_preset() -> None:
    made = Calibration.fit(labels(100, 1), fingerprint_of(resolve_preset("medium")))
    assert TLM(model=str, calibration=made).rescore(EVIDENCE, "low").calibrated_score is None
    for other in ("low", {"extends": "medium", "strategies": {"logprobs": {"weight": 0.2}}}):
        client = TLM(other, model=str)
        with pytest.raises(ConfigurationError) as refused:
            TLM(other, model=str, calibration=made)
        assert made.fingerprint in str(refused.value)
        assert client.fingerprint in str(refused.value)


def test_a_calibration_may_be_bound_to_the_models_too() -> None:
    tlm = TLM(model=str)
    made = Calibration.fit(labels(100, 1), tlm.fingerprint)
    assert TLM(model=str, calibration=made).fingerprint == tlm.fingerprint
    with pytest.raises(ConfigurationError, match="other models"):
        TLM(model=repr, calibration=made)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "not JSON"),
        ("[]", "a calibration is an object with schema 1"),
        ('{"schema": 2}', "a calibration is an object with schema 1"),
        ('{"schema": 1}', "lacks a key, or has one too many"),
        (
            json.dumps({**Calibration.fit(labels(100, 1), "f").to_dict(), "a": -1}),
            "calibration: a must be a number from 0 up, not -1",
        ),
    ],
)
def test_what_is_no_calibration_is_refused(tmp_path: Path, written: str, message: str) -> None:
    file = tmp_path / "c.json"
    file.write_text(written)
    with pytest.raises(ConfigurationError, match=message):
        TLM(model=str, calibration=file)


@pytest.mark.parametrize("wrong", [1, 0.5, b"c.json", {}])
def test_a_calibration_is_a_file_or_a_calibration(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="calibration must be a string or a Path"):
        TLM(model=str, calibration=wrong)  # type: ignore[arg-type]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        TLM(model=str, calibration=tmp_path / "missing.json")
    with pytest.raises(ConfigurationError, match="cannot be written: No such file"):
        Calibration.fit(labels(100, 1), "f").save(tmp_path / "no" / "c.json")
