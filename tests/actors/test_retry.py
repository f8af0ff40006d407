"""When a call is made again."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.actors import RetryPolicy
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

POLICY = RetryPolicy(attempts=8, base=0.5, longest=4.0, longest_hint=60.0)
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


@given(st.floats(0, 60), JITTER)
def test_the_endpoints_hint_is_a_lower_bound(hint: float, jitter: float) -> None:
    """Jitter comes on top of it, so that those who were refused together do not come together."""
    wait = POLICY.wait(RateLimitError("no", retry_after=hint), 1, jitter)
    assert wait is not None
    assert hint <= wait <= hint + POLICY.base


@pytest.mark.parametrize("hint", [60.001, 86400.0, math.inf])
def test_a_hint_beyond_the_longest_fails_the_call_at_once(hint: float) -> None:
    assert POLICY.wait(RateLimitError("no", retry_after=hint), 1, 0.5) is None


@pytest.mark.parametrize("hint", [-1.0, -math.inf, math.nan])
def test_a_hint_that_makes_no_sense_is_no_negative_wait(hint: float) -> None:
    wait = POLICY.wait(RateLimitError("no", retry_after=hint), 1, 0.0)
    assert wait is not None
    assert wait >= 0
