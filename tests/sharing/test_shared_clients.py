"""Clients as if in several processes, in one event loop of virtual time: all keep to one limit."""

from __future__ import annotations

from collections import Counter
from typing import Any

import anyio
import pytest

from trustcore import TLM, ConfigurationError, ProviderError
from trustcore.errors import BudgetExceeded, SharedLostError
from trustcore.ledger import Budget
from trustcore.plugins.shared import OnLost
from trustcore.records.budget import Amount
from trustcore.testing import (
    After,
    ScriptedProvider,
    SharedMemory,
    ThrottledProvider,
    VirtualTimeLoop,
    check_shared,
)

CALLS = 3  # of an item of the preset `base`
NINE = Amount(calls=9)
RPS = 20


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"loop_factory": VirtualTimeLoop}


def throttled(*, burst: int) -> ThrottledProvider:
    model = ScriptedProvider(After(0.3, "Paris"))
    return ThrottledProvider(model, requests_per_minute=60 * RPS, burst=burst)


def throughput(model: ThrottledProvider, since: float, until: float) -> float:
    """Calls a second that came in between two times."""
    return sum(since <= at < until for at in model.sent_at) / (until - since)


class Fleet:
    """Clients that ask at the same time, each as if it were a process of its own."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  (of `TLM`)
        self.settings = settings
        self.outcomes: Counter[str] = Counter()
        self.errors: list[Exception] = []

    async def run(self, processes: int, items: int) -> None:
        async with anyio.create_task_group() as group:
            for number in range(processes):
                group.start_soon(self.work, number, items)

    async def work(self, number: int, items: int) -> None:
        try:
            async with TLM("base", **self.settings) as tlm:
                prompts = (f"Question {number}, {one}?" for one in range(items))
                async for outcome in tlm.amap(prompts, ordered=False):
                    self.outcomes["failed" if outcome.error else "done"] += 1
                    if outcome.error:
                        self.errors.append(outcome.error)
        except BudgetExceeded as error:
            self.outcomes[type(error).__name__] += 1
            self.errors.append(error)


async def test_the_fake_passes_the_suite() -> None:
    """What users test with keeps the promises of the protocol."""
    await check_shared(SharedMemory())


@pytest.mark.parametrize("given", [{"requests_per_minute": 60 * RPS}, {}], ids=["given", "told"])
async def test_processes_use_a_limit_and_keep_to_it(given: dict[str, float]) -> None:
    """Four clients use at least 97% of an account's limit; at most 1% is refused, nothing lost.

    What goes before anything was told cannot keep to it.
    """
    model = throttled(burst=RPS)
    fleet = Fleet(model=model, shared=SharedMemory(), options={"max_concurrency": 32, **given})
    await fleet.run(4, 25)
    assert {"done": 100} == fleet.outcomes
    assert sum(given != {} or at > 1 for at in model.refused_at) <= 0.01 * len(model.sent_at)
    assert 0.97 * RPS <= throughput(model, 1, 10)


async def test_a_lopsided_load_gets_the_whole_limit() -> None:
    """A client that asks alone is not held to its part of the limit."""
    model = throttled(burst=RPS)
    options = {"requests_per_minute": 60 * RPS, "max_concurrency": 64}
    memory = SharedMemory()
    async with TLM("base", model=model, shared=memory, options=options):
        await Fleet(model=model, shared=memory, options=options).run(1, 50)
    assert 0.97 * RPS <= throughput(model, 1, 5)


async def test_a_pause_is_kept_by_all() -> None:
    """An endpoint that tells one process that nothing is left is left alone by the others."""
    memory = SharedMemory()
    model = ThrottledProvider(
        ScriptedProvider("Paris"), requests_per_minute=60, burst=1, hint=lambda _: 20.0
    )
    fleet = Fleet(model=model, shared=memory, options={"max_concurrency": 8})
    await fleet.run(2, 2)
    assert {"done": 4} == fleet.outcomes
    assert len(model.refused_at) <= 4


@pytest.mark.parametrize(
    "budget",
    [Budget(calls=100), Budget(tokens=8_000), Budget(usd=0.001)],
    ids=["calls", "tokens", "usd"],
)
async def test_a_budget_is_one_for_all(budget: Budget) -> None:
    """Four clients together never spend more than their budget, and nearly all of it."""
    model, memory = ScriptedProvider(After(0.2, "Paris")), SharedMemory()
    prices = {model.model: {"input": 1, "output": 1, "max_output": 100}}
    fleet = Fleet(
        model=model, shared=memory, budget=budget, prices=prices, options={"max_tokens": 100}
    )
    await fleet.run(4, 100)
    assert 4 == fleet.outcomes["BudgetExceeded"]
    assert memory.spent().beyond(budget) is None
    assert memory.budget_of("default").others("nobody", anyio.current_time()) == 0
    if budget.calls is not None:
        assert budget.calls == len(model.requests) == memory.spent().calls


async def test_leases_are_few() -> None:
    """One task of a process asks for all who wait, and for more than it needs at once."""
    model, memory = ScriptedProvider(After(0.2, "Paris")), SharedMemory()
    await Fleet(model=model, shared=memory, budget=Budget(calls=100_000)).run(2, 150)
    assert 2 * 150 * CALLS == len(model.requests) == memory.spent().calls
    assert memory.leases <= 2 * 150 * CALLS / 30


async def test_what_an_idle_process_holds_comes_back() -> None:
    """A client that does nothing gives back what it leased, so that others need not do without."""
    model, memory = ScriptedProvider("Paris"), SharedMemory()
    settings: dict[str, Any] = {"model": model, "shared": memory, "budget": Budget(calls=40)}
    async with TLM("base", **settings) as idle:
        await idle.aprompt("Who?")
        await Fleet(**settings).run(1, 100)
        assert 40 == len(model.requests)
        assert anyio.current_time() < 100


async def test_what_a_dead_process_held_counts_as_spent() -> None:
    """Nobody spends what a process took along; all else is spent, to the last call."""
    model, memory = ScriptedProvider("Paris"), SharedMemory()
    settings: dict[str, Any] = {"model": model, "shared": memory, "budget": Budget(calls=40)}
    dead = TLM("base", **settings)
    links = dead._engine.meter.account._links  # type: ignore[union-attr]
    links.state.holder = None  # a process that is killed gives nothing back
    async with dead:
        await dead.aprompt("Who?")
    taken_along = memory.spent().calls - CALLS
    await Fleet(**settings).run(3, 100)
    assert 0 < taken_along
    assert 40 - taken_along == len(model.requests)


@pytest.mark.parametrize("on_lost", ["own", "stop"])
@pytest.mark.parametrize("budget", [None, Budget(calls=100_000)], ids=["no budget", "budget"])
async def test_no_item_is_lost_while_the_server_is_away(
    on_lost: OnLost, budget: Budget | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Ten seconds without what is shared cost no item, whatever calls do meanwhile."""
    memory, model = SharedMemory(on_lost=on_lost), throttled(burst=RPS)
    options = {"requests_per_minute": 60 * RPS, "max_concurrency": 32}
    fleet = Fleet(model=model, shared=memory, options=options, budget=budget)

    async def outage() -> None:
        await anyio.sleep(3)
        memory.lost = True
        await anyio.sleep(10)
        memory.lost = False

    async with anyio.create_task_group() as group:
        group.start_soon(outage)
        group.start_soon(fleet.run, 4, 40)
    meanwhile = throughput(model, 4, 13)
    assert {"done": 160} == fleet.outcomes
    assert len(model.refused_at) <= 0.01 * len(model.sent_at)
    assert 4 == sum("shared lost" in one.getMessage() for one in caplog.records)
    if on_lost == "own" and budget is None:
        assert 0.9 * RPS <= meanwhile <= RPS
    else:
        assert 0 == meanwhile


@pytest.mark.parametrize("on_lost", ["own", "stop"])
async def test_what_is_waited_for_in_vain_can_be_resumed(on_lost: OnLost) -> None:
    """After `patience` items fail with an error that may pass; nothing was sent or spent."""
    memory, model = SharedMemory(on_lost=on_lost), ScriptedProvider("Paris")
    budget = Budget(calls=50) if on_lost == "own" else None
    async with TLM("base", model=model, shared=memory, budget=budget, patience=30) as tlm:
        memory.lost = True
        with pytest.raises(SharedLostError, match="as long as `patience` says, 30 s") as caught:
            await tlm.aprompt("Who?")
        assert isinstance(caught.value, ProviderError)
        assert caught.value.retryable
        assert 30 <= anyio.current_time() <= 32
        assert [] == model.requests
        memory.lost = False
        await anyio.sleep(10)
        result = await tlm.aprompt("Who?")
        assert "Paris" == result.response


async def test_a_server_that_was_never_there_is_a_wrong_setting() -> None:
    """It is said when the client is entered, before anything is sent."""
    memory, model = SharedMemory(), ScriptedProvider("Paris")
    memory.lost = True
    tlm = TLM("base", model=model, shared=memory)
    with pytest.raises(ConfigurationError, match="shared: memory cannot be reached"):
        await tlm.aprompt("Who?")
    assert [] == model.requests


class Broken(SharedMemory):
    """One that raises what no protocol says."""

    def check(self) -> None:
        if self.paces > 2:
            raise KeyError("a bug")


async def test_a_bug_of_an_implementation_costs_no_item() -> None:
    """Whatever it raises, calls go on as if it could not be reached."""
    model = ScriptedProvider("Paris")
    fleet = Fleet(model=model, shared=Broken())
    await fleet.run(1, 20)
    assert {"done": 20} == fleet.outcomes


async def test_an_unentered_client_gives_back_after_each_call() -> None:
    """Without `async with` nothing stays leased between calls."""
    model, memory = ScriptedProvider("Paris"), SharedMemory()
    tlm = TLM("base", model=model, shared=memory, budget=Budget(calls=100))
    for _ in range(3):
        await tlm.aprompt("Who?")
        assert len(model.requests) == memory.spent().calls


def test_a_child_process_begins_anew() -> None:
    """After a fork the parent's lease is the parent's: the child has nothing of it."""
    tlm = TLM(
        "base", model=ScriptedProvider("Paris"), shared=SharedMemory(), budget=Budget(calls=9)
    )
    account: Any = tlm._engine.meter.account
    account._held = account._spent = NINE
    before = account._links._process
    account.after_fork()
    account._links.after_fork()
    assert not account.try_reserve(NINE)
    assert before != account._links._process


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (object(), "must have an attribute `place`"),
        (SharedMemory, "must have an attribute `place`"),
        (SharedMemory(on_lost="later"), '"own" or "stop"'),  # type: ignore[arg-type]
        (7, "must have an attribute `place`"),
    ],
    ids=["object", "class", "on_lost", "number"],
)
def test_what_cannot_be_shared_is_refused(shared: object, said: str) -> None:
    """A wrong setting is told when the client is made."""
    with pytest.raises(ConfigurationError, match=said):
        TLM("base", model=ScriptedProvider("Paris"), shared=shared)  # type: ignore[arg-type]
