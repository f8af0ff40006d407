"""JSON as APIs send and take it: half an emoji and NaN included, deep nesting refused."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Never

import orjson

from trustcore import Usage
from trustcore.errors import ReplyError
from trustcore.records.chat import UNREPORTED


def dump(body: Mapping[str, Any]) -> bytes:
    """As JSON. Half an emoji, which is no Unicode, goes as an escape."""
    try:
        return orjson.dumps(body)
    except TypeError:  # orjson's way to refuse lone surrogates
        return json.dumps(body).encode()


def load(body: bytes) -> dict[str, Any]:
    """From JSON.

    Raises:
        ReplyError: When it is not a JSON object.
    """
    data = parse(body)
    return data if isinstance(data, dict) else refuse("is not a JSON object")


def parse(body: bytes) -> Any:  # noqa: ANN401  (any JSON)
    """Any JSON, lone surrogates replaced; None where it is none."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return _without_surrogates(json.loads(body))
    except (ValueError, RecursionError):
        return None


def refuse(what: str) -> Never:
    """Say that a reply is not what the API promises."""
    raise ReplyError(f"the reply {what}; is base_url right?")


def usage_of(found: Any, read: Sequence[str], written: Sequence[str]) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, or none: what is not a count must not be added up.

    Args:
        found: The object that has them.
        read: Keys of what the model read. Only the first may not be left out.
        written: Keys of what it wrote, which may be left out.
    """
    if not isinstance(found, dict) or found.get(read[0]) is None:
        return UNREPORTED
    counts = [[found.get(key) or 0 for key in keys] for keys in (read, written)]
    if not all(type(count) is int and count >= 0 for count in chain.from_iterable(counts)):
        return UNREPORTED
    return Usage(1, sum(counts[0]), sum(counts[1]))


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_without_surrogates(one) for one in value]
        case dict():
            return {_without_surrogates(key): _without_surrogates(value[key]) for key in value}
        case _:
            return value
