"""Runs over files: each row is asked once, kept in the journal, and written in its place."""

from __future__ import annotations

import time
from asyncio import get_running_loop
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
from attrs import evolve, frozen

from trustcore.batch.commit import GroupCommit
from trustcore.batch.formats import check_file
from trustcore.batch.items import RowItem
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.notices import Notices
from trustcore.batch.output import added_columns, check_place, joined, write_rows
from trustcore.batch.prepare import Prepared, check_digest, prepare
from trustcore.batch.progress import Progress
from trustcore.batch.rows import RowFile
from trustcore.batch.settings import FileSettings
from trustcore.batch.stop import ROWS_GRACE, VENDOR_GRACE, StopAskedError, StopRequest
from trustcore.batch.summary import FileSummary
from trustcore.batch.vendor import VendorWork, check_nothing_is_sent
from trustcore.batch.workers import ThisProcess, Workers
from trustcore.client import TLM
from trustcore.errors import ConfigurationError, JournalError, ProviderError, TrustcoreError

_DEFAULTS = FileSettings()

_LOOK = 1.0
"""Seconds between two looks at what is waited for."""


async def arun_file(
    tlm: TLM,
    input_path: str | Path,
    output_path: str | Path,
    settings: FileSettings = _DEFAULTS,
    *,
    quiet: bool = True,
    stop: StopRequest | None = None,
    workers: Workers | None = None,
) -> FileSummary:
    """Answer and score, or score, every row of a file.

    What was settled by an earlier run of the same input, output and settings is not asked again:
    the journal beside the output, `OUTPUT.journal`, has it. The output is written from it, in the
    order of the input, with the rows that are settled.

    Args:
        tlm: The client, entered. Its budget bounds what this run may spend.
        input_path: A file of CSV, TSV or JSON lines, `.gz` or not.
        output_path: Likewise; the kinds may differ.
        settings: Which columns, which rows, and more.
        quiet: Whether no progress is printed on standard error.
        stop: Lets another task or thread end the run early: no row begins, those in flight have
            60 s left, an exchange about a vendor's batches 10 s.
        workers: Who answers and scores rows in place of this client, which then makes no call:
            `RayWorkers` (from `trustcore.distributed.ray`).

    Raises:
        InputError: When the input is broken or has no such columns, before any call; or the output
            cannot be written, when the journal has everything.
        JournalDiffersError: When the journal belongs to another run.
        ConfigurationError: When a vendor's batches cannot be used, or are under way and not used.
        JournalError: When the journal cannot be written, or is damaged.
        FatalError: When every further call would fail alike, after the output has been written.
    """
    source, output = RowFile(Path(input_path), settings.encoding), Path(output_path)
    check_file(source.path)
    check_place(output, source.path)
    if workers is not None and settings.vendor_batch is not None:
        msg = "workers make calls at once; leave out vendor_batch, or the workers"
        raise ConfigurationError(msg)
    start, stop, notices = time.monotonic(), stop or StopRequest(), Notices(quiet=quiet)
    by = ThisProcess(tlm) if workers is None else workers
    with Journal.write_to(journal_of(output)) as journal:
        with notices.about(f"reading {source.path.name} and its journal"):
            job = partial(_prepared, tlm, source, settings, journal, stop)
            prepared = await anyio.to_thread.run_sync(job)
        if prepared is None:
            done = await anyio.to_thread.run_sync(_summary, journal, output, stop)
        else:
            with _progress(by, output, prepared, stop, notices) as progress:
                run = _Run(tlm, prepared, journal, progress, notices, stop, by)
                done = await _settle_all(run, output)
            if _is_whole(stop, done):
                with notices.about(f"writing {output.name}"):
                    await anyio.to_thread.run_sync(_assemble, prepared, journal, output)
    if stop.error is not None:
        raise stop.error
    return evolve(done, seconds=time.monotonic() - start, stopped=stop.reason)


def assemble_file(
    input_path: str | Path, output_path: str | Path, settings: FileSettings = _DEFAULTS
) -> int:
    """Write the output from the journal, without a call; give the number of rows.

    Args:
        input_path: The input of the run.
        output_path: Its output; the journal lies beside it.
        settings: Of these, `encoding`, `explain`, `prefix` and `limit` count.

    Raises:
        ConfigurationError: When there is no journal, or the input has changed since.
    """
    source, output = RowFile(Path(input_path), settings.encoding), Path(output_path)
    check_place(output, source.path)
    with Journal.read_from(journal_of(output)) as journal:
        check_digest(source.path, journal)
        kept = journal.settings()
        chosen = evolve(settings, response_column=kept["response column"] or None)
        known = tuple(source.columns())
        added = added_columns(chosen, known)
        rows = joined(source.rows(), journal.entries(), added)
        return write_rows(output, rows, lambda: (*known, *added), source.path)


@frozen
class _Run:
    """What a run is made of."""

    tlm: TLM
    prepared: Prepared
    journal: Journal
    progress: Progress
    notices: Notices
    stop: StopRequest
    workers: Workers


async def _settle_all(run: _Run, output: Path) -> FileSummary:
    """Settle what is left, and then what turns out to be damaged.

    That the journal is whole is known by now; a million sums of its rows take seconds. They are
    checked when what is open has been asked, since a damaged row costs itself whenever it is found.
    """
    dropped, settled, progress = run.prepared.dropped, run.prepared.settled, run.progress
    while True:
        await _settle(run)
        asked = progress.done + progress.failed
        damaged = []
        if asked or not run.stop.interrupted:
            with run.notices.about(f"checking {run.journal.path.name}"):
                damaged = await anyio.to_thread.run_sync(_damaged, run.journal, settled)
        dropped += len(damaged)
        progress.reopen(len(damaged))
        if not damaged or run.stop.requested:
            break
    found = partial(_summary, run.journal, output, run.stop, asked, dropped)
    done = await anyio.to_thread.run_sync(found)
    return evolve(done, rows=run.prepared.rows)


def _summary(
    journal: Journal, output: Path, stop: StopRequest, asked: int = 0, dropped: int = 0
) -> FileSummary:
    """What has come of a run so far, those before it included."""
    totals = journal.totals()
    settled = totals["done"] + totals["failed"]
    rows = int(journal.settings().get("rows", 0))  # none, before the input has been read
    return FileSummary(
        rows=max(rows, settled),
        asked=asked,
        dropped=dropped,
        seconds=0.0,
        stopped=stop.reason,
        output=output,
        journal=journal.path,
        **totals,
    )


def _is_whole(stop: StopRequest, done: FileSummary) -> bool:
    """Whether there is something new to write, and the journal is sound enough for that."""
    if stop.interrupted and not done.asked:
        return False
    settled = bool(done.done or done.failed)
    return stop.error is None or (settled and not isinstance(stop.error, JournalError))


def _damaged(journal: Journal, settled: bytearray) -> list[int]:
    """Open the rows again of which nothing sound is kept; which they are."""
    dropped = journal.drop_damaged()
    for row in dropped:
        if row < len(settled):
            settled[row] = 0
    lost = journal.lost(settled)
    for row in lost:
        settled[row] = 0
    return dropped + lost


async def _settle(run: _Run) -> None:
    """Settle what is left, by calls at once or by a vendor's batches, and tell of waits."""
    at_once = run.prepared.settings.vendor_batch is None
    if at_once:
        check_nothing_is_sent(run.journal)
    async with anyio.create_task_group() as besides:
        besides.start_soon(_tell_waits, run)
        besides.start_soon(run.stop.enforce)
        await (_Work(run).run() if at_once else _settle_by_batches(run))
        besides.cancel_scope.cancel()


async def _tell_waits(run: _Run) -> None:
    """Tell what calls that are made at once wait for, until cancelled."""
    while True:
        await anyio.sleep(_LOOK)
        run.progress.wait(run.workers.waits_for())


async def _settle_by_batches(run: _Run) -> None:
    """Settle what is left by a vendor's batches; errors are told to `stop`."""
    stop = run.stop
    work = VendorWork(
        tlm=run.tlm,
        prepared=run.prepared,
        journal=run.journal,
        tell=run.progress.count,
        say=run.progress.say,
        stop=stop,
    )
    ended = False
    try:
        with stop.grace(VENDOR_GRACE):
            ended = await work.run()
    except TrustcoreError as error:  # what is with the vendor stays there
        if not (stop.requested and isinstance(error, ProviderError) and error.retryable):
            stop.fail(error)
    except OSError as error:
        msg = (
            f"files of requests or replies cannot be written beside {run.journal.path.name}: "
            f"{error.strerror or error}; what was sent is kept: make room and start again"
        )
        stop.fail(JournalError(msg))
    else:
        stop.reason = stop.reason or ("" if ended else "waiting")


class _Work:
    """Asks what is left to ask, so many rows at once."""

    def __init__(self, run: _Run) -> None:
        self._workers, self._settings = run.workers, run.prepared.settings
        self._items, self._settled = run.prepared.open_items(), run.prepared.settled
        self._commit = GroupCommit(run.journal)
        self._progress, self._stop = run.progress, run.stop

    async def run(self) -> None:
        """Settle row after row until none is left, or a stop is asked for."""
        with self._stop.grace(ROWS_GRACE):
            await self._run()

    async def _run(self) -> None:
        async with anyio.create_task_group() as group:
            for _ in range(self._settings.rows_at_once * self._workers.count):
                group.start_soon(self._work)

    async def _work(self) -> None:
        try:
            while not self._stop.requested and (item := next(self._items, None)) is not None:
                await self._settle(item)
        except TrustcoreError as error:  # ends the run, after what is in flight
            self._stop.fail(error)

    async def _settle(self, item: RowItem) -> None:
        entry = await self._workers.settle(item, self._settings)
        await self._commit.add(entry)
        self._settled[entry.row] = 1
        self._progress.count(entry)


def _prepared(
    tlm: TLM, source: RowFile, settings: FileSettings, journal: Journal, stop: StopRequest
) -> Prepared | None:
    """A run that can begin; None where somebody interrupts before that is known."""
    try:
        return prepare(tlm, source, settings, journal, stop)
    except StopAskedError:
        return None


def _assemble(prepared: Prepared, journal: Journal, output: Path) -> None:
    rows = joined(prepared.taken(), journal.entries(), prepared.added)
    columns = (*prepared.known, *prepared.added)
    write_rows(output, rows, lambda: columns, prepared.source.path)


@contextmanager
def _progress(
    workers: Workers, output: Path, prepared: Prepared, stop: StopRequest, notices: Notices
) -> Iterator[Progress]:
    path = output.with_name(output.name + ".status.json")
    clock = get_running_loop().time  # which worker threads may look at too
    progress = Progress(
        path, prepared.rows, prepared.before, workers.usd, notices=notices, clock=clock
    )
    progress.write("running")
    state = "stopped"  # also where it is cancelled, or breaks
    try:
        yield progress
        if not stop.requested:
            state = "finished"
    finally:
        progress.finish(state)
