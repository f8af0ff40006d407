"""When refusals are a reason to send nothing at all to an endpoint."""

from __future__ import annotations

from math import inf
from statistics import median

from trustcore.calls.retry import believed

_AGREEING = 3
"""Refusals in a row that speak for the whole endpoint."""
_FIRST = 0.1
"""Seconds of a pause for which refusals gave no hint: doubled each time, halved by each success."""
_LONGEST = 30.0


class Cooldown:
    """A time in which nothing is sent to an endpoint.

    A hint to come back later is about the call that got it. It is about all calls where the
    endpoint says that nothing is left of a limit, for as long as it says so, or where several
    refusals in a row agree; then the median of their hints counts, so that none of them decides
    alone. A pause is never shortened.

    Attributes:
        until: When it is over, by the clock in seconds.
    """

    def __init__(self) -> None:
        self.until = -inf
        self._first = 0
        self._hints: list[float | None] = []
        self._own = 0.0

    def refused(
        self, number: int, hint: float | None, *, exhausted: float | None, now: float
    ) -> bool:
        """Take note of a refusal.

        Args:
            number: Of the request: later ones have higher numbers.
            hint: Seconds after which the call may be made again; None where it was not told.
            exhausted: Seconds for which nothing is left, where the endpoint said that.
            now: The clock, in seconds.

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
        if len(self._hints) < _AGREEING:
            return False
        self._extend(now + self._agreed())
        self._hints.clear()
        return True

    def answered(self, number: int) -> None:
        """Take note of a success. It contradicts refusals of requests that were sent earlier."""
        if number > self._first:
            self._hints.clear()
            self._own /= 2

    def _agreed(self) -> float:
        known = [hint for hint in self._hints if hint is not None]
        if known:
            return median(known)
        self._own = min(_LONGEST, max(_FIRST, 2 * self._own))
        return self._own

    def _extend(self, until: float) -> None:
        self.until = max(self.until, until)
