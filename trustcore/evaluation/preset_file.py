"""Writes a preset to a TOML file that `resolve_preset` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trustcore.errors import ConfigurationError
from trustcore.presets import Preset, builtin_presets
from trustcore.replacing import replacing


def preset_toml(preset: Preset, name: str) -> str:
    """A preset as TOML under another name; one that comes along is extended.

    Raises:
        ConfigurationError: When the preset has an argument that TOML cannot express.
    """
    tables = {
        one.name: {"weight": one.weight, "link": one.link.to_dict()} for one in preset.components
    }
    if preset.name in builtin_presets():
        head: Mapping[str, Any] = {"extends": preset.name}
    else:
        full = preset.to_dict()
        tables = full.pop("strategies")
        head = full
    lines = [f"[{_key(name)}]", *_pairs(head)]
    for entry, table in tables.items():
        lines += ["", f"[{_key(name)}.strategies.{_key(entry)}]", *_pairs(table)]
    return "\n".join(lines) + "\n"


def write_preset(preset: Preset, path: Path, name: str) -> None:
    """Write a preset to a file of its own.

    Raises:
        ConfigurationError: When the file cannot be written.
    """
    text = preset_toml(preset, name)
    try:
        with replacing(path) as part:
            part.write_text(text, "utf-8")
    except OSError as error:
        problem = f"{path}: the preset could not be written: {error.strerror}"
        raise ConfigurationError(f"{problem}; name a file in a folder that exists") from error


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _text(name)


def _value(value: Any) -> str:  # noqa: ANN401  (an argument of any plug-in)
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            pairs = ", ".join(_pairs(value))
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            problem = f"TOML has no word for {type(value).__name__}"
            raise ConfigurationError(f"the preset cannot be written: {problem}; fit another preset")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
