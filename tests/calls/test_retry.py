"""When a call is made again."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.calls import RetryPolicy
from trustcore.calls.retry import RetryBudget
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ClientStateError,
    ConnectError,
    EmptyReplyError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    ReplyError,
    RequestError,
    ServerError,
    TrustcoreError,
)

POLICY = RetryPolicy(attempts=8, base=0.5, longest=4.0)
JITTER = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    "kind", [ConnectError, CallTimeout, RateLimitError, ServerError, ReplyError, EmptyReplyError]
)
def test_what_may_pass_is_tried_again(kind: type[ProviderError]) -> None:
    assert POLICY.wait(kind("no"), 1, 0.0) is not None


@pytest.mark.parametrize(
    "error",
    [
        AuthenticationError("no"),
        ModelNotFoundError("no"),
        RequestError("no"),
        ProviderError("no"),
        ClientStateError("no"),
    ],
)
def test_what_fails_alike_is_not_tried_again(error: TrustcoreError) -> None:
    assert POLICY.wait(error, 1, 0.0) is None


def test_the_wait_doubles_up_to_the_longest() -> None:
    """With the most jitter the waits are what the policy says."""
    waits = [POLICY.wait(ServerError("no"), made, math.nextafter(1, 0)) for made in range(1, 8)]
    assert [0.5, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0] == pytest.approx(waits)


@given(st.integers(1, 7), JITTER)
def test_jitter_takes_at_most_half_of_the_wait(made: int, jitter: float) -> None:
    whole = min(POLICY.longest, POLICY.base * 2 ** (made - 1))
    wait = POLICY.wait(ServerError("no"), made, jitter)
    assert wait is not None
    assert whole / 2 <= wait <= whole


@pytest.mark.parametrize("made", [8, 9, 5000])
def test_attempts_are_bounded(made: int) -> None:
    assert POLICY.wait(RateLimitError("no"), made, 0.5) is None


@given(st.floats(0, 120), JITTER)
def test_the_endpoints_hint_is_a_lower_bound(hint: float, jitter: float) -> None:
    """Jitter comes on top of it, so that those who were refused together do not come together."""
    wait = POLICY.wait(RateLimitError("no", retry_after=hint), 1, jitter)
    assert wait is not None
    assert hint <= wait <= hint + POLICY.base


@pytest.mark.parametrize(
    "hint", [120.001, 86400.0, math.inf, -1.0, -math.inf, math.nan, 10**400, "5", b"5", []]
)
@pytest.mark.parametrize("made", [1, 3])
def test_a_hint_that_cannot_be_meant_is_none(hint: Any, made: int) -> None:  # noqa: ANN401  (whatever)
    """The wait is that of a failure without a hint: neither hours nor nothing."""
    hinted, plain = RateLimitError("no", retry_after=hint), RateLimitError("no")
    assert POLICY.wait(plain, made, 0.3) == POLICY.wait(hinted, made, 0.3)


# The budget


@pytest.mark.parametrize("calls", [1, 100, 100_000])
def test_a_dead_endpoint_gets_little_more_than_its_calls(calls: int) -> None:
    """Half as many retries as calls, and five hundred; without a bound four times as many."""
    budget = RetryBudget()
    retries = 0
    for _ in range(calls):
        budget.earn()
        retries += sum(budget.spend() for _ in range(4))
    assert min(4 * calls, 500) <= retries <= 500 + calls / 2


def test_what_good_times_save_up_is_bounded() -> None:
    budget = RetryBudget()
    for _ in range(1_000_000):
        budget.earn()
    assert [True] * 1000 + [False] == [budget.spend() for _ in range(1001)]


@pytest.mark.parametrize("seed", range(20))
def test_one_failure_in_five_is_never_short_of_retries(seed: int) -> None:
    """However many calls there are, and however they happen to fail."""
    dice = random.Random(seed)  # noqa: S311  (repeatable)
    budget = RetryBudget()
    for _ in range(10_000):
        budget.earn()
        while dice.random() < 0.2:
            assert budget.spend()
