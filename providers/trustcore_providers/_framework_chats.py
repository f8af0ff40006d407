"""Chats of LangChain, LlamaIndex and pydantic-ai as messages that every prompt may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trustcore.records.kinds_of_values import TEXTS, entries_of
from trustcore.vendors import plain_of

Row = dict[str, Any]

_TYPES = {"human": "user", "ai": "assistant", "AIMessageChunk": "assistant"}
"""What LangChain calls who says a message, where it is another word than the role."""

_PARTS = {
    "system-prompt": "system",
    "user-prompt": "user",
    "text": "assistant",
    "tool-return": "tool",
    "retry-prompt": "user",
}
"""Who says which part of a message of pydantic-ai."""


def turns_of(chat: object) -> Iterator[object]:
    """The messages of a chat, of a text too; what has another form passes as it is."""
    if isinstance(chat, TEXTS):
        yield {"role": "user", "content": chat}
        return
    for message in entries_of(chat):
        yield from _turns(message)


def _turns(message: object) -> Iterator[object]:
    row = plain_of(message)
    match row:
        case {"kind": "request" | "response", "parts": list(parts)}:
            yield from map(_part, filter(_is_said, parts))
        case {"role": _, "blocks": list(blocks)} if row.get("content") is None:
            texts = [one.get("text") or "" for one in blocks if one.get("block_type") == "text"]
            more = row.get("additional_kwargs") or {}
            yield {**more, "role": row["role"], "content": "".join(texts)}
        case {"type": str(kind), "content": _} if "role" not in row:
            yield {**_calls_once(row), "role": _TYPES.get(kind, kind)}
        case _:
            yield message


def _calls_once(row: Row) -> Row:
    """A message of LangChain whose calls are in its content too, without those."""
    if not row.get("tool_calls") or not isinstance(row["content"], list):
        return row
    said = [one for one in row["content"] if isinstance(one, str) or "text" in one]
    return {**row, "content": said or None}


def _is_said(part: object) -> bool:
    kind = part.get("part_kind") if isinstance(part, Mapping) else None
    return kind in _PARTS or kind == "tool-call"


def _part(part: Row) -> Row:
    identity = part.get("tool_call_id")
    if part["part_kind"] == "tool-call":
        function = {"name": part.get("tool_name"), "arguments": part.get("args")}
        calls = [{"id": identity, "function": function}]
        return {"role": "assistant", "content": None, "tool_calls": calls}
    role = _PARTS[part["part_kind"]]
    named = {"tool_call_id": identity, "name": part.get("tool_name")} if role == "tool" else {}
    return {"role": role, "content": part.get("content"), **named}
