"""What a cache costs and spares: CPU for each completion, size of the file, memory.

    python benchmarks/cache.py --json cache.json    # measures: about a minute
    python benchmarks/cache.py --page cache.json    # writes the figures into docs/caching.md

The model answers at once and in the same process, so that all that is measured is our own. Every
figure comes from whole processes in turn: without a cache, with an empty one, with a full one. Each
is the least of the rounds: whatever else runs on the machine adds to it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from figures import filled
from trustcore import TLM, Completion, Reply, Request, TokenLogprobs, Usage
from trustcore.cache import Cache

PAGE = Path(__file__).parents[1] / "docs" / "caching.md"
WITHOUT, MISSING = "without a cache", "all missing: looked up, asked for, written"
THERE, LIMITED = "all there", "all there, with `max_bytes`"

FIGURES = """Microseconds of CPU for each completion, {completions} for each question; the least
of {rounds} rounds of whole processes:

| | texts of 40 words | with log-probabilities, 5 alternatives |
|---|---|---|
{table}

So a miss adds {added} microseconds, and a hit takes {ratio} times the CPU time of a call that
has its answer ready. The process takes up to {memory:.0f} MB more memory.
"""

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


async def ask(file: str, questions: int, *, tokens: bool, limit: int | None) -> int:
    """Ask questions that are all different; give how many completions that took."""
    cache = Cache(file, max_bytes=limit) if file else None
    done = 0
    prompts = (f"{number}: {'what is this about? ' * 20}" for number in range(questions))
    async with TLM("low", model=Instant(tokens), cache=cache) as tlm:
        async for outcome in tlm.amap(prompts):
            if outcome.value is None:
                raise outcome.error or AssertionError
            done += outcome.value.usage.calls + outcome.value.from_cache
    return done


def measure(file: str, questions: int, *, tokens: bool, limit: int | None) -> dict[str, float]:
    """Run in this process."""
    asyncio.run(ask("", 50, tokens=tokens, limit=None))
    cpu = time.process_time()
    done = asyncio.run(ask(file, questions, tokens=tokens, limit=limit))
    return {
        "completions": done,
        "cpu": (time.process_time() - cpu) / done * 1e6,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_process(file: str, questions: int, *flags: str) -> dict[str, float]:
    """Run in a process of its own."""
    command = [sys.executable, __file__, "--run", file, "--questions", str(questions), *flags]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compare(rounds: int, questions: int, *flags: str) -> dict[str, Any]:
    """The least of each figure over rounds, and the bytes of the file, for each completion."""
    found: dict[str, list[dict[str, float]]] = {}
    size = 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "cache.db")
            runs = {
                WITHOUT: ("",),
                MISSING: (file,),
                THERE: (file,),
                LIMITED: (file, "--limit"),
            }
            for name, (path, *own) in runs.items():
                found.setdefault(name, []).append(in_process(path, questions, *flags, *own))
            size = Path(file).stat().st_size
    return {
        "bytes": size / found[MISSING][0]["completions"],
        "runs": {
            name: {key: min(one[key] for one in many) for key in many[0]}
            for name, many in found.items()
        },
    }


def write_page(measured: dict[str, Any]) -> None:
    """Write the figures into the page."""
    columns = [measured["texts"], measured["log-probabilities"]]
    rows = {
        name: [f"{one['runs'][name]['cpu']:.0f}" for one in columns]
        for name in (WITHOUT, MISSING, THERE, LIMITED)
    }
    rows["bytes in the file"] = [f"{one['bytes']:.0f}" for one in columns]
    table = "\n".join(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items())
    added = [one["runs"][MISSING]["cpu"] - one["runs"][WITHOUT]["cpu"] for one in columns]
    ratio = [one["runs"][THERE]["cpu"] / one["runs"][WITHOUT]["cpu"] for one in columns]
    memory = [one["runs"][THERE]["memory"] - one["runs"][WITHOUT]["memory"] for one in columns]
    text = FIGURES.format(
        rounds=measured["rounds"],
        completions=measured["completions"],
        table=table,
        added=f"{added[0]:.0f} and {added[1]:.0f}",
        ratio=f"{ratio[0]:.2f} and {ratio[1]:.2f}",
        memory=max(memory),
    )
    PAGE.write_text(filled(PAGE.read_text("utf-8"), "cache", text), "utf-8")


def main() -> None:
    """Measure one run, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="measure, and write the figures here")
    parser.add_argument("--page", type=Path, help="write the figures into docs/caching.md")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=250)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--tokens", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--limit", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run is not None:
        limit = 10**9 if given.limit else None
        print(json.dumps(measure(given.run, given.questions, tokens=given.tokens, limit=limit)))
    elif given.page:
        write_page(json.loads(given.page.read_text()))
    elif given.json:
        texts = compare(given.rounds, given.questions)
        found: dict[str, Any] = {
            "rounds": given.rounds,
            "completions": texts["runs"][WITHOUT]["completions"] // given.questions,
            "texts": texts,
            "log-probabilities": compare(given.rounds, given.questions, "--tokens"),
        }
        given.json.write_text(json.dumps(found, indent=2) + "\n")
    else:
        parser.print_help()


if __name__ == "__main__":
    main()
