"""Links: monotone maps from a signal to a probability."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.scoring import Identity, Link, Logistic, Points
from trustcore.scoring.links import link_from_dict

UNIT = st.floats(0, 1)


@st.composite
def points(draw: st.DrawFn) -> Points:
    signals = sorted(draw(st.lists(UNIT, min_size=1, max_size=6, unique=True)))
    probabilities = draw(st.lists(UNIT, min_size=len(signals), max_size=len(signals)))
    return Points(tuple(zip(signals, sorted(probabilities), strict=True)))


FINITE = st.floats(allow_nan=False, allow_infinity=False)
LINKS: st.SearchStrategy[Link] = st.one_of(
    st.builds(Identity),
    st.builds(Logistic, FINITE.map(abs), FINITE),
    points(),
)


@given(LINKS, UNIT, UNIT)
def test_a_link_is_monotone_and_stays_in_the_unit_interval(
    link: Link, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= link(low) <= 1
    assert 0 <= link(high) <= 1
    assert link(low) <= link(high) or math.isclose(link(low), link(high), rel_tol=1e-12)


@given(LINKS)
def test_a_link_comes_back_from_its_written_form(link: Link) -> None:
    assert link == link_from_dict(link.to_dict())


def test_the_identity_is_the_signal_itself() -> None:
    assert 0.3 == Identity()(0.3)


@pytest.mark.parametrize(
    ("signal", "expected"),
    [(0.0, 0.5), (0.5, 1 / (1 + math.exp(-2))), (1.0, 1 / (1 + math.exp(-4)))],
)
def test_the_logistic_link_is_platts_sigmoid(signal: float, expected: float) -> None:
    assert expected == pytest.approx(Logistic(4.0, 0.0)(signal))


@pytest.mark.parametrize(("intercept", "expected"), [(1e308, 1.0), (-1e308, 0.0)])
def test_the_logistic_link_does_not_overflow(intercept: float, expected: float) -> None:
    assert expected == Logistic(1e308 if intercept > 0 else 0.0, intercept)(1.0)


@pytest.mark.parametrize(
    ("signal", "expected"),
    [(0.0, 0.1), (0.2, 0.1), (0.3, 0.3), (0.4, 0.5), (0.6, 0.5), (0.8, 0.9), (1.0, 0.9)],
)
def test_points_are_joined_by_straight_lines_and_flat_outside(
    signal: float, expected: float
) -> None:
    link = Points(((0.2, 0.1), (0.4, 0.5), (0.6, 0.5), (0.8, 0.9)))
    assert expected == pytest.approx(link(signal))


@pytest.mark.parametrize(
    ("slope", "intercept"),
    [(-0.1, 0.0), (math.nan, 0.0), (math.inf, 0.0), (1.0, math.nan), (1.0, -math.inf)],
)
def test_a_logistic_link_that_falls_or_is_not_finite_is_refused(
    slope: float, intercept: float
) -> None:
    with pytest.raises(ValueError, match="a logistic link needs"):
        Logistic(slope, intercept)


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ((0.5, 0.5), (0.5, 0.6)),
        ((0.6, 0.5), (0.5, 0.6)),
        ((0.1, 0.9), (0.9, 0.1)),
        ((-0.1, 0.5),),
        ((0.5, 1.1),),
        ((math.nan, 0.5),),
        ((0.5, math.nan),),
    ],
)
def test_points_that_are_no_monotone_map_are_refused(
    wrong: tuple[tuple[float, float], ...],
) -> None:
    with pytest.raises(ValueError, match="a points link needs"):
        Points(wrong)


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"kind": "cubic"},
        {"kind": "identity", "slope": 1.0},
        {"kind": "logistic", "slope": 1.0},
        {"kind": "logistic", "slope": 1.0, "intercept": 0.0, "base": 2},
        {"kind": "logistic", "slope": "steep", "intercept": 0.0},
        {"kind": "logistic", "slope": True, "intercept": 0.0},
        {"kind": "logistic", "slope": 1.0, "intercept": None},
        {"kind": "logistic", "slope": 10**400, "intercept": 0.0},
        {"kind": "points", "points": [[0, 0], [10**400, 1]]},
        {"kind": "points"},
        {"kind": "points", "points": "0.5"},
        {"kind": "points", "points": 0.5},
        {"kind": "points", "points": [0.5]},
        {"kind": "points", "points": [[0.5, 0.5, 0.5]]},
        {"kind": "points", "points": [[False, 0.5]]},
        "identity",
        ["identity"],
        None,
        1.0,
    ],
)
def test_what_is_no_link_is_refused(table: object) -> None:
    with pytest.raises(ValueError, match="link"):
        link_from_dict(table)


def test_whole_numbers_are_numbers() -> None:
    """TOML has them as integers."""
    assert Logistic(4.0, -2.0) == link_from_dict({"kind": "logistic", "slope": 4, "intercept": -2})
    assert Points(((0.0, 0.0), (1.0, 1.0))) == link_from_dict(
        {"kind": "points", "points": [[0, 0], [1, 1]]}
    )
