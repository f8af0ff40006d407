"""Signals of validity bound a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from attrs import field, frozen

from trustcore import Absent, Evidence, Signal
from trustcore.scoring import Combination, Component, Contribution, Points, assess
from trustcore.scoring.combine import Part

NARROW = Points(((0.0, 0.02), (1.0, 1.0)))


@frozen
class Says:
    """A strategy that always says the same."""

    name: str
    value: float | None
    measures: str = field(default="correctness")

    def needs(self, evidence: Evidence) -> tuple[()]:
        return ()

    def assess(self, evidence: Evidence) -> Signal | Absent:
        if self.value is None:
            return Absent(self.name, "nothing", by_design=True)
        return Signal(self.name, self.value)


def check(value: float | None) -> Component:
    return Component(Says("check", value, "validity"), link=NARROW)


def score(*components: Component) -> tuple[float | None, dict[str, float]]:
    found = assess(Evidence.of("Who?", "Ada"), components)
    return found.score, {one.name: one.share for one in found.contributions}


@pytest.mark.parametrize("value", [0.0, 0.3, 0.9])
def test_a_valid_answer_gains_nothing(value: float) -> None:
    """Its score is what the other signals say, to the last bit."""
    alone = score(Component(Says("judge", value)))
    assert alone == score(Component(Says("judge", value)), check(1.0))
    assert alone == score(Component(Says("judge", value)), check(None))


@pytest.mark.parametrize(("value", "bound"), [(0.9, 0.02), (0.02, 0.02), (0.01, 0.01)])
def test_an_invalid_one_is_bounded(value: float, bound: float) -> None:
    """By the link, and from above alone."""
    assert bound == score(Component(Says("judge", value)), check(0.0))[0]


def test_the_check_that_bounds_decides_all() -> None:
    """The shares still add up to 1, and the reason is the check's."""
    components = (Component(Says("judge", 0.9)), Component(Says("other", 0.8)), check(0.0))
    assert (0.02, {"judge": 0.0, "other": 0.0, "check": 1.0}) == score(*components)


def test_validity_alone_is_no_score_unless_it_is_missing() -> None:
    """Of a valid answer nothing is known; an invalid one cannot be used."""
    assert (None, {}) == score(check(1.0))
    assert (0.02, {"check": 1.0}) == score(check(0.0))


def test_a_combiner_of_ones_own_is_bounded_too() -> None:
    """It never sees the check."""

    @frozen
    class Highest:
        name: str = "highest"

        def combine(self, present: Sequence[Part], absent: Mapping[str, float], /) -> Combination:
            assert ["judge"] == [part.name for part in present]
            return Combination(1.0, (Contribution("judge", 1.0, 1.0),))

    components = (Component(Says("judge", 0.1)), check(0.0))
    found = assess(Evidence.of("Who?", "Ada"), components, Highest())
    assert 0.02 == found.score
