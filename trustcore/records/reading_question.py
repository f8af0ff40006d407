"""Reads messages, tools and what was asked from JSON that nobody vouches for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from trustcore.records.chat import Message
from trustcore.records.documents import Document
from trustcore.records.evals import Eval
from trustcore.records.json_values import integer, number, rows, string, table
from trustcore.records.parts import File, Image, Part, Text
from trustcore.records.question import Question
from trustcore.records.tools import Tool, ToolCall


def read_message(data: object) -> Message:
    """A message.

    Raises:
        LookupError, TypeError, ValueError: When it is none.
    """
    found = table(data)
    if not found.keys() <= _MESSAGE:
        raise KeyError("not a message")
    content = found["content"]
    return Message(
        string(found["role"]),
        content if content is None else _content(content),
        tuple(map(read_call, rows(found.get("tool_calls", ())))),
        _maybe(found.get("tool_call_id"), string),
        _maybe(found.get("name"), string),
    )


_MESSAGE = frozenset(("role", "content", "tool_calls", "tool_call_id", "name"))


def read_call(data: object) -> ToolCall:
    """A call of a tool.

    Raises:
        LookupError, TypeError, ValueError: When it is none.
    """
    found = table(data)
    if not found.keys() <= {"name", "arguments", "id"}:
        raise KeyError("not a call")
    identity = _maybe(found.get("id"), string)
    return ToolCall(string(found["name"]), string(found["arguments"]), identity)


def read_asked(messages: tuple[Message, ...], data: object) -> Question:
    """What was asked, of its messages and its settings.

    Raises:
        LookupError, TypeError, ValueError: When it is none.
    """
    found = table(data)
    return Question(messages, **{name: _SETTINGS[name](value) for name, value in found.items()})


def _content(data: object) -> str | tuple[Part, ...]:
    return string(data) if isinstance(data, str) else tuple(map(_part, rows(data)))


def _part(data: object) -> Part:
    fields = dict(table(data))
    kind = _PARTS[string(fields.pop("type"))]
    return kind(**{name: _maybe(value, string) for name, value in fields.items()})


_PARTS: Mapping[str, Callable[..., Part]] = {"text": Text, "image": Image, "file": File}


def _maybe(value: object, read: Callable[[object], str]) -> str | None:
    return None if value is None else read(value)


def _tool(data: object) -> Tool:
    return Tool(**{name: string(value) for name, value in table(data).items()})


def _document(value: object) -> Document:
    found = table(value)
    return Document(string(found["text"]), _maybe(found.get("id"), string))


def _eval(value: object) -> Eval:
    found = table(value)
    reads = tuple(map(string, rows(found["reads"])))
    needs = found["needs_context"]
    if type(needs) is not bool:
        raise TypeError("not a flag")
    return Eval(string(found["name"]), string(found["criteria"]), reads, needs)


def _seed(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


_SETTINGS: Mapping[str, Callable[[object], Any]] = {
    "constrain_outputs": lambda value: tuple(map(string, rows(value))),
    "task": string,
    "response_format": string,
    "tools": lambda value: tuple(map(_tool, rows(value))),
    "tool_choice": string,
    "context": lambda value: tuple(map(_document, rows(value))),
    "evals": lambda value: tuple(map(_eval, rows(value))),
    "max_tokens": integer,
    "temperature": number,
    "seed": _seed,
    "timeout": number,
    "stop": lambda value: tuple(map(string, rows(value))),
    "top_p": number,
    "reasoning_effort": string,
    "extra": string,
}
