"""What a client owns in one event loop: its actors, and the task group that they live in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio
from anyio.abc import TaskGroup

from trustcore.actors import Gate, Limits, ModelActor, RetryPolicy
from trustcore.errors import ClientStateError, FatalError
from trustcore.protocols import Provider
from trustcore.records.result import Outcome

T = TypeVar("T")

Gates = MutableMapping[Provider, Gate]


class Runtime:
    """The actors of one client in one event loop."""

    def __init__(self, group: TaskGroup, gates: Gates, limits: Limits, policy: RetryPolicy) -> None:
        self._group = group
        self._gates = gates
        self._limits = limits
        self._policy = policy
        self._actors: dict[Provider, ModelActor] = {}
        self._closed = False

    def close(self) -> None:
        """Make no more actors."""
        self._closed = True

    def actor(self, provider: Provider) -> ModelActor:
        """The live actor of a provider; a fresh one when there is none, or the last one died.

        Raises:
            ClientStateError: When the runtime has been closed.
        """
        if self._closed:
            # An actor that starts in a task group on its way out would not be cancelled with it.
            raise ClientStateError("the client was closed while an item was under way")
        actor = self._actors.get(provider)
        if actor is None or not actor.alive:
            if provider not in self._gates:
                self._gates[provider] = Gate(self._limits)
            actor = ModelActor(provider, self._gates[provider], self._policy)
            self._actors[provider] = actor
            self._group.start_soon(actor.serve, name=f"trustcore actor {provider.model}")
        return actor


@asynccontextmanager
async def open_runtime(gates: Gates, limits: Limits, policy: RetryPolicy) -> AsyncIterator[Runtime]:
    """Open a runtime; leaving closes its actors. The user's own error comes out as it is."""
    failure: BaseException | None = None
    async with anyio.create_task_group() as group:
        runtime = Runtime(group, gates, limits, policy)
        try:
            yield runtime
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001  (raised below)
            failure = error
        finally:
            runtime.close()
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure


async def run_all(
    works: Sequence[Callable[[], Awaitable[T]]], admit: Callable[[], Awaitable[None]]
) -> list[Outcome[T]]:
    """Run all, as many at once as are admitted; settle every one.

    Raises:
        FatalError: At once, with `outcomes` of those that were settled until then.
    """
    outcomes: dict[int, Outcome[T]] = {}
    fatal: list[FatalError] = []

    async def run_one(index: int, work: Callable[[], Awaitable[T]]) -> None:
        try:
            outcomes[index] = Outcome(index, await work())
        except Exception as error:  # noqa: BLE001  (kept beside the results of the others)
            outcomes[index] = Outcome(index, error=error)
            if isinstance(error, FatalError):
                fatal.append(error)
                group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index, work in enumerate(works):
            await admit()
            group.start_soon(run_one, index, work)
            # Let the item post its calls before the next one looks for room.
            await anyio.lowlevel.checkpoint()
    settled = [outcomes[index] for index in sorted(outcomes)]
    if fatal:
        fatal[0].outcomes = tuple(settled)
        raise fatal[0]
    return settled
