"""From evidence to signals and one score."""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Callable, Sequence
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Absent, Evidence, EvidenceMissing, Missing, Need, Signal
from trustcore.errors import StrategyError
from trustcore.scoring import (
    Component,
    Identity,
    Link,
    Logistic,
    Points,
    WeightedMean,
    assess,
)
from trustcore.scoring.combine import combine, weighed

EVIDENCE = Evidence.of("What is the capital of France?", "Paris")


@frozen
class Says:
    """A strategy that concludes what it is told to."""

    said: object
    name: str = "toy"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        if isinstance(self.said, Exception):
            raise self.said
        return self.said  # type: ignore[return-value]


RAISED = f"test_assess.py, line {inspect.getsourcelines(Says.assess)[1] + 2}"
"""Where `Says` raises."""


def part(
    said: object, weight: float = 1.0, link: Link | None = None, name: str = "toy"
) -> Component:
    if isinstance(said, float):
        said = Signal(name, said)
    return Component(Says(said, name), name, {}, weight, link or Identity())


def score(*parts: Component) -> float | None:
    return assess(EVIDENCE, parts).score


def test_signals_come_in_the_presets_order() -> None:
    found = assess(EVIDENCE, [part(0.2, name="b"), part(0.4, name="a")])
    assert (Signal("b", 0.2), Signal("a", 0.4)) == found.signals
    assert 0.3 == pytest.approx(found.score)


def test_the_score_is_the_weighted_mean_of_the_linked_signals() -> None:
    half = Points(((0.0, 0.0), (1.0, 0.5)))
    assert (0.3 * 0.9 + 0.1 * 0.4) / 0.4 == pytest.approx(
        score(part(0.9, 0.3), part(0.8, 0.1, half))
    )


def test_a_signal_that_could_not_be_had_counts_as_the_prior() -> None:
    gone = part(Absent("gone", "no reason"), 3.0, name="gone")
    assert (0.9 + 3 * 0.5) / 4 == score(part(0.9), gone)


def test_a_signal_that_was_not_wanted_leaves_its_weight_to_the_others() -> None:
    gone = part(Absent("gone", "not wanted", by_design=True), 100.0, name="gone")
    assert score(part(0.9, 0.3), part(0.1, 0.2)) == score(part(0.9, 0.3), gone, part(0.1, 0.2))


def test_a_signal_without_weight_is_told_and_does_not_count() -> None:
    found = assess(EVIDENCE, [part(0.9, name="a"), part(0.0, 0.0, name="b")])
    assert 0.9 == found.score
    assert Signal("b", 0.0) == found.signals[1]


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (part(Absent("toy", "no")),),
        (part(0.9, 0.0),),
        (part(Absent("toy", "no")), part(0.9, 0.0)),
    ],
)
def test_without_a_weighted_signal_there_is_no_score(parts: tuple[Component, ...]) -> None:
    assert score(*parts) is None


def test_a_score_of_zero_is_a_score() -> None:
    assert 0.0 == score(part(0.0))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (EvidenceMissing("the answer is missing: it failed"), "the answer is missing: it failed"),
        (ZeroDivisionError("Paris / 0"), f"the strategy failed: ZeroDivisionError ({RAISED})"),
        (StrategyError("it asks too much"), f"the strategy failed: it asks too much ({RAISED})"),
    ],
)
def test_an_exception_costs_only_its_signal(error: Exception, reason: str) -> None:
    """The text of a foreign error may quote the answer: not it is told, but where to look."""
    found = assess(EVIDENCE, [part(error), part(0.5, name="fine")])
    assert (Absent("toy", reason), Signal("fine", 0.5)) == found.signals
    assert 0.5 == found.score


@frozen
class Computes:
    """A strategy that leaves its module on the way to its error."""

    compute: Callable[[str], object]
    name: str = "toy"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Signal(self.name, self.compute("Paris"))  # type: ignore[arg-type]


COMPUTED = f"test_assess.py, line {inspect.getsourcelines(Computes.assess)[1] + 1}"


@pytest.mark.parametrize(
    ("compute", "error", "what"),
    [
        (json.loads, "JSONDecodeError", "JSONDecodeError"),
        (
            lambda _: math.nan,
            "StrategyError",
            "signal 'toy' must be a number in [0, 1], not nan",
        ),
    ],
)
def test_the_place_of_an_error_is_a_line_of_the_strategys_own(
    compute: Callable[[str], object], error: str, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The innermost one: neither a line of ours, nor of a library that it calls."""
    found = assess(EVIDENCE, [Component(Computes(compute), "toy", {})])
    assert (Absent("toy", f"the strategy failed: {what} ({COMPUTED})"),) == found.signals
    assert f"error='{error}' place='{COMPUTED}'" in caplog.text
    assert "Paris" not in caplog.text


class Unwilling(Says):
    """A strategy whose method cannot be called as the protocol has it."""

    def assess(self) -> Signal:  # type: ignore[override]
        raise AssertionError


def test_an_error_in_no_line_of_the_strategys_own_has_no_place() -> None:
    unwilling: Any = Unwilling(None)
    found = assess(EVIDENCE, [Component(unwilling, "toy", {})])
    assert (Absent("toy", "the strategy failed: TypeError"),) == found.signals


@pytest.mark.parametrize("said", [None, 0, "high", (Signal("toy", 0.5),)])
def test_what_is_no_signal_costs_only_its_signal(said: object) -> None:
    found = assess(EVIDENCE, [part(said), part(0.5, name="fine")])
    reason = f"the strategy failed: it returned {type(said).__name__}"
    assert (Absent("toy", reason), Signal("fine", 0.5)) == found.signals
    assert 0.5 == found.score


def test_a_strategy_that_failed_while_gathering_is_not_asked() -> None:
    findings = {**EVIDENCE.findings, ("strategy", "toy"): Missing("it asked without end")}
    evidence = evolve(EVIDENCE, findings=MappingProxyType(findings))
    assert (Absent("toy", "it asked without end"),) == assess(evidence, [part(0.5)]).signals


WEIGHTED = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.just(0.0) | st.floats(0.001, 1e6),
        st.sampled_from([Identity(), Logistic(5.0, -2.0), Points(((0.2, 0.3), (0.7, 1.0)))]),
    ),
    max_size=8,
)


@given(WEIGHTED)
def test_a_score_lies_between_the_lowest_and_the_highest_linked_signal(
    parts: Sequence[tuple[float, float, Link]],
) -> None:
    components = [part(value, weight, link) for value, weight, link in parts]
    found = score(*components)
    linked = [link(value) for value, weight, link in parts if weight > 0]
    if found is None:
        assert [] == linked
    else:
        assert 0 <= found <= 1
        assert min(linked) - 1e-9 <= found <= max(linked) + 1e-9


@given(WEIGHTED, st.randoms(use_true_random=False))
def test_the_order_of_the_strategies_does_not_change_a_bit_of_the_score(
    parts: Sequence[tuple[float, float, Link]], random: Random
) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    ordered = score(*(part(value, weight, link) for value, weight, link in parts))
    assert ordered == score(*(part(value, weight, link) for value, weight, link in shuffled))


def test_each_signal_needs_its_component() -> None:
    with pytest.raises(ValueError, match="shorter"):
        combine(weighed([Signal("a", 0.5)], []), WeightedMean())


def test_a_signal_has_its_components_name() -> None:
    """Whatever its strategy calls itself, so that one strategy may stand twice in a preset."""
    twice = (
        Component(Says(Signal("toy", 0.2)), "one"),
        Component(Says(Absent("toy", "no")), "two"),
    )
    assert (Signal("one", 0.2), Absent("two", "no")) == assess(EVIDENCE, twice).signals


def test_a_component_as_a_preset_writes_it() -> None:
    component = Component(Says(None), "toy", {"depth": 2}, 0.5, Logistic(1.0, 0.0), "says")
    assert {
        "strategy": "says",
        "arguments": {"depth": 2},
        "weight": 0.5,
        "link": {"kind": "logistic", "slope": 1.0, "intercept": 0.0},
    } == component.to_dict()


def test_an_object_that_was_given_is_written_with_its_class_and_its_fields() -> None:
    """What changes scores is part of the fingerprint, though no registry made it."""
    written = Component(Says(0.5, name="mine")).to_dict()
    assert written["strategy"].endswith(":Says")
    assert {"said": 0.5} == written["arguments"]
    assert written != Component(Says(0.6, name="mine")).to_dict()


def _half(_: str) -> float:
    return 0.5


@pytest.mark.parametrize("argument", [_half, lambda _: 0.5, len, Says(None), {"a": (_half,)}])
def test_any_argument_has_a_written_form(argument: object) -> None:
    """A function of the user's own is written as where it is from, the same in every process."""
    written = Component(Says(argument)).to_dict()
    assert "0x" not in json.dumps(written)
