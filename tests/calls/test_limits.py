"""How many calls at once, how many a minute, and which go first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import combinations_with_replacement
from typing import Any

import anyio
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trustcore import Message, Request
from trustcore.calls import EndpointLimits, Limits, PendingCall, RetryPolicy
from trustcore.calls.limits.permit import Permit
from trustcore.errors import RateLimitError
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.testing import After, ScriptedProvider, run_virtual


def asking(text: str) -> Call:
    return Call((("ask", text, ""),), "judge", Request((Message("user", text),)), Rank.ASK)


Serving = Callable[..., AbstractAsyncContextManager[Any]]
virtual = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def sent_at(serving: Serving, limits: Limits, calls: int, fail_first: int = 0) -> list[float]:
    """When each request of a flood of calls was sent, in seconds."""
    times: list[float] = []

    def script(_: Request) -> Any:  # noqa: ANN401  (a script)
        times.append(anyio.current_time())
        return RateLimitError("no", retry_after=0.0) if len(times) <= fail_first else "fine"

    async def main() -> None:
        async with serving(ScriptedProvider(script), limits, RetryPolicy(base=0.0)) as caller:
            for index in range(calls):
                caller.make(index)
            await caller.all_settled()

    run_virtual(main)
    return times


@virtual
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=12))
def test_lower_priorities_go_first_and_equal_ones_in_order(
    serving: Serving, priorities: Sequence[tuple[int, int]]
) -> None:
    """The item that came first, then its rank."""
    model = ScriptedProvider(After(1.0, "fine"))

    async def main() -> None:
        async with serving(model, Limits(max_concurrency=1)) as caller:
            caller.make(99, priority=(0, 0))
            await anyio.wait_all_tasks_blocked()
            for index, priority in enumerate(priorities):
                caller.make(index, priority=priority)
            await caller.all_settled()

    run_virtual(main)
    expected = sorted(range(len(priorities)), key=lambda index: priorities[index])
    assert expected == [request.draw for request in model.requests[1:]]


@virtual
@given(st.integers(1, 5), st.lists(st.integers(1, 3), min_size=1, max_size=12))
def test_no_more_calls_at_once_than_allowed_and_no_slot_idle(
    serving: Serving, most: int, seconds: Sequence[int]
) -> None:
    model = ScriptedProvider(lambda request: After(seconds[request.draw], "fine"))

    async def main() -> float:
        async with serving(model, Limits(max_concurrency=most)) as caller:
            for index in range(len(seconds)):
                caller.make(index)
            await caller.all_settled()
            assert most == caller.free_slots()
            return anyio.current_time()

    took = run_virtual(main)
    assert min(most, len(seconds)) == model.max_in_flight
    free = [0.0] * most
    for one in seconds:
        free.sort()
        free[0] += one
    assert max(free) == took


@virtual
@example(rate=600.0, burst=None, calls=40, failing=0)
@example(rate=7.0, burst=3, calls=20, failing=5)
@given(
    rate=st.floats(1, 600),
    burst=st.none() | st.integers(1, 5),
    calls=st.integers(1, 25),
    failing=st.integers(0, 3),
)
def test_in_no_window_are_more_requests_sent_than_burst_and_rate_allow(
    serving: Serving, rate: float, burst: int | None, calls: int, failing: int
) -> None:
    """Retries count as well."""
    times = sent_at(serving, Limits(64, rate, burst), calls, failing)
    allowed = max(1, round(rate / 60)) if burst is None else burst
    assert calls + failing == len(times)
    for first, last in combinations_with_replacement(range(len(times)), 2):
        window = times[last] - times[first]
        assert last - first + 1 <= allowed + rate * window / 60 + 1e-6


@pytest.mark.parametrize("burst", [1, 4])
def test_the_rate_is_used_to_the_full(serving: Serving, burst: int) -> None:
    """Two a second after the burst."""
    times = sent_at(serving, Limits(64, 120.0, burst), 10)
    assert [0.0] * burst + [0.5 * n for n in range(1, 11 - burst)] == pytest.approx(times)


def test_a_minutes_worth_does_not_go_out_in_the_first_second(serving: Serving) -> None:
    """`AsyncLimiter(600, 60)` would let all 600 through at once."""
    times = sent_at(serving, Limits(64, 600.0), 100)
    assert sum(time < 1.0 for time in times) <= 20


def test_limits_are_shared_by_actors_that_come_and_go(serving: Serving) -> None:
    """Calls outside `async with` open an actor each, and still keep to one limit."""
    model = ScriptedProvider(After(1.0, "fine"))

    async def one(shared: EndpointLimits, index: int) -> None:
        async with serving(model, shared=shared) as caller:
            caller.make(index)
            await caller.all_settled()

    async def main() -> None:
        shared = EndpointLimits(Limits(max_concurrency=3))
        async with anyio.create_task_group() as group:
            for index in range(12):
                group.start_soon(one, shared, index)

    run_virtual(main)
    assert (12, 3) == (model.finished, model.max_in_flight)


def test_one_who_goes_while_waiting_for_a_permit_leaves_no_slot_taken() -> None:
    async def main() -> int:
        limits = EndpointLimits(Limits(2, requests_per_minute=60.0, burst=1))

        def permit() -> Any:  # noqa: ANN401  (a context manager)
            return Permit(limits, asking("?"), PendingCall((0, 0)))

        async with permit() as first:
            first.send(0.0)
            with anyio.move_on_after(0.25):  # it has a slot, and waits for the rate
                async with permit():
                    raise AssertionError
            async with permit() as second:
                second.send(0.0)
                with anyio.move_on_after(0.25):  # it waits for a slot
                    async with permit():
                        raise AssertionError
        return limits.mailbox.taken

    assert 0 == run_virtual(main)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["make", "withdraw", "cancel", "sleep", "checkpoint"]), st.integers(0, 20)
    ),
    max_size=30,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS, st.integers(1, 3), st.booleans())
def test_no_slot_leaks_and_every_call_is_settled_or_taken_back(
    serving: Serving, actions: Sequence[tuple[str, int]], slots: int, limited: bool
) -> None:
    """Over any interleaving of making, withdrawing, cancelling, failing and time."""

    def script(request: Request) -> Any:  # noqa: ANN401  (a script)
        kinds = ["fine", After(1.0, "fine"), RateLimitError("no", retry_after=1.0), OSError()]
        return kinds[request.draw % 4]

    async def main() -> None:
        limits = Limits(slots, 600.0 if limited else None, 2 if limited else None)
        policy = RetryPolicy(attempts=2, base=0.0)
        async with serving(ScriptedProvider(script), limits, policy) as caller:
            taken_back: set[int] = set()
            for action, index in actions:
                await act(caller, taken_back, action, index)
            await anyio.sleep(100.0)
            assert 0 == caller.limits.mailbox.taken == caller.limits.mailbox.waiting
            assert not any(one.pending.in_flight for one in caller.made.values())
            settled = {number for number, one in caller.made.items() if one.settlement}
            assert caller.made.keys() == settled | taken_back

    run_virtual(main)


async def act(
    caller: Any,  # noqa: ANN401  (of the fixture)
    taken_back: set[int],
    action: str,
    index: int,
) -> None:
    if action == "make":
        caller.make(len(caller.made), priority=(index, 0))
    elif action == "sleep":
        await anyio.sleep(index / 4)
    elif action == "checkpoint":
        for _ in range(index):
            await anyio.lowlevel.checkpoint()
    elif caller.made:
        number = index % len(caller.made)
        taken_back.add(number)
        getattr(caller.made[number], action)()
