"""What an actor makes of the calls that are awaited on it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from typing import Any

import anyio
import pytest
from attrs import frozen

from trustcore import Completion, Message, Missing, ProviderError, Reply, Request, Usage
from trustcore.calls import (
    EndpointLimits,
    Limits,
    ModelActor,
    PendingCall,
    RetryPolicy,
    Settlement,
)
from trustcore.calls.actor import fit
from trustcore.errors import (
    ActorCrashed,
    AuthenticationError,
    CallTimeout,
    ClientStateError,
    ConnectError,
    ParameterRefusedError,
    RateLimitError,
    ServerError,
    StaleConnectionError,
)
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.ledger import Budget
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Feature
from trustcore.records.chat import EmbeddingRequest
from trustcore.testing import After, Script, ScriptedProvider

Serving = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture of conftest.py, as loosely typed as a test can know it."""
NO_JITTER = RetryPolicy(base=0.0)
ONE_SLOT = Limits(max_concurrency=1)


def number(request: Request) -> int:
    return int(request.messages[-1].text)


class Clock:
    """A script that notes when each call came in."""

    def __init__(self, *rows: object) -> None:
        self.rows = list(rows)
        self.calls: list[tuple[int, float]] = []

    def __call__(self, request: Request) -> Any:  # noqa: ANN401  (a script)
        self.calls.append((number(request), anyio.current_time()))
        return self.rows.pop(0) if self.rows else "fine"

    @property
    def times(self) -> list[float]:
        return [time for _, time in self.calls]


# Replies


async def test_a_call_is_settled_once_with_what_came_of_it(serving: Serving) -> None:
    model = ScriptedProvider("Paris")
    async with serving(model) as caller:
        job = caller.make(1)
        await caller.all_settled()
    assert Settlement(job.call, (Completion("Paris"),), Usage(1, 1, 1)) == job.settlement
    assert caller.actor.provider is model


async def test_a_foreign_exception_fails_that_call_only_and_keeps_its_cause(
    serving: Serving,
) -> None:
    """Its text may quote the prompt, so the message has its type alone."""
    cause = ZeroDivisionError("What is 1 / 0?")
    model = ScriptedProvider(lambda request: cause if number(request) == 1 else "Paris")
    async with serving(model) as caller:
        caller.make(1)
        caller.make(2)
        await caller.all_settled()
        assert caller.actor.alive
    error = caller.error(1)
    assert ProviderError is type(error)
    assert "scripted/model raised ZeroDivisionError; see its cause" == str(error)
    assert cause is error.__cause__
    assert caller.error(2) is None
    assert 2 == model.started


@frozen
class Careless:
    """A provider that replies with something else than a `Reply`."""

    reply: object
    model: str = "careless/model"

    def supports(self, feature: Feature, /) -> bool:
        return False

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Careless]:
        yield self

    async def complete(self, request: Request, /) -> Any:  # noqa: ANN401  (whatever)
        return self.reply if number(request) == 1 else Reply((Completion("Paris"),))


WRONG_REPLIES: list[Any] = [
    None,
    "Paris",
    Completion("Paris"),
    Reply(("Paris",)),  # type: ignore[arg-type]
    Reply(None),  # type: ignore[arg-type]
    Reply(iter([Completion("Paris")])),  # type: ignore[arg-type]
    Reply((Completion("Paris"),), None),  # type: ignore[arg-type]
    Reply((Completion("Paris"),), {"calls": 1}),  # type: ignore[arg-type]
    Reply((Completion(None),)),  # type: ignore[arg-type]
    Reply((Completion(b"Paris"),)),  # type: ignore[arg-type]
    Reply((Completion("Paris", [-0.1]),)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("reply", WRONG_REPLIES, ids=range(len(WRONG_REPLIES)))
async def test_a_reply_of_another_type_fails_that_call_only(
    reply: object, serving: Serving
) -> None:
    async with serving(Careless(reply)) as caller:
        caller.make(1)
        caller.make(2)
        await caller.all_settled()
        assert caller.actor.alive
        assert 2 == caller.ledger.total.attempts
    assert ProviderError is type(caller.error(1))
    assert caller.error(2) is None


async def test_embeddings_of_a_session_without_them_fail_that_call(serving: Serving) -> None:
    call = Call((("embed", "a"),), "embedder", EmbeddingRequest(("a",)), Rank.ASK)
    async with serving(Careless(None)) as caller:
        caller.make(1, call=call)
        await caller.all_settled()
    assert isinstance(caller.error(1), ProviderError)


async def test_a_failed_call_with_several_nodes_is_missing_for_each(serving: Serving) -> None:
    call = Call((("sample", 1.0, 0), ("sample", 1.0, 1)), "sampler", Request(()), Rank.SAMPLE)
    async with serving(ScriptedProvider(AuthenticationError("the key is wrong"))) as caller:
        caller.make(1, call=call)
        await caller.all_settled()
    missing = Missing("AuthenticationError: the key is wrong")
    assert [missing, missing] == list(caller.settlement(1).findings)


@pytest.mark.parametrize("feature", ["temperature", "logprobs", "seed"])
def test_a_parameter_that_the_provider_does_not_take_is_not_sent(feature: Feature) -> None:
    asked = {"temperature": 0.0, "logprobs": 0, "seed": 0}
    request = Request((), **asked)  # type: ignore[arg-type]
    others: Sequence[Feature] = [one for one in asked if one != feature]  # type: ignore[misc]
    sent = fit(request, ScriptedProvider("", features=others))
    assert Request((), **(asked | {feature: None})) == sent  # type: ignore[arg-type]


# Retries


async def test_retries_are_bounded_and_spread_out(serving: Serving) -> None:
    """A peer asked 8,831 times in 3 seconds when a 429 came without Retry-After."""
    clock = Clock(*[RateLimitError("slow down")] * 9000)
    policy = RetryPolicy(attempts=5, base=0.5, longest=30.0)
    async with serving(ScriptedProvider(clock), None, policy) as caller:
        caller.make(1)
        await caller.all_settled()
    assert isinstance(caller.error(1), RateLimitError)
    assert 5 == len(clock.times)
    gaps = [after - before for before, after in zip(clock.times, clock.times[1:], strict=False)]
    assert all(0.5 * 2**index / 2 <= gap <= 0.5 * 2**index for index, gap in enumerate(gaps))


async def test_a_call_that_succeeds_at_last_is_a_success(serving: Serving) -> None:
    clock = Clock(ServerError("no"), ConnectError("no"), "Paris")
    async with serving(ScriptedProvider(clock)) as caller:
        caller.make(1)
        await caller.all_settled()
    assert caller.error(1) is None
    assert 3 == len(clock.times)


async def test_retry_after_is_honoured(serving: Serving) -> None:
    clock = Clock(RateLimitError("no", retry_after=7.0))
    async with serving(ScriptedProvider(clock), None, NO_JITTER) as caller:
        caller.make(1)
        await caller.all_settled()
    assert [0.0, 7.0] == clock.times


@pytest.mark.parametrize("hint", [86400.0, -5.0, float("nan"), float("inf")])
async def test_an_absurd_retry_after_neither_hangs_nor_hurries(
    hint: float, serving: Serving
) -> None:
    clock = Clock(*[RateLimitError("no", retry_after=hint)] * 3)
    async with serving(ScriptedProvider(clock)) as caller:
        caller.make(1)
        await caller.all_settled()
    assert caller.error(1) is None
    gaps = [after - before for before, after in zip(clock.times, clock.times[1:], strict=False)]
    assert all(0.5 * 2**index / 2 <= gap <= 0.5 * 2**index for index, gap in enumerate(gaps))


@pytest.mark.parametrize(
    ("error", "bound"), [(ParameterRefusedError("no"), 8), (StaleConnectionError("no"), 1)]
)
async def test_some_failures_cost_neither_time_nor_attempts(
    error: ProviderError, bound: int, serving: Serving
) -> None:
    clock = Clock(*[error] * bound)
    policy = RetryPolicy(attempts=1)
    async with serving(ScriptedProvider(clock), None, policy) as caller:
        caller.make(1)
        await caller.all_settled()
        attempts = caller.ledger.total.attempts
    assert caller.error(1) is None
    assert [0.0] * (bound + 1) == clock.times
    assert bound + 1 == attempts


async def test_a_provider_that_learns_without_end_is_stopped(serving: Serving) -> None:
    """A ninth lesson in a row is a refusal of the request."""
    clock = Clock(*[ParameterRefusedError("no")] * 100)
    async with serving(ScriptedProvider(clock)) as caller:
        caller.make(1)
        await caller.all_settled()
    assert isinstance(caller.error(1), ParameterRefusedError)
    assert [0.0] * 9 == clock.times


async def test_of_stale_connections_in_a_row_only_one_is_nobody_s_failure(serving: Serving) -> None:
    """The second waits and counts; after it the next one is free again."""
    clock = Clock(*[StaleConnectionError("no")] * 100)
    policy = RetryPolicy(attempts=3, base=1.0)
    async with serving(ScriptedProvider(clock), None, policy) as caller:
        caller.make(1)
        await caller.all_settled()
    gaps = [after - before for before, after in zip(clock.times, clock.times[1:], strict=False)]
    assert [True, False] * 2 + [True] == [gap == 0 for gap in gaps]


async def test_what_is_made_again_at_once_goes_through_the_limits(serving: Serving) -> None:
    """One request each second, whatever it is for."""
    clock = Clock(ParameterRefusedError("no"), "fine", StaleConnectionError("no"))
    limits = Limits(requests_per_minute=60.0, burst=1)
    async with serving(ScriptedProvider(clock), limits) as caller:
        caller.make(1)
        caller.make(2)
        await caller.all_settled()
    assert [0.0, 1.0, 2.0, 3.0] == pytest.approx(clock.times)


async def test_an_endpoint_that_fails_again_and_again_is_not_asked_five_times_as_often(
    serving: Serving,
) -> None:
    """When the retries are used up a call fails with its own error, which says so."""
    model = ScriptedProvider(lambda _: ServerError("down"))
    async with serving(model) as caller:
        for number_ in range(1000):
            caller.make(number_)
        await caller.all_settled()
        errors = [caller.error(number_) for number_ in range(1000)]
    assert 1500 <= model.started <= 1000 * 1.5 + 500
    assert all(isinstance(error, ServerError) for error in errors)
    assert "down; given up after 2 of 5 attempts, since retries are at most 50% of the calls" in {
        str(error) for error in errors
    }


async def test_back_off_holds_no_slot(serving: Serving) -> None:
    clock = Clock(RateLimitError("no", retry_after=10.0), After(3.0, "fine"), After(3.0, "fine"))
    async with serving(ScriptedProvider(clock), ONE_SLOT, NO_JITTER) as caller:
        caller.make(1)
        caller.make(2)
        caller.make(3)
        await caller.all_settled()
    assert [(1, 0.0), (2, 0.0), (3, 3.0), (1, 10.0)] == clock.calls


async def test_a_call_that_takes_too_long_is_stopped_and_tried_again(serving: Serving) -> None:
    model = ScriptedProvider(After(1000.0, "late"))
    policy = RetryPolicy(attempts=2, base=0.0, call_timeout=5.0)
    async with serving(model, None, policy) as caller:
        caller.make(1)
        with anyio.fail_after(10.5):
            await caller.all_settled()
    error = caller.error(1)
    assert isinstance(error, CallTimeout)
    assert "scripted/model did not reply within 5 s; given up after 2 of 2 attempts" == str(error)
    assert (2, 2, 0) == (model.started, model.cancelled, model.in_flight)


async def test_each_call_is_late_at_its_own_time(serving: Serving) -> None:
    """One timer is for all of them: for those that began later, after a quiet time, or again."""
    late = {number: After(1000.0, "late") for number in "134"}
    model = ScriptedProvider(late | {"2": After(4.0, "in time")})
    policy = RetryPolicy(attempts=1, call_timeout=5.0)
    ends: dict[int, float] = {}
    async with serving(model, None, policy) as caller:

        async def settled(number: int, begins: float) -> None:
            await anyio.sleep(begins)
            caller.make(number)
            await caller.all_settled(number)
            ends[number] = anyio.current_time() - begins

        async with anyio.create_task_group() as group:
            for number, begins in {1: 0.0, 2: 1.0, 3: 2.5, 4: 23.0}.items():
                group.start_soon(settled, number, begins)
    assert {1: 5.0, 2: 4.0, 3: 5.0, 4: 5.0} == pytest.approx(ends)
    assert [CallTimeout] * 3 == [type(caller.error(number)) for number in (1, 3, 4)]


async def test_a_foreign_timeout_is_not_taken_for_the_actors_own(serving: Serving) -> None:
    async with serving(ScriptedProvider(TimeoutError())) as caller:
        caller.make(1)
        await caller.all_settled()
    assert ProviderError is type(caller.error(1))


async def test_started_is_told_once_when_the_first_attempt_has_its_slot(serving: Serving) -> None:
    clock = Clock(After(4.0, "fine"), RateLimitError("no", retry_after=1.0))
    started: list[float] = []
    async with serving(ScriptedProvider(clock), ONE_SLOT, NO_JITTER) as caller:
        caller.make(1)
        caller.make(2, begin=lambda: started.append(anyio.current_time()))
        await caller.all_settled()
    assert [4.0] == started
    assert [0.0, 4.0, 5.0] == clock.times


# Taking calls back


async def test_a_waiting_call_that_is_cancelled_is_never_sent(serving: Serving) -> None:
    model = ScriptedProvider(After(1.0, "Paris"))
    async with serving(model, ONE_SLOT) as caller:
        caller.make(1)
        job = caller.make(2)
        await anyio.wait_all_tasks_blocked()
        assert not job.pending.in_flight
        job.cancel()
        job.cancel()
        caller.make(3)
        await caller.all_settled(1, 3)
        assert 1 == caller.free_slots()
    assert caller.settlement(2) is None
    assert ["1", "3"] == [request.messages[0].content for request in model.requests]


async def test_a_running_call_that_is_cancelled_stops_and_gives_its_slot_back(
    serving: Serving,
) -> None:
    model = ScriptedProvider(After(1.0, "Paris"))
    async with serving(model, ONE_SLOT) as caller:
        job = caller.make(1)
        await anyio.wait_all_tasks_blocked()
        assert job.pending.in_flight
        job.cancel()
        job.cancel()
        await anyio.wait_all_tasks_blocked()
        assert 1 == caller.free_slots()
        await anyio.sleep(2.0)
    assert caller.settlement(1) is None
    assert (1, 1) == (model.started, model.cancelled)


async def test_a_resting_call_that_is_cancelled_does_not_come_back(serving: Serving) -> None:
    clock = Clock(RateLimitError("no", retry_after=1.0))
    async with serving(ScriptedProvider(clock), None, NO_JITTER) as caller:
        job = caller.make(1)
        await anyio.wait_all_tasks_blocked()
        assert job.pending.waits_for.startswith("the next attempt after ")
        job.cancel()
        job.cancel()
        await anyio.sleep(2.0)
    assert caller.settlement(1) is None
    assert [0.0] == clock.times


async def test_a_call_that_is_cancelled_as_its_rest_ends_does_not_come_back(
    serving: Serving,
) -> None:
    """Both timers go off in the same turn of the loop, the canceller's first."""
    clock = Clock(RateLimitError("no", retry_after=1.0))
    async with serving(ScriptedProvider(clock), None, NO_JITTER) as caller:
        job = caller.make(1)
        await anyio.sleep(1.0)
        job.cancel()
        await anyio.sleep(2.0)
        assert job.over
    assert caller.settlement(1) is None
    assert [0.0] == clock.times


async def test_a_call_that_is_cancelled_before_its_first_step_keeps_no_slot(
    serving: Serving,
) -> None:
    """Its task was made, but has not run yet."""
    model = ScriptedProvider("Paris")
    async with serving(model, ONE_SLOT) as caller:
        caller.make(1).cancel()
        await anyio.wait_all_tasks_blocked()
        assert 1 == caller.free_slots()
    assert 0 == model.finished
    assert caller.settlement(1) is None


async def test_a_call_that_is_cancelled_as_its_turn_comes_passes_it_on(serving: Serving) -> None:
    """The slot goes to the next in the very moment at which it was granted."""
    model = ScriptedProvider(After(1.0, "Paris"))
    async with serving(model, ONE_SLOT) as caller:
        caller.make(1)
        waiting = caller.make(2)
        caller.make(3)
        await anyio.sleep(1.0)
        waiting.cancel()
        await caller.all_settled(1, 3)
        assert 1 == caller.free_slots()


async def test_a_provider_that_turns_cancellation_into_an_error_does_not_revive_the_call(
    serving: Serving,
) -> None:
    async def stubborn(_: Request) -> str:
        try:
            await anyio.sleep(10.0)
        except anyio.get_cancelled_exc_class() as error:
            raise ServerError("interrupted") from error
        return "Paris"

    async with serving(ScriptedProvider(stubborn), ONE_SLOT) as caller:
        job = caller.make(1)
        await anyio.sleep(1.0)
        job.cancel()
        await anyio.sleep(60.0)
        assert job.over
        assert 1 == caller.free_slots()
    assert caller.settlement(1) is None


async def test_a_withdrawn_call_runs_on_when_it_is_under_way(serving: Serving) -> None:
    """It is paid for, and its usage is told."""
    model = ScriptedProvider(After(1.0, "Paris"))
    async with serving(model, ONE_SLOT) as caller:
        running, waiting = caller.make(1), caller.make(2)
        await anyio.wait_all_tasks_blocked()
        running.withdraw()
        waiting.withdraw()
        await caller.all_settled(1)
        await anyio.sleep(2.0)
    assert 1 == caller.settlement(1).usage.calls
    assert caller.settlement(2) is None
    assert 1 == model.started


async def test_a_withdrawn_call_that_waits_for_the_budget_is_not_sent(serving: Serving) -> None:
    """It has a slot, but nothing was paid for it: both are free for others at once."""
    model = ScriptedProvider(After(5.0, "Paris"))
    async with serving(model, budget=Budget(tokens=2000)) as caller:
        first, waiting = caller.make(1), caller.make(2)
        await anyio.sleep(1.0)
        assert ("the budget", 1) == (waiting.pending.waits_for, model.started)
        before = caller.free_slots()
        waiting.withdraw()
        first.withdraw()
        await anyio.sleep(1.0)
        assert before + 1 == caller.free_slots()
        await caller.all_settled(1)
        await anyio.sleep(9.0)
    assert caller.settlement(2) is None
    assert 1 == model.started == caller.ledger.total.attempts


async def test_a_withdrawn_call_that_rests_is_not_tried_again(serving: Serving) -> None:
    clock = Clock(RateLimitError("no", retry_after=1.0))
    async with serving(ScriptedProvider(clock), None, NO_JITTER) as caller:
        job = caller.make(1)
        await anyio.sleep(0.5)
        job.withdraw()
        await anyio.sleep(2.0)
    assert [0.0] == clock.times


# The asker's context


REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="none")


async def test_a_call_runs_in_its_askers_context_and_leaks_into_no_other(
    serving: Serving,
) -> None:
    """Correlation ids of a web backend are right in the provider; what it sets is its call's."""
    seen: list[tuple[int, str]] = []

    async def look(request: Request) -> object:
        seen.append((number(request), REQUEST_ID.get()))
        await anyio.sleep(1.0)
        seen.append((number(request), REQUEST_ID.get()))
        REQUEST_ID.set("leaked")
        first = len([one for one, _ in seen if one == number(request)]) == 2
        return RateLimitError("no", retry_after=1.0) if first and number(request) == 1 else "fine"

    async def item(index: int) -> None:
        REQUEST_ID.set(f"request {index}")
        caller.make(index)
        await caller.all_settled(index)

    async with serving(ScriptedProvider(look), None, NO_JITTER) as caller:  # type: ignore[arg-type]
        async with anyio.create_task_group() as group:
            group.start_soon(item, 1)
            group.start_soon(item, 2)
        caller.make(3)
        await caller.all_settled(3)
    first = [seen for one, seen in seen if one == 1]
    assert ["request 1", "request 1", "leaked", "leaked"] == first
    assert {"request 2"} == {seen for one, seen in seen if one == 2}
    assert {"none"} == {seen for one, seen in seen if one == 3}


# Crashes and closing


class Opening:
    """A provider that cannot be opened the first time."""

    model = "opening/model"

    def __init__(self, error: Exception) -> None:
        self.errors = [error]

    def supports(self, feature: Feature, /) -> bool:
        return False

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[ScriptedProvider]:
        if self.errors:
            raise self.errors.pop()
        yield ScriptedProvider("Paris")


async def test_a_provider_that_cannot_be_opened_fails_what_is_pending_with_the_cause(
    serving: Serving,
) -> None:
    cause = OSError("no such file")
    async with serving(Opening(cause)) as caller:
        caller.make(1)
        caller.make(2)
        await caller.all_settled()
        assert not caller.actor.alive
    error = caller.error(1)
    assert isinstance(error, ActorCrashed)
    assert "the owner of opening/model died: OSError" == str(error)
    assert cause is error.__cause__
    assert error is caller.error(2)


async def test_an_error_of_ours_while_opening_is_told_as_it_is(serving: Serving) -> None:
    """A wrong key must still stop a batch at once."""
    error = AuthenticationError("the key is wrong")
    async with serving(Opening(error)) as caller:
        caller.make(1)
        await caller.all_settled()
    assert error is caller.error(1)


async def test_a_fresh_actor_serves_after_a_crash(serving: Serving) -> None:
    provider = Opening(OSError())
    shared = EndpointLimits(ONE_SLOT)
    async with serving(provider, shared=shared) as caller:
        caller.make(1)
        await caller.all_settled()
    async with serving(provider, shared=shared) as caller:
        caller.make(2)
        await caller.all_settled()
    assert caller.error(2) is None


class Breaking(ScriptedProvider):
    """A provider whose connection breaks down while it is open."""

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[ScriptedProvider]:
        async def fail() -> None:
            await anyio.sleep(1.0)
            raise KeyError("a bug of the provider")

        async with anyio.create_task_group() as group:
            group.start_soon(fail)
            yield self


async def test_a_provider_that_breaks_fails_all_that_is_pending(serving: Serving) -> None:
    """Calls in flight at once, those that wait and rest when their turn comes; no slot is lost."""
    script: dict[str, Script] = {
        "1": After(9.0, "late"),
        "2": ConnectError("no", retry_after=9.0),
        "3": "never sent",
    }
    limits = Limits(max_concurrency=1)
    async with serving(Breaking(script), limits, NO_JITTER) as caller:
        for index in (2, 1, 3):
            caller.make(index)
        await caller.all_settled()
        assert not caller.actor.alive
        assert 1 == caller.free_slots()
    errors = [caller.error(index) for index in (1, 2, 3)]
    assert [ActorCrashed] * 3 == [type(error) for error in errors]
    assert [KeyError] * 3 == [type(error.__cause__) for error in errors if error]


async def test_closing_settles_what_is_in_flight_with_an_error() -> None:
    """And whoever comes after is told as well: nobody is left waiting."""
    limits = EndpointLimits(ONE_SLOT)
    model = ScriptedProvider(After(9.0, "late"))
    actor = ModelActor(model, limits, NO_JITTER, Meter(), Terms(model.model))
    errors: list[object] = []

    async def make(text: str) -> None:
        call = Call((("ask", text, ""),), "judge", Request((Message("user", text),)), Rank.ASK)
        errors.append((await actor.call(call, PendingCall((0, 0)))).error)

    async with anyio.create_task_group() as calls, anyio.create_task_group() as group:
        group.start_soon(actor.serve)
        calls.start_soon(make, "1")
        calls.start_soon(make, "2")
        await anyio.sleep(1.0)
        group.cancel_scope.cancel()
    assert [ClientStateError] * 2 == [type(error) for error in errors]
    assert 0 == model.open_sessions
    assert 0 == limits.mailbox.taken
    assert not actor.alive


# Admission


async def test_items_are_let_in_one_at_a_time_and_in_order(serving: Serving) -> None:
    """The next item looks for room only after the calls of the one before are in the mailbox."""
    admitted: list[tuple[int, float]] = []
    door = anyio.Lock()

    async def item(index: int) -> None:
        async with door:
            await caller.limits.mailbox.wait_for_capacity()
            admitted.append((index, anyio.current_time()))
            for call in range(8):
                caller.make(100 * index + call, priority=(index, 0))
            await anyio.lowlevel.checkpoint()

    limits = Limits(max_concurrency=8)
    async with serving(ScriptedProvider(After(1.0, "fine")), limits) as caller:
        async with anyio.create_task_group() as group:
            for index in range(4):
                group.start_soon(item, index)
                await anyio.lowlevel.checkpoint()
        await caller.all_settled()
    assert [0, 1, 2, 3] == [index for index, _ in admitted]
    assert [0.0, 0.0, 1.0, 2.0] == [when for _, when in admitted]
