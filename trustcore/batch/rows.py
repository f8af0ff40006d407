"""Reads the rows of a file one by one, whatever its size."""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from trustcore.batch.formats import LONGEST, SEPARATORS, Lines, format_of, open_lines
from trustcore.batch.parquet import parquet_columns, parquet_rows
from trustcore.errors import InputError

_HALF = re.compile("[\ud800-\udfff]")

_LONG = re.compile(r"\d{19}")
"""Digits of a number that may be above 64 bits, of which `orjson` makes a float."""

_JSON = ("{", "[")

_LOOKED_AT = 100
"""Objects whose columns are known before the others are read: the first may lack some."""


@frozen
class Row:
    """One row of a file.

    Attributes:
        index: From 0, blank lines left out.
        line: Its first line in the file, from 1; None where there are no lines.
        cells: By column.
    """

    index: int
    line: int | None
    cells: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        line = "" if self.line is None else f" (line {self.line})"
        return f"row {self.index + 1}{line}"


@frozen
class RowFile:
    """A file of rows, which is read from its start each time.

    Attributes:
        path: A file of CSV, TSV or JSON lines, or one of these compressed by gzip; or of Parquet.
        encoding: Of its text.
    """

    path: Path
    encoding: str = "utf-8-sig"

    def rows(self, first: int = 0) -> Iterator[Row]:
        """The rows, read as they are asked for.

        Args:
            first: The index of the first that is given; those before it are known to be whole.

        Raises:
            InputError: Naming file, row, column and the way out.
        """
        kind = format_of(self.path).kind
        if kind == "parquet":
            for index, cells in enumerate(parquet_rows(self.path, first), first):
                yield Row(index, None, cells)
            return
        with open_lines(self.path, self.encoding) as lines:
            yield from self._json(lines, first) if kind == "jsonl" else self._table(lines, first)

    def columns(self) -> tuple[str, ...]:
        """The columns: those of the header, or of the first objects.

        Raises:
            InputError: When there is no row, or the header is none.
        """
        kind = format_of(self.path).kind
        if kind == "parquet":
            return parquet_columns(self.path)
        if kind != "jsonl":
            with open_lines(self.path, self.encoding) as lines:
                return self._header(self._reader(lines))
        first = list(islice(self.rows(), _LOOKED_AT))
        if not first:
            msg = f"{self.path.name} has no rows; write an object on each line"
            raise InputError(msg)
        return tuple(dict.fromkeys(name for row in first for name in row.cells))

    def _reader(self, lines: Lines) -> _TableReader:
        return _TableReader(self.path.name, lines, format_of(self.path).delimiter)

    def _header(self, reader: _TableReader) -> tuple[str, ...]:
        header = next(reader, None)
        if header is None:
            msg = f"{self.path.name} is empty; its first line must name the columns"
            raise InputError(msg)
        if header[0].startswith(_JSON):
            raise _no_table(self.path.name, header[0])
        for number, name in enumerate(header, 1):
            if not name:
                msg = f"{self.path.name}: column {number} has no name; name it in the first line"
                raise InputError(msg)
            if name in header[: number - 1]:
                msg = f"{self.path.name}: two columns are called {name!r}; rename one of them"
                raise InputError(msg)
        return tuple(header)

    def _table(self, lines: Lines, first: int) -> Iterator[Row]:
        reader = self._reader(lines)
        header = self._header(reader)
        reader.skip(first)
        for index, cells in enumerate(reader, first):
            if len(cells) != len(header):
                raise self._ragged(index, reader.start, cells, header)
            yield Row(index, reader.start, dict(zip(header, cells, strict=True)))

    def _ragged(
        self, index: int, line: int, cells: list[str], header: tuple[str, ...]
    ) -> InputError:
        where = f"{self.path.name}, row {index + 1} (line {line})"
        counted = f"{len(cells)} cells where the header has {len(header)} columns"
        if len(cells) < len(header):
            return InputError(
                f"{where}: {counted}; the column {header[len(cells)]!r} is the first that is "
                "missing: add it, empty if need be"
            )
        return InputError(
            f"{where}: {counted}; the first too many comes after column {header[-1]!r}: put cells "
            "that hold the separator into quotes"
        )

    def _json(self, lines: Iterator[str], first: int) -> Iterator[Row]:
        # Files that were joined have a byte order mark where each of them begins.
        bare = ((number, line.lstrip("\ufeff")) for number, line in enumerate(lines, 1))
        filled = ((number, line) for number, line in bare if line and not line.isspace())
        for index, (number, line) in enumerate(islice(filled, first, None), first):
            yield Row(index, number, _object(f"{self.path.name}, row {index + 1}", number, line))


class _TableReader(Iterator[list[str]]):
    """Reads records of CSV, and knows in which line each of them starts."""

    def __init__(self, name: str, lines: Lines, delimiter: str) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
        self.start = 1
        self._name, self._lines, self._delimiter = name, lines, delimiter
        self._reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self._before = 0

    def skip(self, records: int) -> None:
        """Leave out so many records that were read before: nothing is checked of them again."""
        if records:
            text = self._lines.text  # no generator stands between, which makes it fast
            reader = csv.reader(text, delimiter=self._delimiter, strict=True)
            deque(islice(filter(None, reader), records), maxlen=0)
            self._before += reader.line_num
            self._lines.number += reader.line_num

    def __next__(self) -> list[str]:
        while True:
            self.start = self._before + self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except csv.Error as error:
                raise self._broken(error) from error
            if cells:
                return cells

    def _broken(self, error: csv.Error) -> InputError:
        where = f"{self._name}, the row from line {self.start} on"
        if self._lines.number == 1 and self._lines.last.startswith(_JSON):
            return _no_table(self._name, self._lines.last)
        separator = self._other_separator()
        if separator is not None:
            return InputError(
                f"{where}: the file seems to have {SEPARATORS[separator]} between its columns, and "
                f"its name promises {SEPARATORS[self._delimiter]}; save it with commas as .csv or "
                "with tabs as .tsv"
            )
        if "limit" in str(error):
            rule = f"a cell of more than {LONGEST:,} characters, or a quote that is never closed"
        else:
            rule = f"no valid CSV ({error})"
        return InputError(
            f'{where}: {rule}; close each quote, and write a quote inside of quotes twice ("")'
        )

    def _other_separator(self) -> str | None:
        """What the line that is broken would be whole with, in two columns or more."""
        line = self._lines.last
        if self._before + self._reader.line_num > self.start or not line.startswith('"'):
            return None
        for one in SEPARATORS:
            with suppress(csv.Error):
                cells = next(csv.reader([line], delimiter=one, strict=True), [])
                if len(cells) > 1:
                    return one
        return None


def _no_table(name: str, line: str) -> InputError:
    return InputError(
        f"{name} begins with {line[0]}, as JSON does; write each object on a line of its own, and "
        "let the name end in .jsonl"
    )


def _object(where: str, line: int, text: str) -> Mapping[str, Any]:
    try:
        found = _lenient(where, line, text) if _LONG.search(text) else orjson.loads(text)
    except orjson.JSONDecodeError:
        found = _lenient(where, line, text)
    if not isinstance(found, dict):
        msg = f"{where} (line {line}): a row must be a JSON object, not {type(found).__name__}"
        raise InputError(msg)
    return found


def _lenient(where: str, line: int, text: str) -> object:
    """What Python's own `json` reads: NaN for one, and whole numbers of any length."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = (
            f", column {error.colno}: {error.msg}"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        msg = f"{where} (line {line}) is no JSON{at}; each line must be one whole object"
        raise InputError(msg) from error
    if _HALF.search(json.dumps(found, ensure_ascii=False)):
        msg = f"{where} (line {line}) holds half a character (\\ud800 to \\udfff); remove it"
        raise InputError(msg)
    return found
