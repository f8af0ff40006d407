"""Five hundred requests at once, of which a tenth hang up at random."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any

import aiohttp
import anyio
import pytest
from starlette.applications import Starlette

from trustcore import TLM, Request
from trustcore.testing import ScriptedProvider

CreateApp = Callable[[Callable[[], TLM]], Starlette]
Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]

REQUESTS = 500
LEAVING = REQUESTS // 10
CALLS = 7
"""Of preset `low` for each request."""
LATENCY = 0.02
GRACE = 1.0
"""Seconds after hanging up at which no call may be left."""


class Model:
    """Answers with the number in the question, and keeps when which request's calls ran."""

    def __init__(self) -> None:
        self.calls: Counter[int] = Counter()
        self.last_run: dict[int, float] = {}
        self.called: defaultdict[tuple[int, int], anyio.Event] = defaultdict(anyio.Event)
        self.provider = ScriptedProvider(self._say, features=["temperature"])

    async def _say(self, request: Request) -> str:
        text = request.messages[-1].content
        found = re.search(r"number (\d+)", text)
        assert found is not None
        number = int(found[1])
        self.calls[number] += 1
        self.called[number, self.calls[number]].set()
        try:
            await anyio.sleep(LATENCY)
        finally:
            self.last_run[number] = anyio.current_time()
        return "A" if "(A)" in text else f"It is {number}."


@pytest.fixture
def many_files() -> Iterator[None]:
    """Room for both ends of all connections in one process."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * REQUESTS + 200
    if wanted > hard != resource.RLIM_INFINITY:
        pytest.skip(f"{wanted} open files are needed, {hard} are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
@pytest.mark.parametrize("slots", [64, REQUESTS * CALLS], ids=["queueing", "all at once"])
async def test_clients_that_hang_up_leave_nothing_and_disturb_nobody(
    create_app: CreateApp, serving: Serving, caplog: pytest.LogCaptureFixture, slots: int
) -> None:
    """No call of theirs is left after a second; everybody else gets the own answer for 7 calls."""
    chance = random.Random(7)  # noqa: S311
    leaving = {one: chance.randrange(6) for one in chance.sample(range(REQUESTS), LEAVING)}
    left_at: dict[int, float] = {}
    replies: dict[int, tuple[int, Any]] = {}
    model = Model()

    async def ask(session: aiohttp.ClientSession, number: int) -> None:
        body = {"prompt": f"What is number {number}?"}
        async with session.post("/ask", json=body) as response:
            replies[number] = response.status, (await response.json())["response"]

    async def ask_and_leave(session: aiohttp.ClientSession, number: int, after: int) -> None:
        """Hang up when the server has made so many calls for us; 0: with the question half way."""
        async with anyio.create_task_group() as group:
            group.start_soon(ask, session, number)
            if after:
                await model.called[number, after].wait()
            else:
                await anyio.lowlevel.checkpoint()
            left_at[number] = anyio.current_time()
            group.cancel_scope.cancel()

    app = create_app(lambda: TLM("low", model=model.provider, options={"max_concurrency": slots}))
    async with serving(app) as session, anyio.create_task_group() as group:
        for number in range(REQUESTS):
            if number in leaving:
                group.start_soon(ask_and_leave, session, number, leaving[number])
            else:
                group.start_soon(ask, session, number)

    staying = [number for number in range(REQUESTS) if number not in leaving]
    assert {number: (200, f"It is {number}.") for number in staying} == replies
    assert dict.fromkeys(staying, CALLS) == {number: model.calls[number] for number in staying}
    late = {number: model.last_run.get(number, at) - at for number, at in left_at.items()}
    assert {} == {number: seconds for number, seconds in late.items() if seconds > GRACE}
    assert 0 == model.provider.in_flight
    assert LEAVING // 2 < model.provider.cancelled
    assert [] == [record.message for record in caplog.records if record.levelname != "INFO"]
    print(
        "late",
        max(late.values()),
        "cancelled",
        model.provider.cancelled,
        "started",
        model.provider.started,
        "max",
        model.provider.max_in_flight,
    )
