"""The commands."""

# ruff: noqa: FBT002  (typer makes a flag of a parameter and its default)

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from trustcore.cli import arguments as given
from trustcore.cli import labelled, outputs
from trustcore.cli.batch import batch
from trustcore.cli.demo import EMBEDDED, run_demo
from trustcore.cli.exits import Exit, errors_to_exits, print_error
from trustcore.cli.lists import list_presets, list_providers, list_strategies, show_plan
from trustcore.cli.mcp import mcp
from trustcore.cli.serve import serve
from trustcore.cli.show import print_json, print_result
from trustcore.errors import BudgetExceeded
from trustcore.records.result import Result

app = typer.Typer(
    name="trustcore",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
    epilog=(
        "Exit codes: 0 done; 2 a wrong command or setting, nothing was asked; 3 no answer; 4 no "
        "score; 5 a score below --threshold; 6 the budget has no room; 130 interrupted."
    ),
)


app.command()(batch)
app.command()(outputs.status)
app.command()(outputs.merge)
app.command()(outputs.report)
app.command()(outputs.flag)
app.add_typer(outputs.journal, name="journal")
app.command()(serve)
app.command()(mcp)


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
    text: given.Text,
    model: given.Model = None,
    judge: given.Judge = None,
    witness: given.Witness = None,
    preset: given.PresetName = "medium",
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    shared: given.SharedUrl = None,
    threshold: given.Threshold = None,
    context: given.ContextFiles = None,
    eval_: given.EvalNames = None,
    label: given.LabelTexts = None,
    json_: given.Json = False,
) -> None:
    """Answer TEXT and score the answer."""
    with errors_to_exits() as sent:
        (asked,), settings = given.texts(text), given.settings(context, eval_, label)
        sent.append(asked)
        budget = given.budget_of(max_usd, max_calls)
        with given.client(
            preset, model, judge, witness, option, cache, base_url, timeout, budget, shared=shared
        ) as tlm:
            try:
                result = tlm.prompt(asked, **settings)
            except BudgetExceeded as error:
                _show_paid(error, as_json=json_, answer=True)
                raise
        _print_errors(result, [*sent, result.response])
        _finish(result, threshold, as_json=json_, answer=True)


@app.command()
def score(  # noqa: PLR0917  (one parameter per flag)
    prompt: given.Text,
    response: Annotated[str, typer.Argument(help='The answer to score; "-" reads standard input.')],
    model: given.Model = None,
    judge: given.Judge = None,
    witness: given.Witness = None,
    preset: given.PresetName = "medium",
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    shared: given.SharedUrl = None,
    threshold: given.Threshold = None,
    context: given.ContextFiles = None,
    eval_: given.EvalNames = None,
    label: given.LabelTexts = None,
    json_: given.Json = False,
) -> None:
    """Score RESPONSE, an answer to PROMPT that exists already."""
    with errors_to_exits() as sent:
        asked, answer = given.texts(prompt, response)
        settings = given.settings(context, eval_, label)
        sent.extend((asked, answer))
        budget = given.budget_of(max_usd, max_calls)
        with given.client(
            preset, model, judge, witness, option, cache, base_url, timeout, budget, shared=shared
        ) as tlm:
            try:
                found = tlm.get_trustworthiness_score(asked, answer, **settings)
            except BudgetExceeded as error:
                _show_paid(error, as_json=json_, answer=False)
                raise
        _print_errors(found.result, sent)
        _finish(found.result, threshold, as_json=json_, answer=False)


@app.command()
def plan(
    preset: Annotated[
        str, typer.Argument(help="A preset.", autocompletion=given.complete_preset)
    ] = "medium",
    model: given.Model = None,
    witness: given.Witness = None,
    text: Annotated[
        str, typer.Option(help="With a model: the question whose cost is told.")
    ] = "What is 100 + 300?",
    json_: given.Json = False,
) -> None:
    """Tell what scoring one prompt takes, before any call is made; with a model, what it costs."""
    with errors_to_exits():
        show_plan(preset, model, witness, text, as_json=json_)


@app.command()
def presets(json_: given.Json = False) -> None:
    """List the presets that come with trustcore."""
    with errors_to_exits():
        list_presets(as_json=json_)


@app.command()
def strategies(json_: given.Json = False) -> None:
    """List the strategies that are installed."""
    list_strategies(as_json=json_)


@app.command()
def providers(json_: given.Json = False) -> None:
    """List the providers that are installed, and which of their keys the environment has."""
    list_providers(as_json=json_)


@app.command()
def evaluate(  # noqa: PLR0917  (one parameter per flag)
    files: Annotated[list[Path], typer.Argument(help="Recorded answers, .jsonl or .jsonl.gz.")],
    preset: given.PresetName = "medium",
    page: Annotated[
        str | None,
        typer.Option(help="A page FILE.md#NAME whose section gets the tables; see Evaluation."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Where one page with tables and plots goes.")
    ] = None,
    plots: Annotated[
        Path | None, typer.Option(help="A folder where plots go, as SVG and as PNG.")
    ] = None,
    by_model: Annotated[
        bool, typer.Option("--by-model", help="All answers of a model are one group.")
    ] = False,
    json_: given.Json = False,
) -> None:
    """Score recorded answers with labels.

    The tables have figures of the score and of each signal, and differences from formulas of other
    methods on the same evidence.
    """
    from trustcore.cli.recordings import run_evaluate  # noqa: PLC0415  (only here)

    with errors_to_exits():
        run_evaluate(files, preset, page, html, plots, by_model=by_model, as_json=json_)


@app.command()
def fit(  # noqa: PLR0917  (one parameter per flag)
    files: Annotated[list[Path], typer.Argument(help="Recorded answers, .jsonl or .jsonl.gz.")],
    preset: given.PresetName = "medium",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the fitted preset goes, as TOML.")
    ] = None,
    name: Annotated[str, typer.Option(help="The name of the fitted preset.")] = "fitted",
    page: Annotated[
        str | None,
        typer.Option(help="A page FILE.md#NAME whose section gets the tables; see Evaluation."),
    ] = None,
    json_: given.Json = False,
) -> None:
    """Fit links and weights of a preset to recorded answers with labels.

    Each data set is left out once, to tell how the fit does on sources that it has not seen.
    """
    from trustcore.cli.recordings import run_fit  # noqa: PLC0415  (only here)

    with errors_to_exits():
        run_fit(files, preset, output, name, page, as_json=json_)


app.command()(labelled.calibrate)
app.command()(labelled.threshold)


@app.command()
def demo(  # noqa: PLR0917  (one parameter per flag)
    model: Annotated[
        str, typer.Option(help="The model to ask.", autocompletion=given.complete_model)
    ] = EMBEDDED,
    picture: Annotated[
        Path | None, typer.Option(help="Where a picture goes, an .svg file; by default nowhere.")
    ] = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    json_: given.Json = False,
) -> None:
    """Ask a small model twenty questions.

    It needs neither key nor network. A table, and a picture if you like, show which answers are
    trusted.
    """
    with errors_to_exits():
        budget = given.budget_of(max_usd, max_calls)
        run_demo(model, picture, base_url, timeout, budget, as_json=json_)


def _show_paid(error: BudgetExceeded, *, as_json: bool, answer: bool) -> None:
    """Show what came of the calls that were made before the budget was used up."""
    for outcome in error.outcomes:
        if isinstance(outcome.value, Result):
            _show(outcome.value, as_json=as_json, answer=answer)


def _print_errors(result: Result, sent: Sequence[str]) -> None:
    """Tell what APIs said of the calls that failed beside an answer."""
    for error in result.errors:
        if getattr(error, "detail", ""):
            print_error(error, sent, name="a call failed")


def _show(result: Result, *, as_json: bool, answer: bool) -> None:
    if as_json:
        print_json(result)
    else:
        print_result(result, answer=answer)


def _finish(result: Result, threshold: float | None, *, as_json: bool, answer: bool) -> None:
    _show(result, as_json=as_json, answer=answer)
    found = result.trustworthiness_score
    if found is None:
        raise typer.Exit(Exit.UNSCORED)
    if threshold is not None and found < threshold:
        raise typer.Exit(Exit.LOW)
