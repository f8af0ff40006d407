"""The limits of one endpoint, and the permits under which calls are sent to it."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from math import inf
from types import TracebackType
from typing import Self

from trustcore.allowance import Allowances
from trustcore.calls.breaker import BreakerSettings, CircuitBreaker, Recovery
from trustcore.calls.limits.adaptive import AdaptiveConcurrency, overloaded
from trustcore.calls.limits.cost import NO_COST, ONE_REQUEST, CallCost, CostEstimator
from trustcore.calls.limits.rate import Charge, Limits, RateLimiter
from trustcore.calls.limits.semaphore import Mailbox
from trustcore.calls.limits.shared import SharedRateLimiter
from trustcore.calls.retry import RetryBudget, UsualLatency
from trustcore.calls.stage import PendingCall
from trustcore.errors import FatalError, TrustcoreError
from trustcore.graph import Call
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import account_name, account_of
from trustcore.records.chat import Reply, Usage
from trustcore.sharing.link import SharedLink


class EndpointLimits:
    """The limits of one model in one event loop: slots, rate, retries, and its health.

    It owns no task, and outlives the actors: calls on a client that was not entered have an actor
    each, and still keep to the same limits.

    Args:
        limits: What the user says.
        rate: Where the model shares it with others; its own by default.
        breaker: Its health; a healthy one by default.

    Attributes:
        concurrency: How many calls at once it bears.
        fatal: The last error that every call would meet which was queued then.
    """

    def __init__(
        self,
        limits: Limits,
        rate: RateLimiter | None = None,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self.breaker = breaker or CircuitBreaker()
        self.mailbox = Mailbox(limits.max_concurrency)
        self.retries = RetryBudget()
        self.latency = UsualLatency()
        self.rate = RateLimiter(limits) if rate is None else rate
        self.fatal: FatalError | None = None
        self.concurrency = AdaptiveConcurrency(self.mailbox)
        self._estimator = CostEstimator()

    def cost(self, call: Call) -> CallCost:
        """Estimate what a call will take; its tokens only where a limit counts them."""
        return self._estimator.of(call) if self.rate.counts_tokens else ONE_REQUEST

    def learn(self, call: Call, usage: Usage) -> None:
        """Take in what a call took, for estimates of what others will."""
        self._estimator.update(call, usage)

    def failed(self, charge: Charge, error: TrustcoreError) -> None:
        """Take in the error that a call met which was sent."""
        allowances = _allowances(getattr(error, "allowances", None))
        agreed = self.rate.failed(charge, error, allowances)
        if isinstance(error, FatalError):
            self.fatal = _bare(error)
            self.mailbox.end(error)
        elif agreed or overloaded(error, allowances):
            self.concurrency.refused(charge.number, agreed=agreed)
        self.latency.telling = self.concurrency.calm


def _allowances(reported: object) -> Allowances | None:
    """What was reported with a reply or an error; a foreign provider's may be anything."""
    return reported if isinstance(reported, Allowances) else None


def _bare(error: FatalError) -> FatalError:
    """An equal error without a traceback, which would keep alive whoever made the call."""
    try:
        return copy(error)
    except Exception:  # noqa: BLE001  (a class of a plug-in's own, which may not take its arguments)
        return FatalError(str(error))


class Permit(Charge):
    """A permit for one attempt: `async with` waits for a slot, then for the rate.

    Leaving gives the slot back, and the tokens of a call that was let through but not sent.

    Raises:
        CircuitOpenError: On entering, when the endpoint became unwell while the call waited.
        FatalError: On entering, when another call met it meanwhile.
    """

    __slots__ = ("_call", "_fatal", "_limits", "_pending")

    def __init__(self, limits: EndpointLimits, call: Call, pending: PendingCall) -> None:
        self.cost, self.total = ONE_REQUEST, NO_COST
        self.held = self.sent = False
        self.number, self.at = 0, -inf
        self._limits = limits
        self._fatal = limits.fatal
        self._call = call
        self._pending = pending

    async def __aenter__(self) -> Self:
        limits, pending = self._limits, self._pending
        if not limits.mailbox.acquire_nowait():
            pending.waiting("a slot")
            await limits.mailbox.acquire(pending.priority, movable=pending.movable)
        try:
            if limits.rate.free:
                self.cost = ONE_REQUEST
            else:
                self.cost = limits.cost(self._call)
                pending.waiting("the rate limit")
                await limits.rate.acquire(pending.priority, self.cost)
            if limits.fatal is not self._fatal:
                self._check_fatal()
        except BaseException:  # whoever goes while waiting leaves no slot taken
            limits.mailbox.release()
            raise
        limits.rate.charge(self)
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        limits = self._limits
        if self.sent:
            limits.rate.in_flight -= 1
        else:
            limits.rate.give_back(self)
        limits.mailbox.release()

    def _check_fatal(self) -> None:
        """Stop a call that waited while another met what all would meet."""
        if self._limits.fatal is not None:
            raise _bare(self._limits.fatal)

    def send(self, now: float) -> None:
        """Note that the call is about to be sent."""
        limits = self._limits
        limits.rate.send(self, now)
        limits.concurrency.newest = self.number

    def answered(self, reply: Reply, seconds: float) -> None:
        """Take in the reply, and how long it took."""
        limits, told = self._limits, reply.allowances
        limits.rate.answered(self, reply.usage, None if told is None else _allowances(told))
        if limits.rate.counts_tokens:
            limits.learn(self._call, reply.usage)
        limits.latency.update(seconds)
        limits.concurrency.succeeded(self.number)

    def failed(self, error: TrustcoreError) -> None:
        """Take in the error that it met."""
        self._limits.failed(self, error)


class LimitsTable(dict[Provider, EndpointLimits]):
    """The limits of each model of a client in one event loop, made when they are first asked for.

    Slots are a model's own. The rate is shared by the models of one account, where providers say
    that its limits are for all of them together; with a link, by the other processes as well.
    """

    def __init__(
        self, limits: Limits, settings: BreakerSettings, link: SharedLink | None = None
    ) -> None:
        super().__init__()
        self._link = link
        self.recovery = Recovery()
        self._limits = limits
        self._settings = settings
        self._rates: dict[Hashable, RateLimiter] = {}

    def __missing__(self, provider: Provider) -> EndpointLimits:
        account = account_of(provider)
        rate = self._rate(provider)
        if account is not None:
            rate = self._rates.setdefault(account, rate)
        breaker = CircuitBreaker(self._settings, self.recovery)
        limits = self[provider] = EndpointLimits(self._limits, rate, breaker)
        return limits

    def _rate(self, provider: Provider) -> RateLimiter:
        if self._link is None:
            return RateLimiter(self._limits)
        return SharedRateLimiter(self._limits, self._link, account_name(provider))
