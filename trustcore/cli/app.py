"""The commands."""

# ruff: noqa: FBT002  (typer makes a flag of a parameter and its default)

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from trustcore.cli.demo import EMBEDDED, run_demo
from trustcore.cli.exits import Exit, errors_to_exits
from trustcore.cli.show import print_json, print_result, print_table
from trustcore.client import TLM
from trustcore.errors import ConfigurationError, InputError, OptionError
from trustcore.plugins.registry import providers as provider_registry
from trustcore.plugins.registry import strategies as strategy_registry
from trustcore.presets import builtin_presets, resolve_preset
from trustcore.records.result import Result

app = typer.Typer(
    name="trustcore",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)

Model = Annotated[
    str | None,
    typer.Option(help='The answering model, "provider/model".', envvar="TRUSTCORE_MODEL"),
]
Judge = Annotated[str | None, typer.Option(help="The model that rates answers.")]
PresetName = Annotated[
    str, typer.Option("--preset", help="base, low, medium, high, best or FILE.toml#NAME.")
]
OptionList = Annotated[
    list[str] | None, typer.Option("--option", help="An option of TLM as KEY=VALUE; repeatable.")
]
CachePath = Annotated[
    Path | None, typer.Option("--cache", help="A file that keeps what models answer.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Threshold = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Leave with code 5 when the score is below."),
]
Text = Annotated[str, typer.Argument(help='The text; "-" reads standard input.')]


def _tell_version(asked: bool) -> None:  # noqa: FBT001  (a flag's value)
    if asked:
        typer.echo(f"trustcore {version('trustcore')}")
        raise typer.Exit


@app.callback()
def trustcore(
    version_: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Trust scores for the answers of any language model; begin with `trustcore demo`."""


@app.command()
def prompt(  # noqa: PLR0917  (one parameter per flag)
    text: Text,
    model: Model = None,
    judge: Judge = None,
    preset: PresetName = "medium",
    option: OptionList = None,
    cache: CachePath = None,
    threshold: Threshold = None,
    json_: Json = False,
) -> None:
    """Answer TEXT and score the answer."""
    with errors_to_exits(), _client(preset, model, judge, option, cache) as tlm:
        _finish(tlm.prompt(_text(text)), threshold, as_json=json_, answer=True)


@app.command()
def score(  # noqa: PLR0917  (one parameter per flag)
    prompt: Text,
    response: Annotated[str, typer.Argument(help="The answer to score.")],
    model: Model = None,
    judge: Judge = None,
    preset: PresetName = "medium",
    option: OptionList = None,
    cache: CachePath = None,
    threshold: Threshold = None,
    json_: Json = False,
) -> None:
    """Score RESPONSE, an answer to PROMPT that exists already."""
    with errors_to_exits(), _client(preset, model, judge, option, cache) as tlm:
        found = tlm.get_trustworthiness_score(_text(prompt), response)
        _finish(found.result, threshold, as_json=json_, answer=False)


@app.command()
def plan(
    preset: Annotated[str, typer.Argument(help="A preset.")] = "medium", json_: Json = False
) -> None:
    """Tell what scoring one prompt takes, before any call is made."""
    with errors_to_exits():
        # No role's own model is made: a plan needs no credentials.
        tlm = TLM(preset, model=_never, judge=_never, sampler=_never, embedder=_never)
        found = tlm.plan()
    if json_:
        print_json(found)
        return
    print_table(("role", "node"), ((role, " ".join(map(str, node))) for role, node in found.nodes))
    typer.echo(f"calls: {found.least} to {found.most}")


@app.command()
def presets(json_: Json = False) -> None:
    """List the presets that come with trustcore."""
    made = [resolve_preset(name) for name in builtin_presets()]
    if json_:
        print_json({one.name: one for one in made})
        return
    plans = [TLM(one, model=_never).plan() for one in made]
    rows = [
        (
            one.name,
            str(one.candidates),
            f"{plan.least}-{plan.most}",
            ", ".join(c.name for c in one.components),
        )
        for one, plan in zip(made, plans, strict=True)
    ]
    print_table(("preset", "candidates", "calls", "strategies"), rows)


@app.command()
def strategies(json_: Json = False) -> None:
    """List the strategies that are installed."""
    _list_names(strategy_registry.names(), json_)


@app.command()
def providers(json_: Json = False) -> None:
    """List the providers that are installed."""
    _list_names(provider_registry.names(), json_)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Recorded answers, .jsonl or .jsonl.gz.")],
    preset: PresetName = "medium",
    json_: Json = False,
) -> None:
    """Score recorded answers with labels.

    The table has AUROC and AURC of the score and of each signal.
    """
    from trustcore.evaluation import evaluate_files, table_rows  # noqa: PLC0415  (needs numpy)

    with errors_to_exits():
        found = evaluate_files(files, resolve_preset(preset))
        if json_:
            print_json(found)
            return
        headers, *rows = table_rows(found)
        print_table(headers, rows)


@app.command()
def demo(
    model: Annotated[str, typer.Option(help="The model to ask.")] = EMBEDDED,
    picture: Annotated[Path, typer.Option(help="Where the picture goes, an .svg file.")] = Path(
        "trustcore-demo.svg"
    ),
    json_: Json = False,
) -> None:
    """Ask a small model twenty questions.

    It needs neither key nor network. A table and a picture show which answers are trusted.
    """
    with errors_to_exits():
        run_demo(model, picture, as_json=json_)


def _client(
    preset: str,
    model: str | None,
    judge: str | None,
    option: list[str] | None,
    cache: Path | None,
) -> TLM:
    chosen, options = resolve_preset(preset), _options(option or [])
    if model is None and "model" not in options and "answer" not in chosen.roles:
        msg = (
            "no model is named; give --model provider/NAME, or set TRUSTCORE_MODEL; "
            "embedded/primer needs neither key nor network"
        )
        raise ConfigurationError(msg)
    return TLM(chosen, model=model, judge=judge, options=options, cache=cache)


def _options(pairs: list[str]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            msg = "--option takes KEY=VALUE, for example --option num_consistency_samples=4"
            raise OptionError(msg)
        try:
            options[key] = json.loads(value)
        except ValueError:
            options[key] = value
    return options


def _text(text: str) -> str:
    if text != "-":
        return text
    if sys.stdin.isatty():
        msg = 'the text "-" means standard input, but nothing is piped in'
        raise InputError(msg)
    return sys.stdin.read()


def _finish(result: Result, threshold: float | None, *, as_json: bool, answer: bool) -> None:
    if as_json:
        print_json(result)
    else:
        print_result(result, answer=answer)
    found = result.trustworthiness_score
    if found is None:
        raise typer.Exit(Exit.UNSCORED)
    if threshold is not None and found < threshold:
        raise typer.Exit(Exit.LOW)


def _list_names(names: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001  (a flag's value)
    if as_json:
        print_json(list(names))
    else:
        typer.echo("\n".join(names))


def _never(_: str) -> str:
    msg = "a plan makes no call"
    raise AssertionError(msg)
