"""Commands for what a run over files leaves: its state, its output, its journal."""

# ruff: noqa: FBT002  (typer makes a flag of a parameter and its default)

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from trustcore.batch import flag_rows, forget, journal_status, merge_files, write_report
from trustcore.batch.notices import Notices
from trustcore.cli import arguments as given
from trustcore.cli.exits import errors_to_exits
from trustcore.cli.show import print_json, print_table, safe

Output = Annotated[
    Path, typer.Option("--output", "-o", help="Where the rows go; its name says the format.")
]
Column = str | None


def status(
    journal: Annotated[Path, typer.Argument(help="OUTPUT.journal, or OUTPUT.")],
    json_: given.Json = False,
) -> None:
    """Tell how far a run over a file is, while it runs or after."""
    with errors_to_exits():
        found = journal_status(journal)
        if json_:
            print_json(found)
        else:
            print_table(("", ""), ((name, _cell(value)) for name, value in found.items()))


def merge(
    outputs: Annotated[list[Path], typer.Argument(help="Outputs of shards.")], output: Output
) -> None:
    """Put the outputs of shards together, in the order of their input."""
    with errors_to_exits():
        with Notices().about(f"writing {output.name}"):
            count = merge_files(outputs, output)
        say(f"{rows_are(count)} in {output}")


def report(
    output: Annotated[Path, typer.Argument(help="The output of a run.")],
    page: Annotated[Path, typer.Option("--output", "-o", help="Where the page goes.")] = Path(
        "report.html"
    ),
    label_column: Annotated[
        Column, typer.Option(help="The column that says whether an answer is right.")
    ] = None,
) -> None:
    """Make a page of an output: scores, threshold, the least trusted rows. It opens offline."""
    with errors_to_exits():
        with Notices().about(f"reading {output.name}"):
            count = write_report(output, page, label_column=label_column)
        say(f"the report on {counted(count, 'row')} is in {page}; open it in a browser")


def flag(
    output: Annotated[Path, typer.Argument(help="The output of a run.")],
    flagged: Annotated[Path, typer.Option("--output", "-o", help="Where the rows go.")],
    threshold: Annotated[
        float | None, typer.Option(help="Flag the rows with a score below.")
    ] = None,
    worst: Annotated[int | None, typer.Option(help="Flag so many of the least trusted.")] = None,
    neutralise: Annotated[
        bool, typer.Option("--neutralise", help="Let no cell be a formula of a spreadsheet.")
    ] = False,
) -> None:
    """Write the rows that somebody should look at, the least trusted first."""
    with errors_to_exits():
        with Notices().about(f"reading {output.name}"):
            count = flag_rows(
                output, flagged, threshold=threshold, worst=worst, neutralise=neutralise
            )
        say(f"{rows_are(count)} in {flagged}")


journal = typer.Typer(help="What a run over a file keeps at rest.", no_args_is_help=True)


@journal.callback()
def _journal() -> None:
    """Journals of runs over files."""


@journal.command(name="forget")
def forget_(
    output: Annotated[Path, typer.Argument(help="The output whose journal it is.")],
    texts: Annotated[
        bool, typer.Option("--texts", help="Forget texts alone, and keep the numbers.")
    ] = False,
) -> None:
    """Delete a journal, or the texts in it."""
    with errors_to_exits():
        forget(output, texts_alone=texts)
        say("its texts are forgotten" if texts else "the journal is deleted")


def _cell(value: Any) -> str:  # noqa: ANN401  (plain data)
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def counted(count: int, what: str) -> str:
    """A number of things, in words."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def rows_are(count: int) -> str:
    """A number of rows, with its verb."""
    return f"{counted(count, 'row')} {'is' if count == 1 else 'are'}"


def say(line: str) -> None:
    """Print a line on standard output."""
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(safe(line), soft_wrap=True)
