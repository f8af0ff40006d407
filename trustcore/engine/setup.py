"""The settings of an engine, fixed when a client is made."""

from __future__ import annotations

from attrs import evolve, field, frozen

from trustcore.cache.settings import Cache
from trustcore.calls import BreakerSettings, Limits, ModelChains, RetryPolicy
from trustcore.decisions.calibration import Calibration
from trustcore.engine.gathered import Times
from trustcore.graph import Item
from trustcore.ledger.prices import Prices
from trustcore.plugins.observer import Observer
from trustcore.plugins.shared import Shared
from trustcore.presets import Preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.records.budget import Budget
from trustcore.records.evals import Eval
from trustcore.records.question import Question
from trustcore.records.role import is_witness


@frozen(kw_only=True)
class Setup:
    """The settings of an engine, fixed when a client is made.

    Attributes:
        preset: The preset with the options applied.
        chains: The models of each role.
        limits: Of each model.
        item: What all items have in common.
        log: What results keep besides.
        threshold: The score from which on an answer is accepted; None where nothing is decided.
        calibration: What makes chances of scores; None for nothing.
        times: What bounds an item.
        verbose: Whether to show a progress bar; None decides by the terminal.
        policy: When to call again.
        breaker: When an endpoint is left alone, and how long it is waited for.
        budget: What all calls together may take; None for no limit.
        prices: What models charge.
        observer: Who is told of items and attempts.
        cache: What keeps their answers; None for nothing.
        shared: What limits and budget are shared through; None where they are this process's own.
        evals: What is rated of every item besides the score.
        explain_below: The score below which results are explained; None for none of them.
        settings: Of every question that does not set the same; None for none.
    """

    preset: Preset
    chains: ModelChains
    limits: Limits
    item: Item
    log: tuple[str, ...] = ()
    threshold: float | None = None
    calibration: Calibration | None = None
    times: Times = field(factory=Times)
    verbose: bool | None = None
    policy: RetryPolicy = field(factory=RetryPolicy)
    breaker: BreakerSettings = field(factory=BreakerSettings)
    budget: Budget | None = None
    prices: Prices = field(factory=Prices)
    observer: Observer | None = None
    cache: Cache | None = None
    shared: Shared | None = None
    evals: tuple[Eval, ...] = ()
    explain_below: float | None = None
    settings: Question | None = None

    def fingerprint(self, preset: Preset) -> str:
        """The fingerprint of a preset with these models."""
        return fingerprint_of(preset, {role: one.model for role, one in self.chains.items()})

    @property
    def common(self) -> Item:
        """What all items have in common, with what the models of their roles can do."""
        return evolve(
            self.item,
            sampler_varies=self.chains["sampler"].varies,
            max_n={role: chain.max_n for role, chain in self.chains.items()},
            witnesses=tuple(filter(is_witness, self.chains)),
        )
