"""Gather the evidence of one item: the graph says what is wanted, the actors get it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import anyio
from attrs import define, field, frozen

from trustcore.actors import ModelActor, Settlement
from trustcore.actors.mailbox import Job
from trustcore.errors import DeadlineExceeded, FatalError, TrustcoreError
from trustcore.graph import Call, Graph, Steps
from trustcore.protocols import Provider
from trustcore.records.chat import Missing, Usage
from trustcore.records.evidence import Evidence, Finding
from trustcore.records.needs import Atom
from trustcore.records.role import Role

ActorOf = Callable[[Provider], ModelActor]


@frozen
class Gathered:
    """What was gathered for one item.

    Attributes:
        evidence: Seen from the first candidate.
        usage: Of all calls that were answered.
        errors: Why nodes are missing, for those whose call failed.
    """

    evidence: Evidence
    usage: Usage
    errors: Mapping[Atom, TrustcoreError]


async def gather(
    graph: Graph,
    actor_of: ActorOf,
    routes: Mapping[Role, Provider],
    *,
    number: int,
    timeout: float | None,  # noqa: ASYNC109  (runs from the first call's slot, not from here)
) -> Gathered:
    """Run a graph until nothing is open.

    Args:
        graph: A fresh graph.
        actor_of: Gives the live actor of a provider.
        routes: The provider of each role.
        number: The item's number: items that came first go first.
        timeout: Seconds from the first call's slot to the end; None for no limit.

    Raises:
        FatalError: When every further call would fail alike.
    """
    return await _Gathering(graph, actor_of, routes, number, timeout).run()


@define(eq=False)
class _Gathering:
    """One item under way."""

    graph: Graph
    actor_of: ActorOf
    routes: Mapping[Role, Provider]
    number: int
    timeout: float | None
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    errors: dict[Atom, TrustcoreError] = field(factory=dict)
    _jobs: dict[Call, tuple[ModelActor, Job]] = field(factory=dict)
    _inbox: list[tuple[Call, Sequence[Finding]]] = field(factory=list)
    _mail: anyio.Event = field(factory=anyio.Event)

    async def run(self) -> Gathered:
        try:
            with self.scope:
                self._take(self.graph.start())
                while not self.graph.done:
                    await self._next()
        except BaseException:
            # Cancelled, or fatal: an item takes its own calls along, and nobody else's.
            self._cancel_all()
            raise
        if self.scope.cancelled_caught:
            reason = f"the item's time of {self.timeout:g} s was up"
            self.errors.update(dict.fromkeys(self._close(reason), DeadlineExceeded(reason)))
            self._cancel_all()
        return Gathered(self.graph.evidence(), self.usage, self.errors)

    async def _next(self) -> None:
        if not self._inbox:
            self._mail = anyio.Event()
            await self._mail.wait()
        arrived, self._inbox = self._inbox, []
        self._take(self.graph.settle(arrived))
        for error in self.errors.values():
            if isinstance(error, FatalError):
                raise error

    def _take(self, steps: Steps) -> None:
        for call in steps.post:
            self._post(call)
        for call in steps.withdraw:
            if call in self._jobs:
                actor, job = self._jobs[call]
                actor.withdraw(job)

    def _post(self, call: Call) -> None:
        provider = self.routes[call.role]
        if call.role == "embedder" and not provider.supports("embeddings"):
            gap = Missing(f"{provider.model} has no embeddings", "unsupported")
            self._deliver(Settlement(call, [gap] * len(call.atoms)))
            return
        actor = self.actor_of(provider)
        self._jobs[call] = (
            actor,
            actor.post(
                call, self._deliver, priority=(self.number, call.rank), started=self._started
            ),
        )

    def _deliver(self, settlement: Settlement) -> None:
        call = settlement.call
        self._jobs.pop(call, None)
        self.usage += settlement.usage
        if settlement.error is not None:
            self.errors.update(dict.fromkeys(call.atoms, settlement.error))
        self._inbox.append((call, settlement.findings))
        self._mail.set()

    def _started(self) -> None:
        """The item's time runs from its first call's slot: waiting in a queue costs it nothing."""
        if self.timeout is not None and self.scope.deadline == float("inf"):
            self.scope.deadline = anyio.current_time() + self.timeout

    def _close(self, reason: str) -> Sequence[Atom]:
        # What has arrived was paid for: it counts, even when its arrival was not looked at yet.
        self.graph.settle(self._inbox)
        return self.graph.close(Missing(reason, "deadline"))

    def _cancel_all(self) -> None:
        for actor, job in list(self._jobs.values()):
            actor.cancel(job)
        self._jobs.clear()
