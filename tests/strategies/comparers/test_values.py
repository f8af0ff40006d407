"""Values of JSON: leaf by leaf."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.records.json_answer import leaves, pointer
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.data import values_of
from trustcore_strategies.comparers.values import TextAgreement, agreement, field_agreements

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text("abc xyz", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("ab~/", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def texts(one: str, other: str) -> float:
    """Read as answers are."""
    return Comparison("").agreement(one, other)


def whole(one: Any, other: Any, texts: TextAgreement) -> float:  # noqa: ANN401
    """The agreement of two values of which something can be told."""
    found = agreement(one, other, texts)
    assert found is not None
    return found


def shuffled(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """The same value with its keys the other way round."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(one) for one in value] if isinstance(value, list) else value


@given(json_values)
def test_the_same_value_agrees_fully_in_any_order_of_keys(value: Any) -> None:  # noqa: ANN401
    """Whatever its form; its leaves are those of the value."""
    assert 1.0 == whole(value, shuffled(copy.deepcopy(value)), texts)
    assert set(field_agreements(value, value, texts)) <= set(leaves(value)) | {""}


@given(json_values, json_values)
def test_agreement_is_symmetric_and_in_range(one: Any, other: Any) -> None:  # noqa: ANN401
    """From 0 to 1, whichever comes first."""
    forth, back = whole(one, other, texts), whole(other, one, texts)
    assert 0 <= forth <= 1
    if not isinstance(one, dict | list) or not isinstance(other, dict | list):
        assert forth == pytest.approx(back)


RECORD = {
    "name": "Ada Lovelace",
    "born": "1815-12-10",
    "age": 36,
    "active": False,
    "note": None,
    "address": {"city": "London", "lines": ["12 St James's Square", "Flat 2"]},
    "tags": ["mathematics", "computing", "poetry"],
    "children": [{"name": "Byron", "age": 9}, {"name": "Annabella", "age": 7}],
}

CHANGES = [
    ("/name", lambda one: one.update(name="Grace Hopper")),
    ("/born", lambda one: one.update(born="1815-10-12")),
    ("/age", lambda one: one.update(age=37)),
    ("/active", lambda one: one.update(active=True)),
    ("/active", lambda one: one.update(active=0)),
    ("/note", lambda one: one.update(note="none")),
    ("/address/city", lambda one: one["address"].update(city="Paris")),
    ("/address/lines/1", lambda one: one["address"]["lines"].__setitem__(1, "Flat 3")),
    ("/tags/2", lambda one: one["tags"].remove("poetry")),
    ("/children/0/age", lambda one: one["children"][0].update(age=10)),
    ("/children/1/name", lambda one: one["children"][1].update(name="Ralph")),
    ("/address/city", lambda one: one["address"].pop("city")),
]


@pytest.mark.parametrize(("where", "change"), CHANGES)
def test_one_changed_value_is_found_and_no_other(where: str, change: Any) -> None:  # noqa: ANN401
    """Its pointer agrees in nothing, every other fully, and the whole by less than half."""
    other = copy.deepcopy(RECORD)
    change(other)
    found = field_agreements(RECORD, other, texts)
    assert (found.pop(where) or 0) <= 0.2
    assert 0.9 <= min(value or 0 for value in found.values())
    assert whole(RECORD, other, texts) < 0.5


SAME = [
    ({"when": "4 July 1776"}, {"when": "1776-07-04"}),
    ({"distance": "5 km"}, {"distance": "5 kilometers"}),
    ({"n": 5}, {"n": 5.0}),
    ({"n": "5"}, {"n": 5}),
    ({"city": "New  York"}, {"city": "new york"}),
    ([1, 2, 3], [3, 1, 2]),
    ([{"id": 1, "v": "a"}, {"id": 2, "v": "b"}], [{"v": "b", "id": 2}, {"v": "a", "id": 1}]),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_values_written_otherwise(one: Any, other: Any) -> None:  # noqa: ANN401
    """Dates, units, numbers, case and the order of a list make no difference."""
    assert whole(one, other, texts) > 0.9


DIFFERENT = [
    (None, 0),
    (None, ""),
    ("", "x"),
    (True, 1),
    (1617176400000, 1617176400001),
    ({}, {"a": 1}),
    ([], [0]),
    ({"a": 1}, [1]),
    ([1, 1], [1]),
    ({"a": None}, {}),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_values(one: Any, other: Any) -> None:  # noqa: ANN401
    """Null, nothing, empty, truth values and numbers are told apart."""
    assert whole(one, other, texts) < 0.5
    assert whole(other, one, texts) < 0.5


def test_pointers_are_escaped() -> None:
    """As RFC 6901 has it."""
    assert "/a~1b/~0" == pointer(pointer("", "a/b"), "~")
    assert {"/a~1b/0": 1.0} == field_agreements({"a/b": [1]}, {"a/b": [1]}, texts)


def test_deep_values_are_compared_as_a_whole() -> None:
    """Beyond 64 levels; and nothing overflows."""
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    assert 1.0 == whole(deep, copy.deepcopy(deep), texts)
    assert whole(deep, [], texts) < 0.5


PROSE = (
    "The invoice was sent in March, and has not been paid since, although three reminders went out "
    "to the customer, who says that the goods never came and wants them to be sent again."
)


def test_nothing_is_told_of_long_prose_that_differs() -> None:
    """Its field is left out of the whole; alone it says nothing, and words never decide."""
    values = values_of(Comparison(""))
    reworded = PROSE.replace("never came", "came late").replace("three", "some")
    note, other = {"id": 7, "note": PROSE}, {"id": 7, "note": reworded}
    assert {"/id": 1.0, "/note": None} == field_agreements(note, other, values)
    assert 1.0 == agreement(note, other, values)
    assert agreement({"note": PROSE}, {"note": reworded}, values) is None
    assert 1.0 == agreement({"note": PROSE}, {"note": PROSE.upper()}, values)
    assert whole(note, {"id": 8, "note": reworded}, values) == 0.0
    assert whole(note, {"id": 7, "note": "none"}, values) < 0.5
