"""A threshold: decisions, samples in steps, and calls that are made only where they decide."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import field, frozen

from trustcore import (
    TLM,
    Absent,
    Answer,
    Ask,
    Evidence,
    Message,
    Need,
    Request,
    Result,
    Samples,
    Signal,
)
from trustcore.errors import ConfigurationError
from trustcore.presets import Preset
from trustcore.scoring import Component
from trustcore.testing import Script, ScriptedProvider, anything, by_draw, is_sample


@frozen
class Votes:
    """How many samples are equal to the answer."""

    sure: bool = False
    samples: int = 8
    name: str = "votes"
    outlooks: list[int] = field(factory=list, eq=False)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(), Samples(self.samples))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        texts = [one.text for one in evidence.alternatives]
        same = sum(evidence.answer is not None and one == evidence.answer.text for one in texts)
        return Signal(self.name, same / len(texts)) if texts else Absent(self.name, "none")

    def outlook(self, evidence: Evidence) -> Sequence[tuple[float, float]]:
        drawn = len(evidence.alternatives)
        self.outlooks.append(drawn)
        return [(1.0, 1.0)] if self.sure and drawn >= 4 else [(1.0, 0.5), (0.0, 0.5)]


@frozen
class Second:
    """Asks somebody else where the decision hangs on it, as a strategy with dear calls does."""

    name: str = "second"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer, decision = evidence.answer, evidence.decision
        if answer is None or (decision is not None and not decision.depends):
            return (Answer(),)
        request = Request((Message("user", "right?"),))
        return (Answer(), Ask("second/opinion", answer.text, request))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        asked = evidence.replies("second/opinion")
        return Signal(self.name, 1.0) if asked else Absent(self.name, "not asked")


def preset(*components: Component, candidates: int = 1) -> Preset:
    return Preset("decided", candidates, components)


def client(chosen: Preset, threshold: float | None, other: str = "Paris") -> TLM:
    script = {is_sample: other, anything: "Paris"}
    options = {"log": ["evidence"]}
    return TLM(chosen, model=ScriptedProvider(script), threshold=threshold, options=options)


def samples_of(found: Result) -> int:
    """How many samples were drawn."""
    assert found.evidence is not None
    return sum(node[0] == "sample" for node in found.evidence.findings)


@pytest.mark.parametrize("wrong", [0, 1, -0.5, 1.5, True, "0.7", float("nan"), float("inf")])
def test_a_threshold_is_a_number_between_0_and_1(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="threshold must be a number above 0 and below 1"):
        TLM(model=str.upper, threshold=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("threshold", "decision"), [(None, None), (0.5, "accept"), (0.999, "escalate")]
)
def test_a_decision_says_on_which_side_of_the_threshold_the_score_is(
    threshold: float | None, decision: str | None
) -> None:
    tlm = TLM("medium", model=ScriptedProvider("A"), threshold=threshold)
    found = tlm.prompt("A or B?")
    assert decision == found.decision
    assert (threshold, decision) == (found.to_dict()["threshold"], found.to_dict()["decision"])


def test_an_answer_without_a_score_is_escalated() -> None:
    found = client(preset(Component(Votes(), weight=0.0)), 0.5).prompt("Capital of France?")
    assert found.trustworthiness_score is None
    assert found.decision == "escalate"


def test_scores_of_another_preset_are_not_decided() -> None:
    tlm = client(preset(Component(Votes())), 0.5)
    evidence = Evidence.of("Capital of France?", "Paris", ["Paris"])
    assert tlm.rescore(evidence).decision == "accept"
    assert tlm.rescore(evidence, "low").decision is None


def test_samples_are_drawn_in_steps_until_they_can_hardly_change_the_decision() -> None:
    votes = Votes(sure=True)
    found = client(preset(Component(votes)), 0.5).prompt("Capital of France?")
    assert samples_of(found) == 4
    assert votes.outlooks == [2, 3, 4]


def test_samples_are_drawn_to_the_last_where_they_may_change_the_decision() -> None:
    votes = Votes(samples=5)
    found = client(preset(Component(votes)), 0.5).prompt("Capital of France?")
    assert samples_of(found) == 5


@pytest.mark.parametrize("candidates", [1, 3])
def test_without_a_threshold_or_with_candidates_that_compete_all_samples_are_drawn(
    candidates: int,
) -> None:
    threshold = None if candidates == 1 else 0.5
    chosen = preset(Component(Votes(sure=True)), candidates=candidates)
    assert samples_of(client(chosen, threshold).prompt("Capital of France?")) == 8


def test_what_was_drawn_does_not_hang_on_steps() -> None:
    script: Script = {is_sample: by_draw("0", "1", "2"), anything: "0"}
    whole, stepwise = (
        TLM(preset(Component(Votes())), model=ScriptedProvider(script), threshold=threshold)
        .prompt("?")
        .signals
        for threshold in (None, 0.5)
    )
    assert whole == stepwise


@pytest.mark.parametrize(
    ("other", "threshold", "asked"),
    [
        ("Paris", 0.6, True),  # the score of both is from 1 / 2 up
        ("Paris", 0.4, False),
        ("Lyon", 0.6, False),
        ("Lyon", 0.4, True),
    ],
)
def test_a_dear_call_is_made_only_where_the_decision_hangs_on_it(
    other: str, threshold: float, *, asked: bool
) -> None:
    votes, second = Component(Votes(samples=2)), Component(Second())
    found = client(preset(votes, second), threshold, other).prompt("Capital of France?")
    assert isinstance(found.signals[1], Signal) is asked


def test_a_plan_tells_the_most_that_a_decision_can_take() -> None:
    tlm = client(preset(Component(Votes(sure=True)), Component(Second())), 0.5)
    found = tlm.prompt("Capital of France?")
    most = tlm.plan().most
    assert most is not None
    assert found.usage.calls < most
