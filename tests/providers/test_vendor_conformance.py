"""The suite that every provider passes, against endpoints of ours."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import anyio
import pytest

from trustcore import Provider, Transport
from trustcore.plugins.protocols import Response
from trustcore.testing import check_provider
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini

LOCAL = "http://secret-user:secret-pw@127.0.0.1:8000/?q=secret-query"
KEY = "sk-planted"
TOKENS = {"token": "Paris", "logProbability": -0.1}
PARIS = {
    "content": [{"type": "text", "text": "Paris"}],
    "usage": {"input_tokens": 3, "output_tokens": 1, "inputTokens": 3, "outputTokens": 1},
    "candidates": [
        {
            "content": {"parts": [{"text": "Paris"}]},
            "logprobsResult": {
                "chosenCandidates": [TOKENS],
                "topCandidates": [{"candidates": [TOKENS]}],
            },
        }
    ],
    "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 1},
    "output": {"message": {"content": [{"text": "Paris"}]}},
}


class Endpoint:
    """A transport to an API that knows the capital of France in every format."""

    def __init__(self, status: int) -> None:
        self.status = status

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        await anyio.lowlevel.checkpoint()
        count = len(json.loads(body).get("requests", ()))
        answer = PARIS | {"embeddings": [{"values": [1.0, 0.5]}] * count}
        return Response(self.status, {}, json.dumps(answer).encode())


@pytest.mark.parametrize(
    ("make", "model"),
    [
        (Anthropic, "claude-opus-5-5"),
        (Anthropic, "claude-haiku-4-5"),
        (Gemini, "gemini-3.8-flash"),
        (Gemini, "gemini-2.0-flash"),
        (Bedrock, "eu.anthropic.claude-haiku-4-5-20251001-v1:0"),
    ],
)
async def test_the_contract_is_kept(
    make: Callable[..., Provider], model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equality, sessions, draws, log-probabilities, embeddings, errors, cancellation, secrets."""
    monkeypatch.setenv("AWS_REGION", "eu-central-1")

    def at(status: int) -> Provider:
        return make(model, LOCAL, KEY, transport=Endpoint(status).open)

    secrets = (KEY, "secret-user", "secret-pw", "secret-query")
    await check_provider(at(200), twin=at(200), failing=at(500), secrets=secrets)
