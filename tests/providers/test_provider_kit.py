"""A provider of a stranger's, as the docs have it, on the public kit alone."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.lowlevel
import pytest
from aiohttp import web
from attrs import field, frozen

from trustcore import TLM, ConfigurationError, Message, Request, Secret, Transport
from trustcore.errors import FatalError, ModelNotFoundError, RequestError
from trustcore.plugins.protocols import Response
from trustcore.plugins.registry import providers
from trustcore.provider_kit import (
    HttpProvider,
    Vendor,
    checked_key,
    checked_url,
    host_of,
    public_url,
    status_error,
)
from trustcore.testing import call, check_provider
from trustcore_providers._openai_wire import OpenAIWire

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
PAGE = Path(__file__).parents[2] / "docs" / "custom-providers.md"
KEY = "sk-planted"
ANSWER = {
    "message": {"role": "assistant", "content": "Paris"},
    "done_reason": "stop",
    "prompt_eval_count": 9,
    "eval_count": 2,
}


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> tuple[str, Callable[..., HttpProvider]]:
    """The first program of the page, and the provider that it makes."""
    monkeypatch.setattr(providers, "_registered", {})
    found = re.search(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {"__name__": "example"}
    exec(found[1], names)  # noqa: S102  (our own docs)
    return found[1], names["OllamaNative"]


def test_the_example_is_short(example: tuple[str, object]) -> None:
    """At most thirty lines, imports included."""
    assert len([line for line in example[0].splitlines() if line.strip()]) <= 30


async def test_the_example_is_a_provider_like_any_other(
    example: tuple[str, Callable[..., HttpProvider]], serve: Serve
) -> None:
    """It passes the suite of all providers, over a real socket; and it is had by name."""
    seen: list[tuple[str, str | None, dict[str, Any]]] = []

    async def answer(request: web.Request) -> web.Response:
        body = await request.json()
        seen.append((request.path, request.headers.get("Authorization"), body))
        return web.json_response(ANSWER)

    async def fail(request: web.Request) -> web.Response:
        said = f"{dict(request.headers)} {await request.text()}"
        return web.json_response({"error": said}, status=500)

    good, bad = await serve(answer), await serve(fail)
    make = example[1]
    await check_provider(
        make("llama3", good, KEY),
        twin=make("llama3", good, Secret(KEY)),
        failing=make("llama3", bad, KEY),
        secrets=[KEY],
    )
    path, authorization, body = seen[0]
    assert (path, authorization) == ("/api/chat", f"Bearer {KEY}")
    assert body["options"] == {"num_predict": 64}
    model = providers.create("ollama-native", {"model": "llama3", "base_url": good})
    async with TLM("base", model=model) as tlm:
        result = await tlm.aprompt("Capital of France?")
    assert (result.response, result.usage.output_tokens) == ("Paris", 2 * result.usage.calls)


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (200, {"error": "model 'llama3' not found, try pulling it first"}, ModelNotFoundError),
        (404, {"error": "model 'llama3' not found"}, ModelNotFoundError),
        (200, {"error": {"code": "insufficient_quota"}}, FatalError),
    ],
)
async def test_errors_are_told_without_a_line_of_the_example(
    example: tuple[str, Callable[..., HttpProvider]],
    serve: Serve,
    status: int,
    said: object,
    kind: type[Exception],
) -> None:
    """And what is refused is learned."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(said, status=status)

    provider = example[1]("llama3", await serve(answer))
    with pytest.raises(kind):
        async with provider.open() as session:
            await call(session, Request((Message("user", "?"),)))


async def test_the_example_learns(
    example: tuple[str, Callable[..., HttpProvider]], serve: Serve
) -> None:
    """A refused temperature costs one call."""
    seen: list[bool] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append("temperature" in (await request.json())["options"])
        if seen[-1]:
            return web.json_response({"error": "temperature is not supported"}, status=400)
        return web.json_response(ANSWER)

    asked = Request((Message("user", "?"),), temperature=0.5)
    async with example[1]("llama3", await serve(answer)).open() as session:
        for _ in range(2):
            await call(session, asked)

    assert seen == [True, False, False]


@pytest.mark.parametrize(
    ("vendor", "variable", "way_out"),
    [
        (Vendor("acme"), "ACME_BASE_URL", "pass api_key="),
        (Vendor("my-acme", keys=["A", "B"]), "MY_ACME_BASE_URL", "set A or pass api_key="),
        (Vendor("acme", url_variable="X", credentials="log in"), "X", "log in"),
    ],
)
def test_a_vendor_has_usual_variables(vendor: Vendor, variable: str, way_out: str) -> None:
    """Unless it says otherwise."""
    assert (vendor.url_variable, vendor.credentials) == (variable, way_out)


@frozen
class NoFormat(HttpProvider):
    """A provider whose author forgot what a subclass is for."""

    vendor: Vendor = field(default=Vendor("acme", "https://acme.test"), kw_only=True)


def test_a_provider_without_a_format_is_refused_when_it_is_made() -> None:
    """Not at its first call, and with what is missing."""
    with pytest.raises(ConfigurationError, match="NoFormat must have a method `wire`"):
        NoFormat("m")
    with pytest.raises(ConfigurationError, match="NoFormat must have a method `wire`"):
        TLM("base", model=NoFormat("m"))


@frozen
class Acme(HttpProvider):
    """A provider of a vendor that is given."""

    def wire(self) -> OpenAIWire:
        return OpenAIWire(self.name, self.capabilities)


HOME = "https://acme.test"


@pytest.mark.parametrize(
    ("vendor", "needed"),
    [
        (Vendor("acme", HOME), False),
        (Vendor("acme", HOME, keys=["ACME_KEY"]), True),
        (Vendor("acme", HOME, keys=["ACME_KEY", "OTHER_KEY"]), True),
        (Vendor("acme", HOME, keys=["ACME_KEY"], needs_key=False), False),
        (Vendor("acme", HOME, needs_key=True), True),
    ],
)
def test_who_has_a_variable_for_the_key_needs_one(
    vendor: Vendor, needed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any call, unless the vendor says otherwise or another server is asked."""
    if needed:
        with pytest.raises(ConfigurationError, match=r"acme\.test needs a key"):
            Acme("m", vendor=vendor)
    else:
        assert Acme("m", vendor=vendor).api_key is None
    assert Acme("m", "http://127.0.0.1:1", vendor=vendor).api_key is None
    monkeypatch.setenv("ACME_KEY", "sk-1")
    assert Acme("m", api_key="sk-2", vendor=vendor).api_key == Secret("sk-2")


def test_settings_are_checked_one_by_one_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """For providers that are made in another way."""
    monkeypatch.setenv("ACME_KEY", " sk-1\n")
    monkeypatch.setenv("ACME_URL", "http://me:pw@host:9/v1?key=x")

    assert checked_key(None, ["NONE", "ACME_KEY"]) == Secret("sk-1")
    assert checked_key(None, ["NONE"]) is None
    url = checked_url(None, "ACME_URL")
    assert (public_url(url), host_of(url)) == ("http://host:9/v1", "host:9")
    with pytest.raises(ConfigurationError, match="ACME_NONE"):
        checked_url(None, "ACME_NONE")


@pytest.mark.parametrize("said", [KEY, "pw-123", "bWU6cHctMTIz", "query-1"])
async def test_what_an_endpoint_quotes_of_the_credentials_is_masked(
    example: tuple[str, Callable[..., HttpProvider]], said: str
) -> None:
    """Key, password and query, also as the header has them, in the message and in `detail`."""

    class Quoting:
        @asynccontextmanager
        async def open(self) -> AsyncIterator[Transport]:
            yield self

        async def post(
            self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
        ) -> Response:
            await anyio.lowlevel.checkpoint()
            return Response(400, {}, json.dumps({"error": {"message": said}}).encode())

    url = "http://me:pw-123@host/v1?token=query-1"
    provider = example[1]("llama3", url, KEY, transport=Quoting().open)
    with pytest.raises(RequestError) as caught:
        async with provider.open() as session:
            await call(session, Request((Message("user", "?"),)))

    assert caught.value.detail == "***"


def test_a_status_error_is_told_for_a_session_of_ones_own() -> None:
    """With the secrets that it must not show."""
    body = b'{"error": {"code": "insufficient_quota", "message": "sk-planted has none"}}'
    error = status_error(Response(429, {}, body), endpoint="host", secrets=[Secret(KEY)])

    assert isinstance(error, FatalError)
    assert error.detail == "*** has none"
