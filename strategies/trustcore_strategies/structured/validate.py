"""Whether a value is as a JSON schema wants it: each place where it is not, under its pointer.

What the schemas of structured outputs and of tools are made of, as drafts 7 to 2020-12 have it.
`format` and keywords that are not known say nothing, as the standard has it for annotations; what
lies behind a reference to another document neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from trustcore.records.json_answer import pointer
from trustcore.records.schema_references import References
from trustcore_strategies.structured.patterns import matches
from trustcore_strategies.structured.rules import RULES, is_of_type, number

_MOST = 50
"""Places that are listed."""

_DEEPEST = 200
"""Schemas inside each other beyond which nothing is checked; a reference may lead to itself."""


@frozen
class Violation:
    """One place where a value is not as its schema wants it.

    Attributes:
        path: A JSON pointer into the value; of a property that is missing, its own.
        problem: What is wrong, in words; it quotes the schema and not the value.
        keyword: The keyword of the schema that it goes against.
    """

    path: str
    problem: str
    keyword: str


def violations(value: Any, schema: Any) -> Sequence[Violation]:  # noqa: ANN401  (any JSON)
    """Where a value is not as a schema wants it, in the value's order; the first fifty of them.

    Args:
        value: Any JSON value.
        schema: A JSON schema. It is not checked itself: what makes no sense in it says nothing.
    """
    found = _Validator(schema).check(_Place(), value, schema)
    return [one for one, _ in zip(found, range(_MOST), strict=False)]


@frozen
class _Place:
    """Where a walk along a value is.

    Attributes:
        path: The pointer.
        depth: How many schemas inside each other led there.
        schemas: Those that are being checked right there, by identity: a reference may lead to
            itself.
    """

    path: str = ""
    depth: int = 0
    schemas: frozenset[int] = frozenset()

    def into(self, key: object) -> _Place:
        """The place that a key or an index leads to."""
        return _Place(pointer(self.path, key), self.depth + 1)

    def under(self, schema: object) -> _Place:
        """The same place under one schema more."""
        return _Place(self.path, self.depth + 1, self.schemas | {id(schema)})

    def wrong(self, keyword: str, problem: str) -> Violation:
        """What is wrong there."""
        return Violation(self.path, problem, keyword)


class _Validator:
    """A walk along a value and its schema."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401  (any JSON)
        self._references = References(root)

    def check(self, at: _Place, value: Any, schema: Any) -> Iterator[Violation]:  # noqa: ANN401  (any JSON)
        """The violations at a place and below it."""
        if schema is False:
            yield at.wrong("false", "there is to be nothing here")
        if not isinstance(schema, Mapping) or at.depth > _DEEPEST or id(schema) in at.schemas:
            return
        at = at.under(schema)
        if isinstance(schema.get("$ref"), str):
            yield from self.check(at, value, self._references.of(schema["$ref"]))
        problem = _wrong_type(value, schema)
        if problem is not None:
            yield at.wrong("type", problem)
            return
        for keyword, rule in RULES.items():
            if keyword in schema and (problem := rule(value, schema[keyword])):
                yield at.wrong(keyword, problem)
        if isinstance(value, dict):
            yield from self._object(at, value, schema)
        if isinstance(value, list):
            yield from self._list(at, value, schema)
        yield from self._combined(at, value, schema)

    def _object(
        self, at: _Place, value: dict[str, Any], schema: Mapping[str, Any]
    ) -> Iterator[Violation]:
        for key in _strings(schema.get("required")):
            if key not in value:
                yield at.into(key).wrong("required", "it is required and missing")
        for key, needed in _table(schema.get("dependentRequired")).items():
            for other in _strings(needed):
                if key in value and other not in value:
                    problem = f"it is required beside {key!r} and missing"
                    yield at.into(other).wrong("required", problem)
        for key, one in value.items():
            for inner in _schemas_of(key, schema):
                yield from self.check(at.into(key), one, inner)
            yield from self.check(at.into(key), key, schema.get("propertyNames"))

    def _list(self, at: _Place, value: list[Any], schema: Mapping[str, Any]) -> Iterator[Violation]:
        first, rest = _item_schemas(schema)
        for index, one in enumerate(value):
            inner = first[index] if index < len(first) else rest
            yield from self.check(at.into(index), one, inner)
        if "contains" in schema:
            fitting = sum(self._fits(at.into(""), one, schema["contains"]) for one in value)
            least = number(schema.get("minContains"), 1)
            if not least <= fitting <= number(schema.get("maxContains"), math.inf):
                problem = "it must contain items of a form, and has too few or too many"
                yield at.wrong("contains", problem)

    def _combined(self, at: _Place, value: Any, schema: Mapping[str, Any]) -> Iterator[Violation]:  # noqa: ANN401  (any JSON)
        for inner in _list(schema.get("allOf")):
            yield from self.check(at, value, inner)
        for keyword in ("anyOf", "oneOf"):
            yield from self._any_of(at, value, _list(schema.get(keyword)))
        if sum(self._fits(at, value, one) for one in _list(schema.get("oneOf"))) > 1:
            yield at.wrong("oneOf", "it must be of one form alone, and is of several")
        if "not" in schema and self._fits(at, value, schema["not"]):
            yield at.wrong("not", "it is of a form that is excluded")
        if "if" in schema:
            way = "then" if self._fits(at, value, schema["if"]) else "else"
            yield from self.check(at, value, schema.get(way))
        for key, inner in _table(schema.get("dependentSchemas")).items():
            if isinstance(value, dict) and key in value:
                yield from self.check(at, value, inner)

    def _any_of(self, at: _Place, value: Any, ways: Sequence[Any]) -> Iterator[Violation]:  # noqa: ANN401  (any JSON)
        """What is wrong in the way that comes nearest, unless one of them fits."""
        wrong: list[Sequence[Violation]] = []
        for inner in ways:
            wrong.append(list(self.check(at, value, inner)))
            if not wrong[-1]:
                return
        yield from min(wrong, key=lambda found: _distance(at.path, found), default=())

    def _fits(self, at: _Place, value: Any, schema: Any) -> bool:  # noqa: ANN401  (any JSON)
        return next(self.check(at, value, schema), None) is None


def _distance(path: str, found: Sequence[Violation]) -> tuple[bool, int, int]:
    """How far a value is from a form: of another altogether, marked as another, then by faults."""
    marked = sum(one.keyword in ("const", "enum") for one in found)
    return any(one.path == path for one in found), marked, len(found)


def _wrong_type(value: Any, schema: Mapping[str, Any]) -> str | None:  # noqa: ANN401  (any JSON)
    kinds = schema.get("type")
    wanted = [kinds] if isinstance(kinds, str) else _strings(kinds)
    if not wanted or any(is_of_type(value, kind) for kind in wanted):
        return None
    if value is None and schema.get("nullable") is True:  # OpenAPI's
        return None
    return f"it must be of type {' or '.join(wanted)}"


def _schemas_of(key: str, schema: Mapping[str, Any]) -> Iterator[Any]:
    """The schemas of a property: its own, those of patterns, else that of all others."""
    properties = _table(schema.get("properties"))
    known = key in properties
    if known:
        yield properties[key]
    for pattern, inner in _table(schema.get("patternProperties")).items():
        if matches(pattern, key):
            known = True
            yield inner
    if not known and "additionalProperties" in schema:
        yield schema["additionalProperties"]


def _item_schemas(schema: Mapping[str, Any]) -> tuple[Sequence[Any], Any]:
    """The schemas of the first items, and that of the others."""
    items = schema.get("items", True)
    if isinstance(items, list):  # before draft 2020-12
        return items, schema.get("additionalItems", True)
    return _list(schema.get("prefixItems")), items


def _table(value: Any) -> Mapping[str, Any]:  # noqa: ANN401  (any JSON)
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401  (any JSON)
    return value if isinstance(value, list) else []


def _strings(value: Any) -> Sequence[str]:  # noqa: ANN401  (any JSON)
    return [one for one in _list(value) if isinstance(one, str)]
