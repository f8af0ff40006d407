"""The docs page about the engine's cost, written from measured figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

HEAD = """# Benchmarks

What the engine costs, beside a bare aiohttp program that makes the same calls: seven for each
question, an answer and four samples at once, then two ratings. The bare program has no retries, no
time-outs, no limits but a semaphore, and scores nothing. Whole processes in turn, medians of
{pairs} rounds; Python {python} on {system}. Absolute figures are the machine's, ratios are ours.

"""

STREAMS = """
Prompts from a generator through `amap`, on a model of no latency (seven calls each):

| prompts | CPU per prompt, ms | peak memory, MB |
|---|---|---|
"""

FOOT = """
- *CPU per call* is user and system time of the client's process, divided by the calls.
- *Over the ideal* is the wall time, divided by calls times latency over calls in flight.
- *Overhead* is a question's wall time less twice the latency.

The page is written by two commands:

```console
$ python benchmarks/engine.py --json engine.json
$ python benchmarks/engine.py --page engine.json
```
"""

FIGURES = {
    "cpu_ms_per_call": ("CPU per call, ms", True),
    "over_ideal": ("over the ideal", False),
    "overhead_ms": ("overhead, ms", False),
    "seconds": ("seconds", True),
    "peak_mb": ("peak memory, MB", False),
}
"""What each figure is called, and whether trustcore's is shown as a ratio or as a difference."""


def write_page(found: dict[str, Any], path: Path) -> None:
    """Write the page."""
    workloads = found["workloads"]
    clients = list(next(iter(workloads.values())))
    rows = [
        f"| workload | figure | {' | '.join(clients)} |",
        "|---" * (2 + len(clients)) + "|",
        *(
            _row(name, figure, measured)
            for name, measured in workloads.items()
            for figure in FIGURES
            if figure in measured["bare"]
        ),
    ]
    streams = [
        f"| {int(count):,} | {one['cpu_ms_per_item']:.2f} | {one['peak_mb']:.0f} |"
        for count, one in found["streams"].items()
    ]
    parts = (HEAD.format(**found["machine"]), rows, STREAMS, streams, FOOT)
    lines = ["\n".join(part) + "\n" if isinstance(part, list) else part for part in parts]
    path.write_text("".join(lines), "utf-8")


def _row(name: str, figure: str, clients: dict[str, dict[str, float]]) -> str:
    title, is_ratio = FIGURES[figure]
    bare = clients["bare"][figure]
    cells = [f"{bare:.3g}"]
    for client, figures in clients.items():
        if client != "bare":
            mine = figures[figure]
            beside = f"{mine / bare:.2f}x" if is_ratio else f"{mine - bare:+.3g}"
            cells.append(f"{mine:.3g} ({beside})")
    return f"| {name} | {title} | {' | '.join(cells)} |"
