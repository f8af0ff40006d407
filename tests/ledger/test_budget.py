from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import ConfigurationError, Message, Request, Usage
from trustcore.ledger import Budget, Limited, Price, Prices
from trustcore.ledger.budget import taken, worst_case
from trustcore.ledger.terms import Terms
from trustcore.ledger.tokens import (
    MESSAGE_TOKENS,
    REQUEST_TOKENS,
    most_read,
    most_tokens,
)
from trustcore.records.budget import Amount
from trustcore.records.chat import EmbeddingRequest
from trustcore.records.role import Role
from trustcore.testing import ScriptedProvider

PRICE = Price(1.0, 10.0)
TERMS = Terms("lab/m", PRICE)
ALL = Budget(usd=1, tokens=1, calls=1)
AROUND = REQUEST_TOKENS + MESSAGE_TOKENS


def ask(text: str = "1234", *, max_tokens: int | None = None, n: int = 1) -> Request:
    return Request((Message("user", text),), max_tokens=max_tokens, n=n)


@pytest.mark.parametrize(
    "limits",
    [
        {},
        {"usd": 0},
        {"usd": -1.0},
        {"usd": float("nan")},
        {"usd": float("inf")},
        {"usd": True},
        {"usd": "5"},
        {"tokens": 0},
        {"tokens": 1.5},
        {"calls": 0},
        {"calls": True},
    ],
    ids=str,
)
def test_a_budget_needs_a_limit_above_0(limits: dict[str, Any]) -> None:
    """A limit of nothing would be a mistake, not a wish."""
    with pytest.raises(ConfigurationError):
        Budget(**limits)


def test_the_worst_case_is_all_bytes_and_the_whole_limit() -> None:
    """A token for each byte that is read, and as many written as the request allows."""
    expected = Amount(1, AROUND + 4 + 5, PRICE.of(AROUND + 4, 5))
    assert expected == worst_case(ALL, TERMS, ask(max_tokens=5), "answer")


def test_several_completions_are_read_once_and_written_each() -> None:
    """One request: where the endpoint refuses `n`, the others are requests of their own."""
    expected = Amount(1, AROUND + 4 + 3 * 5, PRICE.of(AROUND + 4, 3 * 5))
    assert expected == worst_case(ALL, TERMS, ask(max_tokens=5, n=3), "sampler")


def test_embeddings_are_read_and_not_written() -> None:
    """They need no token limit."""
    request = EmbeddingRequest(("12", "345"))
    read = REQUEST_TOKENS + 2 * MESSAGE_TOKENS + 5
    assert Amount(1, read, PRICE.of(read, 0)) == worst_case(ALL, TERMS, request, "embedder")


def test_a_model_s_own_maximum_stands_for_the_limit_that_a_request_lacks() -> None:
    """And it bounds a limit that is larger."""
    terms = Terms("lab/m", Price(1.0, 10.0, max_output=50))
    bare, roomy = (worst_case(ALL, terms, ask(max_tokens=one), "judge") for one in (None, 99))
    assert Amount(1, AROUND + 4 + 50, PRICE.of(AROUND + 4, 50)) == bare == roomy


class Roomy(ScriptedProvider):
    """Reasons before it answers, so it gets 1000 tokens more than it is asked for."""

    def token_limit(self, max_tokens: int | None, /) -> int | None:
        return None if max_tokens is None else max_tokens + 1000


def test_the_limit_that_is_sent_counts() -> None:
    """Not the user's own, where a provider adds room for thinking."""
    provider = Roomy("4")
    assert isinstance(provider, Limited)
    terms = Terms.of(provider, Prices.of())
    assert (provider.model, None) == (terms.model, terms.price)
    assert 1005 == terms.most_written(5)
    assert terms.most_written(None) is None
    assert 5 == Terms.of(ScriptedProvider("4"), Prices.of()).most_written(5)


@pytest.mark.parametrize("budget", [Budget(usd=1), Budget(tokens=1)], ids=["usd", "tokens"])
@pytest.mark.parametrize("role", ["answer", "judge"])
def test_a_reply_without_a_bound_is_refused(budget: Budget, role: Role) -> None:
    """The message names the ways out: `max_tokens` is no way out for a judge's replies."""
    with pytest.raises(ConfigurationError) as caught:
        worst_case(budget, TERMS, ask(), role)
    assert "`max_output` in `prices`" in str(caught.value)
    assert ("the option `max_tokens`" in str(caught.value)) == (role == "answer")


def test_a_budget_of_calls_needs_no_bound() -> None:
    """A call is a call, however long."""
    assert Amount(calls=1) == worst_case(Budget(calls=9), TERMS, ask(n=2), "answer")


@pytest.mark.parametrize("usage", [None, Usage(calls=1, unreported=1)], ids=["lost", "unreported"])
def test_what_nobody_knows_counts_as_the_worst_case(usage: Usage | None) -> None:
    """A budget is never exceeded on the hope that a lost call was cheap."""
    reserved = Amount(1, 100, 100)
    assert reserved == taken(ALL, TERMS, usage, reserved)


def test_a_refused_request_is_a_call() -> None:
    """It was sent, though nothing was read or written."""
    assert Amount(calls=1) == taken(ALL, TERMS, Usage(), Amount(3, 9, 9))


def test_what_a_reply_consumed_counts() -> None:
    """Be it less or more than was reserved."""
    expected = Amount(2, 7, PRICE.of(3, 4))
    assert expected == taken(ALL, TERMS, Usage(2, 3, 4), Amount(1, 5, 5))


@given(st.text())
def test_bounds_on_tokens(text: str) -> None:
    """The most is no less than the characters, and can be had for any text."""
    assert len(text) <= most_tokens(text)
    assert most_tokens(text) < most_read(ask(text))


def test_lone_surrogates_have_a_length() -> None:
    """They occur in models' output, and so in what a judge is asked about."""
    assert 3 == most_tokens("\ud800")
