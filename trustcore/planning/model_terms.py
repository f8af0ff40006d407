"""On which terms the models of a client are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trustcore.calls.route import ModelChains
from trustcore.ledger.prices import Prices
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Provider
from trustcore.records.role import Role


def terms_of(routes: ModelChains, prices: Prices) -> dict[Provider, Terms]:
    """The terms of every model of every role."""
    models = dict.fromkeys(one for route in routes.values() for one in route.providers)
    return {one: Terms.of(one, prices) for one in models}


def terms_by_turn(
    routes: ModelChains, terms: Mapping[Provider, Terms]
) -> Iterator[dict[Role, Terms]]:
    """The terms of each role's first model, then of those that take over, until all had a turn."""
    for turn in range(max(len(route.providers) for route in routes.values())):
        yield {role: terms[routes[role].providers[: turn + 1][-1]] for role in routes}
