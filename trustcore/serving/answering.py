"""How a request is answered, whole or in events, as long as its client is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from trustcore.serving.desk import Desk
from trustcore.serving.events import Events, EventStream, failed_event
from trustcore.serving.failures import json_response
from trustcore.serving.job import Job

T = TypeVar("T")


class Endpoint:
    """An ASGI endpoint that makes its response by a function.

    Starlette's own stands twice more between each piece of a stream and its client; what goes wrong
    is told by the application all the same.
    """

    def __init__(self, respond: Callable[[Request], Awaitable[Response]]) -> None:
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make the response, and send it."""
        response = await self._respond(Request(scope, receive, send))
        await response(scope, receive, send)


async def answer_response(
    request: Request, jobs: Sequence[Job], row_of: Callable[[], dict[str, object]]
) -> Response:
    """The response of whole answers.

    Args:
        request: The request, whose body has been read.
        jobs: Its answers, one for each choice.
        row_of: Makes the JSON, once all is there that it holds; it raises why it is not.

    Raises:
        TrustcoreError: Why there is no answer.
        ClientDisconnect: When the client hung up.
    """
    try:
        for job in jobs:
            await _ready(request, job)
            _ = job.answer
        row = row_of()
    except BaseException:  # raised again: whatever it is, nobody waits for the answers
        _cancel(jobs)
        raise
    return json_response(row, headers=_headers(jobs))


def stream_response(
    request: Request,
    jobs: Sequence[Job],
    events: Events,
    failed: Callable[[Exception], bytes] = failed_event,
) -> Response:
    """The response of answers in events.

    Args:
        request: The request.
        jobs: Its answers, one for each choice.
        events: Makes the events.
        failed: Makes the last event where they break off.
    """
    desk: Desk = request.app.state.desk
    headers = {"x-trust-id": jobs[0].id}
    upstream = desk.clients.upstream
    return EventStream(
        events,
        desk.keep_alive,
        headers,
        lambda: _cancel(jobs),
        lambda error: failed(upstream.error(error)),
    )


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """What work gives, as long as the client is there.

    Args:
        request: The request, whose body has been read.
        work: What is awaited; it is cancelled when the client hangs up.

    Raises:
        ClientDisconnect: When the client hung up.
    """
    failure: Exception | None = None

    async def watch() -> None:
        await _left(request)
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


async def _ready(request: Request, job: Job) -> None:
    """Wait for all that a response holds, and for the client to hang up, in one task.

    Raises:
        ClientDisconnect: When the client hung up.
    """
    if job.ready:
        return
    with anyio.CancelScope() as scope:
        job.on_ready = scope.cancel
        try:
            await _left(request)
        finally:
            job.on_ready = None
        raise ClientDisconnect


async def _left(request: Request) -> None:
    """Wait until the client hangs up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass  # the server may still have an empty end of the body


def _cancel(jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.reader.cancel()


def _headers(jobs: Sequence[Job]) -> dict[str, str]:
    """Headers that tell the trust: for clients that lose what they do not know."""
    trusts = [job.told_trust for job in jobs]
    scores = [f"{one.score:.4f}" for one in trusts if one is not None and one.score is not None]
    headers = {"x-trust-id": jobs[0].id}
    if len(scores) == len(jobs):
        headers["x-trust-score"] = ", ".join(scores)
    return headers
