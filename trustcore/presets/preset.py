"""A preset, checked and made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from trustcore.errors import ArgumentError, ConfigurationError, PresetError
from trustcore.plugins.registry import strategies
from trustcore.records.role import ROLES
from trustcore.scoring import Component, Identity
from trustcore.scoring.links import link_from_dict
from trustcore.suggest import unknown

MAX_CANDIDATES = 20
MAX_WEIGHT = 1_000_000
"""Weights count relative to each other; beyond this their sum might overflow."""


@frozen
class Preset:
    """A named composition of strategies.

    Attributes:
        name: For people, records and fingerprints.
        candidates: How many answers compete to be returned, 1 to 20.
        components: The strategies with their parts in the score.
        roles: Models by role, for example {"judge": "openai/gpt-4.1-mini"}.
    """

    name: str
    candidates: int
    components: tuple[Component, ...]
    roles: Mapping[str, str] = field(factory=dict)

    @classmethod
    def from_dict(cls, name: str, table: Mapping[str, Any]) -> Preset:
        """Make a preset from a complete table (see `resolve_preset` for `extends`).

        Raises:
            PresetError: Naming the path of the wrong key.
        """
        _check_keys(name, table, ("candidates", "strategies", "roles"))
        candidates = table.get("candidates", 1)
        if type(candidates) is not int or not 1 <= candidates <= MAX_CANDIDATES:
            problem = f"must be a whole number from 1 to {MAX_CANDIDATES}, not {candidates!r}"
            raise PresetError(f"{name}.candidates", problem)
        entries = table.get("strategies")
        if not isinstance(entries, Mapping) or not entries:
            raise PresetError(f"{name}.strategies", "must be a table with at least one strategy")
        components = tuple(
            _component(f"{name}.strategies.{entry}", entry, body)
            for entry, body in entries.items()
            if body is not False
        )
        names = [component.strategy.name for component in components]
        if len(set(names)) < len(names):
            problem = f"two signals have one name: {', '.join(sorted(names))}; set `name`"
            raise PresetError(f"{name}.strategies", problem)
        if not any(component.weight > 0 for component in components):
            raise PresetError(f"{name}.strategies", "at least one weight must be above 0")
        return cls(name, candidates, components, _roles(f"{name}.roles", table.get("roles", {})))

    def to_dict(self) -> dict[str, Any]:
        """The table that makes this preset again."""
        return {
            "candidates": self.candidates,
            "strategies": {one.name: one.to_dict() for one in self.components},
            "roles": dict(self.roles),
        }


def _check_keys(path: str, table: object, known: tuple[str, ...], otherwise: str = "") -> None:
    if not isinstance(table, Mapping):
        raise PresetError(path, f"must be a table, not {type(table).__name__}")
    for key in table:
        if key not in known:
            raise PresetError(f"{path}.{key}", unknown("key", str(key), known, otherwise))


def _component(path: str, name: str, body: Any) -> Component:  # noqa: ANN401  (raw TOML)
    if not isinstance(body, Mapping):
        problem = f'must be a table, not {type(body).__name__}; for example {{"weight": 0.2}}'
        raise PresetError(path, problem)
    own = "what the strategy is made with goes under `arguments`"
    _check_keys(path, body, ("arguments", "weight", "link"), own)
    arguments = body.get("arguments", {})
    if not isinstance(arguments, Mapping):
        raise PresetError(f"{path}.arguments", "must be a table")
    weight = body.get("weight", 1.0)
    if type(weight) not in (int, float) or not 0 <= weight <= MAX_WEIGHT:
        problem = f"must be a number from 0 to {MAX_WEIGHT}, not {weight!r}"
        raise PresetError(f"{path}.weight", problem)
    try:
        link = link_from_dict(body["link"]) if "link" in body else Identity()
    except (ValueError, OverflowError) as error:
        raise PresetError(f"{path}.link", str(error)) from error
    try:
        strategy = strategies.create(name, arguments)
    except ArgumentError as error:
        where = f"{path}.arguments.{error.argument}" if error.argument else f"{path}.arguments"
        raise PresetError(where, str(error)) from error
    except ConfigurationError as error:  # no such strategy, or its own refusal
        raise PresetError(path, str(error)) from error
    return Component(strategy, name, dict(arguments), float(weight), link)


def _roles(path: str, table: Any) -> Mapping[str, str]:  # noqa: ANN401  (raw TOML)
    _check_keys(path, table, ROLES)
    for role, model in table.items():
        if not isinstance(model, str) or not all(model.partition("/")):
            problem = f'must be a model\'s name, "provider/model", not {model!r}'
            raise PresetError(f"{path}.{role}", problem)
    return dict(table)
