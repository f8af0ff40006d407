"""The pairing of two rows of things."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from trustcore_strategies.comparers.assignment import best_pairs

tables = st.integers(1, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 10), min_size=size, max_size=size), min_size=1, max_size=5
    )
)


@given(tables)
def test_no_other_pairing_agrees_better(table: list[list[int]]) -> None:
    """The pairs agree as well altogether as the best of all pairings."""
    rows, columns = range(len(table)), range(len(table[0]))

    def agreement(one: str, other: str) -> float:
        return table[int(one[1:])][int(other[1:])] / 10

    pairs = best_pairs([f"r{one}" for one in rows], [f"c{one}" for one in columns], agreement)
    found = sum(
        table[row][column] for row, column in pairs if row is not None and column is not None
    )
    size = max(len(rows), len(columns))
    best = max(
        sum(
            table[row][column]
            for row, column in zip(rows, order, strict=False)
            if column in columns
        )
        for order in permutations(range(size))
    )
    assert best == found


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_every_thing_stands_in_one_pair(ones: list[int], others: list[int]) -> None:
    """Each position of both rows is there once, and equal things are paired first."""
    pairs = best_pairs(ones, others, lambda one, other: float(one == other))
    assert list(range(len(ones))) == sorted(row for row, _ in pairs if row is not None)
    assert list(range(len(others))) == sorted(column for _, column in pairs if column is not None)
    equal = sum(min(ones.count(value), others.count(value)) for value in set(ones))
    matched = [(row, column) for row, column in pairs if row is not None and column is not None]
    assert equal == sum(ones[row] == others[column] for row, column in matched)


def test_a_truth_value_is_no_number() -> None:
    """`True` and 1 are equal in Python and different in JSON."""
    values: list[object] = [True]
    numbers: list[object] = [1]
    assert [(0, 0)] == best_pairs(values, numbers, lambda one, other: 0.0)
    assert [(0, 1), (1, 0)] == best_pairs([True, 1], [1, True], lambda one, other: 0.0)


def test_long_rows_are_paired_in_their_order() -> None:
    """Beyond 64 things the pairing is by position, and takes no time."""
    ones, others = [f"a{one}" for one in range(500)], [f"b{one}" for one in range(499)]
    pairs = best_pairs(ones, others, lambda one, other: 0.0)
    assert [*((one, one) for one in range(499)), (499, None)] == pairs
