"""What attempts amount to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict, field, frozen

from trustcore.records.attempt import OK, Attempt
from trustcore.records.chat import COUNTS, Usage
from trustcore.records.money import dollars, units


@frozen(kw_only=True)
class Totals:
    """What attempts amount to.

    Attributes:
        attempts: How many there were.
        failures: How many of them gave no reply.
        usage: What they consumed.
        seconds: How long they took, one after the other.
        unpriced: How many of them have no known cost.
    """

    attempts: int = 0
    failures: int = 0
    usage: Usage = Usage()  # noqa: RUF009  (frozen)
    seconds: float = 0.0
    unpriced: int = 0
    _units: int = field(default=0, repr=False)

    @classmethod
    def of(cls, attempts: Iterable[Attempt]) -> Totals:
        """What attempts amount to, those of one item for example."""
        known = tuple(attempts)
        consumed = map(COUNTS, [attempt.usage for attempt in known])
        costs = [attempt.cost for attempt in known if attempt.cost is not None]
        return cls(
            attempts=len(known),
            failures=sum(attempt.outcome != OK for attempt in known),
            usage=Usage(*map(sum, zip(*consumed, strict=True))),
            seconds=sum(attempt.seconds for attempt in known),
            unpriced=len(known) - len(costs),
            units=sum(map(units, costs)),
        )

    @property
    def cost(self) -> float | None:
        """What the attempts with a known cost cost together, in USD; None when there is none.

        The sum is exact and rounded once, so it does not hang on the order of the attempts.
        """
        return dollars(self._units) if self.attempts > self.unpriced else None

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            attempts=self.attempts + other.attempts,
            failures=self.failures + other.failures,
            usage=self.usage + other.usage,
            seconds=self.seconds + other.seconds,
            unpriced=self.unpriced + other.unpriced,
            units=self._units + other._units,
        )

    def to_dict(self) -> dict[str, Any]:
        """The totals as plain data."""
        return {
            "attempts": self.attempts,
            "failures": self.failures,
            "usage": asdict(self.usage),
            "seconds": self.seconds,
            "cost": self.cost,
            "unpriced": self.unpriced,
        }
