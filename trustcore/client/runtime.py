"""What a client owns in one event loop: its actors, and the task group that they live in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio.abc import TaskGroup

from trustcore.actors import Gate, ModelActor
from trustcore.client.gates import Gates
from trustcore.errors import ClientStateError
from trustcore.protocols import Provider

T = TypeVar("T")

Hire = Callable[[Provider, Gate], ModelActor]
"""Makes the actor of a provider behind its gate."""


class Runtime:
    """The actors of one client in one event loop."""

    def __init__(self, group: TaskGroup, gates: Gates, hire: Hire) -> None:
        self._group = group
        self._gates = gates
        self._hire = hire
        self._actors: dict[Provider, ModelActor] = {}
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
async def open_runtime(gates: Gates, hire: Hire) -> AsyncIterator[Runtime]:
    """Open a runtime; leaving closes its actors. The user's own error comes out as it is."""
    failure: BaseException | None = None
    async with anyio.create_task_group() as group:
        runtime = Runtime(group, gates, hire)
        try:
            yield runtime
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001  (raised below)
            failure = error
        finally:
            runtime.close()
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
