"""Find a preset by name, file or table, and follow `extends`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from trustcore import checks
from trustcore.errors import PresetError
from trustcore.presets.kinds import without_stale
from trustcore.presets.preset import Preset
from trustcore.suggest import unknown
from trustcore.tables import read_tables

Table = Mapping[str, Any]


@cache
def builtin_presets() -> Mapping[str, Table]:
    """The tables of the presets that come with trustcore, `extends` resolved."""
    text = resources.files("trustcore.presets").joinpath("presets.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return {name: _extended(name, table, tables) for name, table in tables.items()}


def load_presets(path: str | Path) -> dict[str, Preset]:
    """Read all presets of a TOML file; they may extend each other and the built-in ones.

    Raises:
        PresetError: When the file cannot be read, is not TOML, or a preset in it is wrong.
        ConfigurationError: When it is no path.
    """
    checks.path.check("path", path)
    tables = _read(Path(path))
    return {name: _make(name, table, tables) for name, table in tables.items()}


def resolve_preset(preset: str | Path | Table | Preset) -> Preset:
    """Make a preset from whatever names it.

    Args:
        preset: A built-in name; a TOML file, followed by `#name` when it holds several; a table,
            usually with `extends`; or a preset, which is taken as it is.

    Raises:
        PresetError: Naming the path of the wrong key.
    """
    if isinstance(preset, Preset):
        return preset
    if isinstance(preset, Mapping):
        table = {key: value for key, value in preset.items() if key != "name"}
        return _make(str(preset.get("name", "custom")), table, {})
    text = str(preset)
    if not isinstance(preset, str | Path):
        raise PresetError(
            type(preset).__name__,
            "must be a name, a table, a TOML file or a Preset; known names: "
            + ", ".join(builtin_presets()),
        )
    if isinstance(preset, Path) or ".toml" in text:
        name, tables = _choose(text)
        return _make(name, tables[name], tables)
    if text not in builtin_presets():
        hint = f"a model is named by `model={text!r}`" if "/" in text else ""
        raise PresetError(text, unknown("preset", text, builtin_presets(), hint))
    return _make(text, builtin_presets()[text], {})


def _choose(text: str) -> tuple[str, Mapping[str, Table]]:
    file, _, name = text.partition("#")
    tables = _read(Path(file))
    if not name and len(tables) != 1:
        way = (
            f"write {Path(file).name}#NAME to choose one"
            if tables
            else "it needs a [name] above one"
        )
        raise PresetError(Path(file).name, f"holds {len(tables) or 'no'} presets; {way}")
    name = name or next(iter(tables))
    if name not in tables:
        raise PresetError(f"{Path(file).name}#{name}", unknown("preset", name, tables))
    return name, tables


def _read(path: Path) -> Mapping[str, Table]:
    tables = read_tables(path, partial(PresetError, path.name))
    for key, value in tables.items():
        if not isinstance(value, Mapping):
            problem = f"must be a table, not {type(value).__name__}; is a [name] missing above it?"
            raise PresetError(key, problem)
    return tables


def _make(name: str, table: Table, tables: Mapping[str, Table]) -> Preset:
    return Preset.from_dict(name, _extended(name, table, {**builtin_presets(), **tables}))


def _extended(
    name: str, table: Table, tables: Mapping[str, Table], below: tuple[str, ...] = ()
) -> Table:
    """Put a table over the one it extends, which may extend another."""
    if "extends" not in table:
        return table
    parent = table["extends"]
    if parent in (*below, name):
        raise PresetError(f"{name}.extends", f"goes round in a circle through {parent!r}")
    if not isinstance(parent, str) or parent not in tables:
        raise PresetError(f"{name}.extends", unknown("preset", str(parent), tables))
    own = {key: value for key, value in table.items() if key != "extends"}
    merged = _merged(_extended(parent, tables[parent], tables, (*below, name)), own)
    return without_stale(merged, own)


def _merged(under: Table, over: Table, *, entries: bool = False) -> Table:
    """Tables merge key by key, but for those that are replaced whole: their keys belong together.

    Those are links, combinations, and entries that name another strategy.

    Args:
        under: The table that is extended.
        over: What goes over it.
        entries: Whether their keys are the entries of strategies.
    """
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            deeper = not entries and key == "strategies"
            whole = key in {"link", "combine"} or (entries and _other_strategy(key, value, below))
            merged[key] = value if whole else _merged(below, value, entries=deeper)
        else:
            merged[key] = value
    return merged


def _other_strategy(entry: str, value: Table, below: Table) -> bool:
    """Whether an entry names another strategy than the one that it extends."""
    extended = below.get("strategy", entry)
    return bool(value.get("strategy", extended) != extended)
