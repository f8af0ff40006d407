from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager

import aiohttp
import anyio
import fastapi_app
import pytest
import starlette_app
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from trustcore import TLM

CreateApp = Callable[[Callable[[], TLM]], Starlette]
Serving = Callable[..., AbstractAsyncContextManager[aiohttp.ClientSession]]


class Server(uvicorn.Server):
    """Lives in the loop of the test, whose signals are the test runner's, and ends when told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.end = anyio.Event()
        self.ending = anyio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.end.wait()
        self.ending.set()


async def run(server: Server, listener: socket.socket) -> None:
    # A test that fails must not leave the server's own tasks behind.
    with anyio.CancelScope(shield=True):
        await server.serve([listener])


@asynccontextmanager
async def serve(
    app: ASGIApp, *, patience: int | None = None, ending: anyio.Event | None = None
) -> AsyncIterator[aiohttp.ClientSession]:
    config = uvicorn.Config(
        app, lifespan="on", ws="none", log_config=None, timeout_graceful_shutdown=patience
    )
    server = Server(config)
    server.ending = ending or server.ending
    # Our own socket: clients may connect before the server listens, so nobody waits for it.
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        port = listener.getsockname()[1]
        async with (
            aiohttp.ClientSession(
                f"http://127.0.0.1:{port}",
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(100),
            ) as client,
            anyio.create_task_group() as group,
        ):
            group.start_soon(run, server, listener)
            try:
                yield client
            except BaseException:
                config.timeout_graceful_shutdown = 0
                raise
            finally:
                server.end.set()


@pytest.fixture
def serving() -> Serving:
    """Runs an app under uvicorn on loopback and gives a client for it.

    At the end, requests in flight get `patience` seconds, None for no limit; `ending` is set when
    that begins.
    """
    return serve


@pytest.fixture(
    params=[fastapi_app.create_app, starlette_app.create_app], ids=["fastapi", "starlette"]
)
def create_app(request: pytest.FixtureRequest) -> CreateApp:
    created: CreateApp = request.param
    return created


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """On uvloop, as uvicorn runs where it is installed."""
    return "asyncio", {"use_uvloop": sys.platform != "win32"}
