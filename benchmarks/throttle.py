"""The rate limit of the fake server: a bucket that fills all the time, told in OpenAI's headers."""

from __future__ import annotations

import math
import time


class Throttle:
    """Requests a second, with a burst after a quiet time.

    Args:
        rps: Requests a second; 0 for no limit.
        burst: Requests that are there after a quiet time; by default a second's worth.
        tells: Whether responses say what is left, and refusals when to come back.
    """

    def __init__(self, rps: float = 0.0, burst: float = 0.0, *, tells: bool = True) -> None:
        self.rps = rps
        self.burst = burst or max(1.0, rps)
        self.tells = tells
        self._level = self.burst
        self._at = time.perf_counter()

    def admit(self) -> tuple[bool, dict[str, str]]:
        """Whether there is room for one more request, and what to tell."""
        if not self.rps:
            return True, {}
        now = time.perf_counter()
        self._level = min(self.burst, self._level + self.rps * (now - self._at))
        self._at = now
        admitted = self._level >= 1
        self._level -= admitted
        return admitted, self._headers(admitted=admitted) if self.tells else {}

    def _headers(self, *, admitted: bool) -> dict[str, str]:
        reset = (self.burst - self._level) / self.rps
        told = {
            "x-ratelimit-limit-requests": f"{60 * self.rps:.0f}",
            "x-ratelimit-remaining-requests": str(math.floor(self._level)),
            "x-ratelimit-reset-requests": f"{1000 * reset:.0f}ms",
        }
        if not admitted:
            seconds = (1 - self._level) / self.rps
            told["retry-after"] = str(math.ceil(seconds))
            told["retry-after-ms"] = str(math.ceil(1000 * seconds))
        return told
