"""The models of a role: which of them takes a call, and the wait where all are unwell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import evolve, frozen

from trustcore.calls.breaker import BREAKING, CircuitBreaker
from trustcore.calls.limits.permit import LimitsTable
from trustcore.calls.stage import PendingCall, Settlement, Stage
from trustcore.errors import (
    BudgetExceeded,
    CircuitOpenError,
    ProviderError,
    SharedLostError,
    TrustcoreError,
)
from trustcore.event_loop import loop_time
from trustcore.graph import Call
from trustcore.plugins.protocols import Feature, Provider
from trustcore.plugins.provider_attributes import most_at_once, varies
from trustcore.records.chat import Missing
from trustcore.records.failover import Failover
from trustcore.records.role import Role

_LEAST_PAUSE = 0.05
"""Seconds between two looks at an endpoint whose probe is under way."""


@frozen
class ModelChain:
    """The models of one role, in the order in which they are tried.

    Attributes:
        providers: The first one is used while it is healthy, the others in its stead.
    """

    providers: tuple[Provider, ...]

    @property
    def model(self) -> str:
        """The names of the models, for records and fingerprints."""
        return ", ".join(one.model for one in self.providers)

    def supports(self, feature: Feature) -> bool:
        """Whether all models support a feature, so that a call can go to any."""
        return all(one.supports(feature) for one in self.providers)

    @property
    def varies(self) -> bool | None:
        """Whether all models vary between equal requests; None where nobody knows of one."""
        known = [varies(one) for one in self.providers]
        if False in known:
            return False
        return None if None in known else True

    @property
    def max_n(self) -> int:
        """How many completions one request may ask for, whichever model it goes to."""
        return min(map(most_at_once, self.providers))

    def first_healthy(self, healthy: Callable[[Provider], bool], start: int = 0) -> int:
        """The position of the first healthy model, from `start` on; the last one's if none is."""
        last = len(self.providers) - 1
        if start == last:
            return last
        return next((one for one in range(start, last) if healthy(self.providers[one])), last)


ModelChains = Mapping[Role, ModelChain]
"""The models of every role."""


class Stages(Protocol):
    """The stages of the models of a client, in one event loop."""

    def stage(self, provider: Provider, /) -> Stage:
        """The stage that takes the calls to a model."""


class FailoverStage:
    """A stage that tries the models of a role in their order, and keeps what came.

    Where the last one fails too and an endpoint among them is likely to come back, it waits.
    """

    def __init__(self, chain: ModelChain, stages: Stages, limits: LimitsTable) -> None:
        self._chain = chain
        self._stages = stages
        self._limits = limits
        self._single = len(chain.providers) == 1
        self._waiting = 0

    async def wait_for_capacity(self) -> None:
        """Return when a new item may make its calls.

        That is when the mailbox of a healthy model runs low; while all endpoints are unwell and
        waited for, nothing new begins, but where nobody else would find out that one is back.
        """
        while self._is_patient() and (self._waiting or not self._is_due()):
            await self._limits.recovery.wait(self._pause())
        provider = self._chain.providers[self._chain.first_healthy(self._healthy)]
        await self._stages.stage(provider).wait_for_capacity()

    async def call(self, call: Call, pending: PendingCall, /) -> Settlement:
        """Make a call by the first model that is healthy, and what it lacks by the next."""
        if call.role == "embedder" and not self._chain.supports("embeddings"):
            gap = Missing(f"{self._chain.model} has no embeddings", "unsupported")
            return Settlement(call, [gap] * len(call.atoms))
        if self._single:
            stage = self._stages.stage(self._chain.providers[0])
            settlement = await stage.call(call, pending)
        else:
            settlement = await self._from(0, call, pending)
        while settlement.error is not None and await self._recovered(settlement.error, pending):
            settlement = await self._fill(settlement, 0, pending)
        return settlement

    async def _from(self, start: int, call: Call, pending: PendingCall) -> Settlement:
        chain = self._chain
        position = chain.first_healthy(self._healthy, start)
        provider = chain.providers[position]
        pending.movable = position + 1 < len(chain.providers)
        settlement = await self._stages.stage(provider).call(call, pending)
        error = settlement.error
        if error is None or not pending.movable or not _moves(error):
            return settlement
        if pending.begun or not pending.wanted:
            return settlement
        left = Failover(call.role, provider.model, f"{type(error).__name__}: {error}")
        kept = evolve(settlement, failovers=(*settlement.failovers, left))
        return await self._fill(kept, position + 1, pending)

    async def _fill(self, settlement: Settlement, start: int, pending: PendingCall) -> Settlement:
        """Let models from `start` on make what is missing."""
        parts = [
            (positions, await self._from(start, part, pending))
            for positions, part in settlement.call.parts(settlement.gaps)
        ]
        return settlement.filled(parts)

    async def _recovered(self, error: TrustcoreError, pending: PendingCall) -> bool:
        """Wait where all endpoints are unwell. Whether the call may be made again.

        Args:
            error: What the last of the models failed with.
            pending: The call.
        """
        if not isinstance(error, ProviderError) or not _passes(error) or pending.begun:
            return False
        pending.waiting(self.unwell)
        self._waiting += 1
        try:
            while pending.wanted and self._is_patient():
                if self._is_due():
                    return True
                await self._limits.recovery.wait(self._pause())
        finally:
            self._waiting -= 1
        if not all(one.open for one in self._breakers):
            # One is well again already: a call that left it half-way goes on.
            return pending.wanted and not error.given_up
        error.given_up = error.given_up or self._given_up()
        return False

    @property
    def unwell(self) -> str:
        """What is waited for while all endpoints are unwell; empty when one of them is not."""
        if not all(one.open for one in self._breakers):
            return ""
        return f"{self._chain.model} to be well again{self._breakers[0].quoted}"

    @property
    def _breakers(self) -> list[CircuitBreaker]:
        return [self._limits[one].breaker for one in self._chain.providers]

    def _healthy(self, provider: Provider) -> bool:
        return self._limits[provider].breaker.due(loop_time())

    def _is_due(self) -> bool:
        """Whether one of the endpoints may be tried."""
        now = loop_time()
        return any(one.due(now) for one in self._breakers)

    def _is_patient(self) -> bool:
        """Whether all endpoints are unwell, and one of them is waited for."""
        breakers = self._breakers
        if not all(one.open for one in breakers):
            return False
        now = loop_time()
        return any(one.patient(now) for one in breakers)

    def _pause(self) -> float:
        """Seconds until it is time to look again."""
        now = loop_time()
        times = [min(one.probe_at, one.patient_until) for one in self._breakers]
        return max(_LEAST_PAUSE, min((one for one in times if one > now), default=now) - now)

    def _given_up(self) -> str:
        patience = self._breakers[0].settings.patience
        if not any(one.known for one in self._breakers):
            return ""
        return f"its endpoint has been unwell for longer than `patience`, {patience:g} s"


def _passes(error: ProviderError) -> bool:
    """Whether a failure may be over when the endpoints are well again.

    An actor gives a call back at once where the circuit is open, whatever this attempt met.
    """
    if isinstance(error, (*BREAKING, CircuitOpenError)):
        return True
    return error.retryable and not error.given_up


def _moves(error: TrustcoreError) -> bool:
    """Whether a failed call goes on to the next model."""
    own = (BudgetExceeded, SharedLostError)  # they would be met there as well
    return isinstance(error, ProviderError) and not isinstance(error, own)
