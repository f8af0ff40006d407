"""Keywords of vendors' methods: what is read, what is ignored, what is refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, cast

import anthropic
import openai
import pytest
from anthropic.resources.beta.messages import Messages as BetaMessages
from anthropic.resources.messages import Messages
from google.genai import types
from openai.resources.chat.completions import Completions
from openai.resources.completions import Completions as LegacyCompletions
from openai.resources.responses import Responses
from pydantic import BaseModel

from trustcore import TLM, Question
from trustcore.errors import InputError, OptionError
from trustcore.records.question import SETTINGS
from trustcore.testing import ScriptedProvider
from trustcore.vendors import VendorFormat
from trustcore.vendors.reading import asked_with, recognise

ASKED = [{"role": "user", "content": "Capital of Italy?"}]
CHAT: Any = {"choices": [{"index": 0, "message": {"content": "Rome"}, "finish_reason": "stop"}]}
RESPONSE: Any = {"object": "response", "output": []}
MESSAGE: Any = {"type": "message", "content": []}
CANDIDATE: Any = {"candidates": []}
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
FIND = {"name": "find", "description": "Finds.", "parameters": SCHEMA}
CHAT_TOOLS = [{"type": "function", "function": FIND}]
ANTHROPIC_TOOLS = [{"name": "find", "description": "Finds.", "input_schema": SCHEMA}]
GEMINI = {"name": "find", "description": "Finds.", "parameters_json_schema": SCHEMA}
GEMINI_TOOLS = [types.Tool.model_validate({"function_declarations": [GEMINI]})]


class City(BaseModel):
    city: str


def format_of(response: object) -> VendorFormat:
    found = recognise(response)
    assert found is not None
    return found.format


@pytest.mark.parametrize(
    ("response", "method"),
    [
        (CHAT, Completions.create),
        (CHAT, Completions.parse),
        (CHAT, LegacyCompletions.create),
        (RESPONSE, Responses.create),
        (RESPONSE, Responses.parse),
        (MESSAGE, Messages.create),
        (MESSAGE, Messages.parse),
        (MESSAGE, BetaMessages.create),
        (MESSAGE, BetaMessages.parse),
    ],
)
def test_each_keyword_of_a_method_is_known(response: object, method: Callable[..., Any]) -> None:
    """It is read, ignored or refused, each in one list."""
    known = format_of(response).keywords
    lists = [*known.read, *known.ignored, *known.refused]
    assert set() == set(inspect.signature(method).parameters) - {"self", *lists}
    assert sorted(set(lists)) == sorted(lists)


def test_each_field_of_a_config_is_known() -> None:
    """As an object, as the SDK's mapping, and by the API's own names."""
    asked = {"contents": "Capital of Italy?"}
    names = [*types.GenerateContentConfig.model_fields]
    kept = ("cached_content", "continuation_token")
    format_of(CANDIDATE).ask({**asked, "config": types.GenerateContentConfig(temperature=1)})
    for name in names:
        if name in kept:
            with pytest.raises(OptionError, match=f"{name} of Gemini's config cannot be scored"):
                format_of(CANDIDATE).ask({**asked, "config": {name: "x"}})
        else:
            alias = types.GenerateContentConfig.model_fields[name].alias or name
            for one in (name, alias):
                value = [] if name in {"tools", "stop_sequences"} else {"type": "object"}
                format_of(CANDIDATE).ask({**asked, "config": {one: value}})


SAME: dict[str, tuple[Any, dict[str, Any], Question]] = {
    "chat": (
        CHAT,
        {
            "messages": ASKED,
            "model": "m",
            "temperature": 0,
            "tools": CHAT_TOOLS,
            "tool_choice": {"type": "function", "function": {"name": "find"}},
            "stop": "\n",
            "response_format": City,
            "max_tokens": 3,
        },
        Question(ASKED, tools=CHAT_TOOLS, tool_choice="find", stop="\n", response_format=City),
    ),
    "chat, as before": (
        CHAT,
        {"messages": ASKED, "functions": [FIND], "function_call": {"name": "find"}},
        Question(ASKED, tools=CHAT_TOOLS, tool_choice="find"),
    ),
    "completion": (CHAT, {"prompt": "Capital of Italy?", "echo": False}, Question(ASKED)),
    "chat, tools that are allowed": (
        CHAT,
        {
            "messages": ASKED,
            "tools": CHAT_TOOLS,
            "tool_choice": {
                "type": "allowed_tools",
                "allowed_tools": {"mode": "required", "tools": CHAT_TOOLS},
            },
        },
        Question(ASKED, tools=CHAT_TOOLS, tool_choice="required"),
    ),
    "chat, what is not given": (
        CHAT,
        {"messages": ASKED, "tools": openai.omit, "stop": None, "tool_choice": openai.omit},
        Question(ASKED),
    ),
    "response, a text": (
        RESPONSE,
        {"input": "Capital of Italy?", "instructions": "Be brief.", "store": False},
        Question([{"role": "system", "content": "Be brief."}, *ASKED]),
    ),
    "response": (
        RESPONSE,
        {
            "input": [
                *ASKED,
                {"type": "reasoning", "id": "r", "summary": []},
                {"type": "function_call", "call_id": "c", "name": "find", "arguments": "{}"},
                {"type": "function_call_output", "call_id": "c", "output": "Rome"},
            ],
            "tools": [{"type": "function", **FIND}, {"type": "web_search"}],
            "tool_choice": {"type": "function", "name": "find"},
            "text_format": City,
            "reasoning": {"effort": "low"},
        },
        Question(
            [
                *ASKED,
                {
                    "role": "assistant",
                    "content": None,
                    "tool_calls": [{"id": "c", "function": {"name": "find", "arguments": "{}"}}],
                },
                {"role": "tool", "tool_call_id": "c", "content": "Rome"},
            ],
            tools=CHAT_TOOLS,
            tool_choice="find",
            response_format=City,
        ),
    ),
    "response, verbosity alone": (
        RESPONSE,
        {"input": ASKED, "text": {"verbosity": "low"}},
        Question(ASKED),
    ),
    "response, a tool of the API's": (
        RESPONSE,
        {"input": ASKED, "tools": [{"type": "web_search"}], "tool_choice": {"type": "web_search"}},
        Question(ASKED),
    ),
    "response, a form": (
        RESPONSE,
        {
            "input": ASKED,
            "text": {"format": {"type": "json_schema", "name": "City", "schema": SCHEMA}},
        },
        Question(ASKED, response_format={**SCHEMA, "title": "City"}),
    ),
    "message": (
        MESSAGE,
        {
            "messages": ASKED,
            "max_tokens": 9,
            "system": [{"type": "text", "text": "Be brief."}],
            "tools": ANTHROPIC_TOOLS,
            "tool_choice": {"type": "any"},
            "stop_sequences": ["\n"],
            "thinking": {"type": "disabled"},
            "top_p": anthropic.omit,
        },
        Question(
            [{"role": "system", "content": "Be brief."}, *ASKED],
            tools=CHAT_TOOLS,
            tool_choice="required",
            stop=["\n"],
        ),
    ),
    "message, a form": (
        MESSAGE,
        {
            "messages": ASKED,
            "max_tokens": 9,
            "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
        },
        Question(ASKED, response_format=SCHEMA),
    ),
    "candidate": (
        CANDIDATE,
        {
            "model": "m",
            "contents": "Capital of Italy?",
            "config": types.GenerateContentConfig.model_validate(
                {
                    "system_instruction": "Be brief.",
                    "tools": GEMINI_TOOLS,
                    "tool_config": {"function_calling_config": {"mode": "ANY"}},
                    "stop_sequences": ["\n"],
                    "temperature": 0,
                }
            ),
        },
        Question(
            [{"role": "system", "content": "Be brief."}, *ASKED],
            tools=CHAT_TOOLS,
            tool_choice="required",
            stop=["\n"],
        ),
    ),
    "candidate, in camel case": (
        CANDIDATE,
        {
            "contents": {"parts": [{"text": "Capital of Italy?"}]},
            "config": {"systemInstruction": "Be brief.", "responseJsonSchema": SCHEMA},
        },
        Question([{"role": "system", "content": "Be brief."}, *ASKED], response_format=SCHEMA),
    ),
    "candidate, parts without a role": (
        CANDIDATE,
        {
            "contents": [
                "Capital of",
                types.Part(text="Italy?"),
                types.Content(role="model", parts=[types.Part(text="Rome")]),
                "Sure?",
            ],
            "config": {"response_schema": City},
        },
        Question(
            [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "Capital of"},
                        {"type": "text", "text": "Italy?"},
                    ],
                },
                {"role": "assistant", "content": "Rome"},
                {"role": "user", "content": "Sure?"},
            ],
            response_format=City,
        ),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_a_vendors_words_ask_what_a_question_asks(case: str) -> None:
    """The question is that which our own words make."""
    response, keywords, expected = SAME[case]
    assert expected == asked_with(format_of(response), keywords)


def test_settings_that_no_vendor_has_are_taken() -> None:
    """What a vendor calls by the same name is the vendor's: its `timeout` is of the transport."""
    settings = {name for name in SETTINGS if name not in format_of(CHAT).keywords.read}
    taken = asked_with(format_of(MESSAGE), {"messages": ASKED, "response_format": SCHEMA})
    ignored = asked_with(format_of(CHAT), {"messages": ASKED, "timeout": 3, "seed": 4})
    assert Question(ASKED, response_format=SCHEMA) == taken
    assert Question(ASKED) == ignored
    assert {"timeout", "seed"} <= settings


@pytest.mark.parametrize(
    ("response", "keywords", "problem"),
    [
        (CHAT, {"mesages": ASKED}, "'mesages'; did you mean 'messages'"),
        (CHAT, {"messages": ASKED, "temprature": 0.5}, "'temprature'; did you mean 'temperature'"),
        (CHAT, {"messages": ASKED, "xyz": 1}, "OpenAI's chat completions 'xyz'; known: .*tools"),
        (MESSAGE, {"messages": ASKED, "n": 2}, "keyword of Anthropic's messages 'n'"),
        (MESSAGE, {"messages": ASKED, "thread": "t"}, "give the whole chat as messages="),
        (RESPONSE, {"previous_response_id": "r"}, "give the whole chat as input="),
        (RESPONSE, {"input": ASKED, "conversation": "c"}, "conversation of OpenAI's responses"),
        (CANDIDATE, {"contents": "x", "config": {"xyz": 1}}, "keyword of Gemini's config 'xyz'"),
        (CANDIDATE, {"contents": "x", "config": {"cachedContent": "c"}}, "as contents="),
    ],
)
async def test_what_is_unknown_is_refused(
    response: object, keywords: dict[str, Any], problem: str
) -> None:
    """By its name and what is known, before any call."""
    model = ScriptedProvider("Rome")
    with pytest.raises(OptionError, match=problem):
        await TLM(model=model).ascore(cast("Any", response), **keywords)
    assert [] == model.requests


@pytest.mark.parametrize(
    ("response", "needed"),
    [
        (CHAT, "messages= or prompt="),
        (RESPONSE, "input="),
        (MESSAGE, "messages="),
        (CANDIDATE, "contents="),
    ],
)
async def test_what_was_asked_must_be_given(response: object, needed: str) -> None:
    """A response alone does not tell what it answers."""
    with pytest.raises(InputError, match=f"needs {needed}, as the call had it"):
        await TLM(model=ScriptedProvider("Rome")).ascore(cast("Any", response), model="m")
