"""What Anthropic's own SDK sends and reads, beside ours."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import anthropic
import pytest

from trustcore import Completion, Message, ProviderError, Reply, Request
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
from trustcore_providers.anthropic import Anthropic

Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
Json = Any  # whatever JSON can hold
MODEL = "claude-opus-5-5"
JSON = {"Content-Type": "application/json"}
CHAT = (
    Message("system", "Be brief."),
    Message("user", "Capital of France?"),
    Message("assistant", "Paris."),
    Message("user", "And of Itálie? 🇮🇹"),
)
MATTER = ("authorization", "x-api-key", "anthropic-version", "content-type")


def message(*content: dict[str, Any], **changes: Json) -> bytes:
    """A message as the API's reference has it."""
    usage = {
        "input_tokens": 2095,
        "cache_creation_input_tokens": 248,
        "cache_read_input_tokens": 1024,
        "output_tokens": 503,
        "server_tool_use": None,
        "service_tier": "standard",
    }
    data = {
        "id": "msg_013Zva2CMHLNnjNJJKqJ2EF",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": list(content),
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": usage,
    }
    return json.dumps(data | changes).encode()


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "text": value, "citations": None}


THINKING = {"type": "thinking", "thinking": "Hm.", "signature": "EqQBCgIYAhIM"}
TOOL = {"type": "tool_use", "id": "toolu_01D7", "name": "get", "input": {"ticker": "^GSPC"}}


async def ours(url: str, request: Request) -> Reply:
    async with Anthropic(MODEL, url, "sk-ant-1").open() as session:
        return await session.complete(request)


async def theirs(url: str, **arguments: Json) -> Json:
    async with anthropic.AsyncAnthropic(api_key="sk-ant-1", base_url=url, max_retries=0) as client:
        return await client.messages.create(timeout=10, **arguments)


@pytest.mark.parametrize(
    ("request_", "arguments"),
    [
        (
            Request(CHAT, max_tokens=1000),
            {
                "system": "Be brief.",
                "messages": [
                    {"role": "user", "content": "Capital of France?"},
                    {"role": "assistant", "content": "Paris."},
                    {"role": "user", "content": "And of Itálie? 🇮🇹"},
                ],
                "max_tokens": 17000,
            },
        ),
        (
            Request((Message("user", "Hi"),)),
            {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 128000},
        ),
    ],
)
async def test_the_same_request_goes_out(
    record: Record, request_: Request, arguments: dict[str, Any]
) -> None:
    """Method, path, version, key and body are those of Anthropic's own SDK."""
    url, seen = await record(200, JSON, message(text("Rome")))
    await theirs(url, model=MODEL, **arguments)
    await ours(url, request_)
    (method, path, headers, body), (our_method, our_path, our_headers, our_body) = seen

    assert (method, path) == (our_method, our_path)
    assert {key: headers.get(key) for key in MATTER} == {
        key: our_headers.get(key) for key in MATTER
    }
    assert json.loads(body) == json.loads(our_body)


@pytest.mark.parametrize(
    ("body", "finish"),
    [
        (message(text("Rome")), "stop"),
        (message(THINKING, text("Ro"), text("me")), "stop"),
        (message(text("Rome"), stop_reason="max_tokens"), "length"),
        (message(text("Rome"), stop_reason="model_context_window_exceeded"), "length"),
        (message(text("Rome"), TOOL, stop_reason="tool_use"), "tool_use"),
        (message(text("Rome"), stop_reason="refusal"), "refusal"),
        (message(text("Rome"), stop_reason="stop_sequence", stop_sequence="!"), "stop"),
    ],
)
async def test_the_same_text_is_read(record: Record, body: bytes, finish: str) -> None:
    """Text, reason to stop and tokens, cached ones among those that were read."""
    url, _ = await record(200, JSON, body)
    found = await theirs(
        url, model=MODEL, max_tokens=9, messages=[{"role": "user", "content": "?"}]
    )
    reply = await ours(url, Request(CHAT))
    usage = found.usage
    spoken = "".join(block.text for block in found.content if block.type == "text")

    assert reply.items == (Completion(spoken, finish_reason=finish),)
    assert reply.usage.input_tokens == (
        usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens
    )
    assert reply.usage.output_tokens == usage.output_tokens


@pytest.mark.parametrize(
    ("status", "kind", "words", "theirs_is", "ours_is"),
    [
        (
            400,
            "invalid_request_error",
            "max_tokens: Field required",
            "BadRequestError",
            RequestError,
        ),
        (
            400,
            "invalid_request_error",
            "prompt is too long: 1000049 tokens > 1000000 maximum",
            "BadRequestError",
            ContextLengthError,
        ),
        (
            400,
            "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API.",
            "BadRequestError",
            FatalError,
        ),
        (
            401,
            "authentication_error",
            "invalid x-api-key",
            "AuthenticationError",
            AuthenticationError,
        ),
        (402, "billing_error", "no", "APIStatusError", FatalError),
        (403, "permission_error", "no", "PermissionDeniedError", AuthenticationError),
        (404, "not_found_error", "model: claude-9", "NotFoundError", ModelNotFoundError),
        (413, "request_too_large", "no", "ContentTooLargeError", RequestError),
        (429, "rate_limit_error", "no", "RateLimitError", RateLimitError),
        (500, "api_error", "no", "InternalServerError", ServerError),
        (504, "timeout_error", "no", "GatewayTimeoutError", ServerError),
        (529, "overloaded_error", "Overloaded", "OverloadedError", ServerError),
    ],
)
async def test_the_same_error_is_read(
    record: Record,
    status: int,
    kind: str,
    words: str,
    theirs_is: str,
    ours_is: type[ProviderError],
) -> None:
    """Each error body of the documentation: status, type and words are what the SDK has."""
    error = {"type": "error", "error": {"type": kind, "message": words}, "request_id": "req_011"}
    url, _ = await record(status, {**JSON, "retry-after": "7"}, json.dumps(error).encode())
    with pytest.raises(anthropic.APIStatusError) as expected:
        await theirs(url, model=MODEL, max_tokens=9, messages=[{"role": "user", "content": "?"}])
    with pytest.raises(ours_is) as actual:
        await ours(url, Request(CHAT))

    assert theirs_is in {one.__name__ for one in type(expected.value).__mro__}
    assert expected.value.status_code == actual.value.status
    assert f"type={expected.value.type}" in str(actual.value)
    assert words == actual.value.detail
    assert actual.value.retry_after == 7
    assert words not in str(actual.value) or words == "no"


async def test_a_message_without_text_is_an_error_of_ours(record: Record) -> None:
    """Which the SDK takes for a message like any other."""
    url, _ = await record(200, JSON, message(TOOL, stop_reason="tool_use"))
    found = await theirs(
        url, model=MODEL, max_tokens=9, messages=[{"role": "user", "content": "?"}]
    )

    assert found.stop_reason == "tool_use"
    with pytest.raises(EmptyReplyError, match="stop_reason=tool_use"):
        await ours(url, Request(CHAT))
