"""Chats with images, tools and schemas, sent by the vendors' own SDKs and by ours."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import anthropic
import openai
import pytest
from anyio import to_thread
from botocore.config import Config
from botocore.session import Session
from google import genai
from google.genai import types

from trustcore import Completion, Question, Reply, Request, ToolCall
from trustcore.plugins.protocols import Provider
from trustcore_providers._services import own_service
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.bedrock import Bedrock
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

Seen = list[tuple[str, str, Mapping[str, str], bytes]]
Record = Callable[[int, Mapping[str, str], bytes], Awaitable[tuple[str, Seen]]]
Json = Any  # whatever JSON can hold

pytestmark = pytest.mark.filterwarnings(
    "ignore:Inheritance class AiohttpClientSession:DeprecationWarning"
)
TYPE = {"Content-Type": "application/json"}
PNG = "iVBORw0KGgo="
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "area": {"type": "number"}},
    "required": ["city", "area"],
    "additionalProperties": False,
}
CALL = ToolCall("weather", {"city": "Rome"})

THINKER = own_service("thinker", "", "", {"api": "responses", "system_role": "developer"})
"""OpenAI at the test's address, with what is known of its models that think."""

OPENAI_TOOLS = [
    {
        "type": "function",
        "function": {"name": "weather", "description": "Of a city.", "parameters": SCHEMA},
    }
]
OPENAI_CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "weather", "arguments": '{"city":"Rome"}'},
}
OPENAI_CHAT = [
    {"role": "system", "content": "Be brief."},
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "Where is it?"},
            {"type": "image_url", "image_url": {"url": "https://host/a.png", "detail": "low"}},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}},
            {
                "type": "file",
                "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0="},
            },
            {"type": "file", "file": {"file_id": "file-1"}},
        ],
    },
    {"role": "assistant", "content": None, "tool_calls": [OPENAI_CALL]},
    {"role": "tool", "tool_call_id": "call_1", "content": "Sunny"},
    {"role": "user", "content": "So?", "name": "ada"},
]
OPENAI_FORM = {
    "type": "json_schema",
    "json_schema": {"name": "place", "strict": True, "schema": {**SCHEMA, "title": "place"}},
}


def request_of(prompt: Json, **settings: Json) -> Request:
    question = Question(prompt, **settings)
    return Request(question.prompt, **question.parameters)


async def asked(provider: Provider, request: Request) -> Reply:
    async with provider.open() as session:
        return await session.complete(request)


def bodies(seen: Seen) -> list[tuple[str, Json]]:
    return [(path, json.loads(body)) for _, path, _, body in seen]


def in_camel_case(data: Json) -> Json:
    """With keys in camel case, in which Google's SDK writes some and Google reads all."""
    match data:
        case dict():
            return {
                re.sub("_(.)", lambda one: one[1].upper(), key): in_camel_case(value)
                for key, value in data.items()
            }
        case list() | tuple():
            return list(map(in_camel_case, data))
        case _:
            return data


def chat_reply(message: Json, finish: str) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    head = {"id": "1", "object": "chat.completion", "created": 1, "model": "gpt-4.1"}
    return json.dumps({**head, "choices": [choice], "usage": usage}).encode()


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ({}, {}),
        ({"stop": ["END"], "top_p": 0.5}, {"stop": ["END"], "top_p": 0.5}),
        ({"reasoning_effort": "low"}, {"reasoning_effort": "low"}),
        ({"response_format": OPENAI_FORM}, {"response_format": OPENAI_FORM}),
        (
            {"response_format": {"type": "json_object"}},
            {"response_format": {"type": "json_object"}},
        ),
        ({"extra": {"user": "ada"}}, {"extra_body": {"user": "ada"}}),
        *(
            (
                {"tools": OPENAI_TOOLS, "tool_choice": choice},
                {"tools": OPENAI_TOOLS, "tool_choice": choice},
            )
            for choice in (
                "auto",
                "none",
                "required",
                {"type": "function", "function": {"name": "weather"}},
            )
        ),
    ],
)
async def test_openai_gets_what_its_sdk_sends(
    record: Record, settings: Json, arguments: Json
) -> None:
    """The same dicts, given to the SDK and to a `Question`."""
    body = chat_reply({"content": None, "tool_calls": [OPENAI_CALL]}, "tool_calls")
    url, seen = await record(200, TYPE, body)
    async with openai.AsyncOpenAI(api_key="sk-1", base_url=url, max_retries=0) as client:
        chat: Any = OPENAI_CHAT
        await client.chat.completions.create(model="gpt-4.1", messages=chat, **arguments)
    request = request_of(OPENAI_CHAT, **{"tools": OPENAI_TOOLS, **settings})
    request = request if "tools" in settings else request_of(OPENAI_CHAT, **settings)
    provider = OpenAI("gpt-4.1", url, "sk-1")
    if request.tools:
        reply = await asked(provider, request)
        expected = Completion("", None, "tool_calls", (CALL,))
        assert reply.items == (expected,)
    else:
        with pytest.raises(Exception, match="none was offered"):
            await asked(provider, request)

    theirs, ours = bodies(seen)
    assert theirs == ours


RESPONSES_CHAT = [
    {"role": "developer", "content": "Be brief."},
    {
        "role": "user",
        "content": [
            {"type": "input_text", "text": "Where is it?"},
            {"type": "input_image", "image_url": "https://host/a.png", "detail": "low"},
            {"type": "input_file", "file_id": "file-1"},
        ],
    },
    {
        "type": "function_call",
        "call_id": "call_1",
        "name": "weather",
        "arguments": '{"city":"Rome"}',
    },
    {"type": "function_call_output", "call_id": "call_1", "output": "Sunny"},
]


async def test_openai_s_responses_get_what_its_sdk_sends(record: Record) -> None:
    """Calls and results are items of their own there, and read from such."""
    output = [{"type": "function_call", "call_id": "c", "name": "weather", "arguments": "{}"}]
    body = {"id": "1", "object": "response", "status": "completed", "output": output}
    url, seen = await record(200, TYPE, json.dumps(body).encode())
    tool = {"type": "function", "strict": False, **OPENAI_TOOLS[0]["function"]}  # type: ignore[dict-item]
    form = {"format": {"type": "json_schema", **OPENAI_FORM["json_schema"]}}  # type: ignore[dict-item]
    arguments: Any = {
        "tools": [tool],
        "tool_choice": {"type": "function", "name": "weather"},
        "text": form,
        "reasoning": {"effort": "low"},
    }
    chat: Any = RESPONSES_CHAT
    async with openai.AsyncOpenAI(api_key="sk-1", base_url=url, max_retries=0) as client:
        await client.responses.create(model="o3-pro", input=chat, store=False, **arguments)
    reply = await asked(
        OpenAI("o3-pro", url, "sk-1", vendor=THINKER),
        request_of(
            RESPONSES_CHAT,
            tools=[tool],
            tool_choice=arguments["tool_choice"],
            response_format=form,
            reasoning_effort="low",
        ),
    )

    theirs, ours = bodies(seen)
    assert theirs == ours
    assert reply.items == (Completion("", None, "stop", (ToolCall("weather", {}),)),)


ANTHROPIC_CHAT = [
    {
        "role": "user",
        "content": [
            {"type": "text", "text": "Where is it?"},
            {"type": "image", "source": {"type": "url", "url": "https://host/a.png"}},
            {
                "type": "image",
                "source": {"type": "base64", "media_type": "image/png", "data": PNG},
            },
            {"type": "document", "source": {"type": "file", "file_id": "file_1"}},
        ],
    },
    {
        "role": "assistant",
        "content": [
            {"type": "text", "text": "I look."},
            {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Rome"}},
        ],
    },
    {
        "role": "user",
        "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "Sunny"}],
    },
]


async def test_anthropic_gets_what_its_sdk_sends(record: Record) -> None:
    """Results are said by the user there; effort and schema are in one field."""
    content = [{"type": "tool_use", "id": "t", "name": "weather", "input": {"city": "Rome"}}]
    reply_ = {"type": "message", "role": "assistant", "content": content, "stop_reason": "tool_use"}
    url, seen = await record(200, TYPE, json.dumps(reply_).encode())
    tool = {"name": "weather", "description": "Of a city.", "input_schema": SCHEMA}
    output = {"effort": "low", "format": {"type": "json_schema", "schema": SCHEMA}}
    arguments: Any = {
        "tools": [tool],
        "tool_choice": {"type": "tool", "name": "weather"},
        "stop_sequences": ["END"],
        "output_config": output,
    }
    chat: Any = ANTHROPIC_CHAT
    model = "claude-opus-5-5"
    async with anthropic.AsyncAnthropic(api_key="k-1", base_url=url, max_retries=0) as client:
        await client.messages.create(
            model=model, messages=chat, max_tokens=128000, timeout=10, **arguments
        )
    reply = await asked(
        Anthropic(model, url, "k-1"),
        request_of(
            ANTHROPIC_CHAT,
            tools=[tool],
            tool_choice=arguments["tool_choice"],
            stop="END",
            response_format={"format": output["format"]},
            reasoning_effort="low",
        ),
    )

    theirs, ours = bodies(seen)
    assert theirs == ours
    assert reply.items == (Completion("", None, "tool_use", (CALL,)),)


GEMINI_CHAT = [
    {
        "role": "user",
        "parts": [
            {"text": "Where is it?"},
            {"inlineData": {"mimeType": "image/png", "data": PNG}},
            {"fileData": {"fileUri": "https://host/a.pdf", "mimeType": "application/pdf"}},
        ],
    },
    {"role": "model", "parts": [{"functionCall": {"name": "weather", "args": {"city": "Rome"}}}]},
    {
        "role": "user",
        "parts": [{"functionResponse": {"name": "weather", "response": {"sky": "clear"}}}],
    },
]


async def test_gemini_gets_what_its_sdk_sends(record: Record) -> None:
    """All but the signature of a thought that nobody had, which the SDK leaves to the user."""
    parts = [{"functionCall": {"name": "weather", "args": {"city": "Rome"}}}]
    body = {"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]}
    url, seen = await record(200, TYPE, json.dumps(body).encode())
    row = {"name": "weather", "description": "Of a city.", "parametersJsonSchema": SCHEMA}
    options = types.HttpOptions(base_url=url, api_version="v1beta")
    model = "gemini-2.5-flash"
    async with genai.Client(api_key="k-1", vertexai=False, http_options=options).aio as client:
        config: Any = {
            "tools": [{"functionDeclarations": [row]}],
            "toolConfig": {
                "functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["weather"]}
            },
            "responseMimeType": "application/json",
            "responseJsonSchema": SCHEMA,
            "stopSequences": ["END"],
            "topP": 0.5,
            "thinkingConfig": {"thinkingBudget": 1024},
            "automaticFunctionCalling": {"disable": True},
        }
        chat: Any = GEMINI_CHAT
        await client.models.generate_content(model=model, contents=chat, config=config)
    reply = await asked(
        Gemini(model, url, "k-1"),
        request_of(
            GEMINI_CHAT,
            tools=config["tools"],
            tool_choice=config["toolConfig"],
            response_format=config,
            stop="END",
            top_p=0.5,
            reasoning_effort="low",
        ),
    )

    theirs, ours = map(in_camel_case, bodies(seen))
    assert theirs == ours
    assert reply.items == (Completion("", None, "stop", (CALL,)),)


BEDROCK_CHAT = [
    {
        "role": "user",
        "content": [
            {"text": "Where is it?"},
            {"image": {"format": "png", "source": {"bytes": b"\x89PNG\r\n\x1a\n"}}},
            {"document": {"format": "pdf", "name": "a", "source": {"bytes": b"%PDF-"}}},
        ],
    },
    {
        "role": "assistant",
        "content": [{"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome"}}}],
    },
    {
        "role": "user",
        "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "Sunny"}]}}],
    },
]


async def test_bedrock_gets_what_botocore_sends(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Schemas are texts there, and bytes go as base64."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA1")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    content = [{"toolUse": {"toolUseId": "t", "name": "weather", "input": {"city": "Rome"}}}]
    body = {"output": {"message": {"role": "assistant", "content": content}}}
    done = {**body, "stopReason": "tool_use", "usage": {}, "metrics": {"latencyMs": 1}}
    url, seen = await record(200, TYPE, json.dumps(done).encode())
    spec = {"name": "weather", "description": "Of a city.", "inputSchema": {"json": SCHEMA}}
    definition = {"schema": json.dumps(SCHEMA, separators=(",", ":")), "name": "answer"}
    arguments: Any = {
        "toolConfig": {"tools": [{"toolSpec": spec}], "toolChoice": {"tool": {"name": "weather"}}},
        "inferenceConfig": {"stopSequences": ["END"]},
        "outputConfig": {
            "textFormat": {"type": "json_schema", "structure": {"jsonSchema": definition}},
            "effort": "low",
        },
    }
    model = "anthropic.claude-opus-5-5-v1:0"
    client = Session().create_client(
        "bedrock-runtime",
        endpoint_url=url,
        region_name="eu-central-1",
        config=Config(retries={"total_max_attempts": 1}),
    )
    call = partial(client.converse, modelId=model, messages=BEDROCK_CHAT, **arguments)
    await to_thread.run_sync(call)
    client.close()
    reply = await asked(
        Bedrock(model, url),
        request_of(
            BEDROCK_CHAT,
            tools=[{"toolSpec": spec}],
            tool_choice={"tool": {"name": "weather"}},
            response_format=arguments["outputConfig"],
            stop="END",
            reasoning_effort="low",
        ),
    )

    theirs, ours = bodies(seen)
    assert theirs == ours
    assert reply.items == (Completion("", None, "tool_use", (CALL,)),)
