"""The span of an incoming request is the parent of what is asked of the client for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import aiohttp
import anyio
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from trustcore import TLM
from trustcore.otel import OpenTelemetry
from trustcore.testing import ScriptedProvider

CreateApp = Callable[[Callable[[], TLM]], Starlette]
Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]


def traced(app: ASGIApp, provider: TracerProvider) -> ASGIApp:
    """An app whose requests have a span each, named like their path."""
    tracer = provider.get_tracer("test")

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        with tracer.start_as_current_span(str(scope["query_string"], "ascii")):
            return await app(scope, receive, send)

    return handle


async def test_requests_side_by_side(serving: Serving, create_app: CreateApp) -> None:
    """Each request has its own item below it, though all share the client and its actors."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    observer = OpenTelemetry(provider)
    app = create_app(lambda: TLM("base", model=ScriptedProvider("4"), observer=observer))

    async def ask(client: aiohttp.ClientSession, number: int) -> None:
        body = {"prompt": f"{number}?"}
        async with client.post(f"/ask?{number}", json=body) as response:
            assert 200 == response.status

    async with serving(traced(app, provider)) as client, anyio.create_task_group() as group:
        for number in range(8):
            group.start_soon(ask, client, number)
    spans = exporter.get_finished_spans()
    requests = {one.context.span_id for one in spans if one.parent is None and one.context}
    items = [one for one in spans if one.name == "invoke_workflow base"]
    assert 8 == len(requests) == len(items)
    assert requests == {one.parent.span_id for one in items if one.parent}
