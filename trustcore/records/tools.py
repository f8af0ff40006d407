"""Tools that a model may call, and the calls that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import Attribute, field, frozen

from trustcore.checks import shown
from trustcore.errors import InputError
from trustcore.records.json_text import json_text, object_in, sorted_json
from trustcore.records.schema_check import arguments_fault
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


def _tool_name(_: object, __: Attribute[Any], name: object) -> None:
    """What the APIs take between them: Gemini takes dots and colons, the others do not."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InputError(
            "a tool's name must be 1 to 64 letters (a to z), digits, underscores, hyphens, dots or "
            f"colons, not {shown(name)}; rename it"
        )


_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


@frozen
class Tool:
    """A tool that a model may call.

    Attributes:
        name: Its name, of 1 to 64 letters, digits, underscores, hyphens, dots and colons.
        description: What it does, for the model.
        parameters: The JSON schema of its arguments: a mapping, kept as JSON in its own order.

    Raises:
        InputError: When the name is none, or the parameters are no JSON schema of an object; it
            says where and why.
        TypeError: When JSON has no form for the schema.
        ValueError: When it holds NaN or infinity.
    """

    name: str = field(validator=_tool_name)
    description: str = field(default="", repr=False, converter=whole_text)
    parameters: str = field(
        default='{"type":"object","properties":{}}', repr=False, converter=json_text
    )

    def __attrs_post_init__(self) -> None:
        fault = arguments_fault(self.parameters)
        if fault is not None:
            raise InputError(f"the parameters of tool {self.name!r} are no JSON schema: {fault}")

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
