"""When nothing is sent to an endpoint that refused calls."""

from __future__ import annotations

from math import inf
from statistics import median

from trustcore.calls.retry import believed

_AGREEING = 3
_AGREEING_PART = 0.25
"""Refusals in a row that speak for the whole endpoint: so many, and this part of all in flight."""
_FIRST = 0.1
"""Seconds of a cooldown for which refusals gave no hint: doubled each time, halved by a success."""
_LONGEST = 30.0


class Cooldown:
    """A time in which nothing is sent to an endpoint.

    A hint to come back later is about the call that got it. It is about all calls where the
    endpoint says that nothing is left of a limit, for as long as it says so, or where several
    refusals in a row agree; then the median of their hints counts, so that none of them decides
    alone. A cooldown is never shortened.

    A refusal comes at once and an answer takes its time: of many calls in flight some are refused
    before an answer can contradict them, be the endpoint well or not. So part of them has to agree.

    Attributes:
        until: When it is over, by the clock in seconds.
    """

    def __init__(self) -> None:
        self.until = -inf
        self._first = 0
        self._hints: list[float | None] = []
        self._own = 0.0
        self._paused = self._before = 0

    def refused(
        self,
        number: int,
        hint: float | None,
        *,
        exhausted: float | None,
        now: float,
        in_flight: int = 0,
    ) -> bool:
        """Take in a refusal.

        Args:
            number: Of the request: later ones have higher numbers.
            hint: Seconds after which the call may be made again; None where it was not reported.
            exhausted: Seconds for which nothing is left, where the endpoint said that.
            now: The clock, in seconds.
            in_flight: How many calls are under way.

        Returns:
            Whether it makes several refusals that agree.
        """
        covered = now < self.until and not self._hints
        bounded = believed(hint)
        if exhausted is not None and bounded is not None:
            bounded = min(bounded, exhausted)
            self._extend(now + bounded)
        if covered:
            return False
        if not self._hints:
            self._first = number
        self._hints.append(bounded)
        if len(self._hints) < max(_AGREEING, _AGREEING_PART * in_flight):
            return False
        self._extend(now + self._agreed())
        self._before, self._paused = self._paused, number
        self._hints.clear()
        return True

    def answered(self, number: int) -> None:
        """Take in a success. It contradicts refusals of requests that were sent earlier."""
        if self._hints and number > self._first:
            self._hints.clear()
        if number > self._before:
            self._own /= 2

    def _agreed(self) -> float:
        known = [hint for hint in self._hints if hint is not None]
        if known:
            return median(known)
        self._own = min(_LONGEST, max(_FIRST, 2 * self._own))
        return self._own

    def _extend(self, until: float) -> None:
        self.until = max(self.until, until)
