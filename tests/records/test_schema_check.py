"""What is no JSON schema is told before anything is asked that would be checked by it."""
# ruff: noqa: ANN401  (any JSON)

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.function_calls import FunctionCalls
from trustcore import Question, Tool
from trustcore.errors import InputError
from trustcore.records.schema_check import arguments_fault, schema_fault
from trustcore.records.schema_forms import in_small_letters
from trustcore_strategies.structured.validate import violations

FAULTS: list[tuple[str, Any]] = [
    ("/type", {"type": "strng"}),
    ("/type", {"type": ["string", "strng"]}),
    ("/type", {"type": []}),
    ("/type", {"type": ["string", "string"]}),
    ("/type", {"type": None}),
    ("/properties", {"properties": []}),
    ("/properties/a", {"properties": {"a": "string"}}),
    ("/properties/a~1b/type", {"properties": {"a/b": {"type": "int"}}}),
    ("/patternProperties", {"patternProperties": {"(": {}}}),
    ("/$defs/a/items", {"$defs": {"a": {"items": 3}}}),
    ("/definitions", {"definitions": [{}]}),
    ("/required", {"required": "a"}),
    ("/required", {"required": ["a", "a"]}),
    ("/required", {"required": [1]}),
    ("/properties/a/required", {"properties": {"a": {"required": True}}}),
    ("/dependentRequired", {"dependentRequired": {"a": "b"}}),
    ("/dependentSchemas/a", {"dependentSchemas": {"a": 1}}),
    ("/enum", {"enum": "a"}),
    ("/enum", {"enum": []}),
    ("/anyOf", {"anyOf": []}),
    ("/oneOf", {"oneOf": {"type": "string"}}),
    ("/allOf/1", {"allOf": [{}, None]}),
    ("/prefixItems/0/type", {"prefixItems": [{"type": "dict"}]}),
    ("/items/0/type", {"items": [{"type": "dict"}]}),
    ("/additionalProperties", {"additionalProperties": "no"}),
    ("/propertyNames/pattern", {"propertyNames": {"pattern": "["}}),
    ("/not/minLength", {"not": {"minLength": -1}}),
    ("/if/maxItems", {"if": {"maxItems": 1.5}}),
    ("/then/minimum", {"then": {"minimum": "3"}}),
    ("/else/exclusiveMaximum", {"else": {"exclusiveMaximum": True}}),
    ("/contains/multipleOf", {"contains": {"multipleOf": 0}}),
    ("/uniqueItems", {"uniqueItems": "yes"}),
    ("/nullable", {"nullable": "true"}),
    ("/pattern", {"pattern": "a)"}),
    ("/$ref", {"$ref": "#/nope"}),
    ("/$ref", {"$ref": 3}),
    ("/$ref", {"$ref": "#nowhere"}),
    ("/$ref", {"$ref": "https://host/other.json"}),
    ("/properties/a/$ref", {"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"a": {}}}),
    ("/parts/a/type", {"$ref": "#/parts/a", "parts": {"a": {"type": "float"}}}),
    ("the top", {"$ref": "#"}),
    ("the top", {"not": {"$ref": "#"}}),
    (
        "/$defs/",
        {
            "$ref": "#/$defs/a",
            "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#/$defs/a"}},
        },
    ),
]

SCHEMAS: list[Any] = [
    {},
    {"type": ["string", "null"], "minLength": 2.0, "maxLength": 10**30},
    {"type": "object", "properties": {"type": {"type": "string"}, "required": {"enum": [None]}}},
    {"properties": {"a": True, "b": False}, "required": [], "additionalProperties": False},
    {"const": {"type": "strng"}, "default": {"required": 3}, "examples": [{"$ref": "#/nope"}]},
    {"enum": [{"type": "strng", "$ref": "#/nope"}]},
    {"x-of-ours": {"type": 3}, "unevaluatedProperties": False, "format": "date"},
    {"$defs": {"n": {"properties": {"next": {"$ref": "#/$defs/n"}}}}, "$ref": "#/$defs/n"},
    {"properties": {"a": {"$ref": "#"}, "b": {"items": {"$ref": "#"}}}},
    {"$defs": {"a b": {"$anchor": "ab"}}, "items": [{"$ref": "#ab"}, {"$ref": "#/$defs/a%20b"}]},
    {"$id": "urn:x", "items": {"$ref": "urn:x#/$defs/a"}, "$defs": {"a": {}}},
    {"pattern": "^[^]$"},
    {"pattern": r"^\p{L}+$"},
    {"pattern": "(?<year>[0-9]{4})"},
    {"items": [{}, {}], "additionalItems": {"type": "string"}},
]


@pytest.mark.parametrize(("place", "schema"), FAULTS, ids=[json.dumps(one) for _, one in FAULTS])
def test_a_fault_is_told_by_a_pointer_to_its_keyword(place: str, schema: Any) -> None:
    """At the top, and inside of any schema that stands in another."""
    fault = schema_fault(json.dumps(schema))
    assert fault is not None
    assert fault.startswith(place)


@pytest.mark.parametrize("schema", SCHEMAS, ids=json.dumps)
def test_a_schema_has_no_fault(schema: Any) -> None:
    """Values are no schemas, keywords that are not known hold anything, and dialects differ."""
    assert schema_fault(json.dumps(schema)) is None


def _in_properties(schema: Any) -> Any:
    return {"type": "object", "properties": {"of it": schema}}


def _in_choice(schema: Any) -> Any:
    return {"anyOf": [{"type": "null"}, schema]}


def _behind_reference(schema: Any) -> Any:
    return {"items": {"$ref": "#/$defs/it"}, "$defs": {"it": schema}}


AROUND: list[Callable[[Any], Any]] = [_in_properties, _in_choice, _behind_reference]


@given(
    st.sampled_from([one for _, one in FAULTS if "$ref" not in json.dumps(one)]),
    st.lists(st.sampled_from([_in_properties, _in_choice]), max_size=4),
)
def test_a_fault_is_found_however_deep(schema: Any, around: list[Callable[[Any], Any]]) -> None:
    """What is around a schema takes nothing from its fault."""
    for wrap in around:
        schema = wrap(schema)
    assert schema_fault(json.dumps(schema)) is not None


@pytest.mark.parametrize("around", AROUND, ids=lambda wrap: wrap.__name__)
def test_a_fault_is_found_in_whatever_holds_it(around: Callable[[Any], Any]) -> None:
    """In properties, choices, and behind references."""
    fault = schema_fault(json.dumps(around({"type": "strng"})))
    assert fault is not None
    assert "did you mean 'string'?" in fault


def test_types_of_other_languages_are_told_by_their_name_in_json() -> None:
    """Of Python's, for example."""
    said = {kind: schema_fault(json.dumps({"type": kind})) for kind in ("dict", "float", "list")}
    assert ["'object'?", "'number'?", "'array'?"] == [
        str(one).rpartition(" ")[2] for one in said.values()
    ]


def test_a_long_chain_of_references_is_no_fault() -> None:
    """How many lead to each other is no matter."""
    chain = {f"n{at}": {"items": {"$ref": f"#/$defs/n{at + 1}"}} for at in range(1500)}
    schema = {"items": {"$ref": "#/$defs/n0"}, "$defs": {**chain, "n1500": {"type": "string"}}}
    assert schema_fault(json.dumps(schema)) is None


def _deep(levels: int) -> Any:
    schema: Any = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return schema


def _within_itself() -> Any:
    schema: Any = {"type": "object"}
    schema["properties"] = {"again": schema}
    return schema


@pytest.mark.parametrize("schema", [_deep(300), _deep(20_000), _within_itself()], ids=range(3))
def test_what_is_too_deep_is_refused(schema: Any) -> None:
    """A schema without an end among them; it is no error of Python's."""
    with pytest.raises(InputError, match=r"response_format.*flatter"):
        Question("q", response_format=schema)
    with pytest.raises(InputError, match=r"tool 0.*flatter"):
        Question("q", tools=[{"name": "t", "parameters": {"properties": {"a": schema}}}])


FORMS: list[Callable[[Any], Any]] = [
    lambda schema: schema,
    json.dumps,
    lambda schema: {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}},
    lambda schema: {"type": "json_schema", "name": "x", "schema": schema},
    lambda schema: {"format": {"type": "json_schema", "name": "x", "schema": schema}},
    lambda schema: {"response_mime_type": "application/json", "response_schema": schema},
    lambda schema: {"textFormat": {"structure": {"jsonSchema": {"schema": json.dumps(schema)}}}},
]


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_a_schema_is_checked_in_every_form_that_is_taken(form: Callable[[Any], Any]) -> None:
    """As each vendor's SDK has it."""
    wrong = {"type": "object", "properties": {"a": {"type": "object", "required": "b"}}}
    with pytest.raises(InputError, match=r"response_format .*/properties/a/required must be"):
        Question("q", response_format=form(wrong))
    assert Question("q", response_format=form({"type": "object"})).response_format is not None


TOOLS: list[Callable[[Any], Any]] = [
    lambda schema: {"type": "function", "function": {"name": "t", "parameters": schema}},
    lambda schema: {"type": "function", "name": "t", "parameters": schema},
    lambda schema: {"name": "t", "input_schema": schema},
    lambda schema: {"toolSpec": {"name": "t", "inputSchema": {"json": schema}}},
    lambda schema: {"function_declarations": [{"name": "t", "parameters": schema}]},
    lambda schema: {"name": "t", "parameters": json.dumps(schema)},
]


@pytest.mark.parametrize("form", TOOLS, ids=range(len(TOOLS)))
@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "/type must be 'object'"),
        ({"type": ["array", "null"]}, "/type must be 'object'"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "array"}}}, "/type must be 'object'"),
        ({"city": {"type": "string"}}, "no keyword of a JSON schema"),
        ({"type": "object", "properties": {"a": {"type": "strng"}}}, "/properties/a/type"),
        ([{"type": "object"}], "must be a JSON object"),
    ],
    ids=range(6),
)
def test_arguments_are_of_an_object(form: Callable[[Any], Any], schema: Any, words: str) -> None:
    """Whatever describes none is refused, naming the tool."""
    with pytest.raises(InputError, match=f"tool 0: the parameters of tool 't'.*{words}"):
        Question("q", tools=[form(schema)])


@pytest.mark.parametrize(
    "schema",
    [{}, {"$schema": "x"}, {"additionalProperties": False}, {"type": ["object", "null"]}],
    ids=json.dumps,
)
def test_arguments_without_a_type_may_be_of_an_object(schema: Any) -> None:
    """Nothing says that they are not."""
    assert arguments_fault(json.dumps(schema)) is None


@pytest.mark.parametrize("name", ["", " ", "a b", "a" * 65, "wetter\u00fc", "a/b", "a\n", 3, None])
def test_a_tool_has_a_name_that_apis_take(name: Any) -> None:
    """The rule and the way out are told, as it is made and in a question."""
    with pytest.raises(InputError, match=r"name must be 1 to 64 letters.*rename it"):
        Tool(name)


@pytest.mark.parametrize("name", ["a", "get_weather", "math.factorial", "ns:f-1", "a" * 64])
def test_names_that_some_api_takes_are_taken(name: str) -> None:
    """Dots and colons are Gemini's."""
    assert name == Question("q", tools=[{"name": name}]).tools[0].name


@pytest.mark.parametrize(
    "tool",
    [
        {"type": "function", "function": {}},
        {"type": "function"},
        {"toolSpec": {}},
        {"function_declarations": []},
        {"name": 3},
        {},
        7,
    ],
    ids=str,
)
def test_what_is_no_tool_is_told_what_is_missing(tool: Any) -> None:
    """It is not taken for a tool that an API runs itself."""
    with pytest.raises(InputError, match="tool 0: it needs a name and a JSON schema"):
        Question("q", tools=[tool])


@pytest.mark.parametrize("kind", ["grammar", "regex", "strng", "json"])
def test_a_response_format_of_an_unknown_type_is_told_the_known_ones(kind: str) -> None:
    """Those of JSON schemas, and those of the vendors."""
    with pytest.raises(InputError, match=f"json_schema as a vendor's SDK has it, not '{kind}'"):
        Question("q", response_format={"type": kind, "value": "x"})


class _Unwritable(BaseModel):
    """A model with a field that JSON has no form for."""

    made_by: Callable[[int], int]


def test_a_pydantic_model_without_a_schema_is_refused() -> None:
    """With its name, before anything is asked."""
    with pytest.raises(InputError, match="the model _Unwritable makes no JSON schema"):
        Question("q", response_format=_Unwritable)


def test_types_in_capitals_are_those_of_schemas_alone() -> None:
    """A value that has a key `type` stays as it is, and a property may be called as a keyword."""
    schema = {
        "type": "OBJECT",
        "properties": {"default": {"type": "STRING", "default": {"type": "STRING"}}},
    }
    assert {
        "type": "object",
        "properties": {"default": {"type": "string", "default": {"type": "STRING"}}},
    } == in_small_letters(schema)


@pytest.mark.parametrize(
    "reference", ["#/$defs/a%20b", "#/$defs/a b", "#ab", "urn:x#ab", "urn:x#/$defs/a%20b"]
)
def test_values_are_checked_behind_every_reference(reference: str) -> None:
    """By pointer, percent-encoded or not, by anchor, and with the address of the schema."""
    schema = {
        "$id": "urn:x",
        "properties": {"one": {"$ref": reference}},
        "$defs": {"a b": {"$anchor": "ab", "type": "string"}},
    }
    assert schema_fault(json.dumps(schema)) is None
    assert ["/one"] == [one.path for one in violations({"one": 3}, schema)]


def test_a_schema_is_checked_once() -> None:
    """However many questions have it."""
    schema = {"type": "object", "properties": {"checked once": {"type": "string"}}}
    before = schema_fault.cache_info().misses
    for _ in range(5):
        Question("q", response_format=schema)
    assert before + 1 == schema_fault.cache_info().misses


@pytest.mark.parametrize("form", ["#a{}", "#/$defs/n{}", "urn:{}"])
def test_checking_takes_linear_time(form: str) -> None:
    """Whoever may send a schema to a server may send a large one."""
    count = 4000
    names = {f"n{at}": {"$anchor": f"a{at}", "$id": f"urn:{at}"} for at in range(count)}
    refs = {f"p{at}": {"$ref": form.format(at)} for at in range(count)}
    schema = json.dumps({"properties": refs, "$defs": names})
    with FunctionCalls() as steps:
        assert schema_fault(schema) is None
    assert steps.count < 160 * count
