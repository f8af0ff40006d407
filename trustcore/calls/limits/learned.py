"""A limit of an endpoint that is learned from what its responses report."""

from __future__ import annotations

from math import inf

from trustcore.allowance import Allowance
from trustcore.calls.limits.cost import TokenBucket

_WINDOW = 60.0
"""Seconds in which a limit comes back until something else is seen: APIs tell it by the minute."""
_TELLING = 0.5
_LEAST_TELLING = 4.0
"""The part of the most that was ever left, and the least amount, by which two responses must differ
to say how fast a limit comes back: APIs round to whole requests, and some to whole seconds."""

_TRAVEL = 0.01
_TRAVEL_PART = 0.1
"""Seconds for which a request is on its way until the endpoint takes it in: what comes back in that
time is not counted on, up to this part of the most that was ever left. It halves the refusals."""


class ServerQuota:
    """What is left of a limit, computed forward from the last response that reported it.

    A response speaks of the time at which the endpoint took the request in, when requests that were
    sent later were not counted yet: they are subtracted, and what has come back since is added.

    How fast it comes back is the limit by the minute, unless responses show another pace: where
    less was left and the reset was further away, the one difference divided by the other. So a
    day's limit, and a bucket that is smaller than the limit, are found out. At the reset all of it
    is back, as it is at once where an endpoint counts in windows.
    """

    def __init__(self, most: float, now: float) -> None:
        self._bucket = TokenBucket(most / _WINDOW, most, most, now)
        self._fullest: Allowance | None = None
        self._pace: float | None = None
        self._newest = -1
        self._spent = 0.0
        self._whole_at = inf

    def wait(self, amount: float, now: float) -> float:
        """Seconds until an amount may be taken."""
        self._renew(now)
        return min(self._bucket.wait(amount, now), max(0.0, self._whole_at - now))

    def take(self, amount: float, now: float) -> None:
        """Take an amount, be it there or not; a negative one gives back."""
        self._renew(now)
        self._spent += amount
        self._bucket.take(amount, now)

    def update(
        self, reported: Allowance, *, number: int, since: float, sent: float, now: float
    ) -> None:
        """Take in what a response reports, unless one to a later request was taken in already.

        Args:
            reported: What it reports.
            number: Of the request: later ones have higher numbers.
            since: What was sent after the request, or is about to be.
            sent: When the request was sent, by the clock in seconds.
            now: The clock, in seconds.
        """
        if number < self._newest:
            return
        self._newest = number
        most = max(self._bucket.capacity, reported.remaining)
        rate = self._rate(reported, most)
        least = reported.remaining - since
        level = least + rate * (now - sent) - min(rate * _TRAVEL, _TRAVEL_PART * most)
        if level > most:  # it was full meanwhile: only our own reckoning may know when
            level = max(least, self._bucket.left(now))
        # A debt of more than all there ever was is none of ours: whatever it is, it is told again.
        self._bucket = TokenBucket(rate, most, max(-most, level), now)
        self._spent = since
        self._whole_at = sent + reported.reset

    def _rate(self, reported: Allowance, most: float) -> float:
        """What comes back in a second."""
        fullest = self._fullest
        if fullest is None or reported.remaining >= fullest.remaining:
            self._fullest = reported
        else:
            less, further = fullest.remaining - reported.remaining, reported.reset - fullest.reset
            if less >= max(_TELLING * most, _LEAST_TELLING) and further > 0:
                self._pace = less / further
        return reported.limit / _WINDOW if self._pace is None else self._pace

    def _renew(self, now: float) -> None:
        if now >= self._whole_at:
            self._whole_at = inf
            back = self._bucket.capacity - self._spent - self._bucket.left(now)
            self._bucket.take(-max(0.0, back), now)
