"""What a client owns in one event loop: its actors, and the task group that they live in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import TypeVar

import anyio
from anyio.abc import TaskGroup

from trustcore.cache.async_store import AsyncStore
from trustcore.calls import EndpointLimits, ModelActor
from trustcore.calls.cache import CachedModel
from trustcore.calls.gates import Gates
from trustcore.engine.gather import Stage
from trustcore.errors import ClientStateError
from trustcore.plugins.protocols import Provider
from trustcore.plugins.provider_attributes import endpoint_of

T = TypeVar("T")

Hire = Callable[[Provider, EndpointLimits], ModelActor]
"""Makes the actor of a provider behind its gate."""


class Runtime:
    """The actors of one client in one event loop."""

    def __init__(
        self, group: TaskGroup, gates: Gates, hire: Hire, shelf: AsyncStore | None = None
    ) -> None:
        self._group = group
        self._gates = gates
        self._hire = hire
        self._shelf = shelf
        self._actors: dict[Provider, ModelActor] = {}
        self._desks: dict[Provider, CachedModel] = {}
        self._closed = False

    @property
    def group(self) -> TaskGroup:
        """What the actors live in, and whatever else ends with the client.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        self._check_open()
        return self._group

    def close(self) -> None:
        """Make no more actors."""
        self._closed = True

    def taker(self, provider: Provider) -> Stage:
        """Who takes the calls to a provider: its actor, or the desk of the cache in front of it.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        self._check_open()
        endpoint = None if self._shelf is None else endpoint_of(provider)
        if self._shelf is None or endpoint is None:
            return self.actor(provider)
        desk = self._desks.get(provider)
        if desk is None or not desk.alive:
            low = max(1, self._gates[provider].limits.max_concurrency // 8)
            desk = CachedModel(provider, endpoint, self._shelf, partial(self.actor, provider), low)
            self._desks[provider] = desk
            self._group.start_soon(desk.serve, name=f"trustcore cache {provider.model}")
        return desk

    def actor(self, provider: Provider) -> ModelActor:
        """The live actor of a provider; a fresh one when there is none, or the last one died.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        self._check_open()
        actor = self._actors.get(provider)
        if actor is None or not actor.alive:
            actor = self._hire(provider, self._gates[provider])
            self._actors[provider] = actor
            self._group.start_soon(actor.serve, name=f"trustcore actor {provider.model}")
        return actor

    def well(self, provider: Provider) -> bool:
        """Whether a provider's endpoint has not failed again and again."""
        return not self._gates[provider].breaker.open

    def may_call(self, provider: Provider) -> bool:
        """Whether a call may go to it: it is well, or it is time to probe it with this call."""
        return self._gates[provider].breaker.allows(anyio.current_time())

    def _check_open(self) -> None:
        if self._closed:
            # What starts in a task group on its way out would not be cancelled with it.
            raise ClientStateError("the client was closed while an item was under way")


@asynccontextmanager
async def open_runtime(
    gates: Gates, hire: Hire, shelf: AsyncStore | None = None
) -> AsyncIterator[Runtime]:
    """Open a runtime; leaving closes its actors. The user's own error comes out as it is."""
    failure: BaseException | None = None
    held = nullcontext() if shelf is None else shelf.held()
    async with held, anyio.create_task_group() as group:
        runtime = Runtime(group, gates, hire, shelf)
        if shelf is not None:
            group.start_soon(shelf.write_on, name="trustcore cache")
        try:
            yield runtime
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001  (raised below)
            failure = error
        finally:
            runtime.close()
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
