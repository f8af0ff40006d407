"""A comparer of answers of which some call tools."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from trustcore import Completion, Evidence
from trustcore.records.answer_parts import arguments_of
from trustcore.records.json_answer import json_in
from trustcore.records.json_text import object_in
from trustcore.records.question import Question
from trustcore.records.tools import Tool, ToolCall
from trustcore_strategies.comparers.agreeing_parts import PartComparer
from trustcore_strategies.comparers.calls import (
    Defaults,
    ReadCall,
    argument_matches,
    calls_agreement,
    defaults_of,
)
from trustcore_strategies.comparers.values import Match, TextAgreement

_AROUND = re.compile(r"(?:```\w*|</?tool_call>|\s)*")
"""What may stand around a call that is written down."""


def calls_by_text(evidence: Evidence) -> Mapping[str, Sequence[ToolCall]]:
    """The calls of every completion that makes some, under its text."""
    return {
        one.text: one.tool_calls
        for one in evidence.findings.values()
        if isinstance(one, Completion) and one.tool_calls
    }


def read_calls(calls: Sequence[ToolCall]) -> list[ReadCall]:
    """The calls as names and values; what is no JSON object stands under an empty name."""
    return [ReadCall(one.name, arguments_of(one)) for one in calls]


def written_calls(text: str, tools: Collection[str]) -> Sequence[ToolCall]:
    """The calls that a text writes down, as models do whose server does not read them; else none.

    The text is JSON of names and arguments and nothing besides, but for a fence or a tag.
    """
    found = json_in(text)
    if found is None or not _AROUND.fullmatch(text[: found.start] + text[found.end :]):
        return ()
    rows = found.value if isinstance(found.value, list) else [found.value]
    calls = [_written_call(row) for row in rows]
    known = [one for one in calls if one is not None and one.name in tools]
    return known if len(known) == len(rows) else ()


def _written_call(row: Any) -> ToolCall | None:  # noqa: ANN401  (any JSON)
    match row:
        case {"name": str(name), "arguments": dict(values)}:
            return ToolCall(name, values)
        case {"name": str(name), "parameters": dict(values)}:
            return ToolCall(name, values)
        case _:
            return None


def one_after_the_other(asked: Question | None) -> bool:
    """Whether calls are asked for one at a time, as an API is told: then their order counts."""
    extra = None if asked is None or asked.extra is None else object_in(asked.extra)
    return extra is not None and extra.get("parallel_tool_calls") is False


class CallComparer:
    """A comparer of answers of which some call tools. A text and a call never agree.

    An alternative that only writes a call down is one: what it says is what the model would do.
    """

    def __init__(
        self,
        values: TextAgreement,
        texts: TextAgreement,
        calls: Mapping[str, Sequence[ToolCall]],
        asked: Question | None,
    ) -> None:
        self._values = values
        self._texts = texts
        self._calls = calls
        tools = () if asked is None else asked.tools
        self._names = frozenset(tool.name for tool in tools)
        self._defaults = _defaults(tools)
        self._ordered = one_after_the_other(asked)

    def __call__(self, one: str, other: str) -> float | None:
        if one not in self._calls and other not in self._calls:
            return self._texts(one, other)
        return calls_agreement(
            *self._read(one, other), self._values, defaults=self._defaults, ordered=self._ordered
        )

    def parts(self, one: str, other: str, /) -> Mapping[str, Match] | None:
        """What each call, name and argument was compared with."""
        if one in self._calls:
            return argument_matches(
                *self._read(one, other),
                self._values,
                defaults=self._defaults,
                ordered=self._ordered,
            )
        texts: object = self._texts
        if not isinstance(texts, PartComparer):
            return None
        return {} if other in self._calls else texts.parts(one, other)

    def _read(self, one: str, other: str) -> tuple[list[ReadCall], list[ReadCall]]:
        theirs = self._calls.get(other) or written_calls(other, self._names)
        return read_calls(self._calls.get(one, ())), read_calls(theirs)


def _defaults(tools: Sequence[Tool]) -> Defaults:
    found: dict[str, Mapping[str, Any]] = {}
    for tool in tools:
        found |= defaults_of(tool.name, tool.schema)
    return found
