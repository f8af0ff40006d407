from __future__ import annotations

import pytest

from trustcore import ConfigurationError, Message, Request, Usage
from trustcore.errors import BudgetExceeded, CallTimeout, RateLimitError
from trustcore.ledger import Attempt, Budget, Price
from trustcore.ledger.budget import Amount
from trustcore.ledger.meter import Entry, Meter
from trustcore.ledger.terms import Terms

TERMS = Terms("lab/m", Price(1.0, 10.0))
REQUEST = Request((Message("user", "1234"),), max_tokens=5)


def begin(meter: Meter, terms: Terms = TERMS) -> Entry:
    entry = meter.begin(REQUEST, "judge", terms, item=3, now=10.0)
    assert entry is not None
    return entry


def test_a_reply_is_booked_with_its_cost() -> None:
    """Role, model, item, times and what it consumed."""
    meter = Meter()
    meter.ledger.open(3)
    meter.end(begin(meter), now=10.5, usage=Usage(1, 100, 50))
    expected = Attempt(
        role="judge",
        model="lab/m",
        item=3,
        started=10.0,
        seconds=0.5,
        outcome="ok",
        usage=Usage(1, 100, 50),
        cost=0.0006,
    )
    assert (expected,) == meter.ledger.close(3)


def test_a_refusal_is_booked_as_free() -> None:
    """Under the name of its error, and as a call of the budget."""
    meter = Meter(Budget(calls=2))
    meter.ledger.open(3)
    meter.end(begin(meter), now=10.5, error=RateLimitError("429"))
    (attempt,) = meter.ledger.close(3)
    assert ("RateLimitError", Usage(), 0.0) == (attempt.outcome, attempt.usage, attempt.cost)
    assert meter.account is not None
    assert Amount(calls=1) == meter.account.spent


@pytest.mark.parametrize("error", [CallTimeout("600 s"), None], ids=["timeout", "cancelled"])
def test_what_was_lost_on_its_way_counts_as_its_worst_case(error: CallTimeout | None) -> None:
    """Its cost is not known, so the budget pays all that was reserved."""
    meter = Meter(Budget(tokens=1000))
    meter.ledger.open(3)
    entry = begin(meter)
    assert entry.reservation is not None
    meter.end(entry, now=10.5, error=error)
    (attempt,) = meter.ledger.close(3)
    assert ("CallTimeout" if error else "cancelled", None) == (attempt.outcome, attempt.cost)
    assert meter.account is not None
    assert entry.reservation.amount == meter.account.spent


def test_a_model_without_a_price_has_tokens_and_no_cost() -> None:
    """And a budget in USD is refused for it, before anything is sent."""
    unpriced = Terms("lab/m")
    meter = Meter()
    meter.end(begin(meter, unpriced), now=11.0, usage=Usage(1, 100, 50))
    assert (Usage(1, 100, 50), None) == (meter.ledger.total.usage, meter.ledger.total.cost)
    with pytest.raises(ConfigurationError, match=r'prices=\{"lab/m"'):
        begin(Meter(Budget(usd=5)), unpriced)


def test_nothing_begins_without_room() -> None:
    """Wait while something is under way; after that the budget is spent."""
    meter = Meter(Budget(calls=1))
    told: list[bool] = []
    first = begin(meter)
    waits = meter.begin(REQUEST, "judge", TERMS, item=3, now=10.0, retry=lambda: told.append(True))
    assert waits is None
    meter.end(first, now=11.0, usage=Usage(1, 1, 1))
    assert [True] == told
    with pytest.raises(BudgetExceeded):
        begin(meter)
    assert 1 == meter.ledger.total.attempts
