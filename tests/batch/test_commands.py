"""The commands for files of prompts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.batch.helpers import table
from trustcore import TLM, register_provider
from trustcore.batch import run_file
from trustcore.cli.app import app
from trustcore.plugins.registry import providers
from trustcore.testing import ScriptedProvider

Questions = Callable[..., Path]


@pytest.fixture(autouse=True)
def _scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TRUSTCORE_MODEL", "scripted/a")
    register_provider("scripted")(lambda model: ScriptedProvider("A", name=model))
    yield
    del providers._registered["scripted"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_first_command(questions: Questions, tmp_path: Path) -> None:
    """It needs no key, and says what it did."""
    out = tmp_path / "scored.csv"
    done = run("batch", questions(), "-o", out, "--model", "embedded/primer", "--preset", "base")
    assert 0 == done.exit_code
    assert "3 of 3 rows scored" in done.stdout
    assert all(row["response"] for row in table(out))


def test_another_preset_is_told_in_two_columns(questions: Questions, tmp_path: Path) -> None:
    """Exit code 2, and the way out."""
    out = tmp_path / "out.csv"
    assert 0 == run("batch", questions(), "-o", out, "--preset", "base").exit_code
    done = run("batch", questions(), "-o", out, "--preset", "low")
    assert 2 == done.exit_code
    assert ["preset", "base", "low"] in [line.split() for line in done.stderr.splitlines()]
    assert "--accept-changes" in done.stderr
    done = run("batch", questions(), "-o", out, "--preset", "low", "--accept-changes")
    assert 0 == done.exit_code


def test_shards_are_merged(questions: Questions, tmp_path: Path) -> None:
    """To what one run gives; the same shard twice is refused."""
    whole, parts = tmp_path / "whole.csv", [tmp_path / f"{number}.csv" for number in (1, 2)]
    for number, part in enumerate(parts, 1):
        assert 0 == run("batch", questions(9), "-o", part, "--shard", f"{number}/2").exit_code
    run("batch", questions(9), "-o", whole)
    assert 0 == run("merge", *parts, "-o", tmp_path / "merged.csv").exit_code
    assert whole.read_bytes() == (tmp_path / "merged.csv").read_bytes()
    done = run("merge", parts[0], parts[0], "-o", tmp_path / "merged.csv")
    assert (2, True) == (done.exit_code, "1.csv and 1.csv are both shard 1/2" in done.stderr)


def test_status(questions: Questions, tmp_path: Path) -> None:
    """Of a journal, or of the output beside it; as JSON too."""
    run("batch", questions(), "-o", tmp_path / "out.csv")
    found = json.loads(run("status", tmp_path / "out.csv", "--json").stdout)
    assert ("finished", 3, 0, 0) == tuple(found[one] for one in ("state", "done", "failed", "open"))
    assert found == json.loads(run("status", tmp_path / "out.csv.journal", "--json").stdout)
    assert 2 == run("status", tmp_path / "nothing.csv").exit_code


def test_forgetting(questions: Questions, tmp_path: Path) -> None:
    """The texts, or all; the scores outlive the texts."""
    out = tmp_path / "out.csv"
    run("batch", questions(), "-o", out)
    scores = [row["trustworthiness_score"] for row in table(out)]
    assert 0 == run("journal", "forget", out, "--texts").exit_code
    assert 0 == run("batch", questions(), "-o", out, "--assemble").exit_code
    assert [("", score) for score in scores] == [
        (row["response"], row["trustworthiness_score"]) for row in table(out)
    ]
    assert 0 == run("journal", "forget", out).exit_code
    assert [] == list(tmp_path.glob("*.journal*"))


def test_a_budget_is_told_by_the_exit_code(questions: Questions, tmp_path: Path) -> None:
    """And how to go on."""
    out = tmp_path / "out.csv"
    done = run("batch", questions(90), "-o", out, "--max-calls", "300")
    assert 6 == done.exit_code
    assert "rows are left; the same command goes on" in done.stdout


def test_the_journal_alone_goes_on(
    questions: Questions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what was typed for the run, and not with what was about one start of it."""
    out, calm = tmp_path / "out.tsv", tmp_path / "calm.tsv"
    flags = (
        "--template",
        "Is {question} -- so?",
        "--option",
        "num_self_reflections=0",
        "--explain",
    )
    run("batch", questions(9), "-o", calm, *flags)
    monkeypatch.chdir(tmp_path)
    begun = run("batch", "in.csv", "-o", "out.tsv", *flags, "--max-calls", "7", "--quiet")
    assert 6 == begun.exit_code
    monkeypatch.chdir(tmp_path.parent)
    done = run("batch", out.with_name("out.tsv.journal"), "--max-calls", "1000")
    assert ("", 0) == (done.stderr, done.exit_code)
    assert "9 of 9 rows scored" in done.stdout
    assert calm.read_bytes() == out.read_bytes()


def test_a_journal_of_no_command_is_told(questions: Questions, tmp_path: Path) -> None:
    """A program wrote it, which alone knows its client."""
    with TLM("low", model=ScriptedProvider("A")) as tlm:
        run_file(tlm, questions(), tmp_path / "out.csv", quiet=True)
    done = run("batch", tmp_path / "out.csv.journal")
    assert (2, True) == (done.exit_code, "give its input and output" in done.stderr)


def test_an_output_is_asked_for(questions: Questions) -> None:
    done = run("batch", questions())
    assert (2, True) == (done.exit_code, "-o scored.csv" in done.stderr)


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_costs_nothing(closed: int, questions: Questions, tmp_path: Path) -> None:
    """A service may start it without one of them."""
    out = tmp_path / "out.csv"
    python, main = sys.executable, "from trustcore.cli import main; main()"
    flags = ["-o", str(out), "--model", "embedded/primer", "--preset", "base"]
    command = [python, "-c", main, "batch", str(questions()), *flags]
    program = f"import os; os.close({closed}); os.execv({python!r}, {command!r})"
    ended = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert 0 == ended.returncode
    assert 3 == len(table(out))
