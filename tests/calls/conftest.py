from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
import pytest
from anyio.abc import TaskGroup
from attrs import define, field

from trustcore import Message, Provider, Request
from trustcore.calls import (
    EndpointLimits,
    Limits,
    ModelActor,
    PendingCall,
    RetryPolicy,
    Settlement,
    Stage,
)
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.ledger import Budget, Ledger
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms

MOST_WRITTEN = 1000
"""Tokens of a reply, as far as a budget is concerned."""


def asking(text: str, *, draw: int = 0) -> Call:
    """A call whose only message is a text."""
    request = Request((Message("user", text),), draw=draw)
    return Call((("ask", text, ""),), "judge", request, Rank.ASK)


@define(eq=False)
class Made:
    """A call in a task of its own, as an item makes it."""

    call: Call
    pending: PendingCall
    task: anyio.TaskHandle[None] = field(init=False)
    settlement: Settlement | None = None
    over: bool = False

    def cancel(self) -> None:
        """Take it back, in flight or not."""
        self.task.cancel()

    def withdraw(self) -> None:
        """Want it no more: it goes on where it is in flight."""
        self.pending.give_up()
        if not self.pending.in_flight:
            self.task.cancel()


@define(eq=False)
class Caller:
    """An actor that is served, its calls, and what came of them."""

    actor: ModelActor
    limits: EndpointLimits
    ledger: Ledger
    group: TaskGroup
    made: dict[int, Made] = field(factory=dict)
    _news: anyio.Event = field(factory=anyio.Event)

    def make(
        self,
        number: int,
        *,
        priority: tuple[int, int] = (0, 0),
        begin: Callable[[], None] | None = None,
        call: Call | None = None,
        stage: Stage | None = None,
    ) -> Made:
        """Make a call whose only message is its number."""
        made = Made(call or asking(str(number), draw=number), PendingCall(priority, begin))

        async def run() -> None:
            try:
                made.settlement = await (stage or self.actor).call(made.call, made.pending)
            finally:
                made.over = True
                self._news.set()
                self._news = anyio.Event()

        made.task = self.group.create_task(run())
        self.made[number] = made
        return made

    async def all_settled(self, *numbers: int) -> None:
        while not all(self.made[number].settlement for number in numbers or self.made):
            await self._news.wait()

    def settlement(self, number: int) -> Settlement | None:
        return self.made[number].settlement

    def error(self, number: int) -> BaseException | None:
        """What became of a call that has settled: its error."""
        settlement = self.made[number].settlement
        assert settlement is not None
        return settlement.error

    def free_slots(self) -> int:
        """How many calls would get a permit now."""
        return self.limits.mailbox.limit - self.limits.mailbox.taken


Serving = Callable[..., AbstractAsyncContextManager[Caller]]


@pytest.fixture
def serving() -> Serving:
    @asynccontextmanager
    async def serve(
        provider: Provider,
        limits: Limits | None = None,
        policy: RetryPolicy | None = None,
        shared: EndpointLimits | None = None,
        budget: Budget | None = None,
    ) -> AsyncGenerator[Caller]:
        endpoint = shared or EndpointLimits(limits or Limits())
        terms = Terms(provider.model, limit=lambda _: MOST_WRITTEN)
        meter = Meter(budget)
        actor = ModelActor(provider, endpoint, policy or RetryPolicy(), meter, terms)
        async with anyio.create_task_group() as group:
            group.start_soon(actor.serve)
            yield Caller(actor, endpoint, meter.ledger, group)
            group.cancel_scope.cancel()

    return serve


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """Every async test here runs on a clock of its own: no test waits."""
    from trustcore.testing import VirtualTimeLoop

    return "asyncio", {"loop_factory": VirtualTimeLoop}
