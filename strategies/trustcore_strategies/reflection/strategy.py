"""The strategy: which framings are asked when, and what their replies amount to."""

from __future__ import annotations

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
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.judging import SPARED, has_logprobs, replied
from trustcore_strategies.plainly import verdicts
from trustcore_strategies.reflection.asks import comparing_ask, judging_asks
from trustcore_strategies.reflection.choices import Choice, Unread
from trustcore_strategies.reflection.framings import (
    CLUSTERED,
    FALSE_TRUE,
    FRAMINGS,
    PREFIX,
    REASONING,
    RECORDED,
    TRUE_FALSE,
    VERDICT,
    Framing,
)
from trustcore_strategies.reflection.objection import objection
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.reasons import failure, in_words, listed
from trustcore_strategies.reflection.rivals import (
    MOST_RIVALS,
    Rivals,
    asked_alone,
    comparisons,
    rivals,
)
from trustcore_strategies.reflection.shown import chat_shown
from trustcore_strategies.reflection.tokens import Said, certainty, mean, said_by
from trustcore_strategies.settings import flag, signal_name, whole_number

_MOST_RATINGS = 3
_MOST_SAMPLES = 20
_LEAST_RATINGS = {FALSE_TRUE.name: 2, **dict.fromkeys(CLUSTERED, _MOST_RATINGS)}
"""How many ratings are wanted where a framing is asked, if not one."""

_AGREEING = Rivals((), unanimous=True)


@frozen
class Reflection:
    """Let a judge model rate the answer in up to three differently framed ways.

    1. "true-false": is the answer true or false?
    2. "false-true": the same in the other order, so that a judge that likes a word more than the
       truth cancels itself.
    3. "clustered": which of the distinct answers of candidate and samples is right, or none of
       them? It takes the place of the second, is asked in two orders, and needs no call where all
       samples agree: then it says 1.

    A reply counts as the probability of the option that speaks for the answer where the API gives
    token log-probabilities, otherwise as the value of its choice. Where nothing could be read, the
    judge is asked once more, in letters and with room to think. The signal is the mean, in [0, 1],
    the clustered question counting twice. It is less certain where replies hold no choice, where by
    their token log-probabilities they hardly chose any option at all, and where they hardly told
    the distinct answers apart: a judge that does not know hardly counts.

    Attributes:
        ratings: How many framings are asked, 0 to 3, and read from recordings.
        reasoning: Whether the judge may reason before its choice.
        only_without_logprobs: Ask only if the answer has no token log-probabilities.
        alternatives: How many samples the third framing looks at, 0 to 20; as many as other
            strategies draw cost nothing. With 0 the second is asked in its place.
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

        The rivals are samples, and wait for their whole round, so that the wording never
        hangs on the order of arrival.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        wanted, answer = self._needs(evidence, again=False), evidence.answer
        if answer is None or not self._unread(evidence, answer, wanted):
            return wanted
        return (*wanted, *self._asks(evidence, answer, VERDICT))

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """What it wants where all samples agree and every reply is read."""
        drawn = None if evidence.answer is None else self._drawn(evidence)
        return self._needs(evidence, again=False, known=None if drawn is None else _AGREEING)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """What it wants where samples say the most different things and no reply is read."""
        answer = evidence.answer
        drawn = None if answer is None else self._drawn(evidence)
        texts = [one.text for one in drawn or () if isinstance(one, Completion)]
        known = Rivals(tuple(texts[:MOST_RIVALS]), unanimous=False) if drawn else None
        return self._needs(evidence, again=True, known=known)

    def _needs(
        self, evidence: Evidence, *, again: bool, known: Rivals | None = None
    ) -> Sequence[Need]:
        if self.ratings == 0:
            return ()
        answer = evidence.answer
        if answer is None:
            if self.only_without_logprobs:
                return (Answer(logprobs=0),)
            return (Answer(), *self._samples())
        if self._spared(answer):
            return ()
        samples = self._samples()
        both = self.ratings > 1 and not samples
        framings = (TRUE_FALSE, FALSE_TRUE) if both else (TRUE_FALSE,)
        return (
            *samples,
            *self._asks(evidence, answer, *framings),
            *(self._compared(evidence, answer, known) if samples else ()),
            *(self._asks(evidence, answer, VERDICT) if again else ()),
        )

    def _compared(
        self, evidence: Evidence, answer: Completion, known: Rivals | None
    ) -> Sequence[Ask]:
        """The clustered question where there are rivals; the second one where nothing is known."""
        drawn = self._drawn(evidence)
        if drawn is None:
            return ()
        found = known or self._rivals(evidence, answer, drawn)
        if found.unanimous:
            return ()
        if not found.texts:
            return self._asks(evidence, answer, FALSE_TRUE)
        return [
            evidence.once(
                comparing_ask, framing, chat_shown(evidence), answer.text, reasoning=self.reasoning
            )
            for framing in _framed(evidence, answer, found)
        ]

    def _unread(self, evidence: Evidence, answer: Completion, wanted: Sequence[Need]) -> bool:
        """Whether the judge has replied to all that was asked, and nothing could be read."""
        asked = [one for one in wanted if isinstance(one, Ask)]
        replies = {one.kind: evidence.reply(one.kind, one.about) for one in asked}
        if not asked or None in replies.values():
            return False
        if self._samples() and self._drawn(evidence) is None:
            return False
        return all(self._says_nothing(evidence, answer, *one) for one in replies.items())

    def _says_nothing(
        self,
        evidence: Evidence,
        answer: Completion,
        kind: str,
        reply: Completion | Rating | Missing | None,
    ) -> bool:
        """Whether a judge said nothing to be read, or thought until its tokens were used up."""
        if isinstance(reply, Completion):
            return isinstance(self._chosen(evidence, answer, kind, reply), str)
        return replied(reply)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The mean of what the replies say; a number that was recorded counts as it is.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer = evidence.answer
        if self.ratings == 0:
            return Absent(self.name, "no ratings are wanted: `ratings` is 0", by_design=True)
        if answer is not None and self._spared(answer):
            return Absent(self.name, SPARED, by_design=True)
        found = evidence.replies(PREFIX).items()
        replies = [(kind, reply) for kind, reply in found if self._reads(kind, reply)]
        recorded = answer and evidence.findings.get(("ask", RECORDED, answer.text))
        if isinstance(recorded, Rating):
            replies.append((RECORDED, recorded))
        read = [self._rating(evidence, answer, kind, reply) for kind, reply in replies]
        known = [one for one in read if isinstance(one, Said)]
        gaps = [one for one in read if isinstance(one, str)]
        own = [one for one, (kind, _) in zip(read, replies, strict=True) if kind != RECORDED]
        agreed = any(isinstance(one, Said) for one in own) and self._agreed(evidence, answer)
        # Beside a rating of others it would mean nothing.
        counted = [*known, *([Said(1.0)] * len(CLUSTERED) if agreed else ())]
        if not counted:
            why = f"{listed(gaps) or 'none asked'}{failure(replies)}"
            return Absent(self.name, f"the judge gave no rating: {why}")
        objected = objection(
            (one.value, reply.text)
            for one, (_, reply) in zip(read, replies, strict=True)
            if isinstance(one, Said) and isinstance(reply, Completion)
        )
        values = [one.value for one in counted]
        reason = "; ".join(filter(None, (in_words(values), objected, listed(gaps))))
        plain = verdicts([one.value for one in known], objected)
        lost = len(gaps) - gaps.count("unknown")  # not what earlier versions asked
        return Signal(self.name, mean(counted), reason, plain, certainty=certainty(counted, lost))

    def _spared(self, answer: Completion) -> bool:
        return self.only_without_logprobs and has_logprobs(answer)

    def _samples(self) -> Sequence[Samples]:
        looked_at = self.ratings >= _MOST_RATINGS and self.alternatives > 0
        return (Samples(self.alternatives),) if looked_at else ()

    def _drawn(self, evidence: Evidence) -> tuple[Completion | Missing, ...] | None:
        """The samples that are looked at: the whole round, or what a recording has in its place."""
        found = evidence.samples(self.alternatives)
        if found is not None or not evidence.complete:
            return found
        return tuple(evidence.alternatives)

    def _rivals(
        self, evidence: Evidence, answer: Completion, drawn: Sequence[Completion | Missing]
    ) -> Rivals:
        texts = [one.text for one in drawn if isinstance(one, Completion)]
        comparison = evidence.once(Comparison, evidence.question[-1].text)
        return evidence.once(rivals, comparison, answer.text, tuple(texts))

    def _agreed(self, evidence: Evidence, answer: Completion | None) -> bool:
        """Whether all samples say what the answer says, which the clustered question would say."""
        if answer is None or not self._samples() or not evidence.sampler_varies:
            return False
        return self._rivals(evidence, answer, self._drawn(evidence) or ()).unanimous

    def _asks(self, evidence: Evidence, answer: Completion, *framings: Framing) -> Sequence[Ask]:
        return evidence.once(
            judging_asks, framings, chat_shown(evidence), answer.text, reasoning=self.reasoning
        )

    def _rating(
        self,
        evidence: Evidence,
        answer: Completion | None,
        kind: str,
        reply: Completion | Rating | Missing,
    ) -> Said | str:
        """What the reply says, or which gap it is."""
        if isinstance(reply, Rating):
            return Said(float(reply.value))
        if isinstance(reply, Missing):
            return reply.cause
        read = self._chosen(evidence, answer, kind, reply)
        return read if isinstance(read, str) else said_by(reply, *read)

    def _chosen(
        self, evidence: Evidence, answer: Completion | None, kind: str, reply: Completion
    ) -> tuple[Choice, Framing] | str:
        """What a reply chose of which options, or why it chose nothing."""
        framing = self._framing(evidence, answer, kind)
        if framing is None:
            return "unknown"
        choice = evidence.once(choose, reply.text, framing, reasoning=kind.endswith(REASONING))
        return choice.value if isinstance(choice, Unread) else (choice, framing)

    def _framing(self, evidence: Evidence, answer: Completion | None, kind: str) -> Framing | None:
        """The framing that a kind was asked in, as its options are to be read."""
        name = _name(kind)
        if name == VERDICT.name and answer is not None:
            texts = (*(one.text for one in chat_shown(evidence)), answer.text)
            return evidence.once(asked_alone, VERDICT, texts)
        if name not in CLUSTERED or answer is None:
            return FRAMINGS.get(name)
        drawn = self._drawn(evidence)
        found = None if drawn is None else self._rivals(evidence, answer, drawn)
        if found is None or not found.texts:
            return None
        return _framed(evidence, answer, found)[CLUSTERED.index(name)]

    def _reads(self, kind: str, reply: Completion | Rating | Missing) -> bool:
        """Whether a reply counts: with fewer ratings what would not be asked does not."""
        return isinstance(reply, Rating) or _LEAST_RATINGS.get(_name(kind), 1) <= self.ratings


def _framed(evidence: Evidence, answer: Completion, found: Rivals) -> Sequence[Framing]:
    """The clustered question in its two orders."""
    return evidence.once(comparisons, evidence.question, answer.text, found.texts)


def _name(kind: str) -> str:
    return kind.removeprefix(PREFIX).removesuffix(REASONING)
