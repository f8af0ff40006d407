"""Evidence that is missing pulls a score to the prior, and the explanation begins with it."""

from __future__ import annotations

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Absent, Completion, Evidence, Missing, Signal, TokenLogprobs
from trustcore.presets import resolve_preset
from trustcore.scoring import Component, Identity, WeightedMean, assess
from trustcore.scoring.explain import explain

PRIOR = 0.5
PRESETS = ("low", "medium", "high", "best")
COMPONENTS = {name: resolve_preset(name).components for name in PRESETS}
VALUES = st.floats(0, 1)


@frozen
class Says:
    """Says one value, or that it has none."""

    value: float | None
    name: str
    certainty: float = 1.0

    def needs(self, evidence: Evidence) -> tuple[()]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        if self.value is None:
            return Absent(self.name, "it could not be had")
        return Signal(self.name, self.value, certainty=self.certainty)


def scored(
    values: dict[str, float | None], preset: str, certain: dict[str, float] | None = None
) -> float:
    """The score of signals with the links and weights of a preset."""
    known = certain or {}
    components = [
        Component(
            Says(values[one.name], one.name, known.get(one.name, 1.0)),
            weight=one.weight,
            link=one.link,
        )
        for one in COMPONENTS[preset]
    ]
    found = assess(Evidence.of("?", "!"), components).score
    assert found is not None
    return found


def sides(preset: str, values: dict[str, float]) -> dict[str, float]:
    """How far each signal stands above the prior, after its link."""
    return {one.name: one.link(values[one.name]) - PRIOR for one in COMPONENTS[preset]}


@given(st.sampled_from(PRESETS), st.tuples(VALUES, VALUES, VALUES), st.sampled_from(range(3)))
def test_no_score_with_a_signal_absent_is_surer_than_with_that_signal_agreeing(
    preset: str, numbers: tuple[float, float, float], gone: int
) -> None:
    names = [one.name for one in COMPONENTS[preset]]
    values = dict(zip(names, numbers, strict=True))
    without = scored({**values, names[gone]: None}, preset)
    if sides(preset, values)[names[gone]] * (without - PRIOR) < 0:
        return  # it does not agree
    whole = scored({**values}, preset)
    assert abs(without - PRIOR) <= abs(whole - PRIOR) + 1e-12


@given(
    st.sampled_from(PRESETS), st.tuples(VALUES, VALUES, VALUES), st.sampled_from(range(3)), VALUES
)
def test_a_signal_that_is_certain_in_part_lies_between_one_that_is_there_and_an_absent_one(
    preset: str, numbers: tuple[float, float, float], which: int, certain: float
) -> None:
    names = [one.name for one in COMPONENTS[preset]]
    values: dict[str, float | None] = dict(zip(names, numbers, strict=True))
    whole, without = scored(values, preset), scored({**values, names[which]: None}, preset)
    partly = scored(values, preset, {names[which]: certain})
    assert partly == pytest.approx(certain * whole + (1 - certain) * without)


@given(st.sampled_from(PRESETS), VALUES, VALUES, st.floats(0.8, 1))
def test_losing_a_judge_who_says_right_never_raises_a_score(
    preset: str, agreement: float, likelihood: float, judge: float
) -> None:
    values = {"consistency": agreement, "logprobs": likelihood, "reflection": judge}
    assert scored({**values, "reflection": None}, preset) <= scored({**values}, preset)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_score_near_1_is_reached_when_all_signals_are_at_1(preset: str) -> None:
    assert scored(dict.fromkeys(("consistency", "logprobs", "reflection"), 1.0), preset) > 0.95


@pytest.mark.parametrize("preset", PRESETS)
def test_samples_that_all_agree_pass_the_usual_threshold_without_a_judge(preset: str) -> None:
    values = {"consistency": 1.0, "logprobs": None, "reflection": None}
    assert scored(values, preset) > 0.7


def test_base_reaches_the_ends_of_the_scale_with_either_signal() -> None:
    judged = TLM("base", model=str).rescore(
        Evidence.of("?", "Paris", replies={"reflection/verdict": "A"})
    )
    sure = Completion("Paris", TokenLogprobs((0.0,), ("Paris",)))
    likely = TLM("base", model=str).rescore(Evidence.of("?", sure))
    assert likely.trustworthiness_score == pytest.approx(0.98)
    assert judged.trustworthiness_score is not None
    assert judged.trustworthiness_score > 0.9


@given(st.sampled_from([0.0, 0.3, 1.0]))
def test_an_explanation_begins_with_what_is_missing(value: float) -> None:
    components = [Component(Says(value, "a")), Component(Says(None, "b"))]
    said = explain(assess(Evidence.of("?", "!"), components))
    assert said.startswith("Missing: b: it could not be had. ")
    assert "othing speaks against" not in said


def test_what_has_no_weight_is_not_missing() -> None:
    components = [Component(Says(1.0, "a")), Component(Says(None, "b"), weight=0.0)]
    assert explain(assess(Evidence.of("?", "!"), components)) == (
        "Nothing speaks against the answer: a is 1.00."
    )


def test_a_judge_that_failed_is_named_first_in_a_result() -> None:
    down = {"reflection/verdict": Missing("down", "failed")}
    evidence = Evidence.of("Capital?", "Paris", ["Paris"] * 8, replies=down)
    found = TLM("medium", model=str).rescore(evidence)
    assert found.reason.startswith("Missing: logprobs: the answer has no log-probabilities")
    assert "Missing: reflection: " in found.reason
    assert all(one.value is None for one in found.signals if isinstance(one, Absent))


@given(st.floats(0, 1), VALUES)
def test_the_prior_is_an_argument_of_the_mean(prior: float, value: float) -> None:
    components = [Component(Says(value, "a"), link=Identity()), Component(Says(None, "b"))]
    found = assess(Evidence.of("?", "!"), components, WeightedMean(prior)).score
    assert found == pytest.approx((value + prior) / 2)
