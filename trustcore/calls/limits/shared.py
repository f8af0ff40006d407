"""The rate at which calls of an account may be sent by all processes together."""

from __future__ import annotations

from math import inf

import anyio
from attrs import evolve

from trustcore.allowance import Allowance, Allowances
from trustcore.calls.limits.cost import CallCost, TokenBucket
from trustcore.calls.limits.rate import Charge, Limits, RateLimiter
from trustcore.calls.stage import Priority
from trustcore.errors import SharedLostError, TrustcoreError
from trustcore.event_loop import loop_random, loop_time
from trustcore.plugins.shared import AHEAD, Pace, Rates
from trustcore.records.chat import Usage
from trustcore.sharing.link import SharedLink

_MINUTE = 60.0
_JITTER = 0.05
"""The part of a wait by which it is made longer at most, so that processes do not ask at once."""

_LOOK = 10.0
"""Seconds after which one that waits asks again at the latest: a limit may have been lifted."""

_LEAST_REST = 0.01
"""Seconds after which one asks again at the earliest."""

_MOST_AT_ONCE = 16
"""Calls for which one asks at most. More would save little, and make limits less even."""

_TICKETS_SECONDS = 0.5
"""Seconds for which a ticket may be used: those that it is for are waiting."""

_TOKENS_SECONDS = 3.0
"""Seconds' worth of tokens for which one asks at most."""

_QUICK = 0.5
"""The part of the time that a limit by the minute takes to come back: one that comes back sooner is
no limit by the minute, and says nothing to others."""


class ToldLimit:
    """A limit by the minute that responses tell, as others may go by it.

    Attributes:
        rate: What comes back in a second; None where responses say nothing of the kind.
    """

    def __init__(self) -> None:
        self.rate: float | None = None
        self._most = 0.0

    def update(self, told: Allowance, cost: float) -> None:
        """Take in what a response tells.

        Args:
            told: What it tells.
            cost: What its call took.
        """
        rate = told.limit / _MINUTE
        self._most = max(self._most, told.remaining + cost)
        missing = self._most - told.remaining - cost
        quick = rate <= 0 or told.reset < _QUICK * missing / rate
        self.rate = None if quick else rate


class OwnShare:
    """A process's own part of limits that it cannot ask for: nobody has more than that."""

    def __init__(self, pace: Pace, now: float) -> None:
        self._requests = _bucket(pace.rates.requests, pace.processes, now)
        self._tokens = _bucket(pace.rates.tokens, pace.processes, now)

    def wait(self, cost: CallCost, now: float) -> float:
        """Seconds for which a call has to wait."""
        requests = 0.0 if self._requests is None else self._requests.wait(cost.requests, now)
        tokens = 0.0 if self._tokens is None else self._tokens.wait(cost.tokens, now)
        return max(requests, tokens)

    def take(self, cost: CallCost, now: float) -> None:
        """Take what a call takes."""
        if self._requests is not None:
            self._requests.take(cost.requests, now)
        if self._tokens is not None:
            self._tokens.take(cost.tokens, now)


class SharedRateLimiter(RateLimiter):
    """The rate limiter of an account that other processes use as well.

    What this process has learned of the endpoint holds as everywhere; on top of it each call takes
    its turn among those of all processes. One call at a time asks for that, for those behind it as
    well: what it is granted for them are tickets.

    Args:
        limits: What the user says; of all processes together.
        link: To what processes share.
        account: Of which nothing secret can be read.
    """

    def __init__(self, limits: Limits, link: SharedLink, account: str) -> None:
        super().__init__(evolve(limits, requests_per_minute=None, tokens_per_minute=None))
        self._given = Rates(
            _by_second(limits.requests_per_minute),
            _by_second(limits.tokens_per_minute),
            limits.burst,
        )
        self._link = link
        self._account = account
        self._told_requests, self._told_tokens = ToldLimit(), ToldLimit()
        self._pace = Pace(taken=False, wait=0.0, rates=self._given)
        self.counts_tokens = self._given.tokens is not None
        self._own: OwnShare | None = None
        self._tickets, self._ticket_tokens, self._tickets_from = 0, 0.0, -inf
        self._random = loop_random()
        self.free = False  # somebody has to be asked

    async def acquire(self, priority: Priority, cost: CallCost) -> None:
        """Wait until a call may be sent, one after the other, the most urgent first.

        Raises:
            SharedLostError: When what is shared was waited for in vain.
        """
        await self._turn.acquire(priority)
        try:
            await self._wait(cost)
            while not await self._use_ticket(cost):
                await self._ask(cost)
            try:
                await self._wait(cost)  # what was learned meanwhile holds too
            except BaseException:  # whoever goes has lost a turn, and not the tokens
                self._link.correct(self._account, -cost.tokens)
                raise
        finally:
            self._turn.release()

    def give_back(self, charge: Charge) -> None:
        """Note that a call was not sent after all. Its turn is lost, its tokens are not."""
        super().give_back(charge)
        self._link.correct(self._account, -charge.cost.tokens)

    def failed(self, charge: Charge, error: TrustcoreError, allowances: Allowances | None) -> bool:
        """Take in that a call failed, and let other processes know what is about all calls."""
        before = self._cooldown.until
        agreed = super().failed(charge, error, allowances)
        if self._cooldown.until > before:
            self._link.pause(self._account, self._cooldown.until - loop_time())
        return agreed

    def _update(self, charge: Charge, took: Usage | None, allowances: Allowances | None) -> None:
        """Take in what a call took and what was reported, for other processes as well."""
        super()._update(charge, took, allowances)
        if took is not None and not took.unreported and self.counts_tokens:
            tokens = took.input_tokens + took.output_tokens
            self._link.correct(self._account, tokens - charge.cost.tokens)
        if allowances is not None:
            if allowances.requests is not None:
                self._told_requests.update(allowances.requests, charge.cost.requests)
            if allowances.tokens is not None:
                self._told_tokens.update(allowances.tokens, charge.cost.tokens)

    async def _use_ticket(self, cost: CallCost) -> bool:
        """Whether a call goes with what was granted; then it is used up, at its time."""
        if not self._tickets or loop_time() > self._tickets_from + _TICKETS_SECONDS:
            return False
        if self._tickets_from > loop_time():
            await anyio.sleep(self._tickets_from - loop_time())
        self._tickets -= 1
        self._link.correct(self._account, cost.tokens - self._ticket_tokens)
        return True

    def _at_once(self, cost: CallCost) -> int:
        """For how many calls to ask at once: those that wait, as far as half a burst goes."""
        rates, most = self._pace.rates, _MOST_AT_ONCE
        if rates.requests is not None:
            most = min(most, int((rates.burst or 1) / 2))
        if rates.tokens is not None and cost.tokens > 0:
            most = min(most, int(_TOKENS_SECONDS * rates.tokens / cost.tokens))
        return max(1, min(most, 1 + self._turn.waiting))

    async def _ask(self, cost: CallCost) -> None:
        """Ask for tickets; where there are none yet, return when it is time to ask again."""
        told = Rates(self._told_requests.rate, self._told_tokens.rate)
        count = self._at_once(cost)
        requests, tokens = count * cost.requests, count * cost.tokens
        try:
            self._pace = await self._link.call(
                lambda one: one.pace(self._account, requests, tokens, self._given, told)
            )
        except SharedLostError:
            await self._do_without(cost)
            return
        self._own = None
        self.counts_tokens = self.counts_tokens or self._pace.rates.tokens is not None
        if self._pace.taken:
            self._grant(count, cost, self._pace.wait)
        else:
            await self._rest(self._pace.wait - AHEAD / 2)

    async def _do_without(self, cost: CallCost) -> None:
        """Go by this process's own part of the limits, or wait for what is lost.

        Raises:
            SharedLostError: When it was waited for in vain.
        """
        if not self._link.goes_on:
            await self._link.back()
            return
        now = loop_time()
        if self._own is None:
            self._own = OwnShare(self._pace, now)
        seconds = self._own.wait(cost, now)
        if seconds <= 0:
            self._own.take(cost, now)
            self._grant(1, cost, 0.0)
        else:
            await self._rest(seconds)

    def _grant(self, count: int, cost: CallCost, seconds: float) -> None:
        """Note that so many calls may be sent, after some seconds."""
        self._tickets, self._ticket_tokens = count, cost.tokens
        self._tickets_from = loop_time() + seconds

    async def _rest(self, seconds: float) -> None:
        """Wait, a little longer than that: so processes do not all ask at once."""
        spread = 1 + _JITTER * self._random.random()
        await anyio.sleep(spread * min(_LOOK, max(_LEAST_REST, seconds)))


def _by_second(by_minute: float | None) -> float | None:
    return None if by_minute is None else by_minute / _MINUTE


def _bucket(rate: float | None, processes: int, now: float) -> TokenBucket | None:
    """An empty bucket of a process's own part: what was there may be taken by others already."""
    if rate is None:
        return None
    own = rate / max(1, processes)
    return TokenBucket(own, max(1.0, own), 0.0, now)
