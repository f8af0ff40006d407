"""The suite that every provider passes, for those that speak OpenAI's format."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import openai
import pytest
from aiohttp import web

from trustcore import Provider, adapt
from trustcore.plugins.registry import providers
from trustcore.testing import check_provider
from trustcore_providers._services import known_services
from trustcore_providers.azure import Azure
from trustcore_providers.callable import CallableProvider
from trustcore_providers.openai import OpenAI

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
SERVICES = sorted(known_services())
KEY = "sk-planted"


def token(text: str) -> dict[str, Any]:
    rows = [{"token": text, "logprob": -0.1}, {"token": "?", "logprob": -3.0}]
    return {"token": text, "logprob": -0.1, "top_logprobs": rows}


def completion(body: dict[str, Any]) -> dict[str, Any]:
    logprobs = {"content": [token("Par"), token("is")]} if body.get("logprobs") else None
    choices = [
        {"index": index, "message": {"content": "Paris"}, "logprobs": logprobs}
        for index in range(body.get("n", 1))
    ]
    return {"choices": choices, "usage": {"prompt_tokens": 9, "completion_tokens": 2}}


def response(body: dict[str, Any]) -> dict[str, Any]:
    logprobs = [token("Paris")] if "include" in body else None
    part = {"type": "output_text", "text": "Paris", "logprobs": logprobs}
    return {"status": "completed", "output": [{"type": "message", "content": [part]}]}


def embeddings(body: dict[str, Any]) -> dict[str, Any]:
    rows = [{"index": index, "embedding": [0.5, 0.5]} for index in range(len(body["input"]))]
    return {"data": rows, "usage": {"prompt_tokens": 2}}


async def answer(request: web.Request) -> web.Response:
    """An endpoint of OpenAI's format."""
    body = await request.json()
    kinds = {"completions": completion, "responses": response, "embeddings": embeddings}
    return web.json_response(kinds[request.path.rpartition("/")[2]](body))


async def fail(request: web.Request) -> web.Response:
    """An endpoint that quotes what it was sent."""
    said = f"{dict(request.headers)} {await request.text()}"
    return web.json_response({"error": {"message": said, "code": "server_error"}}, status=500)


@pytest.fixture
async def good(serve: Serve) -> str:
    return await serve(answer)


@pytest.fixture
async def bad(serve: Serve) -> str:
    return await serve(fail)


@pytest.mark.parametrize("name", SERVICES)
@pytest.mark.parametrize("model", ["gpt-4.1", "o3-pro"])
async def test_services_conform(name: str, model: str, good: str, bad: str) -> None:
    """All of them, with models that reason and models that do not."""

    def made(url: str) -> Provider:
        return providers.create(name, {"model": model, "base_url": f"{url}/v1", "api_key": KEY})

    await check_provider(made(good), twin=made(good), failing=made(bad), secrets=[KEY])


@pytest.mark.parametrize("model", ["gpt-4.1", "o3-pro", "gpt-6-sol"])
@pytest.mark.parametrize("n", [True, False])
async def test_openai_conforms(model: str, n: bool, good: str, bad: str) -> None:
    """Both of its APIs."""

    def made(url: str) -> OpenAI:
        return OpenAI(model, f"{url}/v1", KEY, n=n and model != "o3-pro")

    await check_provider(made(good), twin=made(good), failing=made(bad), secrets=[KEY])


@pytest.mark.parametrize("model", ["gpt-4.1", "o3-pro"])
@pytest.mark.parametrize("version", [None, "2024-10-21"])
async def test_azure_conforms(model: str, version: str | None, good: str, bad: str) -> None:
    """Both of its generations."""

    def made(url: str) -> Azure:
        return Azure(model, url, KEY, api_version=version)

    await check_provider(made(good), twin=made(good), failing=made(bad), secrets=[KEY])


@pytest.mark.parametrize("model", ["gpt-4.1", "o3-pro"])
@pytest.mark.parametrize("azure", [False, True])
async def test_client_objects_conform(model: str, azure: bool, good: str, bad: str) -> None:
    """Both kinds of clients."""

    def client(url: str) -> openai.AsyncOpenAI:
        if azure:
            return openai.AsyncAzureOpenAI(api_key=KEY, azure_endpoint=url, api_version="v")
        return openai.AsyncOpenAI(api_key=KEY, base_url=f"{url}/v1")

    async with client(good) as one, client(bad) as other:
        await check_provider(
            adapt(one, model), twin=adapt(one, model), failing=adapt(other, model), secrets=[KEY]
        )


async def test_functions_conform() -> None:
    """The function itself may raise what it likes: the engine keeps that to its call."""

    async def function(prompt: str) -> str:
        return "Paris"

    await check_provider(CallableProvider(function), twin=CallableProvider(function))
