"""Mappings as JSON text, so that the records that hold them stay frozen and can be hashed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from trustcore.records.text import whole_text


def json_text(value: object, *, in_order: bool = False) -> str:
    """A value as JSON without blanks; a text is JSON already and comes back as it is.

    Args:
        value: Anything that JSON has a form for.
        in_order: Whether the keys are sorted, so that equal mappings are equal texts. Else they
            keep their order: models write the fields of a schema in the order that it has.

    Raises:
        TypeError: When JSON has no form for something in it.
        ValueError: When it holds NaN, infinity or itself.
    """
    if isinstance(value, str):
        return whole_text(value)
    return whole_text(
        json.dumps(
            value,
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=in_order,
            allow_nan=False,
            default=_as_dict,
        )
    )


def sorted_json(value: object) -> str:
    """A mapping, or its JSON, as JSON with sorted keys; a text that is none comes back as it is.

    Raises:
        TypeError: When JSON has no form for something in it.
        ValueError: When it holds NaN, infinity or itself.
    """
    if not isinstance(value, str):
        return json_text(value, in_order=True)
    try:
        return json_text(json.loads(value or "{}"), in_order=True)
    except (ValueError, RecursionError):
        return whole_text(value)


def object_in(text: str) -> dict[str, Any] | None:
    """The object that a text is the JSON of; None where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _as_dict(value: object) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
