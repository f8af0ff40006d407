"""Which comparer fits the answers of a question: calls of tools, fields, or what texts answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from trustcore import Completion, Evidence
from trustcore.records.answer_parts import arguments_of
from trustcore.records.json_answer import json_in, leaves
from trustcore.records.json_text import object_in
from trustcore.records.question import Question
from trustcore.records.tools import Tool, ToolCall
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.agreeing_parts import PartComparer
from trustcore_strategies.comparers.asking import by_look
from trustcore_strategies.comparers.calls import (
    Defaults,
    ReadCall,
    argument_matches,
    calls_agreement,
    defaults_of,
)
from trustcore_strategies.comparers.labels import label_comparer
from trustcore_strategies.comparers.values import (
    NOTHING,
    Match,
    TextAgreement,
    field_matches,
    strict_mean,
)

_AROUND = re.compile(r"(?:```\w*|</?tool_call>|\s)*")
"""What may stand around a call that is written down."""


def by_kind(evidence: Evidence, comparison: Comparison) -> TextAgreement:
    """Compare calls of tools as calls, JSON of a given form by its fields, and texts as answers.

    Where labels are given, answers are compared by the labels that they name; programs are by their
    form, of which another one tells nothing. A value of a field or of an argument is no answer to
    the question: "basic" is no "yes", though that is what "is it basic?" asks for.
    """
    asked, calls = evidence.settings, calls_by_text(evidence)
    if asked is not None and asked.constrain_outputs:
        return label_comparer(asked.constrain_outputs)
    structured = asked is not None and asked.response_format is not None
    if not calls and not structured:
        return by_look(comparison)
    values = evidence.once(Comparison, "").agreement
    texts = _FieldComparer(values) if structured else comparison.agreement
    return _CallComparer(values, texts, calls, asked) if calls else texts


def calls_by_text(evidence: Evidence) -> Mapping[str, Sequence[ToolCall]]:
    """The calls of every completion that makes some, under its text."""
    found = (one for one in evidence.findings.values() if isinstance(one, Completion))
    return {one.text: one.tool_calls for one in found if one.tool_calls}


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


class _CallComparer:
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


class _FieldComparer:
    """A comparer of answers in JSON. One that is none agrees with nothing."""

    def __init__(self, texts: TextAgreement) -> None:
        self._texts = texts
        self._known: dict[tuple[str, str], Mapping[str, Match] | None] = {}

    def __call__(self, one: str, other: str) -> float | None:
        found = self.parts(one, other)
        return None if found is None else strict_mean(match.value for match in found.values())

    def parts(self, one: str, other: str, /) -> Mapping[str, Match] | None:
        """What each field was compared with. Samples are often equal: each is compared once."""
        if (one, other) not in self._known:
            self._known[one, other] = self._compared(one, other)
        return self._known[one, other]

    def _compared(self, one: str, other: str) -> Mapping[str, Match] | None:
        first, second = json_in(one), json_in(other)
        if first is None and second is None:
            return None
        if first is None:
            return {"": Match(0.0, NOTHING)}
        if second is None:
            return {leaf: Match(0.0, NOTHING) for leaf in leaves(first.value)}
        return field_matches(first.value, second.value, self._texts)


def _defaults(tools: Sequence[Tool]) -> Defaults:
    found: dict[str, Mapping[str, Any]] = {}
    for tool in tools:
        found |= defaults_of(tool.name, tool.schema)
    return found
