"""Messages, tools and the form of an answer as OpenAI's chat completions have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trustcore import File, Image, Message, Request, Text, Tool, ToolCall
from trustcore.provider_kit import (
    Capabilities,
    choice_schema,
    closed,
    identified,
    is_strict,
    parameters_of,
    read_call,
    schema_name,
)
from trustcore.records.json_text import json_text, object_in
from trustcore.records.parts import Part
from trustcore.records.schema_forms import ANY_OBJECT

Row = dict[str, Any]


def messages(known: Capabilities, chat: Sequence[Message]) -> list[Row]:
    """The chat in the roles that the model has."""
    rows = [_row(one) for one in identified(chat)]
    if known.system_role == "none":
        return _without_system(rows)
    for row in rows:
        if row["role"] == "system":
            row["role"] = known.system_role
    return rows


def _row(message: Message) -> Row:
    content = message.content
    if type(content) is str and message.role != "tool" and not message.tool_calls:
        if message.name is None:
            return {"role": message.role, "content": content}
        return {"role": message.role, "content": content, "name": message.name}
    if content is not None and not isinstance(content, str):
        row: Row = {"role": message.role, "content": list(map(_part, content))}
    else:
        row = {"role": message.role, "content": content}
    if message.tool_calls:
        row["tool_calls"] = [_call(one) for one in message.tool_calls]
    if message.role == "tool":
        row |= {"tool_call_id": message.tool_call_id, "content": message.text}
    return row


def _call(call: ToolCall) -> Row:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function}


def _part(part: Part) -> Row:
    match part:
        case Text(text):
            return {"type": "text", "text": text}
        case Image():
            return {"type": "image_url", "image_url": _image(part)}
        case File(id=None):
            file = {"filename": part.name or "file", "file_data": data_url(part)}
            return {"type": "file", "file": file}
        case File():
            return {"type": "file", "file": {"file_id": part.id}}


def _image(image: Image) -> Row:
    url = {"url": data_url(image)}
    return url if image.detail is None else {**url, "detail": image.detail}


def data_url(part: Image | File) -> str:
    """The address of a part: its own, or one that holds its data."""
    if isinstance(part, Image) and part.url is not None:
        return part.url
    return f"data:{part.media_type};base64,{part.data}"


def _without_system(rows: list[Row]) -> list[Row]:
    """Instructions at the head of what the user says next."""
    kept: list[Row] = []
    instructions: list[str] = []
    for row in rows:
        if row["role"] == "system":
            instructions.append(_words(row["content"]))
        elif row["role"] == "user" and instructions:
            kept.append({**row, "content": _headed(instructions, row["content"])})
            instructions = []
        else:
            kept.append(row)
    if instructions:
        kept.append({"role": "user", "content": "\n\n".join(instructions)})
    return kept


def _words(content: str | list[Row]) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(part["text"] for part in content if "text" in part)


def _headed(instructions: Sequence[str], content: str | list[Row]) -> str | list[Row]:
    if isinstance(content, str):
        return "\n\n".join((*instructions, content))
    return [{"type": "text", "text": "\n\n".join(instructions)}, *content]


def special_options(known: Capabilities, request: Request) -> Row:
    """What few requests have, in the body's words; None where it is not sent."""
    return {
        "tools": [tool_row(one) for one in request.tools] or None,
        "tool_choice": _choice(request.tool_choice),
        "response_format": _form(known, request),
        "stop": list(request.stop) or None,
        "top_p": request.top_p if known.temperature else None,
        "reasoning_effort": request.reasoning_effort,
        **_guide(known, request.choices),
    }


def tool_row(tool: Tool) -> Row:
    """A tool as the API has it."""
    function = {"name": tool.name, "parameters": parameters_of(tool)}
    if tool.description:
        function["description"] = tool.description
    return {"type": "function", "function": function}


def _choice(choice: str | None) -> str | Row | None:
    if choice in (None, "auto", "none", "required"):
        return choice
    return {"type": "function", "function": {"name": choice}}


def _form(known: Capabilities, request: Request) -> Row | None:
    form = schema_form(known, request)
    if form is None:
        return None
    if form == {}:
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": form}


def schema_form(known: Capabilities, request: Request) -> Row | None:
    """Name, schema and strictness of the form; empty for any object, None for any text."""
    if request.choices:
        if known.choices_style != "schema":
            return None
        schema = choice_schema(request.choices)
    elif request.schema is None:
        return None
    elif request.schema == ANY_OBJECT:
        return {}
    else:
        schema = closed(object_in(request.schema) or {})
    return {"name": schema_name(schema), "schema": schema, "strict": is_strict(schema)}


def _guide(known: Capabilities, choices: Sequence[str]) -> Row:
    if not choices or known.choices_style == "schema":
        return {}
    if known.choices_style == "vllm":
        return {"structured_outputs": {"choice": list(choices)}}
    rules = " | ".join(json_text([one])[1:-1] for one in choices)
    return {"grammar": f"root ::= {rules}"}


def calls_in(message: Mapping[str, Any]) -> Iterator[ToolCall]:
    """The calls of tools that a message of the API asks for."""
    rows = message.get("tool_calls")
    for row in rows if isinstance(rows, list) else []:
        match row:
            case {"function": {"name": name, **rest}, **outer}:
                call = read_call(name, rest.get("arguments"), outer.get("id"))
            case {"custom": {"name": name, **rest}, **outer}:
                call = read_call(name, rest.get("input"), outer.get("id"))
            case _:
                call = None
        if call is not None:
            yield call
    match message.get("function_call"):
        case {"name": name, **rest}:
            call = read_call(name, rest.get("arguments"))
            if call is not None:
                yield call
