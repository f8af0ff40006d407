"""Records as plain data, and evidence back from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import orjson
from attrs import asdict

from trustcore.errors import SchemaError
from trustcore.records.chat import Completion, Embedding, Missing, Rating, TokenLogprobs

KINDS: Mapping[str, type] = {
    "completion": Completion,
    "rating": Rating,
    "embedding": Embedding,
    "missing": Missing,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def dumps(value: Any) -> bytes:  # noqa: ANN401  (anything that can be written)
    """Write results, evidence, plans and presets, alone or inside lists and dicts, as JSON.

    Raises:
        TypeError: For what has no written form, a `Secret` for one.
    """
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def finding_to_dict(finding: Completion | Rating | Embedding | Missing) -> dict[str, Any]:
    """One finding with the kind that it is."""
    return {"kind": _NAMES[type(finding)], **asdict(finding)}


def finding_from_dict(data: Mapping[str, Any]) -> Completion | Rating | Embedding | Missing:
    """Make a finding again.

    Raises:
        SchemaError: When the data is not a finding.
    """
    fields = {key: value for key, value in data.items() if key != "kind"}
    try:
        if data["kind"] == "completion" and fields.get("logprobs") is not None:
            fields["logprobs"] = _logprobs(fields["logprobs"])
        if data["kind"] == "embedding":
            fields["vector"] = tuple(fields["vector"])
        made: Completion | Rating | Embedding | Missing = KINDS[data["kind"]](**fields)
    except (KeyError, TypeError, ValueError) as error:
        msg = f"not a finding of this schema: {type(error).__name__}"
        raise SchemaError(msg) from error
    return made


def _logprobs(data: Mapping[str, Any]) -> TokenLogprobs:
    return TokenLogprobs(
        tuple(map(_logprob, data["logprobs"])),
        tuple(data["tokens"]),
        tuple(tuple((text, _logprob(number)) for text, number in row) for row in data["top"]),
    )


def _logprob(number: float | None) -> float:
    """A probability of 0 has the logarithm -inf, which JSON writes as null."""
    return -math.inf if number is None else number


def _plain(value: Any) -> Any:  # noqa: ANN401  (orjson asks about anything)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, float):  # a Score is more than orjson's float
        return float(value)
    msg = f"{type(value).__name__} is never written down as JSON"
    raise TypeError(msg)
