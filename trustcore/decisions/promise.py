"""Thresholds with a promise: accepted answers are wrong at most so often, with so much confidence.

Thresholds are tried from the strictest on, in an order that is fixed before labels are seen, each
by an exact binomial test (Angelopoulos et al. 2021, "Learn then test"). The risk that is left for
the promise to break is shared out among two places of that order; a test that passes hands its risk
on to the next, one that fails loses it (the fallback procedure: Wiens and Dmitrienko 2005). So the
promise holds for every threshold that passed, however many are tried, and an early test, which has
few labels, may fail by bad luck without ending the search.
The threshold that looks best on the labels breaks its promise in every second draw of labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import Any

from attrs import asdict, frozen

from trustcore import checks
from trustcore.decisions.calibration import Labelled
from trustcore.errors import InputError

_STEP = 0.02
"""Part of the labels by which a try accepts more than the one before."""

_LOWEST = 1e-9
"""The lowest threshold, and how far the highest is below 1; no threshold accepts a score below."""

_MANY = 1000
"""Labels from which on ten tries are made: the parts are large enough, and each try may fail."""

_STARTS = (0.1, 0.3)
"""Parts of the labels from which on tries may spend an equal share of the risk each."""


@frozen(kw_only=True)
class Promise:
    """A threshold with what it promises, or why there is none.

    The promise is for answers to come that are drawn as the labelled ones were: same questions,
    models and preset.

    Attributes:
        max_error: The share of wrong answers among accepted ones that is promised, in (0, 1).
        confidence: In how many draws of labels the promise holds at least, in (0, 1).
        labels: How many labels there were.
        threshold: The score from which on answers are accepted; None where nothing can be promised.
        coverage: The share of the labelled answers that it accepts, in [0, 1].
        error: The share of wrong ones among those, in [0, 1].
        needed: About how many labels it would take, where nothing can be promised; None where no
            number of such labels would do.
    """

    max_error: float
    confidence: float
    labels: int
    threshold: float | None
    coverage: float
    error: float
    needed: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The promise as plain data."""
        return asdict(self)


def promised(
    labelled: Sequence[Labelled], *, max_error: float = 0.05, confidence: float = 0.95
) -> Promise:
    """Find the lowest threshold of which a promise can be made.

    Args:
        labelled: Scores and whether their answers are right.
        max_error: The share of wrong answers among accepted ones, in (0, 1).
        confidence: In how many draws of labels the promise is to hold at least, in (0, 1).

    Raises:
        InputError: When there is no label.
        ConfigurationError: When a share is not between 0 and 1.
    """
    for name, share in (("max_error", max_error), ("confidence", confidence)):
        inside = checks.Rule("a number above 0 and below 1", _inside)
        inside.check(name, share)
    if not labelled:
        raise InputError("there is no label to find a threshold by")
    ordered = sorted(labelled, key=lambda one: -one[0])
    best, risk = None, 0.0
    acceptable = [score for score, _ in ordered if score >= _LOWEST]
    for size, added in _tries(acceptable, max_error, confidence):
        risk += added
        if binomial_tail(0, size, max_error) > risk:
            continue  # it could not pass whatever the labels are: its risk is kept for the next
        wrong = sum(not correct for _, correct in ordered[:size])
        if binomial_tail(wrong, size, max_error) <= risk:
            best = size, wrong
        else:
            risk = 0.0
    if best is None:
        needed = _needed(ordered, max_error, confidence)
        return _promise(max_error, confidence, ordered, needed=needed)
    size, wrong = best
    return _promise(max_error, confidence, ordered, size=size, wrong=wrong)


def binomial_tail(wrong: int, size: int, chance: float) -> float:
    """The chance of at most so many wrong answers among `size`, each wrong with a chance."""
    log, other = math.log(chance), math.log1p(-chance)
    whole = math.lgamma(size + 1)
    terms = (
        whole - math.lgamma(k + 1) - math.lgamma(size - k + 1) + k * log + (size - k) * other
        for k in range(wrong + 1)
    )
    return min(1.0, math.fsum(map(math.exp, terms)))


def fewest(max_error: float, confidence: float) -> int:
    """How many answers must be accepted, all of them right, so that anything can be promised."""
    return math.ceil(math.log(1 - confidence) / math.log1p(-max_error) - 1e-9)


def _promise(
    max_error: float,
    confidence: float,
    ordered: Sequence[Labelled],
    *,
    size: int = 0,
    wrong: int = 0,
    needed: int | None = None,
) -> Promise:
    return Promise(
        max_error=max_error,
        confidence=confidence,
        labels=len(ordered),
        threshold=_threshold([score for score, _ in ordered], size) if size else None,
        coverage=size / len(ordered),
        error=wrong / size if size else 0.0,
        needed=needed,
    )


def _inside(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1


def _tries(
    scores: Sequence[float], max_error: float, confidence: float
) -> Iterator[tuple[int, float]]:
    """How many of the highest scores each try accepts, and the risk that it may spend besides.

    Labels play no part.
    """
    first = fewest(max_error, confidence)
    starts = [max(first, round(len(scores) * part)) for part in _STARTS]
    for size in _sizes(scores, first):
        taken = sum(start <= size for start in starts)
        starts = [start for start in starts if start > size]
        yield size, taken * (1 - confidence) / len(_STARTS)


def _sizes(scores: Sequence[float], first: int) -> Iterator[int]:
    """How many of the highest scores each try accepts; of equal scores all."""
    count = len(scores)
    if count < _MANY:
        wanted = [*range(first, count, max(1, round(_STEP * count))), count]
    else:
        wanted = [round(count * tenth / 10) for tenth in range(1, 11)]
    done = first - 1
    for size in wanted:
        while size < count and scores[size] == scores[size - 1]:
            size += 1  # noqa: PLW2901  (a threshold cannot part equal scores)
        if done < size <= count:
            yield size
        done = size


def _threshold(scores: Sequence[float], size: int) -> float:
    """The shortest decimal that parts the accepted scores from the rest, inside (0, 1)."""
    lowest = min(scores[size - 1], 1 - _LOWEST)
    below = scores[size] if size < len(scores) else 0.0
    for digits in range(2, 16):
        short = math.floor(lowest * 10.0**digits) / 10.0**digits
        if below < short <= lowest:
            return short
    return lowest


def _needed(ordered: Sequence[Labelled], max_error: float, confidence: float) -> int | None:
    """About how many labels would do, if more were as these: by the part that needs least."""
    least = fewest(max_error, confidence)
    if len(ordered) < least:
        return least
    wanted: list[int] = []
    for tenth in range(1, 11):
        size = round(len(ordered) * tenth / 10)
        error = sum(not correct for _, correct in ordered[:size]) / max(size, 1)
        if size and error < max_error:
            wanted.append(_labels(error, size / len(ordered), max_error, confidence))
    return min(wanted, default=None)


def _labels(error: float, share: float, max_error: float, confidence: float) -> int:
    """How many labels, of which a share is accepted with an error, make the test pass."""
    deviation = NormalDist().inv_cdf(confidence) * math.sqrt(max_error * (1 - max_error))
    size = max(fewest(max_error, confidence), (deviation / (max_error - error)) ** 2)
    return math.ceil(size / share)
