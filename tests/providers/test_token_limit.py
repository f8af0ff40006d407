"""What a budget holds back for a reply is never less than the limit that goes over the wire."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
import openai
import pytest
from anthropic import AsyncAnthropic
from attrs import evolve
from google import genai
from google.genai import types
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import Message, Provider, Request, Transport, adapt
from trustcore.ledger import Budget, Limited, Prices
from trustcore.ledger.budget import worst_case
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Response
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.azure import Azure
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI
from trustcore_providers.services import groq, ollama, xai

LOCAL = "http://127.0.0.1:8000"
LIMITS = (
    "max_tokens",
    "max_completion_tokens",
    "max_output_tokens",
    "maxOutputTokens",
    "maxTokens",
)
PARIS = {
    "choices": [{"message": {"content": "Paris"}}],
    "output": [{"type": "message", "content": [{"type": "output_text", "text": "Paris"}]}],
    "content": [{"type": "text", "text": "Paris"}],
    "candidates": [{"content": {"parts": [{"text": "Paris"}]}}],
}
CONVERSE = {"output": {"message": {"content": [{"text": "Paris"}]}}}
OPEN: list[tuple[Callable[..., Provider], str]] = [
    (OpenAI, "gpt-4.1-mini"),
    (OpenAI, "gpt-5.5"),
    (OpenAI, "o3-pro"),
    (Azure, "gpt-5.5"),
    (Azure, "my-deployment"),
    (groq, "openai/gpt-oss-120b"),
    (ollama, "llama3:8b"),
    (xai, "grok-4"),
    (Anthropic, "claude-opus-5-5"),
    (Anthropic, "claude-opus-4-1-20250805"),
    (Anthropic, "another"),
    (Gemini, "gemini-3.5-flash"),
    (Gemini, "gemma-3-27b-it"),
    (Bedrock, "eu.anthropic.claude-opus-5-5-v1:0"),
    (Bedrock, "amazon.nova-pro-v1:0"),
]


Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
QUESTION = Request((Message("user", "Capital?"),))


def limit_of(body: bytes) -> int | None:
    """The token limit of a request, wherever it stands; None where there is none."""
    sent = json.loads(body)
    places = [sent, sent.get("generationConfig", {}), sent.get("inferenceConfig", {})]
    found: list[int] = [place[name] for place in places for name in LIMITS if name in place]
    return found[0] if found else None


async def ask(provider: Provider, max_tokens: int | None) -> None:
    async with provider.open() as session:
        await session.complete(evolve(QUESTION, max_tokens=max_tokens))


def promised(provider: Provider, max_tokens: int | None) -> int | None:
    """What is held back for a reply, prices and so a model's own maximum not being known."""
    return Terms(provider.model, None, Terms.of(provider, Prices()).limit).most_written(max_tokens)


class Wire:
    """A transport that keeps the token limit of the last request."""

    limit: int | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        self.limit = limit_of(body)
        return Response(200, {}, json.dumps(CONVERSE if "/converse" in url else PARIS).encode())


@pytest.mark.parametrize(("make", "model"), OPEN, ids=[f"{one[1]}" for one in OPEN])
@given(max_tokens=st.none() | st.integers(1, 300_000))
@settings(max_examples=20)
def test_the_limit_that_is_sent_is_held_back(
    make: Callable[..., Provider], model: str, max_tokens: int | None
) -> None:
    """For every wire format, with room to think and without, given a limit or not."""
    wire = Wire()
    where: dict[object, dict[str, str]] = {
        Azure: {"base_url": LOCAL},
        Bedrock: {"region": "eu-west-1"},
    }
    provider = make(model, api_key="key", transport=wire.open, **where.get(make, {}))
    anyio.run(ask, provider, max_tokens)
    assert isinstance(provider, Limited)
    assert wire.limit == promised(provider, max_tokens)
    assert max_tokens is None or (wire.limit or 0) >= max_tokens


@pytest.mark.parametrize("max_tokens", [None, 1, 9000])
@pytest.mark.parametrize(
    ("make", "model"),
    [
        (lambda url: openai.AsyncOpenAI(api_key="k", base_url=url), "gpt-4.1"),
        (
            lambda url: openai.AsyncAzureOpenAI(
                api_key="k", azure_endpoint=url, api_version="2025-04-01"
            ),
            "gpt-5.5",
        ),
        (lambda url: AsyncAnthropic(api_key="k", base_url=url), "claude-opus-5-5"),
        (
            lambda url: genai.Client(
                api_key="k", vertexai=False, http_options=types.HttpOptions(base_url=url)
            ),
            "gemini-2.5-flash",
        ),
    ],
    ids=["openai", "azure", "anthropic", "google"],
)
@pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning")
async def test_the_limit_that_a_client_object_sends_is_held_back(
    make: Callable[[str], Any], model: str, max_tokens: int | None, record: Record
) -> None:
    """They think as long as over connections of our own."""
    url, seen = await record(200, {"Content-Type": "application/json"}, json.dumps(PARIS).encode())
    client = make(url)
    provider = adapt(client, model)
    await ask(provider, max_tokens)
    await (client.aio.aclose() if isinstance(client, genai.Client) else client.close())
    assert limit_of(seen[0][-1]) == promised(provider, max_tokens)


def test_a_budget_holds_back_the_room_to_think() -> None:
    """A model that reasons may write 25000 tokens more than its answer may have."""
    provider = OpenAI("gpt-5.5", api_key="key")
    request = evolve(QUESTION, max_tokens=100)
    terms = Terms.of(provider, Prices())
    amount = worst_case(Budget(tokens=10**6), terms, request, "answer")
    assert 25_100 <= amount.tokens < 25_300
