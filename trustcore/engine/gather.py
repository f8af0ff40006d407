"""Gather the evidence of one item: the graph says what is wanted, the actors get it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import anyio
from attrs import define, evolve, field, frozen

from trustcore.calls import Settlement
from trustcore.calls.route import ModelChains
from trustcore.errors import (
    BudgetExceeded,
    ClientStateError,
    DeadlineExceeded,
    FatalError,
    ProviderError,
    TrustcoreError,
)
from trustcore.graph import Call, Graph, GraphActions
from trustcore.plugins.protocols import Provider
from trustcore.records.attempt import Attempt
from trustcore.records.chat import Missing, Usage
from trustcore.records.evidence import Evidence, Finding
from trustcore.records.failover import Failover
from trustcore.records.needs import NodeId


class Stage(Protocol):
    """Takes calls: the actor of a model, or the desk of the cache in front of it."""

    def post(
        self,
        call: Call,
        reply: Callable[[Settlement], None],
        *,
        priority: tuple[int, int],
        started: Callable[[], None] | None = None,
        movable: bool = False,
    ) -> Any:  # noqa: ANN401  (a job or a ticket, handed back as it is)
        """Take a call. Never blocks."""

    def withdraw(self, job: Any, /) -> None:  # noqa: ANN401
        """Nobody wants it any more: drop it unless it is under way, and so paid for."""

    def cancel(self, job: Any, /) -> None:  # noqa: ANN401
        """Drop it or stop it, wherever it is. Idempotent; no reply follows."""

    async def room(self) -> None:
        """Return when a new item may post its calls."""


class Actors(Protocol):
    """The live actors of one event loop."""

    def taker(self, provider: Provider, /) -> Stage:
        """Who takes the calls to a provider."""

    def may_call(self, provider: Provider, /) -> bool:
        """Whether a call may go to a provider; asked when one is about to."""


@frozen
class Gathered:
    """What was gathered for one item.

    Attributes:
        evidence: Seen from the first candidate.
        usage: Of all calls that were answered.
        errors: Why nodes are missing, for those whose call failed.
        failovers: The calls that went on to another model, in the order in which they did.
        attempts: Every request that was sent.
        from_cache: How many completions and embeddings took no call of this item's.
    """

    evidence: Evidence
    usage: Usage
    errors: Mapping[NodeId, TrustcoreError]
    failovers: Sequence[Failover] = ()
    attempts: Sequence[Attempt] = ()
    from_cache: int = 0

    @property
    def refused(self) -> BudgetExceeded | None:
        """Why calls were not sent, when the budget had no room for them."""
        budget = (one for one in self.errors.values() if isinstance(one, BudgetExceeded))
        return next(budget, None)


async def gather(
    graph: Graph,
    actors: Actors,
    routes: ModelChains,
    *,
    number: int,
    timeout: float | None,  # noqa: ASYNC109  (runs from the first call's slot, not from here)
) -> Gathered:
    """Run a graph until nothing is open.

    Args:
        graph: A fresh graph.
        actors: The live actors.
        routes: The models of each role.
        number: The item's number: items that came first go first.
        timeout: Seconds from the first call's slot to the end; None for no limit.

    Raises:
        FatalError: When every further call would fail alike.
    """
    return await _Gathering(graph, actors, routes, number, timeout).run()


@define(eq=False)
class _Gathering:
    """One item under way."""

    graph: Graph
    actors: Actors
    routes: ModelChains
    number: int
    timeout: float | None
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    errors: dict[NodeId, TrustcoreError] = field(factory=dict)
    failovers: list[Failover] = field(factory=list)
    from_cache: int = 0
    _jobs: dict[Call, tuple[Stage, Any]] = field(factory=dict)
    _inbox: list[tuple[Call, Sequence[Finding]]] = field(factory=list)
    _mail: anyio.Event = field(factory=anyio.Event)

    async def run(self) -> Gathered:
        try:
            with self.scope:
                self._take(self.graph.start())
                while not self.graph.done:
                    await self._next()
        except BaseException:  # raised again
            # Cancelled, or fatal: an item takes its own calls along, and nobody else's.
            self._cancel_all()
            raise
        if self.scope.cancelled_caught:
            reason = f"the item's time of {self.timeout:g} s was up"
            self.errors.update(dict.fromkeys(self._close(reason), DeadlineExceeded(reason)))
            self._cancel_all()
        return Gathered(
            self.graph.evidence(),
            self.usage,
            self.errors,
            self.failovers,
            from_cache=self.from_cache,
        )

    async def _next(self) -> None:
        if not self._inbox:
            self._mail = anyio.Event()
            await self._mail.wait()
        arrived, self._inbox = self._inbox, []
        self._take(self.graph.settle(arrived))
        for error in self.errors.values():
            # A call that the budget has no room for is missing; what was sent is paid for.
            if isinstance(error, FatalError) and not isinstance(error, BudgetExceeded):
                raise error

    def _take(self, steps: GraphActions) -> None:
        for call in steps.post:
            self._post(call)
        for call in steps.withdraw:
            if call in self._jobs:
                actor, job = self._jobs[call]
                actor.withdraw(job)

    def _post(self, call: Call, start: int = 0) -> None:
        """Send a call to the first model of its route that is well, from `start` on."""
        route = self.routes[call.role]
        if call.role == "embedder" and not route.supports("embeddings"):
            gap = Missing(f"{route.model} has no embeddings", "unsupported")
            self._deliver(Settlement(call, [gap] * len(call.atoms)))
            return
        position = route.choose(self.actors.may_call, start)
        actor = self.actors.taker(route.providers[position])
        last = position + 1 == len(route.providers)

        def deliver(settlement: Settlement) -> None:
            error = settlement.error
            if last or not isinstance(error, ProviderError) or isinstance(error, BudgetExceeded):
                self._deliver(settlement)
            else:
                self._move(settlement, error, position)

        self._jobs[call] = (
            actor,
            actor.post(
                call,
                deliver,
                priority=(self.number, call.rank),
                started=self._started,
                movable=not last,
            ),
        )

    def _move(self, settlement: Settlement, error: ProviderError, position: int) -> None:
        """Let the next model make what is missing and still wanted; what came is kept."""
        call = settlement.call
        rest = self.graph.divide(call, (part for _, part in call.parts(settlement.gaps)))
        self._deliver(evolve(settlement, error=None))
        if rest:
            model = self.routes[call.role].providers[position].model
            self.failovers.append(Failover(call.role, model, f"{type(error).__name__}: {error}"))
        for part in rest:
            try:
                self._post(part, position + 1)
            except ClientStateError as closed:
                gap = Missing(f"{type(closed).__name__}: {closed}")
                self._deliver(Settlement(part, [gap] * len(part.atoms), error=closed))

    def _deliver(self, settlement: Settlement) -> None:
        call = settlement.call
        self._jobs.pop(call, None)
        self.usage += settlement.usage
        self.from_cache += settlement.from_cache
        if settlement.error is not None:
            gaps = [call.atoms[place] for place in settlement.gaps]
            self.errors.update(dict.fromkeys(gaps, settlement.error))
        self._inbox.append((call, settlement.findings))
        self._mail.set()

    def _started(self) -> None:
        """The item's time runs from its first call's slot: waiting in a queue costs it nothing."""
        if self.timeout is not None and self.scope.deadline == float("inf"):
            self.scope.deadline = anyio.current_time() + self.timeout

    def _close(self, reason: str) -> Sequence[NodeId]:
        # What has arrived was paid for: it counts, even when its arrival was not looked at yet.
        self.graph.settle(self._inbox)
        return self.graph.close(Missing(reason, "deadline"))

    def _cancel_all(self) -> None:
        for actor, job in list(self._jobs.values()):
            actor.cancel(job)
        self._jobs.clear()
