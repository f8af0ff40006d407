"""Can the calls of an answer be made: is there such a tool, and are these its arguments?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from trustcore import (
    Absent,
    Answer,
    Completion,
    Evidence,
    Need,
    Signal,
    SignalPart,
    Tool,
    ToolCall,
)
from trustcore.plugins.protocols import Measure
from trustcore.records.answer_parts import leaves_of
from trustcore_strategies.settings import signal_name
from trustcore_strategies.structured.rules import same
from trustcore_strategies.structured.validate import violations


@frozen
class CallValid:
    """Whether each call names a tool that there is, with arguments that its schema allows.

    1 where all do, or else 0. Its parts are the places where they do not, each 0:
    "/call/0/name", "/call/0/arguments/city". A call or a text against the question's `tool_choice`
    is 0 too.

    Attributes:
        name: Name of the signal.

    Raises:
        ArgumentError: When the name is of the wrong type or empty.
    """

    name: str = field(default="call_valid", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "validity"

    @property
    def has_parts(self) -> bool:
        return True

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer."""
        return (Answer(),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Check the calls against the tools of their question.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer, settings = evidence.answer, evidence.settings
        calls = () if answer is None else answer.tool_calls
        tools = () if settings is None else settings.tools
        choice = None if settings is None else settings.tool_choice
        if not calls and (why := _lacking(choice)):
            return Signal(self.name, 0.0, why)
        if answer is None or not calls:
            return Absent(self.name, "the answer calls no tools", by_design=True)
        if not tools:
            return Absent(self.name, "the tools are not known", by_design=True)
        known = {tool.name: tool for tool in tools}
        wrong = [
            problem
            for index, call in enumerate(calls)
            for problem in _problems(f"/call/{index}", call, known, choice)
        ]
        return self._signal(answer, wrong)

    def _signal(self, answer: Completion, wrong: Sequence[tuple[str, str]]) -> Signal:
        if not wrong:
            return Signal(self.name, 1.0, "each call is of a tool that there is, and valid")
        leaves = leaves_of(answer)
        parts = [
            SignalPart(path, 0.0, why, leaves[path].span if path in leaves else None)
            for path, why in wrong
        ]
        return Signal(self.name, 0.0, f"{wrong[0][0]}: {wrong[0][1]}", parts=tuple(parts))


def _lacking(choice: str | None) -> str:
    """Why an answer without calls is not what was asked for; empty where it may be."""
    if choice in (None, "auto", "none"):
        return ""
    which = "a tool" if choice == "required" else f"the tool {choice!r}"
    return f"the answer calls no tool, and {which} was to be called"


def _unwanted(name: str, choice: str | None) -> str:
    """Why a call of a tool is not what was asked for; empty where it may be."""
    if choice == "none":
        return "no tool was to be called"
    if choice in (None, "auto", "required", name):
        return ""
    return f"the tool {choice!r} was to be called"


def _problems(
    path: str, call: ToolCall, tools: Mapping[str, Tool], choice: str | None
) -> Iterator[tuple[str, str]]:
    tool = tools.get(call.name)
    unwanted = _unwanted(call.name, choice)
    if unwanted:
        yield f"{path}/name", unwanted
        return
    if tool is None:
        yield f"{path}/name", "there is no tool of this name"
    elif call.values is None:
        yield f"{path}/arguments/", "the arguments are no JSON object"
    else:
        for one in violations(_without_defaults(call.values, tool.schema), tool.schema):
            yield f"{path}/arguments{one.path}", one.problem


def _without_defaults(value: Any, schema: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A value without the properties that have their default, which is often null of any type."""
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(properties, Mapping):
        return value
    return {
        key: _without_defaults(one, properties.get(key))
        for key, one in value.items()
        if not _is_default(one, properties.get(key))
    }


def _is_default(value: Any, schema: Any) -> bool:  # noqa: ANN401  (any JSON)
    return isinstance(schema, Mapping) and "default" in schema and same(value, schema["default"])
