"""What a model in a GGUF file takes: of time, of memory, and of the event loop that it runs beside.

    python benchmarks/gguf_models.py FILE.gguf
    python benchmarks/gguf_models.py FILE.gguf --only cycles
    python benchmarks/gguf_models.py FILE.gguf --only server --server http://127.0.0.1:8080

The server is llama.cpp's own, of the same build unless an address is given. A heartbeat sleeps for
`PERIOD` again and again; a gap is how much later than that it wakes up.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import anyio
from attrs import evolve

from llama_server import llama_server
from trustcore import TLM, Completion, Message, Reply, Request
from trustcore.plugins.protocols import Provider
from trustcore_providers.gguf import GGUF
from trustcore_providers.openai import OpenAI

PERIOD = 0.005
ROUNDS = 3
CYCLES = 100
WARM = 10
"""Cycles after which memory is compared: what is taken once is taken by then."""

PROMPT = (
    "A train leaves the station at noon and travels at sixty kilometres per hour. Another leaves "
    "two hours later on the same line, and travels at ninety. " * 6
) + "When does the second one reach the first? Say it in one sentence."
ASKED = Request((Message("user", PROMPT),), max_tokens=24, temperature=0.8)
SHORT = Request((Message("user", "Name the capital of France."),), max_tokens=24, temperature=0.0)
ANEW = '{"cache_prompt": false}'
LETTERS = Request((Message("user", "Write the alphabet."),), max_tokens=64, logprobs=20)

Figures = dict[str, float]


async def heartbeat(gaps: list[float]) -> None:
    """Note how late the event loop is, until cancelled."""
    while True:
        start = time.perf_counter()
        await anyio.sleep(PERIOD)
        gaps.append(time.perf_counter() - start - PERIOD)


async def beside_heartbeat(work: Callable[[], Awaitable[object]]) -> list[float]:
    """The gaps of a heartbeat while something is done."""
    gaps: list[float] = []
    async with anyio.create_task_group() as group:
        group.start_soon(heartbeat, gaps)
        await anyio.sleep(PERIOD)
        await work()
        group.cancel_scope.cancel()
    return gaps


def late(gaps: list[float]) -> float:
    """The 99th percentile, in milliseconds."""
    return 1000 * sorted(gaps)[int(0.99 * len(gaps))]


async def heartbeats(model: GGUF) -> Figures:
    """How late the loop is beside nothing, while a model is loaded, and while it writes."""
    quiet = await beside_heartbeat(lambda: anyio.sleep(2))
    loading: list[float] = []
    found: list[float] = []
    async with anyio.create_task_group() as group:
        group.start_soon(heartbeat, loading)
        await anyio.sleep(PERIOD)
        async with model.open() as session:
            group.cancel_scope.cancel()
            with anyio.CancelScope(shield=True):
                for _ in range(ROUNDS):
                    found += await beside_heartbeat(lambda: session.complete(LETTERS))
    return {
        "heartbeat beside nothing, 99th percentile, ms": late(quiet),
        "heartbeat while it writes, 99th percentile, ms": late(found),
        "longest stop of the loop while it is loaded, ms": 1000 * max(loading),
    }


async def draws(model: GGUF) -> Figures:
    """Four completions in one request, beside four requests, by turns."""
    together: list[float] = []
    apart: list[float] = []
    async with model.open() as session:
        for turn in range(ROUNDS):
            # Each has a prompt of its own, of which no slot has anything yet.
            for count, taken in ((4, together), (1, apart)):
                start = time.perf_counter()
                for draw in range(4 // count):
                    text = f"{turn} {count} {draw}. {PROMPT}"
                    await session.complete(
                        Request((Message("user", text),), max_tokens=24, temperature=0.8, n=count)
                    )
                taken.append(time.perf_counter() - start)
    ratios = [one / other for one, other in zip(together, apart, strict=True)]
    return {
        "four draws in one request, s": statistics.median(together),
        "in four requests, s": statistics.median(apart),
        "ratio": statistics.median(ratios),
    }


async def presets(model: GGUF) -> Figures:
    """A question by two presets, and whether the ledger has the tokens that were written."""
    found: Figures = {}
    for preset in ("low", "medium"):
        async with TLM(preset, model=model, seed=1, options={"max_tokens": 16}) as tlm:
            start = time.perf_counter()
            result = await tlm.aprompt("What is the capital of France? Answer in one word.")
            found[f"a question by {preset!r}, with loading, s"] = time.perf_counter() - start
            found[f"score by {preset!r}"] = result.trustworthiness_score or -1
    return found


async def tokens(model: GGUF) -> Figures:
    """Tokens that were written, by their log-probabilities, beside those that are counted."""
    async with model.open() as session:
        reply = await session.complete(
            Request((Message("user", "Count."),), max_tokens=20, n=4, logprobs=0, seed=3)
        )
    texts = [item for item in reply.items if isinstance(item, Completion)]
    written = sum(len(item.logprobs.logprobs) for item in texts if item.logprobs is not None)
    ends = sum(item.finish_reason == "stop" for item in texts)
    return {"tokens written": written + ends, "tokens counted": reply.usage.output_tokens}


async def beside_server(model: GGUF, url: str | None = None) -> Figures:
    """The greatest difference of a log-probability from llama-server's, on the same tokens."""
    if url is None:
        with llama_server(model.path) as own:
            return await beside_server(model, own)
    # What a slot has read before is not read again, which changes the last digits.
    asked, long = (evolve(one, temperature=0.0, logprobs=5, extra=ANEW) for one in (SHORT, ASKED))
    server = OpenAI("model", url + "/v1")
    greatest, compared = 0.0, 0
    for request in (asked, long):
        ours, theirs = [await logprobs(one, request) for one in (model, server)]
        if ours[0] != theirs[0]:
            raise SystemExit(f"they wrote different tokens: {ours[0]} and {theirs[0]}")
        pairs = list(zip(ours[1], theirs[1], strict=True))
        greatest = max(greatest, *(abs(one - other) for one, other in pairs))
        compared += len(pairs)
    return {"greatest difference from llama-server": greatest, "of log-probabilities": compared}


async def logprobs(provider: Provider, request: Request) -> tuple[list[str], list[float]]:
    """The tokens of a reply, and the log-probabilities of them and of the likeliest."""
    async with provider.open() as session:
        reply: Reply = await session.complete(request)
    (item,) = reply.items
    if not isinstance(item, Completion) or item.logprobs is None:
        raise SystemExit("it told no log-probabilities")
    found = [
        (token, logprob, dict(row))
        for token, logprob, row in zip(
            item.logprobs.tokens, item.logprobs.logprobs, item.logprobs.top, strict=True
        )
        if token  # where nothing is streamed, the end of the text is a token too
    ]
    alternatives = [max(row.values()) for _, _, row in found]
    return [token for token, _, _ in found], [*(one for _, one, _ in found), *alternatives]


async def cycles(model: GGUF) -> Figures:
    """What opening and closing a model again and again leaves behind."""
    before: tuple[float, int] = (0.0, 0)
    for number in range(CYCLES + WARM):
        async with model.open() as session:
            if number % 10 == 0:
                await session.complete(Request(SHORT.messages, max_tokens=2))
        if number == WARM - 1:
            before = held()
    after = held()
    return {
        f"memory that {CYCLES} cycles left, MB": after[0] - before[0],
        "files and sockets that they left": after[1] - before[1],
    }


def held() -> tuple[float, int]:
    """Resident memory in MB, and open files and sockets (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, len(list(Path("/proc/self/fd").iterdir()))


MEASURES: Mapping[str, Callable[..., Awaitable[Figures]]] = {
    "heartbeat": heartbeats,
    "draws": draws,
    "presets": presets,
    "tokens": tokens,
    "server": beside_server,
    "cycles": cycles,
}


def main() -> None:
    """Read the flags, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="a model that chats")
    parser.add_argument("--server", help="where another llama-server runs the same file")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", choices=[*MEASURES], action="append")
    parser.add_argument("--json", action="store_true", help="print JSON")
    flags = parser.parse_args()
    model = GGUF(flags.file, threads=flags.threads)
    found: Figures = {}
    for name, measure in MEASURES.items():
        if flags.only is None or name in flags.only:
            address = [flags.server] if name == "server" else []
            found |= anyio.run(measure, model, *address)
    if flags.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{value:10.4g}  {name}")


if __name__ == "__main__":
    main()
