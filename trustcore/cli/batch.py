"""`trustcore batch` and what goes with it: files of prompts, their journals, and their state."""

# ruff: noqa: FBT002  (typer makes a flag of a parameter and its default)

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from trustcore.batch import (
    FileSettings,
    FileSummary,
    assemble_file,
    run_file,
)
from trustcore.batch.notices import Notices
from trustcore.cli import arguments as given
from trustcore.cli import interrupt
from trustcore.cli.engines import RowEngine, workers_of
from trustcore.cli.exits import Exit, errors_to_exits
from trustcore.cli.kept_command import command_of, go_on
from trustcore.cli.outputs import counted, rows_are, say
from trustcore.cli.show import print_json, safe
from trustcore.errors import InputError, JournalDiffersError
from trustcore.ledger import Budget

Input = Annotated[
    Path,
    typer.Argument(
        help="CSV, TSV or JSON lines, also .gz; or Parquet. OUTPUT.journal goes on with its run.",
        metavar="INPUT",
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="Where the rows go; its name says the format.")
]
OutputOfRun = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Where the rows go; its name says the format."),
]
MaxTokens = Annotated[
    int | None, typer.Option("--max-tokens-total", help="Tokens that may be read and written.")
]
Column = str | None


def batch(  # noqa: PLR0917  (one parameter per flag)
    context: typer.Context,
    input_: Input,
    output: OutputOfRun = None,
    model: given.Model = None,
    judge: given.Judge = None,
    preset: given.PresetName = "medium",
    option: given.OptionList = None,
    cache: given.CachePath = None,
    base_url: given.BaseUrl = None,
    timeout: given.Timeout = None,
    prompt_column: Annotated[Column, typer.Option(help="The column of the prompts.")] = None,
    response_column: Annotated[
        Column, typer.Option(help="The column of answers that exist already, to be scored.")
    ] = None,
    id_column: Annotated[Column, typer.Option(help="The column that tells rows apart.")] = None,
    template: Annotated[
        str | None, typer.Option(help='A prompt of several columns, "...{column}...".')
    ] = None,
    context_column: Annotated[
        Column, typer.Option(help="The column of what answers are to rest on.")
    ] = None,
    label: given.LabelTexts = None,
    labels_column: Annotated[Column, typer.Option(help="The column of each row's labels.")] = None,
    encoding: Annotated[str, typer.Option(help="Of the input.")] = "utf-8-sig",
    explain: Annotated[bool, typer.Option("--explain", help="Add an explanation.")] = False,
    prefix: Annotated[str, typer.Option(help="Before the names of added columns.")] = "",
    limit: Annotated[int | None, typer.Option(help="Rows that are read.")] = None,
    shard: Annotated[str | None, typer.Option(help="i/n: every n-th row from i on.")] = None,
    seed: Annotated[int, typer.Option(help="From which each row's seed is made.")] = 0,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask failed rows again.")
    ] = False,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Go on though input or model are others.")
    ] = False,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Keep no answers, scores alone.")
    ] = False,
    rows_at_once: Annotated[int, typer.Option(help="Rows under way at once.")] = 64,
    engine: Annotated[
        RowEngine, typer.Option(help="Who asks: this process, or actors of Ray (extra `ray`).")
    ] = RowEngine.HERE,
    actors: Annotated[int, typer.Option(help="Actors of `--engine ray`.")] = 2,
    vendor_batch: Annotated[
        str | None,
        typer.Option(
            help="openai, anthropic, gemini: requests in files, at half the price, within a day."
        ),
    ] = None,
    finish_online: Annotated[
        bool,
        typer.Option("--finish-online", help="Ask at once what a vendor's batches failed to."),
    ] = False,
    collect: Annotated[
        bool,
        typer.Option("--collect", help="Take what the vendor has, send what follows, and leave."),
    ] = False,
    adopt: Annotated[
        str | None,
        typer.Option(help="The vendor's batch that is this run's, where only you can tell."),
    ] = None,
    send_anew: Annotated[
        bool,
        typer.Option("--send-anew", help="None is: send once more what may have been sent."),
    ] = False,
    max_usd: given.MaxUsd = None,
    max_calls: given.MaxCalls = None,
    shared: given.SharedUrl = None,
    max_tokens_total: MaxTokens = None,
    assemble: Annotated[
        bool, typer.Option("--assemble", help="Write the output from the journal; ask nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
    json_: given.Json = False,
) -> None:
    """Answer and score, or score, the rows of a file; the same command goes on where it ended."""
    interrupt.heed_termination()
    with errors_to_exits():
        if input_.suffix == ".journal":
            go_on(context, input_)
        if output is None:
            msg = "name the file that the rows go to (-o scored.csv)"
            raise InputError(msg)
        settings = FileSettings(
            prompt_column=prompt_column,
            response_column=response_column,
            id_column=id_column,
            template=template,
            context_column=context_column,
            labels=given.labels_of_flags(label),
            labels_column=labels_column,
            encoding=encoding,
            explain=explain,
            prefix=prefix,
            limit=limit,
            shard=shard,
            seed=seed,
            retry_failed=retry_failed,
            accept_changes=accept_changes,
            texts=not no_text,
            rows_at_once=rows_at_once,
            vendor_batch=vendor_batch,
            finish_online=finish_online,
            wait=not collect,
            adopt=adopt,
            send_anew=send_anew,
            command=command_of(context),
        )
        if assemble:
            with Notices(quiet=quiet).about(f"writing {output.name}"):
                count = assemble_file(input_, output, settings)
            say(f"{rows_are(count)} in {output}")
            return
        budget = _budget(max_usd, max_calls, max_tokens_total)
        client = partial(
            given.client,
            *(preset, model, judge, None, option, cache, base_url, timeout, budget),
            shared=shared,
        )
        kept = budget is None or shared is not None
        with workers_of(engine, actors, client, kept=kept) as workers, client() as tlm:
            try:
                done = run_file(tlm, input_, output, settings, quiet=quiet, workers=workers)
            except JournalDiffersError as error:
                _show_differences(error)
                raise
        _finish(done, as_json=json_, quiet=quiet)


def _budget(usd: float | None, calls: int | None, tokens: int | None) -> Budget | None:
    if usd is None and calls is None and tokens is None:
        return None
    return Budget(usd=usd, calls=calls, tokens=tokens)


def _finish(done: FileSummary, *, as_json: bool, quiet: bool) -> None:
    """Say what was done, and what comes next."""
    if as_json:
        print_json(done.to_dict())
    elif not quiet:
        for line in _lines(done):
            say(line)
    if done.stopped == "interrupt":
        raise typer.Exit(Exit.INTERRUPTED)
    if done.stopped == "budget":
        raise typer.Exit(Exit.BUDGET)
    if done.rows and not done.done and done.stopped != "waiting":
        raise typer.Exit(Exit.FAILED)


def _lines(done: FileSummary) -> list[str]:
    if done.stopped == "interrupt" and not done.asked:
        return ["No row was settled before the interruption; the same command goes on"]
    mean = "" if done.mean_score is None else f", mean trust {done.mean_score:.2f}"
    cost = "" if not done.usd else f", {done.usd:.4f} USD"
    rows, calls = counted(done.rows, "row"), counted(done.calls, "call")
    asked = counted(done.asked, "row")
    counts = f"{done.done:,} of {rows} scored{mean}; {calls}{cost}"
    lines = [
        f"{counts}; {asked} in this run, in {done.seconds:.1f} s",
        f"The rows are in {done.output}; {done.journal.name} keeps the answers, for you alone",
    ]
    if done.dropped:
        lines.append(f"{done.dropped:,} damaged entries of the journal were asked again")
    if done.failed:
        lines.append(
            f"{done.failed:,} failed, the column `error` says why; --retry-failed asks them again"
        )
    if done.stopped == "budget":
        lines.append(
            "The budget ended the run (--max-usd, --max-calls, --max-tokens-total); the next start "
            "has the whole of it again, unless it is shared"
        )
    if done.stopped == "waiting":
        lines.append("Requests are with the vendor; the same command collects their replies")
    elif done.open:
        lines.append(f"{rows_are(done.open)} left; the same command goes on")
    if done.done:
        lines.append(f"Next: trustcore report {done.output} -o report.html")
    return lines


def _show_differences(error: JournalDiffersError) -> None:
    """Both runs side by side, on standard error."""
    console = Console(stderr=True)
    rows = [("", ("journal", "now")), *error.differences.items()]
    for name, (old, new) in rows:
        console.print(safe(f"{name:34}{old:34}{new}"), soft_wrap=True)
