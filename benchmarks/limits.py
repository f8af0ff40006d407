"""How well a server's rate limit is used, and what limits cost while they do not bind.

    python benchmarks/limits.py --json limits.json      # measures: about two minutes
    python benchmarks/limits.py --page limits.json      # writes the figures into docs/limits.md

`--base URL` uses a server of yours instead of the repository's own fake; it must have the paths
`/__config` and `/__stats` of that one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import time
from pathlib import Path
from typing import Any

from clients import trustcore
from processes import cpu_seconds, medians, run, server
from workload import CALLS, pin

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "limits.md"
RPS, BURST, LATENCY, SECONDS, CONCURRENCY = 300, 30, "50ms", 10, 64
MORE_THAN_ENOUGH = 2 * RPS * (SECONDS + 1) // CALLS
GIVEN: dict[str, float] = {"requests_per_minute": 60 * RPS, "burst": BURST}

RATES: dict[str, tuple[dict[str, float], str]] = {
    "given in `options`": (GIVEN, "tells=1"),
    "told by responses": ({}, "tells=1"),
    "neither given nor told": ({}, "tells=0"),
}
"""What the client is given, and whether the server tells what is left."""

QUESTIONS = 300
AMPLE: dict[str, float] = {
    "requests_per_minute": 10**8,
    "burst": 10**6,
    "tokens_per_minute": 10**10,
}
COSTS: dict[str, tuple[dict[str, float], str]] = {
    "no limits": ({}, "rps=0"),
    "limits that do not bind": (AMPLE, "rps=1000000&burst=1000000"),
}

FIGURES = f"""## Measured

A server takes {RPS} requests a second, {BURST} at once after a quiet time, and answers after
{LATENCY}. A client of {CONCURRENCY} slots has more questions than that; throughput and refusals
are of the {SECONDS} seconds after the first one. Medians of {{rounds}} rounds on Python
{{python}}; other programs were running.

| the limit is | throughput, of the limit | refused | refused in the first second |
|---|---|---|---|
{{rows}}

Limits that do not bind (requests and tokens, given in `options` and told by each response) cost
{{ratio:.2f}} times the CPU of a call without any: {{limited:.3f}} ms instead of {{without:.3f}}.

```console
$ python benchmarks/limits.py --json limits.json
$ python benchmarks/limits.py --page limits.json
```
"""


async def _get(base: str, path: str) -> bytes:
    import aiohttp

    url = base.removesuffix("/v1") + path
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        response.raise_for_status()
        return await response.read()


async def _counts(base: str) -> dict[str, int]:
    status: dict[str, int] = json.loads(await _get(base, "/__stats"))["status"] or {}
    return status


async def rate(name: str, base: str) -> dict[str, float]:
    """Flood the server for some seconds, and look at what it counted after the first."""
    limits, tells = RATES[name]
    settings = f"latency={LATENCY}&rps={RPS}&burst={BURST}"
    # Only the repository's own server can be made to tell nothing.
    await _get(base, f"/__config?{settings}" + ("" if tells == "tells=1" else f"&{tells}"))
    async with trustcore(base, CONCURRENCY, logprobs=False, **limits) as (_, ask_all):
        flood = asyncio.ensure_future(ask_all(range(MORE_THAN_ENOUGH)))
        await asyncio.sleep(1)
        before, start = await _counts(base), time.perf_counter()
        await asyncio.sleep(SECONDS)
        after, seconds = await _counts(base), time.perf_counter() - start
        flood.cancel()
        await asyncio.wait([flood])
    answered, refused = (after.get(key, 0) - before.get(key, 0) for key in ("200", "429"))
    return {
        "throughput": answered / seconds / RPS,
        "refused": refused / max(1, answered + refused),
        "refused_at_first": before.get("429", 0),
    }


async def cost(name: str, base: str) -> dict[str, float]:
    """CPU time for each call."""
    limits, settings = COSTS[name]
    await _get(base, f"/__config?latency=0s&{settings}")
    async with trustcore(base, CONCURRENCY, logprobs=False, **limits) as (_, ask_all):
        await ask_all(range(10**6, 10**6 + 32))
        start = cpu_seconds()
        await ask_all(range(QUESTIONS))
        return {"cpu_ms_per_call": 1000 * (cpu_seconds() - start) / (QUESTIONS * CALLS)}


def measure_all(rounds: int, base: str | None) -> dict[str, Any]:
    """Everything, `rounds` times in turn."""
    rates = list(RATES)[: 2 if base else 3]
    found: dict[str, Any] = {"rounds": rounds, "python": platform.python_version()}
    with server(0.0, base) as url:
        for kind, names in (("rate", rates), ("cost", list(COSTS))):
            rows: dict[str, list[dict[str, float]]] = {name: [] for name in names}
            for _ in range(rounds):
                for name, mine in rows.items():
                    mine.append(run(Path(__file__), [f"--{kind}", name, "--base", url]))
            found[kind] = {name: medians(mine) for name, mine in rows.items()}
    return found


def write_page(found: dict[str, Any]) -> None:
    """Write the figures at the end of the page, in place of those that are there."""
    without, limited = (found["cost"][name]["cpu_ms_per_call"] for name in COSTS)
    figures = FIGURES.format(
        **found,
        rows="\n".join(_row(name, one) for name, one in found["rate"].items()),
        ratio=limited / without,
        limited=limited,
        without=without,
    )
    text = PAGE.read_text("utf-8").partition(FIGURES.partition("\n")[0])[0]
    PAGE.write_text(text + figures, "utf-8")


def _row(name: str, one: dict[str, float]) -> str:
    first = f"{one['refused_at_first']:.0f}"
    return f"| {name} | {one['throughput']:.1%} | {one['refused']:.2%} | {first} |"


def main() -> None:
    """Read the flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="measure, and write the figures here")
    parser.add_argument("--page", type=Path, help="write the figures into docs/limits.md")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--base", help="a server that can be configured, like http://host:port/v1")
    parser.add_argument("--rate", choices=RATES, help=argparse.SUPPRESS)
    parser.add_argument("--cost", choices=COSTS, help=argparse.SUPPRESS)
    parser.add_argument("--pin", type=int, help=argparse.SUPPRESS)
    flags = parser.parse_args()
    pin(flags.pin)
    if flags.rate:
        print(json.dumps(asyncio.run(rate(flags.rate, flags.base))))
    elif flags.cost:
        print(json.dumps(asyncio.run(cost(flags.cost, flags.base))))
    elif flags.page:
        write_page(json.loads(flags.page.read_text()))
    elif flags.json:
        flags.json.write_text(json.dumps(measure_all(flags.rounds, flags.base), indent=2) + "\n")
    else:
        parser.print_help()


if __name__ == "__main__":
    main()
