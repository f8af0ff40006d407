"""Streams over connections: our own and those of users' clients, sync and async."""

from __future__ import annotations

import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import anthropic
import anyio
import openai
import pytest
from aiohttp import web
from google import genai
from google.genai import types

from tests.providers.test_streams import APIS, Api, Said
from trustcore import Completion, Provider, ProviderError, Request
from trustcore.client.adapt import adapt
from trustcore.errors import ConnectError, RateLimitError
from trustcore.plugins.protocols import StreamingSession
from trustcore.records.chat import Message
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

pytestmark = pytest.mark.filterwarnings(
    "ignore:Inheritance class AiohttpClientSession:DeprecationWarning"
)
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
KEY = "sk-planted-0123456789"
SAID = Said(("Par", "is", " it is"))
ASKED = Request((Message("user", "Capital?"),))


def google(url: str) -> genai.Client:
    return genai.Client(api_key=KEY, vertexai=False, http_options=types.HttpOptions(base_url=url))


CONNECTIONS: dict[str, tuple[str, Callable[[str], Provider]]] = {
    "openai": ("openai chat", lambda url: OpenAI("gpt-4.1", f"{url}/v1", KEY)),
    "anthropic": ("anthropic", lambda url: Anthropic("claude-haiku-4-5", url, KEY)),
    "gemini": ("gemini", lambda url: Gemini("gemini-2.5-flash", f"{url}?a=b", KEY)),
    "AsyncOpenAI": (
        "openai chat",
        lambda url: adapt(openai.AsyncOpenAI(api_key=KEY, base_url=url), "gpt-4.1"),
    ),
    "OpenAI": (
        "openai chat",
        lambda url: adapt(openai.OpenAI(api_key=KEY, base_url=url), "gpt-4.1"),
    ),
    "AsyncAnthropic": (
        "anthropic",
        lambda url: adapt(anthropic.AsyncAnthropic(api_key=KEY, base_url=url), "claude-haiku-4-5"),
    ),
    "Anthropic": (
        "anthropic",
        lambda url: adapt(anthropic.Anthropic(api_key=KEY, base_url=url), "claude-haiku-4-5"),
    ),
    "genai async": ("gemini", lambda url: adapt(google(url).aio, "gemini-2.5-flash")),
    "genai": ("gemini", lambda url: adapt(google(url), "gemini-2.5-flash")),
}
connections = pytest.mark.parametrize("name", CONNECTIONS)


class Endpoint:
    """A server that sends events one by one, and waits before the last ones until it may go on.

    Attributes:
        goes_on: Set by whoever has read the first piece.
        left: Set when a client has gone before the end.
        ending: What it does after the wait: "whole", "cut" or "error".
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self.goes_on = anyio.Event()
        self.left = anyio.Event()
        self.ending = "whole"
        self.paths: list[str] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.paths.append(request.raw_path)
        events = [f"data: {json.dumps(one)}\n\n".encode() for one in self.api.events(SAID)]
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        first = next(place for place, one in enumerate(events) if b"Par" in one) + 1
        await response.write(b"".join(events[:first]))
        try:
            await self.goes_on.wait()
        finally:
            self.left.set()
        if self.ending == "cut" and request.transport is not None:
            request.transport.close()
            return response
        error = {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "slow down"}}
        rest = [f"data: {json.dumps(error)}\n\n".encode()]
        await response.write(b"".join(rest if self.ending == "error" else events[first:]))
        return response


@asynccontextmanager
async def opened(name: str, serve: Serve) -> AsyncIterator[tuple[StreamingSession, Endpoint]]:
    api, connect = CONNECTIONS[name]
    endpoint = Endpoint(APIS[api])
    provider = connect(await serve(endpoint.answer))
    async with provider.open() as session:
        assert isinstance(session, StreamingSession)
        yield session, endpoint
    client = getattr(provider, "client", None)
    close = getattr(client, "aclose", getattr(client, "close", None))
    if close is not None and inspect.isawaitable(closing := close()):
        await closing


async def read(session: StreamingSession, endpoint: Endpoint, told: list[str]) -> Completion:
    def receive(text: str) -> None:
        told.append(text)
        endpoint.goes_on.set()

    with anyio.fail_after(60):
        (item,) = (await session.stream(ASKED, receive)).items
    assert isinstance(item, Completion)
    return item


@connections
async def test_text_comes_before_the_end(name: str, serve: Serve) -> None:
    """The server sends the rest when the first piece was read; the reply is whole."""
    told: list[str] = []
    async with opened(name, serve) as (session, endpoint):
        found = await read(session, endpoint, told)

    assert "Par" == told[0]
    assert "".join(told) == found.text
    assert "stop" == found.finish_reason
    if "gemini" in CONNECTIONS[name]:
        assert all(":streamGenerateContent?alt=sse" in path for path in endpoint.paths)


@connections
@pytest.mark.parametrize(("ending", "error"), [("cut", ProviderError), ("error", ProviderError)])
async def test_a_stream_that_breaks_is_an_error_of_ours(
    name: str, ending: str, error: type[ProviderError], serve: Serve
) -> None:
    """After the text that came; one that the server tells of is the error it names."""
    told: list[str] = []
    async with opened(name, serve) as (session, endpoint):
        endpoint.ending = ending
        with pytest.raises(error) as found:
            await read(session, endpoint, told)

    assert ["Par"] == told
    assert found.value.retryable
    assert KEY not in str(found.value)
    if ending == "cut":
        assert isinstance(found.value, ConnectError)
    if ending == "error" and not name.startswith("genai"):
        assert isinstance(found.value, RateLimitError)


@pytest.mark.parametrize("name", ["openai", "anthropic", "gemini", "AsyncOpenAI", "AsyncAnthropic"])
async def test_who_stops_closes_the_connection(name: str, serve: Serve) -> None:
    """The server sees the client go."""
    async with opened(name, serve) as (session, endpoint):
        with anyio.CancelScope() as scope:
            await session.stream(ASKED, lambda _: scope.cancel())
        with anyio.fail_after(60):
            await endpoint.left.wait()
    assert not endpoint.goes_on.is_set()
    assert scope.cancelled_caught
