"""What responses say that is left of limits comes with the replies and errors of every adapter."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from trustcore import Message, Provider, ProviderError, Request
from trustcore.allowance import Allowance, Allowances
from trustcore.errors import RateLimitError
from trustcore.plugins.protocols import EmbeddingSession
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

QUESTION = Request((Message("user", "Capital of France?"),))
HEADERS = {
    "Content-Type": "application/json",
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": "1m0s",
}
TOLD = Allowances(Allowance(0, 60, 60))
PARIS: dict[str, Any] = {
    "choices": [{"message": {"content": "Paris"}, "finish_reason": "stop"}],
    "content": [{"type": "text", "text": "Paris"}],
    "candidates": [{"content": {"parts": [{"text": "Paris"}]}}],
    "output": {"message": {"content": [{"text": "Paris"}]}},
    "data": [{"index": 0, "embedding": [1.0]}],
}


MAKE: list[Callable[[str], Provider]] = [
    lambda url: OpenAI("m", base_url=f"{url}/v1", api_key="sk-1"),
    lambda url: Anthropic("m", base_url=url, api_key="sk-1"),
    lambda url: Gemini("m", base_url=url, api_key="sk-1"),
    lambda url: Bedrock("m", base_url=url, api_key="sk-1", region="eu-central-1"),
]
NAMES = ["openai", "anthropic", "gemini", "bedrock"]
Record = Callable[..., Awaitable[tuple[str, Any]]]


@pytest.mark.parametrize("make", MAKE, ids=NAMES)
async def test_a_reply_has_them(make: Callable[[str], Provider], record: Record) -> None:
    url, _ = await record(200, HEADERS, json.dumps(PARIS).encode())
    async with make(url).open() as session:
        reply = await session.complete(QUESTION)
    assert TOLD == reply.allowances


@pytest.mark.parametrize("make", MAKE, ids=NAMES)
@pytest.mark.parametrize("status", [429, 503])
async def test_an_error_has_them(
    make: Callable[[str], Provider], status: int, record: Record
) -> None:
    url, _ = await record(status, HEADERS, b'{"error": {"message": "no"}}')
    async with make(url).open() as session:
        with pytest.raises(ProviderError) as caught:
            await session.complete(QUESTION)
    assert TOLD == caught.value.allowances


async def test_an_error_behind_a_good_status_has_them(record: Record) -> None:
    """Some gateways answer 200 and put the refusal inside."""
    url, _ = await record(200, HEADERS, b'{"error": {"code": 429, "message": "slow down"}}')
    async with MAKE[0](url).open() as session:
        with pytest.raises(RateLimitError) as caught:
            await session.complete(QUESTION)
    assert TOLD == caught.value.allowances


async def test_embeddings_have_them(record: Record) -> None:
    url, _ = await record(200, HEADERS, json.dumps(PARIS).encode())
    async with MAKE[0](url).open() as session:
        assert isinstance(session, EmbeddingSession)
        reply = await session.embed(["one"])
    assert TOLD == reply.allowances
