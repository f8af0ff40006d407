"""The gathering of one item's evidence: the graph says what is wanted, the stages get it."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Awaitable, Sequence
from math import inf
from typing import Protocol

import anyio

from trustcore.calls import PendingCall, Settlement, Stage
from trustcore.engine.answer_reader import AnswerReader
from trustcore.engine.gathered import Gathered, Times, is_fatal, summary, waited
from trustcore.engine.long_texts import characters, length, worked
from trustcore.errors import (
    ClientStateError,
    DeadlineExceeded,
    ProviderError,
    TrustcoreError,
)
from trustcore.event_loop import is_being_cancelled, let_others_send, loop_time
from trustcore.graph import Call, ComingAnswer, Graph, GraphActions, Rank
from trustcore.records.chat import Completion, Missing, Usage
from trustcore.records.evidence import Finding
from trustcore.records.failover import Failover
from trustcore.records.needs import NodeId
from trustcore.records.role import Role

_ANSWER: tuple[NodeId, ...] = (("candidate", 0),)
"""What a call is for that a reader is told of."""


class CallStages(Protocol):
    """What makes the calls of one event loop."""

    def role(self, role: Role, /) -> Stage:
        """The stage that takes the calls to the models of a role.

        Raises:
            ClientStateError: When the client has been closed.
        """

    def enter(self, gathering: Gathering, /) -> None:
        """Let a gathering end with the client."""

    def leave(self, gathering: Gathering, /) -> None:
        """Let it go, if it has not gone yet: nothing is wanted any more."""


class Cancellable(Protocol):
    """What can be cancelled: a task, or a scope."""

    def cancel(self) -> None:
        """Cancel it."""


class Gathering:
    """One item under way: its task group owns its calls.

    Whoever has made a call takes in what came of it, and makes the first of the calls that follow;
    each of the others gets a task of its own. So the item's own task makes calls as well.

    Attributes:
        scope: What the item ends with, when it is cancelled.
        pending: Its calls under way, each with what cancels it; None where nothing may.
    """

    __slots__ = (
        "_arrived",
        "_characters",
        "_coming",
        "_errors",
        "_failovers",
        "_fatal",
        "_from_cache",
        "_graph",
        "_group",
        "_number",
        "_reader",
        "_settling",
        "_stages",
        "_times",
        "_usages",
        "pending",
        "scope",
    )

    def __init__(
        self,
        graph: Graph,
        stages: CallStages,
        number: int,
        times: Times,
        *,
        reader: AnswerReader | None = None,
        coming: ComingAnswer | None = None,
    ) -> None:
        self.pending: dict[Call, tuple[PendingCall, Cancellable | None]] = {}
        self._graph = graph
        self._stages = stages
        self._number = number
        self._times = times
        self._reader = reader
        self._coming = coming
        self._arrived: list[tuple[Call, Sequence[Finding]]] = []
        self._characters = length(graph.evidence())
        self._settling = False
        self._usages: list[Usage] = []
        self._errors: dict[NodeId, TrustcoreError] = {}
        self._failovers: list[Failover] = []
        self._from_cache = 0
        self._fatal: TrustcoreError | None = None

    async def run(self) -> Gathered:
        """Run the graph until nothing is open.

        Raises:
            FatalError: When every further call would fail alike.
            ClientStateError: When the client was closed meanwhile.
        """
        try:
            async with anyio.create_task_group() as self._group:
                self.scope = self._group.cancel_scope
                self._stages.enter(self)
                if self._reader is not None:
                    self._reader.expire = self.expire
                first = await worked(self._characters, self._graph.start)
                await self._follow(self._act(first))
        finally:
            self._stages.leave(self)
            if self._reader is not None:
                self._reader.expire = None
        if self._fatal is not None:
            raise self._fatal
        if not self._graph.done:
            await self._time_is_up()
        self._errors.update(self._graph.failures)
        return Gathered(
            self._graph.evidence(),
            Usage.total(self._usages),
            self._errors,
            self._failovers,
            from_cache=self._from_cache,
        )

    @property
    def _given_up(self) -> bool:
        """Whether an error ends it: where somebody reads the answer, not before that is whole."""
        if self._fatal is None:
            return False
        read = self._reader is not None and self._reader.answer is None
        return not read or all(call.atoms != _ANSWER for call in self.pending)

    def expire(self, seconds: float) -> None:
        """End it in so many seconds at the latest, with what is there by then."""
        deadline = loop_time() + seconds
        if deadline < self.scope.deadline:
            self._times = Times(timeout=seconds, wait_timeout=self._times.wait_timeout)
            self.scope.deadline = deadline

    def close(self, reason: ClientStateError) -> None:
        """End it because its client is closed."""
        self._fatal = reason
        self.scope.cancel()

    def _act(self, actions: GraphActions) -> Call | None:
        """Withdraw calls, and give each but the first of the new ones a task; return the first."""
        for call in actions.withdraw:
            if call in self.pending:
                _withdraw(*self.pending[call])
        for call in actions.post[1:]:
            self._start(call)
        return actions.post[0] if actions.post else None

    def _start(self, call: Call) -> None:
        pending = self._new(call)
        task = self._group.create_task(self._make(call, pending), name="trustcore call")
        self.pending[call] = pending, task

    def _new(self, call: Call) -> PendingCall:
        begin = None if self._times.timeout is None else self._begin
        pending = PendingCall((self._number, call.rank), begin)
        if self._reader is not None and call.atoms == _ANSWER:
            pending.text = self._reader.text
        return pending

    async def _make(self, call: Call, pending: PendingCall) -> None:
        """Make a call in a task of its own, and in the same task what follows from it."""
        following = await self._take(await self._settled(call, pending), pending)
        if following is not None:
            await self._follow(following)

    async def _follow(self, call: Call | None) -> None:
        """Make a call in the running task, and after it the first that follows, until none does."""
        while call is not None:
            pending, settlement = self._new(call), None
            if call.rank is Rank.ANSWER:  # an answer is never withdrawn
                self.pending[call] = pending, None
                settlement = await self._settled(call, pending)
            else:
                with anyio.CancelScope() as scope:
                    self.pending[call] = pending, scope
                    settlement = await self._settled(call, pending)
            call = None if settlement is None else await self._take(settlement, pending)

    async def _settled(self, call: Call, pending: PendingCall) -> Settlement:
        """What comes of a call."""
        try:
            if self._coming is not None and call.atoms == _ANSWER:
                return await _written(self._coming, call, pending)
            stage, seconds = self._stages.role(call.role), self._times.wait_timeout
            if seconds is None:
                return await stage.call(call, pending)
            return await _bounded(stage, call, pending, seconds)
        except ClientStateError as closed:
            return Settlement.failed(call, closed)
        finally:
            del self.pending[call]

    async def _take(self, settlement: Settlement, pending: PendingCall) -> Call | None:
        """Take in what came of a call. The call that its task makes next, if there is one.

        What arrives in the same turn of the event loop is taken in together, by the first, and
        what arrives while long texts are worked on after them, by the same.
        """
        self._book(settlement)
        self._arrived.append((settlement.call, settlement.findings))
        if self._settling:
            return None
        self._settling = True
        if not pending.wanted:  # its task may have been cancelled: it waits for nothing any more
            self._group.create_task(self._go_on(), name="trustcore call")
            return None
        await let_others_send()
        return await self._settle()

    async def _go_on(self) -> None:
        """Do what follows from what has arrived."""
        await self._follow(await self._settle())

    async def _settle(self) -> Call | None:
        """Let the graph take in what has arrived. The call to be made next, if there is one."""
        following: Call | None = None
        while self._arrived and not self._has_ended():
            if following is not None:
                self._start(following)
            arrived, self._arrived = self._arrived, []
            actions = await worked(self._characters, self._graph.settle, arrived)
            following = self._act(actions)
        self._settling = False
        if self._graph.done:
            self._stages.leave(self)
        return following

    def _has_ended(self) -> bool:
        """Whether nothing more is to be done. An item that is given up ends here."""
        if self._given_up:
            self.scope.cancel()
        return self.scope.cancel_called

    def _book(self, settlement: Settlement) -> None:
        call, error = settlement.call, settlement.error
        self._usages.append(settlement.usage)
        self._from_cache += settlement.from_cache
        self._failovers += settlement.failovers
        self._characters += characters(settlement.findings)
        if error is not None:
            gaps = [call.atoms[place] for place in settlement.gaps]
            self._errors.update(dict.fromkeys(gaps, error))
            if is_fatal(error):
                self._fatal = self._fatal or error
        if self._reader is not None and call.atoms == _ANSWER:
            _tell(self._reader, settlement)

    def _begin(self) -> None:
        """Let the item's time run, from its first call's slot: waiting in a queue costs nothing."""
        if self._times.timeout is not None and self.scope.deadline == inf:
            self.scope.deadline = loop_time() + self._times.timeout

    async def _time_is_up(self) -> None:
        # What has arrived was paid for: it counts, even when it was not taken in yet.
        await worked(self._characters, self._graph.settle, self._arrived)
        reason = f"the item's time of {self._times.timeout:g} s was up"
        gaps = self._graph.close(Missing(reason, "deadline"))
        message = f"{reason}; {summary(gaps, Usage.total(self._usages))}"
        self._errors.update(dict.fromkeys(gaps, DeadlineExceeded(message)))


def gather(
    graph: Graph,
    stages: CallStages,
    *,
    number: int,
    times: Times,
    reader: AnswerReader | None = None,
    coming: ComingAnswer | None = None,
) -> Awaitable[Gathered]:
    """Run a graph until nothing is open, once it is awaited.

    Args:
        graph: A fresh graph.
        stages: What makes the calls.
        number: The item's number: items that came first go first.
        times: What bounds it.
        reader: Who is told of the first candidate while it is written.
        coming: What waits for the first candidate, where somebody else is writing it.

    Raises:
        FatalError: When every further call would fail alike.
        ClientStateError: When the client was closed meanwhile.
    """
    return Gathering(graph, stages, number, times, reader=reader, coming=coming).run()


def _withdraw(pending: PendingCall, task: Cancellable | None) -> None:
    """Drop a call that nobody wants, unless it is under way and so paid for."""
    pending.give_up()
    if task is not None and not pending.in_flight:
        task.cancel()


def _tell(reader: AnswerReader, settlement: Settlement) -> None:
    for finding in settlement.findings[:1]:
        if isinstance(finding, Completion):
            reader.settled(finding, settlement.usage)


async def _bounded(stage: Stage, call: Call, pending: PendingCall, seconds: float) -> Settlement:
    """What comes of a call that waits no longer than some seconds altogether."""
    with anyio.CancelScope() as scope:
        pending.bound(scope, seconds)
        return await stage.call(call, pending)
    return Settlement.failed(call, waited(pending.waits_for, seconds))


async def _written(coming: ComingAnswer, call: Call, pending: PendingCall) -> Settlement:
    """The answer that somebody else is writing, once it is whole; the item's time runs."""
    pending.sent()
    try:
        return Settlement(call, [await coming()])
    except TrustcoreError as error:
        return Settlement.failed(call, error)
    except (Exception, CancelledError) as error:  # whatever the user awaits raises is this item's
        if isinstance(error, CancelledError) and is_being_cancelled():
            raise
        failure = ProviderError(f"the answer that was waited for raised {type(error).__name__}")
        failure.__cause__ = error
        return Settlement.failed(call, failure)
    finally:
        pending.returned()
