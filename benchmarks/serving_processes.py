"""The servers that `serving.py` compares: a fake model, and what stands before it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

HERE = Path(__file__).parent
PRESET = "base"
PROCESSORS = (0, 1) if (os.cpu_count() or 1) > 1 and hasattr(os, "sched_setaffinity") else None
"""That of what measures and of the fake model, and that of a server; None where there is one."""

KEY = {"OPENAI_API_KEY": "invented"}
_OF_LITELLM = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true",  # as ours: on this machine alone
}


@frozen
class Server:
    """A server that is measured.

    Attributes:
        base: Its address.
        pid: Its process; None where its costs are nobody's.
    """

    base: str
    pid: int | None = None

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time that all of its threads have taken."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((one / "schedstat").read_text().split()[0]) for one in tasks) / 1e6

    @property
    def memory(self) -> float:
        """MB that it holds."""
        lines = Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def fake(latency: float) -> Iterator[Server]:
    """A fake model, as long as the block lasts."""
    command = [sys.executable, str(HERE / "fake_server.py"), "--latency", str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  (it is a pipe)
        try:
            yield Server(f"http://127.0.0.1:{process.stdout.readline().strip()}")
        finally:
            process.terminate()


@contextmanager
def trustcore(model: Server, *flags: str) -> Iterator[Server]:
    """`trustcore serve` before a model."""
    command = [sys.executable, "-c", "from trustcore.cli import main; main()", "serve"]
    command += ["--model", "openai/fake", "--base-url", f"{model.base}/v1", "--preset", PRESET]
    with _running([*command, "--max-inflight", "1000", *flags]) as found:
        yield found


@contextmanager
def litellm(model: Server, python: str) -> Iterator[Server]:
    """LiteLLM's proxy before a model, in an environment of its own."""
    parameters = {"model": "openai/fake", "api_base": f"{model.base}/v1", "api_key": "invented"}
    table = {
        "model_list": [{"model_name": "fake", "litellm_params": parameters}],
        "litellm_settings": {"telemetry": False, "num_retries": 0},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text(json.dumps(table), "utf-8")  # which is YAML
        command = [str(Path(python).parent / "litellm"), "--config", str(path)]
        with _running([*command, "--num_workers", "1"]) as found:
            yield found


@contextmanager
def _running(command: list[str]) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {**os.environ, **KEY, **_OF_LITELLM}
    command = [*command, "--host", "127.0.0.1", "--port", str(port)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=environment) as process,
    ):
        try:
            _wait_for(port, process)
            if PROCESSORS is not None:
                _move(process.pid, PROCESSORS[1])
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()


def _move(pid: int, processor: int) -> None:
    """Let a process and all of its threads run on one processor."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), {processor})


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")
