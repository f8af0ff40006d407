# ruff: noqa: ANN401, E501  (any JSON; tables are read by the line)

from __future__ import annotations

from typing import Any

import pytest

from trustcore_strategies.structured.validate import violations

PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 5},
        "age": {"type": "integer", "minimum": 0, "exclusiveMaximum": 150},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True},
        "boss": {"anyOf": [{"$ref": "#/$defs/boss"}, {"type": "null"}]},
    },
    "required": ["name", "age"],
    "additionalProperties": False,
    "$defs": {
        "boss": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "of": {"$ref": "#"}},
            "required": ["name"],
        }
    },
}


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ({"name": "Ada", "age": 36}, []),
        ({"name": "Ada", "age": 36.0, "boss": None, "tags": []}, []),
        ({"name": "Ada", "age": 1, "boss": {"name": "C", "of": {"name": "D", "age": 2}}}, []),
        ({"name": "Ada"}, ["/age"]),
        ({"name": "", "age": -1}, ["/name", "/age"]),
        ({"name": "Augusta", "age": 150}, ["/name", "/age"]),
        ({"name": 3, "age": True}, ["/name", "/age"]),
        ({"name": "Ada", "age": 36.5}, ["/age"]),
        ({"name": "Ada", "age": 36, "tags": ["a", "c"]}, ["/tags/1"]),
        ({"name": "Ada", "age": 36, "tags": ["a", "a"]}, ["/tags"]),
        ({"name": "Ada", "age": 36, "boss": {"name": 1}}, ["/boss/name"]),
        ({"name": "Ada", "age": 36, "boss": {"name": "C", "of": {}}}, ["/boss/of/name", "/boss/of/age"]),
        ({"name": "Ada", "age": 36, "boss": 3}, ["/boss"]),
        ({"name": "Ada", "age": 36, "a/b": 3}, ["/a~1b"]),
        ([], [""]),
        (None, [""]),
    ],
)  # fmt: skip
def test_each_place_is_named_by_its_pointer(value: Any, paths: list[str]) -> None:
    """Of the value that is wrong, or the property that is missing."""
    assert paths == [one.path for one in violations(value, PERSON)]


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        (False, [], [1, None]),
        (True, [1, None], []),
        ({}, [1, None], []),
        ({"type": ["string", "null"]}, ["a", None], [1]),
        ({"type": "string", "nullable": True}, ["a", None], [1]),
        ({"type": "number"}, [1, 1.5], [True, "1"]),
        ({"type": "boolean"}, [True], [1, 0]),
        ({"const": 1}, [1, 1.0], [True, "1", 2]),
        ({"enum": [0, [1], {"a": 2}]}, [0, 0.0, [1.0], {"a": 2}], [False, [True], {"a": 3}]),
        ({"pattern": "^a+$"}, ["a", 3], ["b"]),
        ({"pattern": "("}, ["anything"], []),
        ({"multipleOf": 0.01}, [0.07, 19.99, 3], [0.005]),
        ({"multipleOf": 0}, [1], []),
        ({"minimum": 2, "maximum": 3}, [2, 3, "x"], [1, 4]),
        ({"exclusiveMinimum": 2}, [2.1], [2]),
        ({"minItems": 1, "maxItems": 2}, [[1], [1, 2]], [[], [1, 2, 3]]),
        ({"minProperties": 1, "maxProperties": 1}, [{"a": 1}], [{}, {"a": 1, "b": 2}]),
        ({"uniqueItems": True}, [[1, True, "1"], [[1], [2]]], [[1, 1.0], [{"a": 1}, {"a": 1}]]),
        ({"prefixItems": [{"type": "string"}], "items": False}, [["a"], []], [["a", 1], [1]]),
        ({"items": [{"type": "string"}], "additionalItems": False}, [["a"]], [["a", 1]]),
        ({"contains": {"const": 1}}, [[2, 1]], [[2], []]),
        ({"contains": {"const": 1}, "minContains": 2, "maxContains": 2}, [[1, 1]], [[1], [1] * 3]),
        ({"allOf": [{"minimum": 1}, {"maximum": 2}]}, [1], [0, 3]),
        ({"anyOf": [{"type": "string"}, {"minimum": 5}]}, ["a", 6], [4]),
        ({"oneOf": [{"minimum": 1}, {"maximum": 5}]}, [0, 6], [3]),
        ({"not": {"type": "string"}}, [1], ["a"]),
        ({"if": {"minimum": 5}, "then": {"multipleOf": 2}, "else": {"const": 1}}, [6, 1], [7, 2]),
        ({"dependentRequired": {"a": ["b"]}}, [{"b": 1}, {"a": 1, "b": 1}], [{"a": 1}]),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, [{"b": 1}, {}], [{"a": 1}]),
        ({"patternProperties": {"^n": {"type": "number"}}, "additionalProperties": False}, [{"n1": 1}], [{"n": "a"}, {"m": 1}]),
        ({"additionalProperties": {"type": "number"}}, [{"a": 1}], [{"a": "b"}]),
        ({"propertyNames": {"maxLength": 2}}, [{"ab": 1}], [{"abc": 1}]),
        ({"definitions": {"n": {"type": "number"}}, "$ref": "#/definitions/n"}, [1], ["a"]),
        ({"$ref": "#/nowhere"}, [1, "a"], []),
        ({"$ref": "https://example.org/schema"}, [1, "a"], []),
        ({"$ref": "#"}, [1, "a"], []),
        ({"format": "date"}, ["tomorrow"], []),
        ({"type": "colour", "minimum": "x", "enum": 3, "required": 1, "anyOf": {}}, [1, {}], []),
    ],
)  # fmt: skip
def test_keywords(schema: Any, right: list[Any], wrong: list[Any]) -> None:
    """As the standard has them; what makes no sense says nothing, and nothing raises."""
    assert [] == [value for value in right if violations(value, schema)]
    assert [] == [value for value in wrong if not violations(value, schema)]


def test_the_way_that_comes_nearest_is_told_of() -> None:
    """Of several forms, the one of the right type with the fewest faults."""
    forms = [
        {"type": "object", "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}},
        {"type": "object", "properties": {"kind": {"const": "dog"}, "tail": {"type": "boolean"}}},
        {"type": "null"},
    ]
    found = violations({"kind": "dog", "tail": "long"}, {"anyOf": forms})
    assert ["/tail"] == [one.path for one in found]


def test_references_in_a_circle_end() -> None:
    """However many ways lead around it."""
    circle = {
        "anyOf": [{"$ref": "#"}, {"$ref": "#/$defs/a"}],
        "$defs": {"a": {"allOf": [{"$ref": "#"}] * 9}},
    }
    assert [] == violations({"a": [1]}, circle)
    tree = {"properties": {"next": {"$ref": "#"}, "id": {"type": "number"}}}
    value: Any = {"id": "x"}
    for _ in range(50):
        value = {"next": value}
    (found,) = violations(value, tree)
    assert "/next" * 50 + "/id" == found.path


def test_a_list_of_faults_ends() -> None:
    """A thousand wrong items are fifty problems."""
    assert 50 == len(violations(["x"] * 1000, {"items": {"type": "number"}}))


def test_a_problem_does_not_quote_the_value() -> None:
    """It may be a secret; the schema is the user's own."""
    (found,) = violations({"key": "s3cret"}, {"properties": {"key": {"const": "public"}}})
    assert 'it must be "public"' == found.problem
