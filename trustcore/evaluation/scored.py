"""Recorded answers, scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from trustcore.evaluation.recorded import Recorded
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal

Scorer = Callable[[Evidence], tuple[float | None, Sequence[Signal | Absent]]]
"""Gives the combined score of an answer, None where there is none, and its signals."""

TRUSTWORTHINESS = "trustworthiness"
"""The name of the combined score."""


@frozen
class Scored:
    """What is kept of a judged answer once it is scored.

    Attributes:
        question: Tells the question from others.
        correct: Whether the answer is right.
        scores: The combined score and the signals that were there, by name, each in [0, 1].
    """

    question: str
    correct: bool
    scores: Mapping[str, float]


def score_recorded(recorded: Recorded, scorer: Scorer, *, correct: bool) -> Scored:
    """Score one answer whose label is known."""
    combined, signals = scorer(recorded.evidence)
    scores = {} if combined is None else {TRUSTWORTHINESS: combined}
    scores |= {signal.name: signal.value for signal in signals if isinstance(signal, Signal)}
    return Scored(recorded.question, correct, scores)
