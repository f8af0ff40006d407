"""Records as plain data and as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import orjson
from attrs import asdict

from trustcore.records.chat import Completion, Embedding, Message, Missing, Rating, TokenLogprobs
from trustcore.records.parts import Part
from trustcore.records.text import whole_text
from trustcore.records.tools import ToolCall

KINDS: Mapping[str, type] = {
    "completion": Completion,
    "rating": Rating,
    "embedding": Embedding,
    "missing": Missing,
}
"""What can become of a node, by its name in JSON."""

_NAMES = {kind: name for name, kind in KINDS.items()}


MOST_INTEGER, LEAST_INTEGER = 2**64 - 1, -(2**63)
"""The integers that orjson writes."""


def dumps(value: Any) -> bytes:  # noqa: ANN401  (anything that can be written)
    """Write results, evidence, plans and presets, alone or inside lists and dicts, as JSON.

    What JSON has no form for is written as what is nearest to it: half of a character as U+FFFD, an
    integer of more than 64 bits as a float, NaN and infinity as null.

    Raises:
        TypeError: For what has no written form, a `Secret` for one.
    """
    try:
        return _written(value)
    except TypeError:  # of one string, or of one integer: looking for it takes longer than writing
        return _written(_writable(value))


def _written(value: Any) -> bytes:  # noqa: ANN401  (anything that can be written)
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _writable(value: Any) -> Any:  # noqa: ANN401  (anything that can be written)
    """The same, of nothing but what orjson writes."""
    match value:
        case str():
            return whole_text(value)
        case int() if not LEAST_INTEGER <= value <= MOST_INTEGER:
            return _nearest_float(value)
        case dict():
            return {_writable(key): _writable(one) for key, one in value.items()}
        case list() | tuple():
            return [_writable(one) for one in value]
        case _ if hasattr(value, "to_dict"):
            return _writable(value.to_dict())
        case _:
            return value


def _nearest_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def finding_to_dict(finding: Completion | Rating | Embedding | Missing) -> dict[str, Any]:
    """One finding with the kind that it is."""
    plain = _completion(finding) if isinstance(finding, Completion) else asdict(finding)
    return {"kind": _NAMES[type(finding)], **plain}


def _completion(completion: Completion) -> dict[str, Any]:
    found = {
        "text": completion.text,
        "logprobs": None if completion.logprobs is None else _logprobs(completion.logprobs),
        "finish_reason": completion.finish_reason,
        "tool_calls": list(map(call_to_dict, completion.tool_calls)),
        "refusal": completion.refusal,
    }
    return _without_nothing(found, "tool_calls", "refusal")


def _logprobs(known: TokenLogprobs) -> dict[str, Any]:
    return {"logprobs": known.logprobs, "tokens": known.tokens, "top": known.top[:]}


def message_to_dict(message: Message) -> dict[str, Any]:
    """A message as plain data: role and content, and what else it has."""
    content = message.content
    plain = content if content is None or isinstance(content, str) else list(map(_part, content))
    found = {
        "role": message.role,
        "content": plain,
        "tool_calls": list(map(call_to_dict, message.tool_calls)),
        "tool_call_id": message.tool_call_id,
        "name": message.name,
    }
    return _without_nothing(found, "tool_calls", "tool_call_id", "name")


def call_to_dict(call: ToolCall) -> dict[str, Any]:
    """A call of a tool as plain data; the arguments stay the JSON text that they are."""
    return _without_nothing(asdict(call), "id")


def _part(part: Part) -> dict[str, Any]:
    return {"type": type(part).__name__.lower(), **asdict(part)}


def _without_nothing(found: dict[str, Any], *names: str) -> dict[str, Any]:
    """Without those of some entries that are empty."""
    for name in names:
        if not found[name]:
            del found[name]
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401  (orjson asks about anything)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, float):  # a Score is more than orjson's float
        return float(value)
    msg = f"{type(value).__name__} is never written down as JSON"
    raise TypeError(msg)
