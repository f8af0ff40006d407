"""Presets: named, declarative compositions of strategies."""

from trustcore.presets.preset import Preset
from trustcore.presets.resolve import builtin_presets, load_presets, resolve_preset

__all__ = ["Preset", "builtin_presets", "load_presets", "resolve_preset"]
