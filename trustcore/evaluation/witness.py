"""What a witness gains over one more sample, where recordings hold several models' answers.

For each ordered pair of models that answered the same questions of one data set, the first model's
answers are scored three times: with all their alternatives, with one alternative less and the other
model's answer as a witness (as many calls), and with all of them and the witness.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import evolve, field, frozen

from trustcore.evaluation.agreement import (
    EXPECT_NO_GAIN,
    agreement_rate,
    agreement_ratio,
    auto_weight,
)
from trustcore.evaluation.bootstrap import Interval, auroc_replicates, cluster_indices, interval
from trustcore.evaluation.metrics import Ranking
from trustcore.evaluation.recorded import Recorded
from trustcore.presets import Preset, witness_component
from trustcore.records.evidence import Evidence
from trustcore.records.role import WITNESS
from trustcore.records.signals import Absent, Signal
from trustcore.scoring import Component, assess
from trustcore.scoring.combine import combine, weighed

_LEAST = 50
"""Questions that models must have answered for a gain that tells, and all three for a weight."""

_Signals = Sequence[Signal | Absent]


@frozen
class WitnessGain:
    """What one model's answers gain for the scores of another's.

    Attributes:
        dataset: Where the questions come from.
        model: Whose answers are judged.
        witness: The other model.
        n: How many questions both answered, with a label of the judged answer.
        accuracy: Share of the judged answers that are right.
        witness_accuracy: The same of the witness's; None where nobody knows.
        auroc: Without a witness; None where all answers are right or all are wrong.
        equal_calls: AUROC gained by a witness in place of one alternative.
        low: Lower end of its 95% interval, by the paired bootstrap of questions.
        high: Upper end.
        one_more: AUROC gained by a witness beside all alternatives.
        weight: What `auto_weight` gives the witness; None with fewer than three models or 50
            questions.
    """

    dataset: str
    model: str
    witness: str
    n: int
    accuracy: float
    witness_accuracy: float | None
    auroc: float | None
    equal_calls: float | None
    low: float | None
    high: float | None
    one_more: float | None
    weight: float | None

    @property
    def tells(self) -> bool:
        """Whether there are enough questions to say anything."""
        return self.n >= _LEAST


@frozen
class _Answered:
    """One model's answers to the questions of a data set.

    Attributes:
        rows: By question.
        full: The signals with all alternatives, by question; those that have a label.
        fewer: The signals with one alternative less.
    """

    rows: dict[str, Recorded] = field(factory=dict)
    full: dict[str, _Signals] = field(factory=dict)
    fewer: dict[str, _Signals] = field(factory=dict)


def witness_gains(
    questions: Iterable[Recorded], preset: Preset, *, replicates: int = 1000, seed: int = 0
) -> Iterator[WitnessGain]:
    """The gain of every ordered pair of models that answered the same questions.

    Args:
        questions: Recorded answers of several models.
        preset: Scores them.
        replicates: How many times the bootstrap draws for an interval.
        seed: Equal seeds give equal intervals.
    """
    sets: dict[str, dict[str, _Answered]] = {}
    for one in questions:
        models = sets.setdefault(one.dataset, {})
        models.setdefault(one.model, _Answered()).rows.setdefault(one.question, one)
    component = witness_component(WITNESS)
    for dataset, models in sets.items():
        pairs = [
            (a, b) for a, b in permutations(models, 2) if models[a].rows.keys() & models[b].rows
        ]
        for model in dict.fromkeys(model for model, _ in pairs):
            _score(models[model], preset)
        said = {pair: _signals(models[pair[0]], models[pair[1]], component) for pair in pairs}
        for pair in pairs:
            names = [name for name in models if name not in pair]
            weight = _weight(said, pair, names)
            scores = _scores(models[pair[0]], said[pair], preset, component)
            yield _gain(dataset, pair, models, scores, weight, replicates, seed)


def _score(answered: _Answered, preset: Preset) -> None:
    for question, one in answered.rows.items():
        for evidence, kept in (
            (one.evidence, answered.full),
            (_fewer(one.evidence), answered.fewer),
        ):
            kept[question] = assess(evidence, preset.components, preset.combiner).signals


def _fewer(evidence: Evidence) -> Evidence:
    """The evidence without its last sample."""
    samples = [node for node in evidence.findings if node[0] == "sample"]
    last = max(samples, key=lambda node: int(str(node[2])), default=None)
    findings = {node: one for node, one in evidence.findings.items() if node != last}
    return evolve(evidence, findings=findings)


def _signals(
    judged: _Answered, witness: _Answered, component: Component
) -> dict[str, Signal | Absent]:
    """What the witness says of each question that both answered."""
    found: dict[str, Signal | Absent] = {}
    for question, one in judged.rows.items():
        other = witness.rows.get(question)
        answer = None if other is None else other.evidence.answer
        if answer is not None:
            findings = {**one.evidence.findings, ("witness", WITNESS): answer}
            evidence = evolve(one.evidence, findings=findings)
            (found[question],) = assess(evidence, (component,)).signals
    return found


_Scores = tuple[list[str], list[list[float]]]


def _scores(
    judged: _Answered,
    said: Mapping[str, Signal | Absent],
    preset: Preset,
    component: Component,
) -> _Scores:
    """The questions with a label, and their scores: alone, at equal calls, with one call more."""
    components = (*preset.components, component)
    kept = [one for one in said if judged.rows[one].correct is not None]

    def score(signals: _Signals, own: Sequence[Component]) -> float:
        found = combine(weighed(signals, own), preset.combiner).score
        return math.nan if found is None else found

    alone = [score(judged.full[one], preset.components) for one in kept]
    equal = [score((*judged.fewer[one], said[one]), components) for one in kept]
    more = [score((*judged.full[one], said[one]), components) for one in kept]
    return kept, [alone, equal, more]


def _gain(  # noqa: PLR0917  (what one row of the table is made of)
    dataset: str,
    pair: tuple[str, str],
    models: Mapping[str, _Answered],
    scores: _Scores,
    weight: float | None,
    replicates: int,
    seed: int,
) -> WitnessGain:
    judged, witness = (models[one].rows for one in pair)
    kept, columns = scores
    right = np.array([judged[one].correct is True for one in kept], dtype=np.bool_)
    labels = [witness[one].correct for one in kept]
    known = [one for one in labels if one is not None]
    rankings = [Ranking.of(np.array(column), right) for column in columns]
    alone, equal, more = (one.auroc() for one in rankings)
    low, high = _interval(rankings, kept, replicates, seed)
    return WitnessGain(
        dataset,
        pair[0],
        pair[1],
        len(kept),
        float(right.mean()) if kept else math.nan,
        sum(known) / len(known) if known else None,
        alone,
        _difference(equal, alone),
        low,
        high,
        _difference(more, alone),
        weight,
    )


def _interval(rankings: Sequence[Ranking], kept: Sequence[str], times: int, seed: int) -> Interval:
    if not kept:
        return None, None
    clusters = cluster_indices(kept)
    alone, equal = auroc_replicates(rankings[:2], clusters, replicates=times, seed=seed)
    return interval(equal - alone)


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _weight(
    said: Mapping[tuple[str, str], Mapping[str, Signal | Absent]],
    pair: tuple[str, str],
    thirds: Sequence[str],
) -> float | None:
    model, witness = pair
    both = [one for one in thirds if _enough(said, witness, one) and _enough(said, model, one)]
    if not both:
        return None
    rates = [[agreement_rate(_values(said[who, one])) for one in both] for who in (witness, model)]
    return auto_weight(agreement_ratio(*rates))


def _enough(
    said: Mapping[tuple[str, str], Mapping[str, Signal | Absent]], model: str, other: str
) -> bool:
    return len(_values(said.get((model, other), {}))) >= _LEAST


def _values(signals: Mapping[str, Signal | Absent]) -> list[float]:
    return [one.value for one in signals.values() if isinstance(one, Signal)]


def witness_rows(gains: Iterable[WitnessGain]) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `WITNESS_COLUMNS`."""
    for one in gains:
        between = (
            "-" if one.low is None or one.high is None else f"{one.low:+.3f} to {one.high:+.3f}"
        )
        yield (
            one.dataset,
            one.model,
            one.witness,
            str(one.n),
            f"{one.accuracy:.3f}",
            _number(one.witness_accuracy, ".3f"),
            _number(one.auroc, ".3f"),
            _number(one.equal_calls, "+.3f"),
            between,
            _number(one.one_more, "+.3f"),
            _advice(one.weight),
        )


def _advice(weight: float | None) -> str:
    hopeless = weight is not None and weight < auto_weight(EXPECT_NO_GAIN)
    return _number(weight, ".2f") + (" (expect no gain)" if hopeless else "")


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
