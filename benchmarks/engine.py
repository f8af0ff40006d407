"""What the engine costs, as ratios to a bare aiohttp program in the same interleaved run.

    python benchmarks/engine.py --json engine.json      # measures: about four minutes
    python benchmarks/engine.py --page engine.json      # writes docs/benchmarks.md from it

Every figure comes from whole processes in turn, bare and trustcore, so that a machine whose speed
drifts treats both alike. `--base URL` uses a server of yours instead of the repository's own fake.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import resource
import statistics
import time
from pathlib import Path
from typing import Any

from clients import bare, stream, trustcore
from page import write_page
from peers import peers
from processes import cpu_seconds, medians, run, server
from workload import CALLS, pin

HERE = Path(__file__).parent
WORKLOADS: dict[str, dict[str, Any]] = {
    "cpu": {"questions": 400, "concurrency": 64, "latency": 0.0},
    "cpu, log-probabilities": {
        "questions": 400,
        "concurrency": 64,
        "latency": 0.0,
        "logprobs": True,
    },
    "one question": {"questions": 40, "concurrency": 64, "latency": 0.05, "single": True},
    "64 in flight, 50 ms": {"questions": 1000, "concurrency": 64, "latency": 0.05},
    "256 in flight, 300 ms": {"questions": 1000, "concurrency": 256, "latency": 0.3},
}

CLIENTS: dict[str, Any] = {"bare": bare, "trustcore": trustcore, **peers()}

STREAMS = (1_000, 20_000)
"""How many prompts go through `amap`, to see that memory does not grow with them."""


def measure(client: str, workload: dict[str, Any], base: str) -> dict[str, float]:
    """Run one workload in this process."""
    return asyncio.run(_measure(client, workload, base))


async def _measure(client: str, workload: dict[str, Any], base: str) -> dict[str, float]:
    count, concurrency = workload["questions"], workload["concurrency"]
    opened = CLIENTS[client](base, concurrency, logprobs=workload.get("logprobs", False))
    async with opened as (ask, ask_all):
        await ask_all(range(10**6, 10**6 + 32))
        walls = []
        cpu, start = cpu_seconds(), time.perf_counter()
        if workload.get("single"):
            for number in range(count):
                begin = time.perf_counter()
                await ask(number)
                walls.append(time.perf_counter() - begin)
        else:
            await ask_all(range(count))
        wall, cpu = time.perf_counter() - start, cpu_seconds() - cpu
    ideal = max(count * CALLS * workload["latency"] / concurrency, 2 * workload["latency"])
    found = {"cpu_ms_per_call": 1000 * cpu / (count * CALLS), "peak_mb": _peak_mb()}
    if walls:
        found["overhead_ms"] = 1000 * (statistics.median(walls) - 2 * workload["latency"])
    elif ideal:
        found["over_ideal"] = wall / ideal
    return found


def first_client(name: str) -> float:
    """Seconds until a client could be used: the import and one client."""
    start = time.perf_counter()

    async def main() -> None:
        async with CLIENTS[name]("http://127.0.0.1:9/v1", 8, logprobs=False):
            pass

    asyncio.run(main())
    return time.perf_counter() - start


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _run(arguments: list[str]) -> dict[str, float]:
    return run(Path(__file__), arguments)


def measure_all(pairs: int, base: str | None) -> dict[str, Any]:
    """All workloads, `pairs` times each, the clients in turn."""
    found: dict[str, Any] = {}
    for name, workload in WORKLOADS.items():
        rows: dict[str, list[dict[str, float]]] = {client: [] for client in CLIENTS}
        with server(workload["latency"], base) as url:
            for _ in range(pairs):
                for client, mine in rows.items():
                    mine.append(_run(["--child", client, "--workload", name, "--base", url]))
        found[name] = {client: medians(mine) for client, mine in rows.items()}
    imports = {name: [_run(["--import", name]) for _ in range(pairs)] for name in CLIENTS}
    found["import and first client"] = {name: medians(mine) for name, mine in imports.items()}
    streams = {str(count): _run(["--stream", str(count)]) for count in STREAMS}
    machine = {"python": platform.python_version(), "system": platform.system(), "pairs": pairs}
    return {"machine": machine, "workloads": found, "streams": streams}


def main() -> None:
    """Read the flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="measure, and write the figures here")
    parser.add_argument("--page", type=Path, help="write docs/benchmarks.md from these figures")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--base", help="an OpenAI-compatible server; its latency is your affair")
    parser.add_argument("--child", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--workload", choices=WORKLOADS, help=argparse.SUPPRESS)
    parser.add_argument("--import", dest="first", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--pin", type=int, help=argparse.SUPPRESS)
    flags = parser.parse_args()
    pin(flags.pin)
    if flags.child:
        print(json.dumps(measure(flags.child, WORKLOADS[flags.workload], flags.base)))
    elif flags.first:
        print(json.dumps({"seconds": first_client(flags.first), "peak_mb": _peak_mb()}))
    elif flags.stream:
        asyncio.run(stream(flags.stream))
        print(
            json.dumps(
                {"cpu_ms_per_item": 1000 * cpu_seconds() / flags.stream, "peak_mb": _peak_mb()}
            )
        )
    elif flags.page:
        write_page(json.loads(flags.page.read_text()), HERE.parent / "docs" / "benchmarks.md")
    elif flags.json:
        flags.json.write_text(json.dumps(measure_all(flags.pairs, flags.base), indent=2) + "\n")
    else:
        parser.print_help()


if __name__ == "__main__":
    main()
