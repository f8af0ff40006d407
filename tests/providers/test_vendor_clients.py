"""Users' own `AsyncAnthropic` and `genai.Client` as models."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from typing import Any

import anthropic
import anyio
import pytest
from google import genai
from google.genai import types

from trustcore import Completion, ConfigurationError, Embedding, Message, Provider, Request
from trustcore.client.adapt import adapt
from trustcore.errors import ClientStateError, ConnectError, RateLimitError
from trustcore.testing import call
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.gemini import Gemini

pytestmark = [
    # The SDK's own: how it uses aiohttp.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning"),
]
Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
JSON = {"Content-Type": "application/json"}
NOWHERE = "http://127.0.0.1:9"
CHAT = (Message("system", "Be brief."), Message("user", "Capital of Itálie?"))
ROME = {
    "content": [{"type": "text", "text": "Rome"}],
    "stop_reason": "max_tokens",
    "candidates": [{"content": {"parts": [{"text": "Rome"}]}, "finishReason": "MAX_TOKENS"}],
    "embeddings": [{"values": [1.0]}, {"values": [2.0]}],
}
MATTER = ("authorization", "x-goog-api-key", "anthropic-version")


def anthropic_client(url: str) -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(api_key="sk-planted", base_url=url)


def google_client(url: str) -> genai.Client:
    options = types.HttpOptions(base_url=url)
    return genai.Client(api_key="sk-planted", vertexai=False, http_options=options)


def anthropic_sync_client(url: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(api_key="sk-planted", base_url=url)


VENDORS: dict[str, tuple[Callable[[str], Any], Callable[..., Provider], str]] = {
    "anthropic": (anthropic_client, Anthropic, "claude-haiku-4-5"),
    "google": (lambda url: google_client(url).aio, Gemini, "gemini-2.5-flash"),
    "anthropic, sync": (anthropic_sync_client, Anthropic, "claude-haiku-4-5"),
    "google, sync": (google_client, Gemini, "gemini-2.5-flash"),
}
Adapted = Callable[[str, str], Provider]
vendors = pytest.mark.parametrize("vendor", VENDORS)


@pytest.fixture
async def adapted(anyio_backend: str) -> AsyncIterator[Adapted]:
    """Makes a provider of a vendor's client, which is closed at the end."""
    async with AsyncExitStack() as stack:

        def make(vendor: str, url: str) -> Provider:
            connect, _, model = VENDORS[vendor]
            client = connect(url)
            if isinstance(client, genai.Client | anthropic.Anthropic):
                stack.callback(client.close)
            else:
                close = client.close if vendor == "anthropic" else client.aclose
                stack.push_async_callback(close)
            return adapt(client, model)

        yield make


@vendors
@pytest.mark.parametrize("asked", [{}, {"temperature": 0.5, "max_tokens": 9}])
async def test_a_client_sends_what_our_own_connections_send(
    vendor: str, asked: dict[str, Any], adapted: Adapted, record: Record
) -> None:
    """To the same path, in the same version, with the client's own key."""
    url, seen = await record(200, JSON, json.dumps(ROME).encode())
    _, ours, model = VENDORS[vendor]
    for provider in (adapted(vendor, url), ours(model, url, "sk-planted")):
        async with provider.open() as session:
            reply = await call(session, Request(CHAT, **asked))
        assert tuple(reply.items) == (Completion("Rome", finish_reason="length"),)
    (method, path, headers, body), (our_method, our_path, our_headers, our_body) = seen

    assert (method, path) == (our_method, our_path)
    assert {name: headers.get(name) for name in MATTER} == {
        name: our_headers.get(name) for name in MATTER
    }
    assert json.loads(our_body).items() <= json.loads(body).items()
    assert json.loads(body).keys() - json.loads(our_body).keys() <= {"generationConfig"}


@pytest.mark.parametrize("vendor", ["google", "google, sync"])
async def test_google_embeds_as_well(vendor: str, adapted: Adapted, record: Record) -> None:
    """Through the client's own method."""
    url, _ = await record(200, JSON, json.dumps(ROME).encode())
    async with adapted(vendor, url).open() as session:
        reply = await session.embed(["a", "b"])  # type: ignore[attr-defined]

    assert reply.items == (Embedding((1.0,)), Embedding((2.0,)))


@vendors
async def test_a_refusal_is_learned(vendor: str, adapted: Adapted, record: Record) -> None:
    """As over our own connections; the client does not retry."""
    error = {"error": {"message": "temperature is not supported", "status": "INVALID_ARGUMENT"}}
    url, seen = await record(400, JSON, json.dumps(error).encode())
    with pytest.raises(Exception, match="400"):
        async with adapted(vendor, url).open() as session:
            await call(session, Request(CHAT, temperature=0.5))

    assert ["temperature" in body.decode() for *_, body in seen] == [True, False]


@vendors
async def test_an_error_is_ours(vendor: str, adapted: Adapted, record: Record) -> None:
    """Sent once, with the time to wait, without the key."""
    error = {"error": {"message": "sk-planted", "status": "RESOURCE_EXHAUSTED", "code": 429}}
    url, seen = await record(429, {**JSON, "Retry-After": "7"}, json.dumps(error).encode())
    with pytest.raises(RateLimitError) as caught:
        async with adapted(vendor, url).open() as session:
            await call(session, Request(CHAT))

    assert len(seen) == 1
    assert (caught.value.retry_after, caught.value.detail) == (7, "***")
    assert "sk-planted" not in str(caught.value) + repr(caught.value)


@vendors
async def test_an_endpoint_that_is_not_there_is_a_connect_error(
    vendor: str, adapted: Adapted
) -> None:
    """Which may be retried."""
    with pytest.raises(ConnectError) as caught:
        async with adapted(vendor, NOWHERE).open() as session:
            await call(session, Request(CHAT))

    assert caught.value.retryable


@vendors
async def test_a_client_is_known_by_itself(vendor: str, adapted: Adapted) -> None:
    """Two clients may have two accounts; nothing of them is shown."""
    provider = adapted(vendor, NOWHERE)

    assert len({provider, adapted(vendor, NOWHERE)}) == 2
    assert "sk-planted" not in repr(provider)
    assert not provider.supports("n")


@pytest.mark.parametrize("vendor", ["anthropic", "google"])
def test_a_client_belongs_to_one_event_loop(vendor: str) -> None:
    """In another one it is refused with the way out."""
    connect, _, model = VENDORS[vendor]
    provider = adapt(connect(NOWHERE), model)

    async def once() -> None:
        async with provider.open():
            pass

    anyio.run(once)
    with pytest.raises(ClientStateError, match="make one client for each loop"):
        anyio.run(once)


@pytest.mark.parametrize("vendor", ["anthropic, sync", "google, sync"])
def test_a_sync_client_works_in_every_loop(vendor: str) -> None:
    """It has no connections of a loop."""
    connect, _, model = VENDORS[vendor]
    provider = adapt(connect(NOWHERE), model)

    async def once() -> None:
        async with provider.open() as session:
            await call(session, Request(CHAT))

    for _ in range(2):
        with pytest.raises(ConnectError):
            anyio.run(once)


def test_other_objects_of_google_are_no_clients() -> None:
    """The package has many."""
    with pytest.raises(ConfigurationError, match="is no client that trustcore can use"):
        adapt(types.Content(), "gemini-2.5-flash")
