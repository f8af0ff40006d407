from __future__ import annotations

import os
import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)

import pytest
from aiohttp import web
from hypothesis import settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]

# What takes how long is for benchmarks to tell: a busy machine makes no property false.
# Continuous integration draws the same inputs each time: what it says is said of the change. What
# else a property can meet is found by whoever runs the tests at home.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def _server(handler: Handler) -> AsyncIterator[str]:
    """A server on loopback that gives every request to the handler; yields its URL."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def serve(anyio_backend: str) -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(handler: Handler) -> str:
            return await stack.enter_async_context(_server(handler))

        yield start


@contextmanager
def _no_more_files() -> Iterator[None]:
    """Lower the limit on open files to what is open already."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def no_more_files() -> Callable[[], AbstractContextManager[None]]:
    """Makes a block in which no file can be opened, nor a connection."""
    return _no_more_files
