"""The benchmarks' fake server, for what the docs' programs ask."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = Path(__file__).parents[2] / "benchmarks" / "fake_server.py"


@contextmanager
def fake_server() -> Iterator[str]:
    """The base URL of a server that answers sums, always alike, and makes up the rest."""
    command = [sys.executable, str(_PROGRAM)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        server.terminate()
