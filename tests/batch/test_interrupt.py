"""Ctrl-C while a file is asked."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from tests.batch.helpers import table

Questions = Callable[..., Path]
ROWS = 3000
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
from trustcore.cli import main
main()
"""


def done_rows(status: Path) -> int:
    return int(orjson.loads(status.read_bytes())["done"]) if status.exists() else 0


def test_what_is_in_flight_is_finished_and_written(questions: Questions, tmp_path: Path) -> None:
    """It leaves with 130, and says how to go on."""
    out = tmp_path / "out.csv"
    command = [sys.executable, "-c", PROGRAM, "batch", str(questions(ROWS)), "-o", str(out)]
    with subprocess.Popen(
        [*command, "--model", "embedded/primer", "--preset", "base"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        end = time.monotonic() + 60
        while not done_rows(tmp_path / "out.csv.status.json") and time.monotonic() < end:
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        said, told = run.communicate(timeout=60)
    assert 130 == run.returncode
    assert told.startswith("interrupted\nfinishing what is in flight")
    assert "rows are left; the same command goes on" in said
    rows = table(out)
    assert 0 < len(rows) < ROWS
    assert all(row["response"] or row["error"] for row in rows)  # the model may say nothing
