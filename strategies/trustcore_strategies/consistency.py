"""Does the model contradict itself? The answer beside every alternative."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from trustcore import (
    Absent,
    Answer,
    Completion,
    Embeddings,
    Evidence,
    Missing,
    Need,
    Samples,
    Signal,
    SignalPart,
)
from trustcore.plugins.protocols import Measure
from trustcore_strategies.adaptive import foreseen
from trustcore_strategies.agreement_reasons import (
    ALL_THE_SAME,
    ANY_IS_RIGHT,
    CUT,
    MAY_NOT_SAMPLE,
    NO_COMPARER,
    certainty_of,
    no_alternatives,
    reason_of,
)
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.agreeing_parts import agreeing_parts
from trustcore_strategies.comparers.asking import JUDGING, MOST_ASKS, dearest_asks, judged_comparer
from trustcore_strategies.comparers.judged import JudgedComparer
from trustcore_strategies.comparers.pair_questions import MEANING
from trustcore_strategies.comparers.writing import Writing, writing_of
from trustcore_strategies.plainly import tries
from trustcore_strategies.settings import signal_name, temperature, whole_number
from trustcore_strategies.similarity import (
    Similarity,
    TextSimilarity,
    embedding,
    similarity,
    similarity_of,
    text_measure,
)
from trustcore_strategies.texts import comparison_of

_SHORT = 100
"""Characters up to which a model that samples may well write the same answer again and again."""

_LITTLE = 0.625
"""What equal short samples say where nobody knows whether the model samples: a quarter of the way
from nothing, 0.5, to full agreement. On its own it is no reason to trust."""


@frozen
class Consistency:
    """How far the answer agrees with all alternatives: other candidates, and samples of its own.

    The signal is the mean agreement over every alternative, in [0, 1]. It is less certain where
    alternatives could not be had or compared, the more so the fewer are left.

    Attributes:
        samples: How many samples to draw, 0 to 20; with 0 only other candidates are compared.
        similarity: What agreement is. "auto": by the kind of the answers: calls of tools as calls,
            JSON of a given form, tables, CSV and XML by their values, labels as "label", programs
            as "code", prose of more than 25 words and what a question wants said in words as
            "meaning", anything else as "answer"; nothing is told of poems, titles or examples, of
            which many are right; "answer": the final answers are
            found in the texts and compared as options, numbers, formulas or words; "label": the
            labels that they name; "code": the programs' behaviour, and "meaning": what is said, by
            what a judge says where form and values do not tell; "string": the F1 of the words of
            the whole texts; "embedding": the cosine of the texts' embeddings; else a name given to
            `register_similarity`, or a function of two texts that gives a number in [0, 1], None
            where it cannot tell.
        asks: How many alternatives of an item a judge is asked about at most, 0 to 4, one by one;
            the presets that draw samples have 4.
        meaning: How "auto" compares long prose: "meaning", or another measure that asks no judge, a
            name or a function.
        temperature: Sampling temperature of the alternatives; None leaves it to the API.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    samples: int = field(default=8, validator=whole_number(0, 20))
    similarity: str | TextSimilarity = field(default="auto", validator=similarity)
    asks: int = field(default=0, validator=whole_number(0, MOST_ASKS), kw_only=True)
    meaning: str | TextSimilarity = field(default="meaning", validator=text_measure, kw_only=True)
    temperature: float | None = field(default=1.0, validator=temperature)
    name: str = field(default="consistency", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "agreement"

    @property
    def has_parts(self) -> bool:
        return True

    def tuned(
        self,
        *,
        samples: int | None = None,
        similarity: str | TextSimilarity | None = None,
        ratings: int | None = None,
    ) -> Consistency:
        """Set how many samples are drawn, how they are compared; with `ratings` 0 by no judge."""
        return evolve(
            self,
            samples=self.samples if samples is None else samples,
            similarity=self.similarity if similarity is None else similarity,
            asks=0 if ratings == 0 else self.asks,
        )

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer and the samples at once; when all of them have settled, what compares them.

        That is their embeddings, or what a judge is asked about programs and long prose.
        """
        return (*self.least(evidence), *self._asks(evidence))

    def least(self, evidence: Evidence) -> Sequence[Need]:
        """The same where no judge is asked. A dry run tries texts that are equal."""
        wanted: tuple[Need, ...] = (Answer(),)
        if self._incomparable(evidence) is not None:
            return wanted
        if self.samples > 0:
            wanted = (*wanted, Samples(self.samples, self.temperature))
        if self._compare is embedding:
            wanted = (*wanted, *self._embeddings(evidence))
        return wanted

    def most(self, evidence: Evidence) -> Sequence[Need]:
        """The same where a judge is asked as often as may be."""
        drawn = evidence.samples(self.samples, self.temperature)
        asks = min(self.asks, len(drawn or ()))
        return (*self.least(evidence), *dearest_asks(evidence, self.similarity, asks))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Compare the answer with every alternative.

        Raises:
            EvidenceMissing: When the answer or its embedding could not be had.
        """
        answer = evidence.answer
        others = evidence.alternatives if self.samples > 0 else evidence.candidates
        texts = [other.text for other in others]
        incomparable = self._incomparable(evidence)
        if incomparable is not None:
            return Absent(self.name, incomparable)
        if answer is None or not texts:
            failed = _failed(evidence)
            unwanted = self.samples == 0 and not failed
            return Absent(self.name, no_alternatives(failed, self.samples), by_design=unwanted)
        same = evidence.sampler_varies is not True and set(texts) == {answer.text}
        if same and (evidence.sampler_varies is False or len(answer.text) > _SHORT):
            return Absent(self.name, ALL_THE_SAME)
        comparison = comparison_of(evidence)
        values = self._agreements(evidence, comparison, answer.text, texts)
        if isinstance(values, str):
            return Absent(self.name, values)
        compared = zip(texts, values, strict=True)
        known = [(text, value) for text, value in compared if value is not None]
        mean = math.fsum(value for _, value in known) / len(known)
        lost = len(texts) - len(known) + len(_failed(evidence))
        certain = certainty_of(len(known), lost)
        reason = reason_of(known, lost, comparison)
        if comparison.unfinished(answer.text):
            reason = f"{reason}; {CUT}"
        plain = tries(answer.text, known, comparison)
        parts = self._parts(evidence, comparison, answer, others)
        if same:
            halved = tuple(evolve(one, value=_LITTLE) for one in parts)
            told = f"{reason}; {MAY_NOT_SAMPLE}"
            return Signal(self.name, _LITTLE, told, plain, halved, certain)
        return Signal(self.name, min(1.0, mean), reason, plain, parts, certain)

    def outlook(self, evidence: Evidence) -> Sequence[tuple[float, float]]:
        """What the mean agreement may be once all samples are drawn."""
        return foreseen(self.assess(evidence), evidence, self.samples)

    def _incomparable(self, evidence: Evidence) -> str | None:
        """Why answers of this kind are not compared; None where they are.

        Words that two of them have in common say nothing of whether they mean the same. A measure
        of the user's own compares whatever it is given.
        """
        settings, answer = evidence.settings, evidence.answer
        if self.similarity == "auto":
            return ANY_IS_RIGHT if _is_composed(evidence) else None
        if self.similarity not in _OF_TEXTS:
            return None
        if settings is not None and settings.response_format is not None:
            return NO_COMPARER.format(kind="structured answers")
        if answer is not None and answer.tool_calls:
            return NO_COMPARER.format(kind="calls of tools")
        return None

    def _agreements(
        self, evidence: Evidence, comparison: Comparison, answer: str, texts: Sequence[str]
    ) -> Sequence[float | None] | str:
        """How far the answer agrees with each text, or why that cannot be told of any."""
        drawn = evidence.samples(self.samples, self.temperature)
        samples = evidence.alternatives if drawn is None else drawn
        judged = self._judged(evidence, comparison, samples)
        if judged is not None and not self._has_own(judged):
            return judged.agreements(answer, texts)
        measure = self._compare if judged is None else similarity_of(self.meaning)
        agreement = measure(evidence, comparison)
        values = [agreement(answer, text) for text in texts]
        if any(value is not None for value in values):
            return values
        lack = "has an embedding" if self._compare is embedding else "could be compared"
        return f"none of the alternatives {lack}"

    def _parts(
        self,
        evidence: Evidence,
        comparison: Comparison,
        answer: Completion,
        others: Sequence[Completion],
    ) -> tuple[SignalPart, ...]:
        """How far each part of a structured answer, or of calls, agrees; none of a text."""
        settings = evidence.settings
        structured = settings is not None and settings.response_format is not None
        if not structured and not answer.tool_calls:
            return ()
        return agreeing_parts(self._compare(evidence, comparison), answer, others)

    def _asks(self, evidence: Evidence) -> Sequence[Need]:
        """What a judge is asked when the whole round of samples has settled."""
        if self.asks == 0 or self.similarity not in JUDGING or self.samples == 0:
            return ()
        drawn = evidence.samples(self.samples, self.temperature)
        if drawn is None:
            return ()
        judged = self._judged(evidence, comparison_of(evidence), drawn)
        return () if judged is None or self._has_own(judged) else judged.asks()

    def _has_own(self, judged: JudgedComparer) -> bool:
        """Whether prose is compared by a measure of the user's own, and no judge is asked."""
        prose = self.similarity == "auto" and judged.question is MEANING
        return prose and self.meaning != "meaning"

    def _judged(
        self, evidence: Evidence, comparison: Comparison, drawn: Sequence[Completion | Missing]
    ) -> JudgedComparer | None:
        """What compares programs and long prose; None for answers of any other kind."""
        samples = [one for one in drawn if isinstance(one, Completion)]
        return judged_comparer(evidence, comparison, self.similarity, samples, self.asks)

    @cached_property
    def _compare(self) -> Similarity:
        return similarity_of(self.similarity)

    def _embeddings(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        drawn = evidence.samples(self.samples, self.temperature)
        if answer is None or drawn is None:
            return ()
        texts = [one.text for one in (answer, *drawn) if isinstance(one, Completion) and one.text]
        return (Embeddings(tuple(dict.fromkeys(texts))),) if texts else ()


_OF_TEXTS = ("answer", "string", "embedding")
"""The measures that come along, all of which are about texts that people read."""


def _is_composed(evidence: Evidence) -> bool:
    """Whether a question asks for a poem, a title, an example: others are right as well."""
    settings = evidence.settings
    if settings is not None and (
        settings.tools
        or settings.constrain_outputs
        or settings.response_format is not None
        or settings.task == "code"
    ):
        return False
    return evidence.once(writing_of, comparison_of(evidence).asked) is Writing.COMPOSED


def _failed(evidence: Evidence) -> Sequence[Missing]:
    return [why for atom, why in evidence.missing() if atom[0] == "sample"]
