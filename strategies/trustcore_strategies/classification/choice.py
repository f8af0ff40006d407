"""Which label does a judge find right?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from trustcore import Absent, Answer, Ask, Completion, Evidence, Missing, Need, Samples, Signal
from trustcore.labels import reading_of
from trustcore.plugins.protocols import Measure
from trustcore.records.question import Question
from trustcore_strategies.classification.prompt import MOST_LABELS, label_framing, label_request
from trustcore_strategies.judging import SPARED, has_logprobs, reply_tokens
from trustcore_strategies.reflection.choices import Choice, Unread
from trustcore_strategies.reflection.framings import Framing, kind_of
from trustcore_strategies.reflection.parse import choose
from trustcore_strategies.reflection.tokens import Said, certainty, mean, said_by
from trustcore_strategies.settings import flag, signal_name, whole_number
from trustcore_strategies.texts import excerpt

ORDERS = ("label", "label-reversed")
"""What the kinds of the two asks say after the prefix: the labels as shown, and turned round."""

_MOST_RATINGS = 3
_MOST_SAMPLES = 20
_STAND_INS = ("yes", "no")
"""Labels of a question that is not known yet: what asking about them takes is known before."""

Read = tuple[Said, str] | str
"""What a reply says of the answer's label, in [0, 1], with the label that it names; or why none."""


@frozen
class LabelChoice:
    """Let a judge model choose among the labels, without the answer before its eyes.

    The labels have letters, and are shown in two orders, so that a judge that likes a letter more
    than the truth cancels itself. The signal is the mean probability of the answer's label, by the
    token log-probabilities of the letter where there are any; in [0, 1]. It stands in for
    "reflection" and asks no more than that: with `ratings` of 1 there is one order, in which the
    answer's label stands further back, and with 3 the other is asked for only where a sample has
    another label, or the first reply could not be read.

    Attributes:
        ratings: How much is asked, 0 to 3.
        reasoning: Whether the judge may reason before its choice.
        only_without_logprobs: Ask only if the answer has no token log-probabilities.
        alternatives: How many samples are looked at, 0 to 20; as many as other strategies draw cost
            nothing.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    ratings: int = field(default=_MOST_RATINGS, validator=whole_number(0, _MOST_RATINGS))
    reasoning: bool = field(default=False, validator=flag)
    only_without_logprobs: bool = field(default=False, validator=flag)
    alternatives: int = field(default=8, validator=whole_number(0, _MOST_SAMPLES))
    name: str = field(default="label_choice", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "correctness"

    def tuned(self, *, samples: int | None = None, ratings: int | None = None) -> LabelChoice:
        """Set how many samples are looked at, or how much is asked, then always."""
        return evolve(
            self,
            alternatives=self.alternatives if samples is None else samples,
            ratings=self.ratings if ratings is None else ratings,
            only_without_logprobs=self.only_without_logprobs and ratings is None,
        )

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer first, with the samples beside it; then the judge's choice.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        asked = evidence.settings
        if asked is None or not asked.constrain_outputs:
            return ()
        return self._needs(evidence, asked, both=self._both(evidence, asked))

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """What it wants where all samples have one label and every reply is read."""
        return self._needs(evidence, _with_labels(evidence), both=self.ratings == 2)

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """What it wants where samples have several labels, or a reply is not read."""
        return self._needs(evidence, _with_labels(evidence), both=self.ratings > 1)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The mean of what the replies say of the answer's label.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer, asked = evidence.answer, evidence.settings
        if self.ratings == 0:
            return Absent(self.name, "no ratings are wanted: `ratings` is 0", by_design=True)
        if answer is None or asked is None or not asked.constrain_outputs:
            return Absent(self.name, "the question has no labels", by_design=True)
        if self._spared(answer):
            return Absent(self.name, SPARED, by_design=True)
        read = list(self._read(evidence, answer, asked))
        known = [one for one in read if not isinstance(one, str)]
        if not known:
            gaps = "; ".join(one for one in read if isinstance(one, str))
            return Absent(self.name, f"the judge chose no label: {gaps or 'none asked'}")
        said = [one for one, _ in known]
        certain = certainty(said, len(read) - len(known))
        return Signal(self.name, mean(said), _said(known), certainty=certain)

    def _needs(self, evidence: Evidence, asked: Question, *, both: bool) -> Sequence[Need]:
        if self.ratings == 0:
            return ()
        answer = evidence.answer
        if answer is None:
            if self.only_without_logprobs:
                return (Answer(logprobs=0),)
            return (Answer(), *self._samples())
        if self._spared(answer):
            return ()
        framings = self._framings(evidence, answer, asked)
        return (
            *self._samples(),
            *(self._ask(evidence, one) for one in framings[: 1 + both]),
        )

    def _both(self, evidence: Evidence, asked: Question) -> bool:
        """Whether both orders are asked: where they are wanted, or one alone does not do."""
        answer = evidence.answer
        if answer is None or self.ratings == 2:
            return self.ratings == 2
        if self.ratings == 1:
            return False
        first = next(self._read(evidence, answer, asked), None)
        drawn = evidence.samples(self.alternatives) if self.alternatives else ()
        if drawn is None:
            return False
        own = _label(answer, asked)
        labels = {_label(one, asked) for one in drawn if isinstance(one, Completion)}
        return not self.alternatives or bool(labels - {own}) or isinstance(first, str)

    def _spared(self, answer: Completion) -> bool:
        return self.only_without_logprobs and has_logprobs(answer)

    def _samples(self) -> Sequence[Samples]:
        looked_at = self.ratings >= _MOST_RATINGS and self.alternatives > 0
        return (Samples(self.alternatives),) if looked_at else ()

    def _framings(
        self, evidence: Evidence, answer: Completion, asked: Question
    ) -> Sequence[Framing]:
        """Both orders: first the one in which the answer's label stands further back."""
        own = _label(answer, asked)
        labels = _shown(asked.constrain_outputs, own)
        orders = [
            label_framing(ORDERS[0], labels, own),
            label_framing(ORDERS[1], labels[::-1], own),
        ]
        return orders if labels.index(own) >= len(labels) / 2 else orders[::-1]

    def _ask(self, evidence: Evidence, framing: Framing) -> Ask:
        chat, reasoning = evidence.question, self.reasoning
        request = evidence.once(label_request, framing, chat, reasoning=reasoning)
        tokens = reply_tokens(reasoning=reasoning)
        return Ask(self._kind(framing), _about(framing), request, reply_tokens=tokens)

    def _kind(self, framing: Framing) -> str:
        return kind_of(framing.name, reasoning=self.reasoning)

    def _read(self, evidence: Evidence, answer: Completion, asked: Question) -> Iterator[Read]:
        """What each reply says that there is, the first asked first."""
        for framing in self._framings(evidence, answer, asked):
            reply = evidence.reply(self._kind(framing), _about(framing))
            if isinstance(reply, Missing):
                yield reply.reason
            elif isinstance(reply, Completion):
                choice = evidence.once(choose, reply.text, framing, reasoning=self.reasoning)
                yield _chosen(reply, choice, framing)


def _with_labels(evidence: Evidence) -> Question:
    asked = evidence.asked
    return asked if asked.constrain_outputs else evolve(asked, constrain_outputs=_STAND_INS)


def _label(one: Completion, asked: Question) -> str:
    found = reading_of(one.text, asked)
    assert found is not None  # noqa: S101  (whoever asks has labels)
    return found.label


def _shown(labels: Sequence[str], own: str) -> Sequence[str]:
    """The labels that a judge is shown: all, or the first with the last and the answer's."""
    if len(labels) <= MOST_LABELS:
        return labels
    kept = {*labels[: MOST_LABELS - 2], own, labels[-1]}
    return [one for one in labels if one in kept]


def _about(framing: Framing) -> str:
    return "\n".join(option.text for option in framing.options)


def _chosen(reply: Completion, choice: Choice | Unread, framing: Framing) -> Read:
    if isinstance(choice, Unread):
        return f"its reply was {choice.value}" if choice is Unread.EMPTY else "its reply named none"
    return said_by(reply, choice, framing), choice.option.text


def _said(known: Sequence[tuple[Said, str]]) -> str:
    chosen = list(dict.fromkeys(label for _, label in known))
    if len(chosen) == 1:
        return f"the judge chose {excerpt(chosen[0])}"
    first, second = map(excerpt, chosen[:2])
    return f"the judge chose {first}, and {second} in the other order"
