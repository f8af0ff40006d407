"""The meter of a client: each attempt reserves its worst case before, and is booked once after."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from trustcore.errors import TrustcoreError
from trustcore.event_loop import loop_time
from trustcore.ledger.account import Account
from trustcore.ledger.budget import needed_price, taken, worst_case
from trustcore.ledger.ledger import Ledger
from trustcore.ledger.prices import cost
from trustcore.ledger.shared_account import SharedAccount
from trustcore.ledger.terms import Terms
from trustcore.records.attempt import CANCELLED, OK, Attempt, consumed
from trustcore.records.budget import Amount, Budget
from trustcore.records.chat import UNREPORTED, EmbeddingRequest, Request, Usage
from trustcore.records.role import Role
from trustcore.sharing.links import SharedLinks

ReportEnd = Callable[[Attempt], None]
"""Is called once with what came of an attempt."""


class Meter:
    """A ledger, with an account where there is a budget. All actors of a client share it.

    Each attempt at a call is made inside `async with MeteredAttempt(meter, ...)`.

    Args:
        budget: What may be spent; None for no limit.
        links: To what processes share, where the budget is one of several processes.

    Attributes:
        ledger: What every attempt amounts to.
        account: The state of the budget; None where there is none.
        files: The keys of files of calls that were sent, and of which not all is booked yet.
    """

    def __init__(self, budget: Budget | None = None, links: SharedLinks | None = None) -> None:
        self.ledger = Ledger()
        self.account: Account | None = None
        self.files: set[str] = set()
        if budget is not None:
            self.account = Account(budget) if links is None else SharedAccount(budget, links)

    def begun(self, attempt: MeteredAttempt) -> ReportEnd | None:
        """Note that an attempt is about to be sent; a subclass may return what is told its end."""


class MeteredAttempt:
    """One attempt at a call: entering waits for the budget, leaving books what came of it, once.

    ::

        async with MeteredAttempt(meter, request, "judge", terms, item=3) as attempt:
            reply = await session.complete(request)
            attempt.usage = reply.usage

    What passes through the block is booked and goes on: an error under the name of its class,
    anything that is no `Exception` as "cancelled". A request that the budget has no room for is not
    an attempt: entering raises, and nothing is booked.

    Attributes:
        request: What is sent.
        role: What the model is used for.
        terms: Of the model.
        item: The item's number.
        started: When it was sent, by the clock in seconds.
        usage: What the reply consumed; whoever has the reply sets it inside the block. Once it is
            set it is booked, whatever ends the block; where a block ends well without it, nobody
            knows what the reply took.
        ended: When the reply came, by the clock in seconds; None for the end of the block.

    Raises:
        BudgetExceeded: On entering, when the budget has no room for it.
        ConfigurationError: On entering, when nobody can say what it may take of the budget.
    """

    __slots__ = (
        "_meter",
        "_report_end",
        "_reserved",
        "ended",
        "item",
        "request",
        "role",
        "started",
        "terms",
        "usage",
    )

    def __init__(
        self, meter: Meter, request: Request | EmbeddingRequest, role: Role, terms: Terms, item: int
    ) -> None:
        self.request = request
        self.role: Role = role
        self.terms = terms
        self.item = item
        self.usage: Usage | None = None
        self._meter = meter
        self._reserved: Amount | None = None
        self.started = 0.0
        self.ended: float | None = None
        self._report_end: ReportEnd | None = None

    async def __aenter__(self) -> Self:
        if self._meter.account is not None:
            self._reserved = await self._reserve(self._meter.account)
        self.started = loop_time()
        self._report_end = self._meter.begun(self)
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        usage = self._consumed(error) if self.usage is None else self.usage
        attempt = Attempt(
            role=self.role,
            model=self.terms.model,
            item=self.item,
            started=self.started,
            seconds=(loop_time() if self.ended is None else self.ended) - self.started,
            outcome=OK if error is None else self._outcome(error),
            usage=Usage() if usage is None else usage,
            cost=None if usage is None else cost(self.terms.price, usage),
        )
        meter = self._meter
        meter.ledger.record(attempt)
        if meter.account is not None and self._reserved is not None:
            took = taken(meter.account.budget, self.terms, usage, self._reserved)
            meter.account.settle(self._reserved, took)
        if self._report_end is not None:
            self._report_end(attempt)

    async def _reserve(self, account: Account) -> Amount:
        if account.budget.usd is not None:
            needed_price(self.terms, self.role)
        amount = worst_case(account.budget, self.terms, self.request, self.role)
        await account.reserve(amount)
        return amount

    def _consumed(self, error: BaseException | None) -> Usage | None:
        """What it consumed where no reply says so; None when nobody knows."""
        if error is None:
            return UNREPORTED
        return consumed(error) if isinstance(error, TrustcoreError) else None

    def _outcome(self, error: BaseException) -> str:
        if isinstance(error, Exception):
            return type(error).__name__
        return CANCELLED if self.usage is None else OK
