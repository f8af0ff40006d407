"""Which comparer fits the answers of a question: calls of tools, fields, or what texts answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from trustcore import Completion, Evidence
from trustcore.records.question import Question
from trustcore.records.tools import Tool, ToolCall
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.asking import by_look
from trustcore_strategies.comparers.calls import Defaults, ReadCall, calls_agreement, defaults_of
from trustcore_strategies.comparers.code import code_in
from trustcore_strategies.comparers.labels import label_comparer
from trustcore_strategies.comparers.values import TextAgreement, agreement


def by_kind(evidence: Evidence, comparison: Comparison) -> TextAgreement:
    """Compare calls of tools as calls, JSON of a given form by its fields, and texts as answers.

    Where labels are given, answers are compared by the labels that they name; programs are by their
    form, of which another one tells nothing.
    """
    asked, calls = evidence.settings, calls_by_text(evidence)
    if asked is not None and asked.constrain_outputs:
        return label_comparer(asked.constrain_outputs)
    if calls:
        return _CallComparer(comparison.agreement, calls, asked)
    if asked is not None and asked.response_format is not None:
        return _FieldComparer(comparison.agreement)
    return by_look(comparison)


def calls_by_text(evidence: Evidence) -> Mapping[str, Sequence[ToolCall]]:
    """The calls of every completion that makes some, under its text."""
    found = (one for one in evidence.findings.values() if isinstance(one, Completion))
    return {one.text: one.tool_calls for one in found if one.tool_calls}


def read_calls(calls: Sequence[ToolCall]) -> list[ReadCall]:
    """The calls as names and values; what is no JSON object stands under an empty name."""
    return [
        ReadCall(one.name, {"": one.arguments} if one.values is None else one.values)
        for one in calls
    ]


def json_in(text: str) -> tuple[Any, bool]:
    """The JSON of an answer, in a fence or not; and whether there was any."""
    bare = text.strip()
    for part in (bare, code_in(bare).strip(), bare[bare.find("{") : bare.rfind("}") + 1]):
        try:
            return orjson.loads(part), True
        except orjson.JSONDecodeError:
            continue
    return None, False


class _CallComparer:
    """A comparer of answers of which some call tools. A text and a call never agree."""

    def __init__(
        self,
        texts: TextAgreement,
        calls: Mapping[str, Sequence[ToolCall]],
        asked: Question | None,
    ) -> None:
        self._texts = texts
        self._calls = calls
        self._defaults = _defaults(() if asked is None else asked.tools)

    def __call__(self, one: str, other: str) -> float | None:
        first, second = self._calls.get(one, ()), self._calls.get(other, ())
        if not first and not second:
            return self._texts(one, other)
        return calls_agreement(
            read_calls(first), read_calls(second), self._texts, defaults=self._defaults
        )


class _FieldComparer:
    """A comparer of answers in JSON. One that is none agrees with nothing."""

    def __init__(self, texts: TextAgreement) -> None:
        self._texts = texts

    def __call__(self, one: str, other: str) -> float | None:
        (first, readable), (second, known) = json_in(one), json_in(other)
        if not readable and not known:
            return None
        return agreement(first, second, self._texts) if readable and known else 0.0


def _defaults(tools: Sequence[Tool]) -> Defaults:
    found: dict[str, Mapping[str, Any]] = {}
    for tool in tools:
        found |= defaults_of(tool.name, tool.schema)
    return found
