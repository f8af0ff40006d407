"""The engine: answers and scores items with one configuration, in whatever event loop it is."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterable, Sequence, Sized
from copy import copy
from functools import partial
from typing import Any, TypeVar

import anyio
from attrs import evolve
from structlog.contextvars import bound_contextvars

from trustcore.engine.answer_reader import AnswerReader
from trustcore.engine.composition import Composition
from trustcore.engine.forecast import Forecast
from trustcore.engine.gather import gather
from trustcore.engine.gathered import Gathered, waited
from trustcore.engine.questions import Asked, times_of
from trustcore.engine.replay import Known, KnownStages, Replayed, replay
from trustcore.engine.reporter import ItemReporter
from trustcore.engine.runtime import Runtime
from trustcore.engine.runtimes import Runtimes
from trustcore.engine.setup import Setup
from trustcore.engine.stream import Admit, Deliver, OutcomeStream, Source, StopSignal, collect, flow
from trustcore.graph import ComingAnswer, Item
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms
from trustcore.log import log
from trustcore.outcome import Outcome
from trustcore.planning.model_terms import terms_of
from trustcore.plugins.observer import ItemBegun
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.presets import Preset
from trustcore.records.chat import Completion
from trustcore.records.evidence import Evidence
from trustcore.records.result import Result
from trustcore.sharing.links import SharedLinks
from trustcore.telemetry.progress import progress

T = TypeVar("T")


class Engine:
    """Runs items, in whatever event loop; the budget is one across loops and threads.

    Attributes:
        meter: Reserves and books what calls take.
        runtimes: What it has in each event loop.

    Raises:
        ConfigurationError: When the budget could not be kept.
    """

    def __init__(self, setup: Setup) -> None:
        shared, patience = setup.shared, setup.breaker.patience
        links = None if shared is None else SharedLinks(shared, patience)
        self.meter = Meter(setup.budget, links)
        self._terms = terms_of(setup.chains, setup.prices)
        self._numbers = itertools.count()
        self._composition = Composition(setup, self._terms, self.meter.ledger)
        if setup.cache is not None:
            _log_uncached(self._terms)
        self.runtimes = Runtimes(setup, self.meter, self._terms, links)

    def with_preset(self, preset: Preset) -> Engine:
        """An engine of another preset; calls, limits, budget and ledger are this one's.

        A threshold and a calibration are for scores of this one's preset, and stay with it.

        Raises:
            ConfigurationError: When the budget could not be kept.
        """
        made = copy(self)
        made._composition = self._composition.with_preset(preset)  # noqa: SLF001  (of its own class)
        return made

    @property
    def setup(self) -> Setup:
        """Its settings."""
        return self._composition.setup

    @property
    def fingerprint(self) -> str:
        """Of preset and models."""
        return self._composition.fingerprint

    @property
    def forecast(self) -> Forecast:
        """What its items may take."""
        return self._composition.forecast

    def item(self, asked: Asked, given: Completion | ComingAnswer | None = None) -> Item:
        """What is to be answered, or scored where the answer is given.

        Raises:
            InputError: When a model that is asked lacks what the question needs, or an evaluation
                has the name of another signal.
        """
        return self._composition.item(asked, given)

    async def one(self, item: Item, reader: AnswerReader | None = None) -> Result:
        """Run one item.

        Args:
            item: The item.
            reader: Who is told of its answer while it is written.

        Raises:
            ProviderError: When there is no answer.
            WaitExceeded: When it had to wait longer than `wait_timeout`.
            BudgetExceeded: When a call was not sent; `outcomes` has the result if there is one.
        """
        stop = StopSignal()
        async with self.runtimes.current() as runtime:
            await self._admit(runtime)
            result = await self._run(runtime, item, stop, reader)
        if stop.error is not None:
            stop.error.outcomes = (Outcome(0, result),)
            raise stop.error
        return result

    async def many(
        self,
        source: Sequence[Any],
        to_item: Callable[[Any], Item],
        conclude_each: Callable[[Result], T],
    ) -> list[Outcome[T]]:
        """Run all items; settle every one, in order. What is wrong with one is its outcome.

        Args:
            source: What the items are made of.
            to_item: Makes an item; what it raises is that item's outcome.
            conclude_each: Makes an outcome's value of a result.

        Raises:
            FatalError: At once, with `outcomes` of those that were settled until then.
            BudgetExceeded: After those under way have settled, with their `outcomes`.
        """
        total = len(source)
        async with self.runtimes.current() as runtime:

            def feed(deliver: Deliver[T]) -> Awaitable[None]:
                return self._flow(
                    runtime,
                    source,
                    to_item,
                    conclude_each,
                    admit=_at_once,
                    deliver=deliver,
                    total=total,
                )

            return await collect(feed)

    def stream(
        self, source: Source, to_item: Callable[[Any], Item], *, ordered: bool
    ) -> OutcomeStream[Result]:
        """Run items as they are pulled from a source.

        Args:
            source: What the items are made of.
            to_item: Makes an item; what it raises is that item's outcome.
            ordered: Whether outcomes come in the order of the source.
        """
        self.runtimes.check_loop()
        total = len(source) if isinstance(source, Sized) else None

        async def feed(admit: Admit, deliver: Deliver[Result]) -> None:
            runtime = self.runtimes.entered()
            await self._flow(
                runtime, source, to_item, unchanged, admit=admit, deliver=deliver, total=total
            )

        window = 4 * self.setup.limits.max_concurrency
        return OutcomeStream(feed, self.runtimes.group, window=window, ordered=ordered)

    async def explain(self, results: Sequence[Result]) -> list[Outcome[str]]:
        """Explain results, each with one call at most, in order.

        Raises:
            FatalError: When every further call would fail alike, with `outcomes` until then.
            BudgetExceeded: When the budget had no room for a call, with `outcomes`.
        """
        stop = StopSignal()
        async with self.runtimes.current() as runtime:
            admit = runtime.role("judge").wait_for_capacity
            work = partial(self._explained, runtime, stop=stop)
            return await collect(
                lambda deliver: flow(results, work, admit=admit, deliver=deliver, stop=stop)
            )

    def rescore(self, evidence: Evidence, preset: Preset | None) -> Result | None:
        """Score evidence without a call; None when it holds no answer."""
        return self._composition.rescore(evidence, preset)

    def replay(self, item: Item, known: Known) -> Replayed:
        """Run an item over calls that were made before, without making one.

        Raises:
            FatalError: When one of them says that every further call would fail alike.
        """
        return replay(self._composition.graph(item), known)

    async def finish(self, item: Item, known: Known) -> Gathered:
        """Run an item over calls that were made before, and make the others.

        Raises:
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for one.
        """
        number = next(self._numbers)
        with self.meter.ledger.item(number) as made:
            async with self.runtimes.current() as runtime:
                stages, graph = KnownStages(known, runtime), self._composition.graph(item)
                times = times_of(item, self.setup.times)
                found = await gather(graph, stages, number=number, times=times)
        if found.refused is not None:
            raise found.refused
        return evolve(found, attempts=tuple(made))

    def conclude(self, gathered: Gathered) -> Result:
        """The result of what was gathered.

        Raises:
            ProviderError: When there is no answer.
        """
        return self._composition.conclude(gathered)

    def terms(self, provider: Provider) -> Terms:
        """On which terms a model of the client is called."""
        return self._terms[provider]

    async def _flow(
        self,
        runtime: Runtime,
        source: Source,
        to_item: Callable[[Any], Item],
        conclude_each: Callable[[Result], T],
        *,
        admit: Admit,
        deliver: Deliver[T],
        total: int | None,
    ) -> None:
        """Run the items of a source, with a progress bar where one is wanted."""
        stop = StopSignal()

        async def admit_next() -> None:
            await admit()
            await runtime.role("answer").wait_for_capacity()

        async def work(one: object) -> T:
            return conclude_each(await self._run(runtime, to_item(one), stop))

        status = runtime.status
        with progress(verbose=self.setup.verbose, total=total, status=status) as count:

            def deliver_and_count(outcome: Outcome[T]) -> None:
                deliver(outcome)
                count(outcome)

            await flow(source, work, admit=admit_next, deliver=deliver_and_count, stop=stop)

    async def _admit(self, runtime: Runtime) -> None:
        """Wait until a single item may make its calls.

        Raises:
            WaitExceeded: When that takes longer than `wait_timeout`.
        """
        stage, seconds = runtime.role("answer"), self.setup.times.wait_timeout
        if seconds is None:
            await stage.wait_for_capacity()
            return
        with anyio.move_on_after(seconds) as scope:
            await stage.wait_for_capacity()
        if scope.cancelled_caught:
            raise waited(stage.unwell or "room in the queue", seconds)

    async def _run(
        self,
        runtime: Runtime,
        item: Item,
        stop: StopSignal,
        reader: AnswerReader | None = None,
    ) -> Result:
        number = next(self._numbers)
        composed = self._composition
        begun = ItemBegun(number, composed.setup.preset.name, composed.fingerprint)
        with ItemReporter(composed.setup.observer, begun) as reporter:
            gathered = await self._gather(runtime, item, reporter, reader)
            if gathered.refused is not None:
                reporter.refused = gathered.refused
                stop.set(gathered.refused)
            result = await composed.concluded(gathered)
            reporter.result = result  # whatever becomes of its explanation
            reporter.result = await composed.explainer.added(
                result, gathered.evidence, runtime, reporter, stop
            )
            return reporter.result

    async def _explained(self, runtime: Runtime, result: Result, stop: StopSignal) -> str:
        begun = ItemBegun(next(self._numbers), self.setup.preset.name, self.fingerprint)
        with ItemReporter(self.setup.observer, begun) as reporter:
            return await self._composition.explainer.explain(result, runtime, reporter, stop)

    async def _gather(
        self,
        runtime: Runtime,
        item: Item,
        reporter: ItemReporter,
        reader: AnswerReader | None,
    ) -> Gathered:
        number = reporter.number
        # Log lines of the item's calls carry its number; they run in copies of this context.
        with self.meter.ledger.item(number) as made, bound_contextvars(item=number):
            reporter.keep(made)
            composed = self._composition
            graph, times = composed.graph(item), times_of(item, composed.setup.times)
            coming = None if isinstance(item.given, Completion) else item.given
            gathered = await gather(
                graph, runtime, number=number, times=times, reader=reader, coming=coming
            )
        return evolve(gathered, attempts=tuple(made))


async def _at_once() -> None:
    """Let an item be pulled, as far as whoever takes the outcomes is concerned."""


def _log_uncached(providers: Iterable[Provider]) -> None:
    """Log whose answers no cache can keep: those of providers that do not say their endpoint."""
    for provider in providers:
        if endpoint_of(provider) is None:
            log.warning("not cached", model=provider.model, reason="its provider has no `endpoint`")


def unchanged(result: Result) -> Result:
    """The result itself, as the conclusion of an item."""
    return result
