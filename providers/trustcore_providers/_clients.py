"""What the adapters of users' own client objects share. No SDK is imported here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, ref

from anyio.lowlevel import current_token

from trustcore.errors import ClientStateError
from trustcore.plugins.protocols import Response
from trustcore.secret import Secret
from trustcore_providers._threads import WorkerThreads

_LOOPS: WeakKeyDictionary[object, ref[object]] = WeakKeyDictionary()

Calling = Callable[..., Awaitable[Any]]
"""Calls a method of a client: the method, and its arguments by name."""


@contextmanager
def calling(client: object, model: str, *, asynchronous: bool) -> Iterator[Calling]:
    """Open what calls the methods of a client: of a sync one in worker threads.

    Raises:
        ClientStateError: When an async one was used in another event loop before.
    """
    if asynchronous:
        claim(client)
        yield _awaiting
        return
    with WorkerThreads(model) as threads:

        async def call(method: Callable[..., Any], **arguments: Any) -> Any:  # noqa: ANN401  (the SDK's)
            return await threads.run(partial(method, **arguments))

        yield call


async def _awaiting(method: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:  # noqa: ANN401  (the SDK's)
    return await method(**arguments)


def extends(client: object, *names: str) -> bool:
    """Whether a client's class, or one that it extends, has one of the names."""
    return any(one.__name__ in names for one in type(client).__mro__)


def secrets_of(client: object) -> tuple[Secret, ...]:
    """The credentials that a client object holds, so that they can be masked."""
    holders = (client, getattr(client, "_api_client", None))
    names = ("api_key", "auth_token", "admin_api_key", "webhook_secret")
    found = (getattr(holder, name, None) for holder in holders for name in names)
    return tuple(Secret(value) for value in found if isinstance(value, str))


def masked(response: Response, client: object) -> Response:
    """A response in which the client's credentials are masked."""
    body = response.body
    for secret in secrets_of(client):
        body = secret.mask_bytes(body)
    return Response(response.status, response.headers, body)


def asks_with(client: object, *names: str) -> tuple[Secret | None, ...]:
    """What a client object asks with, of its attributes that are texts."""
    found = (getattr(client, name, None) for name in names)
    return tuple(Secret(one) if isinstance(one, str) else None for one in found)


def claim(client: object) -> None:
    """Remember the event loop of a client, whose connections belong to one.

    Raises:
        ClientStateError: When it was used in another one before.
    """
    loop = current_token().native_token
    before = _LOOPS.setdefault(client, ref(loop))
    if before() is not loop:
        msg = (
            f"this {type(client).__name__} was used in another event loop, to which its "
            "connections belong; make one client for each loop, or take a sync client, which works "
            "in all. Sync methods have a loop of their own"
        )
        raise ClientStateError(msg)
