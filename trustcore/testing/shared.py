"""What processes share, in memory: for tests of several clients in one event loop."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from math import inf

from attrs import Factory, astuple, define

from trustcore.calls.limits.cost import TokenBucket
from trustcore.errors import SharedLostError
from trustcore.event_loop import loop_time
from trustcore.plugins.shared import AHEAD, Claim, Lease, OnLost, Pace, Rates
from trustcore.records.budget import Amount, Budget
from trustcore.records.money import units
from trustcore.sharing.state import LEASE_SECONDS

_TOLD = 120.0
"""Seconds for which a limit holds after somebody said it."""

_REQUESTS_AT_ONCE = 0.2
_TOKENS_AT_ONCE = 6.0
"""Seconds' worth that may be taken after a quiet time."""

_AHEAD = 4
"""Of what is left, each process is granted such a part of its part at most."""


class SharedMemory:
    """What processes share, in the memory of one: `TLM(shared=memory)` for each of several clients.

    It counts as `trustcore.distributed.redis.Redis` does, by the clock of the event loop: with
    `run_virtual` tests of limits and budgets take no time and are the same in each run. ::

        memory = SharedMemory()
        one, two = (TLM(model=model, shared=memory, budget=Budget(calls=9)) for _ in range(2))

    Args:
        on_lost: What calls do while it is lost: "own" or "stop".
        budget: The name of the budget.

    Attributes:
        lost: Whether it cannot be reached; a test sets it.
        paces: How many calls asked for their turn.
        leases: How many leases were asked for.
    """

    def __init__(self, *, on_lost: OnLost = "own", budget: str = "default") -> None:
        self.on_lost: OnLost = on_lost
        self.budget = budget
        self.lost = False
        self.paces = self.leases = 0
        self._accounts: dict[str, _Account] = {}
        self._budgets: dict[str, _Budget] = {}

    @property
    def place(self) -> str:
        """Where it is."""
        return "memory"

    @asynccontextmanager
    async def open(self, process: str, /) -> AsyncGenerator[_MemorySession, None]:
        """Make a session."""
        yield _MemorySession(self, process)

    def spent(self, budget: str = "default") -> Amount:
        """What all processes were granted of a budget and did not give back."""
        return self.budget_of(budget).total

    def account_of(self, name: str) -> _Account:
        """The limits of an account.

        Raises:
            SharedLostError: While all is lost.
        """
        self.check()
        return self._accounts.setdefault(name, _Account())

    def budget_of(self, name: str) -> _Budget:
        """The state of a budget."""
        return self._budgets.setdefault(name, _Budget())

    def check(self) -> None:
        """Do nothing where it can be reached.

        Raises:
            SharedLostError: While all is lost.
        """
        if self.lost:
            raise SharedLostError("a test says so")


@define
class _Said:
    """A number of which the smallest counts that anybody said lately."""

    value: float | None = None
    at: float = -inf

    def update(self, mine: float | None, now: float) -> float | None:
        fresh = self.value is not None and now - self.at < _TOLD
        if fresh and (mine is None or (self.value is not None and self.value < mine)):
            return self.value
        if mine is not None:
            self.value, self.at = mine, now
        return mine


@define
class _Account:
    """The limits of an account, and who keeps to them."""

    said: dict[str, _Said] = Factory(dict)
    requests: TokenBucket | None = None
    tokens: TokenBucket | None = None
    paused_until: float = -inf
    live: dict[str, float] = Factory(dict)

    def rates(self, given: Rates, told: Rates, now: float) -> Rates:
        def smallest(name: str, value: float | None) -> float | None:
            return self.said.setdefault(name, _Said()).update(value, now)

        requests = (smallest("given requests", given.requests), smallest("requests", told.requests))
        tokens = (smallest("given tokens", given.tokens), smallest("tokens", told.tokens))
        by_requests, burst = _least(*requests), smallest("burst", given.burst)
        if by_requests is not None:
            burst = burst or max(1.0, _REQUESTS_AT_ONCE * by_requests)
        return Rates(by_requests, _least(*tokens), burst)

    def fill(self, rates: Rates, now: float) -> None:
        """Let buckets have these rates."""
        if rates.requests is not None and rates.burst is not None:
            self.requests = _refitted(self.requests, rates.requests, rates.burst, now)
        if rates.tokens is not None:
            most = max(1.0, _TOKENS_AT_ONCE * rates.tokens)
            self.tokens = _refitted(self.tokens, rates.tokens, most, now)

    def wait(self, requests: float, tokens: float, now: float) -> float:
        waits = [0.0]
        if self.requests is not None:
            waits.append(self.requests.wait(requests, now))
        if self.tokens is not None:
            waits.append(self.tokens.wait(tokens, now))
        return max(waits)

    def take(self, requests: float, tokens: float, now: float) -> None:
        if self.requests is not None:
            self.requests.take(requests, now)
        if self.tokens is not None:
            self.tokens.take(tokens, now)


@define
class _Budget:
    """Who holds what of a budget, and until when others believe in more to come back."""

    held: dict[str, Amount] = Factory(dict)
    until: dict[str, float] = Factory(dict)

    @property
    def total(self) -> Amount:
        return sum(self.held.values(), Amount())

    def others(self, process: str, now: float) -> int:
        return sum(until > now for one, until in self.until.items() if one != process)


@define
class _MemorySession:
    """A process's session."""

    memory: SharedMemory
    process: str

    async def check(self) -> None:
        self.memory.check()

    async def pace(
        self, account: str, requests: float, tokens: float, given: Rates, told: Rates, /
    ) -> Pace:
        now, found = loop_time(), self.memory.account_of(account)
        self.memory.paces += 1
        rates = found.rates(given, told, now)
        found.fill(rates, now)
        found.live[self.process] = now
        wait, pause = found.wait(requests, tokens, now), found.paused_until - now
        taken = wait <= AHEAD and pause <= 0
        if taken:
            found.take(requests, tokens, now)
        live = sum(at > now - LEASE_SECONDS for at in found.live.values())
        return Pace(taken, max(wait, pause), rates, live)

    async def correct(self, account: str, tokens: float, /) -> None:
        self.memory.account_of(account).take(0.0, tokens, loop_time())

    async def pause(self, account: str, seconds: float, /) -> None:
        found = self.memory.account_of(account)
        found.paused_until = max(found.paused_until, loop_time() + seconds)

    async def lease(self, budget: str, claim: Claim, /) -> Lease:
        self.memory.check()
        self.memory.leases += 1
        found, now = self.memory.budget_of(budget), loop_time()
        found.held[self.process] = claim.held
        others = found.others(self.process, now)
        grant = _grant(claim, found.total, others + 1)
        if grant is not None:
            found.held[self.process] += grant
            found.until[self.process] = now + LEASE_SECONDS
        return Lease(grant, found.total, others)

    async def release(self, budget: str, held: Amount, /, *, active: bool) -> None:
        self.memory.check()
        found = self.memory.budget_of(budget)
        found.held[self.process] = held
        found.until[self.process] = loop_time() + LEASE_SECONDS if active else -inf


def _grant(claim: Claim, total: Amount, processes: int) -> Amount | None:
    """What a claim is granted; None where there is no room for what it needs."""
    limits = _limits(claim.budget)
    parts = zip(limits, astuple(total), astuple(claim.needed), astuple(claim.most), strict=True)
    granted = []
    for limit, taken, needed, most in parts:
        left = inf if limit is None else limit - taken
        if left < needed:
            return None
        ahead = 0 if limit is None else int(left // (_AHEAD * processes))
        granted.append(0 if limit is None else max(needed, min(most, ahead)))
    return Amount(*granted)


def _limits(budget: Budget) -> tuple[int | None, int | None, int | None]:
    return budget.calls, budget.tokens, None if budget.usd is None else units(budget.usd)


def _least(*values: float | None) -> float | None:
    return min((one for one in values if one is not None), default=None)


def _refitted(bucket: TokenBucket | None, rate: float, most: float, now: float) -> TokenBucket:
    """A bucket with another rate and size; a full one to begin with."""
    if bucket is None:
        return TokenBucket(rate, most, most, now)
    if (bucket.rate, bucket.capacity) == (rate, most):
        return bucket
    return TokenBucket(rate, most, min(most, bucket.left(now)), now)
