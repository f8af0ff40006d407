"""What an evaluation found, as records and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict, field, frozen

from trustcore.evaluation.curves import Curves

LEAST_OF_EACH = 5
"""Right and wrong answers that a group must have to count in means over groups."""


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
        aupr: Area under the precision-recall curve for right answers, in [0, 1]; None where none
            is right.
        prr: Prediction rejection ratio, at most 1; 0 is chance. None as for `auroc`.
        accuracy_80: Accuracy of the 80% most trusted answers, in [0, 1].
        ece: Expected calibration error in [0, 1] over bins of equal mass; lower is better.
        ece_floor: What `ece` would be by chance if scores were the probabilities of being right.
    """

    auroc: float | None
    low: float | None
    high: float | None
    aurc: float
    n: int
    aupr: float | None = None
    prr: float | None = None
    accuracy_80: float | None = None
    ece: float | None = None
    ece_floor: float | None = None


@frozen
class Difference:
    """The AUROC of the combined score minus that of something else, on the same answers.

    Attributes:
        name: What is compared: a formula of another method, or a signal of ours alone.
        reading: "ours" when it is given our reading of texts, "plain" when exact match and overlap
            of words, "signal" for a signal of ours.
        value: Above 0 where ours is better; of several groups their mean.
        low: Lower end of the 95% interval by question; None where no draw has both classes.
        high: Its upper end.
        groups: How many groups of data set and model it is about.
    """

    name: str
    reading: str
    value: float
    low: float | None
    high: float | None
    groups: int = 1


@frozen
class FinalsQuality:
    """Agreement of texts by our reading beside agreement of the source's final answers.

    Attributes:
        texts: AUROC of our reading.
        finals: AUROC of the recorded finals.
        low: Lower end of the 95% interval of texts minus finals.
        high: Its upper end; below 0 when the finals beat our reading.
        n: How many answers have both.
    """

    texts: float
    finals: float
    low: float | None
    high: float | None
    n: int

    @property
    def beaten(self) -> bool:
        """Whether the finals beat our reading, and not by chance."""
        return self.high is not None and self.high < 0


@frozen
class Selection:
    """Errors of the answers that `best` returns beside those of the first answers.

    Attributes:
        first: Error rate of the first answers, in [0, 1].
        chosen: Error rate of the chosen ones.
        reduction: Relative error reduction, `1 - chosen / first`; None where nothing was wrong.
        low: Lower end of its 95% interval.
        high: Its upper end.
        n: How many questions have several labelled answers.
        groups: How many groups it is about.
    """

    first: float
    chosen: float
    reduction: float | None
    low: float | None
    high: float | None
    n: int
    groups: int = 1


@frozen
class GroupResult:
    """The scores on one data set and model.

    Attributes:
        dataset: Where the questions come from.
        model: Which model answered.
        n: How many answers have a label.
        accuracy: Share of right ones among them.
        scores: By name: "trustworthiness", then each signal that was there.
        calls: Answers and judge's replies per question in the evidence.
        differences: The combined score beside formulas and signals.
        finals: Our reading beside recorded finals; None where no source has both.
        selection: Errors of `best` beside `base`; None where that cannot be told.
        curves: What plots are drawn from, of the combined score; None where there is none.
    """

    dataset: str
    model: str
    n: int
    accuracy: float
    scores: Mapping[str, ScoreQuality]
    calls: float = 0.0
    differences: Sequence[Difference] = ()
    finals: FinalsQuality | None = None
    selection: Selection | None = None
    curves: Curves | None = field(default=None, repr=False)

    @property
    def tells(self) -> bool:
        """Whether there are enough right and wrong answers to count in a mean over groups."""
        right = round(self.n * self.accuracy)
        return min(right, self.n - right) >= LEAST_OF_EACH

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, without the curves."""
        return asdict(self, filter=lambda attribute, _: attribute.name != "curves")


@frozen
class Evaluation:
    """The scores on every data set and model.

    Attributes:
        results: In the order in which the recordings name them.
        unlabelled: How many questions were left out because nobody knows if the answer is right.
        pooled: Differences in the mean over all groups with five right and five wrong answers.
        selection: Errors of `best` beside `base` in the mean over all groups that tell.
    """

    results: Sequence[GroupResult]
    unlabelled: int = 0
    pooled: Sequence[Difference] = ()
    selection: Selection | None = None

    @property
    def warnings(self) -> Sequence[str]:
        """What whoever reads the figures should know first, a line each."""
        lines = [
            f"{one.dataset} of {one.model}: the recorded finals tell right from wrong better than "
            f"our reading of the texts does (AUROC {one.finals.finals:.3f}, ours "
            f"{one.finals.texts:.3f}); look at texts where they differ"
            for one in self.results
            if one.finals is not None and one.finals.beaten
        ]
        if self.unlabelled:
            lines.append(f"{self.unlabelled} answers have no label and were left out")
        return lines

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "results": [result.to_dict() for result in self.results],
            "pooled": [asdict(one) for one in self.pooled],
            "selection": None if self.selection is None else asdict(self.selection),
            "warnings": list(self.warnings),
        }
