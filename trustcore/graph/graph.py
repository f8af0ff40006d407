"""The task graph of one item, as a pure state machine.

The owner calls `start`, makes the calls it is given, and feeds what came of them to `settle` until
`done`. Everything else follows: equal needs are one node, strategies are asked again when one of
their needs has settled, and what nobody wants any more is given back.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from types import MappingProxyType
from typing import Any

from attrs import define, evolve, field, frozen

from trustcore.errors import EvidenceMissing, StrategyError
from trustcore.graph.call import Call, Item
from trustcore.graph.decider import FIRST_DRAWS, Decider
from trustcore.graph.expand import WantedNode, calls_for, expand
from trustcore.plugins.failure import failure
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion, Missing
from trustcore.records.decision import PendingDecision
from trustcore.records.evidence import Evidence, Finding, Memo
from trustcore.records.needs import Need, NodeId, Samples
from trustcore.records.role import Role

MAX_ROUNDS = 32
"""How often one strategy may ask for something new about one candidate: more is a loop."""

EMPTY_REPLY = Missing("the reply held nothing of what was asked for")


@frozen
class GraphActions:
    """What the owner of the graph has to do next.

    Attributes:
        post: Calls to make.
        withdraw: Calls that nobody wants any more: to be dropped if they were not sent yet.
    """

    post: tuple[Call, ...] = ()
    withdraw: tuple[Call, ...] = ()


_NOTHING = GraphActions()


@define(eq=False)
class _StrategyView:
    """One strategy looking at one candidate.

    Attributes:
        candidate: The node of the candidate that it looks at.
        unsettled: What each of its needs still waits for; it is asked again when one has settled.
        most_draws: The most samples that it has asked for.
        asked: Every node that it ever asked for.
        rounds: How often it asked for something new.
    """

    strategy: Strategy
    candidate: NodeId
    evidence: Evidence
    unsettled: list[set[NodeId]] = field(factory=list)
    asked: set[NodeId] = field(factory=set)
    most_draws: int = 0
    rounds: int = 0

    def hear(self, settled: AbstractSet[NodeId]) -> bool:
        """Take note of what has settled. Whether one of its needs has settled with it."""
        heard = False
        for need in self.unsettled:
            need -= settled  # noqa: PLW2901  (in its place)
            heard = heard or not need
        return heard

    def ask(
        self, settled: Container[NodeId], witnesses: Collection[Role]
    ) -> list[list[WantedNode]]:
        """The nodes of each of its needs that have not settled, given what is known now.

        Args:
            settled: The nodes that have.
            witnesses: The roles of the witnesses that have a model.

        Raises:
            EvidenceMissing: When the strategy lets it through.
            StrategyError: When it broke its contract; a plug-in may raise anything else besides.
        """
        judged, draws = self.evidence.judged, self.evidence.draws
        wanted = _listed(self.strategy.needs(self.evidence))
        needs = [expand(need, judged, settled, draws, witnesses) for need in wanted]
        for need in wanted:
            if isinstance(need, Samples) and need.n > self.most_draws:
                self.most_draws = need.n
        known = len(self.asked)
        self.asked.update([want.atom for want in chain.from_iterable(needs)])
        self.rounds += len(self.asked) > known
        if self.rounds > MAX_ROUNDS:
            raise StrategyError(f"it asked for something new more than {MAX_ROUNDS} times")
        return needs


def _listed(needs: Any) -> tuple[Need, ...]:  # noqa: ANN401  (whatever a strategy gave)
    """The needs of a strategy, which may be a generator as well.

    Raises:
        StrategyError: When it is not several.
    """
    if isinstance(needs, str) or not isinstance(needs, Iterable):
        what = type(needs).__name__
        raise StrategyError(f"`needs` must give a sequence of needs, [Answer()] say, not {what}")
    return tuple(needs)


class Graph:
    """What is known, wanted and under way for one item.

    Args:
        item: What is to be answered or scored.
        strategies: The preset's, in its order.
        decider: Says what a decision still hangs on, where one is to be made. Then samples of a
            single candidate are drawn in steps, and whenever all has settled it is looked at again.
    """

    def __init__(
        self, item: Item, strategies: Sequence[Strategy], decider: Decider | None = None
    ) -> None:
        self._item = item
        self._decider = decider
        self._findings: dict[NodeId, Finding] = {}
        self._open: dict[NodeId, Call] = {}
        self._failures: dict[NodeId, StrategyError] = {}
        self._lost: set[NodeId] = set()
        """Candidates without an answer: they are not judged, so nothing more is bought for them."""
        self._memo: Memo = {}
        count = 1 if item.given is not None else item.candidates
        self._draws = FIRST_DRAWS if decider is not None and count == 1 else None
        self._candidates: tuple[NodeId, ...] = tuple(("candidate", index) for index in range(count))
        self._watches = [
            _StrategyView(strategy, candidate, view)
            for index, candidate in enumerate(self._candidates)
            for view in [self._view(index, complete=False)]
            for strategy in strategies
        ]
        if isinstance(item.given, Completion):
            self._findings["candidate", 0] = item.given

    @property
    def done(self) -> bool:
        """Whether everything that is wanted has settled."""
        return not self._open

    @property
    def findings(self) -> Mapping[NodeId, Finding]:
        """What has settled so far."""
        return MappingProxyType(self._findings)

    @property
    def failures(self) -> Mapping[NodeId, StrategyError]:
        """Of strategies that failed, each with its cause."""
        return MappingProxyType(self._failures)

    def evidence(self, candidate: int = 0) -> Evidence:
        """What was gathered, seen from one candidate."""
        return self._view(candidate, complete=True)

    def start(self) -> GraphActions:
        """The first calls."""
        wants = {atom: WantedNode(atom) for atom in self._candidates if atom not in self._findings}
        steps = self._round(self._watches, wants)
        return steps if self._decider is None else self._beyond(steps, self._decider)

    def settle(self, arrived: Iterable[tuple[Call, Sequence[Finding]]]) -> GraphActions:
        """Take in what came of calls, and say what is to be done next.

        What a reply lacks of its call's nodes is asked for again, in calls as large as the reply:
        so an endpoint that draws or embeds fewer at a time than it is asked for does all the same.

        What came of a node that was given up meanwhile is ignored, so that a score does not
        depend on which of two replies was quicker.
        """
        settled = set[NodeId]()
        rest: list[Call] = []
        for call, found in arrived:
            whole = found or [EMPTY_REPLY] * len(call.atoms)
            for atom, finding in zip(call.atoms, whole, strict=False):
                if self._open.get(atom) is call:
                    del self._open[atom]
                    self._findings[atom] = finding
                    settled.add(atom)
                    if atom in self._candidates and isinstance(finding, Missing):
                        self._lost.add(atom)
            if len(whole) < len(call.atoms):
                rest += self.divide(call, call.beyond(len(whole)))
        lost = self._lost
        woken = [one for one in self._watches if one.hear(settled) or one.candidate in lost]
        steps = self._round(woken, {}) if woken else _NOTHING
        if rest:
            steps = evolve(steps, post=(*rest, *steps.post))
        return steps if self._decider is None else self._beyond(steps, self._decider)

    def divide(self, call: Call, parts: Iterable[Call]) -> tuple[Call, ...]:
        """Put parts of a call in its place. Those of which somebody still wants something."""
        wanted: list[Call] = []
        for part in parts:
            still = [atom for atom in part.atoms if self._open.get(atom) is call]
            self._open.update(dict.fromkeys(still, part))
            if still:
                wanted.append(part)
        return tuple(wanted)

    def close(self, why: Missing) -> tuple[NodeId, ...]:
        """Stop here: what is open becomes missing. Returns those nodes."""
        gaps = tuple(self._open)
        self._findings.update(dict.fromkeys(gaps, why))
        self._lost.update(one for one in self._candidates if one in self._open)
        self._open.clear()
        return gaps

    def _beyond(self, steps: GraphActions, decider: Decider) -> GraphActions:
        """What a decision still hangs on, once all that was wanted has settled: more draws first.

        Only whole rounds are looked at, so that nothing hangs on the order of arrival.
        """
        while self.done and self._watches and not self._lost.issuperset(self._candidates):
            drawing = self._draws is not None and self._draw_more(decider, self._draws)
            for watch in self._watches:
                watch.evidence = self._pending(watch, decider, drawing=drawing)
            more = self._round(self._watches, {})
            steps = evolve(more, withdraw=(*steps.withdraw, *more.withdraw))
            if not drawing:
                break
        return steps

    def _draw_more(self, decider: Decider, drawn: int) -> bool:
        """Let one more sample be drawn, where the decision hangs on what it says."""
        wanted = max(watch.most_draws for watch in self._watches)
        more = drawn < wanted and decider.depends_on_samples(self.evidence(), drawn)
        self._draws = drawn + more
        return more

    def _pending(self, watch: _StrategyView, decider: Decider, *, drawing: bool) -> Evidence:
        """The evidence of a view, with what its own signal can do to the decision."""
        name, known = watch.strategy.name, self.evidence(watch.evidence.judged)
        judged = watch.candidate not in self._lost
        depends = not drawing and judged and decider.depends_on(known, name)
        decision = PendingDecision(decider.threshold, depends)
        return evolve(watch.evidence, draws=self._draws, decision=decision)

    def _view(self, candidate: int, *, complete: bool) -> Evidence:
        pending = None if complete or self._decider is None else self._decider.threshold
        return Evidence(
            self._item.question,
            MappingProxyType(self._findings),
            judged=candidate,
            complete=complete,
            sampler_varies=self._item.sampler_varies,
            draws=None if complete else self._draws,
            decision=None if pending is None else PendingDecision(pending),
            asked=self._item.asked,
            memo=self._memo,
        )

    def _round(
        self, watches: Sequence[_StrategyView], wants: dict[NodeId, WantedNode]
    ) -> GraphActions:
        """Ask strategies what they want now; turn what is new into calls, give back the rest."""
        given_up = set[NodeId]()
        for watch in watches:
            asked = self._ask(watch)
            given_up.update(*watch.unsettled)
            watch.unsettled = [{want.atom for want in need} for need in asked if need]
            given_up.difference_update(*watch.unsettled)
            for want in chain.from_iterable(asked):
                known = wants.get(want.atom)
                wants[want.atom] = want if known is None else known.merge(want)
        withdrawn = self._withdraw(given_up)
        new = [want for atom, want in wants.items() if atom not in self._open]
        calls = tuple(calls_for(self._item, new)) if new else ()
        for call in calls:
            for atom in call.atoms:
                self._open[atom] = call
        return GraphActions(calls, withdrawn)

    def _ask(self, watch: _StrategyView) -> list[list[WantedNode]]:
        if watch.candidate in self._lost:
            return []
        try:
            return watch.ask(self._findings, self._item.witnesses)
        except EvidenceMissing:
            return []
        except Exception as error:  # noqa: BLE001  (a plug-in's bug costs its signal, not the item)
            node, failed = ("strategy", watch.strategy.name), failure(watch.strategy, error)
            self._failures.setdefault(node, failed)
            self._findings[node] = Missing(str(failed))
            return []

    def _withdraw(self, given_up: AbstractSet[NodeId]) -> tuple[Call, ...]:
        """Forget open nodes that nobody wants any more; name the calls of which none is wanted."""
        if not given_up:
            return ()
        unsettled = chain.from_iterable(watch.unsettled for watch in self._watches)
        wanted = set(self._candidates).union(*unsettled)
        unwanted = {atom: call for atom, call in self._open.items() if atom not in wanted}
        for atom in unwanted:
            del self._open[atom]
        still = set(self._open.values())
        return tuple(call for call in dict.fromkeys(unwanted.values()) if call not in still)
