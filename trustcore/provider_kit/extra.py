"""What a user sends besides, in the body of a request and in its headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from trustcore.provider_kit.wire import Encoded
from trustcore.records.extra_forms import HEADERS
from trustcore.records.json_text import object_in


def with_extra(encoded: Encoded, extra: str | None) -> Encoded:
    """The request with what is sent besides; objects in it are merged into those that are there.

    Args:
        encoded: The request.
        extra: JSON of an object, as `Request.extra` has it.
    """
    if extra is None:
        return encoded
    found = object_in(extra) or {}
    headers = found.pop(HEADERS, {})
    body = _merged(encoded.body, found)
    return evolve(encoded, body=body, headers={**encoded.headers, **headers})


def _merged(body: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(body)
    for name, value in extra.items():
        before = merged.get(name)
        both = isinstance(before, dict) and isinstance(value, dict)
        merged[name] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged
