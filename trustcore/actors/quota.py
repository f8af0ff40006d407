"""One limit of an endpoint, as its responses tell it."""

from __future__ import annotations

from trustcore.actors.bucket import Bucket
from trustcore.records.allowance import Allowance

_WINDOW = 60.0
"""Seconds in which a limit is taken to come back when the endpoint does not say: limits are told by
the minute."""
_TELLING = 0.1
"""The part of a limit that must be missing before its reset says how fast it comes back: APIs round
to whole requests, and some to whole seconds."""


class Quota:
    """What is left of a limit, reckoned on from the last response that told it.

    A response speaks of the time at which the endpoint took the request in, when requests that
    were sent later were not counted yet: they are subtracted, and what has come back since is
    added. What comes back in a second is what was missing, divided by the time until the reset. For
    a bucket that fills all the time that is exact; of a window that is renewed at once it is right
    at the reset, and the endpoint's refusals say the rest.
    """

    def __init__(self, told: Allowance, now: float) -> None:
        capacity = max(1.0, told.remaining if told.limit is None else told.limit)
        self.bucket = Bucket(capacity / _WINDOW, capacity, capacity, now)
        self._paced = False
        self._heard = -1

    def hear(self, told: Allowance, *, number: int, since: float, sent: float, now: float) -> None:
        """Take note of what a response tells, unless one to a later request told already.

        Args:
            told: What it tells.
            number: Of the request: later ones have higher numbers.
            since: What was sent after the request.
            sent: When the request was sent, by the clock in seconds.
            now: The clock, in seconds.
        """
        if number < self._heard:
            return
        self._heard = number
        capacity = max(1.0, self.bucket.capacity if told.limit is None else told.limit)
        capacity = max(capacity, told.remaining)
        rate = self._rate(told, capacity)
        least = told.remaining - since
        level = least + rate * max(0.0, now - sent)
        if level > capacity:  # it was full meanwhile: only our own reckoning may know when
            level = max(least, self.bucket.left(now))
        # A debt of more than a bucket is none of ours: whatever else it is, it is told again.
        level = min(capacity, max(-capacity, level))
        self.bucket = Bucket(rate, capacity, level, now)

    def _rate(self, told: Allowance, capacity: float) -> float:
        missing = capacity - told.remaining
        if told.reset and missing > 0 and (not self._paced or missing >= _TELLING * capacity):
            self._paced = True
            return missing / told.reset
        return self.bucket.rate if self._paced else capacity / _WINDOW
