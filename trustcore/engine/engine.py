"""The engine: answers and scores items with one configuration, in whatever event loop it is."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence, Sized
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial, reduce
from operator import add
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import anyio
from anyio import NoEventLoopError
from anyio.abc import TaskGroup
from anyio.lowlevel import current_token
from attrs import define, evolve, field, frozen
from structlog.contextvars import bound_contextvars

from trustcore import forks
from trustcore.cache.async_store import AsyncStore
from trustcore.cache.settings import Cache
from trustcore.calls import (
    BreakerSettings,
    EndpointLimits,
    Limits,
    LimitsTable,
    ModelActor,
    ModelChains,
    RetryPolicy,
)
from trustcore.calls.cache import SharedCall
from trustcore.decisions.calibration import Calibration, check_calibration
from trustcore.decisions.deciding import decider_of
from trustcore.engine.answer_reader import AnswerReader
from trustcore.engine.conclude import Scoring, characters, conclude, rescore
from trustcore.engine.explaining import explain_low, explain_result
from trustcore.engine.gather import Gathered, Times, gather, waited
from trustcore.engine.questions import (
    WITH_CONTEXT,
    Asked,
    Strategies,
    alike,
    check_evals,
    check_images,
    check_label,
    check_tools,
    times_of,
    with_evals,
    with_settings,
)
from trustcore.engine.replay import Known, KnownStages, Replayed, replay
from trustcore.engine.reporter import ItemReporter, ObservedMeter
from trustcore.engine.runtime import Runtime, open_runtime
from trustcore.engine.stream import Admit, Deliver, OutcomeStream, Source, StopSignal, flow
from trustcore.errors import ClientStateError, FatalError
from trustcore.event_loop import require_asyncio
from trustcore.graph import ComingAnswer, Graph, Item
from trustcore.ledger.budget import Budget
from trustcore.ledger.meter import Meter
from trustcore.ledger.prices import Prices
from trustcore.ledger.terms import Terms
from trustcore.log import log
from trustcore.outcome import Outcome
from trustcore.planning.estimate import check_budget, estimate
from trustcore.planning.model_terms import terms_by_turn, terms_of
from trustcore.planning.scenarios import scenarios
from trustcore.plugins.observer import ItemBegun, Observer
from trustcore.plugins.protocols import Provider, Strategy
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.presets import Preset
from trustcore.presets.fingerprint import fingerprint_of
from trustcore.records.attempt import Attempt
from trustcore.records.chat import Completion
from trustcore.records.estimate import Estimate
from trustcore.records.evals import Eval
from trustcore.records.evidence import Evidence
from trustcore.records.question import Question
from trustcore.records.result import Result
from trustcore.records.role import is_witness
from trustcore.telemetry.progress import progress

T = TypeVar("T")


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
        evals: What is rated of every item besides the score.
        explain_below: The score below which results are explained; None for none of them.
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
    evals: tuple[Eval, ...] = ()
    explain_below: float | None = None

    def fingerprint(self, preset: Preset) -> str:
        """The fingerprint of a preset with these models."""
        return fingerprint_of(preset, {role: one.model for role, one in self.chains.items()})


_AT_ONCE = 4096
"""Characters of answers that are compared in the event loop: that takes a millisecond or two."""


@define(eq=False)
class _LoopState:
    """What is kept for one event loop."""

    limits: LimitsTable
    store: AsyncStore[SharedCall] | None
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
        self._scoring = Scoring(
            preset=setup.preset,
            fingerprint=self.fingerprint,
            log=setup.log,
            threshold=setup.threshold,
            calibration=setup.calibration,
        )
        check_calibration(setup.calibration, self.fingerprint, fingerprint_of(setup.preset))
        self._decider = decider_of(setup.preset, setup.threshold)
        self._terms = terms_of(setup.chains, setup.prices)
        if setup.budget is not None:
            common = self.item(WITH_CONTEXT if setup.evals else ())
            for strategies in _compositions(setup.preset, setup.evals):
                found = scenarios(common, strategies)
                for terms in terms_by_turn(setup.chains, self._terms):
                    check_budget(setup.budget, found, terms)
        if setup.cache is not None:
            _log_uncached(self._terms)
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

    def item(self, asked: Asked, given: Completion | ComingAnswer | None = None) -> Item:
        """What is to be answered, or scored where the answer is given.

        Raises:
            InputError: When a model that is asked lacks what the question needs, or an evaluation
                has the name of another signal.
        """
        asked = with_evals(asked, self.setup.evals)
        chat = asked.prompt if isinstance(asked, Question) else asked
        for one in chat:
            if type(one.content) is not str:
                check_images(chat, self.setup.chains, given=given is not None)
                break
        if not isinstance(asked, Question):
            return evolve(self._common, question=chat, given=given)
        check_tools(asked, self.setup.chains, given=given is not None)
        check_evals(asked, self.setup.preset)
        if isinstance(given, Completion):
            check_label(asked, given)
        return with_settings(self._common, asked, given)

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
        async with self._runtime() as runtime:
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
        outcomes: dict[int, Outcome[T]] = {}

        def deliver(outcome: Outcome[T]) -> None:
            outcomes[outcome.index] = outcome

        async with self._runtime() as runtime:
            try:
                await self._flow(
                    runtime,
                    source,
                    to_item,
                    conclude_each,
                    admit=_at_once,
                    deliver=deliver,
                    total=len(source),
                )
            except FatalError as error:
                error.outcomes = tuple(outcomes[index] for index in sorted(outcomes))
                raise
        return [outcomes[index] for index in range(len(source))]

    def stream(
        self, source: Source, to_item: Callable[[Any], Item], *, ordered: bool
    ) -> OutcomeStream[Result]:
        """Run items as they are pulled from a source.

        Args:
            source: What the items are made of.
            to_item: Makes an item; what it raises is that item's outcome.
            ordered: Whether outcomes come in the order of the source.
        """
        self._loop()
        total = len(source) if isinstance(source, Sized) else None

        async def feed(admit: Admit, deliver: Deliver[Result]) -> None:
            runtime = self._entered()
            await self._flow(
                runtime, source, to_item, unchanged, admit=admit, deliver=deliver, total=total
            )

        window = 4 * self.setup.limits.max_concurrency
        return OutcomeStream(feed, self.group, window=window, ordered=ordered)

    async def explain(self, results: Sequence[Result]) -> list[Outcome[str]]:
        """Explain results, each with one call at most, in order.

        Raises:
            FatalError: When every further call would fail alike, with `outcomes` until then.
            BudgetExceeded: When the budget had no room for a call, with `outcomes`.
        """
        outcomes: dict[int, Outcome[str]] = {}
        stop = StopSignal()

        def deliver(outcome: Outcome[str]) -> None:
            outcomes[outcome.index] = outcome

        async with self._runtime() as runtime:
            admit = runtime.role("judge").wait_for_capacity
            try:
                work = partial(self._explained, runtime, stop=stop)
                await flow(results, work, admit=admit, deliver=deliver, stop=stop)
            except FatalError as error:
                error.outcomes = tuple(outcomes[index] for index in sorted(outcomes))
                raise
        return [outcomes[index] for index in range(len(results))]

    def rescore(self, evidence: Evidence, preset: Preset | None) -> Result | None:
        """Score evidence without a call; None when it holds no answer."""
        scoring = self._scoring
        if preset is not None:  # the threshold is for scores of the client's own preset
            fingerprint = self.setup.fingerprint(preset)
            scoring = Scoring(preset=preset, fingerprint=fingerprint, log=scoring.log)
        return rescore(evidence, scoring)

    def replay(self, item: Item, known: Known) -> Replayed:
        """Run an item over calls that were made before, without making one.

        Raises:
            FatalError: When one of them says that every further call would fail alike.
        """
        return replay(self._graph(item), known)

    async def finish(self, item: Item, known: Known) -> Gathered:
        """Run an item over calls that were made before, and make the others.

        Raises:
            FatalError: When every further call would fail alike.
            BudgetExceeded: When the budget had no room for one.
        """
        number, ledger = next(self._numbers), self.meter.ledger
        ledger.open(number)
        made: Sequence[Attempt] = ()
        try:
            async with self._runtime() as runtime:
                stages, graph = KnownStages(known, runtime), self._graph(item)
                found = await gather(
                    graph, stages, number=number, times=times_of(item, self.setup.times)
                )
        finally:
            made = ledger.close(number)
        if found.refused is not None:
            raise found.refused
        return evolve(found, attempts=made)

    def conclude(self, gathered: Gathered) -> Result:
        """The result of what was gathered.

        Raises:
            ProviderError: When there is no answer.
        """
        return conclude(gathered, self._scoring)

    def terms(self, provider: Provider) -> Terms:
        """On which terms a model of the client is called."""
        return self._terms[provider]

    def estimate(self, prompts: Sequence[Asked]) -> Estimate:
        """Least and most that prompts take on each role's first model."""
        first = next(terms_by_turn(self.setup.chains, self._terms))
        asked = [with_evals(one, self.setup.evals) for one in prompts]
        estimates = [
            estimate(scenarios(common, strategies), first, chats)
            for common, strategies, chats in alike(self._common, self.setup.preset, asked)
        ]
        return reduce(add, estimates)

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

    def _loop(self) -> _LoopState:
        forks.check_loop()
        try:
            token = current_token().native_token
        except NoEventLoopError:
            raise ClientStateError(
                "this needs an event loop: `async for` inside of `async with TLM(...) as tlm`, in "
                "a coroutine; without one there are the sync methods, as `tlm.prompt([...])` is"
            ) from None
        require_asyncio(token)
        state = self._loops.get(token)
        if state is None:
            cache = self.setup.cache
            state = self._loops[token] = _LoopState(
                LimitsTable(self.setup.limits, self.setup.breaker),
                None if cache is None else AsyncStore(cache),
            )
        return state

    def _runtime(self) -> AbstractAsyncContextManager[Runtime]:
        loop = self._loop()
        if loop.runtime is not None:
            return nullcontext(loop.runtime)
        return self._open_runtime(loop)

    def _open_runtime(self, loop: _LoopState) -> AbstractAsyncContextManager[Runtime]:
        return open_runtime(self.setup.chains, loop.limits, self._make_actor, loop.store)

    def _make_actor(self, provider: Provider, limits: EndpointLimits) -> ModelActor:
        policy, terms, observer = self.setup.policy, self._terms[provider], self.setup.observer
        meter = self.meter
        if observer is not None:
            meter = ObservedMeter(meter, observer, provider)
        return ModelActor(provider, limits, policy, meter, terms)

    def _entered(self) -> Runtime:
        runtime = self._loop().runtime
        if runtime is None:
            raise ClientStateError(
                "a stream lives in its client: iterate over it inside `async with TLM(...) as tlm`"
            )
        return runtime

    def group(self) -> TaskGroup:
        """The task group of the runtime that is open in this event loop.

        Raises:
            ClientStateError: When none is.
        """
        return self._entered().group

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
        begun = ItemBegun(number, self.setup.preset.name, self.fingerprint)
        with ItemReporter(self.setup.observer, begun) as reporter:
            gathered = await self._gather(runtime, item, reporter, reader)
            if gathered.refused is not None:
                reporter.refused = gathered.refused
                stop.set(gathered.refused)
            result = await self._concluded(gathered)
            if self._is_low(result):
                result = await self._with_explanation(runtime, result, gathered, reporter, stop)
            reporter.result = result
            return result

    def _is_low(self, result: Result) -> bool:
        """Whether a result is explained without anybody asking."""
        below, score = self.setup.explain_below, result.trustworthiness_score
        return below is not None and score is not None and score < below

    async def _with_explanation(
        self,
        runtime: Runtime,
        result: Result,
        gathered: Gathered,
        reporter: ItemReporter,
        stop: StopSignal,
    ) -> Result:
        """The result with its explanation, whose call is one of the item's."""
        gather_more = partial(self._gather_again, runtime, reporter, stop)
        found = await explain_low(result, gathered.evidence, self._common, gather_more)
        return found.put_into(result)

    async def _explained(self, runtime: Runtime, result: Result, stop: StopSignal) -> str:
        begun = ItemBegun(next(self._numbers), self.setup.preset.name, self.fingerprint)
        with ItemReporter(self.setup.observer, begun) as reporter:
            gather_more = partial(self._gather_again, runtime, reporter, stop)
            found = await explain_result(result, result.evidence, self._common, gather_more)
            return found.text

    async def _gather_again(
        self,
        runtime: Runtime,
        reporter: ItemReporter,
        stop: StopSignal,
        item: Item,
        strategies: Sequence[Strategy],
    ) -> Gathered:
        """Make calls about an answer that is there; they count as those of an item."""
        number, before, ledger = reporter.number, reporter.attempts, self.meter.ledger
        ledger.open(number)
        made: Sequence[Attempt] = ()
        try:
            with bound_contextvars(item=number):
                graph = Graph(item, strategies)
                found = await gather(graph, runtime, number=number, times=self.setup.times)
        finally:
            made = ledger.close(number)
            reporter.attempts = (*before, *made)
        if found.refused is not None:
            reporter.refused = found.refused
            stop.set(found.refused)
        return evolve(found, attempts=made)

    async def _concluded(self, gathered: Gathered) -> Result:
        """The result of what was gathered; of long texts in a thread, where the loop goes on."""
        if characters(gathered.evidence) <= _AT_ONCE:
            return conclude(gathered, self._scoring)
        return await anyio.to_thread.run_sync(conclude, gathered, self._scoring)

    def _graph(self, item: Item) -> Graph:
        chosen = self.setup.preset.for_question(item.question, item.asked)
        return Graph(item, chosen.strategies, self._decider)

    async def _gather(
        self,
        runtime: Runtime,
        item: Item,
        reporter: ItemReporter,
        reader: AnswerReader | None,
    ) -> Gathered:
        number, ledger = reporter.number, self.meter.ledger
        ledger.open(number)
        try:
            # Log lines of the item's calls carry its number; they run in copies of this context.
            with bound_contextvars(item=number):
                graph = self._graph(item)
                times = times_of(item, self.setup.times)
                coming = None if isinstance(item.given, Completion) else item.given
                gathered = await gather(
                    graph, runtime, number=number, times=times, reader=reader, coming=coming
                )
        finally:
            reporter.attempts = ledger.close(number)
        return evolve(gathered, attempts=reporter.attempts)


def _compositions(preset: Preset, evals: tuple[Eval, ...]) -> Iterable[Strategies]:
    """The strategies of a preset, and those of each kind that has others, with evaluations."""
    found = [one.with_evals(evals).strategies for one in preset.variants]
    return {tuple(map(id, one)): one for one in found}.values()


async def _at_once() -> None:
    """Let an item be pulled, as far as whoever takes the outcomes is concerned."""


def _log_uncached(providers: Iterable[Provider]) -> None:
    """Log whose answers no cache can keep: those of providers that do not say their endpoint."""
    for provider in providers:
        if endpoint_of(provider) is None:
            log.warning("not cached", model=provider.model, reason="its provider has no `endpoint`")


def _common(setup: Setup) -> Item:
    """What all items have in common, with what the models of their roles can do."""
    return evolve(
        setup.item,
        sampler_varies=setup.chains["sampler"].varies,
        max_n={role: chain.max_n for role, chain in setup.chains.items()},
        witnesses=tuple(filter(is_witness, setup.chains)),
    )


def unchanged(result: Result) -> Result:
    """The result itself, as the conclusion of an item."""
    return result
