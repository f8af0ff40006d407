"""Vendors' objects as plain data, told by their shape: no SDK is imported."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from typing import Any

from trustcore.records.kinds_of_values import dumped

_AS_THEY_ARE = frozenset(("args", "arguments", "input", "tool_kwargs"))
"""Keys of what a model wrote for a tool, in which None is a value like others."""


_DEEPEST = 24
"""How deep a response may be nested: what holds itself ends there."""


def plain_of(value: Any, depth: int = _DEEPEST) -> Any:  # noqa: ANN401  (whatever the user gave)
    """A response as plain data: mappings, lists and what stands in them, without fields of None.

    Objects become mappings of their public fields, members of an enumeration their values. What is
    something else comes back as it is; nothing of the user's is changed.
    """
    value = _fields_of(dumped(value)) if depth else None
    match value:
        case Mapping():
            return {
                str(key): one if key in _AS_THEY_ARE else plain_of(one, depth - 1)
                for key, one in value.items()
                if one is not None
            }
        case list() | tuple():
            return [plain_of(one, depth - 1) for one in value]
        case Enum():
            return value.value
        case _:
            return value


def is_vendor_like(value: object) -> bool:
    """Whether a value can be a vendor's object at all, whichever."""
    return isinstance(value, Mapping) or hasattr(value, "model_dump") or _has_fields(value)


def _fields_of(value: Any) -> Any:  # noqa: ANN401  (likewise)
    """The fields of an object; of the run of an agent those of its last response."""
    if isinstance(value, Mapping) or not _has_fields(value):
        return value
    last = getattr(value, "response", None)
    if dataclasses.is_dataclass(value) and _has_fields(last):
        return _fields_of(last)
    if dataclasses.is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    return {name: one for name, one in vars(value).items() if not name.startswith("_")}


def _has_fields(value: object) -> bool:
    """Whether it is an object made of others: no text, number, member, class or function."""
    if isinstance(value, (str, Enum)) or callable(value):
        return False
    return dataclasses.is_dataclass(value) or hasattr(value, "__dict__")
