"""What a disk does to a journal and an output: a clear error or a clean recovery, no wrong row."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.batch.helpers import client
from tests.batch.vendor.fake import Vendor
from trustcore.batch import (
    FileSettings,
    arun_file,
    assemble_file,
    merge_files,
    run_file,
    write_report,
)
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


async def test_no_room_for_files_of_requests(questions: Questions, tmp_path: Path) -> None:
    """Nothing is sent, and with room the same call goes on."""
    source, vendor = questions(ROWS), Vendor()
    settings = FileSettings(vendor_batch="openai")
    async with vendor.client() as tlm:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (130_000, before[1]))
        try:
            with pytest.raises(JournalError, match="make room"):
                await arun_file(tlm, source, tmp_path / "out.csv", settings)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)
        assert [] == vendor.seen
        done = await arun_file(tlm, source, tmp_path / "out.csv", settings)
    assert (ROWS, 0) == (done.done, done.failed)


def test_a_torn_end_costs_its_rows_alone(finished: tuple[Path, Path, bytes]) -> None:
    """What had not reached the disk is asked again."""
    source, output, before = finished
    journal = journal_of(output)
    torn = journal.with_name(journal.name + "-wal")
    with closing(sqlite3.connect(journal)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        for step in (1, -1):  # SQLite writes nothing where nothing changes
            connection.execute("UPDATE item SET crc = crc + ? WHERE row < 10", (step,))
            connection.commit()
        kept = (journal.read_bytes(), torn.read_bytes())
    assert kept[1]
    journal.write_bytes(kept[0])
    torn.write_bytes(kept[1][: len(kept[1]) // 2])
    assert not journal.with_name(journal.name + "-shm").exists()
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


@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, 'A', 'B')",
        "body = CAST(x'7bff' AS TEXT)",
        "body = 7",
        "key = 'x'",
        "content = 'a'",
        "state = 'failed'",
        "crc = 'x'",
    ],
)
def test_what_reads_a_journal_gives_no_wrong_row(
    change: str, finished: tuple[Path, Path, bytes]
) -> None:
    """The command itself asks again; whoever only reads is told of the row."""
    source, output, before = finished
    with closing(sqlite3.connect(journal_of(output))) as connection:
        connection.execute(f"UPDATE item SET {change} WHERE row = 3")  # noqa: S608  (a parameter)
        connection.commit()
    readers: tuple[Callable[[], object], ...] = (
        partial(assemble_file, source, output),
        partial(write_report, output, output.with_name("report.html")),
        partial(merge_files, [output], output.with_name("all.csv")),
    )
    for read in readers:
        with pytest.raises(JournalError, match=r"out\.csv\.journal is damaged"):
            read()
    assert before == output.read_bytes()
    output.unlink()
    assert 2 == run(source, output)
    assert before == output.read_bytes()


def test_an_index_that_lies_hides_no_row(finished: tuple[Path, Path, bytes]) -> None:
    """What it takes for settled and nobody has is asked again, or the journal is called damaged.

    Newer versions of SQLite count the entries of an index in their quick check.
    """
    source, output, before = finished
    with closing(sqlite3.connect(journal_of(output))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        query = "SELECT * FROM sqlite_schema WHERE name = 'item_state'"
        index = connection.execute(query).fetchone()
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'item_state'")
        connection.commit()
    with closing(sqlite3.connect(journal_of(output))) as connection:
        connection.execute("DELETE FROM item WHERE row IN (3, 17)")  # the index has them still
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
        connection.commit()
    output.unlink()
    with closing(sqlite3.connect(journal_of(output))) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
    if verdict == "ok":
        assert 4 == run(source, output)
        assert before == output.read_bytes()
    else:
        with pytest.raises(JournalError, match="index item_state"):
            run(source, output)
        assert not output.exists()


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
