"""The parts of an answer that can be told apart: fields of JSON, names and arguments of calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from trustcore.records.chat import Completion
from trustcore.records.json_answer import Span, json_in, leaf_spans, leaves
from trustcore.records.tools import ToolCall, calls_text

_CALL = re.compile(r"/call/\d+")


@frozen
class Leaf:
    """A value of an answer that holds no others.

    Attributes:
        value: As JSON has it.
        span: Where its JSON stands in the answer's text, in characters.
    """

    value: Any = field(repr=False)
    span: Span | None


Leaves = Mapping[str, Leaf]
"""Leaves by their JSON pointers, in the order of the answer."""


def leaves_of(answer: Completion) -> Leaves:
    """The leaves of an answer that calls tools, or else of the JSON in it; none of other texts.

    Those of calls are under "/call/0/name" and "/call/0/arguments", in the order of the calls.
    """
    if answer.tool_calls:
        return _of_calls(answer)
    found = json_in(answer.text)
    if found is None:
        return {}
    spans = leaf_spans(answer.text, found.start, found.end)
    return {path: Leaf(value, spans.get(path)) for path, value in leaves(found.value).items()}


def is_call(path: str) -> bool:
    """Whether a pointer is that of a call as a whole: "/call/0"."""
    return _CALL.fullmatch(path) is not None


def arguments_of(call: ToolCall) -> Mapping[str, Any]:
    """The arguments of a call by name; what is no JSON object is a text under an empty name."""
    return {"": call.arguments} if call.values is None else call.values


def _of_calls(answer: Completion) -> Leaves:
    spans = leaf_spans(answer.text, len(answer.text) - len(calls_text(answer.tool_calls)))
    found: dict[str, Leaf] = {}
    for index, call in enumerate(answer.tool_calls):
        path, arguments = f"/call/{index}", f"/{index}/arguments"
        found[f"{path}/name"] = Leaf(call.name, spans.get(f"/{index}/name"))
        if call.values is None:
            found[f"{path}/arguments/"] = Leaf(call.arguments, spans.get(arguments))
        elif call.values:
            for leaf, value in leaves(call.values, arguments, 2).items():
                found[f"/call{leaf}"] = Leaf(value, spans.get(leaf))
    return found
