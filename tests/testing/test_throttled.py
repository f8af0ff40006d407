from __future__ import annotations

import anyio
import pytest

from trustcore import Message, Reply, Request
from trustcore.allowance import Allowance, Allowances
from trustcore.errors import RateLimitError
from trustcore.testing import ScriptedProvider, ThrottledProvider, check_provider, run_virtual

QUESTION = Request((Message("user", "one two three"),))


async def outcomes(model: ThrottledProvider, *pauses: float) -> list[Reply | RateLimitError]:
    """What comes of a request now and one after each pause."""
    found: list[Reply | RateLimitError] = []
    async with model.open() as session:
        for pause in (0.0, *pauses):
            await anyio.sleep(pause)
            try:
                found.append(await session.complete(QUESTION))
            except RateLimitError as error:
                found.append(error)
    return found


def test_what_is_too_much_is_refused_until_it_has_come_back() -> None:
    """Two at once, then one a second; a refusal says when."""
    model = ThrottledProvider(ScriptedProvider("fine"), requests_per_minute=60, burst=2)
    found = run_virtual(outcomes, model, 0, 0, 0.75, 0.25, 0)
    refused = [isinstance(one, RateLimitError) for one in found]
    assert [False, False, True, True, False, True] == refused
    assert [0, 0, 0, 0.75, 1, 1] == model.sent_at
    assert [0, 0.75, 1] == model.refused_at
    waits = [one.retry_after for one in found if isinstance(one, RateLimitError)]
    assert [1, 0.25, 1] == pytest.approx(waits)


def test_replies_and_refusals_tell_what_is_left() -> None:
    """In whole requests, with the limit by the minute and the seconds until all is back."""
    model = ThrottledProvider(ScriptedProvider("fine"), requests_per_minute=60, burst=2)
    told = [one.allowances for one in run_virtual(outcomes, model, 0.25, 0)]
    expected = [(1, 1), (0, 1.75), (0, 1.75)]
    assert [Allowances(Allowance(left, 60, reset)) for left, reset in expected] == told


def test_tokens_are_taken_when_the_reply_is_there() -> None:
    """Four words each: after the second there are none of 6, and one comes back in 10 seconds."""
    model = ThrottledProvider(
        ScriptedProvider("fine"), requests_per_minute=600, burst=10, tokens_per_minute=6
    )
    *_, refused, later = run_virtual(outcomes, model, 0, 0, 30)
    assert isinstance(refused, RateLimitError)
    assert 30 == refused.retry_after
    assert refused.allowances is not None
    assert Allowance(0, 6, 80) == refused.allowances.tokens
    assert isinstance(later, Reply)


def test_it_need_not_tell_anything() -> None:
    model = ThrottledProvider(
        ScriptedProvider("fine"), requests_per_minute=60, tells=False, hint=lambda _: None
    )
    reply, refused = run_virtual(outcomes, model, 0)
    assert isinstance(refused, RateLimitError)
    assert (None, None, None) == (reply.allowances, refused.allowances, refused.retry_after)


def test_it_is_a_provider_like_the_one_behind_it() -> None:
    model = ThrottledProvider(ScriptedProvider("fine"), requests_per_minute=6000, burst=100)
    run_virtual(check_provider, model)
