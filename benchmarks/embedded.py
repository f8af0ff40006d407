"""What the embedded model takes: of time, and of the event loop that it runs beside.

    python benchmarks/embedded.py
    python benchmarks/embedded.py --folder FOLDER      # other weights

A heartbeat sleeps for `PERIOD` again and again; a gap is how much later than that it wakes up.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import anyio

from trustcore import TLM
from trustcore_providers.embedded import Embedded

PERIOD = 0.005
ROUNDS = 20
TOGETHER = 50
QUIET = 2.0


def question(number: int) -> str:
    """Sums of two numbers of four digits."""
    return f"What is {1000 + 37 * number} + {9000 - 91 * number}?"


async def one_question(tlm: TLM) -> list[float]:
    """Seconds for each of several questions, one after the other."""
    taken = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        await tlm.aprompt(question(number))
        taken.append(time.perf_counter() - start)
    return taken


async def heartbeat(gaps: list[float]) -> None:
    """Note how late the event loop is, until cancelled."""
    while True:
        start = time.perf_counter()
        await anyio.sleep(PERIOD)
        gaps.append(time.perf_counter() - start - PERIOD)


async def quiet() -> list[float]:
    """The gaps of a heartbeat beside nothing: what is the machine's own."""
    gaps: list[float] = []
    with anyio.move_on_after(QUIET):
        await heartbeat(gaps)
    return gaps


async def many_questions(tlm: TLM) -> tuple[float, list[float]]:
    """Seconds for many questions at once, and the gaps of a heartbeat meanwhile."""
    gaps: list[float] = []
    async with anyio.create_task_group() as group:
        group.start_soon(heartbeat, gaps)
        start = time.perf_counter()
        await tlm.aprompt([question(number) for number in range(TOGETHER)])
        taken = time.perf_counter() - start
        group.cancel_scope.cancel()
    return taken, gaps


async def measure(model: Embedded) -> dict[str, float]:
    """All figures, in milliseconds."""
    start = time.perf_counter()
    async with TLM("medium", model=model, seed=1) as tlm:
        await tlm.aprompt(question(0))
        first = time.perf_counter() - start
        alone = await one_question(tlm)
        together, gaps = await many_questions(tlm)
    return {
        "first question, with reading the weights": 1000 * first,
        "one question": 1000 * statistics.median(alone),
        f"a question among {TOGETHER} at once": 1000 * together / TOGETHER,
        "gap of a heartbeat meanwhile, median": 1000 * statistics.median(gaps),
        "gap of a heartbeat meanwhile, 99th percentile": 1000 * _late(gaps),
        "gap of a heartbeat beside nothing, 99th percentile": 1000 * _late(await quiet()),
    }


def _late(gaps: list[float]) -> float:
    """The 99th percentile."""
    return sorted(gaps)[int(0.99 * len(gaps))]


def main() -> None:
    """Read the flags, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="weights of your own")
    parser.add_argument("--json", action="store_true", help="print JSON")
    flags = parser.parse_args()
    model = Embedded() if flags.folder is None else Embedded("own", folder=flags.folder)
    found = anyio.run(measure, model)
    if flags.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{value:8.1f} ms  {name}")


if __name__ == "__main__":
    main()
