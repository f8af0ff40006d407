"""What OpenAI's own SDK sends and reads, beside ours."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import openai
import pytest
from openai.types.responses import ResponseOutputMessage, ResponseOutputRefusal

from trustcore import Completion, Embedding, Message, Provider, ProviderError, Reply, Request, adapt
from trustcore.errors import (
    AuthenticationError,
    ContextLengthError,
    EmptyReplyError,
    FatalError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore.plugins.protocols import EmbeddingSession
from trustcore_providers._services import own_service
from trustcore_providers.azure import Azure
from trustcore_providers.openai import OpenAI

Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
Json = Any  # whatever JSON can hold
TYPE = {"Content-Type": "application/json"}
CHAT = (
    Message("system", "Be brief."),
    Message("user", "Capital of France?"),
    Message("assistant", "Paris."),
    Message("user", "And of Itálie? 🇮🇹"),
)
MESSAGES: list[Json] = [{"role": one.role, "content": one.content} for one in CHAT]
MATTER = ("authorization", "api-key", "content-type")
THINKER = own_service(
    "thinker", "https://thinker.test/v1", "", {"api": "responses", "system_role": "developer"}
)


def completion(message: Json, **changes: Json) -> bytes:
    """A chat completion as the API's reference has it."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": None, "refusal": None, "annotations": []},
        "logprobs": None,
        "finish_reason": "stop",
    } | {key: value for key, value in changes.items() if key != "usage"}
    choice["message"] |= message
    details = {"reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0}
    data = {
        "id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "object": "chat.completion",
        "created": 1741569952,
        "model": "gpt-4.1-2025-04-14",
        "choices": [choice],
        "usage": {
            "prompt_tokens": 19,
            "completion_tokens": 10,
            "total_tokens": 29,
            "completion_tokens_details": details,
        },
        "service_tier": "default",
    }
    return json.dumps(data).encode()


def response(*output: Json, **changes: Json) -> bytes:
    """A response as the API's reference has it."""
    data = {
        "id": "resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41",
        "object": "response",
        "created_at": 1741476777,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "model": "o3-pro",
        "output": [{"type": "reasoning", "id": "rs_1", "summary": []}, *output],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 36,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 87,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 123,
        },
    }
    return json.dumps(data | changes).encode()


def said(part: Json) -> Json:
    return {
        "type": "message",
        "id": "msg_1",
        "status": "completed",
        "role": "assistant",
        "content": [part],
    }


def output_text(text: str, **changes: Json) -> Json:
    return {"type": "output_text", "text": text, "annotations": []} | changes


def entry(token: str, logprob: float) -> Json:
    row = {"token": token, "logprob": logprob, "bytes": list(token.encode())}
    return row | {"top_logprobs": [row]}


def ours(url: str, model: str = "gpt-4.1") -> OpenAI:
    return OpenAI(model, url, "sk-1")


def thinker(url: str) -> OpenAI:
    return OpenAI("o3-pro", url, "sk-1", vendor=THINKER)


def theirs(url: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(api_key="sk-1", base_url=url, max_retries=0)


async def asked(provider: Provider, request: Request) -> Reply:
    async with provider.open() as session:
        return await session.complete(request)


def first(reply: Reply) -> Completion:
    item = reply.items[0]
    assert isinstance(item, Completion)
    return item


def what_matters(seen: Seen) -> list[tuple[str, str, dict[str, str], Json]]:
    """Method, path, the headers that matter and the body of each request."""
    rows = []
    for method, path, headers, body in seen:
        kept = {key.lower(): value for key, value in headers.items() if key.lower() in MATTER}
        rows.append((method, path, kept, json.loads(body)))
    return rows


@pytest.mark.parametrize(
    ("request_", "arguments"),
    [
        (Request(CHAT), {}),
        (Request(CHAT, temperature=0.0, max_tokens=9), {"temperature": 0.0, "max_tokens": 9}),
        (
            Request(CHAT, logprobs=5, n=3, seed=7),
            {"logprobs": True, "top_logprobs": 5, "n": 3, "seed": 7},
        ),
        (Request(CHAT, logprobs=0), {"logprobs": True}),
    ],
)
async def test_the_same_chat_goes_out(
    record: Record, request_: Request, arguments: dict[str, Json]
) -> None:
    """Method, path, credentials and body are the SDK's."""
    url, seen = await record(200, TYPE, completion({"content": "Rome"}))
    async with theirs(f"{url}/v1") as client:
        await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES, **arguments)
        await asked(ours(f"{url}/v1"), request_)
        await asked(adapt(client, "gpt-4.1"), request_)

    expected, our_own, through_the_client = what_matters(seen)
    assert expected == our_own
    assert expected == through_the_client


@pytest.mark.parametrize(
    ("request_", "arguments"),
    [
        (Request(CHAT), {}),
        (
            Request(CHAT, temperature=1.0, max_tokens=99),
            {"temperature": 1.0, "max_output_tokens": 99},
        ),
        (
            Request(CHAT, logprobs=5),
            {"include": ["message.output_text.logprobs"], "top_logprobs": 5},
        ),
    ],
)
async def test_the_same_request_for_a_response_goes_out(
    record: Record, request_: Request, arguments: dict[str, Json]
) -> None:
    """OpenAI is told to keep no copy."""
    url, seen = await record(200, TYPE, response(said(output_text("Rome"))))
    input_ = [{**MESSAGES[0], "role": "developer"}, *MESSAGES[1:]]
    async with theirs(f"{url}/v1") as client:
        await client.responses.create(model="o3-pro", input=input_, store=False, **arguments)
    await asked(thinker(f"{url}/v1"), request_)

    expected, our_own = what_matters(seen)
    assert expected == our_own


async def test_the_same_texts_are_embedded(record: Record) -> None:
    """The SDK asks for base64 unless told otherwise; we read numbers."""
    rows = [{"object": "embedding", "index": index, "embedding": [0.5]} for index in range(2)]
    usage = {"prompt_tokens": 8, "total_tokens": 8}
    data = {"object": "list", "data": rows, "model": "text-embedding-3-small", "usage": usage}
    url, seen = await record(200, TYPE, json.dumps(data).encode())
    async with theirs(f"{url}/v1") as client:
        found = await client.embeddings.create(
            model="text-embedding-3-small", input=["a", "b"], encoding_format="float"
        )
        replies = []
        for one in (ours(f"{url}/v1", "text-embedding-3-small"), adapt(client, found.model)):
            async with one.open() as session:
                assert isinstance(session, EmbeddingSession)
                replies.append(await session.embed(["a", "b"]))

    expected, *others = what_matters(seen)
    assert [expected, expected] == others
    for reply in replies:
        assert [Embedding(tuple(one.embedding)) for one in found.data] == list(reply.items)
        assert found.usage.prompt_tokens == reply.usage.input_tokens


@pytest.mark.parametrize("model", ["gpt-4.1", "my deployment"])
async def test_the_same_goes_to_a_dated_api_of_azure(record: Record, model: str) -> None:
    """A deployment is an address there."""
    url, seen = await record(200, TYPE, completion({"content": "Rome"}))
    version = "2024-10-21"
    async with openai.AsyncAzureOpenAI(
        api_key="sk-1", azure_endpoint=url, api_version=version
    ) as client:
        await client.chat.completions.create(model=model, messages=MESSAGES)
        await asked(adapt(client, model), Request(CHAT))
    await asked(Azure(model, url, "sk-1", api_version=version), Request(CHAT))

    expected, *others = what_matters(seen)
    assert [expected, expected] == others
    assert expected[2]["api-key"] == "sk-1"


async def test_the_same_goes_to_todays_api_of_azure(record: Record) -> None:
    """Which takes the key as the plain client sends it, and as Azure always had it."""
    url, seen = await record(200, TYPE, completion({"content": "Rome"}))
    async with theirs(f"{url}/openai/v1/") as client:
        await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES)
    await asked(Azure("gpt-4.1", url, "sk-1"), Request(CHAT))

    expected, our_own = what_matters(seen)
    assert expected[2].pop("authorization") == "Bearer sk-1"
    assert our_own[2].pop("api-key") == "sk-1"
    assert expected == our_own


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ({"content": "Hello! How can I assist you today?"}, {}),
        ({"content": "Once upon a"}, {"finish_reason": "length"}),
        ({"refusal": "I'm sorry, I cannot assist with that."}, {}),
        ({"content": "Well"}, {"finish_reason": "content_filter"}),
    ],
)
async def test_the_same_completion_is_read(
    record: Record, message: Json, changes: dict[str, Json]
) -> None:
    """Text or refusal, why it ended, token counts."""
    url, _ = await record(200, TYPE, completion(message, **changes))
    async with theirs(url) as client:
        found = await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES)
        replies = [await asked(one, Request(CHAT)) for one in (ours(url), adapt(client, "gpt-4.1"))]
    choice = found.choices[0]
    assert found.usage is not None

    for reply in replies:
        assert (choice.message.content or choice.message.refusal) == first(reply).text
        assert choice.finish_reason == first(reply).finish_reason
        assert (found.usage.prompt_tokens, found.usage.completion_tokens) == (
            reply.usage.input_tokens,
            reply.usage.output_tokens,
        )


async def test_the_same_log_probabilities_are_read(record: Record) -> None:
    """Token by token, with the alternatives."""
    content = [entry("Hello", -0.31725305), entry("!", -0.02380986)]
    logprobs = {"content": content, "refusal": None}
    url, _ = await record(200, TYPE, completion({"content": "Hello!"}, logprobs=logprobs))
    async with theirs(url) as client:
        found = await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES)
    known = first(await asked(ours(url), Request(CHAT, logprobs=1))).logprobs
    rows = found.choices[0].logprobs
    assert known is not None
    assert rows is not None
    assert rows.content is not None

    assert [(one.token, one.logprob) for one in rows.content] == list(
        zip(known.tokens, known.logprobs, strict=True)
    )
    assert tuple(
        tuple((row.token, row.logprob) for row in one.top_logprobs) for one in rows.content
    ) == (known.top)


async def test_a_call_of_a_tool_is_no_answer(record: Record) -> None:
    """The SDK finds no content either."""
    call = {"id": "call_1", "type": "function", "function": {"name": "get", "arguments": "{}"}}
    url, _ = await record(200, TYPE, completion({"tool_calls": [call]}, finish_reason="tool_calls"))
    async with theirs(url) as client:
        found = await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES)

    assert found.choices[0].message.content is None
    with pytest.raises(EmptyReplyError, match="finish_reason=tool_calls"):
        await asked(ours(url), Request(CHAT))


@pytest.mark.parametrize(
    ("output", "changes", "finish"),
    [
        ([said(output_text("In a peaceful grove"))], {}, "stop"),
        ([said(output_text("Rome, ")), said(output_text("of course"))], {}, "stop"),
        (
            [said(output_text("Once upon"))],
            {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
            "length",
        ),
        (
            [said(output_text("Once upon"))],
            {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}},
            "content_filter",
        ),
    ],
)
async def test_the_same_response_is_read(
    record: Record, output: list[Json], changes: dict[str, Json], finish: str
) -> None:
    """The text of all messages; thoughts are no answer."""
    url, _ = await record(200, TYPE, response(*output, **changes))
    async with theirs(url) as client:
        found = await client.responses.create(model="o3-pro", input="Capital?")
    reply = await asked(thinker(url), Request(CHAT))
    assert found.usage is not None

    assert found.output_text == first(reply).text
    assert finish == first(reply).finish_reason
    assert (found.usage.input_tokens, found.usage.output_tokens) == (
        reply.usage.input_tokens,
        reply.usage.output_tokens,
    )


async def test_a_refusal_is_an_answer(record: Record) -> None:
    """The words of it, which the SDK keeps in another place than text."""
    words = "I'm sorry, I cannot assist with that."
    url, _ = await record(200, TYPE, response(said({"type": "refusal", "refusal": words})))
    async with theirs(url) as client:
        found = await client.responses.create(model="o3-pro", input="Capital?")
    message = found.output[-1]
    assert isinstance(message, ResponseOutputMessage)
    part = message.content[0]
    assert isinstance(part, ResponseOutputRefusal)

    assert part.refusal == first(await asked(thinker(url), Request(CHAT))).text


@pytest.mark.parametrize(
    ("output", "changes", "why"),
    [
        (
            {"type": "function_call", "call_id": "c1", "name": "get", "arguments": "{}"},
            {},
            "status=completed",
        ),
        (
            {"type": "reasoning", "id": "rs_2", "summary": []},
            {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
            "reason=max_output_tokens",
        ),
    ],
    ids=["tool", "thoughts alone"],
)
async def test_a_response_without_text_is_an_error_of_ours(
    record: Record, output: Json, changes: dict[str, Json], why: str
) -> None:
    """Which the SDK takes for a response like any other, with an empty text."""
    url, _ = await record(200, TYPE, response(output, **changes))
    async with theirs(url) as client:
        found = await client.responses.create(model="o3-pro", input="Capital?")

    assert found.output_text == ""
    with pytest.raises(EmptyReplyError, match=why):
        await asked(thinker(url), Request(CHAT))


@pytest.mark.parametrize(
    ("status", "error", "ours_", "theirs_"),
    [
        (400, {"code": "unsupported_value", "param": "tools"}, RequestError, "BadRequestError"),
        (
            400,
            {"code": "context_length_exceeded", "param": "messages"},
            ContextLengthError,
            "BadRequestError",
        ),
        (401, {"code": "invalid_api_key"}, AuthenticationError, "AuthenticationError"),
        (403, {"code": "unsupported_country"}, AuthenticationError, "PermissionDeniedError"),
        (404, {"code": "model_not_found"}, ModelNotFoundError, "NotFoundError"),
        (422, {"code": None}, RequestError, "UnprocessableEntityError"),
        (429, {"code": "rate_limit_exceeded"}, RateLimitError, "RateLimitError"),
        (429, {"code": "insufficient_quota"}, FatalError, "RateLimitError"),
        (500, {"code": None, "type": "server_error"}, ServerError, "InternalServerError"),
        (503, {"code": "slow_down"}, ServerError, "InternalServerError"),
    ],
)
async def test_the_same_error_is_read(
    record: Record, status: int, error: Json, ours_: type[ProviderError], theirs_: str
) -> None:
    """Its kind, status and words, through our connections and through the client."""
    body = {"error": {"message": "Something is wrong.", "type": "invalid", "param": None} | error}
    headers = {**TYPE, "retry-after": "7"}
    url, _ = await record(status, headers, json.dumps(body).encode())
    async with theirs(url) as client:
        with pytest.raises(openai.APIStatusError) as their_error:
            await client.chat.completions.create(model="gpt-4.1", messages=MESSAGES)
        found = []
        for one in (ours(url), adapt(client, "gpt-4.1")):
            with pytest.raises(ProviderError) as our_error:
                await asked(one, Request(CHAT))
            found.append(our_error.value)

    assert theirs_ == type(their_error.value).__name__
    for mine in found:
        assert type(mine) is ours_
        assert their_error.value.status_code == mine.status
        assert mine.detail == "Something is wrong."
        assert mine.retry_after == 7


async def test_a_failed_response_is_an_error(record: Record) -> None:
    """It comes with status 200."""
    error = {"code": "rate_limit_exceeded", "message": "Slow down."}
    url, _ = await record(200, TYPE, response(status="failed", error=error))
    with pytest.raises(RateLimitError):
        await asked(thinker(url), Request(CHAT))
