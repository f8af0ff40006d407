"""`trustcore flag`: the rows of an output that somebody should look at."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from trustcore.batch.output import check_place, write_rows
from trustcore.batch.rows import RowFile
from trustcore.batch.scored import ScoredRow, read_scored
from trustcore.checks import number, whole
from trustcore.errors import InputError

_threshold = number(0, 1)
_worst = whole(above=0)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flag_rows(
    output_path: str | Path,
    flagged_path: str | Path,
    *,
    threshold: float | None = None,
    worst: int | None = None,
    neutralise: bool = False,
) -> int:
    """Write the rows that are not trusted, the least trusted first; give their number.

    A row without a score is trusted least.

    Args:
        output_path: An output of a run.
        flagged_path: Where the rows go.
        threshold: Rows with a score below it are flagged, in [0, 1].
        worst: So many of the least trusted are flagged, above 0.
        neutralise: Whether cells that a spreadsheet would take for formulas get an apostrophe.

    Raises:
        InputError: When the output has no scores, or the rows have no place, its own for one.
        ConfigurationError: Unless one of threshold and worst is given, in its range.
    """
    if (threshold is None) == (worst is None):
        msg = "give a threshold or the number of the worst, one of the two"
        raise InputError(msg)
    check_place(Path(flagged_path), Path(output_path))
    rows: Iterable[ScoredRow] = read_scored(Path(output_path))
    if threshold is not None:
        limit = _threshold.check("threshold", threshold)
        found = sorted((one for one in rows if _trust(one) < limit), key=_trust)
    else:
        found = heapq.nsmallest(_worst.check("worst", worst) or 0, rows, key=_trust)
    cells = (dict(one.cells) for one in found)
    columns = RowFile(Path(output_path)).columns()
    safe = (map(_neutral, cells)) if neutralise else cells
    return write_rows(Path(flagged_path), safe, lambda: columns, Path(output_path))


def _trust(row: ScoredRow) -> float:
    return -1.0 if row.score is None else row.score


def _neutral(cells: dict[str, Any]) -> dict[str, Any]:
    return {
        name: f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
        for name, cell in cells.items()
    }
