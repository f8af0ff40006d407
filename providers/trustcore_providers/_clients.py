"""What the adapters of users' own client objects share. No SDK is imported here."""

from __future__ import annotations

from weakref import WeakKeyDictionary, ref

from anyio.lowlevel import current_token

from trustcore.errors import CallTimeout, ClientStateError, ConnectError
from trustcore.plugins.protocols import Response
from trustcore.secret import Secret

_LOOPS: WeakKeyDictionary[object, ref[object]] = WeakKeyDictionary()


def answered(error: Exception) -> Response:
    """The response that the SDK made an error of.

    Raises:
        CallTimeout: When there was none in time.
        ConnectError: When there was none.
    """
    names = {one.__name__ for one in type(error).__mro__}
    response = getattr(error, "response", None)
    if "APIStatusError" in names and response is not None:
        return Response(response.status_code, response.headers, response.content)
    if "APITimeoutError" in names:
        raise CallTimeout("the client object got no reply in time") from error
    if "APIConnectionError" in names:
        raise ConnectError("the client object could not reach its endpoint") from error
    raise error


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
            "connections belong; make one client for each loop. Sync methods have a loop of their "
            "own"
        )
        raise ClientStateError(msg)
