"""Puts the outputs of shards together, in the order of their input."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

import orjson
from attrs import frozen

from trustcore.batch.formats import format_of
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.output import check_place, write_rows
from trustcore.batch.rows import RowFile
from trustcore.batch.settings import FileSettings
from trustcore.errors import ConfigurationError, InputError

_OF_ITS_OWN = ("pid", "shard", "command")
"""What journals of shards differ in; all else that they know of their runs must be the same."""


@frozen
class _Part:
    """The output of a shard, and what its journal knows."""

    source: RowFile
    journal: Journal
    kept: Mapping[str, str]

    @classmethod
    def of(cls, path: Path, stack: ExitStack) -> Self:
        """Open the journal of an output.

        Raises:
            ConfigurationError: When there is none: it alone knows the row of each line.
        """
        try:
            journal = stack.enter_context(Journal.read_from(journal_of(path)))
        except ConfigurationError as error:
            msg = f"{path.name}: {error}; keep it beside the output, wherever that is moved"
            raise ConfigurationError(msg) from error
        return cls(RowFile(path), journal, journal.settings())

    @property
    def name(self) -> str:
        """Of its file."""
        return self.source.path.name

    @property
    def shard(self) -> tuple[int, int]:
        """Its number, and how many there are."""
        number, count = map(int, (self.kept.get("shard") or "1/1").split("/"))
        return number, count

    def check_whole(self) -> None:
        """Refuse what a run has not come to the end of.

        Raises:
            InputError: With the number of rows that are left.
        """
        rows, limit = int(self.kept.get("rows", 0)), self.kept.get("limit")
        chosen = FileSettings(shard=self.kept.get("shard") or None, limit=int(limit or 0) or None)
        wanted = chosen.rows_of(rows)
        settled = self.journal.settled(rows, failed=True)
        left = len(wanted) - sum(settled[wanted.start : wanted.stop : wanted.step])
        if left or not rows:
            counted = f"{left:,} of {len(wanted):,} rows are" if rows else "all its rows are"
            msg = (
                f"{self.name} is not finished: {counted} left; go on with them by the command that "
                "made it, and merge then"
            )
            raise InputError(msg)

    def columns(self) -> tuple[str, ...]:
        """Its columns; none where there is no row to tell them by."""
        if format_of(self.source.path).kind != "jsonl":
            return self.source.columns()
        found = dict.fromkeys(name for row in self.source.rows() for name in row.cells)
        known = orjson.loads(self.kept["columns"])  # an object may lack some of them
        return tuple(dict.fromkeys((*known, *found))) if found else ()

    def numbered(self) -> Iterator[tuple[int, Any]]:
        """Its rows, each with its index in the input.

        Raises:
            InputError: When the output has not the rows of its journal.
        """
        try:
            for entry, row in zip(self.journal.entries(), self.source.rows(), strict=True):
                yield entry.row, row.cells
        except ValueError as error:
            msg = (
                f"{self.name} has not the rows that its journal has; make it again with "
                "`trustcore batch --assemble`"
            )
            raise InputError(msg) from error


def merge_files(outputs: Sequence[str | Path], output_path: str | Path) -> int:
    """Merge the outputs of all shards by the rows that their journals say; give the number of rows.

    Args:
        outputs: Each with its journal beside it.
        output_path: Where all rows go.

    Raises:
        ConfigurationError: When a journal is missing.
        InputError: When a shard is missing, there twice or not finished; when the runs were not of
            one input with the same settings and models; when an output is not what its journal
            says, two have a row in common, or they have not the same columns; when the merged
            output has no place, or is one of these.
    """
    if not outputs:
        msg = "there are no outputs to merge; name those of all shards"
        raise InputError(msg)
    output, paths = Path(output_path), [Path(one) for one in outputs]
    for path in paths:
        check_place(output, path)
    with ExitStack() as stack:
        parts = [_Part.of(path, stack) for path in paths]
        _check_alike(parts)
        _check_all_are_there(parts)
        for part in parts:
            part.check_whole()
        columns = _columns(parts)
        rows = _checked(heapq.merge(*(one.numbered() for one in parts), key=itemgetter(0)))
        return write_rows(output, rows, lambda: columns, parts[0].source.path)


def _check_alike(parts: Sequence[_Part]) -> None:
    """Refuse what comes of other runs.

    Raises:
        InputError: Naming what differs, and where.
    """
    first = parts[0]
    for part in parts[1:]:
        names = dict.fromkeys((*first.kept, *part.kept))
        differing = [
            f"{name}: {first.kept.get(name) or 'none'!r} and {part.kept.get(name) or 'none'!r}"
            for name in names
            if name not in _OF_ITS_OWN and first.kept.get(name, "") != part.kept.get(name, "")
        ]
        if differing:
            msg = (
                f"{first.name} and {part.name} are of different runs ({'; '.join(differing)}); "
                "merge shards of one input, made with the same settings and models: run the one "
                "that differs again, to another output"
            )
            raise InputError(msg)


def _check_all_are_there(parts: Sequence[_Part]) -> None:
    """Refuse other than each shard once.

    Raises:
        InputError: Naming the shards that are missing, or there twice.
    """
    count = parts[0].shard[1]
    found: dict[int, _Part] = {}
    for part in parts:
        number, own = part.shard
        if own != count:
            msg = (
                f"{parts[0].name} is one of {count:,} shards, {part.name} one of {own:,}; merge "
                "shards of one number: run the input again with the same i/n (--shard)"
            )
            raise InputError(msg)
        if number in found:
            msg = f"{found[number].name} and {part.name} are both shard {number}/{count}; name one"
            raise InputError(msg)
        found[number] = part
    missing = [f"{one}/{count}" for one in range(1, count + 1) if one not in found]
    if missing:
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        msg = (
            f"{len(missing):,} of {count:,} shards are missing: {', '.join(missing[:_NAMED])}"
            f"{more}; run them (--shard {missing[0]}), and name the outputs of all shards"
        )
        raise InputError(msg)


_NAMED = 8
"""Missing shards that a message names."""


def _columns(parts: Sequence[_Part]) -> tuple[str, ...]:
    """The columns that all have.

    Raises:
        InputError: When one has others.
    """
    found = [(one, columns) for one in parts if (columns := one.columns())]
    for part, columns in found[1:]:
        if columns != found[0][1]:
            others = sorted({*columns} ^ {*found[0][1]}) or columns
            msg = (
                f"{part.name} has other columns than {found[0][0].name}: "
                f"{', '.join(map(repr, others))}; make both with the same flags (--explain, "
                "--prefix), by `trustcore batch --assemble` for one"
            )
            raise InputError(msg)
    return found[0][1] if found else ()


def _checked(rows: Iterator[tuple[int, Any]]) -> Iterator[Any]:
    last = -1
    for number, cells in rows:
        if number == last:
            msg = f"row {number + 1} is in two of the outputs; merge shards of one input, each once"
            raise InputError(msg)
        last = number
        yield cells
