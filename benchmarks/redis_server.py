"""A redis-server on a free port of this machine, for tests and benchmarks."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from processes import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


class RedisServer:
    """A server that can be stopped and started again; it keeps what it has."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.port = free_port()
        self._folder = folder
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def client(self) -> Any:  # noqa: ANN401  (of a package that may be missing)
        """A client of its own kind."""
        from redis import Redis

        client: Any = Redis.from_url(self.url, decode_responses=True)
        return client

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        log = ["--logfile", str(self._folder / "redis.log"), "--save", "3600 1"]
        self._process = subprocess.Popen([str(PROGRAM), *options, *log, *self._arguments])
        self._wait()

    def stop(self) -> None:
        """Shut down; the data is saved."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while self._process and self._process.poll() is None and time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                    connection.sendall(b"PING\r\n")
                    if connection.recv(100):
                        return
            except OSError:
                pass
            time.sleep(0.02)
        raise RuntimeError("redis-server did not start; see redis.log")


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[RedisServer]:
    """A server that has started; it is stopped at the end."""
    server = RedisServer(folder, *arguments)
    server.start()
    try:
        yield server
    finally:
        server.stop()
