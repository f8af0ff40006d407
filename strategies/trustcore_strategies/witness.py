"""Does another model say the same? The answer beside that of a witness."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from attrs import Attribute, Factory, evolve, field, frozen

from trustcore import (
    Absent,
    Answer,
    Completion,
    Embeddings,
    Evidence,
    Missing,
    Need,
    Signal,
)
from trustcore.errors import ArgumentError
from trustcore.records.needs import WitnessAnswer
from trustcore.records.role import WITNESS, is_witness
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.plainly import other_model
from trustcore_strategies.settings import signal_name
from trustcore_strategies.similarity import (
    Similarity,
    TextSimilarity,
    embedding,
    similarity,
    similarity_of,
)
from trustcore_strategies.texts import AGREES, PARTLY, comparison_of, excerpt


def _role(_: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not is_witness(value):
        raise ArgumentError('witness: role must be "witness" or "witness/NAME"', attribute.name)


@frozen
class Witness:
    """How far the answer agrees with the answer of another model, in [0, 1].

    One answer of the witness stands beside all candidates. With a threshold it is asked only where
    what it says can change the decision. A witness that could not be had, or gives no answer, is
    absent; nothing takes its place.

    Attributes:
        role: Which witness: "witness", or "witness/NAME" where there are several.
        similarity: What agreement is, as in `Consistency`.
        name: Name of the signal; by default the role.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    role: str = field(default=WITNESS, validator=_role)
    similarity: str | TextSimilarity = field(default="auto", validator=similarity)
    name: str = field(
        default=Factory(lambda self: self.role, takes_self=True), validator=signal_name
    )

    def tuned(self, *, similarity: str | TextSimilarity) -> Witness:
        return evolve(self, similarity=similarity)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answers of both at once, or the witness's once the decision depends on it."""
        decision = evidence.decision
        if decision is not None and not decision.depends:
            return (Answer(),)
        wanted: tuple[Need, ...] = (Answer(), WitnessAnswer(self.role))
        return (*wanted, *self._embeddings(evidence)) if self._compare is embedding else wanted

    # What it asks for hangs on whether both texts are equal, and a dry run tries both.
    least = needs
    most = needs

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Compare the answer with the witness's.

        Raises:
            EvidenceMissing: When the answer or an embedding could not be had.
        """
        answer, said = evidence.answer, evidence.witness(self.role)
        if answer is None or said is None:
            return Absent(self.name, f"the {self.role} was not asked", by_design=True)
        comparison = comparison_of(evidence)
        gap = self._gap(said, comparison)
        if gap or isinstance(said, Missing):
            return Absent(self.name, gap)
        agreement = self._compare(evidence, comparison)(answer.text, said.text)
        if agreement is None:
            return Absent(self.name, f"the answer of the {self.role} could not be compared")
        value = min(1.0, agreement)
        final = excerpt(comparison.reading(said.text).final)
        reason = f"the {self.role} {_verdict(value)}: it says {final}"
        plain = other_model(value, comparison.reading(said.text).final)
        return Signal(self.name, value, reason, plain)

    @cached_property
    def _compare(self) -> Similarity:
        return similarity_of(self.similarity)

    def _gap(self, said: Completion | Missing, comparison: Comparison) -> str:
        """Why what a witness said is no answer; empty where it is one."""
        if isinstance(said, Missing):
            return f"the {self.role} gave no answer: {said.reason}"
        if not said.text.strip():
            return f"the {self.role} gave no answer: its reply was empty"
        if comparison.unfinished(said.text):
            return f"the {self.role} gave no answer: its reply was cut before it"
        if comparison.reading(said.text).refusal:
            return f"the {self.role} gave no answer: it says {excerpt(said.text)}"
        return ""

    def _embeddings(self, evidence: Evidence) -> Sequence[Need]:
        said = evidence.witness(self.role)
        texts = [one.text for one in (evidence.answer, said) if isinstance(one, Completion)]
        both = tuple(dict.fromkeys(filter(None, texts))) if len(texts) == 2 else ()
        return (Embeddings(both),) if both else ()


def _verdict(value: float) -> str:
    if value >= AGREES:
        return "agrees"
    return "agrees in part" if value >= PARTLY else "disagrees"
