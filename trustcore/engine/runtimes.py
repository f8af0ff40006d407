"""The runtimes of an engine: one in each event loop in which it was opened."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from weakref import WeakKeyDictionary

from anyio import NoEventLoopError
from anyio.abc import TaskGroup
from anyio.lowlevel import current_token
from attrs import define

from trustcore import forks
from trustcore.cache.async_store import AsyncStore
from trustcore.calls import EndpointLimits, LimitsTable, ModelActor
from trustcore.calls.cache import SharedCall
from trustcore.engine.reporter import ObservedMeter
from trustcore.engine.runtime import Runtime, open_runtime
from trustcore.engine.setup import Setup
from trustcore.errors import ClientStateError
from trustcore.event_loop import require_asyncio
from trustcore.ledger.meter import Meter
from trustcore.ledger.terms import Terms
from trustcore.plugins.protocols import Provider
from trustcore.sharing.link import SharedLink
from trustcore.sharing.links import SharedLinks


@define(eq=False)
class _LoopState:
    """What is kept for one event loop."""

    limits: LimitsTable
    store: AsyncStore[SharedCall] | None
    link: SharedLink | None
    runtime: Runtime | None = None


class Runtimes:
    """The runtimes of an engine, by event loop; a fork begins anew.

    In a loop where none was opened, each call opens one of its own; slots and limits are shared all
    the same.
    """

    def __init__(
        self,
        setup: Setup,
        meter: Meter,
        terms: Mapping[Provider, Terms],
        links: SharedLinks | None = None,
    ) -> None:
        self._links = links
        self._setup = setup
        self._meter = meter
        self._terms = terms
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

    def current(self) -> AbstractAsyncContextManager[Runtime]:
        """The runtime of this event loop, which is opened for as long as it is used if need be."""
        loop = self._loop()
        if loop.runtime is not None:
            return nullcontext(loop.runtime)
        return self._open_runtime(loop)

    def entered(self) -> Runtime:
        """The runtime that is open in this event loop.

        Raises:
            ClientStateError: When none is.
        """
        runtime = self._loop().runtime
        if runtime is None:
            raise ClientStateError(
                "a stream lives in its client: iterate over it inside `async with TLM(...) as tlm`"
            )
        return runtime

    def waits_for(self) -> str:
        """What calls of the runtime that is open in this event loop wait for, in words."""
        runtime = self._loop().runtime
        return "" if runtime is None else runtime.waits_for()

    def group(self) -> TaskGroup:
        """The task group of the runtime that is open in this event loop.

        Raises:
            ClientStateError: When none is.
        """
        return self.entered().group

    def check_loop(self) -> None:
        """Refuse to begin where there is no event loop, or another library's.

        Raises:
            ClientStateError: When there is none.
        """
        self._loop()

    def _open_runtime(self, loop: _LoopState) -> AbstractAsyncContextManager[Runtime]:
        return open_runtime(
            self._setup.chains, loop.limits, self._make_actor, loop.store, loop.link
        )

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
            cache = self._setup.cache
            link = None if self._links is None else self._links.current()
            state = self._loops[token] = _LoopState(
                LimitsTable(self._setup.limits, self._setup.breaker, link),
                None if cache is None else AsyncStore(cache),
                link,
            )
        return state

    def _make_actor(self, provider: Provider, limits: EndpointLimits) -> ModelActor:
        policy, terms, observer = self._setup.policy, self._terms[provider], self._setup.observer
        meter = self._meter
        if observer is not None:
            meter = ObservedMeter(meter, observer, provider)
        return ModelActor(provider, limits, policy, meter, terms)
