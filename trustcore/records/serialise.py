"""Records as plain data, and evidence back from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, get_args

import orjson
from attrs import asdict

from trustcore.errors import SchemaError
from trustcore.records.chat import Cause, Completion, Embedding, Missing, Rating, TokenLogprobs
from trustcore.records.text import whole_text

KINDS: Mapping[str, type] = {
    "completion": Completion,
    "rating": Rating,
    "embedding": Embedding,
    "missing": Missing,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


MOST_INTEGER, LEAST_INTEGER = 2**64 - 1, -(2**63)
"""The integers that orjson writes."""


def dumps(value: Any) -> bytes:  # noqa: ANN401  (anything that can be written)
    """Write results, evidence, plans and presets, alone or inside lists and dicts, as JSON.

    What JSON has no form for is written as what is nearest to it: half of a character as U+FFFD, an
    integer of more than 64 bits as a float, NaN and infinity as null.

    Raises:
        TypeError: For what has no written form, a `Secret` for one.
    """
    try:
        return _written(value)
    except TypeError:  # of one string, or of one integer: looking for it takes longer than writing
        return _written(_writable(value))


def _written(value: Any) -> bytes:  # noqa: ANN401  (anything that can be written)
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _writable(value: Any) -> Any:  # noqa: ANN401  (anything that can be written)
    """The same, of nothing but what orjson writes."""
    match value:
        case str():
            return whole_text(value)
        case int() if not LEAST_INTEGER <= value <= MOST_INTEGER:
            return _nearest_float(value)
        case dict():
            return {_writable(key): _writable(one) for key, one in value.items()}
        case list() | tuple():
            return [_writable(one) for one in value]
        case _ if hasattr(value, "to_dict"):
            return _writable(value.to_dict())
        case _:
            return value


def _nearest_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def finding_to_dict(finding: Completion | Rating | Embedding | Missing) -> dict[str, Any]:
    """One finding with the kind that it is."""
    return {"kind": _NAMES[type(finding)], **asdict(finding)}


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


def _plain(value: Any) -> Any:  # noqa: ANN401  (orjson asks about anything)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, float):  # a Score is more than orjson's float
        return float(value)
    msg = f"{type(value).__name__} is never written down as JSON"
    raise TypeError(msg)
