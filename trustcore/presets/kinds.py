"""What a preset has otherwise for questions of a kind: weights, links, strategies of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from trustcore.scoring.component import Component
from trustcore.scoring.links import Link

Table = Mapping[str, Any]


@frozen
class Reweighed:
    """A component's weight and link for questions of a kind.

    Attributes:
        weight: None for that of all kinds.
        link: None for that of all kinds.
    """

    weight: float | None = None
    link: Link | None = None

    def applied(self, component: Component) -> Component:
        """The component with these in the place of its own."""
        link = self.link or component.link
        if self.weight is None:
            return evolve(component, link=link)
        return evolve(component, weight=self.weight, link=link, auto_weight=False)

    def to_dict(self) -> dict[str, Any]:
        """It as a preset writes it."""
        return {
            **({} if self.weight is None else {"weight": self.weight}),
            **({} if self.link is None else {"link": self.link.to_dict()}),
        }


OfKind = Reweighed | Component | None
"""What stands under a name for a kind: the component of all kinds with another weight or link, a
component of this kind's own, or none."""

Kinds = Mapping[str, Mapping[str, OfKind]]
"""By kind, then by the component's name."""


def components_of(own: Mapping[str, OfKind], usual: Iterable[Component]) -> tuple[Component, ...]:
    """The components for questions of a kind.

    Args:
        own: What the kind has of its own.
        usual: The components of all kinds. Those of the kind's own come after them.
    """
    found = {one.name: one for one in usual}
    for name, entry in own.items():
        if entry is None:
            found.pop(name, None)
        elif isinstance(entry, Component):
            found[name] = entry
        elif name in found:
            found[name] = entry.applied(found[name])
    return tuple(found.values())


def kinds_to_dict(kinds: Kinds) -> dict[str, Any]:
    """Kinds as a preset writes them."""
    return {
        kind: {
            "strategies": {
                name: False if one is None else one.to_dict() for name, one in entries.items()
            }
        }
        for kind, entries in kinds.items()
    }


def each_component(kinds: Kinds, change: Callable[[Component], Component]) -> Kinds:
    """Kinds with each component of their own changed."""
    return {
        kind: {
            name: change(one) if isinstance(one, Component) else one
            for name, one in entries.items()
        }
        for kind, entries in kinds.items()
    }


def without_stale(merged: Table, over: Table) -> Table:
    """A merged table in which an own weight or link of `over` holds for all kinds.

    What the extended preset has for a kind was fitted beside its own weights: it yields where
    those are replaced, and stays where `over` names the kind itself.
    """
    strategies, kinds = over.get("strategies"), merged.get("kinds")
    if not isinstance(strategies, Mapping) or not isinstance(kinds, Mapping):
        return merged
    replaced = {name for name, body in strategies.items() if _replaces(body)}
    return {
        **merged,
        "kinds": {kind: _rest(kind, body, replaced, over) for kind, body in kinds.items()},
    }


def _replaces(body: object) -> bool:
    return body is False or (isinstance(body, Mapping) and bool({"weight", "link"} & set(body)))


def _rest(kind: str, body: Any, replaced: set[str], over: Table) -> Any:  # noqa: ANN401  (raw TOML)
    if not isinstance(body, Mapping) or not isinstance(body.get("strategies"), Mapping):
        return body
    own = _entries(over, kind)
    kept = {
        name: entry
        for name, entry in body["strategies"].items()
        if name not in replaced or name in own
    }
    return {**body, "strategies": kept}


def _entries(table: Table, kind: str) -> Table:
    """The entries of a kind, none where the table is not as it should be: that is said later."""
    for key in ("kinds", kind, "strategies"):
        inner = table.get(key)
        if not isinstance(inner, Mapping):
            return {}
        table = inner
    return table
