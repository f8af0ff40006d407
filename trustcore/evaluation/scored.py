"""Recorded answers, scored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from trustcore.evaluation.finals import Agreements, agreements
from trustcore.evaluation.formulas import formula_scores
from trustcore.evaluation.recorded import Recorded
from trustcore.evaluation.selection import Choice, choose
from trustcore.evaluation.views import our_view, plain_view
from trustcore.presets import Preset
from trustcore.records.chat import Missing
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Signal

TRUSTWORTHINESS = "trustworthiness"
"""The name of the combined score."""

_ASKED = ("candidate", "sample", "ask")
"""The kinds of nodes for which a language model writes something."""


@frozen
class Scored:
    """What is kept of a judged answer once it is scored.

    Attributes:
        question: Tells the question from others.
        correct: Whether the answer is right.
        scores: The combined score and the signals that were there, by name, each in [0, 1].
        formulas: What formulas of other methods say by our reading, by name; of any scale.
        plain: The same by a plain reading.
        finals: How far texts and recorded finals agree, where both are known.
        choice: Whether the answer that `best` returns is right, where that can be told.
        calls: How many answers and judge's replies the evidence holds.
    """

    question: str
    correct: bool
    scores: Mapping[str, float]
    formulas: Mapping[str, float] = field(factory=dict)
    plain: Mapping[str, float] = field(factory=dict)
    finals: Agreements | None = None
    choice: Choice | None = None
    calls: int = 0


Scorer = Callable[[Evidence], tuple[float | None, Sequence[Signal | Absent]]]
"""Gives the combined score of an answer, None where there is none, and its signals."""


def score_recorded(recorded: Recorded, scorer: Scorer, *, correct: bool) -> Scored:
    """Score one answer whose label is known."""
    combined, signals = scorer(recorded.evidence)
    return Scored(
        recorded.question, correct, _scores(combined, signals), calls=_calls(recorded.evidence)
    )


def score_with_preset(recorded: Recorded, preset: Preset, best: Preset, *, correct: bool) -> Scored:
    """Score one answer by a preset and by the formulas of other methods.

    Args:
        recorded: An answer whose label is known.
        preset: Gives the score, the signals, and the reading of texts.
        best: Chooses among the labelled answers.
        correct: The label.
    """
    evidence = recorded.evidence
    found = preset.assess(evidence)
    ours = our_view(evidence, found.signals, preset.components)
    return Scored(
        recorded.question,
        correct,
        _scores(found.score, found.signals),
        formula_scores(ours),
        formula_scores(plain_view(evidence, ours.rating)),
        agreements(recorded, preset.components, ours.agreement),
        choose(recorded, best),
        _calls(evidence),
    )


def _scores(combined: float | None, signals: Sequence[Signal | Absent]) -> Mapping[str, float]:
    scores = {} if combined is None else {TRUSTWORTHINESS: combined}
    return scores | {one.name: one.value for one in signals if isinstance(one, Signal)}


def _calls(evidence: Evidence) -> int:
    return sum(
        node[0] in _ASKED and not isinstance(finding, Missing)
        for node, finding in evidence.findings.items()
    )
