"""Which rows of a journal are settled, told by its index and held against its entries."""

from __future__ import annotations

import sqlite3

_PART = 1024
_COUNT = "SELECT count(*) FROM item WHERE state = ? AND row >= ? AND row < ?"
_SETTLED = "SELECT row FROM item WHERE state = ? AND row >= ? AND row < ?"
_KEPT = "SELECT count(*) FROM item NOT INDEXED WHERE row >= 0 AND row < ?"
_KEPT_ROWS = "SELECT row FROM item NOT INDEXED WHERE row >= 0 AND row < ?"


def settled_rows(database: sqlite3.Connection, rows: int, *, failed: bool) -> bytearray:
    """For each row whether nothing is left to do, as the index has it.

    Args:
        database: Of the journal.
        rows: How many there are.
        failed: Whether a failed row counts.
    """
    flags = bytearray(rows)
    for state in ("done", "failed") if failed else ("done",):
        # Parts of the file that are settled as a whole are told by their number of rows.
        for first in range(0, rows, _PART):
            part = state, first, min(first + _PART, rows)
            (count,) = database.execute(_COUNT, part).fetchone()
            if count == part[2] - first:
                flags[first : part[2]] = b"\1" * count
            elif count:
                for (row,) in database.execute(_SETTLED, part):
                    flags[row] = 1
    return flags


def lost_rows(database: sqlite3.Connection, settled: bytearray) -> list[int]:
    """The rows that are taken for settled and of which nothing is kept.

    They are looked for in the entries themselves: damage to the index may have hidden them.

    Args:
        database: Of the journal.
        settled: For each row whether nothing is left to do.
    """
    (count,) = database.execute(_KEPT, (len(settled),)).fetchone()
    if count == sum(settled):
        return []
    kept = bytearray(len(settled))
    for (row,) in database.execute(_KEPT_ROWS, (len(settled),)):
        kept[row] = 1
    return [row for row, flag in enumerate(settled) if flag > kept[row]]
