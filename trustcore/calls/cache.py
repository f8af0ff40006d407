"""Where calls arrive when there is a cache: what it has goes back, the rest goes to the actor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from functools import partial

import anyio

from trustcore.cache.async_store import AsyncStore
from trustcore.cache.keys import Key, Scope
from trustcore.calls import ModelActor, Settlement
from trustcore.calls.actor import fit
from trustcore.calls.flight import SharedCall, Ticket
from trustcore.errors import ClientStateError, TrustcoreError
from trustcore.graph import Call
from trustcore.graph.graph import EMPTY_REPLY
from trustcore.plugins.protocols import Provider
from trustcore.records.chat import Completion, Embedding, EmbeddingRequest, Missing
from trustcore.records.evidence import Finding


class CachedModel:
    """Takes the calls to one model, as its actor does. `serve` looks them up.

    Args:
        provider: The model.
        endpoint: Where its requests go.
        shelf: The cache.
        hire: Gives the model's live actor.
        low: How many calls may wait to be looked up before new items have to wait as well.

    Attributes:
        alive: Whether calls are looked up, or soon will be.
    """

    def __init__(
        self,
        provider: Provider,
        endpoint: str,
        shelf: AsyncStore,
        hire: Callable[[], ModelActor],
        low: int,
    ) -> None:
        self.alive = True
        self._provider = provider
        self._scope = Scope.of(shelf.cache, provider, endpoint)
        self._shelf = shelf
        self._hire = hire
        self._low = low
        self._actor: ModelActor | None = None
        self._unread: list[Ticket] = []
        self._mail = anyio.Event()
        self._read = anyio.Event()
        self._door = anyio.Lock(fast_acquire=True)

    def post(
        self,
        call: Call,
        reply: Callable[[Settlement], None],
        *,
        priority: tuple[int, int],
        started: Callable[[], None] | None = None,
        movable: bool = False,
    ) -> Ticket:
        """As `ModelActor.post`. `started` is not told when the cache has everything."""
        ticket = Ticket(
            call, self._keys(call), self, reply, started, priority, movable, copy_context()
        )
        self._unread.append(ticket)
        self._mail.set()
        return ticket

    def withdraw(self, ticket: Ticket) -> None:
        """This item does not want it any more: drop what nobody wants, unless it is under way."""
        ticket.wanted = False
        if not ticket.flights:  # still to be looked up
            ticket.over = True
        for flight in tuple(ticket.flights):
            flight.review()
            self._clear(flight)

    def cancel(self, ticket: Ticket) -> None:
        """Forget it, and stop what nobody else waits for. Idempotent; no reply follows."""
        ticket.over = True
        for flight in tuple(ticket.flights):
            flight.leave(ticket)
            self._clear(flight)
        ticket.flights.clear()

    async def room(self) -> None:
        """Return when a new item may post its calls: few are to be looked up, or to be made."""
        async with self._door:
            while len(self._unread) >= self._low:
                self._read = anyio.Event()
                await self._read.wait()
            if self._actor is not None and self._actor.alive:
                await self._actor.room()

    async def serve(self) -> None:
        """Look up what was posted, all at once, until cancelled."""
        try:
            while True:
                await self._mail.wait()
                self._mail = anyio.Event()
                await self._look_up()
        finally:
            self.alive = False
            unread, self._unread = self._unread, []
            self._read.set()
            closed = ClientStateError("the client was closed while calls were pending")
            for ticket in unread:
                self._fail(ticket, range(len(ticket.keys)), closed)

    async def _look_up(self) -> None:
        posted = tuple(self._unread)
        keys = [key for ticket in posted if not ticket.over for key in ticket.keys]
        found = await self._shelf.find(keys)
        del self._unread[: len(posted)]
        self._read.set()
        for ticket in posted:
            if not ticket.over:
                ticket.take(found, free=True)
                self._obtain(ticket)

    def _obtain(self, ticket: Ticket, most: int | None = None) -> None:
        """Make the calls for what it lacks and no call under way brings.

        Args:
            ticket: Whose call it is.
            most: How many things one call may ask for; None for as many as there are.
        """
        alone = self._board(ticket)
        if not ticket.wanted:
            ticket.take({ticket.keys[one]: EMPTY_REPLY for one in alone})
            return
        size = most or max(1, len(alone))
        for start in range(0, len(alone), size):
            for run, call in ticket.call.parts(alone[start : start + size]):
                self._fly(ticket, run, call)

    def _board(self, ticket: Ticket) -> list[int]:
        """Let it wait for calls under way that bring what it lacks. Where no call does."""
        alone: list[int] = []
        for position in ticket.gaps:
            flight = self._shelf.flights.get(ticket.keys[position])
            if flight is None:
                alone.append(position)
            else:
                flight.board(ticket)
        return alone

    def _fly(self, ticket: Ticket, positions: Sequence[int], call: Call) -> None:
        try:
            self._actor = self._hire()
        except ClientStateError as closed:
            self._fail(ticket, positions, closed)
            return
        flight = SharedCall(tuple(ticket.keys[one] for one in positions), ticket, self._actor)
        flight.job = ticket.context.run(
            self._actor.post,
            call,
            partial(self._land, flight),
            priority=ticket.priority,
            started=flight.has_slot,
            movable=ticket.movable,
        )
        flight.job.late = partial(self._keep, flight)
        flight.board(ticket)
        self._shelf.flights.update(dict.fromkeys(flight.keys, flight))

    def _land(self, flight: SharedCall, settlement: Settlement) -> None:
        """Give all who wait what came of it; what it lacks they ask for again, as much at a time.

        When this runtime was closed, those of others, which are open still, make the call
        themselves.
        """
        self._clear(flight)
        found = self._keep(flight, settlement)
        closed = isinstance(settlement.error, ClientStateError)
        for ticket in tuple(flight.riders):
            if not closed or ticket.desk is self:
                flight.give(ticket, found, settlement)
            ticket.flights.discard(flight)
            ticket.desk._obtain(ticket, len(found))  # noqa: SLF001  (of the same class)

    def _keep(self, flight: SharedCall, settlement: Settlement) -> Mapping[Key, Finding]:
        """What came of each key; what is good is written, whoever waits for it."""
        findings = settlement.findings or [EMPTY_REPLY] * len(flight.keys)
        found = dict(zip(flight.keys, findings, strict=False))
        kind = Embedding if isinstance(settlement.call.request, EmbeddingRequest) else Completion
        self._shelf.keep({key: one for key, one in found.items() if isinstance(one, kind)})
        return found

    def _clear(self, flight: SharedCall) -> None:
        flights = self._shelf.flights
        for key in flight.keys if flight.over else ():
            if flights.get(key) is flight:
                del flights[key]

    def _fail(self, ticket: Ticket, positions: Sequence[int], error: TrustcoreError) -> None:
        gap = Missing(f"{type(error).__name__}: {error}")
        ticket.take({ticket.keys[one]: gap for one in positions}, error=error)

    def _keys(self, call: Call) -> tuple[Key, ...]:
        request = call.request
        if not isinstance(request, EmbeddingRequest):
            request = fit(request, self._provider)
        return self._scope.keys(request)
