from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
import pytest
from attrs import define, field

from trustcore import Message, Provider, Request
from trustcore.calls import EndpointLimits, Limits, ModelActor, RetryPolicy, Settlement
from trustcore.calls.limits.mailbox import Job
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.ledger import Budget, Ledger
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms

MOST_WRITTEN = 1000
"""Tokens of a reply, as far as a budget is concerned."""


@define(eq=False)
class Office:
    """A served actor and what it said about the calls that were posted through here."""

    actor: ModelActor
    gate: EndpointLimits
    ledger: Ledger
    settled: dict[int, list[Settlement]] = field(factory=dict)
    heard: anyio.Event = field(factory=anyio.Event)

    def post(
        self,
        number: int,
        *,
        priority: tuple[int, int] = (0, 0),
        started: Callable[[], None] | None = None,
    ) -> Job:
        """Post a call whose only message is its number."""

        def reply(settlement: Settlement) -> None:
            self.settled[number].append(settlement)
            self.heard.set()
            self.heard = anyio.Event()

        request = Request((Message("user", str(number)),), draw=number)
        call = Call((("ask", str(number), ""),), "judge", request, Rank.ASK)
        self.settled[number] = []
        return self.actor.post(call, reply, priority=priority, started=started)

    async def all_settled(self, *numbers: int) -> None:
        while not all(self.settled[number] for number in numbers or self.settled):
            await self.heard.wait()

    def error(self, number: int) -> BaseException | None:
        """What became of a call: the error of its only settlement."""
        (settlement,) = self.settled[number]
        return settlement.error

    def free_slots(self) -> int:
        """How many calls the gate would let through now."""
        return self.gate.slots.limit - self.gate.slots.taken


Serving = Callable[..., AbstractAsyncContextManager[Office]]


@pytest.fixture
def serving() -> Serving:
    @asynccontextmanager
    async def serve(
        provider: Provider,
        limits: Limits | None = None,
        policy: RetryPolicy | None = None,
        gate: EndpointLimits | None = None,
        budget: Budget | None = None,
    ) -> AsyncGenerator[Office]:
        shared = gate or EndpointLimits(limits or Limits())
        terms = Terms(provider.model, limit=lambda _: MOST_WRITTEN)
        meter = Meter(budget)
        actor = ModelActor(provider, shared, policy or RetryPolicy(), meter, terms)
        async with anyio.create_task_group() as group:
            group.start_soon(actor.serve)
            yield Office(actor, shared, meter.ledger)
            group.cancel_scope.cancel()

    return serve


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """Every async test here runs on a clock of its own: no test waits."""
    from trustcore.testing import VirtualTimeLoop

    return "asyncio", {"loop_factory": VirtualTimeLoop}
