"""The gate in front of an endpoint: how many calls at once, how many a minute."""

from __future__ import annotations

from aiolimiter import AsyncLimiter
from attrs import frozen

from trustcore.actors.breaker import Breaker
from trustcore.actors.retry import RetryBudget
from trustcore.actors.slots import Priority, Slots

SECONDS_PER_MINUTE = 60


@frozen
class Limits:
    """What an endpoint is spared.

    Attributes:
        max_concurrency: Calls in flight at once, at least 1.
        requests_per_minute: Calls sent a minute; None for no limit.
        burst: Calls that may be sent at once after a quiet time; None for one second's worth.
    """

    max_concurrency: int = 64
    requests_per_minute: float | None = None
    burst: int | None = None


class Gate:
    """Slots and rate of one endpoint in one event loop. It owns no task."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.breaker = Breaker()
        self.retries = RetryBudget()
        self._slots = Slots(limits.max_concurrency)
        self._rate = None if limits.requests_per_minute is None else _limiter(limits)

    async def enter(self, priority: Priority = (0, 0)) -> None:
        """Wait for a slot, the most urgent first, then for the rate."""
        await self._slots.acquire(priority)
        if self._rate is not None:
            try:
                await self._rate.acquire()
            except BaseException:  # whoever goes while waiting leaves no slot taken
                self._slots.release()
                raise

    def leave(self) -> None:
        """Give the slot back."""
        self._slots.release()


def _limiter(limits: Limits) -> AsyncLimiter:
    """A leaky bucket of `burst` that drains at the rate.

    `AsyncLimiter(600, 60)` would let all 600 through in the first second; so the bucket is as
    small as the burst and its period as short as the rate then asks for.
    """
    rate = (limits.requests_per_minute or 0) / SECONDS_PER_MINUTE
    burst = max(1, round(rate)) if limits.burst is None else limits.burst
    return AsyncLimiter(burst, burst / rate)
