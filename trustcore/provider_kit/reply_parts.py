"""Parts that replies of many APIs have: token counts, embeddings, entries in their order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import Any

from trustcore.provider_kit.bodies import are_objects, refuse
from trustcore.records.chat import UNREPORTED, Embedding, Usage

_LARGEST = 2**63 - 1
"""The largest count that is believed: more cannot be written down as JSON by everybody."""

_NUMBERS = frozenset((float, int))


def usage_of(found: Any, read: Sequence[str], written: Sequence[str]) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, or `UNREPORTED`: what is not a count must not be added up.

    Args:
        found: The object that has them.
        read: Keys of what the model read. Only the first may not be left out.
        written: Keys of what it wrote, which may be left out.
    """
    if not isinstance(found, dict) or found.get(read[0]) is None:
        return UNREPORTED
    rows = (read, written)
    counts = [[found[key] for key in keys if found.get(key) is not None] for keys in rows]
    if not all(map(_is_count, chain.from_iterable(counts))):
        return UNREPORTED
    return usage_from(*map(sum, counts))


def usage_from(read: Any, written: Any) -> Usage:  # noqa: ANN401  (any JSON)
    """The usage of one call with two token counts; `UNREPORTED` where one of them is no count."""
    if type(read) is int is type(written) and 0 <= read <= _LARGEST and 0 <= written <= _LARGEST:
        return Usage(1, read, written)
    if not (_is_count(read) and _is_count(written)):
        return UNREPORTED
    return Usage(1, int(read), int(written))


def _is_count(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether it is a count. JSON knows one kind of numbers: 5.0 is 5."""
    whole = type(value) is int or (type(value) is float and value.is_integer())
    return whole and 0 <= value <= _LARGEST


def embeddings_of(rows: Any, key: str, count: int) -> tuple[Embedding, ...]:  # noqa: ANN401  (any JSON)
    """The embeddings of `count` texts, by `index` where each row has its own.

    Args:
        rows: The list that has an object for each text.
        key: The key of the vector in such an object.
        count: How many texts there are.

    Raises:
        ReplyError: When there is not one vector of finite numbers for each text.
    """
    if not isinstance(rows, list) or len(rows) != count:
        refuse(f"does not have {count} embeddings")
    return tuple([Embedding(_vector(row.get(key))) for row in in_order(rows)])


def _vector(vector: Any) -> tuple[float, ...]:  # noqa: ANN401  (any JSON)
    if not isinstance(vector, list) or not vector or not _NUMBERS.issuperset(map(type, vector)):
        refuse("has an embedding that is not a list of numbers")
    try:
        finite = all(map(math.isfinite, vector))
    except OverflowError:
        finite = False
    return tuple(vector) if finite else refuse("has an embedding that is not finite")


def in_order(rows: Any, *, default: int | None = None) -> list[dict[str, Any]]:  # noqa: ANN401  (any JSON)
    """Objects of a list by `index` where each has its own, else as they came.

    Args:
        rows: The list.
        default: The index of those that have none.

    Raises:
        ReplyError: When an entry is no object.
    """
    if not isinstance(rows, list):
        refuse("has an entry that is not an object")
    if len(rows) == 1 and type(rows[0]) is dict:
        return rows
    if not are_objects(rows):
        refuse("has an entry that is not an object")
    indices = [_index(row.get("index", default)) for row in rows]
    if set(map(type, indices)) != {int} or len(set(indices)) != len(indices):
        return rows
    return [row for _, row in sorted(zip(indices, rows, strict=True), key=lambda pair: pair[0])]


def _index(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """An index, which some servers write as a text."""
    written = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10
    return int(value) if written else value
