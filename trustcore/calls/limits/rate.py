"""How fast calls may be sent: as the user says, and as the endpoint tells."""

from __future__ import annotations

from math import inf
from typing import Literal, get_args

import anyio
from aiolimiter import AsyncLimiter
from attrs import define, frozen

from trustcore.allowance import Allowances
from trustcore.calls.limits.bucket import Bucket
from trustcore.calls.limits.demand import NOTHING, CallCost
from trustcore.calls.limits.pause import Cooldown
from trustcore.calls.limits.quota import ServerQuota
from trustcore.calls.limits.slots import Priority, PrioritySemaphore
from trustcore.calls.retry import believed
from trustcore.errors import RateLimitError, TrustcoreError
from trustcore.records.attempt import consumed
from trustcore.records.chat import Usage

_MINUTE = 60
_TOKENS_AT_ONCE = 0.1
"""The part of a minute's tokens that may go at once after a quiet time: a question's calls do, and
no minute has more than a tenth above the limit."""

_INSTANT = 1e-6
"""Seconds that are not waited for: a clock has steps, and must not be asked for smaller ones."""

_Kind = Literal["requests", "tokens", "input_tokens", "output_tokens"]
_KINDS: tuple[_Kind, ...] = get_args(_Kind)


@frozen
class Limits:
    """What an endpoint is spared.

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


@define(eq=False)
class Permit:
    """A call that was let through.

    Attributes:
        demand: What it is taken to take.
        sent: Whether it went on to the endpoint; it may wait for the budget before.
        number: How many calls were sent until then, this one included.
        total: What all of them were taken to take.
        at: When it was sent, by the clock in seconds.
    """

    demand: CallCost
    sent: bool = False
    number: int = 0
    total: CallCost = NOTHING
    at: float = -inf


class RateLimiter:
    """How fast calls may be sent on one account in one event loop. It owns no task.

    What the user gave always holds, and what the endpoint tells as well, where it is `believed`.
    """

    def __init__(self, limits: Limits) -> None:
        self._door = PrioritySemaphore(1)
        self._requests = None if limits.requests_per_minute is None else _limiter(limits)
        self._tokens = None if limits.tokens_per_minute is None else _bucket(limits)
        self._quotas: dict[_Kind, ServerQuota] = {}
        self._pause = Cooldown()
        self._number = 0
        self._held = self._total = NOTHING
        self._news: anyio.Event | None = None

    async def enter(self, priority: Priority, demand: CallCost) -> None:
        """Wait until a call may be sent, one after the other, the most urgent first."""
        await self._door.acquire(priority)
        try:
            await self._wait(demand)
            if self._requests is not None:
                await self._requests.acquire()
        finally:
            self._door.release()

    def take(self, demand: CallCost) -> Permit:
        """Say that a call is let through, directly after `enter`; then it is sent or given back."""
        self._held += demand
        self._charge(demand, anyio.current_time())
        return Permit(demand)

    def send(self, passage: Permit) -> None:
        """Say that a call is about to be sent."""
        self._held -= passage.demand
        self._number += 1
        self._total += passage.demand
        passage.sent, passage.number, passage.total = True, self._number, self._total
        passage.at = anyio.current_time()

    def give_back(self, passage: Permit) -> None:
        """Say that a call was not sent after all. Its turn is lost, its tokens are not."""
        self._held -= passage.demand
        self._charge(NOTHING - passage.demand, anyio.current_time())
        self._tell()

    def note(
        self,
        passage: Permit,
        *,
        usage: Usage | None,
        error: TrustcoreError | None,
        allowances: Allowances | None,
    ) -> bool:
        """Take note of what came of a call.

        Args:
            passage: Of the call.
            usage: What the reply says that it consumed, when there is a reply.
            error: Why there is none.
            allowances: What the endpoint told.

        Returns:
            Whether this is one of several refusals in a row.
        """
        now = anyio.current_time()
        took = usage if error is None else consumed(error)
        if self._tokens is not None and took is not None and not took.unreported:
            tokens = took.input_tokens + took.output_tokens
            self._tokens.take(tokens - passage.demand.tokens, now)
        if allowances is not None:
            self._hear(passage, allowances, now)
        self._tell()
        if isinstance(error, RateLimitError):
            exhausted = None if allowances is None else allowances.exhausted
            hint = error.retry_after
            return self._pause.refused(passage.number, hint, exhausted=exhausted, now=now)
        if error is None:
            self._pause.answered(passage.number)
        return False

    async def _wait(self, demand: CallCost) -> None:
        while (seconds := self._seconds(demand, anyio.current_time())) > _INSTANT:
            self._news = anyio.Event()
            with anyio.move_on_after(seconds):
                await self._news.wait()

    def _seconds(self, demand: CallCost, now: float) -> float:
        seconds = self._pause.until - now
        if self._tokens is not None:
            seconds = max(seconds, self._tokens.wait(demand.tokens, now))
        for kind, quota in self._quotas.items():
            told = believed(quota.wait(getattr(demand, kind), now))
            if told is not None:
                seconds = max(seconds, told)
        return seconds

    def _charge(self, demand: CallCost, now: float) -> None:
        if self._tokens is not None:
            self._tokens.take(demand.tokens, now)
        for kind, quota in self._quotas.items():
            quota.take(getattr(demand, kind), now)

    def _hear(self, passage: Permit, allowances: Allowances, now: float) -> None:
        later = self._held + self._total - passage.total
        for kind in _KINDS:
            told = getattr(allowances, kind)
            if told is None:
                continue
            if kind not in self._quotas:
                most = max(1.0, told.remaining + getattr(passage.demand, kind))
                self._quotas[kind] = ServerQuota(most, now)
            self._quotas[kind].hear(
                told,
                number=passage.number,
                since=getattr(later, kind),
                sent=passage.at,
                now=now,
            )

    def _tell(self) -> None:
        """Whoever waits looks again: it may be its turn earlier."""
        if self._news is not None:
            self._news.set()


def _limiter(limits: Limits) -> AsyncLimiter:
    """A leaky bucket of `burst` that drains at the rate.

    `AsyncLimiter(600, 60)` would let all 600 through in the first second; so the bucket is as
    small as the burst and its period as short as the rate then asks for.
    """
    rate = (limits.requests_per_minute or 0) / _MINUTE
    burst = max(1, round(rate)) if limits.burst is None else limits.burst
    return AsyncLimiter(burst, burst / rate)


def _bucket(limits: Limits) -> Bucket:
    tokens = limits.tokens_per_minute or 0
    most = max(1.0, _TOKENS_AT_ONCE * tokens)
    return Bucket(tokens / _MINUTE, most, most, -inf)
