"""The alternatives to the tokens of a text, kept in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import overload

from attrs import frozen

Row = tuple[tuple[str, float], ...]
"""The likeliest alternatives to one token as (text, log-probability)."""


@frozen(eq=False, repr=False)
class Alternatives(Sequence[Row]):
    """A sequence of the alternatives to each token, whose rows are made when they are looked at.

    A reply of a hundred tokens has a thousand alternatives, a judge's is read at one token, and of
    an answer's the numbers alone are. It is equal to the tuple of its rows.

    Attributes:
        texts: Of all rows, one after the other.
        logprobs: Likewise.
        ends: How many there are up to the end of each row.
    """

    texts: Sequence[str]
    logprobs: Sequence[float]
    ends: Sequence[int]

    def numbers(self, index: int) -> Sequence[float]:
        """The log-probabilities of one row, from 0 on."""
        start = self.ends[index - 1] if index else 0
        return self.logprobs[start : self.ends[index]]

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, index: int, /) -> Row: ...

    @overload
    def __getitem__(self, index: slice, /) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice, /) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            pairs = tuple(zip(self.texts, self.logprobs, strict=True))
            starts = (0, *self.ends)
            return tuple(pairs[starts[i] : self.ends[i]] for i in range(len(self.ends))[index])
        end = self.ends[index]
        start = self.ends[index - 1] if index % len(self.ends) else 0
        return tuple(zip(self.texts[start:end], self.logprobs[start:end], strict=True))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple | Alternatives):
            return NotImplemented
        return self[:] == other[:]

    def __hash__(self) -> int:
        return hash(self[:])

    def __repr__(self) -> str:
        """Tell of how many tokens: the texts may be an answer's."""
        return f"Alternatives(<{len(self)} tokens>)"


def columns(rows: Iterable[Row]) -> Alternatives:
    """Rows in columns; what has them already as it is."""
    if isinstance(rows, Alternatives):
        return rows
    rows = tuple(rows)
    texts = [text for row in rows for text, _ in row]
    numbers = [number for row in rows for _, number in row]
    return Alternatives(texts, numbers, tuple(accumulate(map(len, rows))))
