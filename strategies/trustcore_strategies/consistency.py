"""Does the model contradict itself? The answer beside every alternative."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal

from attrs import field, frozen

from trustcore import (
    Absent,
    Answer,
    Completion,
    Embeddings,
    Evidence,
    EvidenceMissing,
    Missing,
    Need,
    Samples,
    Signal,
)
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.overlap import token_f1
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.vectors import cosine
from trustcore_strategies.settings import one_of, signal_name, temperature, whole_number

Similarity = Literal["answer", "string", "embedding"]

_AGREES = 0.5
"""From here on an alternative is said to agree."""

_PARTLY = 0.1
"""From here on it is said to agree in part."""

_EXCERPT = 80
"""Characters of another answer that a reason may quote."""


@frozen
class Consistency:
    """How far the answer agrees with all alternatives: other candidates, and samples of its own.

    The signal is the mean agreement over every alternative, in [0, 1]. A sample that could not be
    had does not count.

    Attributes:
        samples: How many samples to draw, 0 to 20; with 0 only other candidates are compared.
        similarity: What agreement is. "answer": the final answers are found in the texts and
            compared as options, numbers, formulas or words; "string": the F1 of the words of the
            whole texts; "embedding": the cosine of the texts' embeddings.
        temperature: Sampling temperature of the alternatives; None leaves it to the API.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    samples: int = field(default=8, validator=whole_number(0, 20))
    similarity: Similarity = field(
        default="answer", validator=one_of("answer", "string", "embedding")
    )
    temperature: float | None = field(default=1.0, validator=temperature)
    name: str = field(default="consistency", validator=signal_name)

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer and the samples at once; their embeddings when all of them have settled."""
        wanted: tuple[Need, ...] = (Answer(),)
        if self.samples > 0:
            wanted = (*wanted, Samples(self.samples, self.temperature))
        if self.similarity == "embedding":
            wanted = (*wanted, *self._embeddings(evidence))
        return wanted

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Compare the answer with every alternative.

        Raises:
            EvidenceMissing: When the answer or its embedding could not be had.
        """
        answer = evidence.answer
        others = evidence.alternatives if self.samples > 0 else evidence.candidates
        texts = [other.text for other in others]
        if answer is None or not texts:
            return Absent(self.name, self._nothing(evidence))
        if not evidence.sampler_varies and set(texts) == {answer.text}:
            return Absent(self.name, _ALL_THE_SAME)
        comparison = Comparison(_question(evidence))
        agreement = self._agreement(evidence, comparison)
        compared = [(text, agreement(answer.text, text)) for text in texts]
        known = [(text, value) for text, value in compared if value is not None]
        if not known:
            return Absent(self.name, "none of the alternatives has an embedding")
        mean = math.fsum(value for _, value in known) / len(known)
        lost = len(compared) - len(known) + len(_failed(evidence))
        return Signal(self.name, min(1.0, mean), _reason(known, lost, comparison))

    def _embeddings(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        drawn = evidence.samples(self.samples, self.temperature)
        if answer is None or drawn is None:
            return ()
        texts = [one.text for one in (answer, *drawn) if isinstance(one, Completion) and one.text]
        return (Embeddings(tuple(dict.fromkeys(texts))),) if texts else ()

    def _agreement(
        self, evidence: Evidence, comparison: Comparison
    ) -> Callable[[str, str], float | None]:
        if self.similarity == "string":
            return token_f1
        if self.similarity == "embedding":
            return lambda one, other: _cosine(evidence, one, other)
        return comparison.agreement

    def _nothing(self, evidence: Evidence) -> str:
        failed = _failed(evidence)
        if failed:
            return (
                f"no alternatives: all {len(failed)} samples failed; the first: {failed[0].reason}"
            )
        if self.samples == 0:
            return "no alternatives: `samples` is 0 and there is no other candidate"
        return "no alternatives: no samples were recorded"


_ALL_THE_SAME = (
    "every alternative is the answer itself, and the model that drew them does not sample, so that "
    "this says nothing; a function that does sample is declared as such by "
    "`CallableProvider(f, varies=True)`, from `trustcore_providers.callable`"
)


def _question(evidence: Evidence) -> str:
    """What was asked last."""
    asked = [message.content for message in evidence.question if message.role == "user"]
    return asked[-1] if asked else ""


def _failed(evidence: Evidence) -> Sequence[Missing]:
    return [why for atom, why in evidence.missing() if atom[0] == "sample"]


def _cosine(evidence: Evidence, one: str, other: str) -> float | None:
    """The similarity of two texts; None when the other's embedding could not be had."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    mine = evidence.embedding(one)
    try:
        theirs = evidence.embedding(other)
    except EvidenceMissing:
        return None
    return None if mine is None or theirs is None else cosine(mine, theirs)


def _reason(compared: Sequence[tuple[str, float]], lost: int, comparison: Comparison) -> str:
    agreeing = sum(value >= _AGREES for _, value in compared)
    partly = sum(_PARTLY <= value < _AGREES for _, value in compared)
    failed = f" ({lost} failed)" if lost else ""
    in_part = f", {partly} in part" if partly else ""
    others = [comparison.reading(text) for text, value in compared if value < _AGREES]
    most = f"; the most frequent other answer is {_most_frequent(others)}" if others else ""
    return f"{agreeing} of {len(compared)} alternatives{failed} agree{in_part}{most}"


def _most_frequent(readings: Sequence[Reading]) -> str:
    """The first of the commonest final answers, cut to a short line."""
    commonest, _ = Counter(reading.words for reading in readings).most_common(1)[0]
    return _excerpt(next(one.final for one in readings if one.words == commonest))


def _excerpt(text: str) -> str:
    line = " ".join(text[: 4 * _EXCERPT].split())
    short = line if len(line) <= _EXCERPT - 2 else line[: _EXCERPT - 5] + "..."
    return f'"{short}"'
