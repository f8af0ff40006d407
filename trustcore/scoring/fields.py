"""From the parts of signals to scores of fields and of calls."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from trustcore.plugins.strategy_attributes import has_parts
from trustcore.records.answer_parts import Leaf, arguments_of, is_call, leaves_of
from trustcore.records.chat import Completion
from trustcore.records.fields import Fields, ScoredCall, ScoredField
from trustcore.records.signals import Absent, Signal, SignalPart
from trustcore.scoring.combine import Combination, Combiner, combine, weighed
from trustcore.scoring.component import Component
from trustcore.scoring.explain import DOUBTFUL

_NOTHING = "no signal tells of this part alone"


@frozen
class ScoredParts:
    """What the signals of an answer say about its parts.

    Attributes:
        fields: Each leaf of a structured answer, each name and argument of calls, and what the
            answer lacks, as far as a signal speaks of it.
        calls: Each call of a tool.
    """

    fields: Fields
    calls: tuple[ScoredCall, ...] = ()


def score_parts(
    answer: Completion,
    signals: Sequence[Signal | Absent],
    components: Sequence[Component],
    combiner: Combiner,
) -> ScoredParts:
    """Score each part of an answer as the answer is scored, by what its signals say of the part.

    Args:
        answer: A structured answer, or one that calls tools.
        signals: What each strategy found, in the preset's order.
        components: The preset's components, in the same order.
        combiner: The preset's.
    """
    scorer = _PartScorer(signals, components, combiner)
    fields = {path: scorer.field(path, leaf) for path, leaf in leaves_of(answer).items()}
    for path in scorer.paths:
        if path not in fields and not (answer.tool_calls and is_call(path)):
            fields[path] = scorer.field(path, Leaf(None, None))
    calls = tuple(
        ScoredCall(
            call.name,
            arguments_of(call),
            scorer.whole(f"/call/{index}"),
            {path: one for path, one in fields.items() if path.startswith(f"/call/{index}/")},
        )
        for index, call in enumerate(answer.tool_calls)
    )
    return ScoredParts(fields, calls)


class _PartScorer:
    """A scorer of the parts of one answer, each by the combination that scores the answer.

    A signal that says nothing of a part takes no part in its score; one that was wanted and could
    not be had counts as it does for the answer.

    Attributes:
        paths: The pointers that signals speak of, in their order.
    """

    def __init__(
        self,
        signals: Sequence[Signal | Absent],
        components: Sequence[Component],
        combiner: Combiner,
    ) -> None:
        self._signals = [
            one if isinstance(one, Signal) or has_parts(own.strategy) else _unwanted(one.name)
            for one, own in zip(signals, components, strict=True)
        ]
        self._parts = [
            {part.path: part for part in one.parts} if isinstance(one, Signal) else {}
            for one in self._signals
        ]
        self._components = components
        self._combiner = combiner
        self._silent = _silent(signals, components)
        self.paths = list(dict.fromkeys(path for parts in self._parts for path in parts))

    def whole(self, path: str) -> float | None:
        """The score of what has parts itself; None where no signal tells of it or of these.

        Of a signal that speaks of its parts alone, the worst counts.
        """
        found = [
            parts.get(path)
            or _worst([one for at, one in parts.items() if at.startswith(path + "/")])
            for parts in self._parts
        ]
        return self._combined(found)[0].score

    def field(self, path: str, leaf: Leaf) -> ScoredField:
        """A field with its score, and what costs it most, or speaks for it."""
        combination, found = self._combined([parts.get(path) for parts in self._parts])
        reasons = {one.name: one.reason for one in found if isinstance(one, Signal) and one.reason}
        known = [one for one in combination.contributions if one.name in reasons and one.share > 0]
        costs = sorted((one for one in known if one.value < DOUBTFUL), key=lambda one: -one.cost)
        best = sorted(known, key=lambda one: -one.share * one.value)
        said = [reasons[one.name] for one in costs[:2] or best[:1]]
        why = "; ".join(said) or self._silent
        return ScoredField(leaf.value, combination.score, why, leaf.span)

    def _combined(
        self, parts: Sequence[SignalPart | None]
    ) -> tuple[Combination, Sequence[Signal | Absent]]:
        found = [
            one if isinstance(one, Absent) else _signal(one, part)
            for one, part in zip(self._signals, parts, strict=True)
        ]
        if not any(isinstance(one, Signal) for one in found):
            return Combination(None), found
        return combine(weighed(found, self._components), self._combiner), found


def _silent(signals: Sequence[Signal | Absent], components: Sequence[Component]) -> str:
    """Why nothing is said of a part: the signals that might have, and could not be had."""
    gaps = [
        f"{one.name}: {one.reason}"
        for one, own in zip(signals, components, strict=True)
        if isinstance(one, Absent) and has_parts(own.strategy) and own.measures != "validity"
    ]
    return f"{_NOTHING}: {'; '.join(gaps)}" if gaps else _NOTHING


def _signal(whole: Signal, part: SignalPart | None) -> Signal | Absent:
    if part is None:
        return _unwanted(whole.name)
    return evolve(whole, value=part.value, reason=part.reason, parts=())


def _worst(parts: Sequence[SignalPart]) -> SignalPart | None:
    return min(parts, key=lambda part: part.value, default=None)


def _unwanted(name: str) -> Absent:
    return Absent(name, _NOTHING, by_design=True)
