"""Vendors' objects as plain data, told by their shape: no SDK is imported."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum
from types import ModuleType
from typing import Any

from trustcore.records.kinds_of_values import dumped

_AS_THEY_ARE = frozenset(("args", "arguments", "input", "tool_kwargs"))
"""Keys of what a model wrote for a tool, in which None is a value like others."""


_DEEPEST = 12
"""How deep a response is looked into: no score hangs on what is deeper; what holds itself ends."""


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


def fields_of(value: object) -> Mapping[str, Any]:
    """What an object has at its outside; nothing where it is no object with fields."""
    found = _fields_of(dumped(value))
    return found if isinstance(found, Mapping) else {}


def _fields_of(value: Any) -> Any:  # noqa: ANN401  (likewise)
    """The fields of an object; of the run of an agent those of its last response."""
    if isinstance(value, Mapping) or not _has_fields(value):
        return value
    if not dataclasses.is_dataclass(value):
        return {name: one for name, one in vars(value).items() if not name.startswith("_")}
    last = getattr(value, "response", None)
    if _has_fields(last):
        return _fields_of(last)
    return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}


def _has_fields(value: object) -> bool:
    """Whether it is an object made of others: no text, member, module, class or function."""
    if isinstance(value, (str, Enum, ModuleType)) or callable(value):
        return False
    return dataclasses.is_dataclass(value) or hasattr(value, "__dict__")
