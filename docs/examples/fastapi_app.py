"""A FastAPI service that answers, warns, or escalates to a person.

uvicorn fastapi_app:app --app-dir docs/examples
"""

import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal, TypeVar

import anyio
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect

from trustcore import TLM, ProviderError, TrustcoreError
from trustcore.errors import (
    CallTimeout,
    ClientStateError,
    DeadlineExceeded,
    InputError,
    RateLimitError,
    ScoreUnavailable,
)

log = logging.getLogger(__name__)
router = APIRouter()
T = TypeVar("T")


def make_client() -> TLM:
    """The client of the service: seven calls a question, half a minute at most."""
    return TLM("low", model="openai/gpt-4.1-mini", timeout=30)


def create_app(make_client: Callable[[], TLM] = make_client) -> FastAPI:
    """The service. Its lifespan owns the client, and with it all connections."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, TLM]]:
        async with make_client() as tlm:
            yield {"tlm": tlm}

    app = FastAPI(lifespan=lifespan)
    app.include_router(router)
    app.add_exception_handler(TrustcoreError, say_what_failed)
    app.add_exception_handler(RequestValidationError, say_what_is_wrong)
    app.add_exception_handler(ClientDisconnect, say_nothing)
    return app


async def client_of(request: Request) -> TLM:
    """The client that the lifespan opened."""
    tlm: TLM = request.state.tlm
    return tlm


Client = Annotated[TLM, Depends(client_of)]


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


Prompt = Annotated[str | list[dict[str, str]], Field(min_length=1, max_length=20_000)]
"""A question, or a chat of messages with role and content."""

Decision = Literal["answer", "warn", "escalate"]

ANSWER_FROM = 0.7
WARN_FROM = 0.4
TAKEN_OVER = "a person will answer this"  # the result's reason may quote what is withheld


def decide(score: float | None) -> Decision:
    """What to do with an answer; one that could not be scored goes to a person."""
    if score is None or score < WARN_FROM:
        return "escalate"
    return "answer" if score >= ANSWER_FROM else "warn"


class Question(BaseModel):
    """What is asked."""

    prompt: Prompt


class Verdict(BaseModel):
    """How far an answer can be trusted."""

    decision: Decision
    score: float | None
    reason: str


class Answered(Verdict):
    """A verdict with the answer, which is withheld when a person takes over."""

    response: str | None


@router.post("/ask")
async def ask(question: Question, request: Request, tlm: Client) -> Answered:
    """Answer, warn or escalate."""
    result = await while_connected(request, tlm.aprompt(question.prompt))
    score = result.trustworthiness_score
    decision = decide(score)
    if decision == "escalate":
        return Answered(decision=decision, score=score, reason=TAKEN_OVER, response=None)
    return Answered(decision=decision, score=score, reason=result.reason, response=result.response)


class Claim(Question):
    """An answer that exists already."""

    response: Annotated[str, Field(max_length=20_000)]


@router.post("/score")
async def score(claim: Claim, request: Request, tlm: Client) -> Verdict:
    """Score an answer that somebody else gave."""
    scoring = tlm.aget_trustworthiness_score(claim.prompt, claim.response)
    try:
        found = await while_connected(request, scoring)
    except ScoreUnavailable as error:
        return Verdict(decision=decide(None), score=None, reason=str(error))
    return Verdict(decision=decide(found), score=found, reason=found.reason)


@router.get("/health")
async def health(tlm: Client) -> dict[str, str]:
    """Whether the service runs, and for which fingerprint; no call is made."""
    return {"status": "ok", "fingerprint": tlm.fingerprint}


SAYS = {
    500: "the service failed",
    502: "the model could not answer",
    503: "the model is busy; try again later",
    504: "the model took too long",
}


def status_of(error: Exception) -> int:
    """The HTTP status of an error."""
    match error:
        case InputError():
            return 422
        case CallTimeout() | DeadlineExceeded():
            return 504
        case ProviderError(retryable=True) | ClientStateError():
            return 503
        case ProviderError():
            return 502
        case _:
            return 500


async def say_what_failed(_: Request, error: Exception) -> JSONResponse:
    """Tell the caller what to do, and the log what happened."""
    status = status_of(error)
    log.warning("%d: %s: %s", status, type(error).__name__, error)
    headers = {}
    if isinstance(error, RateLimitError):
        wait = 5 if error.retry_after is None else error.retry_after
        headers["Retry-After"] = str(math.ceil(wait))
    text = str(error) if status == 422 else SAYS[status]
    return JSONResponse({"error": text}, status, headers)


async def say_what_is_wrong(_: Request, error: Exception) -> JSONResponse:
    """Name the wrong fields; FastAPI's own reply would quote them."""
    problems: list[dict[str, Any]] = []
    if isinstance(error, RequestValidationError):
        problems = [{"where": one["loc"], "problem": one["msg"]} for one in error.errors()]
    return JSONResponse({"error": problems}, 422)


async def say_nothing(_: Request, __: Exception) -> Response:
    """End a request whose client is gone: nobody reads the reply."""
    return Response(status_code=499)


app = create_app()
