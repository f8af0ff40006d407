"""A meter reserves before an attempt and books it once after, whatever ends it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
import pytest

from trustcore import ConfigurationError, Message, Request, Usage
from trustcore.errors import BudgetExceeded, CallTimeout, ProviderError, RateLimitError
from trustcore.ledger import Attempt, Budget, Price
from trustcore.ledger.budget import worst_case
from trustcore.ledger.meter import Meter, MeteredAttempt, ReportEnd
from trustcore.ledger.terms import Terms
from trustcore.records.budget import Amount
from trustcore.testing import run_virtual

TERMS = Terms("lab/m", Price(1.0, 10.0))
REQUEST = Request((Message("user", "1234"),), max_tokens=5)
USED = Usage(1, 100, 50)
WORST = worst_case(Budget(tokens=1), TERMS, REQUEST, "judge")


def attempt(meter: Meter, terms: Terms = TERMS) -> MeteredAttempt:
    return MeteredAttempt(meter, REQUEST, "judge", terms, item=3)


async def reply(entry: MeteredAttempt, usage: Usage = USED) -> None:
    await anyio.sleep(0.5)
    entry.usage = usage


async def no_usage(_: MeteredAttempt) -> None:
    await anyio.sleep(0.5)


async def cancelled(_: MeteredAttempt) -> None:
    await anyio.sleep_forever()


async def cancelled_after_the_reply(entry: MeteredAttempt) -> None:
    await reply(entry)
    await anyio.sleep_forever()


def fails(
    error: Exception, usage: Usage | None = None
) -> Callable[[MeteredAttempt], Awaitable[None]]:
    async def fail(entry: MeteredAttempt) -> None:
        await anyio.sleep(0.5)
        entry.usage = usage
        raise error

    return fail


def booked(meter: Meter, work: Callable[[MeteredAttempt], Awaitable[None]]) -> Attempt:
    """The one attempt that is in the ledger after an item that made it."""

    async def main() -> None:
        with anyio.move_on_after(1.0):
            try:
                async with attempt(meter) as entry:
                    await work(entry)
            except Exception:  # noqa: BLE001, S110  (that it passes through has a test of its own)
                pass

    with meter.ledger.item(3) as made:
        run_virtual(main)
    (one,) = made
    return one


@pytest.mark.parametrize(
    ("work", "seconds", "outcome", "usage", "cost"),
    [
        (reply, 0.5, "ok", USED, 0.0006),
        (no_usage, 0.5, "ok", Usage(1, unreported=1), None),
        (cancelled, 1.0, "cancelled", Usage(), None),
        (cancelled_after_the_reply, 1.0, "ok", USED, 0.0006),
        (fails(RateLimitError("429")), 0.5, "RateLimitError", Usage(), 0.0),
        (fails(CallTimeout("600 s")), 0.5, "CallTimeout", Usage(), None),
        (fails(ValueError("a bug")), 0.5, "ValueError", Usage(), None),
        (fails(ProviderError("not a reply"), USED), 0.5, "ProviderError", USED, 0.0006),
    ],
)
def test_whatever_ends_an_attempt_is_booked_once(
    work: Callable[[MeteredAttempt], Awaitable[None]],
    seconds: float,
    outcome: str,
    usage: Usage,
    cost: float | None,
) -> None:
    """Under its outcome, with what is known of its usage and its cost."""
    one = booked(Meter(), work)
    assert ("judge", "lab/m", 3) == (one.role, one.model, one.item)
    assert (seconds, outcome, usage, cost) == (one.seconds, one.outcome, one.usage, one.cost)


@pytest.mark.parametrize(
    ("work", "took"),
    [
        (reply, Amount(1, 150)),
        (fails(RateLimitError("429")), Amount(1)),
        (fails(CallTimeout("600 s")), WORST),
        (no_usage, WORST),
        (cancelled, WORST),
        (cancelled_after_the_reply, Amount(1, 150)),
    ],
)
def test_whatever_ends_an_attempt_is_settled_with_the_budget(
    work: Callable[[MeteredAttempt], Awaitable[None]], took: Amount
) -> None:
    """A refusal is free but for its call; where nobody knows, all that was reserved counts."""
    meter = Meter(Budget(tokens=1000, calls=5))
    booked(meter, work)
    assert meter.account is not None
    rest = Amount(5, 1000) - took
    with pytest.raises(BudgetExceeded):
        meter.account.try_reserve(rest + Amount(tokens=1))
    assert meter.account.try_reserve(rest)


@pytest.mark.parametrize("error", [RateLimitError("429"), ValueError("a bug"), KeyboardInterrupt()])
def test_what_ends_an_attempt_passes_through(error: BaseException) -> None:
    """The meter books it and swallows nothing."""

    async def main() -> None:
        async with attempt(Meter()):
            raise error

    with pytest.raises(type(error)) as caught:
        run_virtual(main)
    assert error is caught.value


def test_a_model_without_a_price_has_tokens_and_no_cost() -> None:
    """And a budget in USD is refused for it, before anything is sent."""
    unpriced = Terms("lab/m")

    async def main(meter: Meter) -> None:
        async with attempt(meter, unpriced) as entry:
            entry.usage = USED

    meter, bounded = Meter(), Meter(Budget(usd=5))
    run_virtual(lambda: main(meter))
    assert (USED, None) == (meter.ledger.total.usage, meter.ledger.total.cost)
    with pytest.raises(ConfigurationError, match=r'prices=\{"lab/m"'):
        run_virtual(lambda: main(bounded))
    assert 0 == bounded.ledger.total.attempts


def test_an_attempt_without_room_waits_for_those_under_way() -> None:
    """Its time runs from its sending; after the last of the budget nothing is sent."""
    meter = Meter(Budget(tokens=WORST.tokens + 20))

    async def one(usage: Usage) -> None:
        async with attempt(meter) as entry:
            await reply(entry, usage)

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(one, Usage(1, 10, 10))
            group.start_soon(one, Usage(1, 10, 1))

    with meter.ledger.item(3) as made:
        run_virtual(main)
    first, second = made
    assert (0.5, 0.5) == (second.started - first.started, second.seconds)
    with pytest.raises(BudgetExceeded):
        run_virtual(lambda: one(USED))
    assert 2 == meter.ledger.total.attempts


def test_who_gives_up_waiting_for_the_budget_leaves_nothing() -> None:
    """Neither an attempt nor a reservation: the next one has the room."""
    meter = Meter(Budget(tokens=WORST.tokens + 1))

    async def main() -> None:
        async with attempt(meter) as first:
            with anyio.move_on_after(1.0) as waiting:
                await attempt(meter).__aenter__()
            assert waiting.cancelled_caught
            first.usage = Usage(1, 1, 0)
        async with attempt(meter) as next_one:
            next_one.usage = Usage(1, 1, 0)

    run_virtual(main)
    assert 2 == meter.ledger.total.attempts


class Told(Meter):
    """A meter that keeps what it is told, in order."""

    def __init__(self, budget: Budget | None = None) -> None:
        super().__init__(budget)
        self.told: list[object] = []

    def begun(self, attempt: MeteredAttempt) -> ReportEnd:
        self.told.append((attempt.role, attempt.item))
        return self.told.append


def test_a_subclass_is_told_of_each_attempt_and_its_end() -> None:
    """With what is in the ledger; an attempt that the budget has no room for is not told."""
    meter = Told(Budget(calls=1))
    one = booked(meter, reply)
    assert [("judge", 3), one] == meter.told
    with pytest.raises(BudgetExceeded):
        run_virtual(attempt(meter).__aenter__)
    assert [("judge", 3), one] == meter.told
