"""Many calls at once on one client: each gets its own answer, the limit holds, nothing is left."""

# ruff: noqa: ANN401  (what is passed through to the client is of many types)

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from contextvars import ContextVar
from typing import Any

import anyio
import anyio.to_thread
import pytest
import uvloop

from trustcore import TLM, Request, Result
from trustcore.testing import After, ScriptedProvider

ONE_JUDGE = {"strategies": {"reflection": {"arguments": {"ratings": 1}}}}
"""A preset of one answer and one judge's call."""

ITEMS = 200
LIMIT = 8
BACKENDS = [
    pytest.param(("asyncio", {}), id="asyncio"),
    pytest.param(("asyncio", {"loop_factory": uvloop.new_event_loop}), id="uvloop"),
]


def echo(request: Request) -> Any:
    return After(0.001, f"answer to {request.messages[-1].content}")


@pytest.fixture
def model() -> ScriptedProvider:
    return ScriptedProvider(echo)


@pytest.fixture
def judge() -> ScriptedProvider:
    return ScriptedProvider(After(0.001, "true"))


@pytest.fixture
def tlm(model: ScriptedProvider, judge: ScriptedProvider) -> TLM:
    return TLM(ONE_JUDGE, model=model, judge=judge, options={"max_concurrency": LIMIT})


def check(results: dict[int, Result], *providers: ScriptedProvider, limit: int = LIMIT) -> None:
    """Every item has its own answer, the limit was kept and used, and no session is open."""
    assert {number: f"answer to {number}" for number in range(ITEMS)} == {
        number: one.response for number, one in results.items()
    }
    assert 1 == len({one.trustworthiness_score for one in results.values()} - {None})
    for provider in providers:
        assert (ITEMS, 0) == (provider.finished, provider.in_flight)
        assert 0 == provider.open_sessions
        assert 1 < provider.max_in_flight <= limit


async def ask_all(tlm: TLM, *, entered: bool) -> dict[int, Result]:
    results: dict[int, Result] = {}

    async def ask(number: int) -> None:
        results[number] = await tlm.aprompt(str(number))

    before = set(anyio.get_running_tasks())
    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for number in range(ITEMS):
            group.start_soon(ask, number)
    assert before == set(anyio.get_running_tasks())
    return results


@pytest.mark.parametrize("anyio_backend", BACKENDS)
@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_one_loop(
    entered: bool, tlm: TLM, model: ScriptedProvider, judge: ScriptedProvider
) -> None:
    """Calls of one event loop share slots, whether the client was entered or not."""
    check(await ask_all(tlm, entered=entered), model, judge)


@pytest.mark.parametrize("loop_factory", [None, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_second_run(
    loop_factory: Callable[[], Any] | None,
    tlm: TLM,
    model: ScriptedProvider,
    judge: ScriptedProvider,
) -> None:
    """A client that was not entered works in a second event loop, and in the next kind of call."""
    options = {"loop_factory": loop_factory}
    for _ in range(2):
        found = anyio.run(tlm.aprompt, "0", backend_options=options)
        assert "answer to 0" == found.response
    assert "answer to 0" == tlm.prompt("0").response
    tlm.close()

    assert 3 == model.finished == judge.finished
    assert 0 == model.open_sessions


@pytest.mark.parametrize("loop_factory", [None, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_sync_in_a_running_loop(
    loop_factory: Callable[[], Any] | None,
    tlm: TLM,
    model: ScriptedProvider,
    judge: ScriptedProvider,
) -> None:
    """Sync methods work inside a coroutine, as in a notebook; no loop is patched."""

    async def notebook() -> dict[int, Result]:
        return dict(enumerate(tlm.prompt([str(number) for number in range(ITEMS)])))

    with tlm:
        results = anyio.run(notebook, backend_options={"loop_factory": loop_factory})
    check(results, model, judge)


def test_threads(tlm: TLM, model: ScriptedProvider, judge: ScriptedProvider) -> None:
    """Sync calls from twenty threads share one portal thread, and its slots."""
    with tlm, ThreadPoolExecutor(20) as pool:
        results = pool.map(lambda number: (number, tlm.prompt(str(number))), range(ITEMS))
        found = dict(results)

    check(found, model, judge)


def test_threads_without_entering(
    tlm: TLM, model: ScriptedProvider, judge: ScriptedProvider
) -> None:
    """So they do on a client that was never entered; `close` leaves nothing behind."""
    with ThreadPoolExecutor(20) as pool:
        found = dict(pool.map(lambda one: (one, tlm.prompt(str(one))), range(ITEMS)))
    assert 1 == model.open_sessions
    tlm.close()
    tlm.close()

    check(found, model, judge)


async def test_both_at_once(tlm: TLM, model: ScriptedProvider, judge: ScriptedProvider) -> None:
    """Sync calls in worker threads and async calls may use one client at the same time."""
    results: dict[int, Result] = {}

    async def ask(number: int) -> None:
        if number % 2:
            results[number] = await tlm.aprompt(str(number))
        else:
            results[number] = await anyio.to_thread.run_sync(tlm.prompt, str(number))

    async with tlm, anyio.create_task_group() as group:
        for number in range(ITEMS):
            group.start_soon(ask, number)

    check(results, model, judge, limit=2 * LIMIT)  # two event loops


REQUEST_ID: ContextVar[str] = ContextVar("REQUEST_ID")


@pytest.mark.parametrize("sync", [True, False], ids=["sync", "async"])
@pytest.mark.parametrize("entered", [True, False], ids=["entered", "not entered"])
async def test_context(sync: bool, entered: bool) -> None:
    """A call runs in the context variables of who asked for it."""
    seen: dict[str, str] = {}

    async def model(prompt: str) -> str:
        seen[prompt] = REQUEST_ID.get()
        return "true"

    tlm = TLM({"strategies": {"logprobs": {}}}, model=model, options={"max_concurrency": 2})

    async def ask(number: int) -> None:
        REQUEST_ID.set(f"id of {number}")
        if sync:
            await anyio.to_thread.run_sync(tlm.prompt, str(number))
        else:
            await tlm.aprompt(str(number))

    async with tlm if entered else nullcontext(), anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(ask, number)
    tlm.close()

    assert {str(number): f"id of {number}" for number in range(20)} == seen
