"""How many calls at once an endpoint bears: overload is told from bad luck."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.allowance import Allowance, Allowances
from trustcore.calls.limits.adaptive import AdaptiveConcurrency, overloaded
from trustcore.calls.limits.semaphore import PrioritySemaphore
from trustcore.errors import (
    CallTimeout,
    ConnectError,
    RateLimitError,
    RequestError,
    ServerError,
    TrustcoreError,
)

Endpoint = Callable[[int], bool]
"""Whether it refuses one of so many calls at once."""


def rounds(endpoint: Endpoint, count: int, *, most: int = 64) -> list[int]:
    """How many slots there are in each of some round trips, all of them taken in each."""
    slots = PrioritySemaphore(most)
    concurrency = AdaptiveConcurrency(slots)
    number, limits = 0, list[int]()
    for _ in range(count):
        limits.append(slots.limit)
        sent = range(number + 1, number + 1 + slots.limit)
        for number in sent:
            concurrency.newest = number
        load = len(sent)
        for one in sent:
            (concurrency.refused if endpoint(load) else concurrency.succeeded)(one)
    return limits


def unlucky(share: float, seed: int = 1) -> Endpoint:
    """It refuses a share of all calls, however many there are."""
    chance = random.Random(seed)  # noqa: S311  (repeatable)
    return lambda _: chance.random() < share


def bears(most: int) -> Endpoint:
    """It refuses what goes beyond so many calls at once."""
    chance = random.Random(1)  # noqa: S311  (repeatable)
    return lambda load: chance.random() < max(0, load - most) / load


def mean(values: list[int]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize(("share", "part"), [(0.01, 0.8), (0.05, 0.8), (0.1, 0.75), (0.2, 0.6)])
@pytest.mark.parametrize("seed", range(5))
def test_bad_luck_costs_little(share: float, part: float, seed: int) -> None:
    """Refusals that do not become fewer with fewer calls are none of ours."""
    assert mean(rounds(unlucky(share, seed), 300)) >= part * 64


@pytest.mark.parametrize("most", [1, 4, 16, 40, 60])
def test_an_endpoint_that_bears_so_many_gets_about_as_many(most: int) -> None:
    """Neither much less than it bears, nor so many that it has to refuse a tenth."""
    settled = rounds(bears(most), 600)[100:]
    assert 0.6 * most <= mean(settled) <= 1.1 * most + 1


@pytest.mark.parametrize("most", [8, 24])
def test_overload_is_seen_behind_bad_luck(most: int) -> None:
    """Both at once: what exceeds the usual share is overload."""
    luck, load = unlucky(0.05), bears(most)
    settled = rounds(lambda calls: luck(calls) or load(calls), 600)[100:]
    assert 0.5 * most <= mean(settled) <= 1.5 * most


def test_an_endpoint_that_becomes_weaker_is_noticed() -> None:
    """After 200 round trips it bears 10 of 64; then it recovers."""
    calls, most = [0], bears(10)

    def weak(load: int) -> bool:
        calls[0] += 1
        return 200 * 64 < calls[0] < 200 * 64 + 5000 and most(load)

    limits = rounds(weak, 1000)
    assert {64} == set(limits[:200])
    assert min(limits[200:]) <= 12
    assert 64 == limits[-1]


def test_refusals_take_three_slots_in_ten() -> None:
    """So many that they are no chance: there is no waiting for a whole round."""
    assert [64, 44] == rounds(lambda _: True, 2)


def test_calls_that_were_under_way_count_once() -> None:
    """They know nothing of a decrease yet."""
    slots = PrioritySemaphore(100)
    concurrency = AdaptiveConcurrency(slots)
    for number in range(1, 101):
        concurrency.newest = number
    for number in range(1, 101):
        concurrency.refused(number)
    assert 70 == slots.limit


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
def test_what_may_be_a_sign_of_overload(error: TrustcoreError, expected: bool) -> None:
    """A failure that says nothing about how much there is to do changes nothing."""
    assert expected is overloaded(error, None)


@pytest.mark.parametrize(("remaining", "expected"), [(0, False), (1, True)])
def test_a_refusal_that_reports_a_limit_speaks_of_the_rate(remaining: int, expected: bool) -> None:
    """Unless something is left of it: then there is another reason."""
    reported = Allowances(Allowance(remaining, 60, 1))
    assert expected is overloaded(RateLimitError("no", status=429), reported)


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 64))
def test_there_is_always_a_slot_and_never_one_too_many(good: list[bool], most: int) -> None:
    slots = PrioritySemaphore(most)
    concurrency = AdaptiveConcurrency(slots)
    for number, one in enumerate(good, 1):
        concurrency.newest = number
        (concurrency.succeeded if one else concurrency.refused)(number)
        assert 1 <= slots.limit <= most


def test_it_comes_back_to_all_slots() -> None:
    """From one slot, when nothing is refused any more."""
    calls = [0]

    def ill(_: int) -> bool:
        calls[0] += 1
        return calls[0] < 300

    limits = rounds(ill, 400, most=8)
    assert 1 == min(limits)
    assert 8 == limits[-1]
