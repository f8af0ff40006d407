"""The command for a vendor's batches, on a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner, Result

from tests.batch.helpers import table
from trustcore.batch.vendor.openai_form import OpenAIForm
from trustcore.batch.vendor.store import Batch
from trustcore.cli.app import app
from trustcore.errors import ProviderError
from trustcore_providers.openai import OpenAI

SERVER = Path(__file__).parents[3] / "benchmarks" / "fake_server.py"
Questions = Callable[..., Path]


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fake server, to which the usual variables point."""
    command = [sys.executable, str(SERVER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        monkeypatch.setenv("OPENAI_BASE_URL", found + "/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "invented")
        yield found
        server.terminate()


def tell_batches(address: str, settings: str = "") -> dict[str, int]:
    with urlopen(f"{address}/__batches?{settings}") as response:  # noqa: S310  (our own server)
        found: dict[str, int] = json.load(response)
    return found


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, arguments), "--vendor-batch", "openai"])


def test_the_command_goes_through_batches(
    address: str, questions: Questions, tmp_path: Path
) -> None:
    """With --collect it leaves while the vendor is at work, and goes on when called again."""
    tell_batches(address, "looks=2")
    out = tmp_path / "out.csv"
    flags = (questions(20), "-o", out, "--model", "openai/gpt-4.1-mini", "--preset", "low")
    done = run(*flags, "--collect")
    assert 0 == done.exit_code
    assert "Requests are with the vendor; the same command collects" in done.stdout
    left = 0
    while "20 of 20 rows scored" not in done.stdout:
        done, left = run(*flags, "--collect", "--explain"), left + 1
        assert left < 10
    assert all(row["response"] and row["explanation"] for row in table(out))
    assert 2 == tell_batches(address)["batches"]


def test_the_journal_alone_collects(
    address: str, questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next day, in another folder, without the command that sent the batches."""
    tell_batches(address, "looks=2")
    questions(20)
    monkeypatch.chdir(tmp_path)
    flags = ("in.csv", "-o", "out.csv", "--model", "openai/gpt-4.1-mini", "--preset", "low")
    assert 0 == run(*flags, "--collect").exit_code
    for _ in range(9):
        monkeypatch.chdir(tmp_path.parent)
        command = ["batch", "--collect", str(tmp_path / "out.csv.journal")]
        done = CliRunner().invoke(app, command)
        assert 0 == done.exit_code
        if "20 of 20 rows scored" in done.stdout:
            break
    assert 20 == len(table(tmp_path / "out.csv"))
    assert 2 == tell_batches(address)["batches"]


async def test_files_go_up_and_come_down(address: str, tmp_path: Path) -> None:
    """Whole, and larger than any reply may be; what the API refuses is our error."""
    content = b"0123456789abcdef" * 2**20
    (tmp_path / "file").write_bytes(
        b"--x\r\nA: b\r\n\r\nbatch\r\n--x\r\nA: c\r\n\r\n" + content + b"\r\n--x--\r\n"
    )
    pieces: list[bytes] = []
    async with OpenAI("gpt-4.1-mini").open_files() as files:
        batches = OpenAIForm(files)
        batch = Batch(1, 1, "x", "openai/gpt-4.1-mini", "/v1/chat/completions", 1, "submitting")
        name = await batches.upload(batch, lambda: (tmp_path / "file").open("rb"))
        await batches.fetch(name, pieces.append)
        with pytest.raises(ProviderError, match="404"):
            await batches.fetch("file-none", pieces.append)
    assert content == b"".join(pieces)
    assert 1 < len(pieces)
