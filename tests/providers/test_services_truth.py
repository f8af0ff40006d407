"""What goes to services with an SDK of their own, and what is read, is what those SDKs do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import groq
import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from trustcore import Completion, Message, Provider, ProviderError, Reply, Request
from trustcore.errors import (
    AuthenticationError,
    ContextLengthError,
    EmptyReplyError,
    ModelNotFoundError,
    RateLimitError,
    RequestError,
    ServerError,
)
from trustcore_providers import services

Json = Any  # whatever JSON can hold
Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]

TYPE = {"Content-Type": "application/json"}
MATTER = ("authorization", "content-type")
CHAT = (
    Message("system", "Be brief."),
    Message("user", "Capital of France?"),
    Message("assistant", "Paris."),
    Message("user", "And of Itálie? 🇮🇹"),
)
MESSAGES: Json = [{"role": one.role, "content": one.content} for one in CHAT]
ENTRY = {"token": "Rome", "logprob": -0.25, "bytes": [82], "token_id": 7}


def completion(message: Json, **changes: Json) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant"} | message, "finish_reason": "stop"}
    data = {
        "id": "cmpl-e5cc70bb28c444948073e77776eb30ef",
        "object": "chat.completion",
        "model": "m",
        "created": 1702256327,
        "choices": [choice | changes],
        "usage": {"prompt_tokens": 16, "completion_tokens": 34, "total_tokens": 50},
    }
    return json.dumps(data).encode()


async def asked(provider: Provider, request: Request) -> Reply:
    async with provider.open() as session:
        return await session.complete(request)


async def by_mistral(url: str, **arguments: Json) -> Json:
    async with Mistral(api_key="k-1", server_url=url) as client:
        return await client.chat.complete_async(model="m", messages=MESSAGES, **arguments)


async def by_groq(url: str, **arguments: Json) -> Json:
    async with groq.AsyncGroq(api_key="k-1", base_url=url, max_retries=0) as client:
        return await client.chat.completions.create(model="m", messages=MESSAGES, **arguments)


def our_mistral(url: str) -> Provider:
    return services.mistral("m", f"{url}/v1", "k-1")


def our_groq(url: str) -> Provider:
    return services.groq("m", f"{url}/openai/v1", "k-1")


Theirs = Callable[..., Awaitable[Json]]
Ours = Callable[[str], Provider]
both = pytest.mark.parametrize(
    ("theirs", "ours"),
    [(by_mistral, our_mistral), (by_groq, our_groq)],
    ids=["mistral", "groq"],
)


@pytest.mark.parametrize(
    ("theirs", "ours", "request_", "arguments"),
    [
        (by_mistral, our_mistral, Request(CHAT), {}),
        (
            by_mistral,
            our_mistral,
            Request(CHAT, temperature=0.0, max_tokens=9, n=3, seed=7, logprobs=2),
            {
                "temperature": 0.0,
                "max_tokens": 9,
                "n": 3,
                "random_seed": 7,
                "logprobs": True,
                "top_logprobs": 2,
            },
        ),
        (by_groq, our_groq, Request(CHAT), {}),
        (
            by_groq,
            our_groq,
            Request(CHAT, temperature=0.5, max_tokens=9, seed=7),
            {"temperature": 0.5, "max_completion_tokens": 9, "seed": 7},
        ),
    ],
)
async def test_the_same_request_goes_out(
    record: Record, theirs: Theirs, ours: Ours, request_: Request, arguments: dict[str, Json]
) -> None:
    """Method, path, key and body; what the SDK says besides are its own defaults."""
    url, seen = await record(200, TYPE, completion({"content": "Rome"}))
    await theirs(url, **arguments)
    await asked(ours(url), request_)
    (method, path, headers, body), (our_method, our_path, our_headers, our_body) = seen

    assert (method, path) == (our_method, our_path)
    assert {key: headers.get(key) for key in MATTER} == {
        key: our_headers.get(key) for key in MATTER
    }
    expected, actual = json.loads(body), json.loads(our_body)
    defaults = [expected.pop("stream", False)]
    defaults += [row.pop("prefix", False) for row in expected["messages"]]
    assert {False} == {*defaults}
    assert expected == actual


@both
@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ({"content": "Rome"}, {}),
        ({"content": "Once upon"}, {"finish_reason": "length"}),
        ({"content": "Rome"}, {"logprobs": {"content": [ENTRY | {"top_logprobs": [ENTRY]}]}}),
    ],
)
async def test_the_same_completion_is_read(
    record: Record, theirs: Theirs, ours: Ours, message: Json, changes: dict[str, Json]
) -> None:
    """Text, why it ended, token counts, log-probabilities where there are any."""
    url, _ = await record(200, TYPE, completion(message, **changes))
    found = await theirs(url)
    reply = await asked(ours(url), Request(CHAT))
    choice, item = found.choices[0], reply.items[0]

    assert isinstance(item, Completion)
    assert (choice.message.content, choice.finish_reason) == (item.text, item.finish_reason)
    assert (found.usage.prompt_tokens, found.usage.completion_tokens) == (
        reply.usage.input_tokens,
        reply.usage.output_tokens,
    )
    known = [one["logprob"] for one in changes.get("logprobs", {}).get("content", [])]
    assert known == list(item.logprobs.logprobs if item.logprobs else ())


async def test_what_mistral_thought_is_no_answer(record: Record) -> None:
    """Its reasoning models answer in pieces, of which those of text count."""
    pieces = [
        {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]},
        {"type": "text", "text": "Rome"},
    ]
    url, _ = await record(200, TYPE, completion({"content": pieces}))
    found = await by_mistral(url)
    item = (await asked(our_mistral(url), Request(CHAT))).items[0]

    assert [one.text for one in found.choices[0].message.content if one.type == "text"] == ["Rome"]
    assert Completion("Rome") == item


@both
async def test_a_call_of_a_tool_is_no_answer(record: Record, theirs: Theirs, ours: Ours) -> None:
    """The SDKs find no content either."""
    call = {"id": "c1", "type": "function", "function": {"name": "get", "arguments": "{}"}}
    body = completion({"content": "", "tool_calls": [call]}, finish_reason="tool_calls")
    url, _ = await record(200, TYPE, body)

    assert not (await theirs(url)).choices[0].message.content
    with pytest.raises(EmptyReplyError, match="finish_reason=tool_calls"):
        await asked(ours(url), Request(CHAT))


@both
@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        (400, "Bad.", RequestError),
        (
            400,
            "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
            ContextLengthError,
        ),
        (401, "Unauthorized", AuthenticationError),
        (404, "No such model", ModelNotFoundError),
        (422, "Bad value.", RequestError),
        (429, "Requests rate limit exceeded", RateLimitError),
        (500, "Broke.", ServerError),
        (503, "Overloaded.", ServerError),
    ],
)
async def test_the_same_error_is_read(
    record: Record,
    theirs: Theirs,
    ours: Ours,
    status: int,
    words: str,
    expected: type[ProviderError],
) -> None:
    """Status and words: Groq has them in an object, Mistral beside it."""
    error: Json = {"message": words, "type": "invalid_request_error", "code": None, "param": None}
    body = {"object": "error"} | error if theirs is by_mistral else {"error": error}
    url, _ = await record(status, {**TYPE, "retry-after": "7"}, json.dumps(body).encode())
    with pytest.raises((MistralError, groq.APIStatusError)) as found:
        await theirs(url)
    with pytest.raises(ProviderError) as actual:
        await asked(ours(url), Request(CHAT))

    assert expected is type(actual.value)
    assert isinstance(found.value, MistralError | groq.APIStatusError)
    assert (found.value.status_code, words) == (actual.value.status, actual.value.detail)
    assert 7 == actual.value.retry_after
    assert words not in str(actual.value)
