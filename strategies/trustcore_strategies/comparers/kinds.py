"""Which comparer fits the answers of a question: calls of tools, fields, or what texts answer."""

from __future__ import annotations

from collections.abc import Mapping

from trustcore import Evidence
from trustcore.records.json_answer import json_in, leaves
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.asking import by_look
from trustcore_strategies.comparers.call_comparer import CallComparer, calls_by_text
from trustcore_strategies.comparers.data import values_of
from trustcore_strategies.comparers.labels import label_comparer
from trustcore_strategies.comparers.values import (
    NOTHING,
    Match,
    TextAgreement,
    field_matches,
    strict_mean,
)


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
    values = evidence.once(values_of, evidence.once(Comparison, ""))
    texts = _FieldComparer(values) if structured else by_look(comparison)
    return CallComparer(values, texts, calls, asked) if calls else texts


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
