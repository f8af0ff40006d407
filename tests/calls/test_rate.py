"""How fast calls are sent: as the user says and as the endpoint tells, on a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import combinations_with_replacement
from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trustcore import Completion, Message, Reply, Request, Usage
from trustcore.allowance import Allowance, Allowances
from trustcore.calls import EndpointLimits, Limits, PendingCall, RateLimiter, RetryPolicy
from trustcore.calls.limits.cost import ONE_REQUEST, CallCost, CostEstimator
from trustcore.calls.limits.permit import Permit
from trustcore.calls.limits.rate import Charge
from trustcore.errors import RateLimitError, RequestError, TrustcoreError
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.records.chat import UNREPORTED, EmbeddingRequest
from trustcore.testing import After, ScriptedProvider, ThrottledProvider, run_virtual

Serving = Callable[..., AbstractAsyncContextManager[Any]]
virtual = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
PATIENT = RetryPolicy(attempts=20)


def call(text: str, **features: Any) -> Call:  # noqa: ANN401  (of a request)
    return Call(
        (("ask", text, ""),), "judge", Request((Message("user", text),), **features), Rank.ASK
    )


def tokens(read: float, written: float = 0.0) -> CallCost:
    return CallCost(read, written)


def charged(rate: RateLimiter, cost: CallCost) -> Charge:
    """A call that was let through, and is still to be sent."""
    charge = Charge(cost)
    rate.charge(charge)
    return charge


def let_through(rate: RateLimiter, cost: CallCost) -> Charge:
    """Send a call at once."""
    charge = charged(rate, cost)
    rate.send(charge, anyio.current_time())
    return charge


async def sent(rate: RateLimiter, *costs: CallCost) -> list[float]:
    """When each of several calls is let through, one after the other."""
    times = []
    for cost in costs:
        await rate.acquire((0, 0), cost)
        let_through(rate, cost)
        times.append(anyio.current_time())
    return times


async def test_tokens_go_at_the_rate_that_was_given() -> None:
    """A tenth of a minute's may go at once, 100 tokens of 1000; then 16.7 come in a second."""
    rate = RateLimiter(Limits(tokens_per_minute=1000))
    assert [0, 0, 3, 6] == pytest.approx(await sent(rate, *[tokens(25, 25)] * 4))


async def test_a_call_of_more_tokens_than_fit_waits_for_all_and_is_owed() -> None:
    """It never waits for ever; the next one pays: 400 more than fit are 24 seconds' worth."""
    rate = RateLimiter(Limits(tokens_per_minute=1000))
    assert [0, 3, 27.6] == pytest.approx(await sent(rate, tokens(50), tokens(500), tokens(10)))


async def test_replies_correct_what_was_guessed() -> None:
    """Of 100 tokens 90 were not needed; a call that was refused took none."""
    rate = RateLimiter(Limits(tokens_per_minute=1000))
    for error in (None, RequestError("no", status=400)):
        await rate.acquire((0, 0), tokens(90))
        charge = let_through(rate, tokens(90))
        if error is None:
            rate.answered(charge, Usage(1, 6, 4), None)
        else:
            rate.failed(charge, error, None)
    assert [0.0] == await sent(rate, tokens(90))


async def test_where_a_reply_tells_no_tokens_the_guess_stands() -> None:
    rate = RateLimiter(Limits(tokens_per_minute=1000))
    await rate.acquire((0, 0), tokens(100))
    rate.answered(let_through(rate, tokens(100)), UNREPORTED, None)
    assert [3.0] == pytest.approx(await sent(rate, tokens(50)))


async def test_news_end_a_wait_early() -> None:
    """A reply that took less than was thought lets the next one go at once."""
    rate = RateLimiter(Limits(tokens_per_minute=1000))
    await rate.acquire((0, 0), tokens(100))
    charge = let_through(rate, tokens(100))
    async with anyio.create_task_group() as group:
        waiting = group.create_task(sent(rate, tokens(100)))
        await anyio.sleep(1.0)
        rate.answered(charge, Usage(1, 0, 0), None)
    assert [1.0] == waiting.return_value


async def test_what_was_let_through_but_not_sent_gives_its_tokens_back() -> None:
    limits = EndpointLimits(Limits(tokens_per_minute=4000))
    for _ in range(5):
        async with Permit(limits, call("a" * 400), PendingCall((0, 0))):
            pass
    assert (0.0, 0) == (anyio.current_time(), limits.mailbox.taken)


async def test_a_pause_that_is_learned_holds_for_who_waits_for_the_rate_already() -> None:
    """Nor do more go after it than were given: the turn that was waited for is lost."""
    rate = RateLimiter(Limits(requests_per_minute=60, burst=1))
    await rate.acquire((0, 0), ONE_REQUEST)
    first = let_through(rate, ONE_REQUEST)
    async with anyio.create_task_group() as group:
        waiting = group.create_task(sent(rate, *[ONE_REQUEST] * 3))
        await anyio.sleep(0.5)
        nothing = Allowances(requests=Allowance(0, 60, 20))
        rate.failed(first, RateLimitError("slow down", retry_after=20), nothing)
    assert [20.5, 21.5, 22.5] == pytest.approx(waiting.return_value, abs=0.01)


@virtual
@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(0, 300)), min_size=1, max_size=15),
    st.floats(60, 6000),
)
def test_in_no_window_are_more_tokens_sent_than_were_given(
    calls: Sequence[tuple[int, int]], limit: float
) -> None:
    """Guessed or told: the rate, a tenth of a minute at once, and what a single call is too large.

    A reply that told more than was guessed is paid back before the next call.
    """
    most = max(1.0, limit / 10)

    async def main() -> list[tuple[float, float]]:
        rate = RateLimiter(Limits(tokens_per_minute=limit))
        took = []
        for guessed, told in calls:
            await rate.acquire((0, 0), tokens(guessed))
            charge = let_through(rate, tokens(guessed))
            took.append((anyio.current_time(), float(told)))
            rate.answered(charge, Usage(1, told, 0), None)
        return took

    took = run_virtual(main)
    for first, last in combinations_with_replacement(range(len(took)), 2):
        window = took[last][0] - took[first][0]
        total = sum(amount for _, amount in took[first:last])
        assert total <= most + max(told for _, told in calls) + limit / 60 * window + 1e-3


@virtual
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 200), st.floats(0, 5)), max_size=12),
    st.integers(1, 3),
)
def test_who_goes_while_waiting_leaves_no_slot_and_no_token(
    users: Sequence[tuple[int, int, float]], slots: int
) -> None:
    """Whoever loses patience, wherever it waits: in the end all is there."""

    async def main() -> tuple[int, float]:
        limits = EndpointLimits(Limits(slots, 120.0, 1, 10000.0))

        async def use(item: int, amount: int, patience: float) -> None:
            with anyio.move_on_after(patience):
                async with Permit(limits, call("a" * amount), PendingCall((item, 0))):
                    await anyio.sleep(item)

        async with anyio.create_task_group() as group:
            for user in users:
                group.start_soon(use, *user)
        await anyio.sleep(3600)
        before = anyio.current_time()
        async with Permit(limits, call("a" * 100), PendingCall((0, 0))):
            return limits.mailbox.taken, anyio.current_time() - before

    assert (1, 0.0) == run_virtual(main)


async def test_the_most_urgent_goes_first() -> None:
    """Also where many wait for the rate that each have a slot, as calls without `async with` do."""
    limits, order = EndpointLimits(Limits(8, 60.0, 1)), list[int]()

    async def use(item: int) -> None:
        async with Permit(limits, call("?"), PendingCall((item, 0))):
            order.append(item)

    async with anyio.create_task_group() as group:
        for item in (0, 7, 3, 5, 1):
            group.start_soon(use, item)
    assert [0, 7, 1, 3, 5] == order  # 7 had its turn when the others came


def told(**kinds: Allowance) -> Allowances:
    return Allowances(**kinds)


async def heard(
    rate: RateLimiter, allowances: Allowances | None, error: TrustcoreError | None = None
) -> None:
    charge = let_through(rate, tokens(1))
    if error is None:
        rate.answered(charge, Usage(1), allowances)
    else:
        rate.failed(charge, error, allowances)


@pytest.mark.parametrize("kind", ["tokens", "input_tokens"])
async def test_tokens_that_the_endpoint_tells_are_kept_to(kind: str) -> None:
    """100 are left of 6000 a minute: 150 take half a second, and the hundredth of the way there."""
    rate = RateLimiter(Limits())
    await heard(rate, told(**{kind: Allowance(5900, 6000, 1)}))
    await heard(rate, told(**{kind: Allowance(100, 6000, 59)}))
    assert [0.51, 2.51] == pytest.approx(await sent(rate, tokens(150), tokens(200)))


async def test_a_call_that_was_not_sent_after_all_is_not_counted() -> None:
    """Two were let through, one was sent: what its reply says is left, but for the way there."""
    rate = RateLimiter(Limits())
    one, other = charged(rate, tokens(1)), charged(rate, tokens(1))
    rate.send(one, anyio.current_time())
    rate.give_back(other)
    rate.answered(one, Usage(1), told(requests=Allowance(1, 60, 59)))
    assert [0.01] == pytest.approx(await sent(rate, tokens(1)))


async def test_a_call_that_waits_for_the_budget_is_counted() -> None:
    """It will be sent before who comes later."""
    rate = RateLimiter(Limits())
    one, _ = charged(rate, tokens(1)), charged(rate, tokens(1))
    rate.send(one, anyio.current_time())
    rate.answered(one, Usage(1), told(requests=Allowance(1, 60, 59)))
    assert [1.01] == pytest.approx(await sent(rate, tokens(1)))


async def test_what_a_reply_tells_holds_from_when_the_call_was_sent() -> None:
    """Not from when it was let through, before it waited 50 seconds for the budget."""
    rate = RateLimiter(Limits())
    charge = charged(rate, tokens(1))
    await anyio.sleep(50.0)
    rate.send(charge, anyio.current_time())
    rate.answered(charge, Usage(1), told(requests=Allowance(0, 60, 60)))
    assert [51.01, 52.01] == pytest.approx(await sent(rate, tokens(1), tokens(1)))


async def test_a_wait_of_hours_is_not_believed() -> None:
    """The call goes, and fails by itself if it must: a day's limit is no reason to stand still."""
    rate = RateLimiter(Limits())
    await heard(rate, told(requests=Allowance(0, 1, 7200.0)))
    for _ in range(3):
        let_through(rate, tokens(1))
    assert [0.0] == await sent(rate, tokens(1))


async def test_an_endpoint_that_says_that_nothing_is_left_is_left_alone() -> None:
    """For as long as it asks for, since it says why."""
    rate = RateLimiter(Limits())
    error = RateLimitError("no", retry_after=7.0)
    await heard(rate, told(requests=Allowance(0, 6000, 60.0)), error)
    assert [7.0] == await sent(rate, tokens(1))


async def test_one_items_hint_is_about_that_item_only() -> None:
    rate = RateLimiter(Limits())
    await heard(rate, None, RateLimitError("no", retry_after=30.0))
    assert [0.0] == await sent(rate, tokens(1))


async def test_refusals_that_agree_are_about_all() -> None:
    """And a hint to come back in a millisecond ends no pause."""
    rate = RateLimiter(Limits())
    for hint in (30.0, 30.0, 30.0, 0.001):
        await heard(rate, None, RateLimitError("no", retry_after=hint))
    assert [30.0] == await sent(rate, tokens(1))


def rush(
    serving: Serving, model: ThrottledProvider, calls: int, limits: Limits | None = None
) -> float:
    """Make many calls at once, and say how long it took until all were answered."""

    async def main() -> float:
        async with serving(model, limits, PATIENT) as caller:
            caller.actor._random.seed(0)
            for index in range(calls):
                caller.make(index)
            await caller.all_settled()
            assert not any(caller.error(index) for index in range(calls))
            assert 0 == caller.limits.mailbox.taken
            return anyio.current_time()

    return run_virtual(main)


@pytest.mark.parametrize("burst", [1, 5, 20])
def test_a_limit_that_is_told_is_learned(serving: Serving, burst: int) -> None:
    """300 calls at 300 a minute take a minute, and few are refused after the first ones."""
    model = ThrottledProvider(
        ScriptedProvider(After(0.5, "fine")), requests_per_minute=300, burst=burst
    )
    seconds = rush(serving, model, 300)
    assert (300 - burst) / 5 <= seconds <= 65
    assert len(model.refused_at) <= 64
    assert sum(time > 2.0 for time in model.refused_at) <= 3


@pytest.mark.parametrize("hint", [lambda seconds: seconds, lambda _: None])
def test_a_limit_that_is_not_told_is_found_by_refusals(
    serving: Serving, hint: Callable[[float], float | None]
) -> None:
    """Fewer calls at once, and pauses where refusals agree: all are answered, and not too late."""
    model = ThrottledProvider(
        ScriptedProvider(After(0.5, "fine")),
        requests_per_minute=300,
        burst=5,
        tells=False,
        hint=hint,
    )
    assert rush(serving, model, 300) <= 200
    assert len(model.sent_at) <= 900


def test_tokens_that_are_told_are_learned(serving: Serving) -> None:
    """Calls of 100 tokens each at 6000 a minute, after a minute's worth of them at once."""
    said = Reply((Completion("fine"),), Usage(1, 5, 95))
    model = ThrottledProvider(
        ScriptedProvider(After(0.5, said)),
        requests_per_minute=60_000,
        burst=1000,
        tokens_per_minute=6000,
    )
    seconds = rush(serving, model, 180)
    assert 115 <= seconds <= 150
    assert len(model.refused_at) <= 18


def test_what_is_given_holds_where_the_endpoint_would_bear_more(serving: Serving) -> None:
    model = ThrottledProvider(ScriptedProvider("fine"), requests_per_minute=6000, burst=100)
    assert 29 == pytest.approx(rush(serving, model, 30, Limits(64, 60.0, 1)))
    assert not model.refused_at


def test_an_estimator_reads_bytes_and_learns_what_is_written() -> None:
    """A quarter of the bytes is read; what is written is the mean of what was, within the limit."""
    estimator = CostEstimator()
    assert CallCost(104, 256) == estimator.of(call("a" * 400))
    assert CallCost(104, 20) == estimator.of(call("a" * 400, max_tokens=10, n=2))
    estimator.update(call("?"), Usage(1, 100, 40))
    estimator.update(call("?"), UNREPORTED)
    assert 40 == estimator.of(call("?")).output_tokens
    estimator.update(call("?", n=2), Usage(1, 100, 160))
    assert 45 == estimator.of(call("?")).output_tokens


def test_embeddings_write_nothing() -> None:
    estimator = CostEstimator()
    texts = Call((("embed", "a"),), "embedder", EmbeddingRequest(("a" * 40, "b" * 40)), Rank.ASK)
    estimator.update(texts, Usage(1, 100, 0))
    assert CallCost(28) == estimator.of(texts)


def test_what_a_foreign_provider_tells_may_be_anything(serving: Serving) -> None:
    """It is no reason to lose a reply that is there."""
    said = Reply((Completion("fine"),), Usage(1), "plenty")  # type: ignore[arg-type]
    refused = RateLimitError("no", retry_after=0.0)
    refused.allowances = "none"  # type: ignore[assignment]
    script = ScriptedProvider([refused, said, said])
    model = ThrottledProvider(script, requests_per_minute=60, burst=9, tells=False)
    assert rush(serving, model, 2) < 1.0
