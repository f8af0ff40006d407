"""A budget being spent: the worst case is reserved before sending and settled after."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define

from trustcore import forks
from trustcore.errors import BudgetExceeded
from trustcore.ledger.budget import Amount, Budget


@define(eq=False)
class Reservation:
    """What is held back for one attempt until it is settled or cancelled."""

    amount: Amount
    open: bool = True


class Account:
    """What was spent of a budget, and what is reserved for attempts under way.

    Spent and reserved together never exceed the budget, whatever runs at once and from however many
    threads, as long as no reply takes more than was reserved for it.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._lock = forks.brief_lock()
        self._spent = Amount()
        self._reserved = Amount()
        self._waiting: list[Callable[[], None]] = []
        forks.register(self)

    def after_fork(self) -> None:
        """Forget attempts under way: they are the parent's, which settles them."""
        self._reserved, self._waiting = Amount(), []

    @property
    def spent(self) -> Amount:
        """What settled attempts took."""
        return self._spent

    @property
    def reserved(self) -> Amount:
        """What attempts under way may take."""
        return self._reserved

    def reserve(
        self, amount: Amount, retry: Callable[[], None] | None = None
    ) -> Reservation | None:
        """Hold an amount back.

        Args:
            amount: The worst case of one attempt.
            retry: Told once, in whichever thread it happens, when something is settled or
                cancelled after this call could not be served.

        Returns:
            The reservation; None when there is no room now but there may be, since attempts under
            way tend to take less than their worst case. Then something is under way, so that
            whoever waits is told.

        Raises:
            BudgetExceeded: When there is no room even if all that is under way turns out free.
        """
        with self._lock:
            limit = (self._spent + amount).beyond(self.budget)
            if limit is not None:
                raise BudgetExceeded(self._no_room(limit, amount))
            if (self._spent + self._reserved + amount).beyond(self.budget) is None:
                self._reserved += amount
                return Reservation(amount)
            if retry is not None:
                self._waiting.append(retry)
            return None

    def settle(self, reservation: Reservation, took: Amount) -> None:
        """Book what an attempt took, be it more than was reserved. Once: again changes nothing."""
        self._release(reservation, took)

    def cancel(self, reservation: Reservation) -> None:
        """Give back what was reserved for an attempt that was not sent. Idempotent."""
        self._release(reservation, Amount())

    def _release(self, reservation: Reservation, took: Amount) -> None:
        with self._lock:
            if not reservation.open:
                return
            reservation.open = False
            self._reserved -= reservation.amount
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
