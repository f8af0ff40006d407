"""What a cache costs and spares: CPU for each completion, size of the file, memory.

    python benchmarks/cache.py    # a minute or two

The model answers at once and in the same process, so that all that is measured is our own. Every
figure comes from whole processes in turn: without a cache, with an empty one, with a full one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from attrs import frozen

from trustcore import TLM, Completion, Reply, Request, TokenLogprobs, Usage
from trustcore.cache import Cache

DRAWS = 7
"""Completions for each question: the answer, four samples, two judges' replies."""

WORDS = 40
TOP = 5


@frozen
class Instant:
    """A model that has its answer ready.

    Args:
        tokens: Whether completions come with log-probabilities.
    """

    tokens: bool = False
    model: str = "instant/model"
    endpoint: str = "here"

    def supports(self, feature: str) -> bool:
        """A temperature, and perhaps log-probabilities."""
        return feature in ("temperature", *(("logprobs",) if self.tokens else ()))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Instant]:
        """It is its own session."""
        yield self

    async def complete(self, request: Request) -> Reply:
        """Say the same thing as always."""
        await asyncio.sleep(0)
        words = tuple(f" word{index % 7}" for index in range(WORDS))
        known = None
        if request.logprobs is not None and self.tokens:
            row = tuple((f" other{rank}", -2.0 - rank) for rank in range(TOP))
            known = TokenLogprobs((-0.12345678901234,) * WORDS, words, (row,) * WORDS)
        return Reply((Completion("".join(words), known),), Usage(1, 100, WORDS))


async def ask(file: str, questions: int, *, tokens: bool, limit: int | None) -> None:
    """Ask questions that are all different."""
    cache = Cache(file, max_bytes=limit) if file else None
    prompts = (f"{number}: {'what is this about? ' * 20}" for number in range(questions))
    async with TLM("low", model=Instant(tokens), cache=cache) as tlm:
        async for outcome in tlm.amap(prompts):
            if outcome.error is not None:
                raise outcome.error


def measure(file: str, questions: int, *, tokens: bool, limit: int | None) -> dict[str, float]:
    """Run in this process."""
    asyncio.run(ask("", 50, tokens=tokens, limit=None))
    started, cpu = time.perf_counter(), time.process_time()
    asyncio.run(ask(file, questions, tokens=tokens, limit=limit))
    done = questions * DRAWS
    return {
        "cpu": (time.process_time() - cpu) / done * 1e6,
        "wall": (time.perf_counter() - started) / done * 1e6,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_process(file: str, questions: int, *flags: str) -> dict[str, float]:
    """Run in a process of its own."""
    command = [sys.executable, __file__, "--run", file, "--questions", str(questions), *flags]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compare(rounds: int, questions: int, *flags: str) -> None:
    """Print medians over rounds, microseconds of CPU for each completion."""
    found: dict[str, list[dict[str, float]]] = {}
    size = 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "cache.db")
            runs = {
                "no cache": ("",),
                "all missing": (file,),
                "all there": (file,),
                "all there, with a limit": (file, "--limit"),
            }
            for name, (path, *own) in runs.items():
                found.setdefault(name, []).append(in_process(path, questions, *flags, *own))
            size = Path(file).stat().st_size
    for name, many in found.items():
        cpu, wall, memory = (
            statistics.median(one[key] for one in many) for key in ("cpu", "wall", "memory")
        )
        print(f"{name:26} {cpu:7.0f} us CPU {wall:7.0f} us wall {memory:5.0f} MB")
    print(f"file: {size / questions / DRAWS:.0f} bytes for each completion")


def main() -> None:
    """Measure one run, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--tokens", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--limit", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run is not None:
        limit = 10**9 if given.limit else None
        print(json.dumps(measure(given.run, given.questions, tokens=given.tokens, limit=limit)))
        return
    for flags in ((), ("--tokens",)):
        print("with log-probabilities" if flags else "texts alone")
        compare(given.rounds, given.questions, *flags)


if __name__ == "__main__":
    main()
