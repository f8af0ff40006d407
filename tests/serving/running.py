"""A server in a thread of its own, for clients that need a real one."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.serving.helpers import client, script
from trustcore import TLM, Request
from trustcore.cli.upgrades import UpgradesIgnored
from trustcore.errors import RateLimitError, ServerError
from trustcore.serving import ServeSettings, app
from trustcore.testing import ScriptedProvider, Streamed
from trustcore.testing.scripted import Script

TOKEN = "a-token-of-32-characters-at-least"


@contextmanager
def running(tlm: TLM, settings: ServeSettings | None = None, port: int = 0) -> Iterator[str]:
    """The address of a server, as long as the block lasts."""
    config = uvicorn.Config(
        app(tlm, settings),
        http=UpgradesIgnored,  # as `trustcore serve` has it
        ws="none",
        lifespan="on",
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", port)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def answers(request: Request) -> Script:
    """By what is asked."""
    asked = request.messages[-1].text
    if "limit?" in asked:
        return RateLimitError("slow down")
    if "break?" in asked:
        return Streamed(["Par"], script=ServerError("broke off"))
    if "city" in asked:
        return '{"city": "Paris"}'
    return Streamed(["Par", "is"])


@contextmanager
def answering() -> Iterator[str]:
    """The base URL of a server behind a token, whose model says Paris."""
    model = ScriptedProvider(script(answers, "Paris"))
    settings = ServeSettings(token=TOKEN)
    with running(client(model=model, options={"max_attempts": 1}), settings) as address:
        yield f"{address}/v1"
