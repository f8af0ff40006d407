"""The strategy: a judge rates what a criterion reads, once for all candidates where it can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import Attribute, Factory, field, frozen

from trustcore import Absent, Answer, Ask, Completion, Evidence, Missing, Need, Rating, Signal
from trustcore.checks import flag, one_of
from trustcore.errors import ArgumentError
from trustcore.records.evals import KIND, READS
from trustcore.records.fence import nonce
from trustcore.records.tools import calls_text
from trustcore_strategies.criteria.prompt import USUAL_TOKENS, rating_request
from trustcore_strategies.criteria.rating import expected, read_rating
from trustcore_strategies.judging import replied
from trustcore_strategies.settings import signal_name

_GREATEST = 1000


def _criteria(_: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ArgumentError("criterion: criteria must be a text that is not empty", attribute.name)


def _reads(_: object, attribute: Attribute[Any], value: tuple[object, ...]) -> None:
    if not value or any(one not in READS for one in value):
        rule = f"some of {', '.join(READS)}, and not none"
        raise ArgumentError(f"criterion: reads must be {rule}", attribute.name)


def _scale(_: object, attribute: Attribute[Any], value: tuple[object, ...]) -> None:
    match value:
        case (int(low), int(high)) if 0 <= low < high <= _GREATEST and bool not in map(type, value):
            return
    rule = f"two whole numbers from 0 to {_GREATEST}, the lower first"
    raise ArgumentError(f"criterion: scale must be {rule}", attribute.name)


def _tuple(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  (lists, as TOML has them; checked next)
    return tuple(value) if isinstance(value, list | tuple) else (value,)


@frozen
class Criterion:
    """Let a judge rate by a criterion in words.

    The signal is the rating's place on the scale, in [0, 1]: the expectation over the ratings where
    the API gives token log-probabilities, else the number that the judge wrote. What does not read
    the answer is asked beside it, and once for all candidates. What the answer says is not rated
    where it is calls of tools and no text. A reply without a clear rating is asked for once
    more, in other words.

    Attributes:
        criteria: What is rated, in words for the judge.
        reads: What the judge is shown, of "question", "context" and "answer"; what there is of it.
        scale: The lowest and the highest rating, from 0 to 1000.
        role: Which model rates: "judge", "answer" or "sampler".
        needs_context: Whether there is no signal without a context; by default where `reads` names
            the context, and not all three.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    criteria: str = field(validator=_criteria)
    reads: tuple[str, ...] = field(default=READS, converter=_tuple, validator=_reads, kw_only=True)
    scale: tuple[int, int] = field(default=(1, 5), converter=_tuple, validator=_scale, kw_only=True)
    role: str = field(
        default="judge",
        validator=one_of("judge", "answer", "sampler").argument,
        kw_only=True,
    )
    needs_context: bool = field(
        default=Factory(
            lambda self: "context" in self.reads and set(self.reads) != set(READS), takes_self=True
        ),
        validator=flag.argument,
        kw_only=True,
    )
    name: str = field(default="criterion", validator=signal_name, kw_only=True)

    @property
    def kind(self) -> str:
        """The kind of its asks, which hangs on all that decides what a reply means."""
        said = (self.criteria, *self.reads, *map(str, self.scale))
        return f"{KIND}{nonce(said)[:8]}"

    def about(self, evidence: Evidence) -> str | None:
        """The text that the rating is of: the answer, else what is the same for all candidates.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        if "answer" in self.reads:
            answer = evidence.answer
            return None if answer is None else answer.text
        return "\n".join(message.text for message in evidence.question)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """One rating, of the answer once that is there; one more where it cannot be read.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        first = self.least(evidence)
        return self.most(evidence) if self._is_unread(evidence) else first

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """One rating, as if it could be read.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        about = self.about(evidence)
        if about is None:
            return (Answer(),)
        return () if self._unrated(evidence) else (self._ask(evidence, about, again=False),)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """One that cannot be read, and another.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        about, first = self.about(evidence), self.least(evidence)
        if about is None or not first:
            return first
        return (*first, self._ask(evidence, about, again=True))

    def _ask(self, evidence: Evidence, about: str, *, again: bool) -> Ask:
        return Ask(
            self._again if again else self.kind,
            about,
            rating_request(self.criteria, evidence, self.reads, self.scale, again=again),
            self.role,
            USUAL_TOKENS,
            f"Rating: {self.scale[1]}",
        )

    @property
    def _again(self) -> str:
        """The kind of the ask for what could not be read."""
        return f"{self.kind}/again"

    def _is_unread(self, evidence: Evidence) -> bool:
        """Whether the judge has replied, and gave no rating that is clear."""
        reply = self._reply(evidence, self.kind)
        if isinstance(reply, Completion):
            return read_rating(reply.text, self.scale) is None
        return replied(reply)

    def _reply(self, evidence: Evidence, kind: str) -> Completion | Rating | Missing | None:
        about = self.about(evidence)
        return None if about is None else evidence.reply(kind, about)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The rating's place on the scale.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        unrated = self._unrated(evidence)
        if unrated:
            return Absent(self.name, unrated, by_design=True)
        again = self._reply(evidence, self._again)
        reply = again if replied(again) else self._reply(evidence, self.kind)
        if reply is None:
            return Absent(self.name, "it was not asked for")
        if isinstance(reply, Missing):
            return Absent(self.name, f"there is no rating: {reply.reason}")
        if isinstance(reply, Rating):
            return Signal(self.name, reply.value, f"a recorded rating of {reply.value:.2f}")
        return self._rated(reply)

    def _rated(self, reply: Completion) -> Signal | Absent:
        rated = read_rating(reply.text, self.scale)
        low, high = self.scale
        if rated is None:
            return Absent(self.name, f"the reply holds no clear rating from {low} to {high}")
        value = (expected(rated, reply, self.scale) - low) / (high - low)
        said = f"{rated.number:g} on a scale from {low} to {high}"
        return Signal(self.name, value, f"{said}: {rated.reason}" if rated.reason else said)

    def _unrated(self, evidence: Evidence) -> str:
        """Why nothing is rated; empty where something is."""
        if self.needs_context and not evidence.asked.context:
            return "no context was given: pass `context=`"
        answer = evidence.answer if "answer" in self.reads else None
        calls = () if answer is None else answer.tool_calls
        if answer is not None and calls and answer.text == calls_text(calls):
            return "the answer is calls of tools, and no text that could be rated"
        return ""
