"""Reads evidence and findings from JSON that nobody vouches for: all of it is checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, get_args

from attrs import frozen

from trustcore.checks import shown
from trustcore.errors import SchemaError
from trustcore.records.chat import (
    Cause,
    Completion,
    Embedding,
    Message,
    Missing,
    Rating,
    TokenLogprobs,
)
from trustcore.records.needs import NodeId
from trustcore.records.serialise import KINDS, MOST_INTEGER
from trustcore.records.text import whole_text

_Finding = Completion | Rating | Embedding | Missing

FINDINGS_OF: Mapping[Hashable, tuple[type, ...]] = {
    "candidate": (Completion, Missing),
    "sample": (Completion, Missing),
    "ask": (Completion, Rating, Missing),
    "embed": (Embedding, Missing),
    "witness": (Completion, Missing),
    "strategy": (Missing,),
}
"""What can become of a node, by the first part of its identity."""


@frozen(kw_only=True)
class ReadEvidence:
    """What a serialised evidence holds; see `Evidence`."""

    question: tuple[Message, ...]
    findings: Mapping[NodeId, _Finding]
    judged: int
    sampler_varies: bool | None


def read_evidence(data: object, schema: int) -> ReadEvidence:
    """Read evidence from any JSON value.

    Args:
        data: The value.
        schema: The version that is read.

    Raises:
        SchemaError: When it was written with another schema version, or is not evidence.
    """
    try:
        found = table(data)
        _check_schema(found.get("schema"), schema)
        return ReadEvidence(
            question=tuple(map(_message, rows(found["question"]))),
            findings=_findings(rows(found["findings"])),
            judged=integer(found["judged"]),
            sampler_varies=_maybe_flag(found["sampler_varies"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        problem = f"not evidence of schema {schema}: {type(error).__name__}"
        raise SchemaError(problem) from error


def finding_from_dict(data: object) -> Completion | Rating | Embedding | Missing:
    """Make a finding again, of any JSON value.

    Raises:
        SchemaError: When the data is not a finding. The message quotes none of it.
    """
    try:
        fields = dict(table(data))
        kind = string(fields.pop("kind"))
        readers = _FIELDS[kind]
        made: Completion | Rating | Embedding | Missing = KINDS[kind](
            **{key: readers[key](value) for key, value in fields.items()}
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        msg = f"not a finding of this schema: {type(error).__name__}"
        raise SchemaError(msg) from error
    return made


def table(value: object) -> Mapping[str, Any]:
    """A JSON object.

    Raises:
        TypeError: When it is something else.
    """
    if type(value) is dict or isinstance(value, Mapping):
        return value
    raise TypeError("not an object")


def rows(value: object) -> list[Any] | tuple[Any, ...]:
    """A JSON array.

    Raises:
        TypeError: When it is something else.
    """
    if isinstance(value, (list, tuple)):
        return value
    raise TypeError("not an array")


def string(value: object) -> str:
    """A text.

    Raises:
        TypeError: When it is something else.
    """
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value if value.isascii() else whole_text(value)


def integer(value: object) -> int:
    """A whole number of at most 64 bits, from 0.

    Raises:
        TypeError: When it is something else.
        ValueError: When it is out of that range.
    """
    if type(value) is not int:
        raise TypeError("not a whole number")
    if not 0 <= value <= MOST_INTEGER:
        raise ValueError("not a whole number from 0, of at most 64 bits")
    return value


def number(value: object) -> float:
    """A number, to be checked by the record that it goes into.

    Raises:
        TypeError: When it is something else.
        OverflowError: When no float is near it.
    """
    if type(value) not in (int, float):
        raise TypeError("not a number")
    return float(value)  # type: ignore[arg-type]


def _logprobs(data: object) -> TokenLogprobs | None:
    if data is None:
        return None
    found = table(data)
    return TokenLogprobs(
        _numbers(found["logprobs"], _logprob),
        tuple(map(string, rows(found["tokens"]))),
        tuple(map(_alternatives, rows(found["top"]))),
    )


def _alternatives(row: object) -> tuple[tuple[str, float], ...]:
    made = []
    for text, logprob in rows(row):
        if type(text) is str and type(logprob) is float and text.isascii():
            made.append((text, logprob))  # as most of hundreds are
        else:
            made.append((string(text), _logprob(logprob)))
    return tuple(made)


def _logprob(value: object) -> float:
    """A probability of 0 has the logarithm -inf, which JSON writes as null."""
    return -math.inf if value is None else number(value)


def _vector(value: object) -> tuple[float, ...]:
    return _numbers(value, number)


def _numbers(value: object, read: Callable[[object], float]) -> tuple[float, ...]:
    """Numbers, most of them floats: then one set in C stands for a look at each."""
    found = rows(value)
    return tuple(found) if set(map(type, found)) == {float} else tuple(map(read, found))


def _cause(value: object) -> str:
    if value not in get_args(Cause):
        raise ValueError("not a cause")
    return string(value)


_FIELDS: Mapping[str, Mapping[str, Callable[[object], Any]]] = {
    "completion": {"text": string, "logprobs": _logprobs, "finish_reason": string},
    "rating": {"value": number},
    "embedding": {"vector": _vector},
    "missing": {"reason": string, "cause": _cause},
}


def _check_schema(version: object, expected: int) -> None:
    if type(version) is int and version == expected:
        return
    msg = f"evidence of schema {shown(version)} cannot be read; this release reads {expected}"
    raise SchemaError(msg)


def _message(data: object) -> Message:
    found = table(data)
    if found.keys() != {"role", "content"}:
        raise KeyError("not a message")
    return Message(string(found["role"]), string(found["content"]))


def _findings(rows: Sequence[object]) -> dict[NodeId, _Finding]:
    found = dict(map(_row, rows))
    if len(found) < len(rows):
        raise ValueError("two findings of one node")
    return found


def _row(data: object) -> tuple[NodeId, _Finding]:
    rest = dict(table(data))
    node = tuple(map(_part, rows(rest.pop("node"))))
    finding = finding_from_dict(rest)
    if not isinstance(finding, FINDINGS_OF[node[0]]):
        raise TypeError("not what such a node has")
    return node, finding


def _part(value: object) -> Hashable:
    """A part of a node: what tells it from others, so that equal parts are of one type."""
    match value:
        case str():
            return string(value)
        case float() if math.isfinite(value):
            return value
        case None:
            return None
        case _:
            return integer(value)


def _maybe_flag(value: object) -> bool | None:
    if value is not None and type(value) is not bool:
        raise TypeError("not true, false or null")
    return value
