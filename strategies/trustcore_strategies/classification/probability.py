"""How probable did the model find the label of its answer, among all labels?"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from trustcore import Absent, Answer, Evidence, Need, Signal
from trustcore.labels import label_of
from trustcore.plugins.protocols import Measure
from trustcore.records.label import Label
from trustcore_strategies.settings import signal_name, whole_number
from trustcore_strategies.texts import excerpt


@frozen
class LabelProbability:
    """How probable the model found the label of its answer, in [0, 1].

    The log-probabilities of the alternatives to the label's first tokens, renormalised over the
    labels: the same as `result.label.probabilities`.

    Attributes:
        alternatives: How many alternatives to each token to ask for, 1 to 20.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    alternatives: int = field(default=10, validator=whole_number(1, 20))
    name: str = field(default="label_probability", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "likelihood"

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer, with its log-probabilities."""
        return (Answer(logprobs=self.alternatives),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """The probability of the label that the answer was read as.

        Raises:
            EvidenceMissing: When the answer could not be had.
        """
        answer = evidence.answer
        label = None if answer is None else label_of(answer, evidence.settings)
        if answer is None or label is None:
            return Absent(self.name, "the question has no labels", by_design=True)
        if label.matched == "fallback":
            return Absent(self.name, "no label could be read from the answer")
        if answer.logprobs is None:
            return Absent(self.name, "the answer has no log-probabilities: the API gave none")
        if label.probabilities is None:
            return Absent(self.name, "the label's tokens have no alternatives that tell")
        return Signal(self.name, label.probabilities[label.value], _reason(label))


def _reason(label: Label) -> str:
    known = dict(label.probabilities or {})
    own = known.pop(label.value)
    other, share = max(known.items(), key=lambda entry: entry[1])
    next_comes = f"next comes {excerpt(other)} with {share:.0%}"
    return f"the model found its label {own:.0%} probable; {next_comes}"
