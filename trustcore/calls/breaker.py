"""A circuit breaker: an endpoint that fails again and again is left alone, and waited for."""

from __future__ import annotations

import re
from math import inf

import anyio
from attrs import define, field, frozen

from trustcore.errors import (
    CallTimeout,
    CircuitOpenError,
    ConnectError,
    ProviderError,
    RateLimitError,
    RequestError,
    ServerError,
    TrustcoreError,
)

BREAKING = (ConnectError, CallTimeout, ServerError)
"""Failures that speak of the endpoint. A refused request speaks of the request, a 429 of us."""

_LOADING = re.compile(
    r"[^.{}\"\n]{0,60}\b(?:re)?(?:load|start|warm)(?:ing|s)?\b[^.{}\"\n]{0,60}", re.IGNORECASE
)
"""How servers say that a model is on its way: llama.cpp's "Loading model", for one."""


@frozen
class BreakerSettings:
    """When an endpoint is left alone, and how long it is waited for.

    Attributes:
        failures: Failed attempts in a row that open the circuit, and half as many as calls are in
            flight: a failure comes at once, and the answer that contradicts it takes its time.
        cooldown: Seconds until a first probe; doubled each time that a probe fails.
        longest: Seconds that a cooldown lasts at most.
        patience: Seconds that an endpoint may be unwell before its calls fail, from 0.
    """

    failures: int = 5
    cooldown: float = 1.0
    longest: float = 30.0
    patience: float = 300.0


class Recovery:
    """News that an endpoint may be well again, for all who wait for one in an event loop."""

    def __init__(self) -> None:
        self._news = anyio.Event()

    def notify(self) -> None:
        """Wake all who wait."""
        news, self._news = self._news, anyio.Event()
        news.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next news, or after some seconds."""
        with anyio.move_on_after(seconds):
            await self._news.wait()


@define(eq=False)
class CircuitBreaker:
    """The health of one endpoint, as its last replies tell it.

    Closed: calls go through. Open: none does, but for one probe after each cooldown. While it is
    open and `patient`, calls wait for it instead of failing: an endpoint that has answered before,
    or that says that it is loading, is likely to come back.

    Attributes:
        open: Whether the endpoint has failed again and again.
        said: What the endpoint says of it in its own words, "Loading model" for example.
        since: When it began to fail, by the clock in seconds.
        probe_at: When the next probe is due, by the clock in seconds.
        healthy: Whether the endpoint has answered, and has not failed since.
    """

    settings: BreakerSettings = BreakerSettings()
    recovery: Recovery = field(factory=Recovery)
    open: bool = False
    said: str = ""
    since: float = inf
    probe_at: float = 0.0
    _failures: int = 0
    _cooldown: float = 0.0
    _probing: bool = False
    _answered: bool = False
    healthy: bool = False

    def due(self, now: float) -> bool:
        """Whether a new call may be tried: the circuit is closed, or it is time for a probe."""
        return not self.open or now >= self.probe_at

    def allows(self, now: float) -> bool:
        """Whether a call may be sent right now; of an open circuit at most one each cooldown."""
        if not self.open:
            return True
        if now < self.probe_at:
            return False
        self.probe_at = now + self._cooldown
        self._probing = True
        return True

    @property
    def known(self) -> bool:
        """Whether the endpoint is likely to come back: it answered before, or is on its way."""
        return self._answered or bool(self.said)

    @property
    def patient_until(self) -> float:
        """Until when calls wait for the endpoint, by the clock in seconds."""
        return self.since + self.settings.patience if self.known else -inf

    def patient(self, now: float) -> bool:
        """Whether calls wait for the endpoint to be well again."""
        return self.open and now < self.patient_until

    def error(self, model: str) -> CircuitOpenError:
        """What a call fails with that is not sent."""
        return CircuitOpenError(f"{model} has failed again and again{self.quoted}")

    @property
    def quoted(self) -> str:
        """The endpoint's own words, to be put at the end of a sentence."""
        return f' ("{self.said}")' if self.said else ""

    def update(self, error: TrustcoreError | None, now: float, in_flight: int = 0) -> bool:
        """Take in how an attempt ended. Whether this opened the circuit.

        Args:
            error: Why it failed; None when it did not.
            now: The clock, in seconds.
            in_flight: How many calls are under way.
        """
        if not isinstance(error, BREAKING):
            self._answered = self._answered or error is None or _is_refusal(error)
            if error is None and (self.open or self._failures):
                self._close()
            self.healthy = self._answered and not self._failures
            return False
        self._failures += 1
        self.healthy = False
        self.since = min(self.since, now)
        self.said = _words(error)
        if self.open:
            if self._probing:  # else the call was under way when the circuit opened
                self._cooldown = min(self.settings.longest, 2 * self._cooldown)
                self.probe_at = now + self._cooldown
                self._probing = False
            return False
        if self._failures < max(self.settings.failures, in_flight / 2):
            return False
        self.open, self._probing, self._cooldown = True, False, self.settings.cooldown
        self.probe_at = now + self._cooldown
        return True

    def _close(self) -> None:
        self.open, self._failures, self.since, self.said = False, 0, inf, ""
        self.recovery.notify()


def _is_refusal(error: TrustcoreError | None) -> bool:
    return isinstance(error, RequestError | RateLimitError)


def _words(error: TrustcoreError) -> str:
    """What an endpoint says about being on its way, and nothing else that it says."""
    if not isinstance(error, ServerError):
        return ""
    found = _LOADING.search(f"{ProviderError.__str__(error)}\n{error.detail}")
    return " ".join(found[0].split()) if found else ""
