"""What stands between an actor and its attempts: it reserves before each and books it after."""

from __future__ import annotations

from collections.abc import Callable

import anyio
from attrs import frozen

from trustcore.errors import TrustcoreError
from trustcore.ledger.account import Account, Reservation
from trustcore.ledger.budget import Budget, needed_price, taken, worst_case
from trustcore.ledger.ledger import Ledger
from trustcore.ledger.prices import cost
from trustcore.ledger.terms import Terms
from trustcore.ledger.thread_event import ThreadEvent
from trustcore.records.attempt import CANCELLED, OK, Attempt, consumed
from trustcore.records.chat import EmbeddingRequest, Request, Usage
from trustcore.records.role import Role


@frozen(eq=False)
class Entry:
    """One attempt under way."""

    role: Role
    terms: Terms
    item: int
    started: float
    reservation: Reservation | None


class Meter:
    """A ledger, with an account where there is a budget. All actors of a client share it."""

    def __init__(self, budget: Budget | None = None) -> None:
        self.ledger = Ledger()
        self.account = None if budget is None else Account(budget)

    async def admit(
        self, request: Request | EmbeddingRequest, role: Role, terms: Terms, *, item: int
    ) -> Entry:
        """As `begin`, but wait while attempts under way hold the rest of the budget."""
        if self.account is None:
            return Entry(role, terms, item, anyio.current_time(), None)
        while True:
            bell = ThreadEvent()
            now = anyio.current_time()
            entry = self.begin(request, role, terms, item=item, now=now, retry=bell.ring)
            if entry is not None:
                return entry
            await bell.wait()

    def begin(
        self,
        request: Request | EmbeddingRequest,
        role: Role,
        terms: Terms,
        *,
        item: int,
        now: float,
        retry: Callable[[], None] | None = None,
    ) -> Entry | None:
        """Say that an attempt is about to be sent.

        Args:
            request: What will be sent.
            role: What the model is used for.
            terms: Of the model.
            item: The item's number.
            now: The clock, in seconds.
            retry: Told once when there may be room, after None was returned.

        Returns:
            What `end` is to be told, exactly once; None when attempts under way hold the rest of
            the budget: then nothing may be sent until `retry` was told.

        Raises:
            BudgetExceeded: When the budget has no room for it.
            ConfigurationError: When nobody can say what the attempt may take of the budget.
        """
        reservation = None
        if self.account is not None:
            budget = self.account.budget
            if budget.usd is not None:
                needed_price(terms, role)
            amount = worst_case(budget, terms, request, role)
            reservation = self.account.reserve(amount, retry)
            if reservation is None:
                return None
        return Entry(role, terms, item, now, reservation)

    def end(
        self,
        entry: Entry,
        *,
        now: float,
        usage: Usage | None = None,
        error: TrustcoreError | None = None,
    ) -> Attempt:
        """Say what came of an attempt.

        Args:
            entry: From `begin`.
            now: The clock, in seconds.
            usage: What the reply consumed, when there is a reply.
            error: Why there is none; without either the attempt was cancelled in flight.

        Returns:
            What is in the ledger now.
        """
        if error is not None:
            usage = consumed(error)
        outcome = OK if usage is not None else CANCELLED
        attempt = Attempt(
            role=entry.role,
            model=entry.terms.model,
            item=entry.item,
            started=entry.started,
            seconds=now - entry.started,
            outcome=outcome if error is None else type(error).__name__,
            usage=Usage() if usage is None else usage,
            cost=None if usage is None else cost(entry.terms.price, usage),
        )
        self.ledger.record(attempt)
        if self.account is not None and entry.reservation is not None:
            reserved = entry.reservation.amount
            took = taken(self.account.budget, entry.terms, usage, reserved)
            self.account.settle(entry.reservation, took)
        return attempt
