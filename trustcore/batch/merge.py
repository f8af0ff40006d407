"""Puts the outputs of shards together, in the order of their input."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.output import write_rows
from trustcore.batch.rows import RowFile
from trustcore.errors import InputError


def merge_files(outputs: Sequence[str | Path], output_path: str | Path) -> int:
    """Merge the outputs of shards by the rows that their journals say; give the number of rows.

    Args:
        outputs: Each with its journal beside it.
        output_path: Where all rows go.

    Raises:
        ConfigurationError: When a journal is missing.
        InputError: When an output is not what its journal says, two have a row in common, or they
            have not the same columns.
    """
    sources = [RowFile(Path(one)) for one in outputs]
    columns = sources[0].columns()
    for one in sources[1:]:
        if one.columns() != columns:
            msg = f"{one.path.name} has other columns than {sources[0].path.name}"
            raise InputError(msg)
    with ExitStack() as stack:
        streams = [_numbered(stack, one) for one in sources]
        rows = _checked(heapq.merge(*streams, key=itemgetter(0)))
        return write_rows(Path(output_path), rows, lambda: columns)


def _numbered(stack: ExitStack, source: RowFile) -> Iterator[tuple[int, Any]]:
    journal = stack.enter_context(Journal.read_from(journal_of(source.path)))

    def pairs() -> Iterator[tuple[int, Any]]:
        try:
            for entry, row in zip(journal.entries(), source.rows(), strict=True):
                yield entry.row, row.cells
        except ValueError as error:
            msg = (
                f"{source.path.name} has not the rows that its journal has; make it again with "
                "`trustcore batch --assemble`"
            )
            raise InputError(msg) from error

    return pairs()


def _checked(rows: Iterator[tuple[int, Any]]) -> Iterator[Any]:
    last = -1
    for number, cells in rows:
        if number == last:
            msg = f"row {number + 1} is in two of the outputs; merge shards of one input, each once"
            raise InputError(msg)
        last = number
        yield cells
