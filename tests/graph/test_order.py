"""Whatever the order in which replies come in, and however they are batched, the result is one."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from trustcore import (
    Absent,
    Answer,
    Ask,
    Completion,
    Embedding,
    Embeddings,
    Evidence,
    Message,
    Missing,
    Need,
    Request,
    Samples,
    Signal,
)
from trustcore.graph import Call, Graph, Item
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId, WitnessAnswer
from trustcore.records.role import Role
from trustcore.scoring import Component, Logistic, assess

QUESTION = (Message("user", "?"),)
KINDS = ("a", "b", "c")
PLAIN: st.SearchStrategy[Need] = st.one_of(
    st.builds(Samples, st.integers(1, 4), st.sampled_from([0.5, 1.0])),
    st.sampled_from([Ask(kind, "shared", Request(QUESTION)) for kind in KINDS]),
    st.sampled_from([Embeddings(("x",)), Embeddings(("x", "y"))]),
    st.sampled_from([WitnessAnswer("witness/a"), WitnessAnswer("witness/b")]),
)


@frozen
class Steps:
    """An adaptive strategy: which needs come next hangs on what came of those before.

    It looks at nothing but what it has asked for, and only when the whole of it is there.
    """

    name: str
    steps: tuple[tuple[Need, ...], ...]
    drops: bool = False

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        answer = evidence.answer
        if answer is None:
            return (Answer(), *self.steps[0])
        wanted: tuple[Need, ...] = (Answer(), *self.steps[0])
        for number in range(1, len(self.steps)):
            known = [_seen(need, evidence) for need in wanted]
            if any(one is None for one in known):
                return wanted
            follow_up = Ask(f"step {number}", answer.text, Request(QUESTION))
            chosen = zlib.crc32(repr(known).encode()) % len(self.steps)
            wanted = (*(() if self.drops else wanted), *self.steps[chosen], follow_up)
        return wanted

    def assess(self, evidence: Evidence) -> Signal | Absent:
        texts = [one.text for one in evidence.alternatives]
        replies = evidence.replies("step 1").values()
        texts += [one.text for one in replies if isinstance(one, Completion)]
        if not texts:
            return Absent(self.name, "nothing to go by")
        return Signal(self.name, math.fsum(_number(one) for one in texts) / len(texts))


def _number(text: str) -> float:
    return zlib.crc32(text.encode()) / 2**32


def _seen(need: Need, evidence: Evidence) -> object:
    match need:
        case Answer():
            return evidence.answer
        case Samples(n, temperature):
            return evidence.samples(n, temperature)
        case Ask(kind, about):
            return evidence.findings.get(("ask", kind, about))
        case Embeddings(texts):
            found = [evidence.findings.get(("embed", text)) for text in texts]
            return None if None in found else found
        case WitnessAnswer(role):
            return evidence.witness(role)


@st.composite
def toys(draw: st.DrawFn, *, drops: bool = False) -> list[Steps]:
    steps = st.lists(PLAIN, min_size=1, max_size=3).map(tuple)
    many = st.lists(steps, min_size=1, max_size=3).map(tuple)
    chosen = draw(st.lists(many, min_size=1, max_size=3))
    return [Steps(f"toy {index}", one, drops) for index, one in enumerate(chosen)]


def items(*max_n: dict[Role, int]) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        st.just(QUESTION),
        candidates=st.integers(1, 3),
        given=st.none() | st.just(Completion("given")),
        max_n=st.sampled_from(max_n),
        witnesses=st.just(("witness/a", "witness/b")),
    )


ONE_BY_ONE: dict[Role, int] = {}
TOGETHER: dict[Role, int] = {"sampler": 128, "answer": 128}


def outcome(atom: NodeId, salt: int) -> Finding:
    """What comes of a node: always the same; some fail, and texts are often equal.

    The first candidate does not: an item without any answer has no score, and what its strategies
    had under way is given up.
    """
    number = zlib.crc32(repr((atom, salt)).encode())
    if number % 5 == 0 and atom != ("candidate", 0):
        return Missing("it failed")
    return Embedding((float(number),)) if atom[0] == "embed" else Completion(f"t{number % 3}")


def reply(call: Call, salt: int) -> tuple[Call, Sequence[Finding]]:
    return call, [outcome(atom, salt) for atom in call.atoms]


def run_in_rounds(item: Item, strategies: Sequence[Steps], salt: int) -> Graph:
    graph = Graph(item, strategies)
    steps = graph.start()
    while steps.post:
        steps = graph.settle([reply(call, salt) for call in steps.post])
    return graph


def run_in_any_order(
    item: Item, strategies: Sequence[Steps], salt: int, data: st.DataObject
) -> Graph:
    graph = Graph(item, strategies)
    steps = graph.start()
    under_way = list(steps.post)
    while under_way:
        batch = data.draw(st.lists(st.sampled_from(under_way), min_size=1, unique_by=id))
        steps = graph.settle([reply(call, salt) for call in batch])
        under_way = [call for call in under_way if not any(call is one for one in batch)]
        under_way += steps.post
    return graph


def scores(graph: Graph, strategies: Sequence[Steps], candidates: int) -> object:
    parts = [
        Component(one, one.name, {}, weight=0.1 + index, link=Logistic(3.7, -1.3))
        for index, one in enumerate(strategies)
    ]
    return [assess(graph.evidence(index), parts) for index in range(candidates)]


@settings(max_examples=100)
@given(items(ONE_BY_ONE, TOGETHER), toys(), st.integers(0, 99), st.data())
def test_any_order_of_arrival_gives_the_same_findings_and_scores(
    item: Item, strategies: list[Steps], salt: int, data: st.DataObject
) -> None:
    """Bit for bit, for adaptive strategies too, while nothing that was asked for is given up."""
    expected = run_in_rounds(item, strategies, salt)
    found = run_in_any_order(item, strategies, salt, data)
    assert dict(expected.findings) == dict(found.findings)
    assert scores(expected, strategies, item.candidates) == scores(
        found, strategies, item.candidates
    )


@settings(max_examples=100)
@given(items(ONE_BY_ONE), toys(drops=True), st.integers(0, 99), st.data())
def test_every_node_has_one_call_at_a_time_and_the_graph_ends_with_none(
    item: Item, strategies: list[Steps], salt: int, data: st.DataObject
) -> None:
    """Also when strategies give up what they asked for, in any order of arrival."""
    graph = Graph(item, strategies)
    steps = graph.start()
    wanted = dict.fromkeys(steps.post)
    late = list[Call]()
    while not graph.done:
        open_atoms = [atom for call in wanted for atom in call.atoms]
        assert len(set(open_atoms)) == len(open_atoms)
        assert graph.findings.keys().isdisjoint(open_atoms)
        call = data.draw(st.sampled_from([*wanted, *late]))
        steps = graph.settle([reply(call, salt)])
        late = [one for one in late if one is not call] + list(steps.withdraw)
        wanted = {one: None for one in wanted if one is not call and one not in steps.withdraw}
        wanted |= dict.fromkeys(steps.post)
    assert {} == wanted
