"""A call under way, and the items that wait for what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import Context
from typing import TYPE_CHECKING

from attrs import define, field

from trustcore.cache.keys import Key
from trustcore.calls import ModelActor, Settlement
from trustcore.calls.limits.mailbox import Job
from trustcore.errors import TrustcoreError
from trustcore.graph import Call
from trustcore.records.chat import Missing, Usage
from trustcore.records.evidence import Finding

if TYPE_CHECKING:
    from trustcore.calls.cache import CachedModel


@define(eq=False)
class Ticket:
    """One item's call, in the hands of the cache: what the poster keeps to take it back.

    Attributes:
        call: The call.
        keys: Of what it asks for.
        desk: Where it was posted.
        reply: Told once what came of it.
        started: Told once when a call that it waits for has a slot.
        priority: Lower goes first: (item number, rank).
        movable: Whether another model can take the call when this one's endpoint is unwell.
        context: The asker's context variables, in which the call runs.
        wanted: Whether anybody still wants what comes of it.
        over: Whether it was answered, or given up.
    """

    call: Call
    keys: tuple[Key, ...]
    desk: CachedModel
    reply: Callable[[Settlement], None]
    started: Callable[[], None] | None
    priority: tuple[int, int]
    movable: bool
    context: Context
    wanted: bool = True
    over: bool = False
    flights: set[SharedCall] = field(factory=set)
    _found: dict[Key, Finding] = field(factory=dict)
    _usage: Usage = Usage()  # noqa: RUF009  (frozen)
    _error: TrustcoreError | None = None
    _free: int = 0

    @property
    def gaps(self) -> list[int]:
        """The positions of what is not there yet."""
        return [place for place, key in enumerate(self.keys) if key not in self._found]

    def has_slot(self) -> None:
        """A call that it waits for has started."""
        started, self.started = self.started, None
        if started is not None:
            started()

    def take(
        self,
        found: Mapping[Key, Finding],
        usage: Usage = Usage(),  # noqa: B008  (frozen)
        error: TrustcoreError | None = None,
        *,
        free: bool = False,
    ) -> None:
        """Take in some of what it asks for; when that was the last, it is over.

        Args:
            found: What came of its keys, and perhaps of others.
            usage: What that cost its item.
            error: Why it is missing, when a call failed.
            free: Whether it took no call of its own.
        """
        if self.over:
            return
        own = {key: found[key] for key in self.keys if key in found}
        self._found |= own
        self._free += sum(not isinstance(one, Missing) for one in own.values()) if free else 0
        self._usage += usage
        self._error = self._error or error
        if not self.gaps:
            self.over = True
            findings = [self._found[key] for key in self.keys]
            settlement = Settlement(self.call, findings, self._usage, self._error, self._free)
            self.reply(settlement)


@define(eq=False)
class SharedCall:
    """One call in the hands of an actor, for all who ask for the same.

    Attributes:
        keys: Of what it will answer.
        leader: Who asked first: its item pays.
        actor: Who makes the call.
        job: What the actor has of it.
        riders: Who waits for it, the leader among them.
        running: Whether it has had a slot.
    """

    keys: tuple[Key, ...]
    leader: Ticket
    actor: ModelActor
    job: Job = field(init=False)
    riders: dict[Ticket, None] = field(factory=dict)
    running: bool = False

    @property
    def over(self) -> bool:
        """Whether it was answered, or given up."""
        return self.job.over

    def board(self, ticket: Ticket) -> None:
        """Let a ticket wait for it."""
        self.riders[ticket] = None
        ticket.flights.add(self)
        if self.running:
            ticket.has_slot()

    def leave(self, ticket: Ticket) -> None:
        """Let a ticket go; without riders it is cancelled."""
        self.riders.pop(ticket, None)
        self.review()

    def review(self) -> None:
        """Cancel it when nobody waits any more, withdraw it when nobody wants it any more."""
        if not self.riders:
            self.actor.cancel(self.job)
        elif not any(ticket.wanted for ticket in self.riders):
            self.actor.withdraw(self.job)

    def has_slot(self) -> None:
        """It is sent: the time of all its riders runs."""
        self.running = True
        for ticket in tuple(self.riders):
            ticket.has_slot()

    def give(self, ticket: Ticket, found: Mapping[Key, Finding], settlement: Settlement) -> None:
        """Give one who waits what came of it."""
        pays = ticket is self.leader
        usage = settlement.usage if pays else Usage()
        ticket.take(found, usage, settlement.error, free=not pays)
