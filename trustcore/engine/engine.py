"""Answers and scores items with one configuration, in whatever event loop it is called."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence, Sized
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import TypeVar
from weakref import WeakKeyDictionary

from anyio.abc import TaskGroup
from anyio.lowlevel import current_token
from attrs import define, evolve, field, frozen
from structlog.contextvars import bound_contextvars

from trustcore import forks
from trustcore.cache.async_store import AsyncStore
from trustcore.cache.settings import Cache
from trustcore.calls import EndpointLimits, Limits, ModelActor, RetryPolicy
from trustcore.calls.gates import Gates
from trustcore.calls.route import ModelChains
from trustcore.client import inputs
from trustcore.engine.conclude import conclude, fingerprint_of, rescore
from trustcore.engine.gather import Gathered, gather
from trustcore.engine.reporter import ItemReporter, ObservedMeter
from trustcore.engine.runtime import Runtime, open_runtime
from trustcore.engine.stream import Admit, Deliver, OutcomeStream, Source, StopSignal, flow
from trustcore.errors import BudgetExceeded, ClientStateError, FatalError
from trustcore.graph import Graph, Item
from trustcore.ledger.budget import Budget
from trustcore.ledger.meter import Meter
from trustcore.ledger.prices import Prices
from trustcore.log import log
from trustcore.outcome import Outcome
from trustcore.planning.estimate import check_budget, estimate
from trustcore.planning.model_terms import terms_by_turn, terms_of
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.observer import ItemBegun, Observer
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.presets import Preset
from trustcore.records.chat import Completion, Message
from trustcore.records.estimate import Estimate
from trustcore.records.evidence import Evidence
from trustcore.records.result import Result
from trustcore.records.role import ROLES
from trustcore.telemetry.progress import progress

T = TypeVar("T")


@frozen
class Setup:
    """Everything that is fixed when a client is made.

    Attributes:
        preset: The preset with the options applied.
        routes: The models of each role.
        limits: Of each model.
        item: What all items have in common.
        log: What results keep besides.
        timeout: Seconds for one item; None for no limit.
        verbose: Whether to show a progress bar; None decides by the terminal.
        policy: When to call again.
        budget: What all calls together may take; None for no limit.
        prices: What models charge.
        observer: Who is told of items and attempts.
        cache: What keeps their answers; None for nothing.
    """

    preset: Preset
    routes: ModelChains
    limits: Limits
    item: Item
    log: tuple[str, ...] = ()
    timeout: float | None = None
    verbose: bool | None = None
    policy: RetryPolicy = field(factory=RetryPolicy)
    budget: Budget | None = None
    prices: Prices = field(factory=Prices)
    observer: Observer | None = None
    cache: Cache | None = None

    def fingerprint(self, preset: Preset) -> str:
        """The fingerprint of a preset with these models."""
        return fingerprint_of(preset, {role: one.model for role, one in self.routes.items()})


@define(eq=False)
class _LoopState:
    """What is kept for one event loop."""

    gates: Gates
    shelf: AsyncStore | None
    runtime: Runtime | None = None


class Engine:
    """Runs items. It holds one runtime for each event loop in which it was opened.

    In a loop where it was not opened, each call opens a runtime of its own; slots and limits are
    shared all the same, and so is the budget, across loops and threads.

    Raises:
        ConfigurationError: When the budget could not be kept.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.meter = Meter(setup.budget)
        self.fingerprint = setup.fingerprint(setup.preset)
        self._common = _common(setup)
        self._strategies = [component.strategy for component in setup.preset.components]
        self._terms = terms_of(setup.routes, setup.prices)
        if setup.budget is not None:
            found = scenarios(self.item(()), self._strategies)
            for terms in terms_by_turn(setup.routes, self._terms):
                check_budget(setup.budget, found, terms)
        if setup.cache is not None:
            _tell_uncached(self._terms)
        self._numbers = itertools.count()
        self._loops: WeakKeyDictionary[object, _LoopState] = WeakKeyDictionary()
        forks.register(self)

    def after_fork(self) -> None:
        """Leave what is the parent's alone: its event loops, connections and files."""
        for loop in self._loops:
            forks.carry(loop)
        forks.keep(self._loops)
        self._loops = WeakKeyDictionary()

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Runtime, None]:
        """Open the runtime that all calls in this event loop share."""
        loop = self._loop()
        async with self._open_runtime(loop) as runtime:
            loop.runtime = runtime
            try:
                yield runtime
            finally:
                loop.runtime = None

    def item(self, question: tuple[Message, ...], given: Completion | None = None) -> Item:
        """What is to be answered, or scored where the answer is given."""
        return evolve(self._common, question=question, given=given)

    async def one(self, item: Item) -> Result:
        """Run one item.

        Raises:
            ProviderError: When there is no answer.
            BudgetExceeded: When a call was not sent; `outcomes` has the result if there is one.
        """
        brake = StopSignal()
        async with self._runtime() as runtime:
            await self._room(runtime)
            result = await self._run(runtime, item, brake.pull)
        if brake.error is not None:
            brake.error.outcomes = (Outcome(0, result),)
            raise brake.error
        return result

    async def many(
        self, items: Sequence[Item], conclude_each: Callable[[Result], T]
    ) -> list[Outcome[T]]:
        """Run all items; settle every one, in order.

        Raises:
            FatalError: At once, with `outcomes` of those that were settled until then.
            BudgetExceeded: After those under way have settled, with their `outcomes`.
        """
        outcomes: dict[int, Outcome[T]] = {}
        brake = StopSignal()

        async with self._runtime() as runtime:

            async def work(item: Item) -> T:
                return conclude_each(await self._run(runtime, item, brake.pull))

            with progress(verbose=self.setup.verbose, total=len(items)) as count:

                def deliver(outcome: Outcome[T]) -> None:
                    outcomes[outcome.index] = outcome
                    count(outcome)

                try:
                    room = partial(self._room, runtime)
                    await flow(items, work, admit=room, deliver=deliver, brake=brake)
                except FatalError as error:
                    error.outcomes = tuple(outcomes[index] for index in sorted(outcomes))
                    raise
        return [outcomes[index] for index in range(len(items))]

    def stream(self, prompts: Source, *, ordered: bool) -> OutcomeStream[Result]:
        """Run prompts as they are pulled from a source."""
        total = len(prompts) if isinstance(prompts, Sized) else None

        async def feed(admit: Admit, deliver: Deliver[Result]) -> None:
            runtime = self._entered()
            brake = StopSignal()

            async def room() -> None:
                await admit()
                await self._room(runtime)

            async def work(prompt: object) -> Result:
                return await self._run(runtime, self.item(inputs.chat(prompt)), brake.pull)

            with progress(verbose=self.setup.verbose, total=total) as count:

                def deliver_and_count(outcome: Outcome[Result]) -> None:
                    deliver(outcome)
                    count(outcome)

                await flow(prompts, work, admit=room, deliver=deliver_and_count, brake=brake)

        window = 4 * self.setup.limits.max_concurrency
        return OutcomeStream(feed, self._group, window=window, ordered=ordered)

    def rescore(self, evidence: Evidence, preset: Preset | None) -> Result | None:
        """Score evidence without a call; None when it holds no answer."""
        chosen = preset or self.setup.preset
        return rescore(evidence, chosen, self.setup.fingerprint(chosen), self.setup.log)

    def estimate(self, prompts: Sequence[tuple[Message, ...]]) -> Estimate:
        """Least and most that prompts take on each role's first model."""
        first = next(terms_by_turn(self.setup.routes, self._terms))
        return estimate(scenarios(self.item(()), self._strategies), first, prompts)

    def _loop(self) -> _LoopState:
        forks.check_loop()
        token = current_token().native_token
        if token not in self._loops:
            cache = self.setup.cache
            shelf = None if cache is None else AsyncStore(cache)
            self._loops[token] = _LoopState(Gates(self.setup.limits), shelf)
        return self._loops[token]

    def _runtime(self) -> AbstractAsyncContextManager[Runtime]:
        loop = self._loop()
        if loop.runtime is not None:
            return nullcontext(loop.runtime)
        return self._open_runtime(loop)

    def _open_runtime(self, loop: _LoopState) -> AbstractAsyncContextManager[Runtime]:
        return open_runtime(loop.gates, self._hire, loop.shelf)

    def _hire(self, provider: Provider, gate: EndpointLimits) -> ModelActor:
        policy, terms, observer = self.setup.policy, self._terms[provider], self.setup.observer
        meter = self.meter
        if observer is not None:
            meter = ObservedMeter(meter, observer, provider)
        return ModelActor(provider, gate, policy, meter, terms)

    def _entered(self) -> Runtime:
        runtime = self._loop().runtime
        if runtime is None:
            raise ClientStateError(
                "a stream lives in its client: iterate over it inside `async with TLM(...) as tlm`"
            )
        return runtime

    def _group(self) -> TaskGroup:
        return self._entered().group

    async def _room(self, runtime: Runtime) -> None:
        route = self.setup.routes["answer"]
        await runtime.taker(route.providers[route.choose(runtime.well)]).room()

    async def _run(
        self, runtime: Runtime, item: Item, stop: Callable[[BudgetExceeded], None]
    ) -> Result:
        number = next(self._numbers)
        begun = ItemBegun(number, self.setup.preset.name, self.fingerprint)
        with ItemReporter(self.setup.observer, begun) as watch:
            gathered = await self._gather(runtime, item, watch)
            if gathered.refused is not None:
                watch.refused = gathered.refused
                stop(gathered.refused)
            watch.result = conclude(gathered, self.setup.preset, self.fingerprint, self.setup.log)
            return watch.result

    async def _gather(self, runtime: Runtime, item: Item, watch: ItemReporter) -> Gathered:
        number, ledger = watch.number, self.meter.ledger
        ledger.open(number)
        try:
            # Log lines of the item's calls carry its number; they run in copies of this context.
            with bound_contextvars(item=number):
                gathered = await gather(
                    Graph(item, self._strategies),
                    runtime,
                    self.setup.routes,
                    number=number,
                    timeout=self.setup.timeout,
                )
        finally:
            watch.attempts = ledger.close(number)
        return evolve(gathered, attempts=watch.attempts)


def _tell_uncached(providers: Iterable[Provider]) -> None:
    """Log whose answers no cache can keep: those of providers that do not say their endpoint."""
    for provider in providers:
        if endpoint_of(provider) is None:
            log.warning("not cached", model=provider.model, reason="its provider has no `endpoint`")


def _common(setup: Setup) -> Item:
    """What all items have in common, with what the models of their roles can do."""
    sampler = setup.routes["sampler"]
    return evolve(
        setup.item,
        sampler_varies=sampler.supports("sampling") or sampler.supports("temperature"),
        max_n={role: setup.routes[role].max_n for role in ROLES},
    )


def unchanged(result: Result) -> Result:
    """The result itself, as the conclusion of an item."""
    return result
