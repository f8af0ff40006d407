"""The command line. It names models, so a provider is registered under a name."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from trustcore import TLM, register_provider
from trustcore.cli.app import app
from trustcore.cli.exits import Exit, in_flags
from trustcore.cli.show import is_active, print_json, safe
from trustcore.errors import AuthenticationError, RequestError
from trustcore.plugins.registry import providers
from trustcore.records.text import whole_text
from trustcore.testing import ScriptedProvider

ONE_JUDGE = """
[mine]
strategies = { reflection = { arguments = { ratings = 1 } } }
"""
"""A preset in which "true", correct, is a score of 1."""

SCRIPTS: dict[str, Any] = {
    "right": "true",
    "wrong": "false",
    "unsure": "hm",
    "long": "word " * 100 + "end",
    "colours": "\x1b[31mred\x1b[0m \x1b]0;title\x07 [bold]markup[/bold] :smile: \u202eturned\u202c",
    "unicode": "Zürich 東京 👩\u200d👧 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "lines": "one\r\ntwo\tthree",
    "refused": RequestError("the endpoint refused the request"),
    "told": RequestError("the endpoint refused", detail="no such\x1b[2J region: " + "mars " * 99),
    "key": RequestError("the endpoint refused", detail="key sk-live-0123456789abcdef is off"),
    "quoting": RequestError("the endpoint refused", detail="cannot read 'Is the Moon hollow?'"),
    "locked": AuthenticationError("the endpoint refused the credentials"),
}


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ScriptedProvider]]:
    monkeypatch.delenv("TRUSTCORE_MODEL", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    made: dict[str, ScriptedProvider] = {}

    @register_provider("scripted")
    def scripted(model: str) -> ScriptedProvider:
        if model not in made:
            made[model] = ScriptedProvider(SCRIPTS[model], name=f"scripted/{model}")
        return made[model]

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
    assert re.search(r"^true\n\ntrustworthiness score: [01]\.\d{3}\n", done.stdout)
    assert "reflection: 1.000  the judge called it correct" in done.stdout
    assert "calls: 2" in done.stdout
    assert "" == done.stderr


def test_a_reason_stays_on_its_line(run: Run) -> None:
    """Where no terminal is, so that it can be searched for."""
    done = run("prompt", "?", "--model", "scripted/right", "--judge", "scripted/refused")
    why = "1 call failed; why: RequestError: the endpoint refused the request"

    assert f"  reflection: absent  the judge gave no rating: {why}\n" in done.stdout


@pytest.mark.parametrize("command", [("prompt",), ("score", "Solid rock.")])
def test_what_an_api_said_is_told(run: Run, command: tuple[str, ...]) -> None:
    """On a line of its own: cut, without control characters, keys, or words that quote a text."""
    name, *answer = command
    asked = (name, "Is the Moon hollow?", *answer)
    told, key, quoting, without = (
        run(*asked, "--model", f"scripted/{model}")
        for model in ("told", "key", "quoting", "refused")
    )
    judged = run(*asked, "--model", "scripted/right", "--judge", "scripted/told")

    assert "the API said: no such[2J region: mars mars" in told.stderr
    assert len(told.stderr) < 400
    assert "the API said: key *** is off\n" in key.stderr
    assert "API said" not in quoting.stderr + without.stderr
    assert 4 == judged.exit_code
    assert "the API said: no such" in judged.stderr


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


@pytest.mark.parametrize(
    "command", [("prompt", "?"), ("score", "?", "true")], ids=["prompt", "score"]
)
def test_json(command: tuple[str, ...], run: Run) -> None:
    """`--json` prints one line with all of the result."""
    done = run(*command, "--model", "scripted/right", "--json")
    written = json.loads(done.stdout)

    assert 1 == done.stdout.count("\n")
    assert "true" == written["response"]
    assert 0.5 < written["trustworthiness_score"] <= 1
    assert {"signals", "usage", "fingerprint", "reason"} <= written.keys()


@pytest.mark.parametrize(
    "command", [("prompt", "?"), ("score", "?", "true")], ids=["prompt", "score"]
)
def test_cache(
    command: tuple[str, ...], run: Run, made: dict[str, ScriptedProvider], tmp_path: Path
) -> None:
    """`--cache` names a file: what was answered once is not asked for again, and it says so."""
    made["right"] = ScriptedProvider("true", name="scripted/right", endpoint="test")
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


def test_standard_input_as_the_answer(run: Run) -> None:
    """`score Q -` reads the answer; one of the two only can be read."""
    done = run("score", "?", "-", "--model", "scripted/right", "--json", typed="from a pipe")
    both = run("score", "-", "-", "--model", "scripted/right", typed="one")

    assert "from a pipe" == json.loads(done.stdout)["response"]
    assert 2 == both.exit_code
    assert "standard input can be one text only" in both.stderr


COMMANDS = pytest.mark.parametrize(
    "command", [("prompt", "?"), ("score", "?", "true")], ids=["prompt", "score"]
)


@COMMANDS
def test_a_budget_of_calls(command: tuple[str, ...], run: Run) -> None:
    """`--max-calls`: what was paid for is shown, the rest is an error with a code of its own."""
    wide = run(*command, "--model", "scripted/right", "--max-calls", "2")
    done = run("prompt", "?", "--model", "scripted/right", "--max-calls", "1")

    assert 0 == wide.exit_code
    assert 6 == done.exit_code
    assert done.stdout.startswith("true\n")
    assert "error: the budget of 1 calls has no room" in done.stderr


@COMMANDS
@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--max-calls", "0"), "budget calls must be"),
        (("--max-usd", "-1"), "budget usd must be"),
        (("--max-usd", "nan"), "budget usd must be"),
        (("--max-usd", "1"), "a budget"),
        (("--timeout", "0"), "timeout must be"),
        (("--timeout", "nan"), "timeout must be"),
    ],
)
def test_wrong_limits(
    command: tuple[str, ...], flags: tuple[str, ...], message: str, run: Run
) -> None:
    """A limit that is none is said in one line, before anything is asked."""
    done = run(*command, "--model", "scripted/right", *flags)

    assert (2, 1, "") == (done.exit_code, done.stderr.count("\n"), done.stdout)
    assert message in done.stderr


@COMMANDS
def test_base_url(command: tuple[str, ...], run: Run) -> None:
    """`--base-url` is the answering model's; nobody listens at this one."""
    done = run(
        *command, "--model", "openai/m", "--base-url", "http://127.0.0.1:9/v1",
        "--option", "max_attempts=1",
    )  # fmt: skip

    assert done.exit_code in (3, 4)
    assert "127.0.0.1:9" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[" * 900, "max_tokens must be"),
        ("[" * 400 + "]" * 400, "max_tokens must be"),
        ("[" * 5000, "1000 characters at most, not 5000"),
        ('{"a":' * 180, "max_tokens must be"),
        ("9" * 20, "9007199254740992 at most"),
        ("-" + "9" * 900, "9007199254740992 at most"),
        ("9" * 5000, "1000 characters at most"),
        ("1e999", "max_tokens must be"),
        ("NaN", "max_tokens must be"),
        ("-Infinity", "max_tokens must be"),
        ("\udcff\udcfe", "--option is not valid UTF-8"),
        ('"\\ud800"', "max_tokens must be"),
        ("\x1b]0;title\x07", "max_tokens must be"),
        ("two\nlines", "max_tokens must be"),
        ("", "max_tokens must be"),
    ],
    ids=lambda value: ascii(value[:20]),
)
def test_nonsense_as_an_option(value: str, message: str, run: Run) -> None:
    """Whatever it is, it is our error: one line without anything that acts on a terminal."""
    done = run("prompt", "?", "--model", "scripted/right", "--option", f"max_tokens={value}")

    assert (2, 1, "") == (done.exit_code, done.stderr.count("\n"), done.stdout)
    assert message in done.stderr
    assert not [char for char in done.stderr if char != "\n" and is_active(char)]


@pytest.mark.parametrize(
    "key", ["requests_per_minute", "temperature", "call_timeout", "burst", "log", "model", "x" * 99]
)
@pytest.mark.parametrize("value", ["9" * 900, "[[1]]", "{}", "1e400", "true", "\udcff"])
def test_nonsense_as_any_option(key: str, value: str, run: Run) -> None:
    """So it is for every option."""
    flags = () if key == "model" else ("--model", "scripted/right")
    done = run("prompt", "?", *flags, "--option", f"{key}={value}")

    assert isinstance(done.exception, SystemExit | None)
    assert done.exit_code in (0, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("prompt", "\udcff", "--model", "scripted/right"),
        ("score", "?", "\udcff", "--model", "scripted/right"),
        ("prompt", "?", "--model", "scripted/\udcff"),
        ("prompt", "?", "--model", "scripted/right", "--judge", "\udcff"),
        ("prompt", "?", "--model", "scripted/right", "--base-url", "\udcff"),
        ("prompt", "?", "--model", "scripted/right", "--preset", "\udcff"),
        ("plan", "\udcff"),
        ("plan", "low", "--model", "scripted/\udcff"),
        ("plan", "low", "--model", "scripted/right", "--text", "\udcff"),
        ("plan", "x" * 5000),
        ("evaluate", "\udcff"),
        ("evaluate", "nowhere.jsonl"),
    ],
    ids=ascii,
)
def test_arguments_that_are_no_text(arguments: tuple[str, ...]) -> None:
    """Bytes that are no UTF-8 are refused wherever they stand, in one line."""
    done = listed(*arguments)

    assert (2, 1, "") == (done.exit_code, done.stderr.count("\n"), done.stdout)


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


ACTIVE = [
    *map(chr, (0x00, 0x07, 0x1B, 0x7F, *range(0x80, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029)),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xD800, 0xDFFF, 0xE0001)),
]
"""What a terminal may act on, or not draw."""


@pytest.mark.parametrize("char", ACTIVE, ids=ascii)
def test_active_characters_in_json(char: str, run: Run, made: dict[str, ScriptedProvider]) -> None:
    """In JSON they are escapes, and read back they are what they were; half a character is none."""
    made["active"] = ScriptedProvider(f"a{char}b é 東京", name="scripted/active")
    done = run("prompt", "?", "--model", "scripted/active", "--judge", "scripted/right", "--json")

    said = "\ufffd" if "\ud800" <= char <= "\udfff" else char
    assert f"a{said}b é 東京" == json.loads(done.stdout)["response"]
    assert char not in done.stdout


@given(st.text(st.characters()))
def test_printed_json_is_json(text: str) -> None:
    """Whatever the text: equal JSON, in which nothing is active, and every character whole."""
    written = io.StringIO()
    with redirect_stdout(written):
        print_json({"text": text, text: [text]})

    text = whole_text(text)
    assert {"text": text, text: [text]} == json.loads(written.getvalue())
    assert not [char for char in written.getvalue()[:-1] if is_active(char)]


@given(st.text(st.characters()))
def test_shown_text_is_not_active(text: str) -> None:
    """So it is for people."""
    assert not [char for char in safe(text).plain if is_active(char)]


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
        ("a\x00b", "a\\x00b"),
        ("a\x9bb", "a\\x9bb"),
        ("a\rb", "a\\rb"),
        ("a\ud800b", "a\\ud800b"),
        ("a\u2066b", "a\\u2066b"),
        ("a\u2028b", "a\\u2028b"),
        ("a\U000e0001b", "a\\U000e0001b"),
        ("a\tb\nc", "a\tb\nc"),
        ("[red]x", "[red]x"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    """Control characters are shown as escapes; text that looks like markup is text."""
    assert shown == safe(text).plain


def test_plan() -> None:
    """`plan` tells the calls of a preset, and makes none."""
    done = listed("plan", "low")

    assert 0 == done.exit_code
    assert "calls: 7 to " in done.stdout
    assert 4 == done.stdout.count("sampler")


def test_plan_as_json() -> None:
    """The same as data."""
    plan = json.loads(listed("plan", "medium", "--json").stdout)

    assert "medium" == plan["preset"]
    assert plan["least"] < plan["most"] == len(plan["nodes"])


def test_plan_needs_no_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preset that names a role's model can be planned where its key is not at hand."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    file = tmp_path / "presets.toml"
    file.write_text('[mine]\nextends = "low"\nroles = { judge = "openai/gpt-5.5-mini" }\n')

    assert "calls: 7 to " in listed("plan", str(file)).stdout


def test_plan_with_a_model() -> None:
    """With a model it tells tokens and cost, as text and as data, and makes no call."""
    done = listed("plan", "low", "--model", "scripted/right")
    data = json.loads(listed("plan", "low", "--model", "scripted/right", "--json").stdout)

    assert "tokens read: " in done.stdout
    assert "cost: the price of the model is not known" in done.stdout
    assert "scripted/right" == data["model"]
    assert {"calls", "input_tokens", "output_tokens", "usd"} <= data["estimate"].keys()


def test_plan_with_a_price() -> None:
    """Where the price is known, it tells least and most."""
    done = listed("plan", "low", "--model", "embedded/primer")

    assert "cost in USD: 0.000000 to 0.000000" in done.stdout


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
    calls = {row[0]: row[2] for row in rows}
    plans = {name: TLM(name, model=str.upper).plan() for name in ("base", "low", "medium")}
    assert {name: f"{one.least}-{one.most}" for name, one in plans.items()}.items() <= calls.items()


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
    """Plug-ins are listed by name, one a line, or in JSON."""
    assert names <= {line.split()[0] for line in listed(command).stdout.splitlines()}
    assert names <= set(json.loads(listed(command, "--json").stdout))


def test_providers_and_their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a key is in the environment is told by the variable's name, never by its value."""
    monkeypatch.setenv("GROQ_API_KEY", "gsk-secret")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    shown = listed("providers").stdout
    keys = {
        name: one["keys"] for name, one in json.loads(listed("providers", "--json").stdout).items()
    }

    assert "gsk-secret" not in shown
    lacks = {
        name: one["lacks"] for name, one in json.loads(listed("providers", "--json").stdout).items()
    }
    without = find_spec("xllamacpp") is None
    assert (["xllamacpp"] if without else [], []) == (lacks["gguf"], lacks["openai"])
    assert without == ('pip install "trustcore[gguf]"' in shown)
    rows = {line.split()[0]: line.split(maxsplit=1)[1].strip() for line in shown.splitlines()}
    assert "found in GROQ_API_KEY" == rows["groq"]
    assert "not set: OPENAI_API_KEY" == rows["openai"]
    assert "none" == rows["embedded"]
    assert ({"GROQ_API_KEY": True}, {"OPENAI_API_KEY": False}, {}) == (
        keys["groq"],
        keys["openai"],
        keys["embedded"],
    )


def test_strategies_say_what_they_do() -> None:
    """Beside each name stands a sentence."""
    assert "Let a judge model rate the answer" in listed("strategies").stdout


def test_no_command() -> None:
    """Without a command the help is shown."""
    done = listed()

    assert "Usage" in done.stdout + done.stderr
    assert "prompt" in done.stdout + done.stderr


def test_help_has_the_exit_codes() -> None:
    """What a script can tell is documented where it is looked for."""
    shown = " ".join(listed("--help").stdout.split())

    for code in Exit:
        assert f" {code} " in shown


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        ("trustcore prompt --preset", "me", ["medium"]),
        ("trustcore score --preset", "b", ["base", "best"]),
        ("trustcore plan", "hi", ["high"]),
        ("trustcore prompt --model", "embedded", ["embedded/primer", "embedded/"]),
        ("trustcore demo --model", "oll", ["ollama/"]),
        ("trustcore score --judge", "open", ["openai/", "openrouter/"]),
    ],
)
def test_completion(words: str, begun: str, found: list[str]) -> None:
    """A shell completes presets and models."""
    environment = {
        "_TRUSTCORE_COMPLETE": "complete_bash",
        "COMP_WORDS": f"{words} {begun}",
        "COMP_CWORD": str(len(words.split())),
    }
    done = CliRunner().invoke(app, [], prog_name="trustcore", env=environment)

    assert found == done.stdout.split()


def test_evaluate(tmp_path: Path) -> None:
    """The table has its heads, and a row for each score."""
    pytest.importorskip("numpy")
    lines = [
        {
            "dataset": "sums",
            "model": "m",
            "prompt": f"q{n}",
            "answers": [{"text": text, "correct": n % 2 == 0} for text in "AAB"],
        }
        for n in range(4)
    ]
    file = tmp_path / "recorded.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    done = listed("evaluate", str(file), "--preset", "low")

    head, row, *_ = done.stdout.splitlines()
    assert ["data", "set", "model", "n", "accuracy", "calls", "score"] == head.split()[:7]
    assert ["sums", "m", "4", "0.500", "3.0", "trustworthiness"] == row.split()[:6]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "h needs a key: set K or pass api_key=; for another server pass base_url= or set U",
            "h needs a key: set K; for another server give --base-url or set U",
        ),
        (
            "base_url (or U) must be like https://host",
            "--base-url (or U) must be like https://host",
        ),
        ("is base_url right?; given up", "is --base-url right?; given up"),
        ("wait, or lower max_concurrency", "wait, or give a lower --option max_concurrency=N"),
        ("used up: raise max_tokens", "used up: give a higher --option max_tokens=N"),
        ("no room; raise the budget's `calls`", "no room; raise --max-calls"),
        ("above 0, or None for no limit, not 0", "above 0, not 0"),
        ("my_base_url_x is no keyword", "my_base_url_x is no keyword"),
        (
            "wait_timeout is no option but a keyword: write TLM(wait_timeout=5)",
            "wait_timeout is no option; give --wait-timeout, where --help lists it",
        ),
        (
            "tools is a setting of a call: write tlm.prompt(..., tools=...)",
            "tools is no option; --help lists the flags that there are",
        ),
        ("name another by model=, or leave", "name another by --model, or leave"),
    ],
)
def test_errors_name_flags_and_not_keywords(said: str, shown: str) -> None:
    """Who types a command has no `base_url=` to pass."""
    assert shown == in_flags(said)


def test_a_missing_key_is_told_with_the_way_out_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key is given by its variable alone."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    done = CliRunner().invoke(app, ["prompt", "q", "--model", "openai/m"])

    assert done.exit_code == Exit.USAGE
    assert "set OPENAI_API_KEY; for another server give --base-url" in done.stderr
    assert "api_key=" not in done.stderr
