from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.metadata import entry_points
from typing import Any

import anyio.lowlevel
import pytest

from trustcore import ConfigurationError, Message, Request, Transport
from trustcore.errors import RegistryError
from trustcore.plugins.protocols import Response
from trustcore.plugins.registry import providers
from trustcore_providers import services
from trustcore_providers._services import known_services
from trustcore_providers.openai import OpenAI
from trustcore_providers.services import register_service

KNOWN = sorted(known_services().items())
QUESTION = Request((Message("system", "Be brief."), Message("user", "Capital?")))


class Recorder:
    """A transport that keeps what it is sent and answers with Paris."""

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
        return Response(200, {}, b'{"choices": [{"message": {"content": "Paris"}}]}')


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for _, service in KNOWN:
        monkeypatch.delenv(service.key, raising=False)
        monkeypatch.delenv(service.url_variable, raising=False)


def made(name: str, model: str, **arguments: object) -> OpenAI:
    provider = providers.create(name, {"model": model, **arguments})
    assert isinstance(provider, OpenAI)
    return provider


@pytest.mark.parametrize("name", [name for name, _ in KNOWN])
def test_each_service_is_a_providers_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of the table and one entry point is all there is to it."""
    monkeypatch.setenv(known_services()[name].key, "sk-1")
    provider = made(name, "org/model:8b")

    assert f"{name}/org/model:8b" == provider.model
    assert known_services()[name].base_url == provider.base_url
    assert provider.api_key is not None


def test_each_entry_point_has_its_row() -> None:
    """None leads nowhere."""
    rows = {
        one.name for one in entry_points(group="trustcore.providers") if "services" in one.value
    }
    assert rows == {name for name, _ in KNOWN} - {"openai"}


def test_what_is_no_service_is_no_attribute() -> None:
    """The module's attributes are the table's rows."""
    with pytest.raises(AttributeError, match="nobody"):
        _ = services.nobody


@pytest.mark.parametrize("name", [name for name, one in KNOWN if one.needs_key])
def test_a_service_that_needs_a_key_says_so(name: str) -> None:
    """Before any call, with the name of its own variable."""
    with pytest.raises(ConfigurationError, match=known_services()[name].key):
        made(name, "m")

    assert made(name, "m", base_url="http://127.0.0.1:1/v1").api_key is None


@pytest.mark.parametrize("name", ["ollama", "vllm", "llamacpp", "lmstudio"])
def test_a_server_of_ones_own_needs_no_key(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is at its usual address unless the environment says otherwise."""
    assert "localhost" in made(name, "m").base_url
    monkeypatch.setenv(f"{name.upper()}_BASE_URL", "http://gpu:9/v1")
    assert made(name, "m").base_url == "http://gpu:9/v1"


@pytest.mark.parametrize(
    ("name", "request_", "expected"),
    [
        ("ollama", Request(QUESTION.messages, max_tokens=9, seed=1), {"max_tokens": 9, "seed": 1}),
        ("groq", Request(QUESTION.messages, max_tokens=9), {"max_completion_tokens": 9}),
        ("mistral", Request(QUESTION.messages, seed=1, n=2), {"random_seed": 1, "n": 2}),
        ("together", Request(QUESTION.messages, logprobs=5), {"logprobs": 5}),
        ("together", Request(QUESTION.messages, logprobs=0), {"logprobs": 1}),
        (
            "fireworks",
            Request(QUESTION.messages, logprobs=9),
            {"logprobs": True, "top_logprobs": 5},
        ),
    ],
)
async def test_quirks_are_heeded(name: str, request_: Request, expected: dict[str, Any]) -> None:
    """Each service gets what it takes, by the names that it has for it."""
    recorder = Recorder()
    async with made(name, "m", api_key="sk-1", transport=recorder.open).open() as session:
        await session.complete(request_)
    (url, headers, body) = recorder.sent[0]

    assert f"{known_services()[name].base_url}/chat/completions" == url
    assert headers["Authorization"] == "Bearer sk-1"
    assert expected == {key: body[key] for key in body.keys() - {"model", "messages"}}


def test_equal_models_of_two_services_are_two() -> None:
    """Even at the same address: they share no actor."""
    url = "http://127.0.0.1:1/v1"
    assert len({made(name, "m", base_url=url) for name in ("vllm", "ollama", "vllm")}) == 2


def test_a_service_may_have_limits_for_all_models_of_a_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then models of one key share an account; it shows no key."""
    monkeypatch.setattr(providers, "_registered", {})
    register_service("gateway", "https://llm.test/v1", shared_limits=True)
    one, two = made("gateway", "a", api_key="sk-1"), made("gateway", "b", api_key="sk-1")
    assert one.account == two.account != made("gateway", "a", api_key="sk-2").account
    assert "sk-1" not in repr(one.account)
    assert made("vllm", "a").account is None


async def test_a_service_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registered once, it is a provider like any other."""
    monkeypatch.setattr(providers, "_registered", {})
    register_service("my-cloud", "https://llm.test/v1", key="MY_KEY", n=True, system_role="none")
    monkeypatch.setenv("MY_KEY", "sk-2")
    recorder = Recorder()
    provider = made("my-cloud", "m", transport=recorder.open)
    async with provider.open() as session:
        await session.complete(QUESTION)
    monkeypatch.setenv("MY_CLOUD_BASE_URL", "http://gpu:9/v1")

    assert provider.supports("n")
    assert provider.model == "my-cloud/m"
    url, headers, body = recorder.sent[0]
    assert url == "https://llm.test/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sk-2"
    assert body["messages"] == [{"role": "user", "content": "Be brief.\n\nCapital?"}]
    assert made("my-cloud", "m").base_url == "http://gpu:9/v1"


@pytest.mark.parametrize(
    ("name", "capabilities", "way_out"),
    [("mine", {"logprob": True}, "did you mean 'logprobs'"), ("openai", {}, "taken")],
)
def test_a_service_that_cannot_be(name: str, capabilities: dict[str, Any], way_out: str) -> None:
    """Misspelt capabilities and names that are taken are refused."""
    with pytest.raises((ConfigurationError, RegistryError), match=way_out):
        register_service(name, "https://llm.test/v1", **capabilities)
