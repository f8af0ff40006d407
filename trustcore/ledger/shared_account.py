"""The state of a budget that several processes share: each leases parts of it."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import anyio

from trustcore.errors import BudgetExceeded, SharedLostError
from trustcore.event_loop import loop_time
from trustcore.ledger.account import Account
from trustcore.ledger.thread_event import ThreadEvent
from trustcore.plugins.shared import Claim, Lease
from trustcore.records.budget import Amount, Budget
from trustcore.sharing.link import SharedLink
from trustcore.sharing.links import SharedLinks

_AHEAD = 64
"""Calls like the one at hand that are leased at once, where there is room."""

_LOOK = 0.5
"""Seconds after which one looks again that waits for what others hold, or for what is lost."""


class SharedAccount(Account):
    """An account that leases parts of a budget, and spends nothing that it was not granted.

    One task of the process at a time asks for a lease, for all who wait. Where nothing is left,
    what is not used is given back, and it is waited for what others may give back.

    Args:
        budget: What all processes together may spend.
        links: To what they share.
    """

    def __init__(self, budget: Budget, links: SharedLinks) -> None:
        super().__init__(budget)
        self._shared = links.shared
        self._links = links
        self._begin_anew()
        links.state.holder = self

    def after_fork(self) -> None:
        """Forget what is the parent's: attempts under way, and what it leased."""
        super().after_fork()
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._held = self._spent = self._renewed = Amount()
        self._told: tuple[Amount, bool] | None = (Amount(), False)
        self._asking = False
        self._ask_at = -inf

    def try_reserve(self, amount: Amount, retry: Callable[[], None] | None = None) -> bool:
        """Hold an amount back, if there is room for it in what is leased.

        Args:
            amount: The worst case of one attempt. It must be settled, exactly once.
            retry: Called once, in whichever thread it happens, when something has changed after
                this call could not be served.
        """
        amount = self._counted(amount)
        with self._lock:
            if self._lacking(amount) == Amount():
                self._reserved += amount
                return True
            if retry is not None:
                self._waiting.append(retry)
            return False

    def settle(self, reserved: Amount, took: Amount) -> None:
        """Book what an attempt took, be it more than was reserved for it."""
        super().settle(self._counted(reserved), self._counted(took))

    async def reserve(self, amount: Amount) -> None:
        """Hold an amount back; lease more of the budget where that is needed.

        Args:
            amount: The worst case of one attempt. It must be settled, exactly once.

        Raises:
            BudgetExceeded: When no process has room for it, even if all that is under way turns
                out free.
            SharedLostError: When what is shared was waited for in vain.
        """
        if self.try_reserve(amount):
            return
        link = self._links.current()
        async with link.queue:  # of all who wait, one looks for more
            await self._reserve(link, amount)

    async def _reserve(self, link: SharedLink, amount: Amount) -> None:
        changed = ThreadEvent()
        while not self.try_reserve(amount, changed.set):
            if self._begin(loop_time()):
                await self._lease(link, self._counted(amount))
            else:
                with anyio.move_on_after(inf if self._asking else self._ask_at - loop_time()):
                    await changed.wait()
            changed = ThreadEvent()

    async def renew(self, link: SharedLink) -> None:
        """Say that what is held is still needed; give back more than the last half minute took."""
        if not self._begin():
            return
        try:
            with self._lock:
                used, self._renewed = self._spent - self._renewed, self._spent
                kept = _each(min, self._unused, used)
                self._held = self._spent + self._reserved + kept
                active = self._held != self._spent
            await self._tell(link, active=active)
        finally:
            self._end()

    async def give_back(self, link: SharedLink) -> None:
        """Give back what was not used."""
        if self._begin():
            try:
                await self._give_back(link)
            finally:
                self._end()

    async def _lease(self, link: SharedLink, amount: Amount) -> None:
        """Ask for more, once.

        Raises:
            BudgetExceeded: When there is none, nor will be.
            SharedLostError: When what is shared was waited for in vain.
        """
        self._ask_at = loop_time() + _LOOK
        try:
            with self._lock:
                self._held = _each(max, self._held, self._spent + self._reserved)
                ahead = Amount(_AHEAD * amount.calls, _AHEAD * amount.tokens, _AHEAD * amount.units)
                claim = Claim(self._held, self._lacking(amount), ahead, self.budget)
            self._told = None  # until it is known what came of it
            lease = await link.call(lambda one: one.lease(self._shared.budget, claim))
            await self._take(link, lease, amount)
        except SharedLostError:
            link.check_patience()
        finally:
            self._end()

    async def _take(self, link: SharedLink, lease: Lease, amount: Amount) -> None:
        """Take in what came of a claim."""
        if lease.granted is not None:
            with self._lock:
                self._held += lease.granted
                self._told = (self._held, True)
            self._ask_at = -inf
            return
        await self._give_back(link)
        if lease.others == 0 and not self._told_active:
            raise BudgetExceeded(self._none_left(lease, amount))

    async def _give_back(self, link: SharedLink) -> None:
        with self._lock:
            self._held = self._spent + self._reserved
            active = self._reserved != Amount()
        await self._tell(link, active=active)

    async def _tell(self, link: SharedLink, *, active: bool) -> None:
        """Say what is held, where that is not known. If it is lost, the next claim says it."""
        held = self._held
        if self._told == (held, active) and not active:
            return
        try:
            await link.call(lambda one: one.release(self._shared.budget, held, active=active))
            self._told = (held, active)
        except SharedLostError:
            self._told = None

    def _begin(self, now: float = inf) -> bool:
        """Be the one who asks; False where somebody else does, or nothing can have changed yet."""
        with self._lock:
            if self._asking or now < self._ask_at:
                return False
            self._asking = True
            return True

    def _end(self) -> None:
        """Let the next one ask, and all look again."""
        with self._lock:
            self._asking = False
            waiting, self._waiting = self._waiting, []
        for retry in waiting:
            retry()

    @property
    def _told_active(self) -> bool:
        """Whether others believe that this process may give something back."""
        return self._told is None or self._told[1]

    @property
    def _unused(self) -> Amount:
        return _each(max, self._held - self._spent - self._reserved, Amount())

    def _lacking(self, amount: Amount) -> Amount:
        """What is not leased of what an amount takes."""
        return _each(max, self._spent + self._reserved + amount - self._held, Amount())

    def _counted(self, amount: Amount) -> Amount:
        """What the budget counts of an amount."""
        budget = self.budget
        return Amount(
            0 if budget.calls is None else amount.calls,
            0 if budget.tokens is None else amount.tokens,
            0 if budget.usd is None else amount.units,
        )

    def _none_left(self, lease: Lease, amount: Amount) -> str:
        limit = (lease.total + self._lacking(amount)).beyond(self.budget) or "calls"
        most = getattr(self.budget, limit)
        unit = "USD" if limit == "usd" else limit
        return (
            f"the budget of {most:g} {unit} that processes share has no room: "
            f"{lease.total.show(limit)} were spent by all of them, and the next call may take "
            f"{amount.show(limit)}; raise the budget's `{limit}`, or begin another one under a new "
            f"name: this is {self._shared.budget!r} at {self._shared.place}"
        )


def _each(choose: Callable[[int, int], int], one: Amount, other: Amount) -> Amount:
    """The greater, or the lesser, of each part of two amounts."""
    return Amount(
        choose(one.calls, other.calls),
        choose(one.tokens, other.tokens),
        choose(one.units, other.units),
    )
