from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from anyio.abc import TaskGroup
from attrs import define, evolve, field

from trustcore import Message, Reply, Request, Usage
from trustcore.cache import Cache
from trustcore.cache.async_store import AsyncStore
from trustcore.cache.keys import Scope
from trustcore.calls import EndpointLimits, Limits, ModelActor, PendingCall, RetryPolicy, Settlement
from trustcore.calls.cache import CachedModel, SharedCall
from trustcore.errors import ClientStateError
from trustcore.graph import Call
from trustcore.graph.call import Rank
from trustcore.graph.graph import EMPTY_REPLY
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms
from trustcore.testing import After, ScriptedProvider, by_draw

QUESTION = Request((Message("user", "?"),), temperature=1.0)


@define(eq=False)
class Made:
    """A call in a task of its own, as an item makes it."""

    name: str
    pending: PendingCall
    task: anyio.TaskHandle[None] = field(init=False)

    def cancel(self) -> None:
        self.task.cancel()

    def withdraw(self) -> None:
        self.pending.give_up()
        if not self.pending.in_flight:
            self.task.cancel()


@define(eq=False)
class Caller:
    """A cached model with few slots, its calls, and what came of them."""

    stage: CachedModel
    model: ScriptedProvider
    group: TaskGroup
    settled: list[tuple[str, Settlement]] = field(factory=list)
    begun: list[str] = field(factory=list)

    def call(self, request: Request) -> Call:
        nodes = tuple(("sample", 1.0, request.draw + index) for index in range(request.n))
        return Call(nodes, "sampler", request, Rank.SAMPLE)

    def make(self, name: str, request: Request = QUESTION) -> Made:
        call = self.call(request)
        made = Made(name, PendingCall((0, 0), lambda: self.begun.append(name)))

        async def run() -> None:
            self.settled.append((name, await self.stage.call(call, made.pending)))

        made.task = self.group.create_task(run())
        return made

    @property
    def answered(self) -> list[str]:
        return [name for name, _ in self.settled]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.db"


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider(After(10, by_draw("a", "b", "c")), endpoint="test")


@asynccontextmanager
async def opened(
    model: ScriptedProvider,
    file: Path,
    store: AsyncStore[SharedCall] | None = None,
    slots: int = 1,
) -> AsyncIterator[Caller]:
    store = store or AsyncStore(Cache(file))
    limits = EndpointLimits(Limits(max_concurrency=slots))
    actor = ModelActor(model, limits, RetryPolicy(), Meter(), Terms(model.model))
    async with store.held(), anyio.create_task_group() as calls:
        async with anyio.create_task_group() as group:
            group.start_soon(store.write_on)
            group.start_soon(actor.serve)
            stage = CachedModel(model, Scope("", "test", model.model), store, lambda: actor, group)
            yield Caller(stage, model, calls)
            group.cancel_scope.cancel()
        await anyio.wait_all_tasks_blocked()
        calls.cancel_scope.cancel()


async def test_what_nobody_wants_is_not_looked_up(model: ScriptedProvider, file: Path) -> None:
    """Withdrawn or cancelled before the cache has been asked: nothing is sent."""
    async with opened(model, file) as caller:
        caller.make("withdrawn").withdraw()
        caller.make("cancelled").cancel()
        await anyio.sleep(99)
        assert (0, []) == (model.started, caller.settled)


async def test_a_call_that_waits_is_dropped_when_nobody_wants_it(
    model: ScriptedProvider, file: Path
) -> None:
    """It is never sent."""
    async with opened(model, file) as caller:
        caller.make("first", evolve(QUESTION, draw=1))
        await anyio.sleep(1)
        one, other = caller.make("one"), caller.make("other")
        await anyio.sleep(1)
        one.withdraw()
        other.withdraw()
        await anyio.sleep(30)
        assert ["first"] == caller.answered == caller.begun
        assert 1 == model.started


async def test_whoever_comes_after_a_call_was_dropped_makes_another(
    model: ScriptedProvider, file: Path
) -> None:
    """That one is shared as well, whatever becomes of those who wanted the first."""
    async with opened(model, file) as caller:
        caller.make("first", evolve(QUESTION, draw=1))
        await anyio.sleep(1)
        gone = caller.make("gone")
        await anyio.sleep(1)
        gone.withdraw()
        caller.make("later")
        await anyio.sleep(1)
        gone.cancel()
        caller.make("again")
        await anyio.sleep(30)
        assert ["first", "later", "again"] == caller.answered
        assert 2 == model.started == model.finished


async def test_a_call_that_waits_is_made_for_who_wants_it(
    model: ScriptedProvider, file: Path
) -> None:
    """Its leader's having gone changes nothing, nor what it costs: nothing."""
    async with opened(model, file) as caller:
        caller.make("first", evolve(QUESTION, draw=1))
        await anyio.sleep(1)
        leader = caller.make("leader")
        caller.make("follower")
        await anyio.sleep(1)
        leader.cancel()
        await anyio.sleep(30)
        assert ["first", "follower"] == caller.answered
        assert (Usage(), 1) == (caller.settled[1][1].usage, caller.settled[1][1].from_cache)


@pytest.mark.parametrize("gone", ["withdrawn", "cancelled"])
async def test_a_call_under_way_is_paid_for(gone: str, model: ScriptedProvider, file: Path) -> None:
    """Withdrawn by all it runs on, and its answer is kept; cancelled by all it is cancelled."""
    async with opened(model, file) as caller:
        one, other = caller.make("one"), caller.make("other")
        await anyio.sleep(1)
        one.withdraw()
        if gone == "cancelled":
            one.cancel()
            other.cancel()
        else:
            other.withdraw()
        await anyio.sleep(30)
        expected = [] if gone == "cancelled" else ["one", "other"]
        assert expected == caller.answered
        assert ["one", "other"] == caller.begun
        caller.make("later")
        await anyio.sleep(30)
        assert "later" == caller.answered[-1]
        assert int(gone == "withdrawn") == caller.settled[-1][1].from_cache
        assert int(gone == "cancelled") == model.cancelled == model.started - 1


async def test_who_wants_it_no_more_keeps_nobody_from_cancelling(
    model: ScriptedProvider, file: Path
) -> None:
    """One withdrew it, the other is cancelled: in flight it is paid for, and runs on."""
    async with opened(model, file) as caller:
        one, other = caller.make("one"), caller.make("other")
        await anyio.sleep(1)
        one.withdraw()
        other.cancel()
        await anyio.sleep(30)
        assert (["one"], 1) == (caller.answered, model.finished)


async def test_draws_under_way_are_waited_for_and_the_others_made(
    model: ScriptedProvider, file: Path
) -> None:
    """Requests for draws 0 to 3 and 2 to 5: the second one's call asks for 4 and 5."""
    async with opened(model, file) as caller:
        caller.make("one", evolve(QUESTION, n=4))
        await anyio.sleep(1)
        caller.make("two", evolve(QUESTION, n=4, draw=2))
        await anyio.sleep(30)
        caller.make("three", evolve(QUESTION, n=7))
        await anyio.sleep(30)
        asked = [(one.draw, one.n) for one in model.requests]
        assert [(0, 4), (4, 2), (6, 1)] == asked
        assert ["one", "two", "three"] == caller.answered
        assert [(1, 0), (1, 2), (1, 6)] == [
            (one.usage.calls, one.from_cache) for _, one in caller.settled
        ]
        texts = [getattr(one, "text", "") for one in caller.settled[-1][1].findings]
        assert ["a", "b", "c", "a", "b", "c", "a"] == texts


async def test_what_a_short_reply_lacks_is_asked_for_once_by_all_who_wait(file: Path) -> None:
    """In calls as large as the reply, as without a cache; nothing is made twice."""
    model = ScriptedProvider(After(1, by_draw("a", "b", "c")), features=[], endpoint="test")
    async with opened(model, file) as caller:
        for name in ("one", "two"):
            caller.make(name, evolve(QUESTION, n=3))
        await anyio.sleep(9)
        texts = [
            [getattr(one, "text", "") for one in found.findings] for _, found in caller.settled
        ]
        assert [["a", "b", "c"]] * 2 == texts
        assert [(0, 3), (1, 1), (2, 1)] == [(one.draw, one.n) for one in model.requests]
        assert 3 == sum(found.usage.calls for _, found in caller.settled)


async def test_a_reply_of_nothing_is_missing_for_all_who_wait(file: Path) -> None:
    """To ask for all of it again could go on for ever."""
    model = ScriptedProvider(After(1, Reply(())), endpoint="test")
    async with opened(model, file) as caller:
        for name in ("one", "two"):
            caller.make(name, evolve(QUESTION, n=2))
        await anyio.sleep(5)
        kinds = [[type(one).__name__ for one in found.findings] for _, found in caller.settled]
        assert [["Missing", "Missing"]] * 2 == kinds
        assert 1 == len(model.requests)


async def test_when_one_client_goes_the_others_make_the_call_themselves(
    model: ScriptedProvider, file: Path
) -> None:
    """Two runtimes of one event loop share a call; the one that made it is closed."""
    store: AsyncStore[SharedCall] = AsyncStore(Cache(file))
    async with opened(model, file, store) as second:
        async with opened(model, file, store) as first:
            first.make("leader")
            await anyio.sleep(1)
            second.make("follower")
            second.make("another")
            await anyio.sleep(1)
        (leader,) = first.settled
        assert isinstance(leader[1].error, ClientStateError)
        await anyio.sleep(30)
        assert ["follower", "another"] == second.answered
        assert [None, None] == [found.error for _, found in second.settled]
        assert [(1, 0), (0, 1)] == [(one.usage.calls, one.from_cache) for _, one in second.settled]
    assert (2, 1, 1) == (model.started, model.cancelled, model.finished)


async def test_when_one_client_goes_nothing_is_made_for_who_wants_it_no_more(
    model: ScriptedProvider, file: Path
) -> None:
    """It is told that nothing came, and nothing is paid for."""
    store: AsyncStore[SharedCall] = AsyncStore(Cache(file))
    async with opened(model, file, store) as second:
        async with opened(model, file, store) as first:
            first.make("leader")
            await anyio.sleep(1)
            follower = second.make("follower")
            await anyio.sleep(1)
            follower.withdraw()
        await anyio.sleep(30)
        ((name, found),) = second.settled
        assert ("follower", [EMPTY_REPLY], None) == (name, found.findings, found.error)
    assert (1, 1) == (model.started, model.cancelled)


async def test_who_waits_for_two_calls_of_others_waits_no_longer_than_allowed(
    model: ScriptedProvider, file: Path
) -> None:
    """Both are under way until 10, and then what it lacks besides has to wait for a slot."""
    async with opened(model, file, slots=2) as caller:
        for draw in (0, 1, 8, 9):
            caller.make(str(draw), evolve(QUESTION, draw=draw))
        await anyio.sleep(1)
        pending = PendingCall((0, 0))
        with anyio.CancelScope() as scope:
            pending.bound(scope, 5)
            await caller.stage.call(caller.call(evolve(QUESTION, n=3)), pending)
        assert (True, 15) == (scope.cancelled_caught, anyio.current_time())
