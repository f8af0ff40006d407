from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio.lowlevel
import pytest

from trustcore import ConfigurationError, Message, Request, Transport
from trustcore.plugins.protocols import Response
from trustcore.plugins.registry import providers
from trustcore_providers.azure import Azure

HOME = "https://me.openai.azure.com"
QUESTION = Request((Message("user", "Capital?"),))
PARIS = b'{"choices": [{"message": {"content": "Paris"}}]}'
OUTPUT = b'{"output": [{"type": "message", "content": [{"type": "output_text", "text": "Paris"}]}]}'


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "OPENAI_API_VERSION"):
        monkeypatch.delenv(name, raising=False)


class Recorder:
    """A transport that keeps what it is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Mapping[str, str], dict[str, Any]]] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        await anyio.lowlevel.checkpoint()
        self.sent.append((url, headers, json.loads(body)))
        return Response(200, {}, OUTPUT if "/responses" in url else PARIS)


@pytest.mark.parametrize(
    ("model", "url", "version", "expected"),
    [
        ("gpt-4.1", HOME, None, f"{HOME}/openai/v1/chat/completions"),
        ("gpt-4.1", f"{HOME}/openai/v1/", None, f"{HOME}/openai/v1/chat/completions"),
        ("o3-pro", HOME, None, f"{HOME}/openai/v1/responses"),
        (
            "my gpt",
            HOME + "/",
            "2024-10-21",
            f"{HOME}/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
        ),
        ("o3-pro", HOME, "preview", f"{HOME}/openai/responses?api-version=preview"),
    ],
)
async def test_each_api_has_its_address(
    model: str, url: str, version: str | None, expected: str
) -> None:
    """Without a version today's v1 API is called, with one the older: an address a deployment."""
    recorder = Recorder()
    azure = Azure(model, url, "sk-1", api_version=version, transport=recorder.open)
    async with azure.open() as session:
        await session.complete(QUESTION)
    (sent, headers, body) = recorder.sent[0]

    assert expected == sent
    assert headers["api-key"] == "sk-1"
    assert "Authorization" not in headers
    assert model == body["model"]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the vendor's usual variables."""
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", HOME)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")

    provider = providers.create("azure", {"model": "gpt-4.1"})
    assert provider == Azure("gpt-4.1", HOME, "sk-1", api_version="2024-10-21")
    assert hash(provider) == hash(Azure("gpt-4.1"))
    assert provider.model == "azure/gpt-4.1"
    assert provider.supports("n")
    assert not Azure("gpt-4.1", n=False).supports("n")
    assert "sk-1" not in repr(provider)


@pytest.mark.parametrize(
    ("arguments", "way_out"),
    [
        ({"api_key": "k"}, "set AZURE_OPENAI_ENDPOINT or pass base_url="),
        ({"base_url": HOME}, "set AZURE_OPENAI_API_KEY or pass api_key="),
        ({"base_url": "me.openai.azure.com", "api_key": "k"}, "must be like"),
        ({"base_url": HOME, "api_key": "k", "model": ""}, "must be a name"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(arguments: dict[str, Any], way_out: str) -> None:
    """Before any call."""
    with pytest.raises(ConfigurationError, match=way_out):
        Azure(**({"model": "gpt"} | arguments))
