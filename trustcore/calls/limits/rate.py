"""How fast calls may be sent: as the user says, and as the endpoint reports."""

from __future__ import annotations

from math import inf

import anyio
from aiolimiter import AsyncLimiter
from attrs import evolve, frozen

from trustcore.allowance import Allowances
from trustcore.calls.limits.cooldown import Cooldown
from trustcore.calls.limits.cost import (
    LIMIT_KINDS,
    NO_COST,
    ONE_REQUEST,
    CallCost,
    LimitKind,
    TokenBucket,
)
from trustcore.calls.limits.learned import ServerQuota
from trustcore.calls.limits.semaphore import PrioritySemaphore
from trustcore.calls.retry import believed
from trustcore.calls.stage import Priority
from trustcore.errors import RateLimitError, TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.records.attempt import consumed
from trustcore.records.chat import Usage

_MINUTE = 60
_TOKENS_AT_ONCE = 0.1
"""The part of a minute's tokens that may go at once after a quiet time: a question's calls do, and
no minute has more than a tenth above the limit."""

_INSTANT = 1e-6
"""Seconds that are not waited for: a clock has steps, and must not be asked for smaller ones."""


@frozen
class Limits:
    """The limits that the calls to a model keep to.

    Attributes:
        max_concurrency: Calls in flight at once, at least 1.
        requests_per_minute: Calls sent a minute; None for no limit but the endpoint's own.
        burst: Calls that may be sent at once after a quiet time; None for one second's worth.
        tokens_per_minute: Tokens read and written a minute; None for no limit but the endpoint's.
    """

    max_concurrency: int = 64
    requests_per_minute: float | None = None
    burst: int | None = None
    tokens_per_minute: float | None = None


class Charge:
    """What one call was charged with, and its place among the calls that were sent.

    Attributes:
        cost: What it is taken to take.
        held: Whether its cost is set aside until it is sent.
        sent: Whether it went on to the endpoint; it may wait for the budget before.
        number: How many calls were sent until then, this one included.
        total: What all of them were taken to take.
        at: When it was sent, by the clock in seconds.
    """

    __slots__ = ("at", "cost", "held", "number", "sent", "total")

    def __init__(self, cost: CallCost = ONE_REQUEST) -> None:
        self.cost = cost
        self.held = False
        self.sent = False
        self.number = 0
        self.total = NO_COST
        self.at = -inf


class RateLimiter:
    """The rate at which calls of one account may be sent in one event loop. It owns no task.

    What the user gave always holds, and what the endpoint reports as well, where it is `believed`.

    Attributes:
        bounded: Whether anything but refusals has ever set a limit.
        counts_tokens: Whether it matters how many tokens a call takes.
        free: Whether nothing has ever held up a call.
        in_flight: How many calls were sent and have not ended.
    """

    def __init__(self, limits: Limits) -> None:
        self._turn = PrioritySemaphore(1)
        self._requests = None if limits.requests_per_minute is None else _limiter(limits)
        self._tokens = None if limits.tokens_per_minute is None else _bucket(limits)
        self._quotas: dict[LimitKind, ServerQuota] = {}
        self._cooldown = Cooldown()
        self._refused = False
        self._number = 0
        self._unsent = 0
        self.in_flight = 0
        self._held = self._total = NO_COST
        self._news: anyio.Event | None = None
        self.bounded = self._requests is not None or self._tokens is not None
        self.counts_tokens = self._tokens is not None
        self.free = not self.bounded

    def seconds(self, cost: CallCost, now: float) -> float:
        """Seconds for which a call has to wait, as far as that is known; 0 or less for none."""
        seconds = self._cooldown.until - now
        if self._tokens is not None:
            seconds = max(seconds, self._tokens.wait(cost.tokens, now))
        for kind, quota in self._quotas.items():
            reported = believed(quota.wait(getattr(cost, kind), now))
            if reported is not None:
                seconds = max(seconds, reported)
        return seconds

    async def acquire(self, priority: Priority, cost: CallCost) -> None:
        """Wait until a call may be sent, one after the other, the most urgent first."""
        await self._turn.acquire(priority)
        try:
            await self._wait(cost)
            if self._requests is not None:
                await self._requests.acquire()
                while await self._wait(cost):  # what was learned meanwhile holds: a turn is lost
                    await self._requests.acquire()
        finally:
            self._turn.release()

    def charge(self, charge: Charge) -> None:
        """Charge a call, directly after `acquire`; then it is sent or given back."""
        self._unsent += 1
        if self.bounded:
            charge.held = True
            self._held += charge.cost
            self._take(charge.cost)

    def send(self, charge: Charge, now: float) -> None:
        """Note that a call is about to be sent."""
        self._number += 1
        self._unsent -= 1
        self.in_flight += 1
        charge.sent, charge.number, charge.at = True, self._number, now
        if self.bounded:
            self._release(charge)
            self._total += charge.cost
            charge.total = self._total

    def give_back(self, charge: Charge) -> None:
        """Note that a call was not sent after all. Its turn is lost, its tokens are not."""
        self._unsent -= 1
        if charge.held:
            self._release(charge)
            self._take(NO_COST - charge.cost)
            self._notify()

    def answered(self, charge: Charge, usage: Usage, allowances: Allowances | None) -> None:
        """Take in that a call was answered.

        Args:
            charge: Of the call.
            usage: What the reply says that it consumed.
            allowances: What the endpoint reported.
        """
        if not self.free or allowances is not None:
            self._update(charge, usage, allowances)
        if self._refused:
            self._cooldown.answered(charge.number)

    def failed(self, charge: Charge, error: TrustcoreError, allowances: Allowances | None) -> bool:
        """Take in that a call failed.

        Args:
            charge: Of the call.
            error: Why.
            allowances: What the endpoint reported.

        Returns:
            Whether this is one of several refusals in a row.
        """
        self._update(charge, consumed(error), allowances)
        if not isinstance(error, RateLimitError):
            return False
        self._refused = True
        agreed = self._cooldown.refused(
            charge.number,
            error.retry_after,
            exhausted=None if allowances is None else allowances.exhausted,
            now=loop_time(),
            in_flight=self.in_flight,
        )
        self.free = self.free and self._cooldown.until == -inf
        return agreed

    def _update(self, charge: Charge, took: Usage | None, allowances: Allowances | None) -> None:
        """Take in what a call took, and what the endpoint reported."""
        self._correct(charge, took)
        if allowances is not None:
            self._report(charge, allowances)
        self._notify()

    async def _wait(self, cost: CallCost) -> bool:
        """Wait for what is known to hold a call up. Whether there was anything."""
        waited = False
        while (seconds := self.seconds(cost, loop_time())) > _INSTANT:
            self._news = anyio.Event()
            with anyio.move_on_after(seconds):
                await self._news.wait()
            waited = True
        self._news = None
        return waited

    def _take(self, cost: CallCost) -> None:
        now = loop_time()
        if self._tokens is not None:
            self._tokens.take(cost.tokens, now)
        for kind, quota in self._quotas.items():
            quota.take(getattr(cost, kind), now)

    def _release(self, charge: Charge) -> None:
        if charge.held:
            charge.held = False
            self._held -= charge.cost

    def _correct(self, charge: Charge, took: Usage | None) -> None:
        """Put what a call took in the place of what it was taken to take."""
        if self._tokens is not None and took is not None and not took.unreported:
            tokens = took.input_tokens + took.output_tokens
            self._tokens.take(tokens - charge.cost.tokens, loop_time())

    def _report(self, charge: Charge, allowances: Allowances) -> None:
        now = loop_time()
        later = evolve(
            self._held + self._total - charge.total,
            requests=self._unsent + self._number - charge.number,
        )
        for kind in LIMIT_KINDS:
            reported = getattr(allowances, kind)
            if reported is None:
                continue
            if kind not in self._quotas:
                most = max(1.0, reported.remaining + getattr(charge.cost, kind))
                self._quotas[kind] = ServerQuota(most, now)
                self.bounded, self.free = True, False
                self.counts_tokens = self.counts_tokens or kind != "requests"
            self._quotas[kind].update(
                reported,
                number=charge.number,
                since=getattr(later, kind),
                sent=charge.at,
                now=now,
            )

    def _notify(self) -> None:
        """Let whoever waits look again: it may be its turn earlier."""
        if self._news is not None:
            self._news.set()


def _limiter(limits: Limits) -> AsyncLimiter:
    """Make a leaky bucket of `burst` that drains at the rate.

    `AsyncLimiter(600, 60)` would let all 600 through in the first second; so the bucket is as
    small as the burst and its period as short as the rate then asks for.
    """
    rate = (limits.requests_per_minute or 0) / _MINUTE
    burst = max(1, round(rate)) if limits.burst is None else limits.burst
    return AsyncLimiter(burst, burst / rate)


def _bucket(limits: Limits) -> TokenBucket:
    tokens = limits.tokens_per_minute or 0
    most = max(1.0, _TOKENS_AT_ONCE * tokens)
    return TokenBucket(tokens / _MINUTE, most, most, -inf)
