"""The tables of the model card, from a line for each answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from trustcore.evaluation.bootstrap import auroc_replicates, interval
from trustcore.evaluation.measures import measure_group
from trustcore.evaluation.metrics import Floats, Ranking
from trustcore.evaluation.report import ScoreQuality
from trustcore.evaluation.scored import TRUSTWORTHINESS, Scored

SIGNALS = ("consistency", "logprobs", "reflection")
REPLICATES = 1000
SEED = 1

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""The answers of each way of asking, over the same questions in the same order."""


def summary(rows: Rows) -> Iterator[str]:
    """All tables, in Markdown."""
    scored = {name: some for name, some in rows.items() if name != "greedy"}
    yield from _overall(scored)
    yield ""
    yield from map(_beside_signals, scored, scored.values())
    yield ""
    yield from (_fewer_errors(name, rows) for name in ("high", "best") if name in rows)
    yield ""
    yield from _kinds(rows)
    yield ""
    yield from _correlations(scored)


def _overall(rows: Rows) -> Iterator[str]:
    yield f"| preset | n | errors | score (95% interval) | {' | '.join(SIGNALS)} | AURC |"
    yield "|---|---|---|---|---|---|---|---|"
    for preset, some in rows.items():
        found = _measured(some)
        whole = found[TRUSTWORTHINESS]
        singles = [shown(found[name].auroc) if name in found else "-" for name in SIGNALS]
        cells = (f"{_wrong(some):.3f}", _between(whole), *singles, shown(whole.aurc))
        yield _line((preset, len(some), *cells))


def _beside_signals(preset: str, rows: Sequence[Row]) -> str:
    """The score's AUROC less that of the best signal alone, on the same draws of questions."""
    correct = np.array([row["right"] for row in rows])
    values = {name: _column(rows, name) for name in (TRUSTWORTHINESS, *SIGNALS)}
    rankings = {name: Ranking.of(one, correct) for name, one in values.items()}
    areas = {name: one.auroc() or 0.0 for name, one in rankings.items()}
    best = max(SIGNALS, key=lambda name: areas[name])
    clusters = np.arange(len(rows))
    pair = [rankings[TRUSTWORTHINESS], rankings[best]]
    drawn = auroc_replicates(pair, clusters, replicates=REPLICATES, seed=SEED)
    low, high = interval(drawn[0] - drawn[1])
    difference = areas[TRUSTWORTHINESS] - areas[best]
    return f"- `{preset}`: score less `{best}` {difference:+.3f} ({low:+.3f} to {high:+.3f})"


def _fewer_errors(preset: str, rows: Rows) -> str:
    """By how much a preset lowers the error rate of `base`, on the same draws of questions."""
    before, after = (
        np.array([not one["right"] for one in rows[name]]) for name in ("base", preset)
    )
    drawn = np.random.default_rng(SEED).integers(len(before), size=(REPLICATES, len(before)))
    ratios = after[drawn].mean(axis=1) / before[drawn].mean(axis=1) - 1
    low, high = np.quantile(ratios, (0.025, 0.975))
    change = after.mean() / before.mean() - 1
    return f"- `{preset}` against `base`: {change:+.0%} errors ({low:+.0%} to {high:+.0%})"


def _kinds(rows: Rows) -> Iterator[str]:
    """Shares of right answers by kind, and the score's AUROC within each kind at `medium`."""
    names = [name for name in ("greedy", "base", "high", "best") if name in rows]
    parts = {name: _by_kind(rows[name]) for name in names}
    yield _line(
        ("kind", "n", *(f"right, {name}" for name in names), "mean score", "AUROC at `medium`")
    )
    yield "|---|---|" + "---|" * len(names) + "---|---|"
    middle = []
    for kind, some in _by_kind(rows["medium"]).items():
        found = _measured(some)[TRUSTWORTHINESS]
        if 0.1 <= _wrong(some) <= 0.9 and found.auroc is not None:
            middle.append(found.auroc)
        right = [f"{1 - _wrong(parts[name][kind]):.3f}" for name in names]
        mean = f"{np.mean([row['score'] for row in some]):.2f}"
        yield _line((kind, len(some), *right, mean, _between(found)))
    yield ""
    many = f"{len(middle)} kinds that are right 10% to 90% of the time"
    yield f"Mean over the {many}: {shown(float(np.mean(middle)))}."


def _measured(rows: Sequence[Row]) -> Mapping[str, ScoreQuality]:
    answers = [_scored(row) for row in rows]
    return measure_group(answers, [one.question for one in answers], REPLICATES, SEED)[0].scores


def _between(found: ScoreQuality) -> str:
    if found.auroc is None:
        return "-"
    return f"{shown(found.auroc)} ({shown(found.low)}-{shown(found.high)})"


def _correlations(rows: Rows) -> Iterator[str]:
    """Spearman's rank correlations of the scores."""
    ranks = {name: ranks_of(_column(some, TRUSTWORTHINESS)) for name, some in rows.items()}
    yield _line(("Spearman", *ranks))
    yield "|---|" + "---|" * len(ranks)
    for name, mine in ranks.items():
        yield _line((name, *(f"{np.corrcoef(mine, one)[0, 1]:.3f}" for one in ranks.values())))


def ranks_of(values: Floats) -> Floats:
    """Ranks from 0; ties have their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[inverse]


def _by_kind(rows: Sequence[Row]) -> dict[str, list[Row]]:
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(row)
    return kinds


def _wrong(rows: Sequence[Row]) -> float:
    return sum(not row["right"] for row in rows) / len(rows)


def _column(rows: Sequence[Row], name: str) -> Floats:
    return np.array([_scored(row).scores.get(name, np.nan) for row in rows], dtype=np.float64)


def _scored(row: Row) -> Scored:
    return Scored(row["question"], row["right"], {TRUSTWORTHINESS: row["score"], **row["signals"]})


def shown(value: float | None) -> str:
    """A figure in [0, 1] with three digits."""
    return "-" if value is None else f"{value:.3f}".removeprefix("0")


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
