"""Calls of tools: what wires need to send them back, and to read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve

from trustcore.records.chat import Message
from trustcore.records.json_text import json_text, object_in
from trustcore.records.tools import Tool, ToolCall


def identified(chat: Sequence[Message]) -> Sequence[Message]:
    """The chat with an identity for each call, and with that and a name for each result.

    Calls without one are numbered; a result that names no call is that of the first without one.
    """
    for one in chat:
        if one.tool_calls or one.role == "tool":
            return tuple(_identified(chat))
    return chat


def _identified(chat: Iterable[Message]) -> Iterator[Message]:
    names: dict[str, str] = {}
    waiting: list[str] = []
    for message in chat:
        if message.tool_calls:
            calls = tuple(
                call if call.id else evolve(call, id=f"call_{len(names) + place}")
                for place, call in enumerate(message.tool_calls)
            )
            known = {call.id: call.name for call in calls if call.id}
            names |= known
            waiting += known
            yield evolve(message, tool_calls=calls)
        elif message.role == "tool":
            identity = message.tool_call_id or next(iter(waiting), "call_0")
            waiting = [one for one in waiting if one != identity]
            name = message.name or names.get(identity) or "tool"
            yield evolve(message, tool_call_id=identity, name=name)
        else:
            yield message


def arguments_of(call: ToolCall) -> dict[str, Any]:
    """The arguments of a call as an object; what is none stands in one, so that it can be sent."""
    found = object_in(call.arguments)
    return {"arguments": call.arguments} if found is None else found


def object_of(message: Message) -> dict[str, Any]:
    """What a tool gave, as an object."""
    found = object_in(message.text)
    return {"result": message.text} if found is None else found


def parameters_of(tool: Tool) -> dict[str, Any]:
    """The JSON schema of a tool's arguments."""
    return tool.schema or {"type": "object", "properties": {}}


def read_call(name: object, arguments: object, identity: object = None) -> ToolCall | None:
    """A call of what an API tells of it; None where it tells no name.

    Args:
        name: Of the tool.
        arguments: A JSON object, or its text, which may be no JSON at all.
        identity: Of the call.
    """
    if not isinstance(name, str) or not name:
        return None
    given = "{}" if arguments is None else arguments
    try:
        text = given if isinstance(given, str) else json_text(given)
    except (TypeError, ValueError):  # of an API that writes NaN
        text = json.dumps(given)
    return ToolCall(name, text, identity if isinstance(identity, str) else None)
