"""Ctrl-C in the command line, from its first import to its end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

PROGRAM = """
import os, signal, sys

class Watch:
    # Tells when the first import begins after which Ctrl-C is watched for.
    def find_spec(self, name, path=None, target=None):
        if name == "trustcore.errors":
            sys.meta_path.remove(self)
            os.write(1, b"!")

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
sys.meta_path.insert(0, Watch())
sys.argv[0] = "/usr/bin/trustcore"
from trustcore.cli import main
main()
"""


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/v1"


def interrupted(seconds: float, *arguments: str, times: int = 1) -> tuple[int, bytes]:
    """How the command line ends so long after its first import, and what it says."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert b"!" == process.stdout.read(1)
        for _ in range(times):
            Event().wait(seconds)  # nothing tells from outside how far it has come
            process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=100)
        finally:
            process.kill()
    return process.returncode, said


def test_at_every_moment(silent: str) -> None:
    """One line and exit code 130: while it imports, while it begins, while it waits."""
    arguments = ("prompt", "?", "--model", "openai/m", "--base-url", silent)
    moments = [ms / 1000 for ms in (*range(0, 400, 25), 700, 1000)]
    with ThreadPoolExecutor(3) as pool:
        ends = pool.map(lambda seconds: interrupted(seconds, *arguments), moments)

    assert dict.fromkeys(moments, (130, b"interrupted\n")) == dict(zip(moments, ends, strict=True))


def test_twice(silent: str) -> None:
    """The second Ctrl-C ends it on the spot, and says nothing more."""
    arguments = ("prompt", "?", "--model", "openai/m", "--base-url", silent)

    assert (130, b"interrupted\n") == interrupted(0.6, *arguments, times=2)


def test_a_program_of_another_name_is_left_alone() -> None:
    """Importing the library changes no signal's handler."""
    program = (
        "import signal; before = signal.getsignal(signal.SIGINT); import trustcore; "
        "import trustcore.cli; print(before is signal.getsignal(signal.SIGINT))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"True\n" == done.stdout
