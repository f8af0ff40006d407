"""Alternatives to tokens: columns that are equal to the rows which they hold."""

from __future__ import annotations

import pickle
from itertools import accumulate, chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore import TokenLogprobs
from trustcore.records.alternatives import Alternatives, Row

ROWS = st.lists(
    st.lists(st.tuples(st.text(max_size=4), st.floats(-20, 0))).map(tuple), max_size=5
).map(tuple)


def columns(rows: tuple[Row, ...]) -> Alternatives:
    flat = list(chain.from_iterable(rows))
    ends = tuple(accumulate(map(len, rows)))
    return Alternatives([text for text, _ in flat], [number for _, number in flat], ends)


@given(ROWS)
def test_columns_are_their_rows(rows: tuple[Row, ...]) -> None:
    """Length, every row from either end, slices and the whole."""
    made = columns(rows)
    assert len(rows) == len(made)
    assert list(rows) == list(made)
    assert [rows[-one - 1] for one in range(len(rows))] == [
        made[-one - 1] for one in range(len(rows))
    ]
    assert rows[1:3] == made[1:3]
    assert rows == made
    assert made == rows
    assert hash(rows) == hash(made)
    assert made == pickle.loads(pickle.dumps(made))  # noqa: S301  (our own)


@given(ROWS, ROWS)
def test_columns_differ_where_their_rows_do(one: tuple[Row, ...], other: tuple[Row, ...]) -> None:
    """And are no list, as a tuple of them is none."""
    assert (one == other) == (columns(one) == columns(other))
    assert columns(one) != list(one)


def test_there_is_no_row_beyond_the_last() -> None:
    """As of any sequence."""
    with pytest.raises(IndexError):
        columns(((("a", -1.0),),))[1]


@given(ROWS.filter(bool))
def test_log_probabilities_are_equal_in_either_form(rows: tuple[Row, ...]) -> None:
    """So that what an API sent equals what was read from a recording of it."""
    numbers = (-1.0,) * len(rows)
    made, given = TokenLogprobs(numbers, (), columns(rows)), TokenLogprobs(numbers, (), rows)
    assert given == made
    assert hash(given) == hash(made)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused_in_either_form(number: float) -> None:
    """Whatever row it stands in."""
    rows: tuple[Row, ...] = ((("a", -1.0),), (("b", number),))
    for top in (rows, columns(rows)):
        with pytest.raises(ValueError, match="below infinity"):
            TokenLogprobs((-1.0, -1.0), (), top)
