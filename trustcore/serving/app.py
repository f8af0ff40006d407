"""The application: its routes, and what lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

import anyio
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from trustcore.client import TLM
from trustcore.errors import ConfigurationError, TrustcoreError
from trustcore.presets import Preset
from trustcore.serving.chat import chat_routes
from trustcore.serving.desk import Desk
from trustcore.serving.failures import Kind, Refusal, failure_response, json_response
from trustcore.serving.guard import Guard
from trustcore.serving.openapi import openapi_routes
from trustcore.serving.page_routes import page_routes
from trustcore.serving.responses import response_routes
from trustcore.serving.score import score_routes
from trustcore.serving.settings import ServeSettings


def app(tlm: TLM, settings: ServeSettings | None = None) -> Starlette:
    """An ASGI application that speaks OpenAI's API and adds trust scores.

    Its lifespan enters the client, so pass one that nobody has entered. Mounted into another
    application, that one's lifespan must run this one's::

        async with served.router.lifespan_context(served):
            yield

    Args:
        tlm: The client.
        settings: What the server is told; by default it serves this machine alone.

    Raises:
        ConfigurationError: When the preset chooses among several answers.
    """
    _check_candidates(tlm.preset)
    known = settings or ServeSettings()
    desk = Desk(tlm, known)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            if desk.archive is not None:
                await stack.enter_async_context(desk.archive.opened())
            await stack.enter_async_context(tlm)
            group = await stack.enter_async_context(anyio.create_task_group())
            with desk.opened(group):
                yield
            group.cancel_scope.cancel()

    made = Starlette(
        lifespan=lifespan,
        middleware=[Middleware(Guard, settings=known)],
        routes=[
            Route("/v1/models", models),
            Route("/healthz", healthy),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *chat_routes(),
            *response_routes(),
            *score_routes(),
            *openapi_routes(),
            *page_routes(),
        ],
        exception_handlers={
            Refusal: _refused,
            TrustcoreError: _refused,
            ClientDisconnect: _gone,
            404: _not_found,
            405: _not_found,
        },
    )
    made.state.desk = desk
    return made


async def models(request: Request) -> Response:
    """The models of the client, the answering one first."""
    desk: Desk = request.app.state.desk
    names = dict.fromkeys(desk.tlm.models.values())
    rows = [
        {"id": name, "object": "model", "created": 0, "owned_by": "trustcore"} for name in names
    ]
    return json_response({"object": "list", "data": rows})


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


def _check_candidates(preset: Preset) -> None:
    if preset.candidates > 1:
        raise ConfigurationError(
            f"the preset {preset.name!r} chooses among {preset.candidates} answers when all are "
            "there, so none of them could be streamed; serve one with a single candidate: "
            '"base", "low" or "medium", or candidates = 1 in your own'
        )


async def _refused(_: Request, error: Exception) -> Response:
    return failure_response(error)


async def _gone(_: Request, __: Exception) -> Response:
    """End a request whose client is gone: nobody reads the reply."""
    return Response(status_code=499)


async def _not_found(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    msg = f"there is no {request.method} {request.url.path[:80]} here"
    return failure_response(Refusal(msg, Kind(status, "invalid_request_error", "not_found")))
