"""Scores of the parts of an answer: the fields of a structured one, the calls of tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import asdict, field, frozen

from trustcore.checks import number
from trustcore.errors import InputError
from trustcore.records.json_answer import Span


@frozen
class ScoredField:
    """A field of an answer with its trustworthiness score.

    Attributes:
        value: The value, as JSON has it; None as well where the answer lacks the field.
        score: In [0, 1]; None where no signal tells of this field alone.
        reason: Why it is not higher, or what speaks for it.
        span: Where the value's JSON stands in the response, (start, end) in characters; None where
            the answer lacks the field.
    """

    value: Any = field(repr=False)
    score: float | None
    reason: str = field(default="", repr=False)
    span: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """The field as plain data."""
        return asdict(self)


Fields = Mapping[str, ScoredField]
"""Fields by their JSON pointers, in the order of the answer."""


@frozen
class ScoredCall:
    """A call of a tool with its trustworthiness score.

    Attributes:
        name: The name of the tool.
        arguments: By name; what is no JSON object is a text under an empty name.
        score: In [0, 1]; None where no signal tells of this call alone.
        fields: Its name and its arguments, under the pointers that `Result.fields` has for them:
            "/call/0/name", "/call/0/arguments/city".
    """

    name: str
    arguments: Mapping[str, Any] = field(repr=False)
    score: float | None
    fields: Fields = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The call as plain data."""
        return {
            "name": self.name,
            "arguments": dict(self.arguments),
            "score": self.score,
            "fields": fields_to_dict(self.fields),
        }


def fields_to_dict(fields: Fields) -> dict[str, Any]:
    """Fields as plain data, by their pointers."""
    return {path: one.to_dict() for path, one in fields.items()}


def untrustworthy(fields: Fields, threshold: float) -> Fields:
    """The fields with a score below a threshold, or without one, the lowest first.

    Raises:
        InputError: When the threshold is no number from 0 to 1.
    """
    number(0, 1).check("threshold", threshold, InputError)
    found = [(path, one) for path, one in fields.items() if not _trusted(one, threshold)]
    return dict(sorted(found, key=lambda entry: -1.0 if entry[1].score is None else entry[1].score))


def _trusted(one: ScoredField, threshold: float) -> bool:
    return one.score is not None and one.score >= threshold
