"""Cells that are no texts, as JSON."""

from __future__ import annotations

import json

import orjson


def json_of(value: object) -> str:
    """A value as JSON; what has no form there, decimals and bytes for two, as Python shows it."""
    try:
        return orjson.dumps(value, default=str).decode()
    except TypeError:  # a whole number above 64 bits
        return json.dumps(value, default=str, ensure_ascii=False, separators=(",", ":"))
