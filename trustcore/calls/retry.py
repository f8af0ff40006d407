"""Retries: when a call is made again after a failure, and how often."""

from __future__ import annotations

from attrs import define, frozen

from trustcore.errors import ProviderError, TrustcoreError

_LONGEST_HINT = 120.0
"""Seconds that an endpoint may ask to be waited for."""

_NUMBER = (float, int)

_LATENCIES = 2.0
"""The first wait, in usual latencies: what has nothing to do with load is over by then."""
_LEAST_FIRST = 0.02
"""Seconds of the first wait at least, however quick the endpoint is."""
_HINT_SPREAD = 0.25
"""The part of a hint over which those who got it are spread."""
_WEIGHT = 0.125
"""Of the newest latency in the mean, as in TCP's estimate of a round trip (RFC 6298, 2.3)."""


def believed(hint: object) -> float | None:
    """Seconds that an endpoint asks to be waited for; None for what is not believed.

    That is a day, less than nothing, or what is no number, as foreign providers give a header's
    text: then a call goes, and fails by itself if it must.
    """
    return hint if isinstance(hint, _NUMBER) and 0 <= hint <= _LONGEST_HINT else None


@frozen
class RetryPolicy:
    """A rule for retries: exponential back-off with jitter that honours what the endpoint says.

    Waits begin with two usual latencies of an endpoint that is well but for some failures, and with
    `base` at one that is overloaded.

    Attributes:
        attempts: How often a call is made at most, not counting what is made again at once.
        base: Seconds before the second attempt at most; doubled for each further one.
        longest: Seconds that a wait of our own may last.
        call_timeout: Seconds for one attempt, from sending to the end of the reply.
    """

    attempts: int = 5
    base: float = 0.5
    longest: float = 30.0
    call_timeout: float = 600.0

    def wait(
        self, error: TrustcoreError, attempts: int, jitter: float, latency: float | None = None
    ) -> float | None:
        """Seconds until the next attempt; None when there is none.

        Args:
            error: Why the last attempt failed.
            attempts: How many were made.
            jitter: A random number in [0, 1), which spreads those who wait alike.
            latency: Seconds that replies of the endpoint usually take; None where none came.
        """
        if not isinstance(error, ProviderError) or not error.retryable:
            return None
        if attempts >= self.attempts:
            return None
        first = self._first(latency)
        hint = believed(error.retry_after)
        if hint is not None:
            return hint + min(self.base, max(first, _HINT_SPREAD * hint)) * jitter
        own = min(self.longest, first * 2.0 ** (attempts - 1))
        return own * (0.5 + jitter / 2)

    def _first(self, latency: float | None) -> float:
        """The longest first wait, in seconds."""
        if latency is None:
            return self.base
        return min(self.base, max(_LEAST_FIRST, _LATENCIES * latency))


@define(eq=False)
class UsualLatency:
    """The time that replies of an endpoint usually take: a mean in which new ones count more.

    Attributes:
        seconds: None until the first reply.
        telling: Whether it says how long to wait; it does not where the endpoint is overloaded.
    """

    seconds: float | None = None
    telling: bool = True

    @property
    def wait(self) -> float | None:
        """What a first wait goes by; None for nothing."""
        return self.seconds if self.telling else None

    def update(self, seconds: float) -> None:
        """Take in what a reply took."""
        usual = seconds if self.seconds is None else self.seconds
        self.seconds = usual + _WEIGHT * (seconds - usual)


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
        if self.tokens < self.most:
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

    __slots__ = ("_again", "_attempts", "_budget", "_latency", "_policy", "sent")

    def __init__(
        self, policy: RetryPolicy, budget: RetryBudget, latency: UsualLatency | None = None
    ) -> None:
        self.sent = 0
        self._latency = latency or UsualLatency()
        self._policy = policy
        self._budget = budget
        self._attempts = 0
        self._again: list[type[TrustcoreError]] = []

    def count(self) -> None:
        """Note that a request is about to be sent."""
        self.sent += 1
        if self.sent == 1:
            self._budget.earn()

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
        if not isinstance(error, ProviderError) or not error.retryable or error.given_up:
            return None
        wait = self._policy.wait(error, self._attempts, jitter, self._latency.wait)
        if wait is not None and self._budget.spend():
            return wait
        error.given_up = f"given up after {self._attempts} of {self._policy.attempts} attempts"
        if wait is not None:
            error.given_up += f", since retries are at most {self._budget.share:.0%} of the calls"
        return None
