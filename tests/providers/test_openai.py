from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest
from aiohttp import web

from trustcore import (
    TLM,
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
from trustcore.errors import (
    AuthenticationError,
    EmptyReplyError,
    RateLimitError,
    RequestError,
)
from trustcore.plugins.protocols import EmbeddingSession, Response
from trustcore.testing import call, forbid_network
from trustcore_providers.openai import OpenAI

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]
QUESTION = Request((Message("user", "Capital of France?"),))
LOCAL = "http://127.0.0.1:8000/v1"
PARIS = {"choices": [{"index": 0, "message": {"content": "Paris"}, "finish_reason": "stop"}]}


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


class Endpoint:
    """A transport that answers from a function, and keeps what it was sent."""

    def __init__(self, answer: Callable[[dict[str, Any]], tuple[int, object]]) -> None:
        self.answer = answer
        self.urls: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[dict[str, Any]] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = 0
    ) -> Response:
        self.urls.append(url)
        self.headers.append(headers)
        self.bodies.append(json.loads(body))
        status, answer = self.answer(self.bodies[-1])
        await anyio.lowlevel.checkpoint()
        return Response(status, {}, json.dumps(answer).encode())


def paris() -> Endpoint:
    return Endpoint(lambda _: (200, PARIS))


def refusing(*parameters: str) -> Endpoint:
    """An endpoint that refuses parameters one after the other, as OpenAI's does."""

    def answer(body: dict[str, Any]) -> tuple[int, object]:
        for name in parameters:
            if name in body:
                code = "unsupported_parameter"
                return 400, {"error": {"message": "no", "param": name, "code": code}}
        return 200, PARIS

    return Endpoint(answer)


def failing(status: int, **error: object) -> Endpoint:
    return Endpoint(lambda _: (status, {"error": error}))


async def ask(provider: OpenAI, request: Request = QUESTION) -> str:
    async with provider.open() as session:
        item = (await call(session, request)).items[0]
    assert isinstance(item, Completion)
    return item.text


async def test_a_question_is_answered_over_http(serve: Serve) -> None:
    """The whole way over a real socket."""
    seen: list[tuple[str, str | None, object]] = []

    async def handler(request: web.Request) -> web.Response:
        body = await request.json()
        seen.append((request.path_qs, request.headers.get("Authorization"), body))
        return web.json_response(PARIS)

    url = f"{await serve(handler)}/v1/?api-version=3"

    assert await ask(OpenAI("gpt", url, "sk-planted")) == "Paris"
    messages = [{"role": "user", "content": "Capital of France?"}]
    assert seen == [
        (
            "/v1/chat/completions?api-version=3",
            "Bearer sk-planted",
            {"model": "gpt", "messages": messages},
        )
    ]


async def test_no_request_leaves_while_the_network_is_forbidden() -> None:
    """The default transport heeds `forbid_network`."""
    with forbid_network(), pytest.raises(Exception, match="forbid_network"):
        await ask(OpenAI("gpt", LOCAL))


@pytest.mark.parametrize(
    ("base_url", "key", "expected"),
    [(LOCAL, None, None), (LOCAL, "sk-1", "Bearer sk-1"), (LOCAL, Secret("sk-1"), "Bearer sk-1")],
)
async def test_the_key_is_sent_if_there_is_one(
    base_url: str, key: Secret | str | None, expected: str | None
) -> None:
    """A local server needs none."""
    endpoint = paris()
    await ask(OpenAI("gpt", base_url, key, transport=endpoint.open))

    assert endpoint.headers[0].get("Authorization") == expected


async def test_a_user_in_the_url_is_sent_instead_of_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """HTTP has room for one of them."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    endpoint = paris()
    await ask(OpenAI("gpt", "http://me:pw@host/v1", transport=endpoint.open))

    assert endpoint.urls == ["http://me:pw@host/v1/chat/completions"]
    assert "Authorization" not in endpoint.headers[0]


def test_url_and_key_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the vendor's usual variables; what is given explicitly wins."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1\n")
    assert OpenAI("gpt").base_url == "https://api.openai.com/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", LOCAL)

    assert OpenAI("gpt") == OpenAI("gpt", LOCAL, "sk-1")
    assert OpenAI("gpt", "http://other/v1", "sk-2").base_url == "http://other/v1"


@pytest.mark.parametrize(
    ("arguments", "way_out"),
    [
        ({}, "set OPENAI_API_KEY or pass api_key="),
        ({"base_url": "swordfish"}, "must be like https://host"),
        ({"base_url": "ftp://swordfish@host"}, "must be like"),
        ({"base_url": "http://host:swordfish"}, "must be like"),
        ({"base_url": "http://"}, "must be like"),
        ({"api_key": "swordfish\nX: y"}, "copied whole"),
        ({"api_key": "swordfïsh"}, "copied whole"),
        ({"model": " "}, "must be a name"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(arguments: dict[str, Any], way_out: str) -> None:
    """Before any call; the message quotes no URL and no key."""
    with pytest.raises(ConfigurationError, match=way_out) as caught:
        OpenAI(**({"model": "gpt"} | arguments))

    assert "swordf" not in str(caught.value) + repr(caught.value)


def test_equal_means_the_same_model_of_the_same_account() -> None:
    """Equal providers share an actor."""
    one = OpenAI("gpt", LOCAL, "sk-1")

    assert one == OpenAI("gpt", LOCAL, Secret("sk-1"), transport=paris().open)
    assert hash(one) == hash(OpenAI("gpt", LOCAL, "sk-1"))
    assert len({one, OpenAI("gpt", LOCAL, "sk-2"), OpenAI("x", LOCAL, "sk-1")}) == 3
    assert one.model == "openai/gpt"
    assert isinstance(one, Provider)


@pytest.mark.parametrize(
    ("base_url", "n", "expected"),
    [
        ("https://api.openai.com/v1", None, True),
        ("https://api.openai.com/v1", False, False),
        (LOCAL, None, False),
        (LOCAL, True, True),
    ],
)
def test_n_is_used_where_it_is_known_to_work(base_url: str, n: bool | None, expected: bool) -> None:
    """Many servers that speak the format ignore it."""
    provider = OpenAI("gpt", base_url, "sk-1", n=n)

    assert provider.supports("n") is expected
    assert provider.supports("logprobs")


@pytest.mark.parametrize(
    ("base_url", "name"),
    [("https://api.openai.com/v1", "max_completion_tokens"), (LOCAL, "max_tokens")],
)
async def test_the_token_limit_is_named_as_the_endpoint_has_it(base_url: str, name: str) -> None:
    """And never set where the user set none."""
    endpoint = paris()
    provider = OpenAI("gpt", base_url, "sk-1", transport=endpoint.open)
    await ask(provider, Request(QUESTION.messages, max_tokens=9))
    await ask(provider)

    assert [body.get(name) for body in endpoint.bodies] == [9, None]


async def test_what_the_endpoint_refuses_is_learned_once() -> None:
    """Two refusals cost two calls; from then on there is none."""
    endpoint = refusing("temperature", "logprobs")
    request = Request(QUESTION.messages, temperature=1.0, logprobs=5)
    async with OpenAI("gpt", LOCAL, transport=endpoint.open).open() as session:
        for _ in range(3):
            await call(session, request)

        assert len(endpoint.bodies) == 5
        assert set(endpoint.bodies[-1]) == {"model", "messages"}
        assert not session.supports("temperature")
        assert session.supports("seed")


async def test_concurrent_calls_all_survive_a_lesson() -> None:
    """Each that was under way is repeated."""
    endpoint = refusing("seed")
    request = Request(QUESTION.messages, seed=1)
    async with (
        OpenAI("gpt", LOCAL, transport=endpoint.open).open() as session,
        anyio.create_task_group() as group,
    ):
        for _ in range(4):
            group.start_soon(call, session, request)

    assert ["seed" in body for body in endpoint.bodies] == [True] * 4 + [False] * 4


async def test_a_stubborn_endpoint_is_not_asked_for_ever() -> None:
    """What is refused whatever is left out ends in an error."""
    endpoint = failing(400, message="temperature is not supported")
    with pytest.raises(RequestError):
        await ask(
            OpenAI("gpt", LOCAL, transport=endpoint.open),
            Request(QUESTION.messages, temperature=1.0),
        )

    assert len(endpoint.bodies) == 2


async def test_reasoning_models_that_forbid_logprobs_are_no_credential_problem() -> None:
    """OpenAI says so with a 403, and without naming the parameter as such."""

    def answer(body: dict[str, Any]) -> tuple[int, object]:
        message = "You are not allowed to request logprobs from this model"
        return (403, {"error": {"message": message}}) if "logprobs" in body else (200, PARIS)

    endpoint = Endpoint(answer)
    request = Request(QUESTION.messages, logprobs=5)

    assert await ask(OpenAI("gpt", LOCAL, transport=endpoint.open), request) == "Paris"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(401, "invalid_api_key", AuthenticationError), (200, 429, RateLimitError)],
)
async def test_errors_are_ours_wherever_the_status_is(
    status: int, code: object, kind: type[ProviderError]
) -> None:
    """Some gateways answer 200 and put the status into the body."""
    endpoint = failing(status, code=code, message="no")
    with pytest.raises(kind, match=r"127\.0\.0\.1:8000 answered"):
        await ask(OpenAI("gpt", LOCAL, transport=endpoint.open))


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 429, 500])
async def test_no_secret_is_ever_shown(status: int) -> None:
    """Neither key, nor the URL's user and query, nor prompt, nor what the endpoint said."""
    endpoint = failing(status, message="sk-planted asked secret-prompt", code="secret-prompt!")
    url = "http://secret-user:secret-pw@host/v1?key=secret-query"
    provider = OpenAI("gpt", url, "sk-planted", transport=endpoint.open)
    with pytest.raises(ProviderError) as caught:
        await ask(provider, Request((Message("user", "secret-prompt"),)))
    shown = " ".join(map(repr, (provider, caught.value, caught.value.args))) + str(caught.value)

    assert "secret" not in shown
    assert "sk-planted" not in shown
    assert "sk-planted" in caught.value.detail


async def test_where_n_is_refused_one_draw_is_made() -> None:
    """The engine asks for the others; the lesson costs one request."""
    endpoint = refusing("n")
    request = Request(QUESTION.messages, n=3, seed=7)
    async with OpenAI("gpt", LOCAL, n=True, transport=endpoint.open).open() as session:
        replies = [await call(session, request) for _ in range(2)]

    assert [(Completion("Paris"),)] * 2 == [reply.items for reply in replies]
    assert ["n" in body for body in endpoint.bodies] == [True, False, False]


async def test_every_request_is_one_attempt() -> None:
    """Those that were refused, and those for draws that were not made with others."""
    endpoint = refusing("temperature", "n")
    provider = OpenAI("gpt", LOCAL, n=True, transport=endpoint.open)
    preset = {"strategies": {"consistency": {"arguments": {"samples": 4}}}}
    async with TLM(preset, model=provider, seed=7, options={"max_attempts": 1}) as tlm:
        results = [await tlm.aprompt(f"Capital of {place}?") for place in "AB"]

    refused = [one.outcome for one in results[0].attempts if one.outcome != "ok"]
    assert ["ParameterRefusedError"] * 2 == refused
    assert [7, 5] == [len(one.attempts) for one in results]
    assert len(endpoint.bodies) == tlm.ledger.total.attempts
    answered = [body["seed"] for body in endpoint.bodies[7:]]
    assert [7, 1007, 1008, 1009, 1010] == sorted(answered)


async def test_a_connection_closed_between_two_calls_costs_nothing(serve: Serve) -> None:
    """The call is made again at once, over a socket too; both requests are in the ledger."""
    seen: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append(request.path)
        if len(seen) == 2:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(PARIS)

    model = OpenAI("gpt", f"{await serve(handler)}/v1")
    preset: dict[str, Any] = {"strategies": {"logprobs": {}}}
    async with TLM(preset, model=model, options={"max_attempts": 1}) as tlm:
        results = [await tlm.aprompt(f"Capital of {place}?") for place in "AB"]

    outcomes = [[attempt.outcome for attempt in one.attempts] for one in results]
    assert [["ok"], ["StaleConnectionError", "ok"]] == outcomes
    assert len(seen) == tlm.ledger.total.attempts


@pytest.mark.parametrize(
    ("model", "limit", "expected"),
    [("gpt-4.1", 9, 9), ("gpt-6-sol", 9, 25009), ("gpt-6-sol", None, None)],
)
async def test_reasoning_models_get_room_for_their_thinking(
    model: str, limit: int | None, expected: int | None
) -> None:
    """The user's limit is about the answer; OpenAI counts thinking and answer together."""
    endpoint = paris()
    provider = OpenAI(model, "https://api.openai.com/v1", "sk-1", transport=endpoint.open)
    await ask(provider, Request(QUESTION.messages, max_tokens=limit))

    assert expected == endpoint.bodies[0].get("max_completion_tokens")


async def test_an_answer_that_was_cut_is_an_answer() -> None:
    """Only an empty one is none, and then the limit is named."""
    cut = {"choices": [{"message": {"content": "Par"}, "finish_reason": "length"}]}
    empty = {"choices": [{"message": {"content": ""}, "finish_reason": "length"}]}
    async with OpenAI("gpt", LOCAL, transport=Endpoint(lambda _: (200, cut)).open).open() as one:
        item = (await one.complete(QUESTION)).items[0]
    assert isinstance(item, Completion)
    assert item.truncated

    with pytest.raises(EmptyReplyError, match="raise max_tokens"):
        await ask(OpenAI("gpt", LOCAL, transport=Endpoint(lambda _: (200, empty)).open))


async def test_texts_are_embedded() -> None:
    """One request for all."""
    rows = [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [2.0]}]
    endpoint = Endpoint(lambda _: (200, {"data": rows}))
    async with OpenAI("emb", LOCAL, transport=endpoint.open).open() as session:
        assert isinstance(session, EmbeddingSession)
        reply = await session.embed(["a", "b"])

    assert reply.items == (Embedding((1.0,)), Embedding((2.0,)))
    assert endpoint.urls == [f"{LOCAL}/embeddings"]
    assert endpoint.bodies == [{"model": "emb", "input": ["a", "b"], "encoding_format": "float"}]


async def test_a_refused_embedding_is_an_error() -> None:
    """With the same meaning of statuses."""
    with pytest.raises(AuthenticationError):
        async with OpenAI("e", LOCAL, transport=failing(401).open).open() as session:
            await session.embed(["a"])
