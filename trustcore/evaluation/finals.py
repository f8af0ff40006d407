"""Our reading of texts beside the final answers that a source extracted from them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from trustcore.evaluation.recorded import Recorded
from trustcore.records.evidence import Evidence
from trustcore.scoring import Component, assess


@frozen
class Agreements:
    """How far an answer agrees with its alternatives, twice.

    Attributes:
        texts: By our reading of the texts, in [0, 1].
        finals: By equality of the recorded finals, in [0, 1].
    """

    texts: float
    finals: float


def agreements(
    recorded: Recorded, components: Sequence[Component], known: float | None
) -> Agreements | None:
    """Compare both over the answers of which text and final are recorded.

    Args:
        recorded: One answer and its alternatives.
        components: The preset's; whichever measures agreement reads the texts.
        known: Its signal over all alternatives, which is not computed again where all count.

    Returns:
        None where fewer than two answers have both, or nothing reads them.
    """
    pairs = recorded.finals
    reader = next((one for one in components if one.measures == "agreement"), None)
    if len(pairs) < 2 or reader is None:
        return None
    texts, finals = zip(*pairs, strict=True)
    by_texts = known
    if list(texts[1:]) != [one.text for one in recorded.evidence.alternatives]:
        question = recorded.evidence.question
        (signal,) = assess(Evidence.of(question, texts[0], texts[1:]), (reader,)).signals
        by_texts = signal.value
    return None if by_texts is None else Agreements(by_texts, _equal(finals))


def _equal(finals: Sequence[str]) -> float:
    first, *others = [" ".join(final.casefold().split()).strip(" .") for final in finals]
    return sum(other == first for other in others) / len(others)
