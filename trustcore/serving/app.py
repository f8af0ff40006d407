"""The application: its routes, and what lives as long as it does."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from trustcore.client import TLM
from trustcore.errors import ConfigurationError, InputError, TrustcoreError
from trustcore.serving.chat import chat_routes
from trustcore.serving.clients import Clients, MakeClient
from trustcore.serving.desk import Desk
from trustcore.serving.failures import (
    UNAUTHORIZED,
    Kind,
    Refusal,
    failure_response,
    json_response,
    kind_of,
)
from trustcore.serving.guard import Guard
from trustcore.serving.openapi import openapi_routes
from trustcore.serving.page_routes import page_routes
from trustcore.serving.responses import response_routes
from trustcore.serving.score import score_routes
from trustcore.serving.settings import ServeSettings


def app(
    tlm: TLM, settings: ServeSettings | None = None, *, for_key: MakeClient | None = None
) -> Starlette:
    """An ASGI application that speaks OpenAI's API and adds trust scores.

    Its lifespan enters the client, so pass one that nobody has entered. Mounted into another
    application, that one's lifespan must run this one's::

        async with served.router.lifespan_context(served):
            yield

    Args:
        tlm: The client.
        settings: What the server is told; by default it serves this machine alone.
        for_key: Makes the client of a key that a request gives: each key pays for its own requests,
            in a client of its own, and `tlm` answers none. By default `tlm` answers all.

    Raises:
        ConfigurationError: When the preset, or one of those that may be chosen, chooses among
            several answers, or the settings are something else.
    """
    known = ServeSettings() if settings is None else settings
    if not isinstance(known, ServeSettings):
        raise ConfigurationError(
            f"settings must be ServeSettings(...), not {type(known).__name__}; of a mapping: "
            "ServeSettings(**mapping)"
        )
    clients = Clients(tlm, known.presets, for_key)
    desk = Desk(clients, known)

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
        middleware=[Middleware(Guard, known, desk.metrics, passes_keys=clients.passes_keys)],
        routes=[
            *chat_routes(),  # what is asked most stands first: they are tried in turn
            *response_routes(),
            *score_routes(),
            Route("/v1/models", models),
            Route("/healthz", healthy),
            Route("/readyz", ready),
            Route("/metrics", metrics),
            *openapi_routes(),
            *page_routes(),
        ],
        exception_handlers={
            Refusal: _refused,
            TrustcoreError: _refused,
            ClientDisconnect: _gone,
            404: _not_found,
            405: _wrong_method,
        },
    )
    made.state.desk = desk
    return made


async def models(request: Request) -> Response:
    """The models of the client, the answering one first."""
    desk: Desk = request.app.state.desk
    desk.clients.owner(request.headers)  # where keys are passed on, who gives none is told so
    names = dict.fromkeys(desk.clients.tlm.models.values())
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
    text = desk.metrics.text(desk.in_flight, desk.clients.spent())
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def _refused(request: Request, error: Exception) -> Response:
    desk: Desk = request.app.state.desk
    said = desk.clients.upstream.error(error)
    kind = kind_of(said)
    if isinstance(error, Refusal | InputError) or kind is UNAUTHORIZED:
        desk.metrics.count_refused(kind.status)
    return failure_response(said)


async def _gone(_: Request, __: Exception) -> Response:
    """End a request whose client is gone: nobody reads the reply."""
    return Response(status_code=499)


async def _not_found(request: Request, _: Exception) -> Response:
    meant = _meant(request)
    hint = "" if meant is None else f"; the API's path is {meant}"
    msg = f"there is no {request.method} {request.url.path[:80]} here{hint}"
    return await _refused(request, Refusal(msg, Kind(404, "invalid_request_error", "not_found")))


def _meant(request: Request) -> str | None:
    """The path of the API that a wrong one stands for: without `/v1`, or with it twice."""
    root: str = request.scope.get("root_path", "")
    path = request.url.path.removeprefix(root)[:80]
    meant = path.removeprefix("/v1") if path.startswith("/v1/v1/") else f"/v1{path}"
    known = (one.path_regex for one in request.app.routes if isinstance(one, Route))
    return f"{root}{meant}" if any(one.match(meant) for one in known) else None


async def _wrong_method(request: Request, error: Exception) -> Response:
    """Refuse a method, and name those that there are."""
    headers = error.headers if isinstance(error, HTTPException) else None
    allowed = ", ".join(sorted((headers or {}).get("Allow", "").split(", ")))
    msg = f"{request.url.path[:80]} takes {allowed}, not {request.method}"
    refusal = Refusal(msg, Kind(405, "invalid_request_error", "method_not_allowed"))
    response = await _refused(request, refusal)
    response.headers["Allow"] = allowed
    return response
