"""The tables of an evaluation: heads, and rows of cells."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from trustcore.evaluation.report import (
    Difference,
    Evaluation,
    GroupResult,
    ScoreQuality,
    Selection,
)

COLUMNS = (
    "data set", "model", "n", "accuracy", "calls", "score", "AUROC", "95% interval", "AUPR", "PRR",
    "AURC", "accuracy of 80%", "ECE", "ECE floor",
)  # fmt: skip
"""The heads of the table of groups."""

DIFFERENCE_COLUMNS = ("compared with", "reading", "groups", "difference of AUROC", "95% interval")
"""The heads of the table of differences."""

FINALS_COLUMNS = ("data set", "model", "n", "our reading", "recorded finals", "95% of difference")
"""The heads of the table of finals."""

SELECTION_COLUMNS = (
    "data set", "model", "n", "error of the first", "error of best", "reduction", "95% interval",
)  # fmt: skip
"""The heads of the table of selections."""


FIT_COLUMNS = ("signal", "weight before", "link before", "weight fitted", "link fitted")
"""The heads of the table of links and weights."""

LEFT_OUT_COLUMNS = (
    "left out", "model", "n", "AUROC fitted to the others", "difference from the preset",
    "95% interval",
)  # fmt: skip
"""The heads of the table of sources left out."""

WITNESS_COLUMNS = (
    "data set",
    "model",
    "witness",
    "n",
    "accuracy",
    "witness's",
    "AUROC",
    "equal calls",
    "95% interval",
    "one call more",
    "weight",
)
"""The heads of the columns of a witness's gain."""

WITNESS_TITLE = "A witness in place of one alternative (equal calls), and beside all alternatives:"


def table_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `COLUMNS`; a group is named in its first row only."""
    for group in evaluation.results:
        accuracy, calls = f"{group.accuracy:.3f}", f"{group.calls:.1f}"
        heading = (group.dataset, group.model, str(group.n), accuracy, calls)
        for name, quality in group.scores.items():
            yield (*heading, name, *_figures(quality))
            heading = ("", "", "", "", "")


def difference_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `DIFFERENCE_COLUMNS`: the mean over groups."""
    for one in evaluation.pooled:
        yield one.name, one.reading, str(one.groups), signed(one.value), _signed_interval(one)


def finals_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `FINALS_COLUMNS`, of the groups that have finals."""
    for group in evaluation.results:
        found = group.finals
        if found is not None:
            between = _between(signed(found.low), signed(found.high))
            figures = (f"{found.texts:.3f}", f"{found.finals:.3f}", between)
            yield (group.dataset, group.model, str(found.n), *figures)


def selection_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `SELECTION_COLUMNS`; the mean of all groups comes last."""
    for group in evaluation.results:
        if group.selection is not None:
            yield (group.dataset, group.model, *_selection(group.selection))
    if evaluation.selection is not None:
        heading = ("all", f"{evaluation.selection.groups} groups")
        yield (*heading, *_selection(evaluation.selection))


def left_out_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `LEFT_OUT_COLUMNS`; the mean of all groups comes last."""
    for group in evaluation.results:
        score = group.scores.get("trustworthiness")
        auroc = _number(None if score is None else score.auroc)
        for one in group.differences:
            figures = (auroc, signed(one.value), _signed_interval(one))
            yield (group.dataset, group.model, str(group.n), *figures)
    told = ((group.n, _told(group)) for group in evaluation.results)
    counted = [(n, auroc) for n, auroc in told if auroc is not None]
    for one in evaluation.pooled:
        heading = ("all", f"{one.groups} groups", str(sum(n for n, _ in counted)))
        mean = _number(fmean(auroc for _, auroc in counted) if counted else None)
        yield (*heading, mean, signed(one.value), _signed_interval(one))


def _told(group: GroupResult) -> float | None:
    """The AUROC of a group that counts in a mean; None of too few answers, or without a score."""
    score = group.scores.get("trustworthiness") if group.tells else None
    return None if score is None else score.auroc


def signed(value: float | None) -> str:
    """A difference with its sign; a dash where there is none."""
    return "-" if value is None else f"{value:+.4f}"


def _selection(found: Selection) -> tuple[str, ...]:
    between = _between(_percent(found.low), _percent(found.high))
    errors = (f"{found.first:.3f}", f"{found.chosen:.3f}")
    return (str(found.n), *errors, _percent(found.reduction), between)


def _figures(quality: ScoreQuality) -> tuple[str, ...]:
    rest = (
        quality.aupr,
        quality.prr,
        quality.aurc,
        quality.accuracy_80,
        quality.ece,
        quality.ece_floor,
    )
    between = _between(_number(quality.low), _number(quality.high))
    return (_number(quality.auroc), between, *map(_number, rest))


def _signed_interval(one: Difference) -> str:
    return _between(signed(one.low), signed(one.high))


def _between(low: str, high: str) -> str:
    return "-" if "-" in (low, high) else f"{low} to {high}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:+.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
