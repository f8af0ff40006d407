"""`batch_prompt`: one column of a CSV file asked in one call, as quickstarts have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from trustcore.batch.entry import Entry
from trustcore.batch.items import Columns
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.output import check_place
from trustcore.batch.prepare import prepare
from trustcore.batch.rows import RowFile
from trustcore.batch.run_thread import run_file
from trustcore.batch.scored import read_scored
from trustcore.batch.settings import FileSettings
from trustcore.batch.stop import StopRequest
from trustcore.batch.summary import FileSummary
from trustcore.client import TLM
from trustcore.errors import InputError


def batch_prompt(
    tlm: TLM,
    input_path: str | Path,
    output_path: str | Path,
    prompt_col_name: str,
    batch_size: int = 1000,
) -> FileSummary:
    """Answer and score the prompts in one column of a file, and go on where an earlier call ended.

    An output that has no journal, because another program wrote the first of its rows, is gone on
    with: its rows that have a score are taken over.

    Args:
        tlm: The client.
        input_path: A file of CSV, TSV or JSON lines.
        output_path: Where the rows go, with `response`, `trustworthiness_score` and `error`.
        prompt_col_name: The column of the prompts.
        batch_size: How many rows are under way at once, at most.

    Raises:
        InputError: When the rows of an output without a journal are not the first of the input; and
            as `run_file`.
    """
    settings = FileSettings(prompt_column=prompt_col_name, rows_at_once=batch_size)
    source, output = RowFile(Path(input_path)), Path(output_path)
    if output.is_file() and not journal_of(output).exists():
        check_place(output, source.path)
        taken = list(_taken(source, output, prompt_col_name))
        with Journal.write_to(journal_of(output)) as journal:
            prepare(tlm, source, settings, journal, StopRequest())
            journal.write(taken)
    return run_file(tlm, source.path, output, settings)


def _taken(source: RowFile, output: Path, prompt: str) -> Iterator[Entry]:
    """What an output without a journal has, as entries; rows without a score are left to ask."""
    columns = Columns(prompt=prompt, response=None, id=None, template=None)
    rows = source.rows()
    for scored in read_scored(output):
        row = next(rows, None)
        if row is None or row.cells.get(prompt) != scored.cells.get(prompt):
            msg = (
                f"{output.name}, row {scored.number}, column {prompt!r}: not the prompt that "
                f"{source.path.name} has there; name another output"
            )
            raise InputError(msg)
        if scored.score is not None:
            item = columns.item(row)
            body = {"response": scored.answer, "score": scored.score, "reason": "", "signals": []}
            yield Entry(item.index, item.key, item.content, "done", orjson.dumps(body).decode())
