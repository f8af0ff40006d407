"""A chat, tools and the form of an answer as OpenAI's responses have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trustcore import File, Image, Message, Request, Text
from trustcore.provider_kit import Capabilities, identified
from trustcore.records.parts import Part
from trustcore_providers._openai_chat import data_url, messages, schema_form, tool_row

Row = dict[str, Any]


def items(known: Capabilities, chat: Sequence[Message]) -> list[Row]:
    """The items of a chat; a call of a tool and its result are items of their own."""
    if all(map(_is_plain, chat)):
        return messages(known, chat)
    return [row for one in identified(chat) for row in _items(known, one)]


def _is_plain(message: Message) -> bool:
    """Whether a message is the same row in both of OpenAI's APIs; this one takes no names."""
    plain = type(message.content) is str and message.role != "tool"
    return plain and not message.tool_calls and message.name is None


def _items(known: Capabilities, message: Message) -> Iterator[Row]:
    if message.role == "tool":
        identity, output = message.tool_call_id, message.text
        yield {"type": "function_call_output", "call_id": identity, "output": output}
        return
    role = _role(known) if message.role == "system" else message.role
    content = message.content
    if isinstance(content, str):
        yield {"role": role, "content": content}
    elif content:
        spoken = "output_text" if role == "assistant" else "input_text"
        yield {"role": role, "content": [_part(one, spoken) for one in content]}
    for call in message.tool_calls:
        row = {"call_id": call.id, "name": call.name, "arguments": call.arguments}
        yield {"type": "function_call", **row}


def _role(known: Capabilities) -> str:
    """The role of instructions."""
    return "user" if known.system_role == "none" else known.system_role


def _part(part: Part, spoken: str) -> Row:
    match part:
        case Text(text):
            return {"type": spoken, "text": text}
        case Image():
            detail = {"detail": part.detail or "auto"}
            return {"type": "input_image", "image_url": data_url(part), **detail}
        case File(id=None):
            name = part.name or "file"
            return {"type": "input_file", "filename": name, "file_data": data_url(part)}
        case File():
            return {"type": "input_file", "file_id": part.id}


def special_items(known: Capabilities, request: Request) -> Row:
    """What few requests have, in the body's words; None where it is not sent.

    The API has no texts before which a reply ends, and says so when it is sent some.
    """
    effort, choice = request.reasoning_effort, request.tool_choice
    named = choice not in (None, "auto", "none", "required")
    return {
        "tools": [_tool(tool_row(one)) for one in request.tools] or None,
        "tool_choice": {"type": "function", "name": choice} if named else choice,
        "text": _text(known, request),
        "top_p": request.top_p if known.temperature else None,
        "reasoning": None if effort is None else {"effort": effort},
        "stop": list(request.stop) or None,
    }


def _tool(row: Row) -> Row:
    return {"type": "function", **row["function"], "strict": False}


def _text(known: Capabilities, request: Request) -> Row | None:
    form = schema_form(known, request)
    if form is None:
        return None
    if form == {}:
        return {"format": {"type": "json_object"}}
    return {"format": {"type": "json_schema", **form}}
