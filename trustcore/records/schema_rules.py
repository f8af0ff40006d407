"""What may stand under each keyword of a JSON schema that answers are checked by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from trustcore.checks import Rule, number, text

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")

ONE = frozenset(
    (
        *("items", "additionalItems", "additionalProperties", "contains", "propertyNames", "not"),
        *("if", "then", "else"),
    )
)
"""Keywords with a schema under them."""

SEVERAL = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
"""Keywords with a list of schemas under them."""

BY_NAME = frozenset(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"))
"""Keywords with schemas by names under them."""

OF_THE_SAME_VALUE = frozenset(
    ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
)
"""Keywords whose schemas are about the same value as the one that they stand in."""


def _is_count(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    whole = type(value) is int or (type(value) is float and value.is_integer())
    return whole and value >= 0


def _are_names(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return texts and len(set(value)) == len(value)


def _is_type(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    if isinstance(value, list):
        return bool(value) and _are_names(value) and set(value) <= set(TYPES)
    return value in TYPES


def _is_pattern(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether a text can be a pattern: not every one in JavaScript's dialect is one in Python's."""
    if not isinstance(value, str):
        return False
    try:
        re.compile(value)
    except re.error as error:
        said = str(error.msg)
        return "[]" in value or "[^]" in value or not said.startswith(_NO_PATTERN)
    except (RecursionError, OverflowError):
        return True
    return True


_NO_PATTERN = (
    "missing ), unterminated subpattern",
    "unbalanced parenthesis",
    "unterminated character set",
    "nothing to repeat",
    "bad character range",
)
"""What `re` says of a text that is a pattern in no dialect."""

_FLAG = Rule("true or false", lambda one: type(one) is bool)
_COUNT = Rule("a whole number from 0", _is_count)
_NUMBER = number()
_NAMES = Rule('a list of different names, ["city"] for example', _are_names)
PATTERN = Rule("a regular expression", _is_pattern)

RULES: Mapping[str, Rule] = {
    "type": Rule(f"one of {', '.join(TYPES)}, or a list of them", _is_type),
    "enum": Rule("a list of one value or more", lambda one: isinstance(one, list) and bool(one)),
    "required": _NAMES,
    "dependentRequired": Rule(
        'an object with a list of names for each name, {"card": ["address"]} for example',
        lambda one: isinstance(one, dict) and all(map(_are_names, one.values())),
    ),
    "pattern": PATTERN,
    "uniqueItems": _FLAG,
    "nullable": _FLAG,
    "multipleOf": number(above=0),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _NUMBER),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _COUNT),
    **dict.fromkeys(("minProperties", "maxProperties", "minContains", "maxContains"), _COUNT),
    **dict.fromkeys(("$ref", "$anchor", "$id"), text),
}
"""What may stand under a keyword that holds no schemas. Of other keywords anything may."""

KEYWORDS = frozenset((*RULES, *ONE, *SEVERAL, *BY_NAME, "const", "default"))
"""The keywords that are known."""


def way_out(keyword: str, value: object) -> str:
    """What was meant by a value that may not stand under a keyword, where that can be told."""
    match keyword, value:
        case "type", str(name):
            near = get_close_matches(name.lower(), TYPES, n=1)
            meant = _MEANT.get(name.lower()) or (near[0] if near else None)
            return f"; did you mean {meant!r}?" if meant else ""
        case "required", bool():
            return "; it stands beside properties, and names those that are required"
        case "exclusiveMinimum" | "exclusiveMaximum", bool():
            return f"; give the bound itself in the place of {keyword[9:].lower()}"
        case _:
            return ""


_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("int", "long"), "integer"),
    **dict.fromkeys(("list", "tuple", "set"), "array"),
    **dict.fromkeys(("dict", "map", "mapping", "record"), "object"),
    **dict.fromkeys(("none", "nonetype", "nil"), "null"),
    **dict.fromkeys(("str", "text", "date", "datetime", "time"), "string"),
    "bool": "boolean",
}
"""What other languages call a type."""
