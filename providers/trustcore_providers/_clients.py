"""What the adapters of users' own client objects share. No SDK is imported here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, ref

from anyio.lowlevel import current_token

from trustcore.errors import ClientStateError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import Encoded, ErrorMaker
from trustcore.secret import Secret
from trustcore_providers._client_calls import AwaitedCalls, Calling, ThreadCalls, Told
from trustcore_providers._foreign import ForeignErrors, response_of, texts_in
from trustcore_providers._threads import WorkerThreads

_CREDENTIALS = "the client object has a key of its own"
_LOOPS: WeakKeyDictionary[object, ref[object]] = WeakKeyDictionary()


@contextmanager
def calling(client: object, model: str, *, asynchronous: str) -> Iterator[Calling]:
    """Open what calls the methods of a client: of a sync one in worker threads.

    Args:
        client: The client object.
        model: For messages.
        asynchronous: The name of the class that async ones extend.

    Raises:
        ClientStateError: When an async one was used in another event loop before.
    """
    if extends(client, asynchronous):
        claim(client)
        yield AwaitedCalls()
        return
    with WorkerThreads(model) as threads:
        yield ThreadCalls(threads)


def extends(client: object, *names: str) -> bool:
    """Whether a client's class, or one that it extends, has one of the names."""
    return any(one.__name__ in names for one in type(client).__mro__)


def secrets_of(client: object) -> tuple[Secret, ...]:
    """The credentials that a client object holds, so that they can be masked."""
    holders = (client, getattr(client, "_api_client", None))
    names = ("api_key", "auth_token", "admin_api_key", "webhook_secret")
    found = (getattr(holder, name, None) for holder in holders for name in names)
    return tuple(Secret(value) for value in found if isinstance(value, str))


def errors_of(client: object, endpoint: str) -> ErrorMaker:
    """What makes errors of what a client's endpoint says, which may repeat its credentials."""
    return ErrorMaker(endpoint, _CREDENTIALS, secrets_of(client))


class ClientSend(ABC):
    """Carries requests through a client's own methods, and reads the bytes itself.

    Args:
        client: The client object.
        model: Who raised what is no response, for messages.
        call: What calls the methods.
    """

    def __init__(self, client: Any, model: str, call: Calling) -> None:  # noqa: ANN401  (the SDK's)
        self.client = client
        self.call = call
        self._errors = ForeignErrors(model, secrets_of(client), _CREDENTIALS)

    async def __call__(self, encoded: Encoded, _: int) -> Response:
        """Send one request and read the whole response, whatever its status."""
        return await self._answered(self.exchange(encoded), encoded)

    async def stream(self, encoded: Encoded, _: int, receive: Told, /) -> Response:
        """As a call, telling of the pieces of a success while they arrive."""
        return await self._answered(self.streamed(encoded, receive), encoded)

    async def _answered(self, exchange: Awaitable[Response], encoded: Encoded) -> Response:
        try:
            return await exchange
        except Exception as error:  # the SDK's, told by its shape: it is not imported
            response = self.answered(error)
            if response is None:
                raise self._errors.error(error, texts_in(encoded.body)) from error
            return response

    @abstractmethod
    async def exchange(self, encoded: Encoded) -> Response:
        """Call the method that a request is for."""

    @abstractmethod
    async def streamed(self, encoded: Encoded, receive: Told) -> Response:
        """Call the method that streams what a request is for."""

    def answered(self, error: Exception) -> Response | None:
        """The response that the SDK made an error of; None when there was none."""
        return response_of(error)


class SdkSend(ClientSend):
    """Carries requests through the methods of an SDK that Stainless made, OpenAI's for one."""

    async def exchange(self, encoded: Encoded) -> Response:
        create = self.resource(encoded).with_raw_response.create
        raw = (await self.call(create, **self.arguments(encoded))).http_response
        return Response(raw.status_code, raw.headers, raw.content)

    async def streamed(self, encoded: Encoded, receive: Told) -> Response:
        create = self.resource(encoded).with_streaming_response.create
        return await self.call.collect(partial(create, **self.arguments(encoded)), receive)

    @abstractmethod
    def resource(self, encoded: Encoded) -> Any:  # noqa: ANN401  (the SDK's)
        """The object whose method makes the request."""

    @abstractmethod
    def arguments(self, encoded: Encoded) -> Mapping[str, Any]:
        """The arguments of that method."""


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
