"""The task graph of one item, as a pure state machine.

The owner calls `start`, makes the calls it is given, and feeds what came of them to `settle` until
`done`. Everything else follows: equal needs are one node, strategies are asked again when one of
their needs has settled, and what nobody wants any more is given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import define, field, frozen

from trustcore.errors import EvidenceMissing, StrategyError
from trustcore.graph.call import Call, Item
from trustcore.graph.expand import Want, calls_for, expand
from trustcore.log import log
from trustcore.protocols import Strategy
from trustcore.records.chat import Missing
from trustcore.records.evidence import Evidence, Finding
from trustcore.records.needs import Atom

MAX_ROUNDS = 32
"""How often one strategy may be asked about one candidate before it counts as looping."""

SHORT_REPLY = Missing("the reply held fewer completions than were asked for")


@frozen
class Steps:
    """What the owner of the graph has to do next.

    Attributes:
        post: Calls to make.
        withdraw: Calls that nobody wants any more: to be dropped if they were not sent yet.
    """

    post: Sequence[Call] = ()
    withdraw: Sequence[Call] = ()


@define(eq=False)
class _Watch:
    """One strategy looking at one candidate.

    Attributes:
        groups: The unsettled nodes of each of its needs; it is asked again when one runs empty.
        rounds: How often it has been asked.
    """

    index: int
    strategy: Strategy
    evidence: Evidence
    groups: list[set[Atom]] = field(factory=list)
    rounds: int = 0

    @property
    def candidate(self) -> Atom:
        return ("candidate", self.evidence.judged)


class Graph:
    """What is known, wanted and under way for one item."""

    def __init__(self, item: Item, strategies: Sequence[Strategy]) -> None:
        self._item = item
        self._findings: dict[Atom, Finding] = {}
        self._open: dict[Atom, Call] = {}
        self._wanted: Counter[Atom] = Counter()
        self._waiting: dict[Atom, list[tuple[_Watch, set[Atom]]]] = {}
        count = 1 if item.given is not None else item.candidates
        self._candidates: tuple[Atom, ...] = tuple(("candidate", index) for index in range(count))
        self._watches = [
            _Watch(number, strategy, self._view(candidate, complete=False))
            for number, (candidate, strategy) in enumerate(
                (candidate, strategy) for candidate in range(count) for strategy in strategies
            )
        ]
        if item.given is not None:
            self._findings["candidate", 0] = item.given

    @property
    def done(self) -> bool:
        """Whether everything that is wanted has settled."""
        return not self._open

    @property
    def findings(self) -> Mapping[Atom, Finding]:
        """What has settled so far."""
        return MappingProxyType(self._findings)

    def evidence(self, candidate: int = 0) -> Evidence:
        """What was gathered, seen from one candidate."""
        return self._view(candidate, complete=True)

    def start(self) -> Steps:
        """The first calls."""
        wants = {atom: Want(atom) for atom in self._candidates if atom not in self._findings}
        return self._round(self._watches, wants)

    def settle(self, arrived: Iterable[tuple[Call, Sequence[Finding]]]) -> Steps:
        """Take in what came of calls, and say what is to be done next.

        What came of a node that was given up meanwhile is ignored, so that a score does not
        depend on which of two replies was quicker.
        """
        woken: dict[int, _Watch] = {}
        for call, found in arrived:
            for position, atom in enumerate(call.atoms):
                if self._open.get(atom) is call:
                    finding = found[position] if position < len(found) else SHORT_REPLY
                    self._record(atom, finding, woken)
        if not woken:
            return Steps()
        alive = [woken[index] for index in sorted(woken) if not self._give_up(woken[index])]
        return self._round(alive, {})

    def close(self, why: Missing) -> Sequence[Call]:
        """Stop here: what is open becomes missing. Returns the calls that are still under way."""
        running = list(dict.fromkeys(self._open.values()))
        self._findings.update(dict.fromkeys(self._open, why))
        self._open.clear()
        return running

    def _view(self, candidate: int, *, complete: bool) -> Evidence:
        return Evidence(
            self._item.question,
            MappingProxyType(self._findings),
            candidate,
            complete,
            self._item.sampler_varies,
        )

    def _record(self, atom: Atom, finding: Finding, woken: dict[int, _Watch]) -> None:
        del self._open[atom]
        self._findings[atom] = finding
        for watch, group in self._waiting.pop(atom, ()):
            group.discard(atom)
            if not group:
                woken[watch.index] = watch
        if isinstance(finding, Missing) and atom in self._candidates:
            # Without its answer a candidate is not judged, so nothing more is bought for it.
            woken.update({one.index: one for one in self._watches if one.candidate == atom})

    def _give_up(self, watch: _Watch) -> bool:
        if not isinstance(self._findings.get(watch.candidate), Missing):
            return False
        self._release(watch)
        return True

    def _round(self, watches: Sequence[_Watch], wants: dict[Atom, Want]) -> Steps:
        """Ask strategies what they want now; turn what is new into calls, give back the rest."""
        before = list(self._open)
        for watch in watches:
            self._release(watch)
            for need_wants in self._ask(watch):
                self._hold(watch, need_wants, wants)
        new = [want for atom, want in wants.items() if atom not in self._open]
        calls = list(calls_for(self._item, new))
        for call in calls:
            self._open.update(dict.fromkeys(call.atoms, call))
        return Steps(calls, self._withdraw(before))

    def _ask(self, watch: _Watch) -> list[list[Want]]:
        watch.rounds += 1
        try:
            if watch.rounds > MAX_ROUNDS:
                msg = f"it asked for something new {MAX_ROUNDS} times"
                raise StrategyError(msg)
            candidate = watch.evidence.judged
            return [expand(need, candidate) for need in watch.strategy.needs(watch.evidence)]
        except EvidenceMissing:
            return []
        except Exception as error:  # a plug-in's bug costs its own signal, not the item
            name = watch.strategy.name
            log.warning("strategy failed", strategy=name, error=type(error).__name__)
            own = isinstance(error, StrategyError)
            reason = f"the strategy failed: {error if own else type(error).__name__}"
            self._findings["strategy", name] = Missing(reason)
            return []

    def _hold(self, watch: _Watch, need: list[Want], wants: dict[Atom, Want]) -> None:
        """Register a watch's interest in what has not settled of one of its needs."""
        unsettled = [want for want in need if want.atom not in self._findings]
        if not unsettled:
            return
        group = {want.atom for want in unsettled}
        watch.groups.append(group)
        self._wanted.update(group)
        for want in unsettled:
            known = wants.get(want.atom)
            wants[want.atom] = want if known is None else known.merge(want)
            self._waiting.setdefault(want.atom, []).append((watch, group))

    def _release(self, watch: _Watch) -> None:
        for group in watch.groups:
            self._wanted.subtract(group)
            for atom in group:
                waiting = self._waiting.get(atom, [])
                waiting[:] = [entry for entry in waiting if entry[0] is not watch]
        watch.groups.clear()

    def _withdraw(self, before: Iterable[Atom]) -> list[Call]:
        """Forget open nodes that nobody wants; name the calls of which none is wanted."""
        dropped: dict[Call, None] = {}
        for atom in before:
            if atom in self._open and self._wanted[atom] <= 0 and atom not in self._candidates:
                dropped[self._open.pop(atom)] = None
        still = set(self._open.values())
        return [call for call in dropped if call not in still]
