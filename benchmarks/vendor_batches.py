"""Files of prompts through a vendor's batches: on the fake server, killed at random times.

python benchmarks/vendor_batches.py --rows 2000 --kills 20
python benchmarks/vendor_batches.py --rows 100000 --preset low
python benchmarks/vendor_batches.py --rows 10000 --preset medium
python benchmarks/vendor_batches.py --rows 500 --kills 20 --vendor anthropic
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from files import write_questions
from trustcore import TLM
from trustcore.batch import FileSettings, run_file
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

ASKS = 20
"""How often a run is begun that stops since a batch may be its own and has not ended."""

SERVER = Path(__file__).with_name("fake_server.py")
MODELS = {
    "openai": (OpenAI, "gpt-4.1-mini", "/v1"),
    "anthropic": (Anthropic, "claude-haiku-4-5", ""),
    "gemini": (Gemini, "gemini-2.5-flash", ""),
}


def run(vendor: str, address: str, source: str, output: str, preset: str) -> None:
    """One process of a run; what it took."""
    kind, name, path = MODELS[vendor]
    model = kind(name, base_url=address + path, api_key="invented")
    settings = FileSettings(vendor_batch=vendor, poll_seconds=0.2)
    with TLM(preset, model=model, verbose=False) as tlm:
        done = run_file(tlm, source, output, settings, quiet=True)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    facts = {
        "done": done.done,
        "failed": done.failed,
        "calls": done.calls,
        "usd": done.usd,
        "seconds": round(done.seconds, 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
    }
    print(json.dumps(facts))


@contextmanager
def served() -> Iterator[str]:
    """The address of a fake server of its own."""
    command = [sys.executable, str(SERVER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        port = server.stdout.readline().strip() if server.stdout else ""
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def counted(address: str, settings: str = "") -> dict[str, int]:
    """What came to the server's batches; new settings for them."""
    with urlopen(f"{address}/__batches?{settings}") as response:  # noqa: S310  (our own server)
        found: dict[str, int] = json.load(response)
    return found


def finished(command: list[str]) -> dict[str, object]:
    """What the last process of a run says; one that stops and asks is run again."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    for _ in range(ASKS):
        if done.returncode:
            done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    done.check_returncode()
    found: dict[str, object] = json.loads(done.stdout)
    return found


def measure(folder: Path, rows: int, preset: str, kills: int, *, seed: int, vendor: str) -> None:
    """Run undisturbed and, with kills, disturbed; both end alike."""
    chance = random.Random(seed)  # noqa: S311  (when to kill)
    source = folder / "in.csv"
    write_questions(source, rows)
    outputs, asked, killed = [], [], 0
    for name, times in (("calm", 0), ("killed", kills))[: 1 + bool(kills)]:
        output = folder / f"{name}.csv"
        with served() as address:
            command = [sys.executable, __file__, "--child", vendor, address, str(source)]
            command += [str(output), preset]
            start = time.monotonic()
            for _ in range(times):
                with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
                    with suppress(subprocess.TimeoutExpired):
                        child.wait(chance.uniform(0.6, 1.5 + rows / 1000))
                    child.send_signal(signal.SIGKILL)
                killed += child.returncode == -signal.SIGKILL
            facts = {"run": name, **finished(command), **counted(address)}
            print(json.dumps({**facts, "wall_seconds": round(time.monotonic() - start, 1)}))
        outputs.append(output.read_bytes())
        asked.append(facts["asked"])
    if kills:
        print(json.dumps({"kills": killed, "equal": outputs[0] == outputs[1], "asked": asked}))


def main() -> None:
    """Measure, or be the process that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--preset", default="low")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--vendor", choices=MODELS, default="openai")
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        run(*given.child)
        return
    with tempfile.TemporaryDirectory() as name:
        measure(
            Path(name), given.rows, given.preset, given.kills, seed=given.seed, vendor=given.vendor
        )


if __name__ == "__main__":
    main()
