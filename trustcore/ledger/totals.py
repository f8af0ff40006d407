"""What attempts amount to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict, field, frozen

from trustcore.ledger.attempt import OK, Attempt
from trustcore.ledger.money import dollars, units
from trustcore.records.chat import Usage


@frozen
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
        return sum(map(cls.one, attempts), cls())

    @classmethod
    def one(cls, attempt: Attempt) -> Totals:
        """What a single attempt amounts to."""
        return cls(
            1,
            int(attempt.outcome != OK),
            attempt.usage,
            attempt.seconds,
            int(attempt.cost is None),
            0 if attempt.cost is None else units(attempt.cost),
        )

    @property
    def cost(self) -> float | None:
        """What the attempts with a known cost cost together, in USD; None when there is none.

        The sum is exact and rounded once, so it does not hang on the order of the attempts.
        """
        return dollars(self._units) if self.attempts > self.unpriced else None

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.attempts + other.attempts,
            self.failures + other.failures,
            self.usage + other.usage,
            self.seconds + other.seconds,
            self.unpriced + other.unpriced,
            self._units + other._units,
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
