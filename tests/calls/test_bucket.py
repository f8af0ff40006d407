from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.calls.limits.cost import TokenBucket

AMOUNTS = st.lists(st.tuples(st.floats(0, 30), st.floats(0, 3)), min_size=1, max_size=20)


def test_what_is_there_goes_at_once_and_the_rest_when_it_has_come() -> None:
    bucket = TokenBucket(2.0, 10.0, 10.0, 0.0)
    assert 0.0 == bucket.wait(10, 0.0)
    bucket.take(10, 0.0)
    assert 2.5 == bucket.wait(5, 0.0)
    assert 0.0 == bucket.wait(5, 2.5)


def test_what_never_fits_waits_for_a_full_bucket_and_is_owed() -> None:
    """A prompt larger than a limit is sent all the same; those that come later pay for it."""
    bucket = TokenBucket(1.0, 10.0, 4.0, 0.0)
    assert 6.0 == bucket.wait(25, 0.0)
    bucket.take(25, 6.0)
    assert -15.0 == bucket.left(6.0)
    assert 16.0 == bucket.wait(1, 6.0)


def test_a_correction_gives_back_or_takes_more() -> None:
    """What was guessed too high comes back, but never more than fits."""
    bucket = TokenBucket(1.0, 10.0, 10.0, 0.0)
    bucket.take(8, 0.0)
    bucket.take(-5, 0.0)
    assert 7.0 == bucket.left(0.0)
    bucket.take(9, 0.0)
    assert -2.0 == bucket.left(0.0)
    bucket.take(-100, 0.0)
    assert 10.0 == bucket.left(0.0)


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket = TokenBucket(1.0, 10.0, 5.0, 100.0)
    assert 5.0 == bucket.left(90.0)


@given(AMOUNTS, st.floats(0.1, 10), st.floats(1, 20))
def test_in_no_window_is_more_taken_than_capacity_and_rate_allow(
    wanted: Sequence[tuple[float, float]], rate: float, capacity: float
) -> None:
    """Beyond that only the excess of what never fits, once in a window: the rest waits for it."""
    bucket, now = TokenBucket(rate, capacity, capacity, 0.0), 0.0
    taken: list[tuple[float, float]] = []
    for amount, idle in wanted:
        now += idle
        now += bucket.wait(amount, now)
        bucket.take(amount, now)
        taken.append((now, amount))
    for first, last in combinations_with_replacement(range(len(taken)), 2):
        window = taken[last][0] - taken[first][0]
        excess = max(0.0, taken[last][1] - capacity)
        total = sum(amount for _, amount in taken[first : last + 1])
        assert total <= capacity + excess + rate * window + 1e-3


@pytest.mark.parametrize("amount", [1e-9, 0.0])
def test_next_to_nothing_is_not_waited_for(amount: float) -> None:
    """Rounding must not make a clock go in steps too small to count."""
    bucket = TokenBucket(1.0, 1.0, 0.0, 0.0)
    assert 0.0 == bucket.wait(amount, 0.0)
