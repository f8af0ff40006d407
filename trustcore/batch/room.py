"""When the next row may begin under a budget."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import anyio
from attrs import frozen

from trustcore.batch.entry import Entry
from trustcore.batch.items import RowItem
from trustcore.client import TLM
from trustcore.errors import BudgetExceeded, InputError
from trustcore.records.estimate import Estimate

_MARGIN = 2
"""How much more than is expected a row may take where the most is not known."""


@frozen
class _Taken:
    """What rows take, each number where a limit asks for it."""

    calls: float = 0.0
    tokens: float = 0.0
    usd: float = 0.0


class BudgetRoom:
    """Lets a row begin while the budget has room for it beside those that are under way.

    Else a budget that ends would have paid for the beginning of many rows, and for the end of none.
    What a row takes is foreseen of the first one, and then learned from those that have ended.

    Args:
        tlm: The client; without a budget every row may begin.
    """

    def __init__(self, tlm: TLM) -> None:
        self._tlm = tlm
        self._foreseen: Estimate | None = None
        self._seen: _Taken | None = None
        self._under_way = 0
        self._news = anyio.Event()

    @asynccontextmanager
    async def held(self, item: RowItem) -> AsyncGenerator[None, None]:
        """Hold the room of a row; wait for it as long as another row is under way.

        Args:
            item: The row, with all that its question has besides the prompt.

        Raises:
            BudgetExceeded: When there is no other row, and not even the least of this one has room.
        """
        if self._tlm.budget is None or not self._foresee(item):
            yield
            return
        while self._under_way and not self._fits(self._usual(), self._under_way + 1):
            await self._news.wait()
        if not self._under_way and not self._fits(self._least(item), 1):
            msg = "the budget has no room for another row"
            raise BudgetExceeded(msg)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            news, self._news = self._news, anyio.Event()
            news.set()

    def learn(self, entry: Entry) -> None:
        """Learn from a row that has ended what rows take."""
        found, seen = entry.found, self._seen or _Taken()
        self._seen = _Taken(
            max(seen.calls, found.get("calls") or 0),
            max(seen.tokens, found.get("tokens") or 0),
            max(seen.usd, found.get("usd") or 0.0),
        )

    def _foresee(self, item: RowItem) -> bool:
        """Whether it is known what a row takes; one that cannot be asked takes nothing."""
        if self._foreseen is None:
            with suppress(InputError):
                self._foreseen = self._tlm.estimate([item.asked])
        return self._foreseen is not None

    def _fits(self, row: _Taken, rows: int) -> bool:
        budget, spent = self._tlm.budget, self._spent()
        limits = (
            ()
            if budget is None
            else (
                (budget.calls, spent.calls, row.calls),
                (budget.tokens, spent.tokens, row.tokens),
                (budget.usd, spent.usd, row.usd),
            )
        )
        return all(limit is None or took + rows * each <= limit for limit, took, each in limits)

    def _spent(self) -> _Taken:
        total = self._tlm.ledger.total
        tokens = total.usage.input_tokens + total.usage.output_tokens
        return _Taken(total.attempts, tokens, total.cost or 0.0)

    def _usual(self) -> _Taken:
        """The most that a row took; before one has ended, what is foreseen, with a margin."""
        told = self._foreseen
        if self._seen is not None or told is None:
            return self._seen or _Taken()
        calls = told.calls.most or _MARGIN * told.calls.expected
        tokens = _MARGIN * (told.input_tokens.expected + told.output_tokens.expected)
        return _Taken(calls, tokens, 0.0 if told.usd is None else _MARGIN * told.usd.expected)

    def _least(self, item: RowItem) -> _Taken:
        told = self._foreseen
        if told is None:
            return _Taken()
        if item.response is not None:  # what is foreseen has the call that it came of
            return _Taken(told.calls.least - 1)
        tokens = told.input_tokens.least + told.output_tokens.least
        return _Taken(told.calls.least, tokens, 0.0 if told.usd is None else told.usd.least)
