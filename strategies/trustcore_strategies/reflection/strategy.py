"""The strategy: which framings are asked when, and what their replies amount to."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

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
    Samples,
    Signal,
)
from trustcore.plugins.protocols import Measure
from trustcore_strategies.reflection.framings import (
    ALTERNATIVES,
    FRAMINGS,
    GRADED,
    PREFIX,
    REASONING,
    RECORDED,
    SWAPPED,
    VERDICT,
    Framing,
    kind_of,
)
from trustcore_strategies.reflection.objection import objection
from trustcore_strategies.reflection.parse import Unread, choose
from trustcore_strategies.reflection.prompt import distinct, judge_request
from trustcore_strategies.reflection.shown import chat_shown
from trustcore_strategies.reflection.tokens import expectation
from trustcore_strategies.settings import flag, signal_name, whole_number

_LETTER_REPLY = 4
"""Tokens of a reply that is one letter, perhaps in parentheses."""

_REASONED_REPLY = 250
"""Tokens of a reply that reasons first; a guess, for estimates alone."""

_MOST_RATINGS = 3
_MOST_SAMPLES = 20

_GAPS = {
    "empty": ("reply was empty", "replies were empty"),
    "nothing": ("reply held no option", "replies held no option"),
    "several": ("reply named several options", "replies named several options"),
    "unknown": ("reply was to an unknown question", "replies were to unknown questions"),
    "failed": ("call failed", "calls failed"),
    "deadline": ("call was out of time", "calls were out of time"),
    "not recorded": ("reply was not recorded", "replies were not recorded"),
    "unsupported": ("call is not supported", "calls are not supported"),
}
"""Why a reply gave no rating, for one and for more."""


@frozen
class Reflection:
    """Let a judge model rate the answer in up to three differently framed ways.

    1. "verdict": correct, incorrect or not sure.
    2. "swapped": the same with the options swapped and an eye on errors, so that a judge that
       likes a letter more than the truth cancels itself.
    3. "alternatives": five grades, beside other replies to the question; "graded", the same
       without them, where none are wanted or none that differ could be had.

    A reply counts as the expected value over the options at the token of its choice where the API
    gives token log-probabilities, otherwise as the value of its choice; a reply without a clear
    choice counts as nothing. The signal is the mean, in [0, 1].

    Attributes:
        ratings: How many framings are asked, 0 to 3, and read from recordings.
        reasoning: Whether the judge may reason before its choice.
        only_without_logprobs: Ask only if the answer has no token log-probabilities.
        alternatives: How many samples the third framing looks at, 0 to 20; as many as other
            strategies draw cost nothing.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    ratings: int = field(default=_MOST_RATINGS, validator=whole_number(0, _MOST_RATINGS))
    reasoning: bool = field(default=False, validator=flag)
    only_without_logprobs: bool = field(default=False, validator=flag)
    name: str = field(default="reflection", validator=signal_name)
    alternatives: int = field(default=8, validator=whole_number(0, _MOST_SAMPLES))

    @property
    def measures(self) -> Measure:
        return "correctness"

    def tuned(self, *, samples: int | None = None, ratings: int | None = None) -> Reflection:
        """Set how many samples are looked at, or how many framings are asked, then always."""
        return evolve(
            self,
            alternatives=self.alternatives if samples is None else samples,
            ratings=self.ratings if ratings is None else ratings,
            only_without_logprobs=self.only_without_logprobs and ratings is None,
        )

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer first, with the samples beside it; then the judge's view of it.

        The alternatives are samples, and wait for their whole round, so that the wording never
        hangs on the order of arrival.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        if self.ratings == 0:
            return ()
        answer = evidence.answer
        if answer is None:
            if self.only_without_logprobs:
                return (Answer(logprobs=0),)
            return (Answer(), *self._samples())
        if self._spared(answer):
            return ()
        known = evidence.replies(PREFIX)
        asks = tuple(
            self._ask(framing, evidence, answer)
            for framing in (VERDICT, SWAPPED)[: self.ratings]
            if self._kind(framing) not in known  # what has settled need not be worded again
        )
        return asks if self.ratings < GRADED.rank else (*asks, *self._third(evidence, answer))

    # What it asks for hangs on log-probabilities and equal texts, and a dry run tries both.
    least = needs
    most = needs

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The mean of what the replies say; a number that was recorded counts as it is.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer = evidence.answer
        if self.ratings == 0:
            return Absent(self.name, "no ratings are wanted: `ratings` is 0", by_design=True)
        if answer is not None and self._spared(answer):
            spared = "the answer's token log-probabilities were used instead"
            return Absent(self.name, spared, by_design=True)
        found = evidence.replies(PREFIX).items()
        replies = [(kind, reply) for kind, reply in found if self._reads(kind, reply)]
        recorded = answer and evidence.findings.get(("ask", RECORDED, answer.text))
        if isinstance(recorded, Rating):
            replies.append((RECORDED, recorded))
        read = [_rating(kind, reply) for kind, reply in replies]
        values = [one for one in read if isinstance(one, float)]
        gaps = Counter(one for one in read if isinstance(one, str))
        if not values:
            why = f"{_listed(gaps) or 'none asked'}{_failure(replies)}"
            return Absent(self.name, f"the judge gave no rating: {why}")
        objected = objection(
            (one, reply.text)
            for one, (_, reply) in zip(read, replies, strict=True)
            if isinstance(one, float) and isinstance(reply, Completion)
        )
        reason = "; ".join(filter(None, (_in_words(values), objected, _listed(gaps))))
        return Signal(self.name, math.fsum(values) / len(values), reason)

    def _spared(self, answer: Completion) -> bool:
        known = answer.logprobs is not None and len(answer.logprobs.logprobs) > 0
        return self.only_without_logprobs and known

    def _third(self, evidence: Evidence, answer: Completion) -> Sequence[Need]:
        drawn = evidence.samples(self.alternatives)
        if drawn is None:
            return self._samples()
        others = distinct(drawn, answer.text)
        framing = ALTERNATIVES if others else GRADED
        return (*self._samples(), self._ask(framing, evidence, answer, others))

    def _samples(self) -> Sequence[Need]:
        looked_at = self.ratings >= ALTERNATIVES.rank and self.alternatives > 0
        return (Samples(self.alternatives),) if looked_at else ()

    def _ask(
        self,
        framing: Framing,
        evidence: Evidence,
        answer: Completion,
        others: Sequence[str] = (),
    ) -> Ask:
        request = judge_request(
            framing, chat_shown(evidence), answer.text, others, reasoning=self.reasoning
        )
        tokens = _REASONED_REPLY if self.reasoning else _LETTER_REPLY
        return Ask(self._kind(framing), answer.text, request, reply_tokens=tokens)

    def _kind(self, framing: Framing) -> str:
        return kind_of(framing, reasoning=self.reasoning)

    def _reads(self, kind: str, reply: Completion | Rating | Missing) -> bool:
        framing = _framing(kind)
        return framing is None or framing.rank <= self.ratings or isinstance(reply, Rating)


def _framing(kind: str) -> Framing | None:
    return FRAMINGS.get(kind.removeprefix(PREFIX).removesuffix(REASONING))


def _rating(kind: str, reply: Completion | Rating | Missing) -> float | str:
    """A number in [0, 1], or which gap the reply is."""
    framing = _framing(kind)
    if isinstance(reply, Rating):
        return float(reply.value)
    if isinstance(reply, Missing):
        return reply.cause
    if framing is None:
        return "unknown"
    choice = choose(reply.text, framing, reasoning=kind.endswith(REASONING))
    if isinstance(choice, Unread):
        return choice.value
    if reply.logprobs is None:
        return choice.option.value
    expected = expectation(reply.logprobs, reply.text, choice, framing)
    return choice.option.value if expected is None else expected


def _listed(gaps: Counter[str]) -> str:
    return ", ".join(f"{gaps[gap]} {_GAPS[gap][gaps[gap] > 1]}" for gap in _GAPS if gaps[gap])


def _failure(replies: Sequence[tuple[str, Completion | Rating | Missing]]) -> str:
    """Why a call failed; of several reasons the same one, in whatever order they came."""
    reasons = [
        reply.reason
        for _, reply in replies
        if isinstance(reply, Missing) and reply.cause == "failed"
    ]
    return f"; why: {min(reasons)}" if reasons else ""


def _in_words(values: Sequence[float]) -> str:
    said = Counter(map(_verdict, values)).most_common()
    if len(said) == 1 == len(values):
        return f"the judge {said[0][0]}"
    (first, times), *rest = said
    others = "".join(f", {verdict} in {count}" for verdict, count in rest)
    return f"the judge {first} in {times} of {len(values)} framings{others}"


def _verdict(value: float) -> str:
    if value > 2 / 3:
        return "called it correct"
    return "called it incorrect" if value < 1 / 3 else "was not sure"
