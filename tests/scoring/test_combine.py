"""Combinations: the score, and what each signal contributes to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TLM, Absent, Evidence, Need, Preset, Signal, dumps
from trustcore.errors import ConfigurationError, RegistryError, StrategyError
from trustcore.plugins.protocols import Measure
from trustcore.records.signals import Contribution
from trustcore.scoring import (
    Combination,
    Combiner,
    Component,
    Identity,
    Link,
    Logistic,
    Part,
    Points,
    WeightedMean,
    assess,
    register_combiner,
)
from trustcore.scoring.explain import explain
from trustcore.testing import ScriptedProvider

EVIDENCE = Evidence.of("?", "Paris")


@frozen
class Says:
    """A strategy that finds what it is told to."""

    value: float | None
    name: str
    measures: Measure | None = None

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        if self.value is None:
            return Absent(self.name, "it was not asked")
        return Signal(self.name, self.value, f"{self.name} is {self.value}")


def part(
    name: str, value: float | None, weight: float = 1.0, link: Link | None = None
) -> Component:
    return Component(Says(value, name), weight=weight, link=link or Identity())


@register_combiner("lowest")
@frozen
class Lowest:
    """The least trustworthy signal decides."""

    name: str = "lowest"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        least = min(present, key=lambda one: one.value)
        return Combination(least.value, (least.contribution(1.0),))


@register_combiner("to the prior")
@frozen
class ToThePrior:
    """A combination that makes something of what is missing."""

    prior: float = 0.5
    name: str = "to the prior"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        total = sum(one.weight for one in present) + sum(absent.values())
        there = sum(one.weight * one.value for one in present)
        score = (there + sum(absent.values()) * self.prior) / total
        return Combination(score, tuple(one.contribution(one.weight / total) for one in present))


class Harsher(WeightedMean):
    """Given by hand under a name that is another's."""

    def combine(self, present: Sequence[Part], absent: Mapping[str, float], /) -> Combination:
        return Combination((super().combine(present, absent).score or 0) / 2)


@frozen
class Told:
    """A combiner that does what it is told to."""

    do: Callable[[Sequence[Part], Mapping[str, float]], Any]
    name: str = "told"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        result: Combination = self.do(present, absent)
        return result


def test_the_mean_is_a_combiner() -> None:
    assert isinstance(WeightedMean(), Combiner)


PARTS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.floats(0.001, 1e6),
        st.sampled_from([Identity(), Logistic(5.0, -2.0), Points(((0.2, 0.3), (0.7, 1.0)))]),
    ),
    min_size=1,
    max_size=8,
)


@given(PARTS)
def test_the_contributions_of_the_mean_add_up_to_its_score(
    parts: Sequence[tuple[float, float, Link]],
) -> None:
    components = [part(f"s{i}", *one) for i, one in enumerate(parts)]
    found = assess(EVIDENCE, components)
    shares = math.fsum(one.share for one in found.contributions)
    score = math.fsum(one.share * one.value for one in found.contributions)
    assert 1 == pytest.approx(shares)
    assert found.score == pytest.approx(score)
    assert 1 - score == pytest.approx(math.fsum(one.cost for one in found.contributions))


def test_what_has_no_weight_contributes_nothing() -> None:
    components = [part("a", 0.5, 3.0), part("b", None), part("c", 1.0, 0.0), part("d", 1.0)]
    shares = {"a": (0.5, 0.6), "d": (1.0, 0.2), "b": (0.5, 0.2)}  # b is missing: the prior
    expected = tuple(Contribution(name, *numbers) for name, numbers in shares.items())
    assert expected == assess(EVIDENCE, components).contributions


def test_a_combiner_sees_what_is_there_and_what_is_not() -> None:
    seen: list[object] = []

    def look(present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        seen.extend((present, absent))
        return Combination(0.5)

    half = Points(((0.0, 0.0), (1.0, 0.5)))
    judge = Component(Says(0.8, "judge", "correctness"), weight=2.0, link=half)
    assess(EVIDENCE, [judge, part("lost", None, 0.3), part("idle", None, 0.0)], Told(look))
    signal = Signal("judge", 0.8, "judge is 0.8")
    assert [[Part(signal, 0.4, 2.0, "correctness")], {"lost": 0.3}] == seen


@pytest.mark.parametrize(
    ("combiner", "score"), [(Lowest(), 0.2), (ToThePrior(), 0.5375), (ToThePrior(0.0), 0.35)]
)
def test_a_combination_of_ones_own(combiner: Combiner, score: float) -> None:
    components = [part("a", 0.2), part("b", 0.8, 1.5), part("c", None, 1.5)]
    assert score == pytest.approx(assess(EVIDENCE, components, combiner).score)


def test_without_a_signal_no_combiner_is_asked() -> None:
    """Nothing is made of nothing: a prior is no score."""
    assert Combination(None) == assess(EVIDENCE, [part("a", None)], ToThePrior()).combination


def broken(_: Sequence[Part], __: Mapping[str, float]) -> Combination:
    raise ZeroDivisionError("Paris / 0")


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        (broken, "the combiner failed: ZeroDivisionError (test_combine.py, line "),
        (lambda *_: 0.5, "the combiner failed: it returned float"),
        (lambda *_: None, "the combiner failed: it returned NoneType"),
        (lambda *_: Combination(1.01), "a score must be a number in [0, 1], not 1.01"),
        (lambda *_: Combination(math.nan), "a score must be a number in [0, 1], not nan"),
        (
            lambda present, _: Combination(1.0, (present[0].contribution(2.0),)),
            "contribution of 'a'",
        ),
    ],
)
async def test_a_combiner_that_fails_costs_the_score_alone(
    do: Callable[[Sequence[Part], Mapping[str, float]], Any], reason: str
) -> None:
    """The answer and its signals are there, and the reason says whose fault it is."""
    preset = Preset("mine", 1, (part("a", 0.5),), combiner=Told(do))
    found = await TLM(preset, model=ScriptedProvider("Paris")).aprompt("?")
    assert ("Paris", None) == (found.response, found.trustworthiness_score)
    assert isinstance(found.signals[0], Signal)
    assert reason in found.reason
    assert "Paris" not in found.reason
    assert [True] == [reason in str(error) for error in found.errors]


@pytest.mark.parametrize(("score", "share"), [(-0.1, 0.5), (0.5, -0.1), (0.5, math.nan)])
def test_no_combination_is_out_of_range(score: float, share: float) -> None:
    with pytest.raises(StrategyError):
        Combination(score, (Contribution("a", 0.5, share),))


@pytest.mark.parametrize("combiner", [object(), WeightedMean, lambda *_: Combination(1.0), "mean"])
def test_what_is_no_combiner_is_refused(combiner: Any) -> None:  # noqa: ANN401  (anything)
    with pytest.raises(ConfigurationError, match="combiner"):
        Preset("mine", 1, (part("a", 0.5),), combiner=combiner)


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(RegistryError, match="'mean' is taken"):
        register_combiner("mean")(Lowest)


async def test_a_preset_names_a_combiner() -> None:
    """And the result says what each signal contributed, in its written form too."""
    table = {
        "extends": "low",
        "strategies": {"logprobs": False},
        "combine": {"kind": "to the prior", "prior": 0.25},
    }
    tlm = TLM(table, model=ScriptedProvider("true"))
    found = await tlm.aprompt("?")
    score = await tlm.aget_trustworthiness_score("?", "true")
    assert {"consistency", "reflection"} == {one.name for one in found.contributions}
    assert found.candidates[0].contributions == found.contributions == score.contributions
    expected = [one.to_dict() for one in found.contributions]
    assert (
        expected
        == found.to_dict()["contributions"]
        == found.to_dict()["candidates"][0]["contributions"]
    )
    assert b'"share":' in dumps(found)
    assert {"kind": "to the prior", "prior": 0.25} == tlm.preset.to_dict()["combine"]


def test_the_combination_is_part_of_the_fingerprint() -> None:
    components = (part("a", 0.5),)
    combiners = (WeightedMean(), Harsher(), Lowest(), ToThePrior(), ToThePrior(0.4))
    marks = {
        TLM(Preset("mine", 1, components, combiner=one), model=ScriptedProvider("true")).fingerprint
        for one in combiners
    }
    assert len(combiners) == len(marks)


# What is said for people


@pytest.mark.parametrize(
    ("components", "words"),
    [
        ([part("a", 0.9), part("b", 0.8)], "Nothing speaks against the answer: a is 0.9."),
        ([part("a", 0.9), part("b", 0.8, 9.0)], "Nothing speaks against the answer: b is 0.8."),
        ([part("a", 0.1), part("b", 0.2), part("c", 0.3)], "A is 0.1. B is 0.2."),
        ([part("a", 0.1, 0.1), part("b", 0.6, 9.0)], "B is 0.6. A is 0.1."),
        ([part("a", None)], "No signal could be computed (a: it was not asked)."),
        (
            [part("a", 0.9, 0.0), part("b", 0.5, 0.0), part("c", None)],
            "No signal that is there has a weight: a, b are only reported (c: it was not asked).",
        ),
        ([part("a", 0.9, 0.0)], "No signal that is there has a weight: a is only reported."),
    ],
)
def test_why_a_score_is_what_it_is(components: Sequence[Component], words: str) -> None:
    assert words == explain(assess(EVIDENCE, components))


@pytest.mark.parametrize(
    ("combiner", "words"),
    [
        (Lowest(), "C is 0.6."),
        (
            Told(lambda *_: Combination(0.5)),
            "The combination does not say what it is made of.",
        ),
    ],
)
def test_only_what_contributed_explains(combiner: Combiner, words: str) -> None:
    components = [part("a", 0.65), part("b", 0.9), part("c", 0.6)]
    assert words == explain(assess(EVIDENCE, components, combiner))
