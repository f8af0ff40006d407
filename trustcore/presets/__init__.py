"""Presets: named, declarative compositions of strategies."""

from trustcore.presets.preset import Preset
from trustcore.presets.resolve import builtin_presets, load_presets, resolve_preset
from trustcore.presets.witness import with_witnesses, witness_component

__all__ = [
    "Preset",
    "builtin_presets",
    "load_presets",
    "resolve_preset",
    "with_witnesses",
    "witness_component",
]
