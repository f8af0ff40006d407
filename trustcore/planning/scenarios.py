"""The calls that a preset may make, found by dry runs of the real graph with stand-ins.

Plan, estimate and the check of a budget read the same scenarios. A run makes choices (whether token
log-probabilities come, which texts are equal, which call ends first, which fails) and is made again
until every sequence of choices had its turn. What strategies read decides which choices there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from trustcore.graph import Item
from trustcore.planning.choices import Choices
from trustcore.planning.dry_run import FLAVOURS, DryRun, every_run
from trustcore.planning.dry_strategy import DryStrategy, all_reads
from trustcore.planning.shapes import Scenario
from trustcore.planning.stand_ins import Reads
from trustcore.plugins.protocols import Bounded, Strategy

MOST_WORK = 6000
"""Work of all dry runs of one preset, in nodes looked at: half a second or so. Where more is needed
the preset's most is not told."""


@frozen
class Scenarios:
    """What scoring one question may take.

    Attributes:
        least: Scenarios of which one is the cheapest when no call fails.
        likely: What happens when all texts differ: without, and with token log-probabilities.
        most: Scenarios of which one is the dearest; None when that cannot be told.
    """

    least: tuple[Scenario, ...]
    likely: tuple[Scenario, Scenario]
    most: tuple[Scenario, ...] | None

    @property
    def all(self) -> tuple[Scenario, ...]:
        """Every scenario, each once."""
        return tuple(dict.fromkeys((*self.likely, *self.least, *(self.most or ()))))


def scenarios(item: Item, strategies: Sequence[Strategy]) -> Scenarios:
    """Find out what scoring one question may take.

    Strategies that declare their least and most (`Bounded`) are taken at their word. The others
    are watched: where what one asks for may hang on what a text says, or on more than can be tried,
    the most is None, and the least is what the other strategies take.

    Args:
        item: What all questions have in common.
        strategies: The preset's.
    """
    dearest = [_dry(one, "most") for one in strategies]
    most = _explored(item, dearest)
    least = _least(item, dearest, most)
    likely = [DryStrategy(one, one.needs) for one in strategies]
    return Scenarios(
        tuple(one for one in least if not one.failed),
        (_likely(item, likely, 0), _likely(item, likely, 1)),
        most,
    )


def _dry(strategy: Strategy, member: Literal["least", "most"]) -> DryStrategy:
    if isinstance(strategy, Bounded):
        return DryStrategy(strategy, strategy.least if member == "least" else strategy.most)
    return DryStrategy(strategy, strategy.needs, Reads())


def _least(
    item: Item, dearest: Sequence[DryStrategy], most: tuple[Scenario, ...] | None
) -> tuple[Scenario, ...]:
    """The scenarios of the strategies that can be foreseen, asked for their least."""
    foreseen = [one for one in dearest if most is not None or one.reads in (None, Reads())]
    cheapest = [_dry(one.strategy, "least") for one in foreseen]
    if most is not None and all(
        one.ask == other.ask for one, other in zip(dearest, cheapest, strict=True)
    ):
        return most
    found = _explored(item, cheapest)
    return found or _explored(item, [one for one in cheapest if one.reads is None]) or ()


def _explored(item: Item, strategies: Sequence[DryStrategy]) -> tuple[Scenario, ...] | None:
    """Every scenario; None when they cannot be told."""
    watched = [one for one in strategies if one.reads is not None]
    if watched and not _same_whatever_is_said(item, watched):
        return None
    while True:
        reads = all_reads(strategies)
        found = every_run(item, strategies, reads, MOST_WORK)
        if found is None or all_reads(strategies) == reads:
            return found


def _same_whatever_is_said(item: Item, watched: Sequence[DryStrategy]) -> bool:
    """Whether strategies ask for the same nodes with texts of every flavour."""
    found = [every_run(item, watched, Reads(), MOST_WORK, flavour) for flavour in FLAVOURS]
    nodes = [None if one is None else {scenario.nodes for scenario in one} for one in found]
    return None not in nodes and all(one == nodes[0] for one in nodes)


def _likely(item: Item, strategies: Sequence[DryStrategy], logprobs: int) -> Scenario:
    choices = Choices((), {"logprobs": logprobs})
    scenario = DryRun(choices).scenario(item, strategies)
    return scenario or Scenario(())
