"""What a client owns in one event loop: its actors, and the task group that they live in."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import partial

import anyio
from anyio.abc import TaskGroup

from trustcore.cache.async_store import AsyncStore
from trustcore.cache.keys import Scope
from trustcore.calls import (
    EndpointLimits,
    FailoverStage,
    LimitsTable,
    ModelActor,
    ModelChains,
    Stage,
)
from trustcore.calls.cache import CachedModel, SharedCall
from trustcore.engine.gather import Gathering
from trustcore.errors import ClientStateError
from trustcore.event_loop import loop_time
from trustcore.log import log
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of
from trustcore.records.role import Role
from trustcore.sharing.link import SharedLink

MakeActor = Callable[[Provider, EndpointLimits], ModelActor]
"""Makes the actor of a provider with the limits of its endpoint."""

_REPORT_EVERY = 60.0
"""Seconds between two log lines about what is waited for."""


class Runtime:
    """The actors and stages of one client in one event loop."""

    def __init__(
        self,
        group: TaskGroup,
        chains: ModelChains,
        limits: LimitsTable,
        make_actor: MakeActor,
        store: AsyncStore[SharedCall] | None = None,
    ) -> None:
        self._group = group
        self._chains = chains
        self._limits = limits
        self._make_actor = make_actor
        self._store = store
        self._actors: dict[Provider, ModelActor] = {}
        self._cached: dict[Provider, CachedModel] = {}
        self._roles: dict[Role, FailoverStage] = {}
        self._gatherings: dict[Gathering, None] = {}
        self._closed = False

    @property
    def group(self) -> TaskGroup:
        """The group in which the actors live, and whatever else ends with the client.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        if self._closed:
            raise _closed()
        return self._group

    def close(self) -> None:
        """Make no more actors, and end the items under way."""
        self._closed = True
        for gathering in tuple(self._gatherings):
            gathering.close(_closed())

    def enter(self, gathering: Gathering) -> None:
        """Let a gathering end with the client."""
        self._gatherings[gathering] = None

    def leave(self, gathering: Gathering) -> None:
        """Let it go, if it has not gone yet: nothing is wanted any more."""
        self._gatherings.pop(gathering, None)

    def role(self, role: Role) -> FailoverStage:
        """The stage that takes the calls to the models of a role.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        if self._closed:
            raise _closed()
        stage = self._roles.get(role)
        if stage is None:
            stage = self._roles[role] = FailoverStage(self._chains[role], self, self._limits)
        return stage

    def stage(self, provider: Provider) -> Stage:
        """The stage that takes the calls to a model: its actor, or the cache in front of it.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        if self._store is None:
            return self.actor(provider)
        endpoint = endpoint_of(provider)
        if endpoint is None:
            return self.actor(provider)
        cached = self._cached.get(provider)
        if cached is None:
            scope = Scope.of(self._store.cache, provider, endpoint)
            actor = partial(self.actor, provider)
            cached = CachedModel(provider, scope, self._store, actor, self._group)
            self._cached[provider] = cached
        return cached

    def actor(self, provider: Provider) -> ModelActor:
        """The live actor of a model; a fresh one when there is none, or the last one died.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        if self._closed:  # what starts in a task group on its way out is not cancelled with it
            raise _closed()
        actor = self._actors.get(provider)
        if actor is None or not actor.alive:
            actor = self._make_actor(provider, self._limits[provider])
            self._actors[provider] = actor
            self._group.start_soon(actor.serve, name=f"trustcore actor {provider.model}")
        return actor

    def status(self) -> str:
        """What everything waits for, in words; empty while calls are made."""
        unwell = (stage.unwell for stage in tuple(self._roles.values()))
        return next((f"waiting for {one}" for one in unwell if one), "")

    def waits_for(self) -> str:
        """What the calls under way wait for, in words that follow "waiting for"; else empty.

        An endpoint that is unwell is told first, then replies, then what keeps most calls.
        """
        unwell = next((one.unwell for one in tuple(self._roles.values()) if one.unwell), "")
        calls = [one for gathering in self._gatherings for one, _ in gathering.pending.values()]
        in_flight = sum(one.in_flight for one in calls)
        if unwell or not calls:
            return unwell
        if in_flight:
            return f"{in_flight} replies" if in_flight > 1 else "a reply"
        return Counter(one.waits_for for one in calls).most_common(1)[0][0]

    async def report_waits(self) -> None:
        """Log every minute what calls have waited for that long, until cancelled."""
        while True:
            await anyio.sleep(_REPORT_EVERY)
            for what, count in self._long_waits().items():
                log.info("still waiting", calls=count, what=what)

    def _long_waits(self) -> Counter[str]:
        before = loop_time() - _REPORT_EVERY
        pending = (one for gathering in self._gatherings for one, _ in gathering.pending.values())
        return Counter(
            one.waits_for for one in pending if not one.in_flight and one.since <= before
        )


def _closed() -> ClientStateError:
    return ClientStateError("the client was closed while calls were pending")


@asynccontextmanager
async def open_runtime(
    chains: ModelChains,
    limits: LimitsTable,
    make_actor: MakeActor,
    store: AsyncStore[SharedCall] | None = None,
    link: SharedLink | None = None,
) -> AsyncIterator[Runtime]:
    """Open a runtime; leaving closes its actors. The user's own error comes out as it is."""
    failure: BaseException | None = None
    held = nullcontext() if store is None else store.held()
    linked = nullcontext() if link is None else link.held()
    async with linked, held, anyio.create_task_group() as group:
        runtime = Runtime(group, chains, limits, make_actor, store)
        group.start_soon(runtime.report_waits, name="trustcore waits")
        if store is not None:
            group.start_soon(store.write_on, name="trustcore cache")
        if link is not None:
            group.start_soon(link.serve, name="trustcore shared")
        try:
            yield runtime
        # All but a cancellation, which is the group's; a generator that is closed raises as well.
        except (Exception, KeyboardInterrupt, SystemExit, GeneratorExit) as error:  # noqa: BLE001  (raised below)
            failure = error
        finally:
            runtime.close()
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
