"""How long one item with very long answers stops the event loop, at the most.

    python benchmarks/long_texts.py              # 1 MB answers, each of a few characters repeated
    python benchmarks/long_texts.py --size 100000 --preset medium

prints for each kind of text the longest time for which a timer of the loop was late while the item
was asked and scored, and how long the item took. What reads and compares long texts runs in a
thread, but in one interpreter: the loop waits for the longest single step, a few milliseconds, for
whatever else the processors do, and for collections of garbage.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

import anyio
from attrs import define

from trustcore import TLM, Completion, Reply, Request, Usage
from trustcore.testing import is_sample

UNITS = (
    *("a", "word ", "Some words of a sentence. ", "a\n", "- a\n", "1. a\n", "# a\n", "a,b\n"),
    *("|-|-|\n", "| a | b |\n", "~~~\n", "```\n", "x = 1\n", "import a\n", "def f():\n", "(a)"),
    *("a,b,c;", '{"a": 1}\n', "[1, ", "<p>a</p>", "</a>", "$x$", "\\frac{1}{2}", "not ", "n't "),
    *("or ", "A) ", "1 000 ", "1e5 ", "5 km ", "2020-01-01 ", "Mr. ", "\u200b", "\u4e09\u767e"),
    *("\ufdfa", "\u00bd", "\u05d0", "e\u0301", "\U0001f600"),
)
"""What a rule looks for, again and again."""

JUDGED = 600
"""Characters from which on a request is a judge's: the question itself is short."""


@define(eq=False)
class LongAnswers:
    """A model whose answers are long and end differently."""

    text: str
    model: str = "long/answers"
    count: int = 0

    def supports(self, feature: str) -> bool:
        """Whether it can do something."""
        return feature == "temperature"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Nothing to open."""
        yield self

    async def complete(self, request: Request) -> Reply:
        """One reply after a moment."""
        await anyio.sleep(0.002)
        self.count += 1
        judged = not is_sample(request) and len(str(request.messages[-1].content)) > JUDGED
        text = "A" if judged else f"{self.text}{self.count}"
        return Reply((Completion(text),), Usage(1, 1, 1))


async def stopped(text: str, preset: str) -> tuple[float, float]:
    """The longest that the loop was late, and the time that the item took, in milliseconds."""
    late = [0.0]

    async def beat() -> None:
        while True:
            due = time.perf_counter() + 0.001
            await anyio.sleep(0.001)
            late.append(time.perf_counter() - due)

    async with (
        TLM(preset, model=LongAnswers(text), verbose=False) as tlm,
        anyio.create_task_group() as group,
    ):
        group.start_soon(beat)
        began = time.perf_counter()
        await tlm.aprompt("How many are there?")
        took = time.perf_counter() - began
        await anyio.sleep(0.005)
        group.cancel_scope.cancel()
    return max(late) * 1e3, took * 1e3


async def measure(size: int, preset: str) -> None:
    """Measure each kind of text and print them, the worst first."""
    await stopped("warm", preset)
    found = [(await stopped(unit * (size // len(unit)), preset), unit) for unit in UNITS]
    found.sort(reverse=True)
    for (late, took), unit in found:
        print(f"{late:8.1f} ms late {took:8.0f} ms in all   {unit!a}")
    worst = [late for (late, _), _ in found]
    print(f"median {worst[len(worst) // 2]:.1f} ms, worst {worst[0]:.1f} ms, of {len(worst)} kinds")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of an answer")
    parser.add_argument("--preset", default="low")
    options = parser.parse_args()
    asyncio.run(measure(options.size, options.preset))


if __name__ == "__main__":
    main()
