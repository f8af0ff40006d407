"""Writes the output from input and journal, in the order of the input."""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from trustcore.batch.entry import Entry
from trustcore.batch.formats import FileFormat, format_of
from trustcore.batch.json_cell import json_of
from trustcore.batch.parquet import write_parquet
from trustcore.batch.rows import Row
from trustcore.batch.settings import FileSettings
from trustcore.decisions.cells import SCORE_COLUMN
from trustcore.errors import InputError
from trustcore.replacing import replacing

Cells = Mapping[str, Any]


def added_columns(settings: FileSettings, known: Iterable[str]) -> tuple[str, ...]:
    """The columns that the output has besides those of the input.

    Raises:
        InputError: When the input has one of that name already.
    """
    names = [SCORE_COLUMN, "error"]
    if settings.response_column is None:
        names.insert(0, "response")
    if settings.explain:
        names.append("explanation")
    added = tuple(settings.prefix + name for name in names)
    for name in added:
        if name in known:
            msg = (
                f"the input has a column {name!r} already; give a prefix for what is added "
                '(--prefix), "new_" for example, or name the column of responses that are to be '
                "scored (--response-column)"
            )
            raise InputError(msg)
    return added


def joined(
    rows: Iterable[Row], entries: Iterable[Entry], added: tuple[str, ...]
) -> Iterator[Cells]:
    """The rows that are settled, each with what came of it.

    Args:
        rows: In the order of the input.
        entries: By ascending row.
        added: Names of the columns that are added.
    """
    remaining = iter(entries)
    entry = next(remaining, None)
    for row in rows:
        while entry is not None and entry.row < row.index:
            entry = next(remaining, None)
        if entry is None:
            return
        if entry.row == row.index:
            yield {**row.cells, **added_values(entry, added)}


def added_values(entry: Entry, added: tuple[str, ...]) -> Cells:
    """The cells of the columns that are added, by column."""
    found = entry.found
    keys = {SCORE_COLUMN: "score", "explanation": "reason"}
    values: dict[str, Any] = {}
    for name in added:
        own = next(one for one in _OWN if name.endswith(one))
        values[name] = found.get(keys.get(own, own))
    return values


_OWN = ("response", SCORE_COLUMN, "error", "explanation")


def write_rows(
    path: Path,
    rows: Iterable[Cells],
    columns: Callable[[], Iterable[str]],
    source: Path | None = None,
) -> int:
    """Write rows to a file beside the output, and put it in its place once it is whole.

    Args:
        path: The output.
        rows: What to write.
        columns: Gives the columns of a table; asked when the output is one.
        source: Where the rows come from; from Parquet to Parquet its types are kept.

    Returns:
        How many rows there are.

    Raises:
        InputError: When the output cannot be written.
    """
    format_ = format_of(path)
    try:
        with replacing(path) as part:
            if format_.kind == "parquet":
                return _write_parquet(part, rows, columns, source)
            with _opened(part, format_) as file:
                return _write(file, format_, rows, columns)
    except OSError as error:
        msg = (
            f"{path.name} cannot be written: {error.strerror or error}; nothing is lost: the "
            "journal has all answers, and --assemble writes them once there is room"
        )
        raise InputError(msg) from error


def check_place(path: Path, source: Path) -> None:
    """Find out before the first call whether the output has a place.

    Raises:
        InputError: When it has none, or is the input.
    """
    format_of(path)
    check_target(path)
    if path.exists() and source.exists() and path.samefile(source):
        msg = "input and output are the same file; name another output"
        raise InputError(msg)


def check_target(path: Path) -> None:
    """Find out whether a file can be put there; where a link leads elsewhere, there.

    Raises:
        InputError: When it cannot, or there is a folder, a pipe or a device.
    """
    folders = {path.parent, path.resolve().parent}  # the journal lies beside the link
    writable = all(one.is_dir() and os.access(one, os.W_OK) for one in folders)
    if not writable or (path.exists() and not path.is_file()):
        msg = f"the output must be a file in a folder that exists and can be written, not {path}"
        raise InputError(msg)


@contextmanager
def _opened(path: Path, format_: FileFormat) -> Iterator[io.TextIOBase]:
    with path.open("wb") as raw:
        if format_.zipped:  # without name and time, so that equal rows are equal bytes
            with (
                gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
                io.TextIOWrapper(packed, "utf-8", newline="") as text,
            ):
                yield text
        else:
            with io.TextIOWrapper(raw, "utf-8", newline="") as text:
                yield text
                text.flush()
                os.fsync(raw.fileno())


def _write_parquet(
    path: Path,
    rows: Iterable[Cells],
    columns: Callable[[], Iterable[str]],
    source: Path | None,
) -> int:
    alike = source is not None and format_of(source).kind == "parquet"
    count = write_parquet(path, rows, tuple(columns()), source if alike else None)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return count


def _write(
    file: io.TextIOBase,
    format_: FileFormat,
    rows: Iterable[Cells],
    columns: Callable[[], Iterable[str]],
) -> int:
    count = 0
    if format_.kind == "jsonl":
        for count, row in enumerate(rows, 1):  # noqa: B007  (how many there were)
            file.write(json_of(row) + "\n")
        return count
    names = tuple(columns())
    writer = csv.writer(_Lines(file), delimiter=format_.delimiter, lineterminator="\r\n")
    writer.writerow(names)
    for count, row in enumerate(rows, 1):  # noqa: B007  (as above)
        writer.writerow([_text(row.get(name)) for name in names])
    return count


@frozen
class _Lines:
    """Ends lines with a line feed alone.

    Python quotes the characters of its line's end, and no others: a carriage return in a cell would
    end the row for whoever reads it.
    """

    file: io.TextIOBase

    def write(self, line: str) -> None:
        """Write a row."""
        self.file.write(line.removesuffix("\r\n") + "\n")


def _text(value: object) -> object:
    """A cell of a table: lists, tables and truth values are written as JSON.

    A NUL, which models may write and no table may hold, becomes the character for what is none.
    """
    if isinstance(value, bool | list | dict):
        return json_of(value)
    if value is None or isinstance(value, int | float):
        return value
    return str(value).replace("\0", "\ufffd")
