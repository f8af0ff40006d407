"""The circuit breaker, on a clock of its own."""

from __future__ import annotations

import pytest

from trustcore.calls.breaker import Breaker, BreakerSettings
from trustcore.errors import (
    CallTimeout,
    ConnectError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
)

SETTINGS = BreakerSettings(failures=3, cooldown=10, longest=30)


def opened() -> Breaker:
    breaker = Breaker(SETTINGS)
    assert [False, False, True] == [breaker.record(ServerError("x"), 0) for _ in range(3)]
    return breaker


@pytest.mark.parametrize("error", [ConnectError("x"), CallTimeout("x"), ServerError("x")])
def test_failures_in_a_row_open_it(error: ProviderError) -> None:
    """The third failure in a row opens the circuit, and says so once."""
    breaker = Breaker(SETTINGS)
    assert [False, False, True, False] == [breaker.record(error, 0) for _ in range(4)]
    assert breaker.open


@pytest.mark.parametrize("error", [RateLimitError("x"), RequestError("x"), ProviderError("x")])
def test_what_does_not_speak_of_the_endpoint_does_not_count(error: ProviderError) -> None:
    """A 429 or a refused request leaves the circuit closed, however often it comes."""
    breaker = Breaker(SETTINGS)
    assert not any(breaker.record(error, 0) for _ in range(10))
    assert breaker.allows(0)


def test_a_success_starts_the_count_again() -> None:
    """Failures count in a row only."""
    breaker = Breaker(SETTINGS)
    for _ in range(5):
        breaker.record(ServerError("x"), 0)
        breaker.record(ServerError("x"), 0)
        breaker.record(None, 0)
    assert not breaker.open


def test_one_probe_after_each_cooldown() -> None:
    """An open circuit lets one call through when its cooldown is over, and no second one."""
    breaker = opened()
    assert [False, True, False] == [breaker.allows(9), breaker.allows(10), breaker.allows(11)]


def test_a_failed_probe_doubles_the_cooldown_to_a_bound() -> None:
    """10, 20, 30, 30 seconds."""
    breaker, now, waits = opened(), 0.0, []
    for _ in range(4):
        before = now
        while not breaker.allows(now):
            now += 1
        waits.append(now - before)
        breaker.record(ServerError("x"), now)
    assert [10, 20, 30, 30] == waits


def test_calls_under_way_when_it_opens_are_no_probes() -> None:
    """Many fail at once when an endpoint dies: the first cooldown is as long as ever."""
    breaker = opened()
    for _ in range(60):
        breaker.record(ServerError("x"), 1)
    assert [False, True] == [breaker.allows(9), breaker.allows(10)]


def test_a_probe_that_succeeds_closes_it() -> None:
    """Then every call goes through again."""
    breaker = opened()
    assert breaker.allows(10)
    breaker.record(None, 10)
    assert all(breaker.allows(10) for _ in range(5))
