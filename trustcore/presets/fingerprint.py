"""Fingerprints: scores compare within one."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

import orjson

from trustcore.presets.preset import Preset


def fingerprint_of(preset: Preset, models: Mapping[str, str] | None = None) -> str:
    """Sixteen hexadecimal digits that stand for preset, strategies, weights, links and models.

    Args:
        preset: The preset.
        models: The model of each role; None for the preset alone, whatever the models.
    """
    table = {**preset.to_dict(), "roles": models, "name": preset.name}
    text = orjson.dumps(table, option=orjson.OPT_SORT_KEYS)
    return blake2b(text, digest_size=8).hexdigest()
