"""Cells of tables: a score, and whether an answer is right, as people and programs write them."""

from __future__ import annotations

from collections.abc import Mapping

SCORE_COLUMN = "trustworthiness_score"
"""The column of scores, as results have it."""

LABELS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "right", "correct"), True),
    **dict.fromkeys(("0", "0.0", "false", "no", "wrong", "incorrect"), False),
}
"""What a label may be, in lower case, and whether it says that an answer is right."""


def score_in(cell: object) -> float | None:
    """The score in a cell, in [0, 1]; None where the cell is empty.

    Raises:
        ValueError: When it holds something else.
    """
    if cell is None or cell == "":
        return None
    score = float(str(cell))
    if not 0 <= score <= 1:
        raise ValueError("a score is a number from 0 to 1")
    return score


def label_in(cell: object) -> bool | None:
    """What a cell says of an answer; None where the cell is empty.

    Raises:
        ValueError: When it holds something else.
    """
    if cell is None or cell == "":
        return None
    found = LABELS.get(str(cell).strip().lower())
    if found is None:
        raise ValueError("a label says that an answer is right, or that it is wrong")
    return found
