"""The gate in front of an endpoint: how many calls at once, and how fast."""

from __future__ import annotations

from trustcore.allowance import Allowances
from trustcore.calls.breaker import Breaker
from trustcore.calls.limits.concurrency import Concurrency, overloaded
from trustcore.calls.limits.demand import CallCost, CostEstimator
from trustcore.calls.limits.rate import Limits, Permit, RateLimiter
from trustcore.calls.limits.slots import Priority, PrioritySemaphore
from trustcore.calls.retry import RetryBudget
from trustcore.errors import TrustcoreError
from trustcore.graph import Call
from trustcore.records.chat import Reply

_ONE = CallCost()


class EndpointLimits:
    """Slots and rate of one model in one event loop. It owns no task.

    Args:
        limits: What the endpoint is spared.
        rate: Where the model shares it with others; its own by default.
    """

    def __init__(self, limits: Limits, rate: RateLimiter | None = None) -> None:
        self.limits = limits
        self.breaker = Breaker()
        self.retries = RetryBudget()
        self.slots = PrioritySemaphore(limits.max_concurrency)
        self._concurrency = Concurrency(self.slots)
        self._forecast = CostEstimator()
        self._rate = RateLimiter(limits) if rate is None else rate

    def demand(self, call: Call) -> CallCost:
        """What a call will take, as far as one can tell."""
        return self._forecast.of(call)

    async def enter(self, priority: Priority = (0, 0), demand: CallCost = _ONE) -> None:
        """Wait for a slot, the most urgent first, then for the rate."""
        await self.slots.acquire(priority)
        try:
            await self._rate.enter(priority, demand)
        except BaseException:  # whoever goes while waiting leaves no slot taken
            self.slots.release()
            raise

    def take(self, demand: CallCost = _ONE) -> Permit:
        """Say which call goes through, directly after `enter`."""
        return self._rate.take(demand)

    def send(self, passage: Permit) -> None:
        """Say that a call is about to be sent."""
        self._rate.send(passage)
        self._concurrency.sent(passage.number)

    def note(
        self,
        passage: Permit,
        call: Call,
        *,
        reply: Reply | None = None,
        error: TrustcoreError | None = None,
    ) -> None:
        """Take note of what came of a call: a reply or an error."""
        usage = None if reply is None else reply.usage
        told = getattr(error, "allowances", None) if reply is None else reply.allowances
        # A foreign provider's may be anything.
        allowances = told if isinstance(told, Allowances) else None
        agreed = self._rate.note(passage, usage=usage, error=error, allowances=allowances)
        if usage is not None:
            self._forecast.learn(call, usage)
        if error is None:
            self._concurrency.succeeded()
        elif agreed or overloaded(error, allowances):
            self._concurrency.too_many(passage.number)

    def leave(self, passage: Permit | None = None) -> None:
        """Give the slot back, and the tokens of a call that was let through but not sent."""
        if passage is not None and not passage.sent:
            self._rate.give_back(passage)
        self.slots.release()
