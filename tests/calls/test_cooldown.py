from __future__ import annotations

from math import inf, nan

import pytest

from trustcore.calls.limits.cooldown import Cooldown


def refused(*hints: float | None, now: float = 0.0, pause: Cooldown | None = None) -> Cooldown:
    pause = pause or Cooldown()
    for number, hint in enumerate(hints, 1):
        pause.refused(number, hint, exhausted=None, now=now)
    return pause


@pytest.mark.parametrize("hints", [(30.0,), (30.0, 30.0), (0.001,), (None, None)])
def test_a_hint_is_about_the_call_that_got_it(hints: tuple[float | None, ...]) -> None:
    assert -inf == refused(*hints).until


@pytest.mark.parametrize(
    ("hints", "until"),
    [
        ((30.0, 30.0, 30.0), 30.0),
        ((30.0, 30.0, 0.001), 30.0),
        ((0.001, 30.0, 20.0), 20.0),
        ((5.0, None, None), 5.0),
        ((5.0, 7200.0, nan), 5.0),
        ((5.0, -3.0, inf), 5.0),
        ((None, None, None), 0.1),
        ((7200.0, nan, -1.0), 0.1),
    ],
)
def test_several_refusals_that_agree_are_about_all_calls(
    hints: tuple[float | None, ...], until: float
) -> None:
    """The median of what is intelligible counts; without any it is a tenth of a second."""
    assert until == refused(*hints).until


def test_a_success_of_a_later_call_contradicts_refusals() -> None:
    """One that was sent earlier says nothing about what has become of the endpoint since."""
    pause = Cooldown()
    for number, now in ((5, 0.0), (6, 0.1)):
        pause.refused(number, 9.0, exhausted=None, now=now)
    pause.answered(4)
    pause.refused(7, 9.0, exhausted=None, now=0.2)
    assert 9.2 == pause.until

    pause = refused(9.0, 9.0)
    pause.answered(3)
    pause.refused(4, 9.0, exhausted=None, now=0.2)
    assert -inf == pause.until


def test_pauses_without_a_hint_double_and_each_success_halves_them() -> None:
    """So they stay about as long as it takes until there is room for a call."""
    pause = Cooldown()
    waits = []
    for start, successes in ((0.0, 0), (100.0, 0), (200.0, 0), (300.0, 1), (400.0, 9)):
        refused(None, None, None, now=start, pause=pause)
        waits.append(pause.until - start)
        for _ in range(successes):
            pause.answered(9)
    refused(None, None, None, now=500.0, pause=pause)
    assert [0.1, 0.2, 0.4, 0.8, 0.8, 0.1] == pytest.approx([*waits, pause.until - 500.0])


def test_a_pause_without_a_hint_has_an_end() -> None:
    pause = Cooldown()
    for start in range(0, 2000, 100):
        refused(None, None, None, now=start, pause=pause)
    assert 1930.0 == pause.until


@pytest.mark.parametrize(
    ("hint", "exhausted", "until"),
    [(3.0, 60.0, 3.0), (3.0, 0.25, 0.25), (None, 9.0, -inf), (7200.0, 7200.0, -inf)],
)
def test_where_the_endpoint_says_that_nothing_is_left_one_refusal_is_enough(
    hint: float | None, exhausted: float, until: float
) -> None:
    """Not longer than it says that nothing is left; a wait of hours fails the call that is told."""
    pause = Cooldown()
    pause.refused(1, hint, exhausted=exhausted, now=0.0)
    assert until == pause.until


def test_a_pause_is_never_shortened() -> None:
    """One item's hint to come back in a millisecond is no permission for everyone."""
    pause = refused(30.0, 30.0, 30.0)
    refused(0.001, 0.001, 0.001, now=1.0, pause=pause)
    pause.refused(9, 0.001, exhausted=0.001, now=2.0)
    assert 30.0 == pause.until
