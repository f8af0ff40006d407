"""Every figure about the scores on the groups of one data set, from shared bootstrap draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np  # noqa: TID253  (whoever imports this module wants numpy)
from attrs import frozen

from trustcore.evaluation.bootstrap import auroc_replicates, interval
from trustcore.evaluation.curves import Curves
from trustcore.evaluation.formulas import MEAN_OF_RANKS
from trustcore.evaluation.metrics import Bools, Floats, Ranking
from trustcore.evaluation.reliability import Reliability, reliability
from trustcore.evaluation.report import Difference, FinalsQuality, GroupResult, ScoreQuality
from trustcore.evaluation.scored import TRUSTWORTHINESS, Scored

_COVERAGE = 0.8
_HISTOGRAM_BINS = 20
_MOST_POINTS = 200


@frozen
class Gap:
    """A difference with its bootstrap replicates, to be pooled over groups."""

    difference: Difference
    replicates: Floats


@frozen
class _Pair:
    """Two scores over the answers that have both."""

    name: str
    reading: str
    ours: Ranking
    other: Ranking

    @classmethod
    def of(
        cls, name: str, reading: str, ours: Floats, other: Floats, correct: Bools
    ) -> _Pair | None:
        """None where the answers that have both are all right or all wrong."""
        both = ~np.isnan(ours) & ~np.isnan(other)
        if len(set(correct[both].tolist())) < 2:
            return None
        rankings = [Ranking.of(np.where(both, one, np.nan), correct) for one in (ours, other)]
        return cls(name, reading, *rankings)

    def value(self) -> float:
        ours, other = self.ours.auroc(), self.other.auroc()
        assert ours is not None  # noqa: S101  (both classes are there)
        assert other is not None  # noqa: S101  (likewise)
        return ours - other


def measure_group(
    answers: Sequence[Scored], clusters: Sequence[str], replicates: int, seed: int
) -> tuple[GroupResult, Sequence[Gap]]:
    """Measure the scores on one data set and model.

    Args:
        answers: Of one data set and model; at least one.
        clusters: The questions of all groups of the data set: groups with the same questions share
            their draws, so that pooling does not count a question twice.
        replicates: How many times the bootstrap draws questions.
        seed: Equal seeds give equal intervals.

    Returns:
        The figures, under an empty name, and the differences.
    """
    numbers = {question: index for index, question in enumerate(dict.fromkeys(clusters))}
    rows = _Rows(answers, numbers)
    scores, pairs, finals = rows.rankings(), rows.pairs(), rows.finals()
    compared = [one for pair in (*pairs, *finals) for one in (pair.ours, pair.other)]
    areas = rows.replicates((*scores.values(), *compared), replicates, seed)
    gaps = _gaps((*pairs, *finals), areas[len(scores) :])
    ours = scores.get(TRUSTWORTHINESS)
    result = GroupResult(
        "",
        "",
        len(answers),
        float(rows.correct.mean()),
        {
            name: _quality(ranking, row, seed)
            for (name, ranking), row in zip(scores.items(), areas, strict=False)
        },
        float(np.mean([one.calls for one in answers])),
        [gap.difference for gap in gaps[: len(pairs)]],
        _finals(finals, gaps[len(pairs) :]),
        curves=None if ours is None else curves_of(ours, reliability(ours, seed=seed)),
    )
    return result, gaps[: len(pairs)]


class _Rows:
    """The answers of one group as columns, among the questions of their data set."""

    def __init__(self, answers: Sequence[Scored], numbers: Mapping[str, int]) -> None:
        self.answers = answers
        self.correct = np.array([one.correct for one in answers])
        self._clusters = np.array([numbers[one.question] for one in answers], dtype=np.intp)
        self._questions = len(numbers)

    def replicates(self, rankings: Sequence[Ranking], replicates: int, seed: int) -> Floats:
        """Of each ranking, from the draws that all groups of the data set have."""
        return auroc_replicates(
            rankings,
            self._clusters,
            questions=self._questions,
            replicates=replicates,
            seed=seed,
        )

    def rankings(self) -> Mapping[str, Ranking]:
        """The combined score and the signals."""
        columns = _columns([one.scores for one in self.answers])
        return {name: Ranking.of(column, self.correct) for name, column in columns.items()}

    def pairs(self) -> Sequence[_Pair]:
        """The combined score beside formulas and signals."""
        scores = dict(_columns([one.scores for one in self.answers]))
        ours = scores.pop(TRUSTWORTHINESS, None)
        if ours is None:
            return ()
        own = _columns([one.formulas for one in self.answers])
        ranks = {MEAN_OF_RANKS: mean_of_ranks(list(scores.values()))} if len(scores) > 1 else {}
        named = {
            "ours": {**own, **ranks},
            "signal": scores,
            "plain": _columns([one.plain for one in self.answers]),
        }
        found = [
            _Pair.of(name, reading, ours, column, self.correct)
            for reading, columns in named.items()
            for name, column in columns.items()
        ]
        return [pair for pair in found if pair is not None]

    def finals(self) -> Sequence[_Pair]:
        """Our reading of texts beside recorded finals; at most one pair."""
        both = [one.finals for one in self.answers]
        texts = np.array([np.nan if one is None else one.texts for one in both])
        finals = np.array([np.nan if one is None else one.finals for one in both])
        pair = _Pair.of("recorded finals", "ours", texts, finals, self.correct)
        return [] if pair is None else [pair]


def mean_of_ranks(columns: Sequence[Floats]) -> Floats:
    """The mean rank of each answer among all, in [0, 1], over the signals that it has."""
    ranks = np.full((len(columns), len(columns[0])), np.nan)
    for row, column in enumerate(columns):
        ranking = Ranking.of(column, np.zeros(len(column), dtype=bool))
        sizes = np.diff(ranking.starts, append=ranking.n)
        middles = np.repeat(ranking.starts + (sizes - 1) / 2, sizes)
        ranks[row, ranking.rows] = middles / max(1, ranking.n - 1)
    known = (~np.isnan(ranks)).sum(axis=0)
    total = np.nansum(ranks, axis=0)
    means: Floats = np.divide(total, known, out=np.full(len(total), np.nan), where=known > 0)
    return means


def curves_of(ranking: Ranking, reliable: Reliability) -> Curves:
    """The curves of one score in [0, 1]."""
    coverage = np.arange(1, ranking.n + 1) / ranking.n
    edges = np.linspace(0, 1, _HISTOGRAM_BINS + 1)
    counts = [
        np.histogram(ranking.scores[ranking.correct == label], edges)[0] for label in (True, False)
    ]
    return Curves(
        _thinned(coverage, ranking.risks()),
        _thinned(*ranking.roc()),
        tuple(zip(reliable.scores, reliable.accuracies, strict=True)),
        tuple(counts[0].tolist()),
        tuple(counts[1].tolist()),
    )


def _thinned(x: Floats, y: Floats) -> tuple[tuple[float, float], ...]:
    picked = np.unique(np.linspace(0, len(x) - 1, min(len(x), _MOST_POINTS)).round().astype(int))
    return tuple(zip(x[picked].tolist(), y[picked].tolist(), strict=True))


def _gaps(pairs: Sequence[_Pair], areas: Floats) -> list[Gap]:
    gaps = []
    for pair, ours, other in zip(pairs, areas[::2], areas[1::2], strict=True):
        low, high = interval(ours - other)
        found = Difference(pair.name, pair.reading, pair.value(), low, high)
        gaps.append(Gap(found, ours - other))
    return gaps


def _finals(pairs: Sequence[_Pair], gaps: Sequence[Gap]) -> FinalsQuality | None:
    for pair, gap in zip(pairs, gaps, strict=True):
        finals = pair.other.auroc() or 0.0
        found = gap.difference
        return FinalsQuality(found.value + finals, finals, found.low, found.high, pair.ours.n)
    return None


def _quality(ranking: Ranking, replicates: Floats, seed: int) -> ScoreQuality:
    low, high = interval(replicates)
    reliable = reliability(ranking, seed=seed)
    return ScoreQuality(
        ranking.auroc(),
        low,
        high,
        ranking.aurc(),
        ranking.n,
        ranking.aupr(),
        ranking.prr(),
        ranking.accuracy_at(_COVERAGE),
        reliable.ece,
        reliable.floor,
    )


def _columns(scores: Sequence[Mapping[str, float]]) -> Mapping[str, Floats]:
    names = dict.fromkeys(name for one in scores for name in one)
    return {
        name: np.array([one.get(name, np.nan) for one in scores], dtype=np.float64)
        for name in names
    }
