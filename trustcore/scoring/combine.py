"""Combine the signals of one answer into its trustworthiness score.

A combiner is pure arithmetic on signals that a preset names with its key `combine`; it says what
the score is and what each signal contributed to it. One of your own needs a name and one method::

    @register_combiner("lowest")
    @frozen
    class Lowest:
        name: str = "lowest"

        def combine(self, present, absent):
            least = min(present, key=lambda part: part.value)
            return Combination(least.value, (least.contribution(share=1.0),))
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from attrs import evolve, field, frozen

from trustcore import checks
from trustcore.errors import RegistryError, StrategyError
from trustcore.plugins.contracts import check_combiner
from trustcore.plugins.failure import failure
from trustcore.plugins.protocols import Measure
from trustcore.plugins.registry import Registry
from trustcore.records.signals import Absent, Contribution, Signal
from trustcore.scoring.component import Component
from trustcore.scoring.written import arguments_of, place_of, written


@frozen
class Part:
    """One signal that is there, as a combiner sees it.

    Attributes:
        signal: What the strategy found.
        value: The probability of being right that the signal stands for, after its link, in [0, 1].
        weight: Its weight in the preset, above 0.
        measures: What the signal measures; None where its strategy does not say.
    """

    signal: Signal
    value: float
    weight: float
    measures: Measure | None = None

    @property
    def name(self) -> str:
        """The signal's name."""
        return self.signal.name

    def pulled(self, prior: float) -> float:
        """Its value, with what its signal lacks of certainty counting as a prior, in [0, 1]."""
        certain = self.signal.certainty
        return self.value if certain == 1 else prior + certain * (self.value - prior)

    def contribution(self, share: float) -> Contribution:
        """What the signal contributes when it decides a share, in [0, 1], of the score."""
        return Contribution(self.signal.name, self.value, share)


@frozen
class Combination:
    """A trustworthiness score and what each signal contributed to it.

    Attributes:
        score: In [0, 1]; None where there is none.
        contributions: Of each signal that counted, in the order of the parts.
        failed: Why there is no score although a signal is there; else None.

    Raises:
        StrategyError: When the score is not in [0, 1].
    """

    score: float | None
    contributions: tuple[Contribution, ...] = ()
    failed: StrategyError | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        if self.score is not None and not 0 <= self.score <= 1:
            raise StrategyError(f"a score must be a number in [0, 1], not {self.score!r}")


@runtime_checkable
class Combiner(Protocol):
    """A way to make one score of several signals.

    Its arguments are its fields, where it is an attrs class or a dataclass: they are part of the
    preset's written form and of its fingerprint.
    """

    @property
    def name(self) -> str:
        """The name under which it is registered."""

    def combine(self, present: Sequence[Part], absent: Mapping[str, float], /) -> Combination:
        """Combine the signals of one answer.

        Args:
            present: The signals that are there and have a weight, in the preset's order; at least
                one.
            absent: The weights of the signals that were wanted and could not be had, by name.
        """


@frozen
class WeightedMean:
    """The weighted mean of the linked signals: the linear opinion pool (Stone 1961).

    A signal that could not be had counts as the prior, and one that is not certain does so in part:
    less evidence never makes a score surer.

    Attributes:
        prior: The probability of being right of an answer of which nothing is known, in [0, 1].
    """

    prior: float = field(default=0.5, validator=checks.number(0, 1).argument)
    name: str = "mean"

    def combine(self, present: Sequence[Part], absent: Mapping[str, float], /) -> Combination:
        """The mean; each signal's share is its part of all weights."""
        known = [(part.name, part.pulled(self.prior), part.weight) for part in present]
        pooled = [*known, *((name, self.prior, weight) for name, weight in absent.items())]
        total = math.fsum([weight for _, _, weight in pooled])
        # One division at the end: a sum of rounded shares may differ in the last bit.
        score = math.fsum([weight * value for _, value, weight in pooled]) / total
        shares = [Contribution(name, value, weight / total) for name, value, weight in pooled]
        return Combination(min(1.0, score), tuple(shares))


combiners: Registry[Any] = Registry(
    "combiner", "trustcore.combiners", check_combiner, {"mean": WeightedMean}
)
register_combiner = combiners.register


def combiner_to_dict(combiner: Combiner) -> dict[str, Any]:
    """A combiner as a preset writes it: its registered name and its arguments.

    One that is not what the registry has under its name is written as where its class is from: it
    gives other scores, and so it has another fingerprint.
    """
    try:
        made_by = combiners.factory(combiner.name)
    except RegistryError:
        made_by = None
    kind: type = type(combiner)
    ours = made_by is kind or (made_by is not None and not isinstance(made_by, type))
    name = combiner.name if ours else place_of(kind)
    return {"kind": name, **written(arguments_of(combiner))}


@frozen
class Weighed:
    """The signals of one answer that have a weight.

    Attributes:
        present: Those that are there, in the preset's order.
        absent: The weights of those that were wanted and could not be had, by name.
    """

    present: Sequence[Part]
    absent: Mapping[str, float]


def weighed(signals: Sequence[Signal | Absent], components: Sequence[Component]) -> Weighed:
    """Tell the signals that are there from those that could not be had.

    Args:
        signals: What each strategy found, in the preset's order.
        components: The preset's components, in the same order.
    """
    present: list[Part] = []
    absent: dict[str, float] = {}
    for signal, own in zip(signals, components, strict=True):
        if own.weight > 0 and isinstance(signal, Signal):
            present.append(Part(signal, own.link(signal.value), own.weight, own.measures))
        elif own.weight > 0 and isinstance(signal, Absent) and not signal.by_design:
            absent[own.name] = own.weight
    return Weighed(present, absent)


def combine(found: Weighed, combiner: Combiner) -> Combination:
    """Combine the signals of one answer by a combiner, whose bug costs the score alone."""
    checks = [part for part in found.present if part.measures == "validity"]
    others = [part for part in found.present if part.measures != "validity"]
    return _bounded(_combined(others, found.absent, combiner), checks)


def _combined(
    present: Sequence[Part], absent: Mapping[str, float], combiner: Combiner
) -> Combination:
    if not present:
        return Combination(None)
    try:
        made: Any = combiner.combine(present, absent)
    except Exception as error:  # noqa: BLE001  (a plug-in's bug costs its score, not the result)
        return Combination(None, failed=failure(combiner, error, "combiner"))
    if not isinstance(made, Combination):
        wrong = StrategyError(f"the combiner failed: it returned {type(made).__name__}")
        return Combination(None, failed=wrong)
    return made


def _bounded(combination: Combination, checks: Sequence[Part]) -> Combination:
    """A combination that is no higher than any check of validity allows.

    An answer that has the form which was asked for may well be wrong, so that this adds nothing;
    one that has not cannot be used. The check that bounds a score decides all of it.
    """
    lowest = min(checks, key=lambda part: part.value, default=None)
    if lowest is None or lowest.signal.value >= 1:
        return combination
    if combination.score is not None and combination.score <= lowest.value:
        return combination
    others = [evolve(one, share=0.0) for one in combination.contributions]
    return Combination(lowest.value, (*others, lowest.contribution(share=1.0)))
