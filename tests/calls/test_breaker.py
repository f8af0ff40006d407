"""The circuit breaker, on a clock of its own."""

from __future__ import annotations

import pytest

from trustcore.calls.breaker import BreakerSettings, CircuitBreaker
from trustcore.errors import (
    CallTimeout,
    ConnectError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
)

SETTINGS = BreakerSettings(failures=3, cooldown=10, longest=30, patience=100)


def opened() -> CircuitBreaker:
    breaker = CircuitBreaker(SETTINGS)
    assert [False, False, True] == [breaker.update(ServerError("x"), 0) for _ in range(3)]
    return breaker


@pytest.mark.parametrize("error", [ConnectError("x"), CallTimeout("x"), ServerError("x")])
def test_failures_in_a_row_open_it(error: ProviderError) -> None:
    """The third failure in a row opens the circuit, and says so once."""
    breaker = CircuitBreaker(SETTINGS)
    assert [False, False, True, False] == [breaker.update(error, 0) for _ in range(4)]
    assert breaker.open


@pytest.mark.parametrize("error", [RateLimitError("x"), RequestError("x"), ProviderError("x")])
def test_what_does_not_speak_of_the_endpoint_does_not_count(error: ProviderError) -> None:
    """A 429 or a refused request leaves the circuit closed, however often it comes."""
    breaker = CircuitBreaker(SETTINGS)
    assert not any(breaker.update(error, 0) for _ in range(10))
    assert breaker.allows(0)


def test_a_success_starts_the_count_again() -> None:
    """Failures count in a row only."""
    breaker = CircuitBreaker(SETTINGS)
    for _ in range(5):
        breaker.update(ServerError("x"), 0)
        breaker.update(ServerError("x"), 0)
        breaker.update(None, 0)
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
        breaker.update(ServerError("x"), now)
    assert [10, 20, 30, 30] == waits


def test_calls_under_way_when_it_opens_are_no_probes() -> None:
    """Many fail at once when an endpoint dies: the first cooldown is as long as ever."""
    breaker = opened()
    for _ in range(60):
        breaker.update(ServerError("x"), 1)
    assert [False, True] == [breaker.allows(9), breaker.allows(10)]


def test_a_probe_that_succeeds_closes_it() -> None:
    """Then every call goes through again."""
    breaker = opened()
    assert breaker.allows(10)
    breaker.update(None, 10)
    assert all(breaker.allows(10) for _ in range(5))


def failing(breaker: CircuitBreaker, error: ProviderError) -> CircuitBreaker:
    for _ in range(3):
        breaker.update(error, 5)
    return breaker


@pytest.mark.parametrize("first", [None, RateLimitError("x"), RequestError("x")])
def test_an_endpoint_that_has_answered_before_is_waited_for(first: ProviderError | None) -> None:
    """For so many seconds from its first failure on; a refusal is an answer as well."""
    breaker = CircuitBreaker(SETTINGS)
    breaker.update(first, 0)
    failing(breaker, ConnectError("x"))
    assert [True, True, False] == [breaker.patient(now) for now in (5, 104, 105)]


@pytest.mark.parametrize(
    "error", [ConnectError("x"), CallTimeout("x"), ServerError("x", status=503, detail="busy")]
)
def test_an_endpoint_that_was_never_reached_is_not_waited_for(error: ProviderError) -> None:
    """Its name may be wrong."""
    assert not failing(CircuitBreaker(SETTINGS), error).patient(6)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ('{"error": {"message": "Loading model", "code": 503}}', "Loading model"),
        ("Model x/y is currently loading", "Model x/y is currently loading"),
        ("The server is starting up. Please wait", "The server is starting up"),
        ("warming up the cache", "warming up the cache"),
    ],
)
def test_an_endpoint_that_says_that_it_is_on_its_way_is_waited_for(detail: str, said: str) -> None:
    """And quoted, with nothing else that it says."""
    breaker = failing(CircuitBreaker(SETTINGS), ServerError("x", status=503, detail=detail))
    assert breaker.patient(6)
    assert said == breaker.said
    assert f'a/b has failed again and again ("{said}")' == str(breaker.error("a/b"))


def test_a_success_ends_the_waiting() -> None:
    """And the next time it is unwell, that is a time of its own."""
    breaker = CircuitBreaker(SETTINGS)
    breaker.update(None, 0)
    failing(breaker, ServerError("x"))
    breaker.update(None, 50)
    assert not breaker.patient(50)
    for _ in range(3):
        breaker.update(ServerError("x"), 200)
    assert [True, False] == [breaker.patient(now) for now in (299, 300)]
