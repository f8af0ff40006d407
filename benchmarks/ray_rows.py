"""A file through actors of Ray, beside one process: rows a second, and what a killed actor costs.

python benchmarks/ray_rows.py --rows 20000 --actors 2 --kills 3

The model answers after 300 ms and writes down what it was asked. In one process 64 rows are under
way, with actors 64 in each.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import anyio

from files import write_questions
from trustcore import TLM
from trustcore.batch import FileSettings, run_file
from trustcore.batch.workers import Workers
from trustcore_providers.callable import CallableProvider

PRESET = {
    "extends": "base",
    "strategies": {"reflection": False, "consistency": {"arguments": {"samples": 1}}},
}
ROWS_AT_ONCE = 64


def client(log: str, latency: float, cache: str | None) -> TLM:
    """A client whose model writes a line for each call that reaches it."""
    calls = Path(log).open("ab", buffering=0)  # noqa: SIM115  (as long as the process)

    async def model(prompt: str) -> str:
        calls.write(f"{prompt}\n".encode())
        await anyio.sleep(latency)
        return prompt[-9:]

    options = {"max_concurrency": ROWS_AT_ONCE}
    cached = CallableProvider(model, endpoint="benchmark")
    return TLM(PRESET, model=cached, options=options, cache=cache, verbose=False)


def run(source: Path, output: Path, make: Any, workers: Workers | None) -> dict[str, Any]:  # noqa: ANN401  (makes a client)
    """Run over a file, and tell how long it took."""
    with make() as tlm:
        settings = FileSettings(rows_at_once=ROWS_AT_ONCE)
        start = time.perf_counter()
        done = run_file(tlm, source, output, settings, quiet=True, workers=workers)
    seconds = time.perf_counter() - start
    return {
        "done": done.done,
        "failed": done.failed,
        "seconds": round(seconds, 1),
        "rows_per_second": round(done.rows / seconds, 1),
    }


def kill_now_and_then(workers: Any, kills: int, every: float) -> None:  # noqa: ANN401  (Ray has no types)
    """Kill the first actor so many times; Ray starts it again."""
    import ray

    for _ in range(kills):
        time.sleep(every)
        ray.kill(workers.actors[0], no_restart=False)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--actors", type=int, default=2)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--every", type=float, default=15.0, help="seconds between kills")
    parser.add_argument("--latency", type=float, default=0.3)
    told = parser.parse_args()

    import ray

    from trustcore.distributed.ray import RayWorkers

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source, log, cache = place / "in.csv", place / "calls", str(place / "cache.db")
        write_questions(source, told.rows)
        here = run(source, place / "here.csv", partial(client, str(log), told.latency, None), None)
        log.unlink()
        ray.init(include_dashboard=False, log_to_driver=False)
        make = partial(client, str(log), told.latency, cache)
        with RayWorkers(make, actors=told.actors) as workers:
            killer = threading.Thread(
                target=kill_now_and_then, args=(workers, told.kills, told.every), daemon=True
            )
            killer.start()
            there = run(source, place / "ray.csv", make, workers)
        same = (place / "here.csv").read_bytes() == (place / "ray.csv").read_bytes()
        asked = Counter(log.read_bytes().splitlines())
    calls = sum(asked.values())
    print(
        json.dumps(
            {
                "one process": here,
                "ray": there,
                "times as fast": round(here["seconds"] / there["seconds"], 2),
                "same bytes": same,
                "calls": calls,
                "calls beyond one process's": calls - 2 * told.rows,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
