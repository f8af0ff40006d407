"""Custom strategies as a user writes them: checked by mypy and pyright, run by nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Evidence,
    EvidenceMissing,
    Message,
    Missing,
    Need,
    Preset,
    Request,
    Samples,
    Signal,
    Strategy,
    register_strategy,
)
from trustcore.plugins.protocols import Measure, MeasuringStrategy, TunableStrategy
from trustcore.scoring import Combination, Combiner, Component, Part, register_combiner


@register_strategy("typing-length")
@frozen
class Length:
    """A frozen attrs class: its name is a field."""

    limit: int = 100
    name: str = "length"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        return (Answer(logprobs=0), Samples(3, temperature=0.7))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        if evidence.answer is None:
            raise EvidenceMissing("no answer")
        longest = max((len(one.text) for one in evidence.alternatives), default=0)
        if longest == 0:
            return Absent(self.name, "no alternatives")
        return Signal(self.name, min(1.0, self.limit / longest), "how long they are")


class Judged:
    """A plain class: its name is a plain attribute; adaptive, with a judge of its own wording."""

    def __init__(self, question: str = "Is this polite? Reply yes or no.") -> None:
        self.name = "judged"
        self._question = question

    def needs(self, evidence: Evidence) -> list[Need]:
        answer = evidence.answer
        if answer is None:
            return [Answer()]
        drawn: tuple[Completion | Missing, ...] | None = evidence.samples(2)
        if drawn is None:
            return [Samples(2)]
        request = Request((Message("user", self._question), Message("user", answer.text)))
        return [Samples(2), Ask("judged/polite", answer.text, request)]

    def assess(self, evidence: Evidence) -> Signal | Absent:
        replies = evidence.replies("judged/")
        yes = [isinstance(one, Completion) and "yes" in one.text for one in replies.values()]
        return Signal(self.name, sum(yes) / len(yes)) if yes else Absent(self.name, "no reply")


class Tuned(Judged):
    """Says what it measures, and which knobs options can set."""

    measures: Measure = "correctness"

    def tuned(self, *, ratings: int | None = None, samples: int | None = None) -> Tuned:
        return Tuned(f"{ratings} {samples}")


class Lowest:
    """A combination of one's own."""

    name = "lowest"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float]) -> Combination:
        least = min(present, key=lambda part: part.value)
        return Combination(least.value, (least.contribution(share=1.0),))


def registered() -> None:
    register_strategy("typing-judged")(Judged)
    register_combiner("typing-lowest")(Lowest)


tunable: TunableStrategy = Tuned()
measuring: MeasuringStrategy = Tuned()
combiner: Combiner = Lowest()
preset = Preset("mine", 1, (Component(Tuned(), weight=0.5),), combiner=combiner)


mine: list[Strategy] = [Length(limit=5), Judged()]
signal: Signal | Absent = mine[0].assess(Evidence.of("?", "an answer", ["a sample"]))
