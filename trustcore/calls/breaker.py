"""A circuit breaker: an endpoint that fails again and again is left alone for a while."""

from __future__ import annotations

from attrs import define, frozen

from trustcore.errors import CallTimeout, ConnectError, ServerError, TrustcoreError

BREAKING = (ConnectError, CallTimeout, ServerError)
"""Failures that speak of the endpoint. A refused request speaks of the request, a 429 of us."""


@frozen
class BreakerSettings:
    """When to leave an endpoint alone.

    Attributes:
        failures: Failed attempts in a row that open the circuit.
        cooldown: Seconds until a first probe; doubled each time that a probe fails.
        longest: Seconds that a cooldown lasts at most.
    """

    failures: int = 5
    cooldown: float = 5.0
    longest: float = 60.0


@define(eq=False)
class Breaker:
    """Closed: calls go through. Open: none does, but for one probe after each cooldown.

    It only advises. Where a role has no other model, calls go on as their retries have it.
    """

    settings: BreakerSettings = BreakerSettings()
    open: bool = False
    _failures: int = 0
    _cooldown: float = 0.0
    _probe_at: float = 0.0
    _probing: bool = False

    def allows(self, now: float) -> bool:
        """Whether a new call may be sent; of an open circuit at most one each cooldown."""
        if not self.open:
            return True
        if now < self._probe_at:
            return False
        self._probe_at = now + self._cooldown
        self._probing = True
        return True

    def record(self, error: TrustcoreError | None, now: float) -> bool:
        """Take note of how an attempt ended. Whether this opened the circuit.

        Args:
            error: Why it failed; None when it did not.
            now: The clock, in seconds.
        """
        if not isinstance(error, BREAKING):
            if error is None:
                self.open, self._failures = False, 0
            return False
        self._failures += 1
        if self.open:
            if self._probing:  # else the call was under way when the circuit opened
                self._cooldown = min(self.settings.longest, 2 * self._cooldown)
                self._probe_at = now + self._cooldown
                self._probing = False
            return False
        if self._failures < self.settings.failures:
            return False
        self.open, self._probing, self._cooldown = True, False, self.settings.cooldown
        self._probe_at = now + self._cooldown
        return True
