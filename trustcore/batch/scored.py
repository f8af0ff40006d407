"""Reads outputs back: each row with its score, and what the journal knows of it besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from itertools import repeat
from pathlib import Path
from typing import Any

from attrs import frozen

from trustcore.batch.items import PROMPT_COLUMNS
from trustcore.batch.journal import Journal, journal_of
from trustcore.batch.rows import RowFile
from trustcore.decisions.cells import LABELS, SCORE_COLUMN, label_in, score_in
from trustcore.errors import InputError


@frozen(kw_only=True)
class ScoredRow:
    """A row of an output.

    Attributes:
        number: From 1, in the input.
        cells: By column.
        score: In [0, 1], None where there is none.
        prompt: What was asked, as a text.
        answer: What was answered, empty where nothing was.
        error: Why there is no score, else empty.
        label: Whether the answer is right, None where nobody says.
        found: What the journal has of it; empty where there is no journal.
    """

    number: int
    cells: Mapping[str, Any]
    score: float | None
    prompt: str
    answer: str
    error: str
    label: bool | None
    found: Mapping[str, Any]


def read_scored(path: Path, label_column: str | None = None) -> Iterator[ScoredRow]:
    """The rows of an output, in their order.

    Args:
        path: An output of a run; its journal may lie beside it.
        label_column: The column that says whether an answer is right.

    Raises:
        InputError: When it has no column of scores, or a cell is neither score nor label.
    """
    source, own = RowFile(path), journal_of(path)
    columns = source.columns()
    names = _names(path, columns, label_column)
    with Journal.read_from(own) if own.is_file() else nullcontext() as journal:
        kept = {} if journal is None else journal.settings()
        prompt = kept.get("prompt column") or next((c for c in PROMPT_COLUMNS if c in columns), "")
        answer = kept.get("response column") or names["response"]
        entries = repeat(None) if journal is None else journal.entries()
        for row, entry in zip(source.rows(), entries, strict=False):
            cells = row.cells
            yield ScoredRow(
                number=row.index + 1 if entry is None else entry.row + 1,
                cells=cells,
                score=_score(path, row.index, cells.get(names[SCORE_COLUMN])),
                prompt=_text(cells.get(prompt)),
                answer=_text(cells.get(answer)),
                error=_text(cells.get(names["error"])),
                label=None
                if label_column is None
                else _label(path, row.index, label_column, cells),
                found={} if entry is None else entry.found,
            )


def _names(path: Path, columns: tuple[str, ...], label: str | None) -> dict[str, str]:
    """What the added columns are called here: they may have a prefix."""
    score = next((name for name in columns if name.endswith(SCORE_COLUMN)), None)
    if score is None:
        msg = f"{path.name} has no column {SCORE_COLUMN!r}; give an output of `trustcore batch`"
        raise InputError(msg)
    if label is not None and label not in columns:
        msg = f"{path.name} has no column {label!r}; it has {', '.join(map(repr, columns))}"
        raise InputError(msg)
    prefix = score.removesuffix(SCORE_COLUMN)
    return {SCORE_COLUMN: score, "response": f"{prefix}response", "error": f"{prefix}error"}


def _score(path: Path, index: int, cell: object) -> float | None:
    try:
        return score_in(cell)
    except ValueError:
        where = f"{path.name}, row {index + 1}, column {SCORE_COLUMN!r}"
        raise InputError(f"{where}: must be a number from 0 to 1") from None


def _label(path: Path, index: int, column: str, cells: Mapping[str, Any]) -> bool | None:
    try:
        return label_in(cells.get(column))
    except ValueError:
        where = f"{path.name}, row {index + 1}, column {column!r}"
        raise InputError(f"{where}: a label is one of {', '.join(LABELS)}") from None


def _text(cell: Any) -> str:  # noqa: ANN401  (a cell)
    if isinstance(cell, list):
        return "\n\n".join(f"{one.get('role')}: {one.get('content')}" for one in cell)
    return "" if cell is None else str(cell)
