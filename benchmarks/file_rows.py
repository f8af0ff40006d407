"""Files of many rows: rate, memory and the journal's share, and how soon a resumed run asks.

python benchmarks/file_rows.py rate --rows 10000 1000000
python benchmarks/file_rows.py resume --rows 1000000

Seconds are of CPU time, where nothing else is said: machines are shared.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import orjson

from files import write_questions
from trustcore import TLM
from trustcore.batch import FileSettings, StopRequest, run_file
from trustcore.batch.entry import Entry
from trustcore.batch.items import Columns
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.prepare import prepare
from trustcore.batch.rows import RowFile
from trustcore.records.chat import Completion, Reply, Request, TokenLogprobs, Usage

ONE_SIGNAL = {
    "name": "one signal",
    "candidates": 1,
    "strategies": {
        "logprobs": {
            "weight": 1.0,
            "link": {"kind": "logistic", "slope": 4.0, "intercept": -2.0},
        }
    },
}
OPEN = 1000
"""Rows that a journal leaves to a resumed run."""


def cpu_seconds() -> float:
    """What this process has taken."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Model:
    """A model in this process that answers at once, with the log-probability of its one token.

    Attributes:
        model: Its name.
        first: CPU seconds of the process at the first call, and of the wall clock.
        looks: At the first call and then after so many: calls, CPU seconds of the process, and
            those of the thread of the event loop.
    """

    model = "benchmark/model"

    def __init__(self, every: int) -> None:
        self.calls, self.every = 0, every
        self.looks: list[tuple[int, float, float]] = []
        self.first = 0.0, 0.0

    def supports(self, feature: str, /) -> bool:
        """It has log-probabilities, and takes what is asked besides."""
        return feature in ("logprobs", "temperature", "seed")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Model]:
        """Nothing is to be opened."""
        yield self

    async def complete(self, request: Request, /) -> Reply:
        """Answer with a number."""
        if not self.calls:
            self.first = cpu_seconds(), time.monotonic()
        self.calls += 1
        if self.calls % self.every == 1 or self.every == 1:
            self.looks.append((self.calls, cpu_seconds(), time.thread_time()))
        tokens = TokenLogprobs((-0.1 - self.calls % 7 / 10,), ("42",))
        return Reply([Completion("42", tokens)], Usage(1, 20, 1))


def child(source: str, output: str, every: int) -> None:
    """One process of a run; what it took."""
    model, started, begun = Model(every), cpu_seconds(), time.monotonic()
    with TLM(ONE_SIGNAL, model=model, verbose=False) as tlm:
        done = run_file(tlm, source, output, FileSettings(), quiet=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    looks = model.looks
    facts: dict[str, Any] = {
        "asked": done.asked,
        "open": done.open,
        "wall_seconds": round(done.seconds, 1),
        "cpu_seconds": round(cpu_seconds(), 1),
        "rows_per_cpu_second": round(done.asked / cpu_seconds()),
        "peak_mb": round(peak, 1),
        "cpu_seconds_to_first_call": round(model.first[0] - started, 2) if model.calls else None,
        "wall_seconds_to_first_call": round(model.first[1] - begun, 2) if model.calls else None,
    }
    if len(looks) > 1:
        steps = list(pairwise(looks))
        facts["us_per_row"] = [round(1e6 * (b[1] - a[1]) / (b[0] - a[0])) for a, b in steps]
        (_, all_0, loop_0), (_, all_1, loop_1) = looks[0], looks[-1]
        facts["share_of_journal_threads"] = round(1 - (loop_1 - loop_0) / (all_1 - all_0), 3)
    print(json.dumps(facts), flush=True)


def command(source: Path, output: Path, every: int) -> list[str]:
    """The command of a run of its own."""
    return [sys.executable, __file__, "child", str(source), str(output), str(every)]


def rate(counts: list[int]) -> None:
    """Rate and memory, a run each and one more that asks nothing."""
    for rows in counts:
        with tempfile.TemporaryDirectory() as name:
            source, output = Path(name, "in.csv"), Path(name, "out.csv")
            write_questions(source, rows)
            for again in (False, True):
                run = command(source, output, max(1, rows // 10))
                done = subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True)
                print(json.dumps({"rows": rows, "again": again, **json.loads(done.stdout)}))


def resume(rows: int) -> None:
    """Write a journal in which all rows but the last are settled, and go on with it."""
    with tempfile.TemporaryDirectory() as name:
        source, output = Path(name, "in.csv"), Path(name, "out.csv")
        write_questions(source, rows)
        start = time.process_time()
        with TLM(ONE_SIGNAL, model=Model(1), verbose=False) as tlm:
            file = RowFile(source)
            with Journal.write_to(journal_of(output)) as journal:
                prepare(tlm, file, FileSettings(), journal, StopRequest())
                opened = time.process_time()
                settled = islice(entries(file), rows - OPEN)
                while group := list(islice(settled, 64)):
                    journal.write(group)
        facts = {
            "rows": rows,
            "first_look_at_the_input_s": round(opened - start, 1),
            "journal_us_per_row": round(1e6 * (time.process_time() - opened) / rows, 1),
            "journal_mb": round(journal_of(output).stat().st_size / 1e6),
        }
        done = subprocess.run(
            command(source, output, 100), check=True, stdout=subprocess.PIPE, text=True
        )
        print(json.dumps({**facts, **json.loads(done.stdout)}))


def entries(file: RowFile) -> Iterator[Entry]:
    """What a run of this file would have kept."""
    columns = Columns(prompt="question", response=None, id=None, template=None)
    signal = {"name": "logprobs", "value": 0.8, "reason": "likely", "weight": 1.0}
    body = {"response": "42", "score": 0.8, "reason": "", "signals": [signal]}
    text = orjson.dumps(body | {"calls": 1, "tokens": 21, "usd": None, "seconds": 0.0}).decode()
    for row in file.rows():
        item = columns.item(row)
        yield Entry(item.index, item.key, item.content, "done", text)


def main() -> None:
    """Run one of the benchmarks, each line of its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    rating = commands.add_parser("rate")
    rating.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    resuming = commands.add_parser("resume")
    resuming.add_argument("--rows", type=int, default=1_000_000)
    running = commands.add_parser("child")
    running.add_argument("arguments", nargs=3)
    given = parser.parse_args()
    if given.command == "rate":
        rate(given.rows)
    elif given.command == "resume":
        resume(given.rows)
    else:
        source, output, every = given.arguments
        child(source, output, int(every))


if __name__ == "__main__":
    main()
