# ruff: noqa: ANN401  (any JSON; tables are read by the line)

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustcore.records.json_answer import (
    DEEPEST,
    broken_at,
    json_in,
    keys_of,
    leaf_spans,
    leaves,
    pointer,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('/~"\\é{}[],: a'), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        (' {"a": 1}\n', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ("Here you are:\n```\n[1, 2]\n```\nThat is all.", [1, 2]),
        ('The invoice is {"a": {"b": 2}}.', {"a": {"b": 2}}),
        ('Both: [{"a": 1}, {"a": 2}] as asked.', [{"a": 1}, {"a": 2}]),
        ('It is [{"a": 1}].', [{"a": 1}]),
        ('As said in [1], {"total": 12, "vat": 3}', {"total": 12, "vat": 3}),
        ("null", None),
        ("12345678901234567890123", 12345678901234567890123),
    ],
)
def test_json_is_found_in_an_answer_and_its_place(text: str, value: object) -> None:
    """Alone, in a fence or in prose; integers are exact."""
    found = json_in(text)
    assert found is not None
    assert value == found.value
    assert value == json.loads(text[found.start : found.end])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No.",
        "```" + "a" * 500_000,
        "```\n" * 20_000,
        '{"a": 1',
        "NaN",
        '{"a": Infinity}',
        "[" * 100_000,
    ],
)
def test_what_is_no_json_is_none(text: str) -> None:
    """It never raises."""
    assert json_in(text) is None


@given(values, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_a_leaf_stands_where_its_span_says(value: Any, indent: Any, ascii_only: bool) -> None:
    """Whatever the value and however it is set."""
    text = "Well: " + json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    spans = leaf_spans(text, 6)
    assert leaves(value) == {path: json.loads(text[a:b]) for path, (a, b) in spans.items()}


@given(values)
def test_a_pointer_leads_to_its_leaf(value: Any) -> None:
    """By the keys that it is made of."""
    for path, leaf in leaves(value).items():
        at = value
        for key in keys_of(path):
            at = at[int(key)] if isinstance(at, list) else at[key]
        assert leaf == at


def test_of_a_key_that_is_there_twice_the_last_counts() -> None:
    """As for whoever reads the JSON."""
    text = '{"a": 1, "a": 2}'
    assert {"/a": (14, 15)} == leaf_spans(text)


def test_what_is_nested_too_deep_is_one_leaf() -> None:
    """A thousand levels are no thousand leaves."""
    depth = DEEPEST + 10
    text = "[" * depth + "1, 2" + "]" * depth
    found = json_in(text)
    assert found is not None
    assert [pointer("", "0") * DEEPEST] == list(leaves(found.value)) == list(leaf_spans(text))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("I cannot tell.", ""),
        ('{"a": 1,}', ""),
        ('{"a": {"b": [1, 2, {"x": "cut of', "/a/b/2/x"),
        ('Well: {"a": {"b": nothing}}', "/a/b"),
        ('{"a": NaN}', ""),
        ("[" * 100_000, ""),
    ],
)
def test_where_json_is_broken_is_said_by_a_pointer(text: str, path: str) -> None:
    """That of the value which cannot be read."""
    assert path == broken_at(text)
