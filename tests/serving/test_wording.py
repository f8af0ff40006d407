"""What is wrong with a request is told in its own words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.serving.helpers import CHAT, ask, client, post

TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
RESPONSES, SCORE = "/v1/responses", "/v1/score"
PYTHON = re.compile(
    r"pydantic|SDK|Completion\b(?<!ChatCompletion)|\bDocument\b|\bNone\b|\bTrue\b|\bdict\b|\bint\b"
    r"|\bstr\b|the prompt|= model|Question|aprompt|keyword|\bextra\b"
)


def user(content: object) -> list[dict[str, object]]:
    return [{"role": "user", "content": content}]


@pytest.mark.parametrize(
    ("path", "changes", "param", "words"),
    [
        (CHAT, {"max_completion_tokens": 0}, "max_completion_tokens", "max_completion_tokens must"),
        (CHAT, {"max_tokens": 0}, "max_tokens", "max_tokens must"),
        (CHAT, {"tools": [TOOL, TOOL]}, "tools", "two tools"),
        (CHAT, {"tools": [TOOL]}, "tools", "no tools"),
        (CHAT, {"tools": [{"type": "function"}]}, "tools", "tools[0]"),
        (CHAT, {"tool_choice": {"type": "function"}}, "tool_choice", "tool_choice must"),
        (CHAT, {"response_format": {"type": "json_schema"}}, "response_format", "json_schema"),
        (CHAT, {"messages": user(None)}, "messages", "messages[0]"),
        (CHAT, {"messages": user({"a": 1})}, "messages", "an object"),
        (CHAT, {"messages": user([{"type": "audio"}])}, "messages", "messages[0].content[0]"),
        (CHAT, {"messages": None}, "messages", "null"),
        (CHAT, {"messages": [*user("a"), {"role": "wizard"}]}, "messages", "messages[1]"),
        (
            CHAT,
            {
                "messages": user(
                    [{"type": "image_url", "image_url": {"url": "http://a.test/b.png"}}]
                )
            },
            "messages",
            "no images",
        ),
        (RESPONSES, {"max_output_tokens": 0}, "max_output_tokens", "max_output_tokens must"),
        (RESPONSES, {"text": {"format": {"type": "json_schema"}}}, "text.format", "text.format"),
        (RESPONSES, {"reasoning": {"effort": 7}}, "reasoning.effort", "reasoning.effort must"),
        (RESPONSES, {"input": [{"type": "strange"}]}, "input", "input[0]"),
        (RESPONSES, {"input": [{"type": "strange"}], "instructions": "a"}, "input", "input[0]"),
        (RESPONSES, {"input": 5}, "input", "not a number"),
        (RESPONSES, {"max_tokens": 5}, "max_tokens", "of /v1/responses; give max_output_tokens"),
        (RESPONSES, {"max_completion_tokens": 5}, "max_completion_tokens", "max_output_tokens"),
        (RESPONSES, {"n": 2}, "n", "n is no field of /v1/responses; leave it out"),
        (RESPONSES, {"logprobs": True}, "logprobs", "logprobs is no field"),
        (RESPONSES, {"seed": 2}, "seed", "seed is no field of /v1/responses; leave it out"),
        (RESPONSES, {"stop": ["a"]}, "stop", "stop is no field of /v1/responses; leave it out"),
        (RESPONSES, {"messages": user("a")}, "messages", "no field of /v1/responses; give input"),
        (RESPONSES, {"response_format": {}}, "response_format", "give text.format"),
        (RESPONSES, {"reasoning_effort": "low"}, "reasoning_effort", "give reasoning.effort"),
        (CHAT, {"max_output_tokens": 5}, "max_output_tokens", "/v1/chat/completions; give max_com"),
        (CHAT, {"stop_sequences": ["a"]}, "stop_sequences", "/v1/chat/completions; give stop"),
        (CHAT, {"input": "a"}, "input", "/v1/chat/completions; give messages"),
        (SCORE, {"prompt": 5}, "prompt", "prompt must"),
        (SCORE, {"prompt": None, "messages": 5}, "messages", "messages must"),
        (SCORE, {"response": 5}, "response", "a text or a ChatCompletion"),
        (SCORE, {"response": {"choices": []}}, "response", "chat completion"),
        (SCORE, {"context": 5}, "context", "a list of texts"),
        (SCORE, {"constrain_outputs": "a"}, "constrain_outputs", "constrain_outputs must"),
        (SCORE, {"response_format": 5}, "response_format", "not a number"),
    ],
)
def test_a_message_names_the_field_of_the_request(
    path: str, changes: dict[str, Any], param: str, words: str
) -> None:
    """And nothing that only Python has."""
    whole = {
        CHAT: ask(),
        RESPONSES: {"model": "m", "input": "a"},
        SCORE: {"prompt": "a", "response": "b"},
    }[path]
    body = {key: one for key, one in {**whole, **changes}.items() if (key, one) != ("prompt", None)}

    reply = post(body, client(), path=path)

    error = reply.json["error"]
    assert (400, param) == (reply.status, error["param"]), error
    assert words in error["message"]
    assert PYTHON.search(error["message"]) is None, error["message"]
