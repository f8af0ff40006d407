from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.allowance import Allowance, Allowances
from trustcore.calls.limits.concurrency import Concurrency, overloaded
from trustcore.calls.limits.slots import PrioritySemaphore
from trustcore.errors import (
    CallTimeout,
    ConnectError,
    RateLimitError,
    RequestError,
    ServerError,
    TrustcoreError,
)


def test_a_sign_of_overload_takes_three_slots_in_ten() -> None:
    slots = PrioritySemaphore(100)
    concurrency = Concurrency(slots)
    concurrency.sent(1)
    concurrency.too_many(1)
    assert 70 == slots.limit


def test_there_is_one_decrease_in_a_round_trip() -> None:
    """Calls that were under way at a decrease know nothing of it; a later one does."""
    slots = PrioritySemaphore(100)
    concurrency = Concurrency(slots)
    for number in range(1, 51):
        concurrency.sent(number)
    for number in range(1, 51):
        concurrency.too_many(number)
    assert 70 == slots.limit
    concurrency.sent(51)
    concurrency.too_many(51)
    assert 49 == slots.limit


def test_a_round_of_successes_brings_one_more() -> None:
    slots = PrioritySemaphore(20)
    concurrency = Concurrency(slots)
    concurrency.sent(1)
    concurrency.too_many(1)
    assert 14 == slots.limit
    for _ in range(15):
        concurrency.succeeded()
    assert 15 == slots.limit


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RateLimitError("no", status=429), True),
        (ServerError("no", status=503), True),
        (ServerError("no", status=529), True),
        (CallTimeout("no"), True),
        (ServerError("no", status=500), False),
        (ConnectError("no"), False),
        (RequestError("no", status=400), False),
    ],
)
def test_what_is_a_sign_of_overload(error: TrustcoreError, expected: bool) -> None:
    """A failure that says nothing about how much there is to do changes nothing."""
    assert expected is overloaded(error, None)


@pytest.mark.parametrize(("remaining", "expected"), [(0, False), (1, True)])
def test_a_refusal_that_tells_a_limit_speaks_of_the_rate(remaining: int, expected: bool) -> None:
    """Unless something is left of it: then there is another reason."""
    told = Allowances(Allowance(remaining, 60, 1))
    assert expected is overloaded(RateLimitError("no", status=429), told)


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 64))
def test_there_is_always_a_slot_and_never_one_too_many(good: list[bool], most: int) -> None:
    slots = PrioritySemaphore(most)
    concurrency = Concurrency(slots)
    for number, one in enumerate(good, 1):
        concurrency.sent(number)
        if one:
            concurrency.succeeded()
        else:
            concurrency.too_many(number)
        assert 1 <= slots.limit <= most


def test_it_comes_back_to_all_slots() -> None:
    slots = PrioritySemaphore(8)
    concurrency = Concurrency(slots)
    for number in range(1, 50):
        concurrency.sent(number)
        concurrency.too_many(number)
    assert 1 == slots.limit
    for _ in range(100):
        concurrency.succeeded()
    assert 8 == slots.limit
