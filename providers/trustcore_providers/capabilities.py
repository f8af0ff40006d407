"""What each model of each provider takes, read from the table `capabilities.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import evolve

from trustcore.provider_kit import Capabilities

__all__ = ["Capabilities", "capabilities_of"]


@cache
def capabilities_of(provider: str, model: str) -> Capabilities:
    """What a model takes; the defaults for one that is not in the table.

    Args:
        provider: Name of the provider, as in "provider/model".
        model: Name of the model, as the API has it.
    """
    table = _table().get(provider, {})
    if "like" in table:
        return evolve(capabilities_of(table["like"], model), **table.get("over", {}))
    known = evolve(Capabilities(), **table.get("all", {}))
    return evolve(known, **_longest_match(table.get("models", {}), model))


def _longest_match(rows: Mapping[str, dict[str, Any]], model: str) -> dict[str, Any]:
    matching = [pattern for pattern in rows if fnmatchcase(model, pattern)]
    return rows[max(matching, key=len)] if matching else {}


@cache
def _table() -> dict[str, Any]:
    text = files("trustcore_providers").joinpath("capabilities.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
