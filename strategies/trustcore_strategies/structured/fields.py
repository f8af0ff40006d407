"""Which fields of a structured answer does a judge find wrong?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    Missing,
    Need,
    Rating,
    Signal,
    SignalPart,
)
from trustcore.plugins.protocols import Measure
from trustcore.records.answer_parts import Leaf, Leaves, leaves_of
from trustcore_strategies.comparers.values import strict_mean
from trustcore_strategies.judging import SPARED, has_logprobs, replied
from trustcore_strategies.reflection.shown import chat_shown
from trustcore_strategies.settings import flag, signal_name, whole_number
from trustcore_strategies.structured.listing import read_objections
from trustcore_strategies.structured.question import MOST_FIELDS, fields_request

KIND = "fields/wrong"
"""The kind of the ask."""

AGAIN = "fields/again"
"""The kind of the ask for a list that could not be read."""

_NO_FIELD = "[]"
"""A reply that lists none."""

_REPLY = 60
"""Tokens of a reply that lists a field or two; a guess, for estimates alone."""

_UNOBJECTED = "the judge does not object"


@frozen
class Fields:
    """Let a judge model list the fields of a structured answer that are wrong, with reasons.

    One ask. A field that is listed counts 0, and so does all that is in it; the others count 1. The
    signal is their mean, held down by the worst. A reply that cannot be read is asked for once
    more, in another form; then it counts as nothing.

    Attributes:
        ratings: 0 asks nothing, anything from 1 to 3 asks once.
        only_without_logprobs: Ask only if the answer has no token log-probabilities.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    ratings: int = field(default=1, validator=whole_number(0, 3))
    only_without_logprobs: bool = field(default=False, validator=flag)
    name: str = field(default="fields", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "correctness"

    @property
    def has_parts(self) -> bool:
        return True

    def tuned(self, *, ratings: int) -> Fields:
        """Set whether the judge is asked, then always."""
        return evolve(self, ratings=ratings, only_without_logprobs=False)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer first; then the judge's view of its fields, where it has any.

        Where that cannot be read, it is asked for once more.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        if self.ratings == 0:
            return ()
        answer = evidence.answer
        if answer is None:
            return (Answer(logprobs=0) if self.only_without_logprobs else Answer(),)
        leaves = {} if self._unasked(evidence, answer) else leaves_of(answer)
        if not leaves:
            return ()
        first = _ask(evidence, answer, leaves)
        if not _is_unread(evidence, answer, leaves):
            return (first,)
        return first, _ask(evidence, answer, leaves, again=True)

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """The answer alone: it may have no fields."""
        return () if self.ratings == 0 or evidence.answer is not None else self.needs(evidence)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """Whatever the text, as if it had fields, and the first reply could not be read."""
        answer = evidence.answer if self.ratings else None
        if answer is None:
            return self.needs(evidence)
        if self._unasked(evidence, answer):
            return ()
        whole = {"": Leaf(answer.text, None)}
        return tuple(_ask(evidence, answer, whole, again=again) for again in (False, True))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Read which fields the judge listed.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer = evidence.answer
        if self.ratings == 0:
            return Absent(self.name, "no ratings are wanted: `ratings` is 0", by_design=True)
        if answer is None or (why := self._unasked(evidence, answer)):
            return Absent(self.name, why, by_design=True)
        leaves = dict(list(leaves_of(answer).items())[:MOST_FIELDS])
        if not leaves:
            return Absent(self.name, "the answer has no fields", by_design=True)
        again = evidence.reply(AGAIN, answer.text)
        reply = again if replied(again) else evidence.reply(KIND, answer.text)
        if not isinstance(reply, Completion):
            return Absent(self.name, f"the judge listed no fields: {_gap(reply)}")
        objections = read_objections(reply.text, leaves)
        if objections is None:
            return Absent(self.name, "the judge listed no fields: its reply could not be read")
        return _signal(self.name, leaves, objections)

    def _unasked(self, evidence: Evidence, answer: Completion) -> str:
        """Why the judge is not asked; empty where it is."""
        settings = evidence.settings
        if settings is None or settings.response_format is None:
            return "no form was asked for"
        if answer.tool_calls:
            return "the answer calls tools"
        if self.only_without_logprobs and has_logprobs(answer):
            return SPARED
        return ""


def _is_unread(evidence: Evidence, answer: Completion, leaves: Leaves) -> bool:
    """Whether the judge has replied, and listed nothing that could be read."""
    reply = evidence.reply(KIND, answer.text)
    if isinstance(reply, Completion):
        return read_objections(reply.text, list(leaves)[:MOST_FIELDS]) is None
    return replied(reply)


def _ask(evidence: Evidence, answer: Completion, leaves: Leaves, *, again: bool = False) -> Ask:
    request = fields_request(chat_shown(evidence), leaves, again=again)
    kind = AGAIN if again else KIND
    return Ask(kind, answer.text, request, reply_tokens=_REPLY, usual_reply=_NO_FIELD)


def _gap(reply: Missing | Rating | None) -> str:
    if isinstance(reply, Missing):
        return reply.reason
    return "its reply was not recorded"


def _signal(name: str, leaves: Leaves, objections: Mapping[str, str]) -> Signal:
    parts = [
        SignalPart(path, float(path not in objections), _reason(objections.get(path)), leaf.span)
        for path, leaf in leaves.items()
    ]
    parts += [
        SignalPart(path, 0.0, _reason(why))
        for path, why in objections.items()
        if path not in leaves
    ]
    value = strict_mean(part.value for part in parts) or 0.0  # each of them is known
    if not objections:
        return Signal(name, value, "the judge objects to no field", parts=tuple(parts))
    listed = "; ".join(f"{path}: {why}" for path, why in list(objections.items())[:3])
    return Signal(name, value, f"the judge objects to {listed}", parts=tuple(parts))


def _reason(objection: str | None) -> str:
    return _UNOBJECTED if objection is None else f"the judge objects: {objection or 'it is wrong'}"
