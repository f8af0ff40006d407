"""`serve.toml`: settings of `trustcore serve` in a file; flags come before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import field, fields, frozen

from trustcore import checks
from trustcore.errors import ConfigurationError
from trustcore.suggest import unknown
from trustcore.tables import read_tables

_RULES = {
    "host": checks.name,
    "port": checks.whole(1, 65535),
    "model": checks.name,
    "preset": checks.name,
    "presets": checks.instance_of(list, "a list of presets"),
    "pass_key": checks.flag,
    "host_names": checks.instance_of(list, "a list of names"),
    "token_file": checks.name,
    "threshold": checks.number(0, 1),
    "replacement": checks.text,
    "deadline": checks.seconds,
    "max_inflight": checks.whole(above=0),
    "kept": checks.whole(above=0),
    "store": checks.name,
    "store_texts": checks.flag,
    "store_days": checks.seconds,
    "keep_alive": checks.seconds,
    "patience": checks.seconds,
    "shared": checks.name,
}
_PATHS = ("token_file", "store")


@frozen(kw_only=True)
class ServeConfig:
    """What a file says of a server; None for what it does not."""

    host: str | None = None
    port: int | None = None
    model: str | None = None
    preset: str | None = None
    presets: list[str] | None = None
    pass_key: bool | None = None
    host_names: list[str] | None = None
    token_file: Path | None = None
    threshold: float | None = None
    replacement: str | None = None
    deadline: float | None = None
    max_inflight: int | None = None
    kept: int | None = None
    store: Path | None = None
    store_texts: bool | None = None
    store_days: float | None = None
    keep_alive: float | None = None
    patience: float | None = None
    shared: str | None = field(default=None, repr=False)

    def or_else(self, other: ServeConfig) -> ServeConfig:
        """The same, with another's where it says nothing."""
        names = [one.name for one in fields(ServeConfig)]
        first = {name: getattr(self, name) for name in names}
        return ServeConfig(
            **{
                name: getattr(other, name) if value is None else value
                for name, value in first.items()
            }
        )

    @property
    def settings(self) -> dict[str, Any]:
        """What it says of the settings of a server that have the same names."""
        own = (
            *("host", "port", "model", "preset", "pass_key", "host_names", "token_file", "shared"),
            "patience",
        )
        names = (one.name for one in fields(ServeConfig) if one.name not in own)
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


def read_config(path: Path) -> ServeConfig:
    """Read a file of settings. Paths in it are relative to its folder.

    Raises:
        ConfigurationError: Naming the file, and the setting that is wrong.
    """

    def refusal(problem: str) -> ConfigurationError:
        return ConfigurationError(f"--config {path.name} {problem}")

    found = read_tables(path, refusal)
    for name, value in found.items():
        if name not in _RULES:
            raise refusal(f"has an {unknown('setting', name, _RULES)}")
        _RULES[name].check(f"--config {path.name}: {name}", value, ConfigurationError)
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise refusal(f'has something else than texts in {name}; write {name} = ["...", "..."]')
    for name in _PATHS:
        if name in found:
            found[name] = path.parent / found[name]
    return ServeConfig(**found)
