"""A run that is interrupted ends soon, whatever it does, and the next one goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from attrs import evolve

from tests.batch.helpers import client, table
from tests.batch.vendor.fake import Vendor
from tests.batch.vendor.test_kills import EXCHANGES
from trustcore.batch import FileSettings, StopRequest, arun_file
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.prepare import prepare
from trustcore.batch.rows import RowFile
from trustcore.batch.status import journal_status
from trustcore.batch.stop import ROWS_GRACE, VENDOR_GRACE, StopAskedError
from trustcore.batch.vendor.interfaces import INTERFACES
from trustcore.errors import JournalError
from trustcore.records.chat import Request
from trustcore.testing import After, VirtualTimeLoop

Questions = Callable[..., Path]
FOR_EVER = 10.0**7
BATCHES = FileSettings(vendor_batch="openai", explain=True)


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, object]]:
    """A minute of waiting takes no time."""
    return "asyncio", {"loop_factory": VirtualTimeLoop}


class HungExchange:
    """Lets the exchange with a vendor that is so far from the first hang, and interrupts then."""

    def __init__(self, place: int, stop: StopRequest) -> None:
        self.left, self.stop, self.since = place, stop, 0.0

    def __call__(self, _: str) -> bool:
        self.left -= 1
        if self.left == -1:
            self.since = anyio.current_time()
            self.stop.set()
            return True
        return False


@pytest.mark.parametrize(
    ("name", "place"),
    [(name, place) for name, places in EXCHANGES.items() for place in range(2 * places)],
)
async def test_an_exchange_with_a_vendor_that_hangs(
    name: str, place: int, questions: Questions, tmp_path: Path
) -> None:
    """Uploads, looks, lists and fetches: one request to stop is enough, and nothing is lost."""
    vendor, calm, stop, out = Vendor(name), Vendor(name), StopRequest(), tmp_path / "out.csv"
    settings = FileSettings(vendor_batch=name, explain=True)
    vendor.hang = hung = HungExchange(place, stop)
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(4), out, settings, stop=stop)
        assert VENDOR_GRACE <= anyio.current_time() - hung.since <= VENDOR_GRACE + 2
    assert ("interrupt", 4) == (done.stopped, done.open)
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(4), out, settings)
    async with calm.client() as tlm:
        await arun_file(tlm, questions(4), tmp_path / "calm.csv", settings)
    assert (4, 0) == (done.done, done.failed)
    assert (tmp_path / "calm.csv").read_bytes() == out.read_bytes()
    assert calm.batches.asked == vendor.batches.asked


async def test_no_further_file_is_sent(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several files of a round those that wait are left to the next run."""
    vendor, stop, out = Vendor(), StopRequest(), tmp_path / "out.csv"
    monkeypatch.setitem(INTERFACES, "openai", evolve(INTERFACES["openai"], most_lines=4))

    def end(place: str) -> bool:
        if len(vendor.batches.batches) == 2:
            stop.set()
        return False

    vendor.kill = end
    async with vendor.client() as tlm:
        done = await arun_file(tlm, questions(4), out, BATCHES, stop=stop)
        assert ("interrupt", 2) == (done.stopped, len(vendor.batches.batches))
        done = await arun_file(tlm, questions(4), out, BATCHES)
    assert 4 == done.done
    assert vendor.batches.asked.total() == len(vendor.batches.asked) == done.calls


async def test_rows_whose_calls_hang_are_cancelled(questions: Questions, tmp_path: Path) -> None:
    """After a minute; those that were settled are kept, and written."""
    stop, out = StopRequest(), tmp_path / "out.csv"

    def answer(request: Request) -> Any:  # noqa: ANN401  (what a script may be)
        return "A" if request.messages[-1].text == "question 0" else After(FOR_EVER, "A")

    tlm, model = client(answer)
    async with tlm, anyio.create_task_group() as group:
        group.start_soon(_set_after, 100, stop)
        done = await arun_file(tlm, questions(4), out, FileSettings(rows_at_once=2), stop=stop)
        assert 100 + ROWS_GRACE <= anyio.current_time() <= 100 + ROWS_GRACE + 5
    assert "interrupt" == done.stopped
    assert (1, 3) == (done.done, done.open)
    assert 1 == len(table(out))
    tlm, model = client()
    async with tlm:
        done = await arun_file(tlm, questions(4), out)
    assert (4, 3, 6) == (done.done, done.asked, model.started)


async def test_who_leaves_waits_for_nothing(questions: Questions, tmp_path: Path) -> None:
    """What is in flight is cancelled at once, and the journal is closed."""
    stop, out = StopRequest(), tmp_path / "out.csv"
    tlm, _ = client(After(FOR_EVER, "A"))
    async with tlm, anyio.create_task_group() as group:
        group.start_soon(_set_after, 5, stop)
        group.start_soon(_leave_after, 10, stop)
        done = await arun_file(tlm, questions(4), out, stop=stop)
        assert 10 <= anyio.current_time() <= 12
    assert ("interrupt", 0) == (done.stopped, done.done)
    with Journal.write_to(journal_of(out)) as journal:
        assert journal.is_empty()


async def test_a_run_that_is_cancelled_is_not_told_to_run(
    questions: Questions, tmp_path: Path
) -> None:
    """Whoever looks at its status file would else wait for it."""
    out = tmp_path / "out.csv"
    tlm, _ = client(After(FOR_EVER, "A"))
    with anyio.move_on_after(10) as scope:
        async with tlm:
            await arun_file(tlm, questions(4), out)
    assert scope.cancelled_caught
    assert "stopped" == journal_status(out)["state"]


async def _set_after(seconds: float, stop: StopRequest) -> None:
    await anyio.sleep(seconds)
    stop.set()


async def _leave_after(seconds: float, stop: StopRequest) -> None:
    await anyio.sleep(seconds)
    stop.leave()


class _Rows:
    """A file whose rows interrupt their reader."""

    def __init__(self, path: Path, stop: StopRequest) -> None:
        self._file, self._stop = RowFile(path), stop
        self.path, self.columns, self.read = path, self._file.columns, 0

    def rows(self) -> Iterator[object]:
        for row in self._file.rows():
            self.read += 1
            if self.read == 3:
                self._stop.set()
            yield row


def test_reading_the_input_ends(questions: Questions, tmp_path: Path) -> None:
    """At the next row; the journal is as it was."""
    stop = StopRequest()
    source = _Rows(questions(5), stop)
    tlm, _ = client()
    with Journal.write_to(tmp_path / "out.csv.journal") as journal:
        before = journal.settings()
        with pytest.raises(StopAskedError):
            prepare(tlm, source, FileSettings(), journal, stop)  # type: ignore[arg-type]
        assert before == journal.settings()
    assert 3 == source.read


async def test_what_was_interrupted_before_it_began_writes_nothing(
    questions: Questions, tmp_path: Path
) -> None:
    """Neither is an output made, nor one that is there written again."""
    stop, out = StopRequest(), tmp_path / "out.csv"
    stop.set()
    tlm, model = client()
    async with tlm:
        done = await arun_file(tlm, questions(4), out, stop=stop)
        assert ("interrupt", 0, 0) == (done.stopped, done.rows, done.asked)
        assert not out.exists()
        await arun_file(tlm, questions(4), out)
        out.write_bytes(b"mine")
        done = await arun_file(tlm, questions(4), out, stop=stop)
    assert ("interrupt", 4, 4) == (done.stopped, done.rows, done.done)
    assert b"mine" == out.read_bytes()
    assert 8 == model.started


async def test_a_large_journal_that_is_damaged_is_refused_before_a_call(
    questions: Questions, tmp_path: Path
) -> None:
    """Whether a file is whole is known first, whatever its size."""
    out = tmp_path / "out.csv"
    tlm, model = client()
    async with tlm:
        await arun_file(tlm, questions(4), out)
        with Journal.write_to(journal_of(out)) as journal:
            journal.set("filler", "x" * 51_000_000)
        with journal_of(out).open("r+b") as file:
            file.seek(36)  # the number of free pages
            file.write((7).to_bytes(4, "big"))
        calls = model.started
        with pytest.raises(JournalError, match="damaged"):
            await arun_file(tlm, questions(9), out, FileSettings(accept_changes=True))
    assert calls == model.started
