"""What the server costs: time to the first text, requests a second, memory.

    python benchmarks/serving.py                  # some minutes
    python benchmarks/serving.py --rate 100 --requests 100000

The model is the repository's own fake server. First text: requests go to it and to `trustcore
serve` in turn, at a steady rate, and each pair gives a difference. Requests a second: the engine
alone and the server, with the same preset. Memory: of the server's process, once its 10,000 results
are kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from trustcore import TLM

HERE = Path(__file__).parent
CHAT = "/v1/chat/completions"
PRESET = "base"


@contextmanager
def fake(latency: float) -> Iterator[str]:
    """The address of a fake model, as long as the block lasts."""
    command = [sys.executable, str(HERE / "fake_server.py"), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  (it is a pipe)
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


@contextmanager
def served(model: str) -> Iterator[tuple[str, int]]:
    """The address and the process of `trustcore serve` before a model."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-c", "from trustcore.cli import main; main()", "serve"),
        *("--model", "openai/fake", "--base-url", f"{model}/v1", "--preset", PRESET),
        *("--port", str(port), "--max-inflight", "1000"),
    ]
    environment = {**os.environ, "OPENAI_API_KEY": "invented"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def body(number: int, **rest: object) -> dict[str, object]:
    """A request."""
    text = f"What is {number % 997} + {number // 997}?"
    return {"model": "fake", "messages": [{"role": "user", "content": text}], **rest}


async def first_text(session: aiohttp.ClientSession, base: str, number: int, mode: str) -> float:
    """Seconds from a request to the first piece of its text."""
    headers = {"authorization": "Bearer invented", "x-trust-mode": mode}
    begun, found = time.perf_counter(), 0.0
    sent = body(number, stream=True)
    async with session.post(base + CHAT, json=sent, headers=headers) as response:
        async for line in response.content:
            if not found and line.startswith(b"data: {") and _text(line):
                found = time.perf_counter() - begun
    return found


def _text(line: bytes) -> str:
    choices = json.loads(line[6:])["choices"]
    return (choices[0]["delta"].get("content") or "") if choices else ""


async def added(model: str, server: str, rate: float, pairs: int, mode: str) -> list[float]:
    """Milliseconds by which the server's first text is later, for each pair."""
    async with aiohttp.ClientSession() as session:

        async def pair(number: int) -> float:
            bases = [model, server] if number % 2 else [server, model]
            times = {base: await first_text(session, base, number, mode) for base in bases}
            return 1000 * (times[server] - times[model])

        for number in range(20):
            await pair(-number)
        tasks = []
        async with asyncio.TaskGroup() as group:
            for number in range(pairs):
                tasks.append(group.create_task(pair(number)))
                await asyncio.sleep(1 / rate)
        return [task.result() for task in tasks]


async def asked(server: str, count: int, start: int) -> float:
    """Requests a second by the server, 64 at once."""
    numbers = iter(range(start, start + count))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def work() -> None:
            for number in numbers:
                async with session.post(server + CHAT, json=body(number)) as response:
                    response.raise_for_status()
                    await response.read()

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(64):
                group.create_task(work())
        return count / (time.perf_counter() - begun)


async def engine(model: str, count: int, start: int) -> float:
    """Requests a second by the engine alone, 64 at once."""
    numbers = iter(range(start, start + count))
    os.environ["OPENAI_API_KEY"] = "invented"
    async with TLM(PRESET, model="openai/fake", base_url=f"{model}/v1") as tlm:

        async def work() -> None:
            for number in numbers:
                await tlm.aprompt(f"What is {number % 997} + {number // 997}?")

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(64):
                group.create_task(work())
        return count / (time.perf_counter() - begun)


def resident(process: int) -> float:
    """MB of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def measure(rate: float, pairs: int, requests: int) -> None:
    """Measure all, and print it."""
    with fake(0.02) as model, served(model) as (server, _):
        for mode in ("off", "inline"):
            found = sorted(await added(model, server, rate, pairs, mode))
            p99 = found[int(0.99 * len(found))]
            print(f"first text, {mode}: +{statistics.median(found):.1f} ms p50, +{p99:.1f} ms p99")
    with fake(0.0) as model, served(model) as (server, process):
        await asked(server, 200, 0)
        shares = []
        for turn in range(3):
            start = 10_000 * (turn + 1)
            alone, whole = await engine(model, 1000, start), await asked(server, 1000, start + 5000)
            shares.append(whole / alone)
            print(f"requests a second: engine {alone:.0f}, server {whole:.0f}")
        print(f"share of the engine's: {statistics.median(shares):.0%}")
        await asked(server, 10_000, 100_000)
        before = resident(process)
        await asked(server, requests, 200_000)
        print(f"memory: {before:.0f} MB, {resident(process):.0f} MB {requests:,} requests later")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=10, help="pairs a second")
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--requests", type=int, default=10_000)
    given = parser.parse_args()
    asyncio.run(measure(given.rate, given.pairs, given.requests))


if __name__ == "__main__":
    main()
