"""Files of Parquet, through the extra `parquet`: read in batches, written in row groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from trustcore.batch.formats import check_file
from trustcore.batch.json_cell import json_of
from trustcore.decisions.cells import SCORE_COLUMN
from trustcore.errors import ConfigurationError, InputError

ROWS_AT_ONCE = 1024
"""How many rows are in memory while a file is read or written."""

Cells = Mapping[str, Any]


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The columns of a file.

    Raises:
        InputError: When it cannot be read as Parquet, or two columns have one name.
        ConfigurationError: When pyarrow is not installed.
    """
    with _opened(path) as file:
        names: list[str] = file.schema_arrow.names
    for name in names:
        if names.count(name) > 1:
            msg = f"{path.name}: two columns are called {name!r}; rename one of them"
            raise InputError(msg)
    return tuple(names)


def parquet_rows(path: Path, first: int = 0) -> Iterator[Cells]:
    """The rows of a file from one on, read in batches.

    Raises:
        InputError: When it cannot be read as Parquet.
        ConfigurationError: When pyarrow is not installed.
    """
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
            if first < batch.num_rows:
                yield from batch.slice(first).to_pylist()
            first = max(0, first - batch.num_rows)


def write_parquet(
    path: Path, rows: Iterable[Cells], names: Sequence[str], source: Path | None
) -> int:
    """Write rows to a file, and give their number.

    Columns that a source in Parquet has keep their types. Of the others, scores are numbers, and
    all else is text: JSON where a cell is none.

    Args:
        path: Where to.
        rows: What to write.
        names: The columns.
        source: Where the rows come from, where that is Parquet too.

    Raises:
        ConfigurationError: When pyarrow is not installed.
        OSError: When the file cannot be written.
    """
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    kept = {} if source is None else _types(source)
    added = {name: arrow.float64() if _is_score(name) else arrow.string() for name in names}
    schema = arrow.schema([(name, kept.get(name, added[name])) for name in names])
    texts = [name for name in names if name not in kept and not _is_score(name)]
    remaining, count = iter(rows), 0
    with parquet.ParquetWriter(path, schema) as writer:
        while group := list(islice(remaining, ROWS_AT_ONCE)):
            table = [{**row, **{name: _text(row.get(name)) for name in texts}} for row in group]
            writer.write_table(arrow.Table.from_pylist(table, schema=schema))
            count += len(group)
    return count


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    check_file(path)
    parquet = _library("pyarrow.parquet")
    invalid = _library("pyarrow").ArrowException
    try:
        with parquet.ParquetFile(path) as file:
            yield file
    except invalid as error:
        msg = f"{path.name} cannot be read as Parquet: {_first_line(error)}; make or fetch it again"
        raise InputError(msg) from error
    except OSError as error:
        msg = f"{path.name} cannot be read: {error.strerror or _first_line(error)}"
        raise InputError(msg) from error


def _types(path: Path) -> dict[str, Any]:
    with _opened(path) as file:
        return {column.name: column.type for column in file.schema_arrow}


def _is_score(name: str) -> bool:
    return name.endswith(SCORE_COLUMN)


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json_of(cell)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")


def _library(name: str) -> Any:  # noqa: ANN401  (a module without types)
    try:
        return import_module(name)
    except ImportError as error:
        msg = 'files of Parquet need pyarrow: pip install "trustcore[parquet]"'
        raise ConfigurationError(msg) from error
