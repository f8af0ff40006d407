"""A preset, checked and made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, get_args

from attrs import Attribute, Factory, evolve, field, frozen

from trustcore.checks import plain_number, shown
from trustcore.errors import ArgumentError, ConfigurationError, PresetError
from trustcore.plugins.contracts import check_combiner
from trustcore.plugins.protocols import Knob, Strategy
from trustcore.plugins.registry import strategies
from trustcore.plugins.strategy_attributes import has_knob
from trustcore.presets.evals import added
from trustcore.presets.kinds import (
    Kinds,
    OfKind,
    Reweighed,
    components_of,
    each_component,
    kinds_to_dict,
)
from trustcore.presets.witness_entry import AUTO, witness_entry
from trustcore.records.chat import Message
from trustcore.records.evals import Eval
from trustcore.records.evidence import Evidence
from trustcore.records.question import Question
from trustcore.records.role import ROLES, WITNESS, is_witness
from trustcore.scoring import (
    Assessment,
    Combiner,
    Component,
    Identity,
    Link,
    WeightedMean,
    assess,
    combiners,
)
from trustcore.scoring.combine import combiner_to_dict
from trustcore.scoring.kinds import KINDS, kind_of
from trustcore.scoring.links import link_from_dict
from trustcore.suggest import unknown

MAX_CANDIDATES = 20
_MOST_EVALS = 64
"""Sets of evaluations for which a preset is kept: each question may have its own."""

MAX_WEIGHT = 1_000_000
"""Weights count relative to each other; beyond this their sum might overflow."""


def _check_components(preset: Preset, _: Attribute[Any], components: tuple[Component, ...]) -> None:
    """Refuse a preset without strategies, or with one name for two signals."""
    path = f"{preset.name}.strategies"
    if not components:
        raise PresetError(path, "must be a table with at least one strategy")
    names = [component.name for component in components]
    if len(set(names)) < len(names):
        problem = f"two signals have one name: {', '.join(sorted(names))}; set `Component(name=)`"
        raise PresetError(path, problem)


def _check_candidates(preset: Preset, _: Attribute[Any], candidates: object) -> None:
    if type(candidates) is not int or not 1 <= candidates <= MAX_CANDIDATES:
        problem = f"must be a whole number from 1 to {MAX_CANDIDATES}, not {candidates!r}"
        raise PresetError(f"{preset.name}.candidates", problem)


@frozen
class Preset:
    """A named composition of strategies.

    Attributes:
        name: For people, records and fingerprints.
        candidates: How many answers compete to be returned, 1 to 20.
        components: The strategies with their parts in the score; each has another name.
        roles: Models by role, for example {"judge": "openai/gpt-4.1-mini"}.
        combiner: Makes the score of the signals; by default their weighted mean.
        kinds: Other weights and links, and strategies of their own, for questions of a kind; by
            kind and by component.
        strategies: The strategies, each under its component's name.

    Raises:
        PresetError: When a value is out of its range, or two components have one name.
    """

    name: str
    candidates: int = field(validator=_check_candidates)
    components: tuple[Component, ...] = field(validator=_check_components)
    roles: Mapping[str, str] = field(factory=dict)
    combiner: Combiner = field(
        factory=WeightedMean, validator=lambda _, __, combiner: check_combiner(combiner)
    )
    kinds: Kinds = field(factory=dict)
    strategies: tuple[Strategy, ...] = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: tuple(one.named for one in self.components), takes_self=True),
    )
    _by_kind: dict[str, Preset] = field(init=False, eq=False, repr=False, factory=dict)
    _by_evals: dict[tuple[Eval, ...], Preset] = field(
        init=False, eq=False, repr=False, factory=dict
    )

    @classmethod
    def from_dict(cls, name: str, table: Mapping[str, Any]) -> Preset:
        """Make a preset from a complete table (see `resolve_preset` for `extends`).

        Raises:
            PresetError: Naming the path of the wrong key.
        """
        _check_keys(name, table, ("candidates", "strategies", "roles", "combine", "kinds"))
        entries = table.get("strategies")
        if not isinstance(entries, Mapping):
            raise PresetError(f"{name}.strategies", "must be a table with at least one strategy")
        components = tuple(
            _component(f"{name}.strategies.{entry}", entry, body)
            for entry, body in entries.items()
            if body is not False
        )
        return cls(
            name,
            table.get("candidates", 1),
            components,
            _roles(f"{name}.roles", table.get("roles", {})),
            _combiner(f"{name}.combine", table.get("combine", "mean")),
            _kinds(f"{name}.kinds", table.get("kinds", {}), entries),
        )

    def for_question(self, question: Sequence[Message], settings: Question | None = None) -> Preset:
        """The preset with the strategies, weights and links that it has for a question's kind.

        Args:
            question: The chat.
            settings: What is set for it alone; None where nothing is.
        """
        own = self.for_kind(kind_of(question, settings)) if self.kinds else self
        return own if settings is None else own.with_evals(settings.evals)

    def for_kind(self, kind: str) -> Preset:
        """The preset with what it has for questions of a kind: one of `KINDS`."""
        own = self.kinds.get(kind)
        if not own:
            return self
        found = self._by_kind.get(kind)
        if found is None:
            found = evolve(self, components=components_of(own, self.components), kinds={})
            self._by_kind[kind] = found
        return found

    def with_evals(self, evals: tuple[Eval, ...]) -> Preset:
        """The preset with evaluations beside its strategies; itself where there are none."""
        if not evals:
            return self
        found = self._by_evals.get(evals)
        if found is None:
            if len(self._by_evals) >= _MOST_EVALS:
                self._by_evals.clear()
            found = evolve(self, components=added(evals, self.components), kinds={})
            self._by_evals[evals] = found
        return found

    def assess(self, evidence: Evidence) -> Assessment:
        """Assess complete evidence, as its question's kind asks for. Pure."""
        chosen = self.for_question(evidence.question, evidence.settings)
        return assess(evidence, chosen.components, chosen.combiner)

    @property
    def variants(self) -> tuple[Preset, ...]:
        """The preset itself, and what it is for each kind of question that has some of its own."""
        return (self, *map(self.for_kind, self.kinds))

    def each_component(self, change: Callable[[Component], Component]) -> Preset:
        """The preset with each component changed, those for a kind alone too."""
        components = tuple(map(change, self.components))
        return evolve(self, components=components, kinds=each_component(self.kinds, change))

    def to_dict(self) -> dict[str, Any]:
        """The table that makes this preset again."""
        return {
            "candidates": self.candidates,
            "strategies": {one.name: one.to_dict() for one in self.components},
            "roles": dict(self.roles),
            "combine": combiner_to_dict(self.combiner),
            "kinds": kinds_to_dict(self.kinds),
        }


def _check_keys(
    path: str, table: object, known: Collection[str], what: str = "key", otherwise: str = ""
) -> None:
    if not isinstance(table, Mapping):
        raise PresetError(path, f"must be a table, not {type(table).__name__}")
    for key in table:
        if key not in known:
            raise PresetError(f"{path}.{key}", unknown(what, str(key), known, otherwise))


def _component(path: str, name: str, body: Any) -> Component:  # noqa: ANN401  (raw TOML)
    if not isinstance(name, str):
        raise PresetError(path, f"must have a strategy's name, not {shown(name)}")
    if not isinstance(body, Mapping):
        problem = f'must be a table, not {type(body).__name__}; for example {{"weight": 0.2}}'
        raise PresetError(path, problem)
    own = "what the strategy is made with goes under `arguments`"
    _check_keys(path, body, _ENTRY_KEYS, otherwise=own)
    auto = is_witness(name) and body.get("weight") == AUTO
    body = witness_entry(name, body) if is_witness(name) else body
    weight, link = _weighed(path, body)
    plugin = body.get("strategy", name)
    arguments = _arguments(f"{path}.arguments", name, body.get("arguments", {}))
    strategy = _made(path, plugin, arguments)
    weight = 1.0 if weight is None else weight
    made = Component(
        strategy, name, arguments, weight, link or Identity(), plugin, auto_weight=auto
    )
    return _tuned(f"{path}.knobs", made, body.get("knobs", {}))


def _weighed(path: str, body: Mapping[str, Any]) -> tuple[float | None, Link | None]:
    """The weight and the link of an entry; None for what it does not have."""
    weight = plain_number(body.get("weight"))
    if "weight" in body and (type(weight) not in (int, float) or not 0 <= weight <= MAX_WEIGHT):
        problem = f"must be a number from 0 to {MAX_WEIGHT}, not {shown(weight)}"
        raise PresetError(f"{path}.weight", problem)
    try:
        link = link_from_dict(body["link"]) if "link" in body else None
    except (ValueError, OverflowError) as error:
        raise PresetError(f"{path}.link", str(error)) from error
    return None if weight is None else float(weight), link


def _kinds(path: str, table: Any, entries: Mapping[str, Any]) -> Kinds:  # noqa: ANN401  (raw TOML)
    """What a preset has by kind."""
    _check_keys(path, table, KINDS, "kind of question")
    found: dict[str, Mapping[str, OfKind]] = {}
    for kind, body in table.items():
        _check_keys(f"{path}.{kind}", body, ("strategies",))
        where, own = f"{path}.{kind}.strategies", body.get("strategies", {})
        if not isinstance(own, Mapping):
            raise PresetError(where, f"must be a table, not {type(own).__name__}")
        found[kind] = {
            name: _of_kind(f"{where}.{name}", name, entry, entries) for name, entry in own.items()
        }
    return {kind: own for kind, own in found.items() if own}


def _of_kind(path: str, name: str, entry: Any, entries: Mapping[str, Any]) -> OfKind:  # noqa: ANN401
    """An entry of a kind: with a weight and a link alone it is about the one of all kinds."""
    if entry is False:
        return None
    if isinstance(entry, Mapping) and set(entry) <= {"weight", "link"} and entries.get(name):
        return Reweighed(*_weighed(path, entry))
    return _component(path, name, entry)


_ENTRY_KEYS = ("strategy", "arguments", "knobs", "weight", "link")


def _arguments(path: str, entry: str, arguments: object) -> dict[str, Any]:
    if not isinstance(arguments, Mapping):
        raise PresetError(path, "must be a table")
    if arguments.get("name", entry) != entry:
        problem = (
            "a signal has the name of its entry; name the entry as you like and its strategy by "
            f"`strategy`: [strategies.{arguments['name']}] with strategy = {entry!r}"
        )
        raise PresetError(f"{path}.name", problem)
    return dict(arguments)


def _made(path: str, plugin: object, arguments: Mapping[str, Any]) -> Strategy:
    if not isinstance(plugin, str):
        problem = f"must be the registered name of a strategy, not {type(plugin).__name__}"
        raise PresetError(f"{path}.strategy", problem)
    try:
        return strategies.create(plugin, arguments)
    except ArgumentError as error:
        where = f"{path}.arguments.{error.argument}" if error.argument else f"{path}.arguments"
        raise PresetError(where, str(error)) from error
    except ConfigurationError as error:  # no such strategy, or its own refusal
        raise PresetError(path, str(error)) from error


def _tuned(path: str, component: Component, knobs: Any) -> Component:  # noqa: ANN401  (raw TOML)
    own = [knob for knob in get_args(Knob) if has_knob(component.strategy, knob)]
    _check_keys(path, knobs, own, f"knob of strategy {component.plugin!r}:")
    try:
        return component.tuned(knobs)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise PresetError(path, str(error)) from error


def _combiner(path: str, table: Any) -> Combiner:  # noqa: ANN401  (raw TOML)
    body = {"kind": table} if isinstance(table, str) else table
    if not isinstance(body, Mapping) or not isinstance(body.get("kind"), str):
        problem = (
            f'must be the name of a combiner, or a table {{kind = "NAME", ...}}, not {table!r}'
        )
        raise PresetError(path, problem)
    try:
        made: Combiner = combiners.create(
            body["kind"], {key: value for key, value in body.items() if key != "kind"}
        )
    except ArgumentError as error:
        where = f"{path}.{error.argument}" if error.argument else path
        raise PresetError(where, str(error)) from error
    except ConfigurationError as error:  # no such combiner, or its own refusal
        raise PresetError(path, str(error)) from error
    return made


def _roles(path: str, table: Any) -> Mapping[str, str]:  # noqa: ANN401  (raw TOML)
    witnesses = [role for role in table if isinstance(role, str) and is_witness(role)]
    _check_keys(path, table, (*ROLES, WITNESS, *witnesses))
    for role, model in table.items():
        if not isinstance(model, str) or not all(model.partition("/")):
            problem = f'must be a model\'s name, "provider/model", not {model!r}'
            raise PresetError(f"{path}.{role}", problem)
    return dict(table)
