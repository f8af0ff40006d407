"""The keywords of a JSON schema that are about one value alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import orjson

from trustcore_strategies.structured.patterns import matches

_QUOTED = 60
"""Characters of a schema that a problem quotes."""


def is_of_type(value: Any, kind: str) -> bool:  # noqa: ANN401  (any JSON)
    """Whether a value is of a type of JSON schema; a fraction without a remainder is an integer.

    Of a type that there is not, every value is.
    """
    match kind:
        case "null":
            fits = value is None
        case "boolean":
            fits = isinstance(value, bool)
        case "number":
            fits = _is_number(value)
        case "integer":
            fits = _is_number(value) and (isinstance(value, int) or value.is_integer())
        case "string" | "array" | "object":
            fits = isinstance(value, _CLASSES[kind])
        case _:
            fits = True
    return fits


_CLASSES: Mapping[str, type] = {"string": str, "array": list, "object": dict}


def same(one: Any, other: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether two values are equal as JSON has it: 1 is 1.0, and neither is true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


def number(value: Any, otherwise: float) -> float:  # noqa: ANN401  (any JSON)
    """A number of a schema, or what stands for one that is none."""
    return value if _is_number(value) else otherwise


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _enum(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if not isinstance(wanted, list) or any(same(value, one) for one in wanted):
        return None
    return f"it must be one of {_shown(wanted)}"


def _const(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
    return None if same(value, wanted) else f"it must be {_shown(wanted)}"


def _pattern(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if not isinstance(value, str) or not isinstance(wanted, str) or matches(wanted, value):
        return None
    return f"it must match {_shown(wanted)}"


def _unique(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if wanted is not True or not isinstance(value, list):
        return None
    written = [orjson.dumps(_plain(one), option=orjson.OPT_SORT_KEYS) for one in value]
    return "its items must differ" if len(set(written)) < len(written) else None


def _plain(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A value with its numbers as texts that are equal where the numbers are."""
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case bool() | None:
            return value
        case int() | float():
            return {"number": str(_fraction(value))}
        case _:
            return str(value)


def _multiple(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
    if not _is_number(value) or not number(wanted, 0) > 0:
        return None
    part, whole = _fraction(wanted), _fraction(value)
    fits = part is None or whole is None or (whole / part).denominator == 1
    return None if fits else f"it must be a multiple of {wanted}"


def _fraction(value: float) -> Fraction | None:
    """A number as it is written in decimals, exactly; None of one that is infinite."""
    return Fraction(repr(value)) if math.isfinite(value) else None


def _bound(fits: Callable[[Any, Any], bool], words: str) -> Callable[[Any, Any], str | None]:
    def rule(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
        if not _is_number(value) or not _is_number(wanted) or fits(value, wanted):
            return None
        return f"it must be {words} {wanted}"

    return rule


def _size(kind: type, least: bool, words: str) -> Callable[[Any, Any], str | None]:  # noqa: FBT001  (one of two tables)
    def rule(value: Any, wanted: Any) -> str | None:  # noqa: ANN401  (any JSON)
        if not isinstance(value, kind) or not _is_number(wanted):
            return None
        fits = len(value) >= wanted if least else len(value) <= wanted  # type: ignore[arg-type]
        return None if fits else f"it must have {words.format(wanted)}"

    return rule


def _shown(wanted: Any) -> str:  # noqa: ANN401  (any JSON)
    try:
        text = orjson.dumps(wanted).decode()
    except TypeError:  # an integer of more than 64 bits
        text = str(wanted)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 3] + "..."


Rule = Callable[[Any, Any], str | None]
"""What is wrong with a value, given what stands under the keyword; None where nothing is."""

RULES: Mapping[str, Rule] = {
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "uniqueItems": _unique,
    "multipleOf": _multiple,
    "minimum": _bound(lambda value, wanted: bool(value >= wanted), "at least"),
    "maximum": _bound(lambda value, wanted: bool(value <= wanted), "at most"),
    "exclusiveMinimum": _bound(lambda value, wanted: bool(value > wanted), "above"),
    "exclusiveMaximum": _bound(lambda value, wanted: bool(value < wanted), "below"),
    "minLength": _size(str, True, "{} characters or more"),
    "maxLength": _size(str, False, "{} characters or fewer"),
    "minItems": _size(list, True, "{} items or more"),
    "maxItems": _size(list, False, "{} items or fewer"),
    "minProperties": _size(dict, True, "{} properties or more"),
    "maxProperties": _size(dict, False, "{} properties or fewer"),
}
"""What each keyword wants. A value of a type that it is not about is as it should be."""
