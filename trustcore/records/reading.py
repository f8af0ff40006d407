"""Reads evidence and findings from JSON that nobody vouches for: all of it is checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, get_args

from attrs import frozen

from trustcore.checks import shown
from trustcore.errors import SchemaError
from trustcore.records.alternatives import Alternatives
from trustcore.records.chat import (
    Cause,
    Completion,
    Embedding,
    Message,
    Missing,
    Rating,
    TokenLogprobs,
)
from trustcore.records.json_values import integer, number, rows, string, table
from trustcore.records.needs import NodeId
from trustcore.records.question import Question
from trustcore.records.reading_question import read_asked, read_call, read_message
from trustcore.records.serialise import KINDS

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
    asked: Question | None
    findings: Mapping[NodeId, _Finding]
    judged: int
    sampler_varies: bool | None


def read_evidence(data: object, schemas: Sequence[int]) -> ReadEvidence:
    """Read evidence from any JSON value.

    Args:
        data: The value.
        schemas: The versions that are read.

    Raises:
        SchemaError: When it was written with another schema version, or is not evidence.
    """
    try:
        found = table(data)
        _check_schema(found.get("schema"), schemas)
        question = tuple(map(read_message, rows(found["question"])))
        asked = found.get("asked")
        return ReadEvidence(
            question=question,
            asked=None if asked is None else read_asked(question, asked),
            findings=_findings(rows(found["findings"])),
            judged=integer(found["judged"]),
            sampler_varies=_maybe_flag(found["sampler_varies"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        problem = (
            f"not evidence of schema {_listed(schemas)}: {type(error).__name__}; what "
            "`Evidence.to_dict` gave is read, and its JSON"
        )
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


def _logprobs(data: object) -> TokenLogprobs | None:
    if data is None:
        return None
    found = table(data)
    return TokenLogprobs(
        _numbers(found["logprobs"], _logprob),
        _strings(rows(found["tokens"])),
        _alternatives(rows(found["top"])),
    )


def _alternatives(value: Sequence[object]) -> Alternatives:
    """Rows of pairs in columns, so that one look in C at a column stands for hundreds of looks."""
    found = list(map(rows, value))
    pairs = list(chain.from_iterable(found))
    return Alternatives(
        _strings([text for text, _ in pairs]),
        _numbers([number for _, number in pairs], _logprob),
        tuple(accumulate(map(len, found))),
    )


def _logprob(value: object) -> float:
    """A probability of 0 has the logarithm -inf, which JSON writes as null."""
    return -math.inf if value is None else number(value)


def _vector(value: object) -> tuple[float, ...]:
    return _numbers(value, number)


def _numbers(value: object, read: Callable[[object], float]) -> tuple[float, ...]:
    """Numbers, most of them floats: then one set in C stands for a look at each."""
    found = rows(value)
    return tuple(found) if set(map(type, found)) == {float} else tuple(map(read, found))


def _strings(found: Sequence[Any]) -> tuple[str, ...]:
    """Texts, most of them ASCII: then one look at all of them stands for a look at each."""
    plain = set(map(type, found)) == {str} and "".join(found).isascii()
    return tuple(found) if plain else tuple(map(string, found))


def _cause(value: object) -> str:
    if value not in get_args(Cause):
        raise ValueError("not a cause")
    return string(value)


_FIELDS: Mapping[str, Mapping[str, Callable[[object], Any]]] = {
    "completion": {
        "text": string,
        "logprobs": _logprobs,
        "finish_reason": string,
        "tool_calls": lambda value: tuple(map(read_call, rows(value))),
        "refusal": string,
    },
    "rating": {"value": number},
    "embedding": {"vector": _vector},
    "missing": {"reason": string, "cause": _cause},
}


def _check_schema(version: object, known: Sequence[int]) -> None:
    if type(version) is int and version in known:
        return
    msg = f"evidence of schema {shown(version)} cannot be read; this release reads {_listed(known)}"
    raise SchemaError(msg)


def _listed(versions: Sequence[int]) -> str:
    return " and ".join(map(str, versions))


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
