"""Links: monotone maps from a signal to a probability of being right.

Signals have scales of their own: a consistency of 0.6 and a token probability of 0.6 do not mean
the same. A link brings them to one scale, so that they can be combined and any may be missing.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import cached_property
from typing import Any, Protocol

from attrs import frozen

from trustcore.checks import number, shown

_FINITE = number()


class Link(Protocol):
    """A monotone map from [0, 1] to [0, 1]."""

    def __call__(self, signal: float, /) -> float:
        """The probability of being right that a signal stands for."""

    def to_dict(self) -> dict[str, Any]:
        """The link as a preset writes it."""


@frozen
class Identity:
    """The signal itself."""

    def __call__(self, signal: float, /) -> float:
        """Return the signal."""
        return signal

    def to_dict(self) -> dict[str, Any]:
        """The link as a preset writes it."""
        return {"kind": "identity"}


@frozen
class Logistic:
    """`1 / (1 + exp(-(slope * signal + intercept)))`: Platt scaling (Platt 1999, equation 1).

    Attributes:
        slope: Not negative, so that the order is kept.
        intercept: The log-odds at a signal of 0.
        low: The probability at a signal of 0, where the curve is stretched between two ends.
        high: The probability at a signal of 1, likewise; both are given, or none.
    """

    slope: float
    intercept: float
    low: float | None = None
    high: float | None = None

    def __attrs_post_init__(self) -> None:
        if not (math.isfinite(self.slope) and math.isfinite(self.intercept) and self.slope >= 0):
            raise ValueError("a logistic link needs finite numbers and a slope of at least 0")
        if (self.low is None) != (self.high is None):
            raise ValueError("the ends of a logistic link are `low` and `high`, or none of them")
        if self.low is not None and self.high is not None:
            if not 0 <= self.low <= self.high <= 1:
                raise ValueError("the ends of a logistic link must be 0 <= low <= high <= 1")
            if self._ends[0] == self._ends[1]:
                raise ValueError("a logistic link that is flat cannot be stretched to its ends")

    def __call__(self, signal: float, /) -> float:
        """Map a signal."""
        if self.low is None or self.high is None:
            return self._curve(signal)
        least, most = self._ends
        part = (self._curve(signal) - least) / (most - least)
        return min(self.high, self.low + (self.high - self.low) * part)

    @cached_property
    def _ends(self) -> tuple[float, float]:
        return self._curve(0), self._curve(1)

    def _curve(self, signal: float) -> float:
        odds = self.slope * signal + self.intercept
        # Two forms, so that exp never overflows.
        if odds >= 0:
            return 1 / (1 + math.exp(-odds))
        return math.exp(odds) / (1 + math.exp(odds))

    def to_dict(self) -> dict[str, Any]:
        """The link as a preset writes it."""
        ends = {} if self.low is None else {"low": self.low, "high": self.high}
        return {"kind": "logistic", "slope": self.slope, "intercept": self.intercept, **ends}


@frozen
class Points:
    """Straight lines between points, flat outside them: what isotonic regression gives.

    Attributes:
        points: (signal, probability) pairs, both in [0, 1]; signals rise, probabilities do not
            fall.
    """

    points: tuple[tuple[float, float], ...]

    def __attrs_post_init__(self) -> None:
        inside = all(0 <= number <= 1 for point in self.points for number in point)
        steps = list(zip(self.points, self.points[1:], strict=False))
        rising = all(low[0] < high[0] and low[1] <= high[1] for low, high in steps)
        if not self.points or not inside or not rising:
            raise ValueError(
                "a points link needs rising signals and probabilities that do not fall, in [0, 1]"
            )

    def __call__(self, signal: float, /) -> float:
        """Map a signal."""
        right = bisect_right(self.points, signal, key=lambda point: point[0])
        if right == 0:
            return self.points[0][1]
        if right == len(self.points):
            return self.points[-1][1]
        (x0, y0), (x1, y1) = self.points[right - 1], self.points[right]
        return y0 + (y1 - y0) * (signal - x0) / (x1 - x0)

    def to_dict(self) -> dict[str, Any]:
        """The link as a preset writes it."""
        return {"kind": "points", "points": [list(point) for point in self.points]}


def link_from_dict(table: object) -> Link:
    """Make a link from what a preset says.

    Raises:
        ValueError: When the kind is unknown, a key is missing or too many, or a number is wrong.
    """
    match table:
        case {"kind": "identity", **rest} if not rest:
            return Identity()
        case {"kind": "logistic", "slope": slope, "intercept": intercept, **ends} if set(ends) <= {
            "low",
            "high",
        }:
            low, high = (_number(ends[end]) if end in ends else None for end in ("low", "high"))
            return Logistic(_number(slope), _number(intercept), low, high)
        case {"kind": "points", "points": [*points], **rest} if not rest:
            return Points(tuple(_pair(point) for point in points))
        case _:
            raise ValueError(
                "a link is {kind = 'identity'}, {kind = 'logistic', slope, intercept, and low and "
                "high where its ends are given} "
                "or {kind = 'points', points = [[signal, probability], ...]}"
            )


def _pair(point: object) -> tuple[float, float]:
    match point:
        case [signal, probability]:
            return _number(signal), _number(probability)
        case _:
            raise ValueError("each point of a link is a pair [signal, probability]")


def _number(value: Any) -> float:  # noqa: ANN401  (whatever a preset says)
    if not _FINITE.holds(value):
        raise ValueError(f"a link is made of finite numbers, not of {shown(value)}")
    return float(value)
