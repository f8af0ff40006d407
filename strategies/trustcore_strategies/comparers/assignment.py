"""The pairing of two rows of things in which the pairs agree best altogether."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import TypeVar

T = TypeVar("T")

_MOST = 64
"""Things beyond which they are paired in their order: the best pairing takes the cube of it."""

_HASHED = 3
"""Objects and lists inside one another of which all counts in their hash; deeper ones by length."""


def best_pairs(
    ones: Sequence[T], others: Sequence[T], agreement: Callable[[T, T], float]
) -> list[tuple[int | None, int | None]]:
    """Pair the things of two rows so that their agreement is the greatest altogether.

    Things that are equal are paired first, in their order.

    Args:
        ones: The first row.
        others: The second row.
        agreement: How far two things agree, in [0, 1].

    Returns:
        Pairs of positions, by the first row; None stands for what has no partner.
    """
    pairs, left, right = _equal(ones, others)
    if max(len(left), len(right)) > _MOST:
        found = list(zip(left, right, strict=False))
    else:
        table = [[agreement(ones[row], others[column]) for column in right] for row in left]
        found = [(left[row], right[column]) for row, column in _assignment(table, len(right))]
    pairs += found
    rows, columns = {row for row, _ in found}, {column for _, column in found}
    lonely = [(one, None) for one in left if one not in rows]
    extra = [(None, one) for one in right if one not in columns]
    return [*sorted([*pairs, *lonely]), *extra]


def _equal(
    ones: Sequence[T], others: Sequence[T]
) -> tuple[list[tuple[int | None, int | None]], list[int], list[int]]:
    """Pairs of equal things, and the positions of what is left of both rows."""
    right = dict.fromkeys(range(len(others)))
    alike: dict[int, dict[int, None]] = {}
    for column, other in enumerate(others):
        alike.setdefault(_hash(other), {})[column] = None
    pairs: list[tuple[int | None, int | None]] = []
    left: list[int] = []
    for row, one in enumerate(ones):
        columns = alike.get(_hash(one), {})
        equal = next((column for column in columns if _same(others[column], one)), None)
        if equal is None:
            left.append(row)
        else:
            del right[equal], columns[equal]
            pairs.append((row, equal))
    return pairs, left, list(right)


def _hash(thing: object, depth: int = _HASHED) -> int:
    """A number that is the same for equal things, such as JSON values nested in one another."""
    match thing:
        case dict() | list() if depth == 0:
            return len(thing)
        case dict():
            return hash(frozenset((key, _hash(one, depth - 1)) for key, one in thing.items()))
        case list():
            return hash(tuple([_hash(one, depth - 1) for one in thing]))
        case str() | int() | float() | None:
            return hash(thing)
        case _:
            return 0


def _same(one: object, other: object) -> bool:
    """Whether two things are equal, and of one type: `True` is no 1."""
    return type(one) is type(other) and one == other


def _assignment(agreements: Sequence[Sequence[float]], columns: int) -> list[tuple[int, int]]:
    """The pairs of rows and columns that agree best altogether."""
    rows = len(agreements)
    size = max(rows, columns)
    problem = _Assignment(size)
    for row in range(size):
        costs = [-one for one in agreements[row]] if row < rows else []
        problem.place(row, costs + [0.0] * (size - len(costs)))
    return sorted(
        (row, column)
        for column, row in enumerate(problem.rows[:columns])
        if row is not None and row < rows
    )


class _Assignment:
    """The assignment problem, solved row by row with shortest augmenting paths.

    H. W. Kuhn 1955; R. Jonker and A. Volgenant 1987. In the cube of the size.

    Attributes:
        rows: For each column the row that it is assigned to; None while it is free.
    """

    def __init__(self, size: int) -> None:
        self.rows: list[int | None] = [None] * size
        self._costs: list[Sequence[float]] = []
        self._row_prices = [0.0] * size
        self._prices = [0.0] * size

    def place(self, row: int, costs: Sequence[float]) -> None:
        """Assign a column to one more row; others move where that is cheaper.

        Args:
            row: As many as were placed before.
            costs: Of assigning each column to it.
        """
        self._costs.append(costs)
        size = len(self.rows)
        reached = dict[int, float]()  # columns on shortest paths, with the length of these
        lengths = [inf] * size
        before: list[int | None] = [None] * size
        last, length, at = None, 0.0, row
        while True:
            for column in range(size):
                if column in reached:
                    continue
                reduced = (
                    length + self._costs[at][column] - self._row_prices[at] - self._prices[column]
                )
                if reduced < lengths[column]:
                    lengths[column], before[column] = reduced, last
            last = min((one for one in range(size) if one not in reached), key=lengths.__getitem__)
            length = reached[last] = lengths[last]
            following = self.rows[last]
            if following is None:
                break
            at = following
        self._settle(row, last, length, reached)
        self._shift(row, last, before)

    def _settle(self, row: int, last: int, length: float, reached: Mapping[int, float]) -> None:
        """Change the prices so that no reduced cost is below zero."""
        self._row_prices[row] += length
        for column, far in reached.items():
            holder = self.rows[column]
            if column != last and holder is not None:
                self._row_prices[holder] += length - far
                self._prices[column] -= length - far

    def _shift(self, row: int, column: int | None, before: Sequence[int | None]) -> None:
        """Give each column on the path to the row of the one before it."""
        while column is not None:
            previous = before[column]
            self.rows[column] = row if previous is None else self.rows[previous]
            column = previous
