"""Who hangs up takes the calls of that request along, and nobody else's."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

import aiohttp
import anyio
import fastapi_app
import pytest
import starlette_app
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trustcore import TLM, Request
from trustcore.errors import ClientStateError
from trustcore.testing import ScriptedProvider

CreateApp = Callable[[Callable[[], TLM]], Starlette]
Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]

FIRST_WAVE = 5
"""Calls of preset `low` that do not wait for the answer: it and four samples."""
ALL = 7


class Level:
    """A number that can be waited for."""

    def __init__(self) -> None:
        self.value = 0
        self._changed = anyio.Event()

    @contextmanager
    def raised(self) -> Iterator[None]:
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    async def reaches(self, value: int) -> None:
        with anyio.fail_after(100):
            while self.value != value:
                await self._changed.wait()

    def _add(self, number: int) -> None:
        self.value += number
        self._changed.set()
        self._changed = anyio.Event()


class Model:
    """A model that replies when it is told to."""

    def __init__(self) -> None:
        self.go = anyio.Event()
        self.running = Level()
        self.provider = ScriptedProvider(self._say, features=["temperature"])

    async def _say(self, request: Request) -> str:
        with self.running.raised():
            await self.go.wait()
        return "true"


class Watched:
    """An app, and how many of its requests watch for their client to hang up."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.watching = Level()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        read = False

        async def receive_and_count() -> Message:
            nonlocal read
            if not read:
                message = await receive()
                read = not message.get("more_body", False)
                return message
            with self.watching.raised():
                return await receive()

        await self.app(scope, receive_and_count if scope["type"] == "http" else receive, send)


async def ask(session: aiohttp.ClientSession, prompt: str, replies: list[int]) -> None:
    async with session.post("/ask", json={"prompt": prompt}) as response:
        await response.read()
        replies.append(response.status)


@pytest.fixture
async def model() -> Model:
    return Model()


async def test_hanging_up_cancels_the_calls_of_that_request(
    create_app: CreateApp, serving: Serving, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    """Of two requests one hangs up: its calls are cancelled, the other's run to their end."""
    replies: list[int] = []
    app = create_app(lambda: TLM("low", model=model.provider))
    async with serving(app) as session, anyio.create_task_group() as group:
        leaving = group.create_task(ask(session, "Who goes?", replies))
        await model.running.reaches(FIRST_WAVE)
        group.start_soon(ask, session, "Who stays?", replies)
        await model.running.reaches(2 * FIRST_WAVE)

        leaving.cancel()
        await model.running.reaches(FIRST_WAVE)
        model.go.set()

    assert [200] == replies
    assert (FIRST_WAVE, ALL) == (model.provider.cancelled, model.provider.finished)
    assert [] == [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_hanging_up_while_others_have_the_slots(
    create_app: CreateApp, serving: Serving, model: Model
) -> None:
    """A request that hangs up before its turn never makes a call."""
    replies: list[int] = []
    options = {"max_concurrency": FIRST_WAVE}
    app = Watched(create_app(lambda: TLM("low", model=model.provider, options=options)))
    async with serving(app) as session, anyio.create_task_group() as group:
        group.start_soon(ask, session, "Who stays?", replies)
        await model.running.reaches(FIRST_WAVE)
        leaving = group.create_task(ask(session, "Who goes?", replies))
        await app.watching.reaches(2)

        leaving.cancel()
        await app.watching.reaches(1)
        model.go.set()

    assert [200] == replies
    assert (ALL, 0) == (model.provider.finished, model.provider.cancelled)


async def test_scores_are_cancelled_too(serving: Serving, model: Model) -> None:
    """A `/score` that hangs up leaves nothing behind."""
    app = fastapi_app.create_app(lambda: TLM("low", model=model.provider))
    body = {"prompt": "Who goes?", "response": "I do."}
    async with serving(app) as session, anyio.create_task_group() as group:
        leaving = group.create_task(session._request("POST", "/score", json=body))
        await model.running.reaches(ALL - 1)
        leaving.cancel()
        await model.running.reaches(0)

    assert (ALL - 1, ALL - 1) == (model.provider.started, model.provider.cancelled)


async def test_a_shutdown_waits_for_requests(
    create_app: CreateApp, serving: Serving, model: Model
) -> None:
    """Who has asked gets an answer; then the lifespan closes the client."""
    replies: list[int] = []
    ending = anyio.Event()
    tlm = TLM("low", model=model.provider)
    serve = serving(create_app(lambda: tlm), ending=ending)
    async with anyio.create_task_group() as group, serve as session:
        group.start_soon(ask, session, "Who stays?", replies)
        await model.running.reaches(FIRST_WAVE)
        group.start_soon(set_after, ending, model.go)

    assert [200] == replies
    assert (0, 0) == (model.provider.in_flight, model.provider.open_sessions)
    with pytest.raises(ClientStateError):
        await tlm.aprompt("Anybody?")


async def set_after(first: anyio.Event, second: anyio.Event) -> None:
    await first.wait()
    second.set()


async def test_a_shutdown_without_patience_cancels(
    create_app: CreateApp, serving: Serving, model: Model
) -> None:
    """When the server gives up waiting, the calls end with it."""
    replies: list[int] = []
    app = create_app(lambda: TLM("low", model=model.provider))
    async with anyio.create_task_group() as group, serving(app, patience=0) as session:
        group.start_soon(ask, session, "Who goes?", replies)
        await model.running.reaches(FIRST_WAVE)

    assert [500] == replies
    assert (FIRST_WAVE, FIRST_WAVE) == (model.provider.started, model.provider.cancelled)
    assert 0 == model.provider.open_sessions


def test_both_examples_have_the_same_helper() -> None:
    """Each example is one file that can be copied; what they share must not drift apart."""
    ours, theirs = fastapi_app.while_connected, starlette_app.while_connected
    assert inspect.getsource(ours) == inspect.getsource(theirs)
