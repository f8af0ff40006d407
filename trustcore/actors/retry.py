"""When to call again after a failure."""

from __future__ import annotations

from attrs import frozen

from trustcore.errors import ProviderError, TrustcoreError

LONGEST_HINT = 120.0
"""Seconds that an endpoint may ask to be waited for, unless a policy says otherwise."""


@frozen
class RetryPolicy:
    """Exponential back-off with jitter that honours what the endpoint says.

    Attributes:
        attempts: How often a call is made at most.
        base: Seconds before the second attempt; each further wait doubles.
        longest: Seconds that a wait of our own may last.
        longest_hint: Seconds that the endpoint may ask us to wait; a longer hint fails the call.
        call_timeout: Seconds for one attempt, from sending to the end of the reply.
    """

    attempts: int = 5
    base: float = 0.5
    longest: float = 30.0
    longest_hint: float = LONGEST_HINT
    call_timeout: float = 600.0

    def wait(self, error: TrustcoreError, attempts: int, jitter: float) -> float | None:
        """Seconds until the next attempt; None when there is none.

        Args:
            error: Why the last attempt failed.
            attempts: How many were made.
            jitter: A random number in [0, 1), which spreads those who wait alike.
        """
        if not isinstance(error, ProviderError) or not error.retryable:
            return None
        if attempts >= self.attempts:
            return None
        own = min(self.longest, self.base * 2.0 ** (attempts - 1))
        if error.retry_after is None:
            return own * (0.5 + jitter / 2)
        if error.retry_after > self.longest_hint:
            return None
        return max(0.0, error.retry_after) + self.base * jitter
