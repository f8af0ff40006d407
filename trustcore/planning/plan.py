"""The plan of a preset: its least, expected and most calls for one question."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.graph.call import Item
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion
from trustcore.records.plan import Plan
from trustcore.records.question import Question
from trustcore.records.role import Role


def make_plan(
    name: str,
    strategies: Sequence[Strategy],
    candidates: int,
    *,
    given: bool,
    logprobs: bool = False,
    witnesses: tuple[Role, ...] = (),
    asked: Question | None = None,
) -> Plan:
    """Find out which calls a preset makes for one question.

    Args:
        name: The preset's name.
        strategies: Its strategies.
        candidates: Its number of candidates.
        given: Whether the answer exists already.
        logprobs: Whether the answering model tells token log-probabilities: what is expected hangs
            on it.
        witnesses: The roles of the witnesses that have a model.
        asked: Settings of the question; None for none.
    """
    answer = Completion("given") if given else None
    item = Item((), candidates=candidates, given=answer, witnesses=witnesses, asked=asked)
    found = scenarios(item, strategies)
    least = min(one.least_calls for one in found.least)
    dearest = max(found.most or found.all, key=lambda one: one.calls)
    return Plan(
        name,
        least,
        max(least, found.likely[logprobs].calls),
        None if found.most is None else dearest.calls,
        tuple((one.role, node) for one in dearest.requests for node in one.nodes),
    )
