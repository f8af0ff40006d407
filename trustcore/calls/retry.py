"""Retries: when a call is made again after a failure, and how often."""

from __future__ import annotations

from attrs import define, frozen

from trustcore.errors import ProviderError, TrustcoreError

_LONGEST_HINT = 120.0
"""Seconds that an endpoint may ask to be waited for."""


def believed(hint: float | None) -> float | None:
    """Seconds that an endpoint asks to be waited for; None for what is not believed.

    That is a day, or less than nothing: then a call goes, and fails by itself if it must.
    """
    return hint if hint is not None and 0 <= hint <= _LONGEST_HINT else None


@frozen
class RetryPolicy:
    """A rule for retries: exponential back-off with jitter that honours what the endpoint says.

    Attributes:
        attempts: How often a call is made at most, not counting what is made again at once.
        base: Seconds before the second attempt; each further wait doubles.
        longest: Seconds that a wait of our own may last.
        call_timeout: Seconds for one attempt, from sending to the end of the reply.
    """

    attempts: int = 5
    base: float = 0.5
    longest: float = 30.0
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
        hint = believed(error.retry_after)
        if hint is not None:
            return hint + self.base * jitter
        own = min(self.longest, self.base * 2.0 ** (attempts - 1))
        return own * (0.5 + jitter / 2)


@define(eq=False)
class RetryBudget:
    """A token bucket of the retries that the calls of one endpoint may make together.

    Without it an endpoint that is down, or that refuses most calls, would get several times the
    traffic of one that is well.

    Attributes:
        share: Retries that each new call adds to the bucket. Where one request in five fails, a
            call needs a quarter of a retry on average.
        most: What the bucket holds at most: what an endpoint that was well for long may be tried
            again when it fails.
        tokens: What is left; a new bucket has room for a short run at its worst, and for finding
            out a rate limit that nobody told.
    """

    share: float = 0.5
    most: float = 1000.0
    tokens: float = 500.0

    def earn(self) -> None:
        """Note that a new call is made."""
        self.tokens = min(self.most, self.tokens + self.share)

    def spend(self) -> bool:
        """Take one retry out. Whether there was one: then the call is made again."""
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class CallRetries:
    """The attempts at one call, and what follows from the last.

    Attributes:
        sent: How many requests were sent.
    """

    __slots__ = ("_again", "_attempts", "_budget", "_policy", "sent")

    def __init__(self, policy: RetryPolicy, budget: RetryBudget) -> None:
        self.sent = 0
        self._policy = policy
        self._budget = budget
        self._attempts = 0
        self._again: list[type[TrustcoreError]] = []

    def count(self) -> None:
        """Note that a request is about to be sent."""
        if self.sent == 0:
            self._budget.earn()
        self.sent += 1

    def at_once(self, error: TrustcoreError) -> bool:
        """Whether a failure costs neither time nor an attempt; so many in a row, and no more."""
        again = isinstance(error, ProviderError) and self._again.count(type(error)) < error.at_once
        if again:
            self._again.append(type(error))
        else:
            self._again.clear()
            self._attempts += 1
        return again

    def wait(self, error: TrustcoreError, jitter: float) -> float | None:
        """Seconds until the next attempt; None when there is none, and the error says why.

        Args:
            error: Why the last attempt failed.
            jitter: A random number in [0, 1).
        """
        if not isinstance(error, ProviderError) or not error.retryable:
            return None
        wait = self._policy.wait(error, self._attempts, jitter)
        if wait is not None and self._budget.spend():
            return wait
        error.given_up = f"given up after {self._attempts} of {self._policy.attempts} attempts"
        if wait is not None:
            error.given_up += f", since retries are at most {self._budget.share:.0%} of the calls"
        return None
