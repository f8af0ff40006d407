"""A Starlette service that answers, warns, or escalates to a person.

uvicorn starlette_app:app --app-dir docs/examples
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from trustcore import TLM, ProviderError

log = logging.getLogger(__name__)
T = TypeVar("T")

ANSWER_FROM = 0.7
WARN_FROM = 0.4


def make_client() -> TLM:
    """The client of the service: seven calls a question, half a minute at most."""
    return TLM("low", model="openai/gpt-4.1-mini", timeout=30)


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """What the work gives; when the client hangs up, the work is cancelled.

    Read the request's body before: what comes after it is watched here.

    Raises:
        ClientDisconnect: When the client hung up.
    """
    failure: Exception | None = None

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass  # the server may still have an empty end of the body
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


async def prompt_of(request: Request) -> str:
    """The question in the body."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    prompt = body.get("prompt") if isinstance(body, dict) else None
    if not isinstance(prompt, str):
        raise HTTPException(422, 'the body must be {"prompt": "..."}')
    return prompt


async def ask(request: Request) -> JSONResponse:
    """Answer, warn or escalate."""
    tlm: TLM = request.state.tlm
    result = await while_connected(request, tlm.aprompt(await prompt_of(request)))
    score = result.trustworthiness_score
    if score is None or score < WARN_FROM:
        # The result's reason may quote what is withheld.
        verdict = {"decision": "escalate", "reason": "a person will answer this", "response": None}
    else:
        decision = "answer" if score >= ANSWER_FROM else "warn"
        verdict = {"decision": decision, "reason": result.reason, "response": result.response}
    return JSONResponse({**verdict, "score": score})


async def say_what_failed(_: Request, error: Exception) -> JSONResponse:
    """Tell the caller whether again may help, and the log what happened."""
    log.warning("%s: %s", type(error).__name__, error)
    status = 503 if isinstance(error, ProviderError) and error.retryable else 502
    return JSONResponse({"error": "the model could not answer"}, status)


async def say_nothing(_: Request, __: Exception) -> Response:
    """End a request whose client is gone: nobody reads the reply."""
    return Response(status_code=499)


def create_app(make_client: Callable[[], TLM] = make_client) -> Starlette:
    """The service. Its lifespan owns the client, and with it all connections."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, TLM]]:
        async with make_client() as tlm:
            yield {"tlm": tlm}

    return Starlette(
        lifespan=lifespan,
        routes=[Route("/ask", ask, methods=["POST"])],
        exception_handlers={ProviderError: say_what_failed, ClientDisconnect: say_nothing},
    )


app = create_app()
