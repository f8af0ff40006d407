"""Does a structured answer have the form that was asked for?"""

from __future__ import annotations

import json
from collections.abc import Sequence

from attrs import field, frozen

from trustcore import Absent, Answer, Evidence, Need, Signal, SignalPart
from trustcore.plugins.protocols import Measure
from trustcore.records.json_answer import broken_at, json_in, leaf_spans
from trustcore_strategies.settings import signal_name
from trustcore_strategies.structured.validate import Violation, violations


@frozen
class Schema:
    """Whether a structured answer is JSON and as its schema wants it: 1, or else 0.

    Its parts are the places where it is not, each 0: a value, a property that is missing, or where
    the text stops being JSON.

    Attributes:
        name: Name of the signal.

    Raises:
        ArgumentError: When the name is of the wrong type or empty.
    """

    name: str = field(default="schema", validator=signal_name)

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
        """Check the answer against the schema of its question.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer, settings = evidence.answer, evidence.settings
        if settings is None or settings.response_format is None:
            return Absent(self.name, "no form was asked for", by_design=True)
        if answer is None or answer.tool_calls:
            return Absent(self.name, "the answer calls tools", by_design=True)
        found = json_in(answer.text)
        if found is None:
            why = "it was cut off" if answer.truncated else "the text is no JSON"
            path = broken_at(answer.text)
            return Signal(self.name, 0.0, _not_json(path, why), parts=(SignalPart(path, 0.0, why),))
        wrong = violations(found.value, json.loads(settings.response_format))
        if not wrong:
            return Signal(self.name, 1.0, "the answer is as the schema wants it")
        spans = leaf_spans(answer.text, found.start, found.end)
        parts = [SignalPart(one.path, 0.0, one.problem, spans.get(one.path)) for one in wrong]
        return Signal(self.name, 0.0, _not_valid(wrong), parts=tuple(parts))


def _not_json(path: str, why: str) -> str:
    return f"the answer is not JSON from {path} on: {why}" if path else f"not JSON: {why}"


def _not_valid(wrong: Sequence[Violation]) -> str:
    first, more = wrong[0], len(wrong) - 1
    others = f", and {more} more" if more else ""
    return f"not as the schema wants it: {first.path or 'the whole'}: {first.problem}{others}"
