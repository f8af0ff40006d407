"""How well several processes keep to one account's limit and one budget through Redis.

    python benchmarks/shared_limits.py --json shared.json    # about three minutes

It starts a redis-server of its own, and the repository's fake server with a limit of so many
requests a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from processes import cpu_seconds, server
from redis_server import RedisServer, running

PROCESSES, CONCURRENCY, LATENCY = 4, 32, "100ms"
SECONDS = 25
"""For which the processes have work at the limit's pace."""
OUTAGE_SECONDS, KILLS, PACES = 10, 6, 2000
ALONE = "alone"


async def work(  # noqa: PLR0917  (as the flags say)
    base: str, shared: str, rps: int, first: int, count: int, calls: int | None
) -> dict[str, int]:
    """Ask questions, as one process of several does; count what became of them."""
    from trustcore import TLM
    from trustcore.errors import BudgetExceeded
    from trustcore.ledger import Budget

    given = {"requests_per_minute": 60 * rps, "max_concurrency": CONCURRENCY}
    done = failed = 0
    async with TLM(
        "base",
        model="openai/m",
        base_url=base,
        api_key="invented",
        options=given,
        shared=None if shared == ALONE else shared,
        budget=None if calls is None else Budget(calls=calls),
    ) as tlm:
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)  # all begin at once
        try:
            prompts = (f"Question {number}?" for number in range(first, first + count))
            async for outcome in tlm.amap(prompts, ordered=False):
                done += outcome.error is None
                failed += outcome.error is not None
        except BudgetExceeded:
            pass
    return {"done": done, "failed": failed}


class Workers:
    """Processes that work at the same time."""

    def __init__(
        self, base: str, shared: str, rps: int, *, count: int, calls: int | None = None
    ) -> None:
        self._flags = ["--base", base, "--shared", shared, "--rps", str(rps)]
        self._flags += ["--count", str(count)]
        self._flags += [] if calls is None else ["--calls", str(calls)]
        self._next = 0
        self.count = count
        self.waiting: list[subprocess.Popen[str]] = []
        self.running: list[subprocess.Popen[str]] = []

    def prepare(self, count: int) -> None:
        """Start some, which wait until they are told to begin."""
        started = [self._start() for _ in range(count)]
        for process in started:
            if process.stdout is None or process.stdout.readline().strip() != "ready":
                raise SystemExit("a process did not start")
        self.waiting += started

    def begin(self, count: int = 1) -> None:
        """Tell some of them to begin."""
        for process in self.waiting[:count]:
            if process.stdin is not None:
                process.stdin.write("go\n")
                process.stdin.flush()
        self.running += self.waiting[:count]
        del self.waiting[:count]

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, __file__, "--work", "--first", str(self._next), *self._flags]
        self._next += self.count
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def kill(self, index: int) -> None:
        """Kill one, without a word."""
        process = self.running.pop(index)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def results(self) -> dict[str, int]:
        """What became of everything, once all have ended."""
        total = {"done": 0, "failed": 0}
        for process in self.running:
            output, _ = process.communicate()
            if process.returncode:
                raise SystemExit("a process failed")
            for key, value in json.loads(output).items():
                total[key] += value
        return total


def _get(base: str, path: str) -> bytes:
    with urllib.request.urlopen(base.removesuffix("/v1") + path) as response:  # noqa: S310
        found: bytes = response.read()
    return found


def _counts(base: str) -> tuple[int, int]:
    status = json.loads(_get(base, "/__stats"))["status"] or {}
    return status.get("200", 0), status.get("429", 0)


@contextmanager
def _servers(rps: int) -> Iterator[tuple[str, RedisServer]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as redis,
        server(0.0, None) as base,
    ):
        _get(base, f"/__config?latency={LATENCY}&rps={rps}&burst={rps}")
        yield base, redis


def _items(rps: int) -> int:
    """Questions for each process."""
    return rps * SECONDS // PROCESSES


def _flood(rps: int, shared: Callable[[RedisServer], str]) -> dict[str, float]:
    """All processes ask as fast as they may; the limit's use is that of the time in between."""
    with _servers(rps) as (base, redis):
        workers = Workers(base, shared(redis), rps, count=_items(rps))
        workers.prepare(PROCESSES)
        workers.begin(PROCESSES)
        time.sleep(5)
        before, start = _counts(base), time.perf_counter()
        time.sleep(10)
        after, seconds = _counts(base), time.perf_counter() - start
        found = workers.results()
        answered, refused = _counts(base)
    return {
        "used": (after[0] - before[0]) / seconds / rps,
        "refused": refused / (answered + refused),
        "lost": PROCESSES * _items(rps) - found["done"],
    }


def _outage(rps: int) -> dict[str, float]:
    """Redis is away for a while; there is a budget as well."""
    with _servers(rps) as (base, redis):
        calls = 10 * rps * SECONDS
        workers = Workers(base, redis.url, rps, count=_items(rps), calls=calls)
        workers.prepare(PROCESSES)
        workers.begin(PROCESSES)
        time.sleep(5)
        redis.stop()
        time.sleep(OUTAGE_SECONDS)
        redis.start()
        found = workers.results()
        answered, refused = _counts(base)
    return {
        "lost": PROCESSES * _items(rps) - found["done"],
        "refused": refused / (answered + refused),
    }


def _killed(rps: int, seed: int = 1) -> dict[str, float]:
    """Processes are killed at random, and others take their place, until a budget is spent."""
    chance = random.Random(seed)  # noqa: S311  (repeatable)
    with _servers(rps) as (base, redis):
        budget = rps * SECONDS
        workers = Workers(base, redis.url, rps, count=budget, calls=budget)
        workers.prepare(PROCESSES + KILLS)
        workers.begin(PROCESSES)
        kills = 0
        while _alive(workers) == PROCESSES and kills < KILLS:
            time.sleep(SECONDS / KILLS * (0.5 + chance.random()))
            workers.kill(chance.randrange(PROCESSES))
            kills += 1
            workers.begin()
        workers.begin(KILLS)  # those that nobody had to replace find nothing left
        workers.results()
        sent = sum(_counts(base))
        held = _held(redis)
    return {"sent": sent, "killed": kills, "never_granted": budget - held, "lost": held - sent}


def _alive(workers: Workers) -> int:
    return sum(one.poll() is None for one in workers.running)


def _held(redis: RedisServer) -> int:
    """Calls that processes were granted and did not give back, as the server has it."""
    with redis.client() as client:
        return int(client.hget("trustcore:{budget default}:held", "calls") or 0)


async def _pace(url: str) -> dict[str, float]:
    from trustcore.distributed.redis import Redis
    from trustcore.plugins.shared import Rates

    async with Redis(url).open("benchmark") as session:
        await session.check()
        given = Rates(requests=1e6)
        start, cpu = time.perf_counter(), cpu_seconds()
        for _ in range(PACES):
            await session.pace("account", 1, 0, given, Rates())
        return {
            "wall_us": 1e6 * (time.perf_counter() - start) / PACES,
            "cpu_us": 1e6 * (cpu_seconds() - cpu) / PACES,
        }


def _cost() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as redis:
        rounds = [asyncio.run(_pace(redis.url)) for _ in range(5)]
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


MEASURES: dict[str, Callable[[int], dict[str, float]]] = {
    "alone": lambda rps: _flood(rps, lambda _: ALONE),
    "shared": lambda rps: _flood(rps, lambda redis: redis.url),
    "outage": _outage,
    "killed": _killed,
    "cost": lambda _: _cost(),
}


def measure_all(rps: int) -> dict[str, Any]:
    """Everything, once."""
    found: dict[str, Any] = {"python": platform.python_version(), "rps": rps}
    return found | {name: measure(rps) for name, measure in MEASURES.items()}


def main() -> None:
    """Read the flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="measure, and write the figures here")
    parser.add_argument("--only", choices=MEASURES, help="print one measurement alone")
    parser.add_argument("--rps", type=int, default=100, help="requests a second of the limit")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    parser.add_argument("--shared", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--calls", type=int, help=argparse.SUPPRESS)
    flags = parser.parse_args()
    if flags.work:
        found = work(flags.base, flags.shared, flags.rps, flags.first, flags.count, flags.calls)
        print(json.dumps(asyncio.run(found)))
    elif flags.only:
        print(json.dumps(MEASURES[flags.only](flags.rps)))
    elif flags.json:
        flags.json.write_text(json.dumps(measure_all(flags.rps), indent=2) + "\n")
    else:
        parser.print_help()


if __name__ == "__main__":
    main()
