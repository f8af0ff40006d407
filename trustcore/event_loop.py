"""The event loops that trustcore runs in."""

from __future__ import annotations

from asyncio import AbstractEventLoop

from trustcore.errors import ClientStateError


def require_asyncio(native: object) -> None:
    """Refuse an event loop that is none of asyncio's, before anything is opened in it.

    Args:
        native: The `native_token` of anyio's token of the running loop.

    Raises:
        ClientStateError: Naming the library whose loop it is, and the ways out.
    """
    if not isinstance(native, AbstractEventLoop):
        library = type(native).__module__.partition(".")[0]
        raise ClientStateError(
            f"trustcore runs in asyncio, and this event loop is {library}'s: start the program "
            "with asyncio.run(main()) or anyio.run(main), or call the sync methods in a worker "
            f"thread (`await {library}.to_thread.run_sync(tlm.prompt, ...)`)"
        )
