"""How many calls a preset makes, found by feeding the real graph with stand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from attrs import frozen

from trustcore.graph.call import Call, Item
from trustcore.graph.graph import Graph
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion, Embedding, EmbeddingRequest, Message, TokenLogprobs
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId
from trustcore.records.plan import Plan


@frozen
class _World:
    """One way things may go: whether token log-probabilities come, and whether answers differ."""

    logprobs: bool
    distinct: bool

    def answer(self, call: Call) -> list[Finding]:
        if isinstance(call.request, EmbeddingRequest):
            return [Embedding((1.0,)) for _ in call.atoms]
        return [self._completion(atom) for atom in call.atoms]

    def _completion(self, atom: NodeId) -> Completion:
        if atom[0] == "ask":
            return Completion("A")
        text = "-".join(map(str, atom)) if self.distinct else "same"
        return Completion(text, TokenLogprobs((-0.5,), (text,)) if self.logprobs else None)


def make_plan(name: str, strategies: Sequence[Strategy], candidates: int, *, given: bool) -> Plan:
    """Run the graph through every way things may go.

    Args:
        name: The preset's name.
        strategies: Its strategies.
        candidates: Its number of candidates.
        given: Whether the answer exists already.
    """
    answer = Completion("given") if given else None
    item = Item((Message("user", ""),), candidates=candidates, given=answer)
    scenarios = [
        _nodes(Graph(item, strategies), _World(logprobs, distinct))
        for logprobs, distinct in product((False, True), repeat=2)
    ]
    dearest = max(scenarios, key=len)
    return Plan(name, min(map(len, scenarios)), len(dearest), tuple(dearest))


def _nodes(graph: Graph, world: _World) -> list[tuple[str, NodeId]]:
    nodes: list[tuple[str, NodeId]] = []
    calls = graph.start().post
    while calls:
        nodes += [(call.role, _named(atom)) for call in calls for atom in call.atoms]
        calls = graph.settle([(call, world.answer(call)) for call in calls]).post
    return nodes


def _named(atom: NodeId) -> NodeId:
    """A node without the text that it is about: here it is a stand-in's."""
    return atom[:2] if atom[0] == "ask" else atom
