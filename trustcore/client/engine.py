"""Answers and scores items with one configuration, in whatever event loop it is called."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable, Sequence, Sized
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import TypeVar
from weakref import WeakKeyDictionary

from anyio.abc import TaskGroup
from anyio.lowlevel import current_token
from attrs import define, evolve, field, frozen
from structlog.contextvars import bound_contextvars

from trustcore.actors import Limits, RetryPolicy
from trustcore.client import inputs
from trustcore.client.conclude import conclude, fingerprint_of, rescore
from trustcore.client.gather import gather
from trustcore.client.progress import progress
from trustcore.client.route import Routes
from trustcore.client.runtime import Gates, Runtime, open_runtime
from trustcore.client.stream import Admit, Deliver, OutcomeStream, Source, flow
from trustcore.errors import ClientStateError, FatalError
from trustcore.graph import Graph, Item
from trustcore.presets import Preset
from trustcore.records.chat import Completion, Message
from trustcore.records.evidence import Evidence
from trustcore.records.result import Outcome, Result
from trustcore.records.role import ROLES

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
    """

    preset: Preset
    routes: Routes
    limits: Limits
    item: Item
    log: tuple[str, ...] = ()
    timeout: float | None = None
    verbose: bool | None = None
    policy: RetryPolicy = field(factory=RetryPolicy)

    def fingerprint(self, preset: Preset) -> str:
        """The fingerprint of a preset with these models."""
        return fingerprint_of(preset, {role: one.model for role, one in self.routes.items()})


@define(eq=False)
class _LoopState:
    """What is kept for one event loop."""

    gates: Gates = field(factory=dict)
    runtime: Runtime | None = None


class Engine:
    """Runs items. It holds one runtime for each event loop in which it was opened.

    In a loop where it was not opened, each call opens a runtime of its own; slots and limits are
    shared all the same.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.fingerprint = setup.fingerprint(setup.preset)
        self._strategies = [component.strategy for component in setup.preset.components]
        self._numbers = itertools.count()
        self._loops: WeakKeyDictionary[object, _LoopState] = WeakKeyDictionary()

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Runtime, None]:
        """Open the runtime that all calls in this event loop share."""
        loop = self._loop()
        async with open_runtime(loop.gates, self.setup.limits, self.setup.policy) as runtime:
            loop.runtime = runtime
            try:
                yield runtime
            finally:
                loop.runtime = None

    def item(self, question: tuple[Message, ...], given: Completion | None = None) -> Item:
        """What is to be answered, or scored where the answer is given."""
        sampler = self.setup.routes["sampler"]
        return evolve(
            self.setup.item,
            question=question,
            given=given,
            sampler_varies=sampler.supports("sampling") or sampler.supports("temperature"),
            takes_n=frozenset(role for role in ROLES if self.setup.routes[role].supports("n")),
        )

    async def one(self, item: Item) -> Result:
        """Run one item.

        Raises:
            ProviderError: When there is no answer.
        """
        async with self._runtime() as runtime:
            await self._room(runtime)
            return await self._run(runtime, item)

    async def many(
        self, items: Sequence[Item], conclude_each: Callable[[Result], T]
    ) -> list[Outcome[T]]:
        """Run all items; settle every one, in order.

        Raises:
            FatalError: At once, with `outcomes` of those that were settled until then.
        """
        outcomes: dict[int, Outcome[T]] = {}

        async with self._runtime() as runtime:

            async def work(item: Item) -> T:
                return conclude_each(await self._run(runtime, item))

            with progress(verbose=self.setup.verbose, total=len(items)) as count:

                def deliver(outcome: Outcome[T]) -> None:
                    outcomes[outcome.index] = outcome
                    count(outcome)

                try:
                    room = partial(self._room, runtime)
                    await flow(items, work, admit=room, deliver=deliver)
                except FatalError as error:
                    error.outcomes = tuple(outcomes[index] for index in sorted(outcomes))
                    raise
        return [outcomes[index] for index in range(len(items))]

    def stream(self, prompts: Source, *, ordered: bool) -> OutcomeStream[Result]:
        """Run prompts as they are pulled from a source."""
        total = len(prompts) if isinstance(prompts, Sized) else None

        async def feed(admit: Admit, deliver: Deliver[Result]) -> None:
            runtime = self._entered()

            async def room() -> None:
                await admit()
                await self._room(runtime)

            async def work(prompt: object) -> Result:
                return await self._run(runtime, self.item(inputs.chat(prompt)))

            with progress(verbose=self.setup.verbose, total=total) as count:

                def deliver_and_count(outcome: Outcome[Result]) -> None:
                    deliver(outcome)
                    count(outcome)

                await flow(prompts, work, admit=room, deliver=deliver_and_count)

        window = 4 * self.setup.limits.max_concurrency
        return OutcomeStream(feed, self._group, window=window, ordered=ordered)

    def rescore(self, evidence: Evidence, preset: Preset | None) -> Result | None:
        """Score evidence without a call; None when it holds no answer."""
        chosen = preset or self.setup.preset
        return rescore(evidence, chosen, self.setup.fingerprint(chosen), self.setup.log)

    def _loop(self) -> _LoopState:
        return self._loops.setdefault(current_token().native_token, _LoopState())

    def _runtime(self) -> AbstractAsyncContextManager[Runtime]:
        loop = self._loop()
        if loop.runtime is not None:
            return nullcontext(loop.runtime)
        return open_runtime(loop.gates, self.setup.limits, self.setup.policy)

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
        await runtime.actor(route.providers[route.choose(runtime.well)]).room()

    async def _run(self, runtime: Runtime, item: Item) -> Result:
        number = next(self._numbers)
        # Log lines of the item's calls carry its number; they run in copies of this context.
        with bound_contextvars(item=number):
            gathered = await gather(
                Graph(item, self._strategies),
                runtime,
                self.setup.routes,
                number=number,
                timeout=self.setup.timeout,
            )
        return conclude(gathered, self.setup.preset, self.fingerprint, self.setup.log)


def unchanged(result: Result) -> Result:
    """The result itself, as the conclusion of an item."""
    return result
