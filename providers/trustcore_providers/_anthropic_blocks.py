"""Messages, tools and the form of an answer as Anthropic's API has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trustcore import File, Image, Message, Request, Text, Tool, ToolCall
from trustcore.provider_kit import (
    Capabilities,
    arguments_of,
    choice_schema,
    closed,
    parameters_of,
    read_call,
)
from trustcore.records.json_text import object_in
from trustcore.records.parts import Part

Block = dict[str, Any]


def turn(message: Message) -> Block:
    """A message; what a tool gave is said by the user."""
    content = message.content
    if message.role == "tool":
        given = _blocks(content)
        block = {"type": "tool_result", "tool_use_id": message.tool_call_id, "content": given}
        return {"role": "user", "content": [block]}
    if isinstance(content, str) and not message.tool_calls:
        return {"role": message.role, "content": content}
    said = _blocks(content)
    blocks = [{"type": "text", "text": said}] if isinstance(said, str) and said.strip() else said
    calls = [_call(one) for one in message.tool_calls]
    return {"role": message.role, "content": [*(blocks or ()), *calls]}


def _blocks(content: str | tuple[Part, ...] | None) -> str | list[Block]:
    if content is None or isinstance(content, str):
        return content or ""
    return list(map(_block, content))


def _block(part: Part) -> Block:
    match part:
        case Text(text):
            return {"type": "text", "text": text}
        case Image(url=str(url)):
            return {"type": "image", "source": {"type": "url", "url": url}}
        case Image():
            return {"type": "image", "source": _data(part)}
        case File():
            source = _data(part) if part.data is not None else _address(part.id or "")
            titled = {} if part.name is None else {"title": part.name}
            return {"type": "document", "source": source, **titled}


def _data(part: Image | File) -> Block:
    return {"type": "base64", "media_type": part.media_type, "data": part.data}


def _address(identity: str) -> Block:
    if "://" in identity:
        return {"type": "url", "url": identity}
    return {"type": "file", "file_id": identity}


def _call(call: ToolCall) -> Block:
    return {"type": "tool_use", "id": call.id, "name": call.name, "input": arguments_of(call)}


def special_fields(known: Capabilities, request: Request) -> Block:
    """What few requests have, in the body's words."""
    found = {
        "tools": [_tool(one) for one in request.tools] or None,
        "tool_choice": _choice(request.tool_choice),
        "stop_sequences": list(request.stop) or None,
        "top_p": request.top_p if known.temperature else None,
        "output_config": _output(request) or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _tool(tool: Tool) -> Block:
    described = {"description": tool.description} if tool.description else {}
    return {"name": tool.name, "input_schema": parameters_of(tool), **described}


def _choice(choice: str | None) -> Block | None:
    match choice:
        case None:
            return None
        case "auto" | "none":
            return {"type": choice}
        case "required":
            return {"type": "any"}
        case _:
            return {"type": "tool", "name": choice}


def _output(request: Request) -> Block:
    output: Block = {}
    if request.reasoning_effort is not None:
        output["effort"] = request.reasoning_effort
    if request.choices:
        output["format"] = {"type": "json_schema", "schema": choice_schema(request.choices)}
    elif request.schema is not None:
        schema = closed(object_in(request.schema) or {})
        output["format"] = {"type": "json_schema", "schema": schema}
    return output


def calls_in(content: Sequence[Any]) -> Iterator[ToolCall]:
    """The calls of tools among the blocks of a reply."""
    for block in content:
        match block:
            case {"type": "tool_use", "name": name, **rest}:
                call = read_call(name, rest.get("input"), rest.get("id"))
                if call is not None:
                    yield call
            case _:
                pass


def add_arguments(blocks: Sequence[Block], text: str) -> None:
    """Add a piece of a call's arguments to the last call of a stream."""
    last = next((one for one in reversed(blocks) if one.get("type") == "tool_use"), None)
    if last is not None:
        last["input"] = str(last.get("input") or "") + text
