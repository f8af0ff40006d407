"""Clients of the official SDKs against a server: sync and async, streamed and not."""

# ruff: noqa: ANN401  (clients and responses are of many types)

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import anthropic
import anyio.to_thread
import openai
import pytest
from google import genai
from google.genai import types
from pydantic import BaseModel

import trustcore
from trustcore import TLM, Completion, TokenLogprobs
from trustcore.errors import ConfigurationError, RequestError, ScoreUnavailable
from trustcore.testing import ScriptedProvider

pytestmark = [
    # The SDK's own: how it uses aiohttp.
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning"),
]
Row = dict[str, Any]

ASKED: list[Any] = [{"role": "user", "content": "Capital of Italy?"}]
LOGPROBS = TokenLogprobs((-0.125,), ("Rome",))


class City(BaseModel):
    name: str


def openai_client(url: str) -> openai.OpenAI:
    return openai.OpenAI(api_key="sk-planted", base_url=url, max_retries=0)


def openai_async(url: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(api_key="sk-planted", base_url=url, max_retries=0)


def anthropic_client(url: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(api_key="sk-planted", base_url=url, max_retries=0)


def anthropic_async(url: str) -> anthropic.AsyncAnthropic:
    return anthropic.AsyncAnthropic(api_key="sk-planted", base_url=url, max_retries=0)


def google_client(url: str) -> genai.Client:
    options = types.HttpOptions(base_url=url)
    return genai.Client(api_key="sk-planted", vertexai=False, http_options=options)


CHAT: Row = {"model": "gpt-4.1-mini", "messages": ASKED}
RESPONSE: Row = {"model": "gpt-4.1-mini", "input": "Capital of Italy?"}
MESSAGE: Row = {"model": "claude-haiku-4-5", "max_tokens": 9, "messages": ASKED}
CONTENT: Row = {"model": "gemini-2.5-flash", "contents": "Capital of Italy?"}
Kind = tuple[Callable[[str], Any], str, Row, Completion]
WITH_LOGPROBS, PLAIN = Completion("Rome", LOGPROBS), Completion("Rome")
KINDS: dict[str, Kind] = {
    "chat": (openai_client, "chat.completions.create", CHAT, WITH_LOGPROBS),
    "chat, async": (openai_async, "chat.completions.create", CHAT, WITH_LOGPROBS),
    "responses": (openai_client, "responses.create", RESPONSE, WITH_LOGPROBS),
    "responses, async": (openai_async, "responses.create", RESPONSE, WITH_LOGPROBS),
    "messages": (anthropic_client, "messages.create", MESSAGE, PLAIN),
    "messages, async": (anthropic_async, "messages.create", MESSAGE, PLAIN),
    "contents": (google_client, "models.generate_content", CONTENT, PLAIN),
    "contents, async": (google_client, "aio.models.generate_content", CONTENT, PLAIN),
}
STREAMED = {
    name: (make, path + "_stream", keywords, said)
    if "contents" in name
    else (make, path, {**keywords, "stream": True}, said)
    for name, (make, path, keywords, said) in KINDS.items()
}
kinds = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
async def made(anyio_backend: str, vendor: Any) -> AsyncIterator[Callable[..., Any]]:
    """Makes clients, which are closed at the end."""
    async with AsyncExitStack() as stack:

        def make(kind: str) -> Any:
            client = KINDS[kind][0](vendor.url)
            if isinstance(client, genai.Client):
                stack.push_async_callback(client.aio.aclose)
            if inspect.iscoroutinefunction(client.close):
                stack.push_async_callback(client.close)
            else:
                stack.callback(client.close)
            return client

        yield make


def method_of(client: Any, path: str) -> Any:
    for name in path.split("."):
        client = getattr(client, name)
    return client


async def called(client: Any, path: str, keywords: Row) -> Any:
    """What a method gives; a sync one is called in a thread, as a program would."""
    given = await anyio.to_thread.run_sync(partial(method_of(client, path), **keywords))
    return await given if inspect.isawaitable(given) else given


async def chunks_of(stream: Any) -> list[Any]:
    if hasattr(stream, "__aiter__"):
        return [one async for one in stream]
    return await anyio.to_thread.run_sync(list, stream)


def dump(given: Any) -> Any:
    """What an object holds, but for what its own client measured."""
    return given.model_dump(exclude={"sdk_http_response"}, warnings=False)


@kinds
async def test_a_response_comes_back_unchanged_with_its_score(
    kind: str, made: Callable[..., Any], vendor: Any
) -> None:
    """The user's call is made as it stands, and scored as the completion made by hand."""
    _, path, keywords, said = KINDS[kind]
    plain = await called(made(kind), path, keywords)
    async with TLM(model=ScriptedProvider("Rome")) as tlm:
        expected = await tlm.aget_trustworthiness_score(ASKED, said)
        found = await called(trustcore.wrap(made(kind), tlm), path, keywords)
    assert vendor.bodies[0] == vendor.bodies[1]
    assert 2 == len(vendor.bodies)
    assert type(plain) is type(found)
    assert dump(plain) == dump(found)
    assert {"trustworthiness_score": float(expected), "log": {}} == found.tlm_metadata


@kinds
async def test_chunks_pass_untouched_and_the_score_is_there_after_the_end(
    kind: str, made: Callable[..., Any], vendor: Any
) -> None:
    """Before it there is none; the score is that of the whole answer."""
    _, path, keywords, said = STREAMED[kind]
    plain = await chunks_of(await called(made(kind), path, keywords))
    if "contents" in kind or "messages" in kind:
        said = PLAIN
    async with TLM(model=ScriptedProvider("Rome")) as tlm:
        expected = await tlm.aget_trustworthiness_score(ASKED, said)
        stream = await called(trustcore.wrap(made(kind), tlm), path, keywords)
        assert stream.tlm_metadata is None
        found = await chunks_of(stream)
    assert vendor.bodies[0] == vendor.bodies[1]
    assert 2 == len(vendor.bodies)
    assert [type(one) for one in plain] == [type(one) for one in found]
    assert list(map(dump, plain)) == list(map(dump, found))
    assert {"trustworthiness_score": float(expected), "log": {}} == stream.tlm_metadata


@kinds
async def test_without_a_client_of_ours_the_wrapped_ones_model_scores(
    kind: str, made: Callable[..., Any], vendor: Any
) -> None:
    """The first request is the user's; samples and judges ask the same model, and it stays open."""
    _, path, keywords, _ = KINDS[kind]
    client = made(kind)
    wrapped = trustcore.wrap(client)
    before = set(vars(client))
    found = await called(wrapped, path, keywords)
    score = found.tlm_metadata["trustworthiness_score"]
    assert score is not None
    assert 0 < score <= 1
    assert 1 < len(vendor.bodies)
    models = {body.get("model", KINDS[kind][2]["model"]) for _, body in vendor.bodies}
    assert {keywords["model"]} == models
    assert set() == {name for name in set(vars(client)) - before if "tlm" in name}
    again = await called(client, path, keywords)
    assert not hasattr(again, "tlm_metadata")


@kinds
@pytest.mark.parametrize("streamed", [False, True])
async def test_a_failed_score_never_fails_the_call(
    kind: str, streamed: bool, made: Callable[..., Any]
) -> None:
    """The metadata says why there is none."""
    _, path, keywords, _ = (STREAMED if streamed else KINDS)[kind]
    tlm = TLM(model=ScriptedProvider(RequestError("down")))
    given = await called(trustcore.wrap(made(kind), tlm), path, keywords)
    if streamed:
        await chunks_of(given)
    if given.tlm_metadata["trustworthiness_score"] is None:
        assert "down" in given.tlm_metadata["log"]["error"]
    else:  # the API's own log-probabilities say something still
        assert "contents" not in kind
        assert "messages" not in kind


@pytest.mark.parametrize("kind", ["chat", "chat, async", "messages", "messages, async"])
async def test_what_cannot_be_scored_is_called_all_the_same(
    kind: str, made: Callable[..., Any], vendor: Any
) -> None:
    """A keyword that nobody knows is the SDK's to judge; the score tells of it."""
    _, path, keywords, _ = KINDS[kind]
    with pytest.raises(TypeError, match="novel"):
        await called(trustcore.wrap(made(kind)), path, {**keywords, "novel": 1})
    tools = [{"type": "function", "name": "x" * 3, "schema_is": "none of ours"}] * 2
    found = await called(trustcore.wrap(made(kind)), path, {**keywords, "tools": tools})
    assert found.tlm_metadata["trustworthiness_score"] is None
    assert "InputError: two tools are called 'xxx'" in found.tlm_metadata["log"]["error"]
    assert 1 == len(vendor.bodies)


@pytest.mark.parametrize("kind", ["messages", "messages, async"])
async def test_a_failed_score_is_raised_where_that_is_asked_for(
    kind: str, made: Callable[..., Any]
) -> None:
    """The error has what the call gave, which is paid for."""
    _, path, keywords, _ = KINDS[kind]
    tlm = TLM(model=ScriptedProvider(RequestError("down")))
    client = trustcore.wrap(made(kind), tlm, on_error="raise")
    with pytest.raises(ScoreUnavailable, match="the call went well") as caught:
        await called(client, path, keywords)
    assert "Rome" == caught.value.response.content[0].text
    stream = await called(client, path, {**keywords, "stream": True})
    with pytest.raises(ScoreUnavailable, match="the call went well"):
        await chunks_of(stream)


async def test_an_error_of_the_call_is_the_sdks_own(made: Callable[..., Any], vendor: Any) -> None:
    """Nothing is scored then."""
    vendor.judge_fails = True
    vendor.bodies.append(("", {}))
    model = ScriptedProvider("Rome")
    client = trustcore.wrap(made("chat, async"), TLM(model=model), on_error="raise")
    with pytest.raises(openai.AuthenticationError):
        await client.chat.completions.create(**CHAT)
    assert [] == model.requests


async def test_a_form_that_the_sdk_parses(made: Callable[..., Any], vendor: Any) -> None:
    """`parse` gives the SDK's own object, scored; its helpers and copies work as before."""
    tlm = TLM(model=ScriptedProvider("Rome"))
    client = trustcore.wrap(made("responses, async"), tlm)
    copied = client.with_options(timeout=7)
    found = await copied.responses.parse(**RESPONSE, temperature=0)
    raw = await client.responses.with_raw_response.create(**RESPONSE)
    assert 7 == copied.timeout
    assert "Rome" == found.output_text
    assert found.tlm_metadata["trustworthiness_score"] is not None
    assert not hasattr(raw.parse(), "tlm_metadata")


async def test_a_stream_that_is_left_early_has_no_score(made: Callable[..., Any]) -> None:
    """An answer that nobody saw the end of is none."""
    model = ScriptedProvider("Rome")
    client = trustcore.wrap(made("chat, async"), TLM(model=model))
    async with await client.chat.completions.create(**CHAT, stream=True) as stream:
        async for _ in stream:
            break
    assert stream.tlm_metadata is None
    assert [] == model.requests


@pytest.mark.parametrize("kind", ["chat", "chat, async", "contents"])
async def test_the_wrapped_client_closes_with_its_own(kind: str, vendor: Any) -> None:
    """As a context manager and by `close`, the client is closed and what scored as well."""
    client = KINDS[kind][0](vendor.url)
    if "async" in kind:
        async with trustcore.wrap(client) as wrapped:
            await called(wrapped, KINDS[kind][1], KINDS[kind][2])
        assert client.is_closed()
    else:
        with trustcore.wrap(client) as wrapped:
            await called(wrapped, KINDS[kind][1], KINDS[kind][2])
        if kind == "chat":
            assert client.is_closed()


def test_a_sync_program_needs_no_event_loop() -> None:
    """A client by its shape alone, in code without a loop; the log is what the options ask for."""

    class Completions:
        def create(self, **keywords: Any) -> Any:
            message = {"role": "assistant", "content": "Rome"}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            row = {"id": "x", "object": "chat.completion", "created": 1, "model": "m"}
            return openai.types.chat.ChatCompletion.model_validate({**row, "choices": choices})

    class Client:
        class chat:  # noqa: N801  (the SDK's name)
            completions = Completions()

    with TLM(model=ScriptedProvider("Rome"), options={"log": ["explanation"]}) as tlm:
        found = trustcore.wrap(Client(), tlm).chat.completions.create(model="m", messages=ASKED)
    assert {"explanation"} == set(found.tlm_metadata["log"])


@pytest.mark.parametrize(
    ("client", "options", "problem"),
    [
        (object(), {}, "object has no method that could be scored; known: .*chat.completions"),
        (openai.OpenAI, {}, "ABCMeta|type has no method"),
        (openai_client("http://127.0.0.1:9"), {"on_error": "ignore"}, "unknown on_error 'ignore'"),
        (openai_client("http://127.0.0.1:9"), {"tlm": "best"}, "tlm must be a TLM, not str"),
        (
            trustcore.wrap(openai_client("http://127.0.0.1:9")),
            {},
            "wrapped already",
        ),
    ],
)
def test_what_cannot_be_wrapped_is_refused(client: Any, options: Row, problem: str) -> None:
    """At once, with the rule and the way out."""
    with pytest.raises(ConfigurationError, match=problem):
        trustcore.wrap(client, **options)


def test_a_wrapped_client_shows_no_key() -> None:
    """Its repr tells what it wraps; what the user sets is set on the client."""
    client = openai_client("http://127.0.0.1:9")
    wrapped = trustcore.wrap(client)
    wrapped.timeout = 3
    assert "wrap(OpenAI)" == repr(wrapped)
    assert 3 == client.timeout
    assert "chat" in dir(wrapped)
