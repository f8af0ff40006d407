"""What is lost when an endpoint fails, counted on both sides of the wire.

    python benchmarks/faults.py --json faults.json                    # measures: some minutes
    python benchmarks/faults.py --json go.json --base URL --name Go   # on another server
    python benchmarks/faults.py --page faults.json go.json            # fills in docs/reliability.md

Every row is one run of `--calls` questions of one call each, of which one request in twenty fails,
or one in five of the mixture.
Asked for is: no question is lost but those whose call the server failed eight times or failed in
a way that lasts (a filter, a form that is not read), none is
answered twice, and the ledger has as many attempts as the server has requests. The command fails
where that does not hold. `--base` takes any server with the settings of `fake_faults.py`; what it
does not know is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import orjson

from faults_page import fill_page
from trustcore import TLM, ProviderError, Transport
from trustcore.http import open_transport
from trustcore.plugins.protocols import REPLY_LIMIT, Response
from trustcore_providers.openai import OpenAI

HERE = Path(__file__).parent
RATE = 0.05
MIXED = 0.2
OUTAGE = 8.0
"""Seconds for which an endpoint answers 503 to everything."""
ATTEMPTS = 8
ONE_CALL: dict[str, Any] = {"strategies": {"logprobs": {}}}
"""A preset that makes one call for each question."""

HANGING = ("timeout", "slowbody")
KINDS = (
    *("429", "500", "502", "503", "529"),
    *HANGING,
    *("reset", "truncate", "malformed", "empty", "nullcontent", "wrongschema"),
)
ROWS: dict[str, dict[str, str]] = {
    "429, Retry-After: 1": {"fail": f"429:{RATE}", "retry-after": "1"},
    "429, no Retry-After": {"fail": f"429:{RATE}", "retry-after": ""},
    "429, Retry-After: 86400": {"fail": f"429:{RATE}", "retry-after": "86400"},
    "429, Retry-After: -5": {"fail": f"429:{RATE}", "retry-after": "-5"},
    "429, Retry-After: nan": {"fail": f"429:{RATE}", "retry-after": "nan"},
    **{kind: {"fail": f"{kind}:{RATE}"} for kind in KINDS[1:]},
}


class Counted:
    """Connections that count the requests for each question."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transport]:
        """See `trustcore.http.open_transport`."""
        async with open_transport() as self.transport:
            yield self

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = REPLY_LIMIT
    ) -> Response:
        """Send one request."""
        self.sent[orjson.loads(body)["messages"][-1]["content"]] += 1
        return await self.transport.post(url, headers, body, limit=limit)


def measure(base: str, name: str, settings: dict[str, str], calls: int) -> dict[str, Any] | None:
    """One row; None when the server does not know the settings."""
    if not configure(base, settings):
        return None
    counted, started = Counted(), time.monotonic()
    hangs = any(kind in settings["fail"] for kind in HANGING)
    lost, lasting, answered, attempts = asyncio.run(ask(base, counted, calls, hangs=hangs))
    server = stats(base)
    found = {
        "row": name,
        "questions": calls,
        "answered": len(answered),
        "failed for good": lasting,
        "failed 8 times": sum(counted.sent[question] >= ATTEMPTS for question in lost),
        "lost": sum(counted.sent[question] < ATTEMPTS for question in lost),
        "twice": max(len(answered), server["status"]["200"]) - len(set(answered)),
        "attempts": attempts,
        "requests": server["requests"],
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(found), flush=True)
    return found


async def ask(
    base: str, counted: Counted, calls: int, *, hangs: bool
) -> tuple[list[str], int, list[int], int]:
    """The questions that were lost, how many failed for good, who was answered, the attempts."""
    questions = [f"What is {number} + {number}?" for number in range(calls)]
    options = {
        "max_attempts": ATTEMPTS,
        "call_timeout": 5 if hangs else 30,
        "max_concurrency": 256,
        "temperature": 0.0,
    }
    model = OpenAI("m", f"{base}/v1", "invented", transport=counted.open)
    lost, lasting, answered = [], 0, []
    async with TLM(ONE_CALL, model=model, options=options, verbose=False) as tlm:
        async for outcome in tlm.amap(questions, ordered=False):
            error = outcome.error
            if isinstance(error, ProviderError) and not error.retryable:
                lasting += 1
            elif outcome.value is None:
                lost.append(questions[outcome.index])
            else:
                answered.append(outcome.index)
        return lost, lasting, answered, tlm.ledger.total.attempts


def configure(base: str, settings: Mapping[str, str]) -> bool:
    """Change a server's settings and set its counters to 0. Whether it knows them."""
    try:
        with urlopen(f"{base}/__config?{urlencode(settings)}"):  # noqa: S310  (a server of our own)
            return True
    except HTTPError:
        return False


def stats(base: str) -> dict[str, Any]:
    """A server's counters."""
    with urlopen(f"{base}/__stats") as response:  # noqa: S310  (a server of our own)
        found: dict[str, Any] = json.loads(response.read())
    return found


@contextmanager
def serving(port: int = 0, latency: float = 0.0) -> Iterator[str]:
    """The repository's own server, in a process of its own."""
    command = [sys.executable, str(HERE / "fake_server.py"), "--port", str(port)]
    command += ["--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = server.stdout.readline().strip() if server.stdout else ""
            yield f"http://127.0.0.1:{found}"
        finally:
            server.terminate()


def matrix(base: str, calls: int) -> list[dict[str, Any]]:
    """All rows that a server knows, and all its kinds of faults together."""
    known = [kind for kind in KINDS if configure(base, {"fail": f"{kind}:{RATE}"})]
    mixed = ",".join(f"{kind}:{MIXED / len(known):.6f}" for kind in known)
    rows = {**ROWS, "all of these, 20%": {"fail": mixed}}
    found = [
        measure(base, name, {**settings, "seed": str(seed)}, calls)
        for seed, (name, settings) in enumerate(rows.items(), start=1)
    ]
    return [row for row in found if row is not None]


async def fail_over(questions: int = 2000) -> dict[str, Any]:
    """An endpoint dies amid many questions, and comes back."""
    found = {"questions": questions, "answered": 0, "moved": 0}
    with serving(latency=0.1) as second, ExitStack() as life:
        first = life.enter_context(serving(latency=0.1))
        models = [OpenAI("first", f"{first}/v1", "x"), OpenAI("second", f"{second}/v1", "x")]
        options = {"max_concurrency": 8, "temperature": 0.0}
        async with TLM(ONE_CALL, model=models, options=options, verbose=False) as tlm:
            prompts = [f"What is {number} + {number}?" for number in range(questions)]
            async for outcome in tlm.amap(prompts):
                found["answered"] += outcome.value is not None
                found["moved"] += outcome.value is not None and bool(outcome.value.failovers)
                if outcome.index + 1 == questions // 4:
                    found["before"] = stats(first)["requests"]
                    life.close()
                if outcome.index + 1 == questions // 2:
                    life.enter_context(serving(int(first.rpartition(":")[2]), latency=0.1))
        found |= {"after": stats(first)["requests"], "second": stats(second)["requests"]}
    print(json.dumps(found), flush=True)
    return found


async def outage(base: str, questions: int = 2000) -> dict[str, Any]:
    """An endpoint that answers 503 to everything for some seconds amid many questions."""
    found: dict[str, Any] = {"questions": questions, "answered": 0, "seconds": OUTAGE}
    options = {"max_concurrency": 64, "temperature": 0.0}
    model = OpenAI("m", f"{base}/v1", "invented")

    async def fail() -> None:
        await asyncio.to_thread(configure, base, {"fail": "503:1", "latency": "100ms"})
        await asyncio.sleep(OUTAGE)
        await asyncio.to_thread(configure, base, {"latency": "100ms"})

    configure(base, {"latency": "100ms"})
    tasks = []
    async with TLM(ONE_CALL, model=model, options=options, verbose=False) as tlm:
        prompts = [f"What is {number} + {number}?" for number in range(questions)]
        async for outcome in tlm.amap(prompts):
            found["answered"] += outcome.value is not None
            if outcome.index + 1 == questions // 4:
                tasks.append(asyncio.create_task(fail()))
        await asyncio.gather(*tasks)
        found["attempts"] = tlm.ledger.total.attempts
    print(json.dumps(found), flush=True)
    return found


def sound(row: Mapping[str, Any]) -> bool:
    """Whether nothing is lost or doubled, and both sides count the same."""
    counted: bool = row["attempts"] == row["requests"]
    return counted and not row["lost"] and not row["twice"]


def main() -> None:
    """Read the flags."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--json", type=Path, help="measure, and write the figures here")
    parser.add_argument("--page", type=Path, nargs="+", help="fill in docs/reliability.md")
    parser.add_argument("--calls", type=int, default=8000, help="of each row")
    parser.add_argument("--base", help="a server with the same settings, http://HOST:PORT")
    parser.add_argument("--name", default="fake_server.py", help="what the page calls the server")
    flags = parser.parse_args()
    if flags.page:
        found = [json.loads(path.read_text()) for path in flags.page]
        fill_page(found, HERE.parent / "docs" / "reliability.md")
        return
    if not flags.json:
        parser.print_help()
        return
    result: dict[str, Any] = {"server": flags.name, "python": platform.python_version()}
    if flags.base:
        result["rows"] = matrix(flags.base, flags.calls)
        result["outage"] = asyncio.run(outage(flags.base))
    else:
        with serving() as base:
            result["rows"] = matrix(base, flags.calls)
            result["outage"] = asyncio.run(outage(base))
        result["failover"] = asyncio.run(fail_over())
    flags.json.write_text(json.dumps(result, indent=2) + "\n")
    outlived = result["outage"]["answered"] == result["outage"]["questions"]
    if not (outlived and all(map(sound, result["rows"]))):
        raise SystemExit("something was lost, doubled or not counted: see the rows")


if __name__ == "__main__":
    main()
