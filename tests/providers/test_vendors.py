"""What the adapters of Anthropic, Gemini and Bedrock have in common."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest

from trustcore import (
    Completion,
    ConfigurationError,
    Embedding,
    Message,
    Provider,
    ProviderError,
    Request,
    Secret,
    Transport,
)
from trustcore.errors import AuthenticationError, RequestError
from trustcore.plugins.protocols import EmbeddingSession, Response
from trustcore.plugins.registry import providers
from trustcore.testing import call
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini

Json = Any  # whatever JSON can hold
QUESTION = Request((Message("user", "Capital of France?"),))
HOT = Request(QUESTION.messages, temperature=0.5)
LOCAL = "http://127.0.0.1:8000"
PARIS = {
    "content": [{"type": "text", "text": "Paris"}],
    "candidates": [{"content": {"parts": [{"text": "Paris"}]}}],
    "output": {"message": {"content": [{"text": "Paris"}]}},
    "embeddings": [{"values": [1.0]}],
}
VARIABLES = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "ANTHROPIC_BASE_URL",
    "GEMINI_API_KEY",
    "GOOGLE_API_KEY",
    "GOOGLE_GEMINI_BASE_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
    "AWS_PROFILE",
    "AWS_REGION",
)
MAKE: list[Callable[..., Provider]] = [Anthropic, Gemini, Bedrock]
vendors = pytest.mark.parametrize("make", MAKE)


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere/config")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


class Endpoint:
    """A transport that answers from a function, and keeps what it was sent."""

    def __init__(self, answer: Callable[[str], tuple[int, object]]) -> None:
        self.answer = answer
        self.urls: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[str] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        self.urls.append(url)
        self.headers.append(headers)
        self.bodies.append(body.decode())
        status, answer = self.answer(self.bodies[-1])
        await anyio.lowlevel.checkpoint()
        return Response(status, {}, json.dumps(answer).encode())


def paris() -> Endpoint:
    return Endpoint(lambda _: (200, PARIS))


def failing(status: int, message: str) -> Endpoint:
    """An error in the shape of all of them."""
    return Endpoint(lambda _: (status, {"message": message, "error": {"message": message}}))


def refusing(word: str, message: str) -> Endpoint:
    """An endpoint that refuses requests in which a word stands."""
    error = {"message": message, "error": {"message": message}}
    return Endpoint(lambda body: (400, error) if word in body else (200, PARIS))


async def ask(provider: Provider, request: Request = QUESTION) -> str:
    async with provider.open() as session:
        item = (await call(session, request)).items[0]
    assert isinstance(item, Completion)
    return item.text


@vendors
async def test_a_question_is_answered(make: Callable[..., Provider]) -> None:
    """By a provider like any other, equal to what is made alike."""
    endpoint = paris()
    provider = make("m", LOCAL, "key", transport=endpoint.open)

    assert isinstance(provider, Provider)
    assert provider.model == f"{make.__name__.lower()}/m"
    assert await ask(provider) == "Paris"
    assert provider == make("m", LOCAL, Secret("key"))
    assert len({provider, make("m", LOCAL, "other"), make("x", LOCAL, "key")}) == 3


@pytest.mark.parametrize("name", ["anthropic", "gemini", "bedrock"])
def test_they_are_had_by_name(name: str) -> None:
    """As every plug-in: with the settings of a connection."""
    arguments = {"model": "m", "base_url": LOCAL, "api_key": "key"}

    assert providers.create(name, arguments).model == f"{name}/m"


@pytest.mark.parametrize(
    ("make", "header", "value"),
    [
        (Anthropic, "Authorization", "Bearer key"),
        (Gemini, "x-goog-api-key", "key"),
        (Bedrock, "Authorization", "Bearer key"),
    ],
)
async def test_the_key_travels_in_a_header(
    make: Callable[..., Provider], header: str, value: str
) -> None:
    """And never in the URL."""
    endpoint = paris()
    await ask(make("m", LOCAL, "key", transport=endpoint.open))

    assert endpoint.headers[0][header] == value
    assert "key" not in endpoint.urls[0]


@pytest.mark.parametrize(
    ("make", "variable", "value", "way_out"),
    [
        (Anthropic, "ANTHROPIC_API_KEY", "key", "ANTHROPIC_API_KEY or pass api_key="),
        (Anthropic, "ANTHROPIC_AUTH_TOKEN", "key", "ANTHROPIC_API_KEY or pass api_key="),
        (Anthropic, "ANTHROPIC_BASE_URL", LOCAL, "ANTHROPIC_BASE_URL"),
        (Gemini, "GOOGLE_API_KEY", "key", "GEMINI_API_KEY or GOOGLE_API_KEY, or pass api_key="),
        (Gemini, "GEMINI_API_KEY", "key\n", "GEMINI_API_KEY or GOOGLE_API_KEY, or pass api_key="),
        (Gemini, "GOOGLE_GEMINI_BASE_URL", LOCAL, "GOOGLE_GEMINI_BASE_URL"),
    ],
)
def test_a_vendor_needs_a_key(
    make: Callable[..., Provider],
    variable: str,
    value: str,
    way_out: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another server does not; the error names the ways to give one."""
    with pytest.raises(ConfigurationError, match=way_out):
        make("m")
    monkeypatch.setenv(variable, value)

    assert make("m") == make("m", **{"base_url" if value == LOCAL else "api_key": value.strip()})


@vendors
@pytest.mark.parametrize(
    ("arguments", "way_out"),
    [
        ({"base_url": "swordfish"}, "must be like https://host"),
        ({"base_url": "ftp://swordfish@host"}, "must be like"),
        ({"base_url": "http://host:swordfish"}, "must be like"),
        ({"api_key": "swordfish\nX: y"}, "copied whole"),
        ({"api_key": "swordfïsh"}, "copied whole"),
        ({"model": " "}, "must be a name"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(
    make: Callable[..., Provider], arguments: dict[str, Any], way_out: str
) -> None:
    """Before any call; the message quotes no URL and no key."""
    with pytest.raises(ConfigurationError, match=way_out) as caught:
        make(**({"model": "m", "base_url": LOCAL} | arguments))

    assert "swordf" not in str(caught.value) + repr(caught.value)


@vendors
@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 429, 500])
async def test_no_secret_is_ever_shown(make: Callable[..., Provider], status: int) -> None:
    """Neither key, nor the URL's user and query, nor prompt, nor what the endpoint said."""
    endpoint = failing(status, "sk-planted asked secret-prompt")
    url = "http://secret-user:secret-pw@host/base?key=secret-query"
    provider = make("m", url, "sk-planted", transport=endpoint.open)
    with pytest.raises(ProviderError) as caught:
        await ask(provider, Request((Message("user", "secret-prompt"),)))
    shown = " ".join(map(repr, (provider, caught.value, caught.value.args))) + str(caught.value)

    assert "secret" not in shown
    assert "sk-planted" not in shown
    assert status == 200 or "sk-planted" in caught.value.detail


@pytest.mark.parametrize(
    ("make", "base", "expected"),
    [
        (Anthropic, "", "/v1/messages"),
        (Anthropic, "/", "/v1/messages"),
        (Anthropic, "/v1", "/v1/messages"),
        (Anthropic, "/team/", "/team/v1/messages"),
        (Gemini, "", "/v1/models/m:generateContent"),
        (Gemini, "/v1beta/", "/v1beta/models/m:generateContent"),
        (Gemini, "/team?a=b", "/team/v1/models/m:generateContent?a=b"),
        (Bedrock, "", "/model/m/converse"),
        (Bedrock, "/v1", "/v1/model/m/converse"),
    ],
)
async def test_a_base_url_may_end_with_the_version(
    make: Callable[..., Provider], base: str, expected: str
) -> None:
    """As users of other libraries write it, or not."""
    endpoint = paris()
    await ask(make("m", LOCAL + base, "key", transport=endpoint.open))

    assert endpoint.urls == [LOCAL + expected]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gemini-3.5-flash", "/v1/models/gemini-3.5-flash:generateContent"),
        ("models/gemini-3.5-flash", "/v1/models/gemini-3.5-flash:generateContent"),
        ("tunedModels/mine", "/v1/tunedModels/mine:generateContent"),
        ("gemini-flash-latest", "/v1beta/models/gemini-flash-latest:generateContent"),
        ("gemini-3.1-pro-preview", "/v1beta/models/gemini-3.1-pro-preview:generateContent"),
    ],
)
async def test_previews_are_in_the_beta_version(model: str, expected: str) -> None:
    """The stable version of Gemini's API has neither them nor aliases that move."""
    endpoint = paris()
    await ask(Gemini(model, LOCAL, transport=endpoint.open))

    assert endpoint.urls == [LOCAL + expected]


@pytest.mark.parametrize(
    ("make", "model", "temperature", "sampling"),
    [
        (Anthropic, "claude-opus-5-5", False, True),
        (Anthropic, "claude-haiku-7", False, True),
        (Anthropic, "claude-opus-4-8", False, True),
        (Anthropic, "claude-haiku-4-5-20251001", True, True),
        (Anthropic, "claude-sonnet-4-6", True, True),
        (Anthropic, "another", True, True),
        (Gemini, "gemini-3.8-flash", False, True),
        (Gemini, "gemini-3.5-flash-lite", False, True),
        (Gemini, "gemini-3.5-flash", True, True),
        (Gemini, "models/gemini-2.5-pro", True, True),
        (Gemini, "gemini-embedding-001", False, False),
        (Bedrock, "eu.anthropic.claude-opus-5-5-v1:0", False, True),
        (Bedrock, "anthropic.claude-haiku-4-5-20251001-v1:0", True, True),
        (Bedrock, "amazon.nova-2-lite-v1:0", True, True),
    ],
)
def test_what_models_take_is_known(
    make: Callable[..., Provider], model: str, temperature: bool, sampling: bool
) -> None:
    """Several take no temperature and vary nonetheless."""
    provider = make(model, LOCAL, "key")

    assert provider.supports("temperature") is temperature
    assert provider.supports("sampling") is sampling
    assert not provider.supports("n")
    assert not provider.supports("logprobs")
    assert provider.supports("embeddings") is (make is Gemini)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Anthropic, "`temperature` is deprecated for this model."),
        (Anthropic, "temperature: Extra inputs are not permitted"),
        (Gemini, 'Invalid JSON payload received. Unknown name "temperature": Cannot find field.'),
        (Gemini, "Unable to submit request because temperature is not supported for this model."),
        (
            Bedrock,
            "The model returned the following errors: `temperature` is deprecated for this model.",
        ),
    ],
)
async def test_what_the_endpoint_refuses_is_learned_once(
    make: Callable[..., Provider], message: str
) -> None:
    """One refusal costs one call; from then on there is none."""
    endpoint = refusing("temperature", message)
    async with make("m", LOCAL, "key", transport=endpoint.open).open() as session:
        for _ in range(3):
            await call(session, HOT)

    assert ["temperature" in body for body in endpoint.bodies] == [True, False, False, False]


@pytest.mark.parametrize(
    ("message", "asked", "word"),
    [
        ("Logprobs is not enabled for models/m", {"logprobs": 5}, "ogprobs"),
        ("Multiple candidates is not enabled for this model", {"n": 3}, "candidateCount"),
        ("candidateCount must be 1 but the entered value was 3.", {"n": 3}, "candidateCount"),
        ('Unknown name "seed": Cannot find field.', {"seed": 1}, "seed"),
    ],
)
async def test_gemini_teaches_more(message: str, asked: dict[str, Any], word: str) -> None:
    """It has more that a model may lack."""
    endpoint = refusing(word, message)

    request = Request(QUESTION.messages, **asked)
    assert await ask(Gemini("m", LOCAL, transport=endpoint.open), request) == "Paris"
    assert [word in body for body in endpoint.bodies] == [True, False]


@vendors
async def test_a_stubborn_endpoint_is_not_asked_for_ever(make: Callable[..., Provider]) -> None:
    """What is refused whatever is left out ends in an error."""
    endpoint = failing(400, "temperature is not supported")
    with pytest.raises(RequestError):
        await ask(make("m", LOCAL, "key", transport=endpoint.open), HOT)

    assert len(endpoint.bodies) == 2


@pytest.mark.parametrize(
    ("temperature", "version"),
    [(None, "2026-10-21"), (1.0, "2026-10-21"), (0.0, "2023-06-01"), (0.5, "2023-06-01")],
)
async def test_only_a_temperature_calls_for_the_version_before(
    temperature: float | None, version: str
) -> None:
    """Anthropic's version of today refuses it whatever the model, and samples at 1."""
    endpoint = paris()
    request = Request(QUESTION.messages, temperature=temperature)
    await ask(Anthropic("claude-haiku-4-5", LOCAL, transport=endpoint.open), request)

    assert endpoint.headers[0]["anthropic-version"] == version
    assert ("temperature" in endpoint.bodies[0]) is (version == "2023-06-01")


@pytest.mark.parametrize(
    ("model", "asked", "expected"),
    [
        ("claude-opus-5-5", None, 128000),
        ("claude-opus-5-5", 500, 16500),
        ("claude-opus-5-5", 120000, 128000),
        ("claude-opus-4-8", 500, 500),
        ("claude-haiku-4-5", None, 64000),
        ("claude-opus-4-1-20250805", None, 32000),
        ("another", None, 16384),
    ],
)
async def test_the_token_limit_is_never_small(model: str, asked: int | None, expected: int) -> None:
    """Anthropic wants one: the model's own maximum; to a user's, room to think is added."""
    endpoint = paris()
    await ask(
        Anthropic(model, LOCAL, transport=endpoint.open),
        Request(QUESTION.messages, max_tokens=asked),
    )

    assert json.loads(endpoint.bodies[0])["max_tokens"] == expected


@pytest.mark.parametrize(
    ("details", "words", "status"),
    [("enforced_spend_limit_reached", "no", 429), ("", "Your credit balance is too low", 400)],
)
async def test_money_that_lacks_stops_a_batch(details: str, words: str, status: int) -> None:
    """Anthropic says so with statuses of other meanings."""
    error = {"type": "x", "message": words, "details": {"error_code": details}}
    endpoint = Endpoint(lambda _: (status, {"error": error}))
    with pytest.raises(ProviderError, match="no credit left") as caught:
        await ask(Anthropic("m", LOCAL, transport=endpoint.open))

    assert not caught.value.retryable


async def test_of_many_texts_the_first_are_embedded() -> None:
    """Gemini takes a hundred at a time; the engine asks for the others."""

    def answer(body: str) -> tuple[int, object]:
        count = len(json.loads(body)["requests"])
        return 200, {"embeddings": [{"values": [float(count)]}] * count}

    endpoint = Endpoint(answer)
    async with Gemini("e", LOCAL, transport=endpoint.open).open() as session:
        assert isinstance(session, EmbeddingSession)
        reply = await session.embed([str(one) for one in range(201)])

    assert (Embedding((100.0,)),) * 100 == reply.items
    assert reply.usage.calls == len(endpoint.bodies) == 1


async def test_a_refused_embedding_is_an_error() -> None:
    """With the same meaning of statuses."""
    with pytest.raises(AuthenticationError):
        async with Gemini("e", LOCAL, transport=failing(401, "no").open).open() as session:
            await session.embed(["a"])


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("eu-central-1", "https://bedrock-runtime.eu-central-1.amazonaws.com/model/m/converse"),
        ("cn-north-1", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/model/m/converse"),
    ],
)
async def test_bedrock_is_where_the_region_is(region: str, expected: str) -> None:
    """Unless there is an endpoint of one's own."""
    endpoint = paris()
    await ask(Bedrock("m", api_key="key", region=region, transport=endpoint.open))

    assert endpoint.urls == [expected]


@pytest.mark.parametrize(
    ("variables", "arguments", "way_out"),
    [
        ({"AWS_REGION": ""}, {}, "set AWS_REGION, pass region="),
        ({}, {}, "no AWS credentials were found"),
        ({}, {"profile": "nobody"}, "see profile="),
    ],
)
async def test_what_aws_lacks_is_named(
    variables: dict[str, str],
    arguments: dict[str, Any],
    way_out: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the provider is opened: to find out, files and services are read."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=way_out):
        await ask(Bedrock("m", transport=paris().open, **arguments))


def test_a_region_is_checked() -> None:
    """It becomes part of a host's name."""
    with pytest.raises(ConfigurationError, match="must be like eu-central-1"):
        Bedrock("m", region="evil.example/")


def test_without_botocore_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is needed: a Bedrock API key works without."""
    monkeypatch.setitem(sys.modules, "botocore", None)
    with pytest.raises(ConfigurationError, match=r'pip install "trustcore\[bedrock\]"'):
        Bedrock("m")

    assert Bedrock("m", api_key="key").api_key == Secret("key")
