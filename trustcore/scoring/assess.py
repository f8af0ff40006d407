"""Assess one candidate: every strategy's signal, and the score they make together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve, field, frozen

from trustcore.errors import EvidenceMissing, StrategyError
from trustcore.plugins.failure import failure
from trustcore.records.chat import Missing
from trustcore.records.evidence import Evidence
from trustcore.records.signals import Absent, Contribution, Signal
from trustcore.scoring.combine import Combination, Combiner, WeightedMean, combine, weighed
from trustcore.scoring.component import Component


@frozen
class Assessment:
    """What the strategies of a preset say about one answer.

    Attributes:
        signals: What each strategy found, in the preset's order.
        combination: The score and what each signal contributed to it.
        gaps: The names of the signals that were wanted for the score and could not be had.
        failures: Of strategies and the combiner, each with its cause.
    """

    signals: tuple[Signal | Absent, ...]
    combination: Combination
    gaps: tuple[str, ...] = ()
    failures: tuple[StrategyError, ...] = field(default=(), eq=False)

    @property
    def score(self) -> float | None:
        """The trustworthiness score in [0, 1]; None when no weighted signal is there."""
        return self.combination.score

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each signal that counted contributed to the score."""
        return self.combination.contributions


def assess(
    evidence: Evidence,
    components: Sequence[Component],
    combiner: Combiner = WeightedMean(),  # noqa: B008  (frozen)
) -> Assessment:
    """Assess complete evidence. Pure: the same evidence gives the same score, bit for bit."""
    failures: list[StrategyError] = []
    signals = tuple(_signal(component, evidence, failures) for component in components)
    found = weighed(signals, components)
    combination = combine(found, combiner)
    if combination.failed is not None:
        failures.append(combination.failed)
    return Assessment(signals, combination, tuple(found.absent), tuple(failures))


def _signal(
    component: Component, evidence: Evidence, failures: list[StrategyError]
) -> Signal | Absent:
    """What a strategy found; a failure of its own is added to the list."""
    name = component.name
    broken = evidence.findings.get(("strategy", name))
    if isinstance(broken, Missing):
        return Absent(name, broken.reason)
    try:
        found: Any = component.strategy.assess(evidence)
    except EvidenceMissing as gap:
        return Absent(name, str(gap))
    except Exception as error:  # noqa: BLE001  (a plug-in's bug costs its signal, not the result)
        failures.append(failure(component.strategy, error))
        return Absent(name, str(failures[-1]))
    if not isinstance(found, Signal | Absent):
        return Absent(name, f"the strategy failed: it returned {type(found).__name__}")
    return found if found.name == name else evolve(found, name=name)
