"""What an evaluation found, as records, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import asdict, frozen

COLUMNS = ("data set", "model", "n", "accuracy", "score", "AUROC", "95% interval", "AURC")
"""The heads of the table's columns."""


@frozen
class ScoreQuality:
    """How well one score tells right answers from wrong ones.

    Attributes:
        auroc: Area under the ROC curve in [0, 1]; higher is better, 0.5 is a coin. None where all
            answers are right or all are wrong.
        low: Lower end of its 95% interval.
        high: Upper end of its 95% interval.
        aurc: Area under the risk-coverage curve in [0, 1]; lower is better.
        n: How many answers have the score.
    """

    auroc: float | None
    low: float | None
    high: float | None
    aurc: float
    n: int


@frozen
class GroupResult:
    """The scores on one data set and model.

    Attributes:
        dataset: Where the questions come from.
        model: Which model answered.
        n: How many answers have a label.
        accuracy: Share of right ones among them.
        scores: By name: "trustworthiness", then each signal that was there.
    """

    dataset: str
    model: str
    n: int
    accuracy: float
    scores: Mapping[str, ScoreQuality]


@frozen
class Evaluation:
    """The scores on every data set and model.

    Attributes:
        results: In the order in which the recordings name them.
        unlabelled: How many questions were left out because nobody knows if the answer is right.
    """

    results: Sequence[GroupResult]
    unlabelled: int = 0

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON: `{"results": [...]}`."""
        return {"results": [asdict(result) for result in self.results]}


def table_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The cells of each row under `COLUMNS`; a group is named in its first row only."""
    for group in evaluation.results:
        heading = (group.dataset, group.model, str(group.n), f"{group.accuracy:.3f}")
        for name, quality in group.scores.items():
            yield (*heading, name, *_figures(quality))
            heading = ("", "", "", "")


def _figures(quality: ScoreQuality) -> tuple[str, str, str]:
    if quality.low is None or quality.high is None:
        between = "-"
    else:
        between = f"{quality.low:.3f} to {quality.high:.3f}"
    return _number(quality.auroc), between, _number(quality.aurc)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
