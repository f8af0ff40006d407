"""The command line. It names models, so a provider is registered under a name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from trustcore import register_provider
from trustcore.cli.app import app
from trustcore.cli.show import safe
from trustcore.errors import AuthenticationError, RequestError
from trustcore.plugins.registry import providers
from trustcore.testing import ScriptedProvider

ONE_JUDGE = """
[mine]
strategies = { reflection = { arguments = { ratings = 1 } } }
"""
"""A preset in which "A", correct, is a score of 1."""

SCRIPTS: dict[str, Any] = {
    "right": "A",
    "wrong": "B",
    "unsure": "hm",
    "long": "word " * 100 + "end",
    "colours": "\x1b[31mred\x1b[0m \x1b]0;title\x07 [bold]markup[/bold] :smile: \u202eturned\u202c",
    "unicode": "Zürich 東京 👩\u200d👧 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "lines": "one\r\ntwo\tthree",
    "refused": RequestError("the endpoint refused the request"),
    "locked": AuthenticationError("the endpoint refused the credentials"),
}


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ScriptedProvider]]:
    monkeypatch.delenv("TRUSTCORE_MODEL", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    made: dict[str, ScriptedProvider] = {}

    @register_provider("scripted")
    def scripted(model: str) -> ScriptedProvider:
        return made.setdefault(model, ScriptedProvider(SCRIPTS[model], name=f"scripted/{model}"))

    yield made
    del providers._registered["scripted"]


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    file = tmp_path / "presets.toml"
    file.write_text(ONE_JUDGE)

    def run(*arguments: str, typed: str | None = None, preset: bool = True) -> Result:
        mine = ("--preset", f"{file}#mine") if preset else ()
        return CliRunner().invoke(app, [*arguments, *mine], input=typed)

    return run


def listed(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_prompt(run: Run) -> None:
    """`prompt` prints the answer, its score, each signal with its reason, and the cost."""
    done = run("prompt", "?", "--model", "scripted/right")

    assert 0 == done.exit_code
    assert re.search(r"^A\n\ntrustworthiness score: [01]\.\d{3}\n", done.stdout)
    assert "reflection: 1.000  the judge called it correct" in done.stdout
    assert "calls: 2" in done.stdout
    assert "" == done.stderr


def test_a_reason_stays_on_its_line(run: Run) -> None:
    """Where no terminal is, so that it can be searched for."""
    done = run("prompt", "?", "--model", "scripted/right", "--judge", "scripted/refused")
    why = "1 call failed; why: RequestError: the endpoint refused the request"

    assert f"  reflection: absent  the judge gave no rating: {why}\n" in done.stdout


def test_version() -> None:
    """`--version` tells the release."""
    done = listed("--version")

    assert (0, f"trustcore {version('trustcore')}\n") == (done.exit_code, done.stdout)


def test_score(run: Run) -> None:
    """`score` prints the score, and not the answer that it was given."""
    done = run("score", "?", "an answer", "--model", "scripted/wrong")

    assert 0 == done.exit_code
    assert re.match(r"trustworthiness score: 0\.\d{3}\n", done.stdout)
    assert "an answer" not in done.stdout


@pytest.mark.parametrize("command", [("prompt", "?"), ("score", "?", "A")], ids=["prompt", "score"])
def test_json(command: tuple[str, ...], run: Run) -> None:
    """`--json` prints one line with all of the result."""
    done = run(*command, "--model", "scripted/right", "--json")
    written = json.loads(done.stdout)

    assert 1 == done.stdout.count("\n")
    assert "A" == written["response"]
    assert 0.5 < written["trustworthiness_score"] <= 1
    assert {"signals", "usage", "fingerprint", "reason"} <= written.keys()


@pytest.mark.parametrize("command", [("prompt", "?"), ("score", "?", "A")], ids=["prompt", "score"])
def test_cache(
    command: tuple[str, ...], run: Run, made: dict[str, ScriptedProvider], tmp_path: Path
) -> None:
    """`--cache` names a file: what was answered once is not asked for again, and it says so."""
    made["right"] = ScriptedProvider("A", name="scripted/right", endpoint="test")
    arguments = (*command, "--model", "scripted/right", "--cache", str(tmp_path / "answers.db"))
    first, second = run(*arguments), run(*arguments)

    calls = made["right"].started
    assert f"calls: {calls}" in first.stdout
    assert "from the cache" not in first.stdout
    assert f"calls: 0, tokens: 0 in, 0 out, from the cache: {calls}" in second.stdout


def test_cache_of_another_kind(run: Run, tmp_path: Path) -> None:
    """A file that is something else is an error of usage."""
    (tmp_path / "letter").write_text("Dear all")
    done = run("prompt", "?", "--model", "scripted/right", "--cache", str(tmp_path / "letter"))

    assert (2, "Dear all") == (done.exit_code, (tmp_path / "letter").read_text())
    assert "letter is no cache of trustcore's" in done.stderr


def test_standard_input(run: Run, made: dict[str, ScriptedProvider]) -> None:
    """`-` reads the prompt from standard input."""
    done = run("prompt", "-", "--model", "scripted/right", typed="one\ntwo")

    assert 0 == done.exit_code
    assert "one\ntwo" == made["right"].requests[0].messages[0].content


def test_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model may come from the environment."""
    monkeypatch.setenv("TRUSTCORE_MODEL", "scripted/right")

    assert 0 == run("prompt", "?").exit_code


@pytest.mark.parametrize("way", ["option", "preset"])
def test_model_elsewhere(way: str, run: Run, tmp_path: Path) -> None:
    """So may it from an option or from the preset."""
    if way == "option":
        done = run("prompt", "?", "--option", "model=scripted/right")
    else:
        file = tmp_path / "own.toml"
        file.write_text(f'{ONE_JUDGE}roles = {{ answer = "scripted/right" }}\n')
        done = run("prompt", "?", "--preset", str(file), preset=False)

    assert 0 == done.exit_code


def test_judge(run: Run, made: dict[str, ScriptedProvider]) -> None:
    """`--judge` names another model for the judge's calls."""
    done = run("prompt", "?", "--model", "scripted/right", "--judge", "scripted/wrong")

    assert "reflection: 0.000" in done.stdout
    assert (1, 1) == (made["right"].started, made["wrong"].started)


def test_options(run: Run, made: dict[str, ScriptedProvider]) -> None:
    """`--option` may be repeated; values are numbers, lists or words."""
    options = (
        "--option",
        "temperature=0",
        "--option",
        "max_tokens=7",
        "--option",
        'log=["evidence"]',
    )
    done = run("prompt", "?", "--model", "scripted/right", "--json", *options)

    request = made["right"].requests[0]
    assert (0.0, 7) == (request.temperature, request.max_tokens)
    assert json.loads(done.stdout)["evidence"]["findings"]


@pytest.mark.parametrize(
    ("model", "threshold", "code"),
    [
        ("right", "0.5", 0),
        ("wrong", "0.5", 5),
        ("wrong", "0", 0),
        ("unsure", None, 4),
        ("unsure", "0", 4),
        ("refused", None, 3),
        ("locked", None, 3),
    ],
)
@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_exit_codes(model: str, threshold: str | None, code: int, as_json: bool, run: Run) -> None:
    """The exit code tells a good score, a low one, none, and a failure apart."""
    limit = () if threshold is None else ("--threshold", threshold)
    flags = ("--json",) if as_json else ()
    done = run("prompt", "?", "--model", f"scripted/{model}", *limit, *flags)

    assert code == done.exit_code
    assert ("error: the endpoint refused" in done.stderr) == (code == 3)


def test_no_score(run: Run) -> None:
    """An answer without a score says so, and why."""
    done = run("prompt", "?", "--model", "scripted/unsure")

    assert "trustworthiness score: none" in done.stdout
    assert "reflection: absent  the judge gave no rating" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--model", "scripted/right", "--option", "max_token=5"), "did you mean 'max_tokens'"),
        (("--model", "scripted/right", "--option", "max_tokens=0"), "max_tokens must be"),
        (("--model", "scripted/right", "--option", "temperature"), "KEY=VALUE"),
        (("--model", "scriptd/right"), "did you mean 'scripted'"),
        (("--model", "right"), '"provider/model"'),
        ((), "no model is named; give --model provider/NAME, or set TRUSTCORE_MODEL; embedded/"),
    ],
)
def test_wrong_setting(arguments: tuple[str, ...], message: str, run: Run) -> None:
    """What is wrong is said in one line on standard error; nothing is printed, nothing is asked."""
    done = run("prompt", "?", *arguments)

    assert 2 == done.exit_code
    assert message in done.stderr
    assert 1 == done.stderr.count("\n")
    assert "" == done.stdout


@pytest.mark.parametrize("preset", ["mediun", "no-such-file.toml"])
def test_wrong_preset(preset: str, run: Run) -> None:
    """So it is for a preset."""
    done = run("prompt", "?", "--model", "scripted/right", "--preset", preset, preset=False)

    assert 2 == done.exit_code
    assert done.stderr.startswith(f"error: preset {preset}")


@pytest.mark.parametrize("threshold", ["-0.1", "1.1", "high"])
def test_wrong_threshold(threshold: str, run: Run) -> None:
    """A threshold is a number in [0, 1]."""
    assert 2 == run("prompt", "?", "--model", "scripted/right", "--threshold", threshold).exit_code


def test_hostile_answer(run: Run) -> None:
    """What a model wrote moves no cursor, sets no title, is no markup and reverses no text."""
    done = run("prompt", "?", "--model", "scripted/colours")

    for char in ("\x1b", "\x07", "\u202e"):
        assert char not in done.stdout
    assert "[31mred" in done.stdout
    assert "[bold]markup[/bold] :smile:" in done.stdout


def test_hostile_answer_as_json(run: Run) -> None:
    """In JSON it is escaped, and complete."""
    done = run("prompt", "?", "--model", "scripted/colours", "--json")

    assert "\x1b" not in done.stdout
    assert SCRIPTS["colours"] == json.loads(done.stdout)["response"]


@pytest.mark.parametrize("model", ["long", "unicode"])
def test_answers_are_printed_whole(model: str, run: Run) -> None:
    """In a pipe no line is broken; the joiners of Persian words and of emoji stay."""
    done = run("prompt", "?", "--model", f"scripted/{model}")

    assert SCRIPTS[model] == done.stdout.splitlines()[0]


def test_line_ends(run: Run) -> None:
    """A line's end is one, whoever wrote it."""
    shown = run("prompt", "?", "--model", "scripted/lines").stdout.splitlines()

    assert ["one", "two"] == [shown[0], shown[1].split()[0]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\x9bb", "a\ufffdb"),
        ("a\rb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u2066b", "a\ufffdb"),
        ("a\tb\nc", "a\tb\nc"),
        ("[red]x", "[red]x"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    """Control characters are shown as replaced; text that looks like markup is text."""
    assert shown == safe(text).plain


def test_plan() -> None:
    """`plan` tells the calls of a preset, and makes none."""
    done = listed("plan", "low")

    assert 0 == done.exit_code
    assert "calls: 7 to 7" in done.stdout
    assert 4 == done.stdout.count("sampler")


def test_plan_as_json() -> None:
    """The same as data."""
    plan = json.loads(listed("plan", "medium", "--json").stdout)

    assert ("medium", 12, 12) == (plan["preset"], plan["least"], plan["most"])
    assert 12 == len(plan["nodes"])


def test_plan_needs_no_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preset that names a role's model can be planned where its key is not at hand."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    file = tmp_path / "presets.toml"
    file.write_text('[mine]\nextends = "low"\nroles = { judge = "openai/gpt-5.5-mini" }\n')

    assert "calls: 7 to 7" in listed("plan", str(file)).stdout


def test_wrong_plan() -> None:
    """A preset that does not exist is refused."""
    done = listed("plan", "mediun")

    assert 2 == done.exit_code
    assert "did you mean 'medium'" in done.stderr


def test_presets() -> None:
    """`presets` lists those that come with trustcore, with their calls."""
    done = listed("presets")
    rows = [line.split() for line in done.stdout.splitlines()[1:]]

    assert ["base", "low", "medium", "high", "best"] == [row[0] for row in rows]
    assert {"base": "1-2", "low": "7-7", "medium": "12-12"}.items() <= {
        row[0]: row[2] for row in rows
    }.items()


def test_presets_as_json() -> None:
    """As data they are the tables that make them."""
    tables = json.loads(listed("presets", "--json").stdout)

    assert ["base", "low", "medium", "high", "best"] == list(tables)
    assert 6 == tables["best"]["candidates"]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("strategies", {"consistency", "logprobs", "reflection"}),
        ("providers", {"callable", "openai", "scripted"}),
    ],
)
def test_lists(command: str, names: set[str]) -> None:
    """Plug-ins are listed by name, one a line, or as a list of JSON."""
    assert names <= set(listed(command).stdout.splitlines())
    assert names <= set(json.loads(listed(command, "--json").stdout))


def test_no_command() -> None:
    """Without a command the help is shown."""
    done = listed()

    assert "Usage" in done.stdout + done.stderr
    assert "prompt" in done.stdout + done.stderr
