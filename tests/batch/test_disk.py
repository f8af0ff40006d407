"""What a disk does to a journal and an output: a clear error or a clean recovery, no wrong row."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.helpers import client
from trustcore.batch import run_file
from trustcore.batch.journal import journal_of
from trustcore.errors import ConfigurationError, InputError, JournalError, TrustcoreError

Questions = Callable[..., Path]
ROWS = 40

_LIMITED = """
import resource, signal, sys
from tests.batch.helpers import client
from trustcore.batch import run_file
from trustcore.errors import TrustcoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
tlm, _ = client("A" * 400)
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    run_file(tlm, sys.argv[1], sys.argv[2], quiet=True)
except TrustcoreError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""
"""A run that finds no room beyond so many bytes of a file."""


def run(source: Path, output: Path, script: str = "A") -> int:
    """Run to the end, and give the number of calls that were made."""
    tlm, model = client(script)
    run_file(tlm, source, output, quiet=True)
    return model.started


@pytest.fixture
def finished(questions: Questions, tmp_path: Path) -> tuple[Path, Path, bytes]:
    """Input, output and what the output holds, after an undisturbed run."""
    source, output = questions(ROWS), tmp_path / "out.csv"
    run(source, output)
    return source, output, output.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="files are limited by RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [20_000, 45_000])
def test_a_full_disk_loses_nothing_that_was_paid_for(
    limit: int, questions: Questions, tmp_path: Path
) -> None:
    """The journal says so by name; with room the same call goes on."""
    source, output = questions(200), tmp_path / "out.csv"
    arguments = [sys.executable, "-c", _LIMITED, str(source), str(output), str(limit)]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=60)
    assert 1 == ended.returncode, ended.stderr
    assert "out.csv" in ended.stderr
    assert "make room" in ended.stderr or "nothing is lost" in ended.stderr
    assert not output.exists()
    undisturbed = tmp_path / "undisturbed.csv"
    run(source, undisturbed, "A" * 400)
    run(source, output, "A" * 400)
    assert undisturbed.read_bytes() == output.read_bytes()


def test_a_torn_end_costs_its_rows_alone(finished: tuple[Path, Path, bytes]) -> None:
    """What had not reached the disk is asked again."""
    source, output, before = finished
    journal = journal_of(output)
    with sqlite3.connect(journal) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    with sqlite3.connect(journal) as connection:
        for step in (1, -1):  # SQLite writes nothing where nothing changes
            connection.execute("UPDATE item SET crc = crc + ? WHERE row < 10", (step,))
            connection.commit()
        torn = journal.with_name(journal.name + "-wal")
        kept = (journal.read_bytes(), torn.read_bytes())
        assert kept[1]
    connection.close()
    journal.write_bytes(kept[0])
    torn.write_bytes(kept[1][: len(kept[1]) // 2])
    output.unlink()
    run(source, output)
    assert before == output.read_bytes()


@pytest.mark.parametrize("place", range(24, 100, 25))
def test_a_flipped_byte_never_makes_a_wrong_row(
    place: int, finished: tuple[Path, Path, bytes]
) -> None:
    """At places all over the file: the output is the same, or an error names the journal."""
    source, output, before = finished
    journal = journal_of(output)
    with sqlite3.connect(journal) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(journal.read_bytes())
    for offset in range(place, len(content), 2503):
        damaged = bytearray(content)
        damaged[offset] ^= 0x5A
        journal.write_bytes(damaged)
        output.unlink(missing_ok=True)
        refused = ""
        try:
            run(source, output)
        except TrustcoreError as error:
            refused = str(error)
        assert output.exists() != (journal.name in refused)
        assert not output.exists() or before == output.read_bytes()
        for suffix in ("-wal", "-shm"):
            journal.with_name(journal.name + suffix).unlink(missing_ok=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written(questions: Questions, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(InputError, match="can be written"):
        run(questions(), folder / "out.csv")


def test_an_output_that_cannot_be_replaced(finished: tuple[Path, Path, bytes]) -> None:
    """A folder has its name: said before the first call."""
    source, output, _ = finished
    output.unlink()
    output.mkdir()
    with pytest.raises(InputError, match="must be a file"):
        run(source, output)


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(80), b"no database", bytes(4096)])
def test_what_is_no_journal_is_refused(content: bytes, finished: tuple[Path, Path, bytes]) -> None:
    source, output, _ = finished
    journal_of(output).write_bytes(content)
    with pytest.raises((ConfigurationError, JournalError), match=r"out\.csv\.journal"):
        run(source, output)


def test_a_journal_that_was_moved_away_is_made_anew(finished: tuple[Path, Path, bytes]) -> None:
    source, output, before = finished
    shutil.move(journal_of(output), output.with_name("elsewhere"))
    assert 2 * ROWS == run(source, output)
    assert before == output.read_bytes()
