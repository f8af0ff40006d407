"""Messages, tools and the form of an answer as Gemini's API has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trustcore import File, Image, Message, Request, Text, Tool, ToolCall
from trustcore.provider_kit import (
    Capabilities,
    arguments_of,
    object_of,
    parameters_of,
    read_call,
)
from trustcore.records.json_text import object_in
from trustcore.records.parts import Part
from trustcore.records.schema_forms import ANY_OBJECT
from trustcore_providers._chat import role_in

Row = dict[str, Any]

_NO_SIGNATURE = "skip_thought_signature_validator"
"""What Gemini 3 takes in place of the signature of thoughts before a call that it did not make."""

_BUDGETS = {"none": 0, "minimal": 512, "low": 1024, "medium": 8192, "high": 24576}
"""Tokens of thinking that Gemini 2.5 has for an effort, as in its vendor's own compatible API."""


def turn(message: Message, model: str) -> Row:
    """A message; what a tool gave is said by the user."""
    if message.role == "tool":
        given = {"name": message.name, "response": object_of(message)}
        return {"parts": [{"functionResponse": given}], "role": "user"}
    content = message.content
    parts = [{"text": content}] if isinstance(content, str) else list(map(_part, content or ()))
    if message.tool_calls:
        signed = {} if model.startswith("gemini-2") else {"thoughtSignature": _NO_SIGNATURE}
        said = parts if message.text and content else []
        parts = [*said, *({**_call(one), **signed} for one in message.tool_calls)]
    return {"parts": parts, "role": role_in(message, "model")}


def _part(part: Part) -> Row:
    match part:
        case Text(text):
            return {"text": text}
        case Image(url=str(url)):
            kind = {} if part.media_type is None else {"mimeType": part.media_type}
            return {"fileData": {"fileUri": url, **kind}}
        case File(id=str(identity)):
            kind = {} if part.media_type is None else {"mimeType": part.media_type}
            return {"fileData": {"fileUri": identity, **kind}}
        case Image() | File():
            return {"inlineData": {"mimeType": part.media_type, "data": part.data}}


def _call(call: ToolCall) -> Row:
    return {"functionCall": {"name": call.name, "args": arguments_of(call)}}


def special_config(known: Capabilities, model: str, request: Request) -> Row:
    """What few requests have, in the words of the body's configuration."""
    config = {
        "stopSequences": list(request.stop) or None,
        "topP": request.top_p if known.temperature else None,
        "thinkingConfig": _thinking(model, request.reasoning_effort),
        **_form(request),
    }
    return {name: value for name, value in config.items() if value is not None}


def _thinking(model: str, effort: str | None) -> Row | None:
    if effort is None:
        return None
    if "gemini-2.5" in model and effort in _BUDGETS:
        return {"thinkingBudget": _BUDGETS[effort]}
    return {"thinkingLevel": effort.upper()}


def _form(request: Request) -> Row:
    if request.choices:
        schema = {"type": "STRING", "enum": list(request.choices)}
        return {"responseMimeType": "text/x.enum", "responseSchema": schema}
    if request.schema is None:
        return {}
    form: Row = {"responseMimeType": "application/json"}
    if request.schema != ANY_OBJECT:
        form["responseJsonSchema"] = object_in(request.schema)
    return form


def tool_fields(request: Request) -> Row:
    """The tools, and which of them to call."""
    if not request.tools:
        return {}
    fields: Row = {"tools": [{"functionDeclarations": [_tool(one) for one in request.tools]}]}
    if request.tool_choice is not None:
        fields["toolConfig"] = {"functionCallingConfig": _choice(request.tool_choice)}
    return fields


def _tool(tool: Tool) -> Row:
    described = {"description": tool.description} if tool.description else {}
    return {"name": tool.name, "parametersJsonSchema": parameters_of(tool), **described}


def _choice(choice: str) -> Row:
    modes = {"auto": "AUTO", "none": "NONE", "required": "ANY"}
    if choice in modes:
        return {"mode": modes[choice]}
    return {"mode": "ANY", "allowedFunctionNames": [choice]}


def calls_in(parts: Sequence[Any]) -> Iterator[ToolCall]:
    """The calls of tools among the parts of a reply."""
    for part in parts:
        match part:
            case {"functionCall": {"name": name, **rest}}:
                call = read_call(name, rest.get("args"), rest.get("id"))
                if call is not None:
                    yield call
            case _:
                pass
