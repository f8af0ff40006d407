from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import FatalError
from trustcore.errors import BudgetExceeded
from trustcore.ledger import Budget
from trustcore.ledger.account import Account, Reservation
from trustcore.ledger.budget import Amount

USD = 10**12
SMALL = st.integers(0, 30)
AMOUNTS = st.builds(Amount, SMALL, SMALL, SMALL.map(lambda cents: cents * USD // 100))
BUDGETS = st.builds(
    Budget,
    usd=st.none() | st.integers(1, 100).map(lambda cents: cents / 100),
    tokens=st.none() | st.integers(1, 100),
    calls=st.integers(1, 100),
)
STEPS = st.tuples(st.sampled_from(["reserve", "settle", "cancel"]), AMOUNTS, st.integers(0, 10**6))


def share(amount: Amount, millionths: int) -> Amount:
    """Some part of an amount: what an honest worst case turns out to be."""
    parts = (amount.calls, amount.tokens, amount.units)
    return Amount(*(part * millionths // 10**6 for part in parts))


@given(BUDGETS, st.lists(STEPS, max_size=60))
def test_a_budget_is_never_exceeded(budget: Budget, steps: list[tuple[str, Amount, int]]) -> None:
    """However reservations, settlements and cancellations mix: spent and reserved fit in it."""
    account = Account(budget)
    under_way: list[tuple[Reservation, Amount]] = []
    expected = Amount()
    for step, amount, number in steps:
        if step == "reserve":
            try:
                reservation = account.reserve(amount)
            except BudgetExceeded:
                assert (account.spent + amount).beyond(budget) is not None
            else:
                if reservation is None:
                    assert under_way
                    assert (account.spent + account.reserved + amount).beyond(budget) is not None
                else:
                    under_way.append((reservation, amount))
        elif under_way:
            reservation, worst = under_way.pop(number % len(under_way))
            if step == "cancel":
                account.cancel(reservation)
            else:
                account.settle(reservation, share(worst, number))
                expected += share(worst, number)
        assert (account.spent + account.reserved).beyond(budget) is None
        assert expected == account.spent
        assert sum((worst for _, worst in under_way), Amount()) == account.reserved
    for reservation, worst in under_way:
        account.settle(reservation, worst)
    assert account.spent.beyond(budget) is None
    assert Amount() == account.reserved


def test_what_does_not_fit_now_may_fit_later() -> None:
    """Worst cases are seldom reached: who finds no room waits for what is under way."""
    account = Account(Budget(calls=3))
    first = account.reserve(Amount(calls=2))
    told: list[str] = []
    assert account.reserve(Amount(calls=2), lambda: told.append("now")) is None
    assert first is not None
    account.settle(first, Amount(calls=1))
    assert ["now"] == told
    second = account.reserve(Amount(calls=2))
    assert second is not None
    account.cancel(second)
    assert ["now"] == told  # once


@pytest.mark.parametrize(
    ("budget", "spent", "amount", "said"),
    [
        (Budget(usd=1.5), Amount(units=USD), Amount(units=USD), "1.5 USD has no room: 1 USD were"),
        (Budget(tokens=9), Amount(tokens=9), Amount(tokens=1), "9 tokens has no room: 9 tokens"),
        (Budget(calls=1), Amount(calls=1), Amount(calls=1), "raise the budget's `calls`"),
    ],
    ids=["usd", "tokens", "calls"],
)
def test_what_can_never_fit_is_refused(
    budget: Budget, spent: Amount, amount: Amount, said: str
) -> None:
    """The error says what the budget is, what was spent, and what would have been needed."""
    account = Account(budget)
    first = account.reserve(spent)
    assert first is not None
    account.settle(first, spent)
    with pytest.raises(BudgetExceeded) as caught:
        account.reserve(amount)
    assert said in str(caught.value)
    assert isinstance(caught.value, FatalError)
    assert () == caught.value.outcomes


def test_a_budget_can_be_spent_to_the_last_cent() -> None:
    """Ten times ten cents are a dollar, which floats added up are not."""
    account = Account(Budget(usd=1))
    for _ in range(10):
        reservation = account.reserve(Amount(units=USD // 10))
        assert reservation is not None
        account.settle(reservation, reservation.amount)
    with pytest.raises(BudgetExceeded):
        account.reserve(Amount(units=1))


def test_a_reply_that_takes_more_than_was_reserved_is_booked() -> None:
    """It was paid for; and nothing more is sent, not even what takes nothing."""
    account = Account(Budget(tokens=10))
    reservation = account.reserve(Amount(tokens=8))
    assert reservation is not None
    account.settle(reservation, Amount(tokens=12))
    assert Amount(tokens=12) == account.spent
    with pytest.raises(BudgetExceeded):
        account.reserve(Amount())


def test_a_reservation_ends_once() -> None:
    """A second settlement, or giving back what is settled, changes nothing."""
    account = Account(Budget(calls=5))
    reservation = account.reserve(Amount(calls=2))
    assert reservation is not None
    account.settle(reservation, Amount(calls=1))
    account.settle(reservation, Amount(calls=1))
    account.cancel(reservation)
    assert (Amount(calls=1), Amount()) == (account.spent, account.reserved)


def test_threads_share_a_budget() -> None:
    """Two event loops that use one client cannot both take the last of it."""
    account = Account(Budget(calls=100))

    def spend(_: int) -> int:
        try:
            reservation = account.reserve(Amount(calls=1))
        except BudgetExceeded:
            return 0
        if reservation is None:
            return 0
        account.settle(reservation, Amount(calls=1))
        return 1

    with ThreadPoolExecutor(4) as threads:
        sent = sum(threads.map(spend, range(400)))
    assert sent == account.spent.calls <= 100
