"""What the server costs: time to the first text, processor time, requests a second, memory.

    python benchmarks/serving.py                  # some minutes
    python benchmarks/serving.py --only latency --rate 100 --pairs 3000
    python benchmarks/serving.py --only latency --only cost --rate 10 --litellm other/bin/python
    python benchmarks/serving.py --only memory --requests 100000
    python benchmarks/serving.py --only broken --requests 2000

The model is the repository's own fake server. First text: requests go to it and to a server, which
of the two first in turn, and each pair gives a difference; pairs come at random at a rate, and the
servers have their turns. So has the model itself in a server's place: how far two requests to it
are apart is the machine's part in the other figures. Processor time: of the server's process, which
a busy machine changes least, beside that of the engine alone with the same preset, in turns.
Memory: of the server's process, once its 10,000 results are kept. Broken: streams that the model
breaks at random, as OpenAI's own client sees them. With `--litellm`, the proxy of LiteLLM stands in
the same turns.

Where there are two processors, what is measured has the second to itself.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack

import aiohttp
import openai

from serving_processes import KEY, PRESET, PROCESSORS, Server, fake, litellm, trustcore
from trustcore import TLM
from workload import pin

CHAT = "/v1/chat/completions"
AT_ONCE = 32
TURNS = 6
MODES = {"trustcore": ("off", "inline")}


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


async def both_times(
    model: Server, server: Server, rate: float, pairs: int, mode: str
) -> list[tuple[float, float]]:
    """Milliseconds to the first text without a server and with it, for each pair."""
    chance = random.Random(1)  # noqa: S311  (no secret)
    async with aiohttp.ClientSession() as session:

        async def pair(number: int) -> tuple[float, float]:
            bases = (model.base, server.base)[:: 1 if number % 2 else -1]
            times = [1000 * await first_text(session, base, number, mode) for base in bases]
            return (times[0], times[1]) if number % 2 else (times[1], times[0])

        for number in range(20):
            await pair(-number)
        tasks = []
        async with asyncio.TaskGroup() as group:
            for number in range(pairs):
                tasks.append(group.create_task(pair(number)))
                await asyncio.sleep(chance.expovariate(rate))
        return [task.result() for task in tasks]


async def asked(server: Server, count: int, start: int, *, stream: bool = False) -> float:
    """Seconds in which a server answers so many requests, several at once."""
    numbers = iter(range(start, start + count))
    rest = {"stream": True} if stream else {}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def work() -> None:
            for number in numbers:
                async with session.post(server.base + CHAT, json=body(number, **rest)) as response:
                    response.raise_for_status()
                    await response.read()

        return await _timed(work)


async def engine(model: Server, count: int, start: int) -> tuple[float, float]:
    """Seconds in which the engine alone does the same, and milliseconds of its processor time."""
    numbers = iter(range(start, start + count))
    os.environ.update(KEY)
    async with TLM(PRESET, model="openai/fake", base_url=f"{model.base}/v1") as tlm:
        await tlm.aprompt("What is 1 + 1?")

        async def work() -> None:
            for number in numbers:
                await tlm.aprompt(f"What is {number % 997} + {number // 997}?")

        begun = time.process_time()
        seconds = await _timed(work)
        return seconds, 1000 * (time.process_time() - begun)


async def _timed(work) -> float:  # type: ignore[no-untyped-def]  # noqa: ANN001  (an async function)
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work())
    return time.perf_counter() - begun


async def costs(model: Server, servers: Mapping[str, Server], count: int) -> None:
    """Print the processor time of a request and requests a second, the medians of turns."""
    times: dict[str, list[float]] = {}
    rates: dict[str, list[float]] = {}
    for turn in range(TURNS):
        start = 1_000_000 * (turn + 1)
        _pin(1)
        seconds, cpu = await engine(model, count, start)
        _pin(0)
        times.setdefault("engine", []).append(cpu / count)
        rates.setdefault("engine", []).append(count / seconds)
        for place, (name, server) in enumerate(servers.items()):
            for stream in (False, True):
                before, label = server.cpu, f"{name}, streamed" if stream else name
                begin = start + 100_000 * (2 * place + stream + 1)
                seconds = await asked(server, count, begin, stream=stream)
                times.setdefault(label, []).append((server.cpu - before) / count)
                rates.setdefault(label, []).append(count / seconds)
    for label, found in times.items():
        cpu, rate = statistics.median(found), statistics.median(rates[label])
        share = statistics.median(a / b for a, b in zip(times["engine"], found, strict=True))
        print(f"{label}: {cpu:.2f} ms of processor time, {rate:.0f} a second; {share:.0%}")


async def latencies(model: Server, servers: Mapping[str, Server], rate: float, pairs: int) -> None:
    """Print how much later the first text comes, of turns in which all servers were asked."""
    servers = {"the model itself": model, **servers}
    cases = [(name, mode) for name in servers for mode in MODES.get(name, ("off",))]
    found: dict[tuple[str, str], list[tuple[float, float]]] = {case: [] for case in cases}
    gc.disable()  # ours would be taken for theirs
    for _ in range(TURNS):
        for name, mode in cases:
            found[name, mode] += await both_times(model, servers[name], rate, pairs // TURNS, mode)
    gc.enable()
    for (name, mode), times in found.items():
        direct, there = zip(*times, strict=True)
        later = [with_it - without for without, with_it in times]
        rows = {"without": direct, "with it": there, "later in pairs": later}
        told = (
            "{}: {:.1f} ms at p50 and {:.1f} at p99".format(label, *quantiles(one))
            for label, one in rows.items()
        )
        print(f"first text, {name}, {mode}, {rate:g} a second;", "; ".join(told))


def quantiles(values: Iterable[float]) -> tuple[float, float]:
    """The median, and the 99th percentile."""
    found = sorted(values)
    return statistics.median(found), found[int(0.99 * len(found))]


async def broken(model: Server, server: Server, count: int) -> None:
    """Print what OpenAI's client sees of streams that the model breaks."""
    faults = "errorevent:0.1,reset:0.1,500:0.1,truncate:0.05,slowbody:0.02"
    config = f"{model.base}/__config?pause=1ms&hang=1&fail={faults}"
    async with aiohttp.ClientSession() as session, session.get(config) as found:
        found.raise_for_status()
    seen: Counter[str] = Counter()
    numbers = iter(range(count))
    async with openai.AsyncOpenAI(
        base_url=f"{server.base}/v1", api_key="invented", max_retries=0
    ) as client:

        async def work() -> None:
            for number in numbers:
                seen[await _outcome(client, number)] += 1

        await _timed(work)
    print("broken streams:", ", ".join(f"{what} {times:,}" for what, times in seen.most_common()))


async def _outcome(client: openai.AsyncOpenAI, number: int) -> str:
    """What came of a stream, in a word."""
    last = None
    try:
        stream = await client.chat.completions.create(**body(number, stream=True))  # type: ignore[call-overload]
        async for chunk in stream:
            last = chunk
    except openai.APIError as error:
        return type(error).__name__
    except Exception as error:  # noqa: BLE001  (which is what is counted)
        return f"not a client's error: {type(error).__name__}"
    return "whole, scored" if getattr(last, "trust", None) else "whole, not scored"


async def memory(server: Server, requests: int) -> None:
    """Print how much a server holds, and how much more after so many requests."""
    await asked(server, 12_000, 10_000_000)
    before = server.memory
    await asked(server, requests, 20_000_000)
    print(f"memory: {before:.0f} MB, {server.memory:.0f} MB {requests:,} requests later")


def _pin(place: int) -> None:
    """Run where a server is measured (1), or where all else is (0)."""
    if PROCESSORS is not None:
        pin(PROCESSORS[place])


async def measure(given: argparse.Namespace) -> None:
    """Measure all that is asked for, and print it."""
    wanted = given.only or ["latency", "cost", "memory", "broken"]
    _pin(0)  # what is started inherits it
    with ExitStack() as stack:
        slow, fast = (stack.enter_context(fake(seconds)) for seconds in (0.02, 0.0))
        pairs = {"trustcore": [stack.enter_context(trustcore(one)) for one in (slow, fast)]}
        if given.litellm:
            both = [stack.enter_context(litellm(one, given.litellm)) for one in (slow, fast)]
            pairs["litellm"] = both
        for server in (one for both in pairs.values() for one in both):
            await asked(server, 100, 0)
        if "latency" in wanted:
            before_slow = {name: both[0] for name, both in pairs.items()}
            await latencies(slow, before_slow, given.rate, given.pairs)
        if "cost" in wanted:
            await costs(fast, {name: both[1] for name, both in pairs.items()}, given.count)
        if "memory" in wanted:
            await memory(pairs["trustcore"][1], given.requests)
        if "broken" in wanted:
            await broken(slow, pairs["trustcore"][0], min(given.requests, 5000))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=10, help="pairs a second")
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--count", type=int, default=300, help="requests of a turn")
    parser.add_argument("--requests", type=int, default=10_000, help="for memory")
    parser.add_argument("--litellm", help="the python of an environment with litellm[proxy]")
    parser.add_argument("--only", action="append", help="latency, cost, memory or broken")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
