"""Reads the fields of one recorded line, and says which rule is broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from trustcore.evaluation.lines import BrokenRuleError
from trustcore.records.text import whole_text

Json = Mapping[str, object]
T = TypeVar("T")

_KINDS: Mapping[object, str] = {
    str: "a text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    (float, int): "a number",
}


def required(record: Json, key: str, kind: type[T], where: str) -> T:
    """The value of a key.

    Raises:
        BrokenRuleError: When it is not there, null or of another kind.
    """
    value = optional(record, key, kind, where)
    if value is None:
        raise BrokenRuleError(f"{where} lacks the key {key!r}; it must be {_KINDS[kind]}")
    return value


def optional(record: Json, key: str, kind: type[T] | tuple[type[T], ...], where: str) -> T | None:
    """The value of a key; None where it is not there or null.

    Raises:
        BrokenRuleError: When it is of another kind.
    """
    value = record.get(key)
    if isinstance(value, str):
        value = whole_text(value)
    if value is None or isinstance(value, kind):
        return value
    raise BrokenRuleError(f"{where}: {key} must be {_KINDS[kind]}")
