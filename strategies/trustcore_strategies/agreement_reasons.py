"""Words for how many alternatives agree, or why none can be compared, and how certain that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trustcore import Missing
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.texts import AGREES, PARTLY, excerpt

NO_COMPARER = '{kind} are not compared by a measure of texts; leave `similarity_measure` at "auto"'

ANY_IS_RIGHT = (
    "the question asks for a text of its own, or for any of many things, so that other answers say "
    "nothing of this one; `similarity_measure` compares them nevertheless"
)

_DECLARE = (
    "a function that does sample is declared as such by `CallableProvider(f, varies=True)`, from "
    "`trustcore_providers.callable`"
)
ALL_THE_SAME = (
    "every alternative is the answer itself, byte for byte, and the model that drew them does not "
    f"sample, as far as can be seen, so that this says nothing; {_DECLARE}"
)
CUT = "the answer was cut before it gave a value, which a greater `max_tokens` lets it do"
MAY_NOT_SAMPLE = (
    "all are the same byte for byte, so the model may not sample, and this counts little; "
    f"{_DECLARE}"
)


def certainty_of(known: int, lost: int) -> float:
    """How certain a mean over some alternatives is beside one over all of them, in [0, 1].

    A mean of n values says n / (n + 1) of what it is about, as if one more had said nothing.
    """
    wanted = known + lost
    return known * (wanted + 1) / (wanted * (known + 1))


def no_alternatives(failed: Sequence[Missing], samples: int) -> str:
    """Why there is nothing to compare an answer with.

    Args:
        failed: The samples that could not be drawn.
        samples: How many were wanted.
    """
    if failed:
        return f"no alternatives: all {len(failed)} samples failed; the first: {failed[0].reason}"
    if samples == 0:
        return "no alternatives: `samples` is 0 and there is no other candidate"
    return "no alternatives: no samples were recorded"


def reason_of(compared: Sequence[tuple[str, float]], lost: int, comparison: Comparison) -> str:
    """How many alternatives agree, in words, and the most frequent answer of the others.

    Args:
        compared: The texts that could be compared, and how far each agrees.
        lost: How many could not be had or compared.
        comparison: The readings of the texts.
    """
    agreeing = sum(value >= AGREES for _, value in compared)
    partly = sum(PARTLY <= value < AGREES for _, value in compared)
    failed = f" ({lost} failed)" if lost else ""
    in_part = f", {partly} in part" if partly else ""
    readings = [comparison.reading(text) for text, value in compared if value < AGREES]
    others = [one for one in readings if not one.empty]
    most = f"; the most frequent other answer is {_most_frequent(others)}" if others else ""
    return f"{agreeing} of {len(compared)} alternatives{failed} agree{in_part}{most}"


def _most_frequent(readings: Sequence[Reading]) -> str:
    """The first of the commonest final answers, cut to a short line."""
    commonest, _ = Counter(reading.words for reading in readings).most_common(1)[0]
    return excerpt(next(one.final for one in readings if one.words == commonest))
