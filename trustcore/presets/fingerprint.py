"""Fingerprints: scores compare within one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b

import orjson

from trustcore.presets.preset import Preset

REVISION = 5
"""Counts up when equal presets give other scores: what was learnt from the old ones is refused."""


def fingerprint_of(preset: Preset, models: Mapping[str, str] | None = None) -> str:
    """Sixteen digits that stand for preset, strategies, weights, links, models and `REVISION`.

    Args:
        preset: The preset.
        models: The model of each role; None for the preset alone, whatever the models.
    """
    table = {**preset.to_dict(), "roles": models, "name": preset.name, "revision": REVISION}
    return blake2b(_as_json(table), digest_size=8).hexdigest()


def _as_json(table: Mapping[str, object]) -> bytes:
    """With sorted keys. Names of foreign models may hold half an emoji, which is no Unicode."""
    try:
        return orjson.dumps(table, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return json.dumps(table, sort_keys=True).encode()
