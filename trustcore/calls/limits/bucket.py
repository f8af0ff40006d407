"""A token bucket: amounts that may differ, be larger than the bucket, and be corrected."""

from __future__ import annotations

from attrs import define

_ROUNDING = 1e-6
"""What may be lacking all the same: whoever waits as long as was said has waited long enough."""


@define(eq=False)
class Bucket:
    """It holds `capacity` at most and is filled at `rate`; it may go into debt.

    Attributes:
        rate: How much comes in a second, above 0.
        capacity: How much there is after a quiet time, above 0.
        level: How much there was at `at`; below 0 it is a debt.
        at: The clock, in seconds.
    """

    rate: float
    capacity: float
    level: float
    at: float

    def left(self, now: float) -> float:
        """How much there is."""
        return min(self.capacity, self.level + self.rate * max(0.0, now - self.at))

    def wait(self, amount: float, now: float) -> float:
        """Seconds until an amount may be taken; for one that never fits, until the bucket is full.

        What does not fit is taken nonetheless, and those who come later wait until it is paid back.
        """
        lacking = min(amount, self.capacity) - self.left(now)
        return lacking / self.rate if lacking > _ROUNDING else 0.0

    def take(self, amount: float, now: float) -> None:
        """Take an amount, be it there or not; a negative one gives back."""
        self.level = min(self.capacity, self.left(now) - amount)
        self.at = now
