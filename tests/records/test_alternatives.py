"""Alternatives to tokens: columns that are equal to the rows which they hold."""

from __future__ import annotations

import pickle

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.function_calls import calls_of
from trustcore import Completion, Evidence, TokenLogprobs, dumps
from trustcore.cache.entries import read, write
from trustcore.errors import SchemaError
from trustcore.provider_kit.logprobs import read_logprobs
from trustcore.records.alternatives import Row, columns
from trustcore.records.reading import finding_from_dict
from trustcore.records.serialise import finding_to_dict

ROWS = st.lists(
    st.lists(st.tuples(st.text(max_size=4), st.floats(-20, 0))).map(tuple), max_size=5
).map(tuple)


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


@given(ROWS)
def test_the_numbers_of_a_row_are_those_of_its_pairs(rows: tuple[Row, ...]) -> None:
    """For who needs no texts."""
    made = columns(rows)
    for index, row in enumerate(rows):
        assert [number for _, number in row] == list(made.numbers(index))


SENT = {
    "content": [
        {
            "token": "Rome",
            "logprob": -0.25,
            "top_logprobs": [
                {"token": "Rome", "logprob": -0.25},
                {"token": "Oslo", "logprob": -2.0},
            ],
        }
    ]
}
"""Of a choice, as OpenAI's API writes it."""


def test_what_an_api_sent_comes_back_from_evidence_that_was_written() -> None:
    """With the alternatives, so that it can be scored again."""
    known = read_logprobs(SENT)
    evidence = Evidence.of("Capital?", Completion("Rome", known))
    again = Evidence.from_dict(orjson.loads(dumps(evidence)))
    assert evidence.findings == again.findings


def test_what_an_api_sent_is_found_again_in_a_cache() -> None:
    """With the alternatives, so that nobody pays for it twice."""
    sent = Completion("Rome", read_logprobs(SENT))
    assert sent == read(b"k" * 32, write(b"k" * 32, sent))


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


@given(ROWS)
def test_what_was_written_has_the_same_rows(rows: tuple[Row, ...]) -> None:
    """Whatever its texts, and rows without any among them."""
    made = Completion("a", TokenLogprobs((-1.0,) * len(rows), (), rows))
    written = orjson.loads(dumps(finding_to_dict(made)))
    assert made == finding_from_dict(written)


@pytest.mark.parametrize(
    "pair", ["a", "ab", ["a"], ["a", -1.0, 2.0], ["a", "b"], [-1.0, "a"], ["a", True], {"a": 1}, 7]
)
@pytest.mark.parametrize("before", [[], [["a", -1.0]]])
def test_what_is_no_pair_is_refused(before: list[object], pair: object) -> None:
    """Alone, and behind one that is."""
    top = [[*before, pair]]
    logprobs = {"logprobs": [-1.0], "tokens": ["a"], "top": top}
    with pytest.raises(SchemaError):
        finding_from_dict({"kind": "completion", "text": "a", "logprobs": logprobs})


def test_reading_and_writing_look_at_no_alternative_alone() -> None:
    """Those of a long reply are thousands: they are looked at by the column."""
    tokens, row = 300, tuple((f"t{rank}", -float(rank + 1)) for rank in range(20))
    made = Completion("a", TokenLogprobs((-1.0,) * tokens, ("a",) * tokens, (row,) * tokens))
    body = write(b"k" * 32, made)
    assert calls_of(lambda: write(b"k" * 32, made)) < 2 * tokens
    assert calls_of(lambda: read(b"k" * 32, body)) < 5 * tokens
