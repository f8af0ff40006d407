"""Five hundred requests at once under a real server, of which a tenth hang up at random."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager

import aiohttp
import anyio
import fastapi_app
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trustcore import TLM, Request
from trustcore.testing import ScriptedProvider

Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]

REQUESTS = 500
LEAVING = REQUESTS // 10
THRIFTY = {
    "extends": "low",
    "strategies": {
        "consistency": {"arguments": {"samples": 2}},
        "reflection": {"arguments": {"ratings": 1}},
    },
}
ALL = 4
FIRST_WAVE = 3
"""Calls of the preset, and those of them that do not wait for the answer."""
LATENCY = 0.02


class Model:
    """Answers with the number in the question, and counts which request's calls it answered.

    Nothing is answered before `go`: what a server does in five hundred requests' first second
    would otherwise be measured along.
    """

    def __init__(self) -> None:
        self.go = anyio.Event()
        self.calls: Counter[int] = Counter()
        self.answered: Counter[int] = Counter()
        self.called: defaultdict[tuple[int, int], anyio.Event] = defaultdict(anyio.Event)
        self.provider = ScriptedProvider(self._say, features=["temperature"])

    async def runs(self, calls: int) -> None:
        """Return when so many calls are in flight."""
        with anyio.fail_after(60):
            while self.provider.in_flight != calls:  # noqa: ASYNC110  (a counter, not ours)
                await anyio.sleep(0.01)

    async def _say(self, request: Request) -> str:
        text = request.messages[-1].text
        number = int(re.findall(r"number (\d+)", text)[0])
        self.calls[number] += 1
        self.called[number, self.calls[number]].set()
        await self.go.wait()
        await anyio.sleep(LATENCY)
        self.answered[number] += 1
        return "true" if "proposed answer" in text else f"It is {number}."


class Arrivals:
    """An app, and whether all requests are under way in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.arrived = 0
        self.complete = anyio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = False

        async def receive_and_count() -> Message:
            nonlocal read
            if read:  # whoever reads on after the body waits for the client to hang up
                self.arrived += 1
                if self.arrived == REQUESTS:
                    self.complete.set()
                return await receive()
            message = await receive()
            read = not message.get("more_body", False)
            return message

        await self.app(scope, receive_and_count if scope["type"] == "http" else receive, send)


class Crowd:
    """The clients: most stay; each of the others hangs up at a cue of its own, after `go`."""

    def __init__(self, go: anyio.Event, cues: Mapping[int, anyio.Event]) -> None:
        self.go = go
        self.cues = cues
        self.replies: dict[int, tuple[int, str]] = {}
        self.left: set[int] = set()

    async def come(self, session: aiohttp.ClientSession) -> None:
        async with anyio.create_task_group() as group:
            for number in range(REQUESTS):
                visit = self._leave if number in self.cues else self._ask
                group.start_soon(visit, session, number)

    async def _ask(self, session: aiohttp.ClientSession, number: int) -> None:
        body = {"prompt": f"What is number {number}?"}
        async with session.post("/ask", json=body) as response:
            self.replies[number] = response.status, (await response.json())["response"]

    async def _leave(self, session: aiohttp.ClientSession, number: int) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(self._ask, session, number)
            await self.go.wait()
            await self.cues[number].wait()
            self.left.add(number)
            group.cancel_scope.cancel()


def check(model: Model, crowd: Crowd) -> None:
    """Who stayed got the own answer for the usual calls; who left has none running.

    How soon those go hangs on the machine; that they go before they were all answered does not.
    """
    staying = [number for number in range(REQUESTS) if number not in crowd.cues]
    replies = {number: crowd.replies.get(number) for number in staying}
    assert {number: (200, f"It is {number}.") for number in staying} == replies
    assert dict.fromkeys(staying, ALL) == {number: model.calls[number] for number in staying}
    assert set(crowd.cues) == crowd.left
    answered = sum(model.answered[one] for one in crowd.left)
    assert (REQUESTS - LEAVING) * ALL == model.answered.total() - answered
    assert answered < LEAVING * ALL
    assert 0 == model.provider.in_flight


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
async def test_clients_hang_up_while_all_calls_are_in_flight(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """Of 500 requests in flight 50 hang up: their calls, and no others, are gone at once."""
    chance = random.Random(7)  # noqa: S311  (repeatable)
    cue = anyio.Event()
    model = Model()
    crowd = Crowd(cue, dict.fromkeys(chance.sample(range(REQUESTS), LEAVING), cue))
    options = {"max_concurrency": REQUESTS * ALL}
    app = fastapi_app.create_app(lambda: TLM(THRIFTY, model=model.provider, options=options))
    async with serving(app) as session, anyio.create_task_group() as group:
        group.start_soon(crowd.come, session)
        await model.runs(REQUESTS * FIRST_WAVE)
        cue.set()
        await model.runs((REQUESTS - LEAVING) * FIRST_WAVE)
        model.go.set()

    check(model, crowd)
    assert LEAVING * FIRST_WAVE == model.provider.cancelled
    assert [] == [one.message for one in caplog.records if one.levelname != "INFO"]


@pytest.mark.usefixtures("many_files")
async def test_clients_hang_up_at_random_while_requests_queue(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    """Of 500 requests that share 64 slots 50 hang up: while they wait, run or are nearly done."""
    chance = random.Random(7)  # noqa: S311  (repeatable)
    model = Model()
    leaving = chance.sample(range(REQUESTS), LEAVING)
    staying = sorted(set(range(REQUESTS)) - set(leaving))
    # The cue is the nth call of one's own request, or of another that runs to its end.
    cues = {
        one: model.called[
            chance.choice([one, chance.choice(staying)]), chance.randint(1, FIRST_WAVE)
        ]
        for one in leaving
    }
    crowd = Crowd(model.go, cues)
    app = Arrivals(fastapi_app.create_app(lambda: TLM(THRIFTY, model=model.provider)))
    async with serving(app) as session, anyio.create_task_group() as group:
        group.start_soon(crowd.come, session)
        with anyio.fail_after(60):
            await app.complete.wait()
        model.go.set()

    check(model, crowd)
    assert 0 < model.provider.cancelled
    assert [] == [one.message for one in caplog.records if one.levelname != "INFO"]
