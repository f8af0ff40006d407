"""How a request is answered, whole or in events, as long as its client is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from trustcore.serving.desk import Desk
from trustcore.serving.events import Events, EventStream
from trustcore.serving.failures import json_response
from trustcore.serving.job import Job

T = TypeVar("T")


async def answer_response(
    request: Request, job: Job, row_of: Callable[[], dict[str, object]]
) -> Response:
    """The response of a whole answer.

    Args:
        request: The request.
        job: Its item.
        row_of: Makes the JSON, once all is there that it holds.

    Raises:
        TrustcoreError: Why there is no answer.
        ClientDisconnect: When the client hung up.
    """
    await while_connected(request, _settled(job), job.scope.cancel)
    headers = {"x-trust-id": job.id}
    trust = job.trust if job.scored_inline else None
    if trust is not None and trust.score is not None:
        headers["x-trust-score"] = f"{trust.score:.4f}"
    return json_response(row_of(), headers=headers)


async def stream_response(request: Request, job: Job, events: Events) -> Response:
    """The response of an answer in events.

    It begins with the text, so that an error before it has a status of its own; where the text is
    long in coming it begins without.

    Args:
        request: The request.
        job: Its item.
        events: Makes the events.

    Raises:
        TrustcoreError: Why there is no answer.
        ClientDisconnect: When the client hung up.
    """
    desk: Desk = request.app.state.desk
    keep_alive = desk.settings.keep_alive
    await while_connected(request, _begun(job, keep_alive), job.scope.cancel)
    return EventStream(events, keep_alive, {"x-trust-id": job.id}, left=job.scope.cancel)


async def while_connected(
    request: Request, work: Awaitable[T], left: Callable[[], object] = lambda: None
) -> T:
    """What work gives, as long as the client is there.

    Args:
        request: The request, whose body has been read.
        work: What is awaited; it is cancelled when the client hangs up.
        left: Is called then.

    Raises:
        ClientDisconnect: When the client hung up.
    """
    failure: Exception | None = None

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass  # the server may still have an empty end of the body
        left()
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


async def _begun(job: Job, patience: float) -> None:
    with anyio.move_on_after(patience):
        await job.begin_text()


async def _settled(job: Job) -> None:
    """Wait for all that a response holds: the answer, and the score where it comes with it."""
    await job.entered()
    await job.stream.answered()
    if job.scored_inline:
        await job.settled.wait()
