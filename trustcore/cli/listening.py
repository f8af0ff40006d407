"""The process of `trustcore serve`: it opens the application once, announces it, and listens.

Importing it needs the extra `serve`.
"""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

import anyio
import uvicorn
from starlette.applications import Starlette
from uvicorn.server import HANDLED_SIGNALS

from trustcore.cli.upgrades import UpgradesIgnored

_PATIENCE = 10
"""Seconds that requests have to end in when the server is told to."""


class SignalledServer(uvicorn.Server):
    """A server that a signal ends, after which what stands around it can still be closed.

    uvicorn's own raises the signal again as soon as it no longer listens.

    Attributes:
        caught: The signal that ended it; None where none did.
    """

    caught: int | None = None

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Handle signals as long as the block lasts."""
        before = {one: signal.signal(one, self.handle_exit) for one in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, for a signal."""
        self.caught = sig
        super().handle_exit(sig, frame)


def listen(served: Starlette, listener: socket.socket, announce: Callable[[], object]) -> None:
    """Serve an application until a signal comes, which is raised again when all is closed.

    Args:
        served: The application.
        listener: The socket that is listened on.
        announce: Is called once the application is open.

    Raises:
        ConfigurationError: When it cannot be opened; then nothing is announced.
    """
    config = uvicorn.Config(
        served,
        http=UpgradesIgnored,
        ws="none",
        lifespan="off",  # it is opened here, where what is wrong is an error and not a log line
        log_level="warning",
        access_log=False,
        server_header=False,  # it is nobody's business
        timeout_graceful_shutdown=_PATIENCE,
    )
    server = SignalledServer(config)

    async def run() -> None:
        async with served.router.lifespan_context(served):
            announce()
            _leave_to_themselves()
            await server.serve(sockets=[listener])

    anyio.run(run, backend_options={"loop_factory": config.get_loop_factory()})
    if server.caught is not None:
        signal.raise_signal(server.caught)


_YOUNG = 10_000
"""Objects from which on the young ones are looked at for garbage. A request leaves none, so that
Python's own 700 only finds what requests under way hold, again and again; more than this would take
long when it comes."""


def _leave_to_themselves() -> None:
    """Let collections of garbage pass over what lives as long as the process, and seldom happen.

    All requests wait for one: with the modules it takes 40 ms and more, without them 3.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
