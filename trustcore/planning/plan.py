"""The plan of a preset: its least, expected and most calls for one question."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.graph.call import Item
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.protocols import Strategy
from trustcore.records.plan import Plan


def make_plan(
    name: str, strategies: Sequence[Strategy], item: Item, *, logprobs: bool = False
) -> Plan:
    """Find out which calls a preset makes for one question.

    Args:
        name: The preset's name.
        strategies: Its strategies.
        item: What is known of the question before it is asked: the number of candidates, and what
            the models of the roles do in one request.
        logprobs: Whether the answering model tells token log-probabilities: what is expected hangs
            on it.
    """
    found = scenarios(item, strategies)
    least = min(one.least_calls for one in found.least)
    dearest = max(found.most or found.all, key=lambda one: one.calls)
    return Plan(
        name,
        least,
        max(least, len(found.likely[logprobs].requests)),
        None if found.most is None else dearest.calls,
        tuple((one.role, node) for one in dearest.requests for node in one.nodes),
    )
