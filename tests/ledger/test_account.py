from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import FatalError
from trustcore.errors import BudgetExceeded
from trustcore.ledger import Budget
from trustcore.ledger.account import Account
from trustcore.records.budget import Amount

USD = 10**12
SMALL = st.integers(0, 30)
AMOUNTS = st.builds(Amount, SMALL, SMALL, SMALL.map(lambda cents: cents * USD // 100))
BUDGETS = st.builds(
    Budget,
    usd=st.none() | st.integers(1, 100).map(lambda cents: cents / 100),
    tokens=st.none() | st.integers(1, 100),
    calls=st.integers(1, 100),
)
STEPS = st.tuples(st.sampled_from(["reserve", "settle"]), AMOUNTS, st.integers(0, 10**6))


def share(amount: Amount, millionths: int) -> Amount:
    """Some part of an amount: what an honest worst case turns out to be."""
    parts = (amount.calls, amount.tokens, amount.units)
    return Amount(*(part * millionths // 10**6 for part in parts))


def answer(account: Account, amount: Amount) -> bool | None:
    """Whether an amount could be reserved; None when it never can."""
    try:
        return account.try_reserve(amount)
    except BudgetExceeded:
        return None


@given(BUDGETS, st.lists(STEPS, max_size=60))
def test_a_budget_is_never_exceeded(budget: Budget, steps: list[tuple[str, Amount, int]]) -> None:
    """However reservations and settlements mix: spent and reserved together fit in it."""
    account = Account(budget)
    under_way: list[Amount] = []
    spent = Amount()
    for step, amount, number in steps:
        reserved = sum(under_way, Amount())
        if step == "reserve":
            expected = (spent + reserved + amount).beyond(budget) is None
            never = (spent + amount).beyond(budget) is not None
            assert (None if never else expected) == answer(account, amount)
            under_way += [amount] if expected else []
        elif under_way:
            worst = under_way.pop(number % len(under_way))
            account.settle(worst, share(worst, number))
            spent += share(worst, number)
        assert (spent + sum(under_way, Amount())).beyond(budget) is None


def test_what_does_not_fit_now_may_fit_later() -> None:
    """Worst cases are seldom reached: who finds no room is called when something is settled."""
    account = Account(Budget(calls=3))
    assert account.try_reserve(Amount(calls=2))
    told: list[str] = []
    assert not account.try_reserve(Amount(calls=2), lambda: told.append("now"))
    account.settle(Amount(calls=2), Amount(calls=1))
    assert ["now"] == told
    assert account.try_reserve(Amount(calls=2))
    account.settle(Amount(calls=2), Amount())
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
    assert account.try_reserve(spent)
    account.settle(spent, spent)
    with pytest.raises(BudgetExceeded) as caught:
        account.try_reserve(amount)
    assert said in str(caught.value)
    assert isinstance(caught.value, FatalError)
    assert () == caught.value.outcomes


def test_a_budget_can_be_spent_to_the_last_cent() -> None:
    """Ten times ten cents are a dollar, which floats added up are not."""
    account = Account(Budget(usd=1))
    cents = Amount(units=USD // 10)
    for _ in range(10):
        assert account.try_reserve(cents)
        account.settle(cents, cents)
    assert answer(account, Amount(units=1)) is None


def test_a_reply_that_takes_more_than_was_reserved_is_booked() -> None:
    """It was paid for; and nothing more is sent, not even what takes nothing."""
    account = Account(Budget(tokens=10))
    assert account.try_reserve(Amount(tokens=8))
    account.settle(Amount(tokens=8), Amount(tokens=12))
    assert answer(account, Amount()) is None


def test_threads_share_a_budget() -> None:
    """Event loops that use one client cannot both take the last of it, and each is woken."""
    account = Account(Budget(calls=100))

    async def spend() -> int:
        sent = 0
        with suppress(BudgetExceeded):
            for _ in range(100):
                await account.reserve(Amount(calls=2))
                account.settle(Amount(calls=2), Amount(calls=1))
                sent += 1
        return sent

    with ThreadPoolExecutor(4) as threads:
        sent = sum(threads.map(lambda _: anyio.run(spend), range(4)))
    assert 99 == sent


def test_what_is_reserved_for_a_key_is_given_back_once() -> None:
    """A key of which nothing is held gives nothing back; a forked process holds nothing."""
    account = Account(Budget(calls=10))
    assert account.try_reserve_for("a", Amount(calls=6))
    assert not account.try_reserve_for("b", Amount(calls=6))
    account.release("b")
    assert not account.try_reserve(Amount(calls=6))
    account.release("a")
    account.release("a")
    assert account.try_reserve_for("c", Amount(calls=10))
    account.after_fork()
    account.release("c")
    assert account.try_reserve(Amount(calls=10))
    assert not account.try_reserve(Amount(calls=1))
