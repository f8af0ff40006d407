"""What items may take, told before any is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add

from attrs import evolve

from trustcore.engine.questions import (
    WITH_CONTEXT,
    Asked,
    Strategies,
    alike,
    with_common,
    with_settings,
)
from trustcore.engine.setup import Setup
from trustcore.graph import Item
from trustcore.ledger.terms import Terms
from trustcore.planning.estimate import check_budget, estimate
from trustcore.planning.model_terms import terms_by_turn
from trustcore.planning.plan import make_plan
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.protocols import Provider
from trustcore.presets import Preset
from trustcore.records.budget import Budget
from trustcore.records.estimate import Estimate
from trustcore.records.evals import Eval
from trustcore.records.plan import Plan
from trustcore.records.question import Question
from trustcore.scoring.review import ForeseenReview


class Forecast:
    """What the items of an engine may take: calls, tokens, money.

    Args:
        setup: The engine's settings.
        common: What all items have in common.
        terms: On which terms each model is called.
    """

    def __init__(self, setup: Setup, common: Item, terms: Mapping[Provider, Terms]) -> None:
        self._setup = setup
        self._common = common
        self._terms = terms

    def check_budget(self, budget: Budget) -> None:
        """Refuse a budget that a single item would break, whatever it asks.

        Raises:
            ConfigurationError: Naming what the least item takes.
        """
        setup = self._setup
        asked = with_common(WITH_CONTEXT if setup.evals else (), setup.settings, setup.evals)
        common = with_settings(self._common, asked) if isinstance(asked, Question) else self._common
        for strategies in _compositions(setup.preset, setup.evals):
            found = scenarios(common, self._strategies(strategies))
            for terms in terms_by_turn(setup.chains, self._terms):
                check_budget(budget, found, terms)

    def estimate(self, prompts: Sequence[Asked]) -> Estimate:
        """Least and most that prompts take on each role's first model."""
        setup = self._setup
        first = next(terms_by_turn(setup.chains, self._terms))
        asked = [with_common(one, setup.settings, setup.evals) for one in prompts]
        estimates = [
            estimate(scenarios(common, self._strategies(strategies)), first, chats)
            for common, strategies, chats in alike(self._common, setup.preset, asked)
        ]
        return reduce(add, estimates)

    def plan(self, preset: Preset) -> Plan:
        """What answering and scoring one prompt by a preset takes."""
        setup = self._setup
        strategies = self._strategies(preset.with_evals(setup.evals).strategies)
        asked = WITH_CONTEXT if setup.evals else None
        item = evolve(self._common, candidates=preset.candidates, asked=asked)
        logprobs = setup.chains["answer"].providers[0].supports("logprobs")
        return make_plan(preset.name, strategies, item, logprobs=logprobs)

    def _strategies(self, chosen: Strategies) -> Strategies:
        """All that may ask something for an item: those chosen for it, and an explanation."""
        explained = self._setup.explain_below is not None
        return (*chosen, ForeseenReview()) if explained else chosen


def _compositions(preset: Preset, evals: tuple[Eval, ...]) -> Iterable[Strategies]:
    """The strategies of a preset, and those of each kind that has others, with evaluations."""
    found = [one.with_evals(evals).strategies for one in preset.variants]
    return {tuple(map(id, one)): one for one in found}.values()
