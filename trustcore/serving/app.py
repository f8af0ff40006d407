"""The application: its routes, and what lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from trustcore.client import TLM
from trustcore.errors import InputError, TrustcoreError
from trustcore.serving.asked import body_of, chat_asked
from trustcore.serving.chat import PREFIX, chunks_of, completion_of, event
from trustcore.serving.desk import Desk, Job
from trustcore.serving.failures import Kind, Refusal, failure_response, told
from trustcore.serving.guard import Guard
from trustcore.serving.page_routes import page_routes
from trustcore.serving.score import score_routes
from trustcore.serving.settings import ServeSettings

T = TypeVar("T")

KEEP_ALIVE = 15.0
"""Seconds without an event after which a comment keeps a stream's connection open."""

_UNKNOWN = Kind(404, "invalid_request_error", "not_found")


def app(tlm: TLM, settings: ServeSettings | None = None) -> Starlette:
    """An ASGI application that speaks OpenAI's API and adds trust scores.

    Its lifespan enters the client, so pass one that nobody has entered. Mounted into another
    application, that one's lifespan must run this one's.

    Args:
        tlm: The client. Its preset must have one candidate, for answers that are streamed.
        settings: What the server is told; by default it serves this machine alone.
    """
    known = settings or ServeSettings()
    desk = Desk(tlm, known)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with tlm, anyio.create_task_group() as group:
            desk.open(group)
            yield
            group.cancel_scope.cancel()

    made = Starlette(
        lifespan=lifespan,
        middleware=[Middleware(Guard, settings=known)],
        routes=[
            Route("/v1/chat/completions", chat, methods=["POST"]),
            Route("/v1/models", models),
            Route("/healthz", healthy),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *score_routes(),
            *page_routes(),
        ],
        exception_handlers={
            Refusal: _refused,
            TrustcoreError: _refused,
            ClientDisconnect: _gone,
            404: _not_found,
            405: _not_found,
            Exception: _refused,
        },
    )
    made.state.desk = desk
    return made


async def chat(request: Request) -> Response:
    """Answer a chat, and tell the trust in the answer."""
    desk: Desk = request.app.state.desk
    asked = chat_asked(await body_of(request), request.headers, desk.settings)
    job = desk.begin(asked, PREFIX)
    headers = {"x-trust-id": job.id}
    if asked.stream:
        first = await _while_connected(request, job, _opened(job))
        return StreamingResponse(
            _events(job), media_type="text/event-stream", headers={**headers, **first}
        )
    await _while_connected(request, job, _settled(job))
    if job.trust is not None and job.trust.score is not None:
        headers["x-trust-score"] = f"{job.trust.score:.4f}"
    row = completion_of(job, desk.settings.replacement)
    return Response(orjson.dumps(row), media_type="application/json", headers=headers)


async def models(request: Request) -> Response:
    """The models of the client, the answering one first."""
    desk: Desk = request.app.state.desk
    names = dict.fromkeys(desk.tlm.models.values())
    rows = [
        {"id": name, "object": "model", "created": 0, "owned_by": "trustcore"} for name in names
    ]
    return JSONResponse({"object": "list", "data": rows})


async def healthy(_: Request) -> Response:
    """Tell that the server runs."""
    return PlainTextResponse("ok\n")


async def ready(request: Request) -> Response:
    """Tell whether another request can be taken."""
    desk: Desk = request.app.state.desk
    return PlainTextResponse("ready\n") if desk.ready else PlainTextResponse("busy\n", 503)


async def metrics(request: Request) -> Response:
    """Counts and times, as Prometheus reads them."""
    desk: Desk = request.app.state.desk
    text = desk.metrics.text(desk.in_flight, desk.tlm.ledger.total)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def _opened(job: Job) -> dict[str, str]:
    await job.opened.wait()
    if job.error is not None:
        raise job.error
    return {}


async def _settled(job: Job) -> None:
    """Wait for all that a response holds: the answer, and the score where it comes with it."""
    await job.opened.wait()
    if job.error is None:
        await job.stream.answered()
    if job.asked.trust.mode in {"inline", "gate"}:
        await job.settled.wait()
    if job.error is not None:
        raise job.error


async def _events(job: Job) -> AsyncGenerator[bytes]:
    """The events of a stream. An error in mid-stream is its last event."""
    try:
        async for row in _kept_alive(chunks_of(job)):
            yield b": keep-alive\n\n" if row is None else event(row)
    except (TrustcoreError, InputError) as error:
        yield event(told(error))
        return
    finally:
        if job.asked.trust.mode != "later":
            job.scope.cancel()
    yield b"data: [DONE]\n\n"


async def _kept_alive(rows: AsyncGenerator[T]) -> AsyncGenerator[T | None]:
    """The rows, and None for each time in which none came."""
    send, receive = anyio.create_memory_object_stream[T](0)
    failure: Exception | None = None

    async def pump() -> None:
        nonlocal failure
        async with send:
            try:
                async for row in rows:
                    await send.send(row)
            except TrustcoreError as error:
                failure = error

    async with anyio.create_task_group() as group:
        group.start_soon(pump)
        async with receive:
            while True:
                row: T | None = None
                try:
                    with anyio.move_on_after(KEEP_ALIVE):
                        row = await receive.receive()
                except anyio.EndOfStream:
                    break
                yield row
    if failure is not None:
        raise failure


async def _while_connected(request: Request, job: Job, work: Awaitable[T]) -> T:
    """What work gives. When the client hangs up, its item is cancelled.

    Raises:
        ClientDisconnect: When the client hung up.
    """
    failure: Exception | None = None

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass  # the server may still have an empty end of the body
        job.scope.cancel()
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        group.start_soon(watch)
        try:
            return await work
        except Exception as error:  # noqa: BLE001  (raised below: the group would wrap it)
            failure = error
        finally:
            group.cancel_scope.cancel()
    raise failure or ClientDisconnect


async def _refused(_: Request, error: Exception) -> Response:
    return failure_response(error)


async def _gone(_: Request, __: Exception) -> Response:
    """End a request whose client is gone: nobody reads the reply."""
    return Response(status_code=499)


async def _not_found(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    msg = f"there is no {request.method} {request.url.path[:80]} here"
    return failure_response(Refusal(msg, Kind(status, "invalid_request_error", "not_found")))


Handler = Callable[[Request], Awaitable[Response]]
