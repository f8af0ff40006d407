"""One dry run of the graph, and every dry run: each is led by a sequence of choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from attrs import evolve

from trustcore.graph import Call, Graph, GraphActions, Item
from trustcore.planning.choices import Choices
from trustcore.planning.dry_strategy import DryStrategy, all_reads, reply_tokens, usual_reply
from trustcore.planning.shapes import (
    QUESTION,
    RequestShape,
    Scenario,
    given_up,
    shape_of,
    text_of,
)
from trustcore.planning.stand_ins import (
    Reads,
    completion,
    embedding,
    missing,
    question,
)
from trustcore.records.chat import Completion
from trustcore.records.evidence import Finding
from trustcore.records.needs import NodeId

Flavour = Callable[[int], str]
"""Makes the text of a number: stand-ins of one flavour say something else than those of another."""

FLAVOURS: tuple[Flavour, ...] = (
    text_of,
    lambda number: f"{number + 1}",
    lambda number: "A" + "." * number,
    lambda number: " " * number,
    lambda number: f"No; yes. I am not sure: 100% {{'answer': [{number}]}}\n" * 40,
)
"""The first one is measured. A strategy that asks for something else with another one reads texts,
even where that was not noticed."""


class DryRun:
    """One run of a graph, fed with stand-ins.

    Args:
        choices: Lead it.
        reads: What watched strategies read; None where none is watched.
        flavour: Makes the texts.

    Attributes:
        work: How much was looked at: for each end of calls, the nodes known until then.
    """

    def __init__(
        self, choices: Choices, reads: Reads | None = None, flavour: Flavour = text_of
    ) -> None:
        self._choices = choices
        self._reads = reads or Reads()
        self._watched = reads is not None
        self._flavour = flavour
        self._strategies: Sequence[DryStrategy] = ()
        self._texts: list[str] = []
        self._shapes: dict[Call, RequestShape] = {}
        self._waiting: dict[Call, None] = {}
        self.work = 0
        self._failed = False

    def scenario(
        self, item: Item, strategies: Sequence[DryStrategy], been: set[Hashable] | None = None
    ) -> Scenario | None:
        """Run to the end.

        Args:
            item: What all questions have in common.
            strategies: The preset's.
            been: States in which runs have been; those of this one are added.

        Returns:
            None when the run comes into a state in which an earlier one has been: that one, or one
            that follows it, ends as this one would.
        """
        self._strategies = strategies
        graph = Graph(self._stand_in(item), strategies)
        for one in strategies:
            one.wanted.clear()
        steps = graph.start()
        while True:
            self._take(steps, strategies)
            if not self._waiting:
                return Scenario(tuple(self._shapes.values()), self._failed)
            if been is not None and self._has_been(been, graph, strategies):
                return None
            arrived = self._arriving(tuple(self._waiting))
            for call in arrived:
                del self._waiting[call]
            self.work += 1 + len(graph.findings)
            steps = graph.settle([(call, [*map(self._finding, call.atoms)]) for call in arrived])

    def _take(self, steps: GraphActions, strategies: Sequence[DryStrategy]) -> None:
        for call in steps.post:
            self._shapes[call] = shape_of(call, reply_tokens(call, strategies))
        self._waiting.update(dict.fromkeys(steps.post))
        for call in steps.withdraw:
            del self._waiting[call]
            self._shapes[call] = given_up(self._shapes[call])

    def _has_been(
        self, been: set[Hashable], graph: Graph, strategies: Sequence[DryStrategy]
    ) -> bool:
        """Whether all that decides how the run goes on was so in an earlier run."""
        state = (
            frozenset(graph.findings.items()),
            frozenset(Counter(self._shapes.values()).items()),
            frozenset(call.atoms for call in self._waiting),
            tuple(tuple(one.wanted.items()) for one in strategies),
            self._choices.common,
        )
        known = state in been
        been.add(state)
        return known and self._choices.beyond

    def _stand_in(self, item: Item) -> Item:
        texts = (QUESTION,) if self._flavour is text_of else map(self._flavour, range(3))
        given = None if item.given is None else self._completion(("candidate", 0))
        return evolve(item, question=question(*texts), given=given)

    def _arriving(self, waiting: Sequence[Call]) -> Sequence[Call]:
        """Which of the calls that are waited for end next."""
        seen: dict[NodeId, list[Call]] = {}
        for call in waiting:
            if any(map(self._reads.sees_order, call.atoms)):
                seen.setdefault(_likeness(call.atoms[0]), []).append(call)
        if seen and len(waiting) > 1:
            rest = [call for call in waiting if not any(call in alike for alike in seen.values())]
            groups = [waiting, *seen.values(), *([rest] if rest else [])]
            return groups[self._choices.choose(len(groups))]
        samples = [call for call in waiting if call.role == "sampler"]
        others = [call for call in waiting if call.role != "sampler"]
        if not self._watched or not samples or not others:
            return waiting
        return (waiting, others, samples)[self._choices.fact("order", 3)]

    def _finding(self, node: NodeId) -> Finding:
        if self._reads.sees(node) and self._choices.fact(("fails", _likeness(node)), 2):
            self._failed = True
            return missing()
        return embedding() if node[0] == "embed" else self._completion(node)

    def _completion(self, node: NodeId) -> Completion:
        own = self._reads.logprobs and self._reads.shows(node)
        about = ("logprobs", node) if own else "logprobs"
        logprobs = self._choices.fact(about, 2) == 1
        return completion(self._text(node), logprobs=logprobs)

    def _text(self, node: NodeId) -> str:
        """A node's text; a new one has the next number, and says in its wording who wrote it.

        Where nobody is watched a judge's reply can be read, so that nothing is asked again.
        """
        usual = None if self._watched else usual_reply(node, self._strategies)
        if usual is not None:
            return usual
        known = len(self._texts)
        if self._reads.equality and self._reads.shows(node):
            number = known - self._choices.fact(("text", node), known + 1)  # a new one comes first
        else:
            number = 0 if self._choices.fact("equal", 2) else known
        if number == known:
            measured = self._flavour is text_of
            asked = node[0] == "ask"
            text = text_of(known, asked=asked) if measured else self._flavour(known)
            self._texts.append(text)
        return self._texts[number]


def every_run(
    item: Item,
    strategies: Sequence[DryStrategy],
    reads: Reads | None,
    most: int,
    flavour: Flavour = text_of,
) -> tuple[Scenario, ...] | None:
    """Every scenario.

    Args:
        item: What all questions have in common.
        strategies: The preset's.
        reads: What they are known to read; None where none is watched.
        most: How much work all runs may be together.
        flavour: Makes the texts.

    Returns:
        Each scenario once; None when that is too much work, or when a strategy is seen to read
        what a text says.
    """
    found: dict[Scenario | None, None] = {}
    been: set[Hashable] = set()
    path: list[int] | None = []
    while most > 0 and path is not None:
        choices = Choices(path)
        run = DryRun(choices, reads, flavour)
        found[run.scenario(item, strategies, been)] = None
        most -= run.work
        path = choices.next_path()
        seen = all_reads(strategies)
        if seen is not None and seen.content:
            return None
    if path is not None:
        return None
    return tuple(one for one in found if one is not None)


def _likeness(node: NodeId) -> NodeId:
    """What stands for a node and all that go the same way.

    A watched strategy sees no replies but those about the candidate under judgement. What it makes
    of one candidate does not hang on the others, so they are dearest, and cheapest, together.
    """
    return node[:2] if node[0] == "ask" else node
