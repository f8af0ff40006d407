"""Whether a JSON schema is one, before an answer is asked for that is checked by it.

What draft 2020-12 says of the keywords that answers are checked by, with those of draft 7 that it
renamed. Of keywords that are not known anything may stand there, as the standard has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import Any

from trustcore.checks import shown
from trustcore.records.json_answer import pointer
from trustcore.records.json_text import object_in
from trustcore.records.schema_references import References
from trustcore.records.schema_rules import (
    BY_NAME,
    KEYWORDS,
    OF_THE_SAME_VALUE,
    ONE,
    PATTERN,
    RULES,
    SEVERAL,
    way_out,
)

DEEPEST = 200
"""Schemas inside each other beyond which answers are not checked."""


@lru_cache(maxsize=256)
def schema_fault(text: str) -> str | None:
    """The first thing that keeps a text from being a JSON schema; None where it is one.

    Returns:
        A JSON pointer to the keyword, the rule and the way out.
    """
    schema = object_in(text)
    return "it must be a JSON object" if schema is None else _Check(schema).fault()


@lru_cache(maxsize=256)
def arguments_fault(text: str) -> str | None:
    """The first thing that keeps a text from being the JSON schema of a tool's arguments.

    Returns:
        As `schema_fault`.
    """
    schema = object_in(text)
    return schema_fault(text) or (None if schema is None else _not_of_objects(schema))


_OF_OBJECTS = 'a tool\'s arguments are an object: {"type": "object", "properties": {...}}'


def _not_of_objects(schema: Mapping[str, Any]) -> str | None:
    """Why no object can be as a schema wants it, which is known to be one."""
    one: Any = schema
    references = References(schema)
    while isinstance(one, Mapping) and "$ref" in one and "type" not in one:
        one = references.of(one["$ref"])
    kinds = one.get("type", "object") if isinstance(one, Mapping) else "object"
    if one is False or "object" not in ([kinds] if isinstance(kinds, str) else kinds):
        return f"/type must be 'object'; {_OF_OBJECTS}"
    if schema and not schema.keys() & _SEEN_AT_THE_TOP:
        return f"it has no keyword of a JSON schema; {_OF_OBJECTS}"
    return None


_SEEN_AT_THE_TOP = KEYWORDS | {"$schema", "title", "description", "examples"}


class _Check:
    """A walk along a schema."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._targets = References(root)
        self._paths: dict[int, str] = {}
        self._references: list[tuple[str, Mapping[str, Any]]] = []
        self._same_value: dict[int, list[int]] = {}

    def fault(self) -> str | None:
        """The first fault, in the order of the text; then of references, of their loops last."""
        found = next(self._faults("", self._root, 0), None)
        for path, schema in self._references:  # it grows by those behind references
            found = found or next(self._reference(path, schema, schema["$ref"]), None)
        return found or self._loop()

    def _faults(self, path: str, schema: Any, depth: int) -> Iterator[str]:  # noqa: ANN401  (any JSON)
        if isinstance(schema, bool) or id(schema) in self._paths:
            return
        if not isinstance(schema, Mapping):
            yield f"{path} must be a schema: an object, true or false, not {_named(schema)}"
            return
        if depth > DEEPEST:
            yield f"{path[:80]}... is more than {DEEPEST} schemas deep; make it flatter"
            return
        self._paths[id(schema)] = path
        for keyword, value in schema.items():
            yield from self._keyword(path, schema, keyword, value)
            for place, inner in _inside(pointer(path, keyword), keyword, value):
                if keyword in OF_THE_SAME_VALUE:
                    self._leads(schema, inner)
                yield from self._faults(place, inner, depth + 1)
        if isinstance(schema.get("$ref"), str):
            self._references.append((path, schema))

    def _keyword(self, path: str, schema: Any, keyword: str, value: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
        """What is wrong with what stands under a keyword, the schemas in it apart."""
        place, words = pointer(path, keyword), ""
        if keyword in RULES and not RULES[keyword].holds(value):
            words = RULES[keyword].words
        elif keyword in SEVERAL and not (isinstance(value, list) and value):
            words = "a list of one schema or more"
        elif keyword in BY_NAME and not isinstance(value, Mapping):
            words = "an object with a schema for each name"
        if words:
            yield f"{place} must be {words}, not {_named(value)}{way_out(keyword, value)}"
        elif keyword == "patternProperties":
            for pattern in value:
                if not PATTERN.holds(pattern):
                    yield f"{place}: {shown(pattern)} must be {PATTERN.words}"

    def _reference(self, path: str, schema: Mapping[str, Any], reference: str) -> Iterator[str]:
        place, address = pointer(path, "$ref"), reference.partition("#")[0]
        found = self._targets.of(reference)
        if found is None and address:
            yield (
                f"{place} leads out of the schema, and nothing is fetched; copy what "
                f"{shown(reference)} stands for into $defs, and refer to that"
            )
        elif found is None:
            yield f"{place} leads nowhere: {shown(reference)} is not there; put it into $defs"
        else:
            self._leads(schema, found)
            yield from self._faults(_place_of(reference), found, 0)

    def _leads(self, schema: Any, other: Any) -> None:  # noqa: ANN401  (any JSON)
        self._same_value.setdefault(id(schema), []).append(id(other))

    def _loop(self) -> str | None:
        """References that lead back to where they stand, without going into the value."""
        try:
            TopologicalSorter(self._same_value).prepare()
        except CycleError as error:
            path = self._paths.get(error.args[1][0], "")
            return (
                f"{path or 'the top'} leads back to itself by $ref, and no value can be checked "
                "by it; refer to it from inside of properties or items"
            )
        return None


def _inside(place: str, keyword: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  (any JSON)
    """The schemas under a keyword, each with its pointer."""
    if keyword in BY_NAME and isinstance(value, Mapping):
        yield from ((pointer(place, key), one) for key, one in value.items())
    elif isinstance(value, list) and (keyword in SEVERAL or keyword == "items"):
        yield from ((pointer(place, index), one) for index, one in enumerate(value))
    elif keyword in ONE:
        yield place, value


def _place_of(reference: str) -> str:
    return reference.partition("#")[2] or reference


def _named(value: object) -> str:
    """A value in the words of JSON."""
    match value:
        case []:
            return "an empty list"
        case list():
            return "a list"
        case dict():
            return "an object"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return shown(value)
