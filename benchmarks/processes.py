"""Programs that are measured run in processes of their own, on processors of their own."""

from __future__ import annotations

import json
import random
import resource
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

FAKE_SERVER = Path(__file__).parent / "fake_server.py"


@contextmanager
def server(latency: float, base: str | None) -> Iterator[str]:
    """The base URL of a server: the one that was named, else the repository's own fake."""
    if base is not None:
        yield base
        return
    with _child(FAKE_SERVER, ["--latency", str(latency)], cpu=1) as process:
        port = process.stdout.readline().strip() if process.stdout else ""
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that is free, and as good as certainly stays so until it is used.

    The system gives those below 32768 to nobody who does not ask for them, as it does with the ones
    that it chooses itself: among many connections such a one is soon another's.
    """
    while True:
        port = random.SystemRandom().randint(10_000, 30_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def run(script: Path, arguments: Sequence[str]) -> dict[str, float]:
    """What a script prints as JSON."""
    with _child(script, arguments, cpu=0) as process:
        output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a measured process failed: {' '.join(arguments)}")
    found: dict[str, float] = json.loads(output)
    return found


def cpu_seconds() -> float:
    """User and system time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def medians(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}


def _child(script: Path, arguments: Sequence[str], *, cpu: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(script), *arguments, "--pin", str(cpu)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
