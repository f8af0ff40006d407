"""What became of one item of a sequence."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import frozen

T_co = TypeVar("T_co", covariant=True)


@frozen
class Outcome(Generic[T_co]):
    """What became of one item of a sequence: a value or an error.

    Attributes:
        index: Position of the item in the input.
        value: The result, None when the item failed.
        error: Why it failed, None when it did not.
    """

    index: int
    value: T_co | None = None
    error: Exception | None = None
