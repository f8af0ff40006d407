"""The way of a call: stages that are awaited, what they are given and what they give back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import Protocol

import anyio
from attrs import evolve, frozen

from trustcore.calls.streamed_text import StreamedText
from trustcore.errors import TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.graph import Call
from trustcore.records.chat import Missing, Usage
from trustcore.records.evidence import Finding
from trustcore.records.failover import Failover

Priority = tuple[int, int]
"""Lower goes first: (item number, rank)."""


@frozen
class Settlement:
    """What came of a call.

    Attributes:
        call: The call.
        findings: In the order of its nodes. With an error all are missing, but for those that the
            cache had, or that came before it.
        usage: What was consumed.
        error: Why some are missing, None when no call failed.
        from_cache: How many of the findings took no call of this item's.
        failovers: The models that were left for the next, and why.
    """

    call: Call
    findings: Sequence[Finding]
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    error: TrustcoreError | None = None
    from_cache: int = 0
    failovers: tuple[Failover, ...] = ()

    @classmethod
    def failed(cls, call: Call, error: TrustcoreError) -> Settlement:
        """The settlement of a call of which nothing came."""
        missing = Missing(f"{type(error).__name__}: {error}")
        return cls(call, [missing] * len(call.atoms), error=error)

    @property
    def gaps(self) -> list[int]:
        """The positions of what is missing."""
        return [place for place, one in enumerate(self.findings) if isinstance(one, Missing)]

    def filled(self, parts: Iterable[tuple[Sequence[int], Settlement]]) -> Settlement:
        """This settlement with what came of calls for some of its gaps; their error is the last.

        A short part leaves the rest of its gaps as they are.
        """
        findings, usage, free = list(self.findings), self.usage, self.from_cache
        error, failovers = None, self.failovers
        for positions, part in parts:
            for place, finding in zip(positions, part.findings, strict=False):
                findings[place] = finding
            usage += part.usage
            free += part.from_cache
            error = part.error or error
            failovers += part.failovers
        return evolve(
            self,
            findings=findings,
            usage=usage,
            error=error,
            from_cache=free,
            failovers=failovers,
        )


class Stage(Protocol):
    """A stage on the way of a call: the chain of models, the cache, the actor of a model."""

    async def call(self, call: Call, pending: PendingCall, /) -> Settlement:
        """Make a call. What goes wrong with it is in the settlement.

        Cancelling takes the call back: it is not sent, or stopped in flight.
        """

    async def wait_for_capacity(self) -> None:
        """Return when a new item may make its calls."""


class PendingCall:
    """A call of one item on its way, as the stages and the item see it.

    Attributes:
        priority: (item number, rank); lower goes first.
        movable: Whether another model can take it: then it does not wait where an endpoint is
            unwell. The stage that knows the models says so.
        waits_for: What it waits for while none is, in words that follow "waits for".
        since: Since when it waits for that, by the clock in seconds.
        text: Where the text of its answer goes while it is written; None where nobody reads it.
    """

    __slots__ = (
        "_begin",
        "_begun",
        "_may_wait",
        "_requests",
        "_wait_scope",
        "_wanted",
        "movable",
        "priority",
        "since",
        "text",
        "waits_for",
    )

    def __init__(self, priority: Priority, begin: Callable[[], None] | None = None) -> None:
        self.priority = priority
        self.movable = False
        self.waits_for = "its turn"
        self.since = inf
        self.text: StreamedText | None = None
        self._wanted = True
        self._requests = 0
        self._begin = begin
        self._begun = False
        self._wait_scope: anyio.CancelScope | None = None
        self._may_wait = inf

    @property
    def wanted(self) -> bool:
        """Whether anybody still wants what comes of it."""
        return self._wanted

    @property
    def begun(self) -> bool:
        """Whether some of its answer's text was given out: then it is not made again."""
        return self.text is not None and self.text.begun

    @property
    def in_flight(self) -> bool:
        """Whether a request is under way, and so paid for."""
        return self._requests > 0

    def give_up(self) -> None:
        """Note that nobody wants it any more."""
        self._wanted = False

    def bound(self, scope: anyio.CancelScope, seconds: float) -> None:
        """Let a scope end the call when it waits longer than some seconds altogether."""
        self._wait_scope, self._may_wait = scope, seconds
        self._arm()

    def waiting(self, what: str) -> None:
        """Note what it waits for from now on."""
        self.waits_for = what
        self.since = loop_time()

    def sent(self) -> None:
        """Note that a request is about to be sent; the item's time runs from its first.

        Several may be under way: it can consist of calls that it shares with others.
        """
        self._requests += 1
        if self._wait_scope is not None and self._requests == 1:
            self._may_wait = self._wait_scope.deadline - loop_time()
            self._wait_scope.deadline = inf
        if not self._begun:
            self._begun = True
            if self._begin is not None:
                self._begin()

    def returned(self) -> None:
        """Note that the request has ended, whatever came of it."""
        self._requests -= 1
        if not self._requests:
            self._arm()

    def _arm(self) -> None:
        if self._wait_scope is not None:
            self._wait_scope.deadline = loop_time() + self._may_wait
