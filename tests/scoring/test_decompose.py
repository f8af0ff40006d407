"""From signals to the two parts of uncertainty."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from trustcore import Absent, Evidence, Need, Signal
from trustcore.plugins.protocols import Measure
from trustcore.records.uncertainty import Uncertainty
from trustcore.scoring import Component, Identity, Link, Logistic, Points, assess, decompose
from trustcore_strategies.consistency import Consistency
from trustcore_strategies.logprobs import Logprobs
from trustcore_strategies.reflection import Reflection

AGREEMENT = Component(Consistency(), "consistency", {})
TOKENS = Component(Logprobs(), "logprobs", {})

Values = Sequence[tuple[float, float]]
"""The agreement and the rating of each candidate."""


def rating(link: Link | None = None) -> Component:
    return Component(Reflection(), "reflection", {}, link=link or Identity())


def split(values: Values, link: Link | None = None) -> Uncertainty:
    signals = [
        (Signal("consistency", agreement), Signal("reflection", right))
        for agreement, right in values
    ]
    return decompose(signals, (AGREEMENT, rating(link)))


@pytest.mark.parametrize(
    ("agreement", "right", "aleatoric", "epistemic"),
    [
        (1.0, 1.0, 0.0, 0.0),  # knows the one answer
        (0.0, 1.0, 1.0, 0.0),  # knows many
        (0.0, 0.0, 0.0, 1.0),  # makes answers up
        (1.0, 0.0, 0.0, 1.0),  # is sure of a wrong one
        (0.2, 0.5, 0.2, 0.5),
    ],
)
def test_of_one_candidate(
    agreement: float, right: float, aleatoric: float, epistemic: float
) -> None:
    assert Uncertainty(aleatoric, epistemic) == split([(agreement, right)])


def test_several_candidates_count_alike() -> None:
    """Two right answers that differ, and a wrong one: two pairs of nine are right and differ."""
    found = split([(0.0, 1.0), (0.0, 1.0), (0.0, 0.0)])
    assert found.aleatoric == pytest.approx(2 / 3 * 2 / 3)
    assert found.epistemic == pytest.approx(1 / 3)


def test_a_rating_goes_through_its_link() -> None:
    """A judge who is always sure is believed as far as the preset believes it."""
    half = Points(((0.0, 0.0), (1.0, 0.5)))
    assert Uncertainty(0.25, 0.5) == split([(0.0, 1.0)], half)


def test_strategies_are_known_by_what_they_measure() -> None:
    """Whatever an entry of the preset is called."""
    signals = (Signal("mine", 0.5), Signal("tokens", 0.1), Signal("judge", 1.0))
    assert Uncertainty(0.5, 0.0) == decompose([signals], (AGREEMENT, TOKENS, rating()))


@frozen
class Foreign:
    """Somebody else's strategy, of a name that nobody here knows."""

    measures: Measure | None
    name: str = "foreign"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        return Absent(self.name, "it is a stand-in")


def foreign(measures: Measure | None, name: str, link: Link | None = None) -> Component:
    return Component(Foreign(measures), name, link=link or Identity())


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_foreign_strategy_takes_part_by_what_it_measures(agreement: float, right: float) -> None:
    """Neither its name nor its place in the preset says what it is."""
    half = Points(((0.0, 0.0), (1.0, 0.5)))
    components = (
        foreign("likelihood", "tokens"),
        foreign("correctness", "panel", half),
        foreign(None, "length"),
        foreign("agreement", "entailment", half),
    )
    signals = (
        Signal("tokens", 0.9),
        Signal("panel", right),
        Signal("length", 0.3),
        Signal("entailment", agreement),
    )
    assert split([(agreement, right)], half) == decompose([signals], components)


def test_several_that_measure_the_same_count_alike() -> None:
    """One strategy twice, say; an absent one leaves it to the other."""
    components = [foreign("correctness", name) for name in ("terse", "wordy")]
    components.append(foreign("agreement", "other"))
    both = (Signal("terse", 1.0), Signal("wordy", 0.5), Signal("other", 0.5))
    one = (Absent("terse", "it failed"), Signal("wordy", 0.5), Signal("other", 0.5))
    assert Uncertainty(0.75 * 0.75 * 0.5, 0.25) == decompose([both], components)
    assert split([(0.5, 0.5)]) == decompose([one], components)


NO_JUDGE = Absent("reflection", "the judge failed")
NO_SAMPLES = Absent("consistency", "no samples")


@pytest.mark.parametrize(
    ("signals", "epistemic", "reason"),
    [
        ((Signal("c", 0.5), NO_JUDGE), None, "no rating of the answer: the judge failed"),
        ((NO_SAMPLES, NO_JUDGE), None, "no rating of the answer: the judge failed"),
        ((NO_SAMPLES, Signal("r", 0.75)), 0.25, "nothing to compare with: no samples"),
    ],
)
def test_what_cannot_be_told_is_none_with_the_reason(
    signals: tuple[Signal | Absent, ...], epistemic: float | None, reason: str
) -> None:
    found = decompose([signals], (AGREEMENT, rating()))
    assert Uncertainty(None, epistemic, reason) == found


def test_a_preset_without_the_strategies() -> None:
    signal = Signal("toy", 0.75)
    unrated = Uncertainty(reason="no strategy of the preset measures correctness")
    alone = Uncertainty(None, 0.25, "no strategy of the preset measures agreement")
    assert unrated == decompose([[signal]], [AGREEMENT])
    assert alone == decompose([[signal]], [rating()])


def test_a_candidate_that_was_not_rated_is_left_out() -> None:
    rated = (Signal("consistency", 0.5), Signal("reflection", 0.5))
    found = decompose([(Signal("consistency", 0.0), NO_JUDGE), rated], (AGREEMENT, rating()))
    assert split([(0.5, 0.5)]) == found


SHARES = st.floats(0, 1)
VALUES = st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=6)
LINKS = st.sampled_from([Identity(), Logistic(8.0, -6.0), Points(((0.2, 0.3), (0.7, 1.0)))])


@given(VALUES, LINKS)
def test_both_are_probabilities_that_exclude_each_other(values: Values, link: Link) -> None:
    found = split(values, link)
    assert found.aleatoric is not None
    assert found.epistemic is not None
    assert 0 <= found.aleatoric <= 1
    assert 0 <= found.epistemic <= 1
    assert found.aleatoric + found.epistemic <= 1


@given(VALUES, LINKS, st.data())
def test_more_disagreement_lowers_neither(values: Values, link: Link, data: st.DataObject) -> None:
    """The aleatoric part grows with it, the epistemic one hangs on the judge alone."""
    before = split(values, link)
    after = split([(data.draw(st.floats(0, one)), right) for one, right in values], link)
    assert before.aleatoric is not None
    assert after.aleatoric is not None
    assert before.aleatoric <= after.aleatoric
    assert before.epistemic == after.epistemic


@given(st.lists(st.sampled_from(["Io", "Europa", "Callisto"]), min_size=1, max_size=8))
def test_a_sample_that_turns_away_lowers_nothing(samples: list[str]) -> None:
    """On evidence: where one more sample says something else, there is as much doubt or more."""
    components = (AGREEMENT, rating())

    def doubt(others: Sequence[str]) -> float:
        replies = {"reflection/verdict": "A"}
        evidence = Evidence.of("Name a moon of Jupiter.", "Io", others, replies=replies)
        found = decompose([assess(evidence, components).signals], components)
        assert found.aleatoric is not None
        assert found.epistemic is not None
        return found.aleatoric + found.epistemic

    assert doubt(samples) <= doubt(["Ganymede", *samples[1:]])
    assert doubt(samples) == doubt(samples[::-1])
