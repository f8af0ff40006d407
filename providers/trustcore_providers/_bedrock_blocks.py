"""Messages, tools and the form of an answer as Bedrock's Converse has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trustcore import File, Image, Message, Request, Text, Tool, ToolCall
from trustcore.errors import RequestError
from trustcore.provider_kit import (
    Capabilities,
    arguments_of,
    choice_schema,
    closed,
    parameters_of,
    read_call,
    schema_name,
)
from trustcore.records.json_text import json_text, object_in
from trustcore.records.parts import Part

Block = dict[str, Any]

_NAME = re.compile(r"[^A-Za-z0-9 \-()\[\]]+")
_FORMATS = {
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/markdown": "md",
}


def blocks(message: Message) -> list[Block]:
    """The blocks of a message."""
    content = message.content
    if message.role == "tool":
        given = [{"text": message.text or "(nothing)"}]
        return [{"toolResult": {"toolUseId": message.tool_call_id, "content": given}}]
    if isinstance(content, str):
        said: list[Block] = [{"text": content}] if content or not message.tool_calls else []
    else:
        said = list(map(_block, content or ()))
    return said + [_call(one) for one in message.tool_calls]


def _block(part: Part) -> Block:
    match part:
        case Text(text):
            return {"text": text}
        case Image(data=str(data)):
            kind = (part.media_type or "").removeprefix("image/").replace("jpg", "jpeg")
            return {"image": {"format": kind, "source": {"bytes": data}}}
        case File(data=str(data)):
            name = _NAME.sub(" ", part.name or "file").strip() or "file"
            kind = _FORMATS.get(part.media_type or "", "pdf")
            return {"document": {"format": kind, "name": name, "source": {"bytes": data}}}
        case _:
            raise RequestError(
                "Bedrock takes images and files with their data, not by an address; give data="
            )


def _call(call: ToolCall) -> Block:
    return {"toolUse": {"toolUseId": call.id, "name": call.name, "input": arguments_of(call)}}


def special_fields(known: Capabilities, request: Request, config: Mapping[str, Any]) -> Block:
    """What few requests have, in the body's words.

    Args:
        known: What the model takes.
        request: The request.
        config: What `inferenceConfig` has already.
    """
    more = {
        "stopSequences": list(request.stop) or None,
        "topP": request.top_p if known.temperature else None,
    }
    inference = {**config, **{name: one for name, one in more.items() if one is not None}}
    found = {
        "inferenceConfig": inference,
        "toolConfig": _tools(request),
        "outputConfig": _output(request),
    }
    return {name: value for name, value in found.items() if value}


def _tools(request: Request) -> Block:
    """The tools; the API has no word for calling none, so then there are none."""
    if not request.tools or request.tool_choice == "none":
        return {}
    found: Block = {"tools": [_tool(one) for one in request.tools]}
    match request.tool_choice:
        case None:
            pass
        case "auto":
            found["toolChoice"] = {"auto": {}}
        case "required":
            found["toolChoice"] = {"any": {}}
        case name:
            found["toolChoice"] = {"tool": {"name": name}}
    return found


def _tool(tool: Tool) -> Block:
    described = {"description": tool.description} if tool.description else {}
    schema = {"inputSchema": {"json": parameters_of(tool)}}
    return {"toolSpec": {"name": tool.name, **schema, **described}}


def _output(request: Request) -> Block:
    output: Block = {}
    if request.reasoning_effort is not None:
        output["effort"] = request.reasoning_effort
    schema = None
    if request.choices:
        schema = choice_schema(request.choices)
    elif request.schema is not None:
        schema = closed(object_in(request.schema) or {})
    if schema is not None:
        definition = {"schema": json_text(schema), "name": schema_name(schema)}
        output["textFormat"] = {"type": "json_schema", "structure": {"jsonSchema": definition}}
    return output


def calls_in(content: Sequence[Any]) -> Iterator[ToolCall]:
    """The calls of tools among the blocks of a reply."""
    for block in content:
        match block:
            case {"toolUse": {"name": name, **rest}}:
                call = read_call(name, rest.get("input"), rest.get("toolUseId"))
                if call is not None:
                    yield call
            case _:
                pass


def joined_blocks(events: Iterable[Mapping[str, Any]]) -> list[Block]:
    """The blocks of a reply that the events of a stream make, in their order."""
    found: list[Block] = []
    for event in events:
        match event:
            case {"contentBlockStart": {"start": {"toolUse": dict(call)}}}:
                found.append({"toolUse": {**call, "input": ""}})
            case {"contentBlockDelta": {"delta": {"toolUse": {"input": str(text)}}}}:
                _add_input(found, text)
            case {"contentBlockDelta": {"delta": {"text": str(text)}}}:
                found.append({"text": text})
            case {"contentBlockDelta": {"delta": {"reasoningContent": thought}}}:
                found.append({"reasoningContent": thought})
            case _:
                pass  # a source of what was said cuts no text
    return found


def _add_input(found: Sequence[Block], text: str) -> None:
    """Add a piece of a call's arguments to the last block, which is that call's."""
    match found[-1:]:
        case [{"toolUse": dict(call)}]:
            call["input"] += text
