"""Messages as the vendors' SDKs take them: chats of OpenAI, Anthropic, Gemini and Bedrock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trustcore.errors import InputError
from trustcore.records.chat import Message
from trustcore.records.json_text import json_text
from trustcore.records.kinds_of_values import TEXTS, dumped, entries_of, kind_of, plain, way_out
from trustcore.records.part_forms import ToolResult, part_of
from trustcore.records.parts import Part, Text
from trustcore.records.tools import ToolCall

CHAT_ROLES = ("system", "developer", "user", "assistant", "tool")

_OTHER_ROLES = {"model": "assistant", "function": "tool"}
"""What Gemini calls the assistant, and OpenAI called a tool before."""


_SAID_FOR = {"human": "user", "ai": "assistant", "bot": "assistant"}
"""What other libraries call those who speak."""


def chat_of(prompt: object, where: str = "the prompt") -> tuple[Message, ...]:
    """The messages of one prompt.

    Raises:
        InputError: Naming the place and the rule, never the text.
    """
    if isinstance(prompt, TEXTS):
        text = plain(prompt)
        if _BLANK.fullmatch(text):
            raise InputError(_is_blank(where, len(text)))
        return (Message("user", text),)
    messages = entries_of(prompt)
    if not messages:
        rule = f"{where} must be a string or a list of chat messages"
        raise InputError(f"{rule}, not {kind_of(prompt)}{way_out(prompt)}")
    chat = tuple(
        found
        for index, one in enumerate(messages)
        for found in _messages(one, f"message {index} of {where}")
    )
    _check_something_asked(chat, len(messages) - 1, where)
    return chat


_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]*")
"""A text that shows nothing."""


def _check_something_asked(chat: tuple[Message, ...], last: int, where: str) -> None:
    """Refuse a chat that ends with nothing; what a tool gave may well be empty."""
    if not chat:
        raise InputError(f"{where} holds no message that anybody says; give the question too")
    message = chat[-1]
    texts = isinstance(message.content, str) or all(
        isinstance(part, Text) for part in message.content or ()
    )
    spoken = message.tool_calls or message.role == "tool"
    if texts and not spoken and _BLANK.fullmatch(message.text):
        raise InputError(_is_blank(f"message {last} of {where}", len(message.text)))


def _is_blank(where: str, length: int) -> str:
    return (
        f"{where} is blank ({length} characters), and nothing would be asked; give a question, or "
        "look at the template that made it"
    )


def _messages(message: object, where: str) -> Iterator[Message]:
    if isinstance(message, Message):
        yield _checked(message, where)
        return
    message = dumped(message)
    if not isinstance(message, Mapping):
        what = kind_of(message)
        msg = (
            f"{where} must be a Message or a mapping with role and content, not {what}; write "
            '{"role": "user", "content": "..."}'
        )
        raise InputError(msg)
    match message:
        case {"type": "function_call", "name": str(name)}:  # OpenAI's responses have it by itself
            calls = (_call(name, message.get("arguments"), message.get("call_id"), where),)
            yield Message("assistant", None, calls)
        case {"type": "custom_tool_call", "name": str(name)}:
            calls = (_call(name, message.get("input"), message.get("call_id"), where),)
            yield Message("assistant", None, calls)
        case {
            "type": "function_call_output" | "custom_tool_call_output",
            "call_id": str(identity),
        }:
            yield Message("tool", _output(message.get("output"), where), (), identity)
        case {"type": str(kind)} if kind in _UNSPOKEN:
            pass
        case _:
            yield from _of_role(message, where)


_UNSPOKEN = frozenset(
    (
        "reasoning",
        "compaction",
        "web_search_call",
        "file_search_call",
        "code_interpreter_call",
        "image_generation_call",
        "mcp_call",
        "mcp_list_tools",
    )
)
"""Items of OpenAI's responses that nobody says: thoughts, and what the API looked up itself."""


def _checked(message: Message, where: str) -> Message:
    """A message as the user made it; its role and its content may be anything."""
    content: Any = message.content
    _role(message.role, where)
    parts = content is None or (isinstance(content, tuple) and bool(content))
    if not isinstance(content, str) and not (
        parts and all(isinstance(one, Part) for one in content or ())
    ):
        raise InputError(_must_be(content, where))
    _check_not_empty(message, where)
    return message


def _of_role(message: Mapping[Any, Any], where: str) -> Iterator[Message]:
    content = message.get("content", message.get("parts"))
    if message.get("role") is None and content is None:
        msg = f"{where} has neither role nor content; of a row of a table give the text alone"
        raise InputError(msg)
    role = _role(message.get("role"), where)
    if isinstance(content, TEXTS) and not message.keys() & _MORE:
        yield Message(role, plain(content))
        return
    calls = tuple(_calls(message, where))
    parts, more, results = _sorted_parts(content, where) if content is not None else ((), (), ())
    yield from results
    if content is None and message.get("refusal"):
        parts = (Text(message["refusal"]),)
    text = plain(content) if isinstance(content, TEXTS) else _joined(parts)
    made = Message(role, text, calls + more, message.get("tool_call_id"), message.get("name"))
    if not results or text or made.tool_calls:
        _check_not_empty(made, where)
        yield made


_MORE = frozenset(("tool_calls", "function_call", "tool_call_id", "name"))


def _sorted_parts(
    content: object, where: str
) -> tuple[tuple[Part, ...], tuple[ToolCall, ...], tuple[Message, ...]]:
    """The parts of a content, the calls among them, and the results of tools."""
    if isinstance(content, TEXTS):
        return (), (), ()
    entries = [content] if isinstance(content, Mapping) else entries_of(content)
    if not entries:
        raise InputError(_must_be(content, where))
    found = [part_of(one, f"part {index} of {where}") for index, one in enumerate(entries)]
    return (
        tuple(one for one in found if isinstance(one, Part)),
        tuple(one for one in found if isinstance(one, ToolCall)),
        tuple(
            Message("tool", _output(one.output, where), (), one.id, one.name)
            for one in found
            if isinstance(one, ToolResult)
        ),
    )


def _output(output: object, where: str) -> str | tuple[Part, ...]:
    """What a tool gave: a text, parts, or any JSON."""
    if output is None or isinstance(output, TEXTS):
        return "" if output is None else plain(output)
    if isinstance(output, list) and all(map(_is_part, output)):
        parts = [part_of(one, f"the result in {where}") for one in output]
        return _joined(tuple(one for one in parts if isinstance(one, Part))) or ""
    return _json(output, where)


def _is_part(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value.keys() & {"text", "type", "json", "image"})


def _joined(parts: tuple[Part, ...]) -> str | tuple[Part, ...] | None:
    """A lone text as a string, which every model takes; None where there is nothing."""
    match parts:
        case ():
            return None
        case (Text(text),):
            return text
        case _:
            return parts


def _calls(message: Mapping[Any, Any], where: str) -> Iterator[ToolCall]:
    for call in entries_of(message.get("tool_calls")):
        match dumped(call):
            case ToolCall() as made:
                yield made
            case {"function": {"name": str(name), **rest}, **outer}:
                yield _call(name, rest.get("arguments"), outer.get("id"), where)
            case {"name": str(name), **rest}:  # LangChain's
                yield _call(name, rest.get("args", rest.get("arguments")), rest.get("id"), where)
            case other:
                raise InputError(f"{where}: a tool call needs a name, not {kind_of(other)}")
    match message.get("function_call"):
        case {"name": str(name), **rest}:
            yield _call(name, rest.get("arguments"), None, where)


def _call(name: str, arguments: object, identity: object, where: str) -> ToolCall:
    given = {} if arguments is None else arguments
    known = given if isinstance(given, str) else _json(given, where)
    return ToolCall(name, known, identity if isinstance(identity, str) else None)


def _json(value: object, where: str) -> str:
    try:
        return json_text(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{where} holds something that has no form in JSON") from error


def _role(role: object, where: str) -> str:
    name = _OTHER_ROLES.get(role, role) if isinstance(role, str) else None
    if name not in CHAT_ROLES:
        lower = role.strip().lower() if isinstance(role, str) else ""
        meant = lower if lower in CHAT_ROLES else _SAID_FOR.get(lower)
        way = "" if meant is None else f'; write "{meant}"'
        raise InputError(f"{where}: role must be one of {', '.join(CHAT_ROLES)}{way}")
    return CHAT_ROLES[CHAT_ROLES.index(name)]


def _check_not_empty(message: Message, where: str) -> None:
    if message.content is None and not message.tool_calls:
        raise InputError(_must_be(None, where))


def _must_be(content: object, where: str) -> str:
    return f"{where}: content must be a string or a list of parts, not {kind_of(content)}"
