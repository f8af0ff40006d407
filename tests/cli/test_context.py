"""Context and evaluations on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trustcore import Request, register_provider
from trustcore.cli.app import app
from trustcore.cli.exits import Exit
from trustcore.plugins.registry import providers
from trustcore.testing import ScriptedProvider


@pytest.fixture
def model() -> Iterator[ScriptedProvider]:
    def script(request: Request) -> str:
        return "4\nIt is so." if "by one criterion" in request.messages[-1].text else "Paris"

    made = ScriptedProvider(script, features=("n", "temperature"))
    register_provider("scripted")(lambda model: made)
    yield made
    del providers._registered["scripted"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "atlas.md"
    file.write_text("Paris is the capital of France.", "utf-8-sig")
    return file


COMMANDS = (["prompt", "Capital of France?"], ["score", "Capital of France?", "Paris"])


@pytest.mark.parametrize("command", COMMANDS, ids=["prompt", "score"])
def test_files_are_documents_and_names_are_evaluations(
    command: list[str], model: ScriptedProvider, file: Path
) -> None:
    """A document is known by its file's name; ratings are told with their reasons."""
    evals = ["--eval", "context_sufficiency", "--eval", "query_ease"]
    common = ["--model", "scripted/x", "--context", str(file), *evals]
    done = CliRunner().invoke(app, [*command, *common, "--json"])
    assert Exit.GOOD == done.exit_code, done.output
    written = json.loads(done.stdout)
    assert ["context_sufficiency", "query_ease"] == list(written["evals"])
    assert {"score": 0.75, "reason": "4 on a scale from 1 to 5: It is so."} == written["evals"][
        "query_ease"
    ]
    seen = [one.messages[-1].text for one in model.requests]
    assert any("Source: atlas.md\nParis is the capital of France." in one for one in seen)
    shown = CliRunner().invoke(app, [*command, *common])
    assert "query_ease: 0.750  4 on a scale from 1 to 5: It is so." in shown.stdout


@pytest.mark.parametrize(
    "flags",
    [
        ["--label", "Paris", "--label", "Lyon, in France", "--label", "other"],
        ["--labels", "Paris,Lyon,other"],
        ["--label", '["Paris", "Lyon, in France"]', "--label", "other"],
    ],
    ids=["repeated", "commas", "JSON"],
)
@pytest.mark.parametrize("command", COMMANDS, ids=["prompt", "score"])
def test_labels_are_the_answers_that_there_are(
    command: list[str], flags: list[str], model: ScriptedProvider
) -> None:
    """The last of them stands in where none is read; an answer that is none is refused."""
    done = CliRunner().invoke(app, [*command, "--model", "scripted/x", *flags, "--json"])
    assert Exit.GOOD == done.exit_code, done.output
    assert "Paris" == json.loads(done.stdout)["response"]
    wrong = ["score", "Capital of France?", "Rome", *flags]
    for refused in (wrong, ["prompt", "Capital of France?", "--label", "one"]):
        done = CliRunner().invoke(app, [*refused, "--model", "scripted/x"])
        assert Exit.USAGE == done.exit_code


@pytest.mark.parametrize("flags", [["--labels", "spam"], ["--label", "spam;ham"]])
@pytest.mark.parametrize("command", [*COMMANDS, ["batch", "in.csv", "-o", "o.csv"]])
def test_a_lone_label_is_answered_with_the_flag_and_how_labels_are_written(
    command: list[str], flags: list[str]
) -> None:
    done = CliRunner().invoke(app, [*command, "--model", "scripted/x", *flags])
    assert Exit.USAGE == done.exit_code
    said = " ".join(done.stderr.split())
    assert "labels (--label, --labels) must be a list of two or more" in said
    assert "a,b,other: commas stand between them" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--context", "nowhere.md"], "nowhere.md cannot be read: No such file or directory"),
        (["--context", "bytes.bin"], "bytes.bin cannot be read: it is not text in UTF-8"),
        (["--eval", "query_eas"], "did you mean 'query_ease'?"),
    ],
)
def test_what_is_no_document_or_evaluation_is_refused_before_any_call(
    arguments: list[str],
    said: str,
    model: ScriptedProvider,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bytes.bin").write_bytes(b"\xff\xfe\x00")
    command = ["score", "Capital?", "Paris", "--model", "scripted/x", *arguments]
    done = CliRunner().invoke(app, command)
    assert Exit.USAGE == done.exit_code
    assert said in " ".join(done.stderr.split())
    assert [] == model.requests
