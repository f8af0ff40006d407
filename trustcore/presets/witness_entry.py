"""What a preset's entry of a witness need not say: its strategy, its role, its weight, its link."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

AUTO = "auto"
"""As a weight: that of an entry which does not say, until `trustcore fit` has found one."""


def witness_entry(role: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry of a witness over what every witness has.

    Args:
        role: The entry's name, "witness" or "witness/NAME".
        body: What the preset says; an entry of another strategy stays as it is.
    """
    arguments = body.get("arguments", {})
    if body.get("strategy", _table()["strategy"]) != _table()["strategy"]:
        return body
    if not isinstance(arguments, Mapping):
        return body
    kept = {key: value for key, value in body.items() if (key, value) != ("weight", AUTO)}
    return {**_table(), **kept, "arguments": {"role": role, **arguments}}


@cache
def _table() -> dict[str, Any]:
    text = resources.files("trustcore.presets").joinpath("witness.toml").read_text("utf-8")
    return tomllib.loads(text)
