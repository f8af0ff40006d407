"""Evaluations as components of a preset: strategies of weight 0, reported and not combined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustcore.plugins.registry import strategies
from trustcore.records.evals import Eval, rating_strategy
from trustcore.scoring import Component


def component_of(one: Eval) -> Component:
    """The component of an evaluation."""
    arguments = {
        "criteria": one.criteria,
        "reads": list(one.reads),
        "needs_context": one.needs_context,
    }
    plugin = rating_strategy()
    made = strategies.create(plugin, {**arguments, "name": one.name})
    return Component(made, one.name, arguments, weight=0.0, plugin=plugin)


def added(evals: Iterable[Eval], components: Sequence[Component]) -> tuple[Component, ...]:
    """The components with those of evaluations behind them, each once."""
    known = {one.name: one for one in components}
    made = map(component_of, evals)
    return (*components, *(one for one in made if one.name not in known))


def taken(evals: Iterable[Eval], components: Iterable[Component]) -> str | None:
    """The first name of an evaluation that another signal has; None where none has."""
    known = {one.name: one.strategy for one in components}
    return next(
        (
            one.name
            for one in evals
            if one.name in known and known[one.name] != component_of(one).strategy
        ),
        None,
    )
