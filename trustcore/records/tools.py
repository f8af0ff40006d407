"""Tools that a model may call, and the calls that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from trustcore.records.json_text import json_text, object_in, sorted_json
from trustcore.records.text import whole_text


@frozen
class ToolCall:
    """A call of a tool that a model asks for.

    Attributes:
        name: The tool.
        arguments: A mapping, kept as JSON with sorted keys: equal arguments are equal texts. What
            a model wrote that is no JSON stays as it is.
        id: What its result refers to. It takes part in nothing: two calls are equal without it.

    Raises:
        TypeError: When JSON has no form for an argument.
        ValueError: When one is NaN or infinite.
    """

    name: str = field(converter=whole_text)
    arguments: str = field(repr=False, converter=sorted_json)
    id: str | None = field(default=None, eq=False, repr=False)

    @property
    def values(self) -> Mapping[str, Any] | None:
        """The arguments by name; None where what the model wrote is no JSON object."""
        return object_in(self.arguments)


@frozen
class Tool:
    """A tool that a model may call.

    Attributes:
        name: Its name.
        description: What it does, for the model.
        parameters: The JSON schema of its arguments: a mapping, kept as JSON in its own order.

    Raises:
        TypeError: When JSON has no form for the schema.
        ValueError: When it holds NaN or infinity.
    """

    name: str
    description: str = field(default="", repr=False, converter=whole_text)
    parameters: str = field(
        default='{"type":"object","properties":{}}', repr=False, converter=json_text
    )

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of its arguments."""
        return object_in(self.parameters) or {}


def calls_text(calls: Iterable[ToolCall]) -> str:
    """The canonical text of calls: JSON of their names and sorted arguments, in their order."""
    return f"[{','.join(map(_call_text, calls))}]"


def _call_text(call: ToolCall) -> str:
    known = call.values is not None
    arguments = call.arguments if known else json_text([call.arguments])[1:-1]
    return f'{{"arguments":{arguments},"name":{json_text([call.name])[1:-1]}}}'
