"""The state of a budget: the worst case is reserved before sending, and settled after."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from trustcore import forks
from trustcore.errors import BudgetExceeded
from trustcore.ledger.thread_event import ThreadEvent
from trustcore.records.budget import Amount, Budget


class Account:
    """A budget with what was spent of it, and what is reserved for attempts under way.

    Spent and reserved together never exceed the budget, whatever runs at once and from however many
    threads, as long as no reply takes more than was reserved for it.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._lock = forks.brief_lock()
        self._spent = Amount()
        self._reserved = Amount()
        self._waiting: list[Callable[[], None]] = []
        self._by_key: dict[str, Amount] = {}
        forks.register(self)

    def after_fork(self) -> None:
        """Forget attempts under way: they are the parent's, which settles them."""
        self._reserved, self._waiting, self._by_key = Amount(), [], {}

    async def reserve(self, amount: Amount) -> None:
        """Hold an amount back; wait while attempts under way hold the rest of the budget.

        Args:
            amount: The worst case of one attempt. It must be settled, exactly once.

        Raises:
            BudgetExceeded: When there is no room even if all that is under way turns out free.
        """
        if self.try_reserve(amount):
            return
        settled = ThreadEvent()
        while not self.try_reserve(amount, settled.set):
            await settled.wait()
            settled = ThreadEvent()

    def try_reserve(self, amount: Amount, retry: Callable[[], None] | None = None) -> bool:
        """Hold an amount back, if there is room for it now.

        Args:
            amount: The worst case of one attempt. It must be settled, exactly once.
            retry: Called once, in whichever thread it happens, when something is settled after
                this call could not be served.

        Returns:
            False when there is no room now but there may be, since attempts under way tend to take
            less than their worst case. Then something is under way, so that `retry` is called.

        Raises:
            BudgetExceeded: When there is no room even if all that is under way turns out free.
        """
        with self._lock:
            limit = (self._spent + amount).beyond(self.budget)
            if limit is not None:
                raise BudgetExceeded(self._no_room(limit, amount))
            if (self._spent + self._reserved + amount).beyond(self.budget) is None:
                self._reserved += amount
                return True
            if retry is not None:
                self._waiting.append(retry)
            return False

    def try_reserve_for(self, key: str, amount: Amount) -> bool:
        """Hold an amount back under a key until `release`, if there is room for it now.

        It is for what outlasts whoever reserves it: files of calls that are with a vendor.

        Raises:
            BudgetExceeded: As `try_reserve` does.
        """
        has_room = self.try_reserve(amount)
        if has_room:
            self._by_key[key] = amount
        return has_room

    def release(self, key: str) -> None:
        """Hold nothing back any more under a key, if anything is."""
        self.settle(self._by_key.pop(key, Amount()), Amount())

    def refuse(self, amount: Amount) -> NoReturn:
        """Refuse an amount that there is no room for beside what is under way.

        Raises:
            BudgetExceeded: Always.
        """
        with self._lock:
            held = self._spent + self._reserved
        limit = (held + amount).beyond(self.budget) or "calls"
        msg = (
            f"the budget has no room for {amount.show(limit)} more: {held.show(limit)} were spent "
            f"or are held back for what is under way; raise the budget's `{limit}`"
        )
        raise BudgetExceeded(msg)

    def settle(self, reserved: Amount, took: Amount) -> None:
        """Book what an attempt took, be it more than was reserved for it."""
        with self._lock:
            self._reserved -= reserved
            self._spent += took
            waiting, self._waiting = self._waiting, []
        for retry in waiting:
            retry()

    def _no_room(self, limit: str, amount: Amount) -> str:
        most = getattr(self.budget, limit)
        unit = "USD" if limit == "usd" else limit
        return (
            f"the budget of {most:g} {unit} has no room: {self._spent.show(limit)} were spent, and "
            f"the next call may take {amount.show(limit)}; raise the budget's `{limit}`"
            + ("" if limit == "calls" else ", or lower `max_tokens`")
        )
