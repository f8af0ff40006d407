"""Ctrl-C and SIGTERM while a file is asked."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from tests.batch.helpers import table
from trustcore.batch.journal import Journal, journal_of

Questions = Callable[..., Path]
ROWS = 3000
SIGNALS = (signal.SIGINT, signal.SIGTERM)
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
from trustcore.cli import main
main()
"""


def done_rows(status: Path) -> int:
    return int(orjson.loads(status.read_bytes())["done"]) if status.exists() else 0


def interrupted(
    command: list[str], begun: Callable[[], object], *signals: int
) -> tuple[int, str, str]:
    """How a run ends that gets signals once something has begun, and what it says."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "batch", *command, "--preset", "base"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        end = time.monotonic() + 60
        while not begun() and time.monotonic() < end:
            assert run.poll() is None
        for number in signals:
            run.send_signal(number)
        said, told = run.communicate(timeout=60)
    return run.returncode, said, told


@pytest.mark.parametrize("number", SIGNALS)
def test_what_is_in_flight_is_finished_and_written(
    number: signal.Signals, questions: Questions, tmp_path: Path
) -> None:
    """It leaves with 130, and says how to go on."""
    out = tmp_path / "out.csv"
    command = [str(questions(ROWS)), "-o", str(out), "--model", "embedded/primer"]
    code, said, told = interrupted(
        command, lambda: done_rows(tmp_path / "out.csv.status.json"), number
    )
    assert 130 == code
    assert told.startswith("interrupted\nfinishing what is in flight")
    assert "rows are left; the same command goes on" in said
    rows = table(out)
    assert 0 < len(rows) < ROWS
    assert all(row["response"] or row["error"] for row in rows)  # the model may say nothing


@pytest.mark.parametrize("number", SIGNALS)
def test_while_the_input_is_read(
    number: signal.Signals, questions: Questions, tmp_path: Path
) -> None:
    """It leaves with 130, without an output, and says how to go on."""
    out = tmp_path / "out.csv"
    command = [str(questions(600_000)), "-o", str(out), "--model", "embedded/primer"]
    code, said, told = interrupted(command, journal_of(out).exists, number)
    assert 130 == code
    assert "the same command goes on" in told
    assert "No row was settled before the interruption" in said
    assert not out.exists()


def test_twice(questions: Questions, tmp_path: Path) -> None:
    """The second leaves at once what a model is silent about; the journal is free and whole."""
    out = tmp_path / "out.csv"
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        command = [str(questions(3)), "-o", str(out), "--model", "openai/m", "--base-url", url]
        server.settimeout(60)
        held: list[socket.socket] = []

        def begun() -> bool:
            held.append(server.accept()[0])
            return True

        code, _, told = interrupted(command, begun, signal.SIGTERM, signal.SIGINT)
        held.pop().close()
    assert 130 == code
    assert told.startswith("interrupted\n")
    with Journal.write_to(journal_of(out)) as journal:
        assert journal.is_empty()
