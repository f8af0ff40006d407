"""What a value is, in words for messages: its kind and the way out, never what it holds."""

from __future__ import annotations

import math
from collections import UserString
from collections.abc import Mapping, Sequence
from typing import Any

from trustcore.records.chat import Message

TEXTS = (str, UserString)
_LISTS = frozenset((list, tuple))


def plain(value: str | UserString) -> str:
    """The text itself: what `str` makes of a subclass may be something else."""
    return value.data if isinstance(value, UserString) else value


def kind_of(value: object) -> str:
    """What a value is."""
    if value is None:
        return "None"
    if isinstance(value, float) and math.isnan(value):
        return f"{type(value).__name__} NaN, an empty cell perhaps"
    if isinstance(value, Sequence) and len(value) == 0:
        return "an empty sequence"
    return type(value).__name__


def way_out(value: object) -> str:
    """What to give in its place, where that is known."""
    match value:
        case bytes() | bytearray() | memoryview():
            return "; decode it first"
        case _ if hasattr(type(value), "trustworthiness_score"):
            return "; give its `result.response`"
        case Message() | Mapping():
            return "; put a message into a list, and give a row of a table by its text"
        case _ if hasattr(type(value), "as_py"):  # Arrow's columns give their values so
            return "; give column.to_pylist()"
        case _:
            return ""


def nothing(value: object) -> bool:
    """Whether nothing was given: None, or a list without entries."""
    return value is None or (isinstance(value, list | tuple) and not value)


def entries_of(value: Any) -> Sequence[object]:  # noqa: ANN401  (whatever the user gave)
    """The entries of a list; nothing where it is none. Tables keep lists as arrays."""
    if type(value) in _LISTS:  # as nearly all are
        return value  # type: ignore[no-any-return]
    if getattr(type(value), "ndim", None) is not None and getattr(value, "ndim", 0) == 1:
        return tuple(value)
    listed = isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview)
    return value if listed else ()


def dumped(value: Any) -> object:  # noqa: ANN401  (likewise)
    """What a vendor's object holds, as plain data; anything else as it is."""
    if type(value) is dict or isinstance(value, (Mapping, type)):
        return value
    dump = getattr(value, "model_dump", None)
    if not callable(dump):
        return value
    try:  # pydantic warns of what an SDK put into a field of another type
        return dump(exclude_none=True, warnings=False)
    except TypeError:  # of something that only looks like pydantic's
        return dump()
