"""Files of prompts: killed at random times, and a million rows.

python benchmarks/files.py kill --rows 2000 --kills 50
python benchmarks/files.py rows --rows 10000 200000
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from math import inf
from pathlib import Path

import anyio

from trustcore import TLM
from trustcore.batch import FileSettings, run_file

CALLS_A_ROW = 2
OPTIONS = {"num_consistency_samples": 1, "num_self_reflections": 0, "max_concurrency": 64}


def write_questions(path: Path, rows: int) -> None:
    """Write a table of so many questions."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,question\n")
        file.writelines(f"id{row},What is {row} + 1?\n" for row in range(rows))


def answer_rows(  # noqa: PLR0917  (of a command line)
    source: str, output: str, log: str, latency: float, rows_at_once: int, most: float
) -> None:
    """Run over a file with a model that writes a byte for each call that reaches it.

    It is silent from `most` bytes on, so that whoever is to kill the run cannot come too late.
    """
    with Path(log).open("ab", buffering=0) as calls:

        async def model(prompt: str) -> str:
            calls.write(b".")
            await (anyio.sleep(latency) if calls.tell() < most else anyio.sleep_forever())
            return prompt[-9:]

        with TLM("low", model=model, options=OPTIONS, verbose=False) as tlm:
            settings = FileSettings(rows_at_once=rows_at_once)
            done = run_file(tlm, source, output, settings, quiet=True)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "asked": done.asked,
                "open": done.open,
                "seconds": round(done.seconds, 2),
                "rows_per_second": round(done.asked / done.seconds, 1),
                "peak_mb": round(usage.ru_maxrss / 1024, 1),
                "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
            }
        )
    )


def child(
    folder: Path, name: str, latency: float, rows_at_once: int, most: float = inf
) -> list[str]:
    """The command of a run of its own."""
    names = [str(folder / one) for one in ("in.csv", f"{name}.csv", f"{name}.calls")]
    return [sys.executable, __file__, "child", *names, str(latency), str(rows_at_once), str(most)]


def calls_of(folder: Path, name: str) -> int:
    """How many calls reached the model."""
    return (folder / f"{name}.calls").stat().st_size


def kill_after(folder: Path, more: int, delay: float, latency: float, rows_at_once: int) -> bool:
    """Start a run, and kill it a moment after so many more calls; whether it had not ended."""
    target = calls_of(folder, "killed") + more
    most = target + rows_at_once * CALLS_A_ROW
    command = child(folder, "killed", latency, rows_at_once, most)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        while run.poll() is None and calls_of(folder, "killed") < target:
            time.sleep(0.002)
        time.sleep(delay)
        run.send_signal(signal.SIGKILL)
    return run.returncode == -signal.SIGKILL


def kill(rows: int, kills: int, seed: int, rows_at_once: int) -> None:
    """Kill a run again and again; in the end its output must be the undisturbed run's."""
    chance = random.Random(seed)  # noqa: S311  (when to kill)
    latency = 0.01
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_questions(folder / "in.csv", rows)
        subprocess.run(
            child(folder, "whole", latency, rows_at_once), check=True, stdout=subprocess.PIPE
        )
        (folder / "killed.calls").touch()
        killed = 0
        for _ in range(kills):
            more = chance.randint(1, 2 * rows * CALLS_A_ROW // (kills + 1))
            killed += kill_after(folder, more, latency * chance.random(), latency, rows_at_once)
        subprocess.run(
            child(folder, "killed", latency, rows_at_once), check=True, stdout=subprocess.PIPE
        )
        whole, found = ((folder / f"{one}.csv").read_bytes() for one in ("whole", "killed"))
        print(
            json.dumps(
                {
                    "rows": rows,
                    "kills": killed,
                    "equal": whole == found,
                    "calls": calls_of(folder, "whole"),
                    "extra_calls": calls_of(folder, "killed") - calls_of(folder, "whole"),
                    "most_extra_calls": killed * rows_at_once * CALLS_A_ROW,
                }
            )
        )


def measure(counts: list[int]) -> None:
    """Rate and memory on a model of no latency, and how long it takes until a resumed run asks."""
    for rows in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_questions(folder / "in.csv", rows)
            for again in (False, True):
                done = subprocess.run(
                    child(folder, "out", 0, 64), check=True, stdout=subprocess.PIPE, text=True
                )
                print(json.dumps({"rows": rows, "again": again, **json.loads(done.stdout)}))


def main() -> None:
    """Run one of the benchmarks, each line of its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    killing = commands.add_parser("kill")
    killing.add_argument("--rows", type=int, default=2000)
    killing.add_argument("--kills", type=int, default=50)
    killing.add_argument("--seed", type=int, default=0)
    killing.add_argument("--rows-at-once", type=int, default=16)
    measuring = commands.add_parser("rows")
    measuring.add_argument("--rows", type=int, nargs="+", default=[10_000, 200_000])
    running = commands.add_parser("child")
    running.add_argument("arguments", nargs=6)
    given = parser.parse_args()
    if given.command == "kill":
        kill(given.rows, given.kills, given.seed, given.rows_at_once)
    elif given.command == "rows":
        measure(given.rows)
    else:
        source, output, log, latency, rows_at_once, most = given.arguments
        answer_rows(source, output, log, float(latency), int(rows_at_once), float(most))


if __name__ == "__main__":
    main()
