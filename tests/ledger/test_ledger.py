from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TrustcoreError, Usage, dumps
from trustcore.errors import (
    AuthenticationError,
    CallTimeout,
    ConnectError,
    ContextLengthError,
    EmptyReplyError,
    ProviderError,
    RateLimitError,
    ReplyError,
    ServerError,
)
from trustcore.ledger import Attempt, Ledger, Totals
from trustcore.records.attempt import consumed


def attempt(
    item: int = 0,
    role: str = "answer",
    model: str = "m",
    cost: float | None = 0.1,
    outcome: str = "ok",
) -> Attempt:
    return Attempt(
        role=role,
        model=model,
        item=item,
        started=1.0,
        seconds=0.5,
        outcome=outcome,
        usage=Usage(1, 10, 2),
        cost=cost,
    )


def test_totals_are_kept_by_role_and_model() -> None:
    """A judge's and a sampler's attempts count like any other."""
    ledger = Ledger()
    for one in (attempt(), attempt(role="judge"), attempt(role="judge", model="n")):
        ledger.record(one)
    assert 3 == ledger.total.attempts
    assert {"answer": 1, "judge": 2} == {role: one.attempts for role, one in ledger.by_role.items()}
    assert {"m": 2, "n": 1} == {model: one.attempts for model, one in ledger.by_model.items()}
    assert Usage(3, 30, 6) == ledger.total.usage
    assert 0.3 == ledger.total.cost
    assert 1.5 == ledger.total.seconds


def test_an_item_s_attempts_are_handed_over_and_forgotten() -> None:
    """Of items that are over the ledger knows totals alone."""
    ledger = Ledger()
    mine, others = attempt(7), attempt(8)
    with ledger.item(7) as made:
        ledger.record(mine)
        ledger.record(others)
    assert [mine] == made
    ledger.record(mine)  # in flight when its item ended
    with ledger.item(7) as again:
        assert ([mine], []) == (made, again)
    assert 3 == ledger.total.attempts


def test_a_failed_attempt_is_in_the_ledger() -> None:
    """What was sent was sent."""
    ledger = Ledger()
    ledger.record(attempt(outcome="RateLimitError", cost=0.0))
    assert (1, 1) == (ledger.total.attempts, ledger.total.failures)


def test_an_unknown_cost_is_none_and_counted() -> None:
    """A sum of what is known says how much is missing from it."""
    unknown = Totals.of([attempt(cost=None), attempt(cost=None)])
    assert (None, 2) == (unknown.cost, unknown.unpriced)
    both = unknown + Totals.of([attempt(cost=0.0)])
    assert (0.0, 2) == (both.cost, both.unpriced)
    assert Totals().cost is None


@given(st.lists(st.integers(0, 10**13), max_size=30), st.randoms())
def test_the_cost_does_not_hang_on_the_order(trillionths: list[int], order: random.Random) -> None:
    """Sums of money are exact: any order, and any division into items, gives the same float."""
    attempts = [attempt(cost=one / 10**12) for one in trillionths]
    shuffled = order.sample(attempts, len(attempts))
    expected = sum(trillionths) / 10**12 if trillionths else None
    assert expected == Totals.of(attempts).cost == Totals.of(shuffled).cost
    assert expected == (Totals.of(shuffled[:3]) + Totals.of(shuffled[3:])).cost


def test_the_ledger_is_plain_data() -> None:
    """It can be written as JSON."""
    ledger = Ledger()
    ledger.record(attempt(cost=None))
    totals = {
        "attempts": 1,
        "failures": 0,
        "usage": {"calls": 1, "input_tokens": 10, "output_tokens": 2, "unreported": 0},
        "seconds": 0.5,
        "cost": None,
        "unpriced": 1,
    }
    data = ledger.to_dict()
    assert {"total": totals, "roles": {"answer": totals}, "models": {"m": totals}} == data
    assert b'"outcome":"ok"' in dumps([attempt()])
    assert b'"attempts":1' in dumps(ledger)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RateLimitError("429", status=429), Usage()),
        (ServerError("503", status=503), Usage()),
        (ContextLengthError("400", status=400), Usage()),
        (AuthenticationError("401", status=401), Usage()),
        (ServerError("504", status=504), None),
        (CallTimeout("600 s"), None),
        (ConnectError("it hung up"), None),
        (ReplyError("no JSON", status=200), None),
        (EmptyReplyError("no text"), None),
        (ProviderError("a foreign exception"), None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_refusal_is_free_and_silence_may_not_be(
    error: TrustcoreError, expected: Usage | None
) -> None:
    """Where no reply could be read, the model may have done its work all the same."""
    assert expected == consumed(error)
