"""Labelled scores: of recorded answers, or of any table with columns of scores and labels."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from trustcore.batch.parquet import parquet_rows
from trustcore.decisions.calibration import Labelled
from trustcore.decisions.cells import SCORE_COLUMN, label_in, score_in
from trustcore.errors import InputError
from trustcore.evaluation.lines import BrokenRuleError, parsed, read_lines
from trustcore.evaluation.recorded import read_recorded
from trustcore.presets import Preset
from trustcore.suggest import unknown

Row = Mapping[str, object]


@frozen
class LabelledScores:
    """Scores with labels.

    Attributes:
        pairs: Each score in [0, 1], and whether its answer is right.
        fingerprint: Of the scores, where the table says it; None where nobody does.
        left_out: How many rows have no score or no label.
    """

    pairs: tuple[Labelled, ...] = field(repr=lambda pairs: f"<{len(pairs)} pairs>")
    fingerprint: str | None
    left_out: int


def read_labelled(
    path: str | PathLike[str], label_column: str | None, preset: Preset
) -> LabelledScores:
    """Read a file, zipped or not, whatever its Unicode encoding.

    Args:
        path: Recorded answers (see `read_recorded`), which are scored; or a table, CSV or TSV with
            a head, JSON lines or Parquet, with the column "trustworthiness_score", or one of that
            end, and perhaps "fingerprint".
        label_column: The table's column of labels: true or false, 1 or 0, yes or no; an empty one
            is left out. None for recorded answers.
        preset: Scores recorded answers.

    Raises:
        InputError: Naming the file, the line and the rule; no text is quoted.
    """
    if label_column is None:
        _check_recorded(path)
        return _of_recorded(path, preset)
    name = os.fsdecode(path)
    pairs: list[Labelled] = []
    fingerprints: set[str] = set()
    left_out = 0
    for number, row in _rows(path):
        try:
            pair = _pair(row, label_column)
        except BrokenRuleError as broken:
            raise InputError(f"{name}, line {number}: {broken}") from None
        if pair is None:
            left_out += 1
            continue
        pairs.append(pair)
        if row.get("fingerprint"):
            fingerprints.add(str(row["fingerprint"])[:64])
    if len(fingerprints) > 1:
        some = ", ".join(sorted(fingerprints)[:2])
        raise InputError(
            f"{name}: its scores have {len(fingerprints)} fingerprints, {some} for example; "
            "scores compare within one: give a file for each"
        )
    return LabelledScores(tuple(pairs), next(iter(fingerprints), None), left_out)


def _check_recorded(path: str | PathLike[str]) -> None:
    """Tell a table from recorded answers by its first line."""
    first = next((line for _, line in read_lines(path)), b"{")
    if not first.startswith(b"{") or (b"answers" not in first and SCORE_COLUMN.encode() in first):
        name = os.fsdecode(path)
        raise InputError(f"{name}: a table; name its column of labels with --label-column")


def _of_recorded(path: str | PathLike[str], preset: Preset) -> LabelledScores:
    pairs: list[Labelled] = []
    left_out = 0
    for one in read_recorded(path):
        score = preset.assess(one.evidence).score
        if one.correct is None or score is None:
            left_out += 1
        else:
            pairs.append((score, one.correct))
    return LabelledScores(tuple(pairs), None, left_out)


def _rows(path: str | PathLike[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a table, each with its line; with its number where there are no lines."""
    if os.fsdecode(path).lower().endswith(".parquet"):
        yield from enumerate(parquet_rows(Path(os.fsdecode(path))), 1)
        return
    lines = list(read_lines(path))
    if lines and not lines[0][1].startswith(b"{"):
        yield from _csv_rows(os.fsdecode(path), lines)
        return
    for number, line in lines:
        try:
            row = parsed(line)
        except BrokenRuleError as broken:
            raise InputError(f"{os.fsdecode(path)}, line {number}: {broken}") from None
        if not isinstance(row, dict):
            raise InputError(f"{os.fsdecode(path)}, line {number}: must be a JSON object")
        yield number, row


def _csv_rows(name: str, lines: list[tuple[int, bytes]]) -> Iterator[tuple[int, Row]]:
    try:
        text = b"".join(line for _, line in lines).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{name}: not UTF-8; save the file in UTF-8") from None
    tabs = name.lower().removesuffix(".gz").endswith(".tsv")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num}: not CSV: {error}") from error


def _pair(row: Row, label_column: str) -> Labelled | None:
    """A score with its label; None where either is empty."""
    scored = next((name for name in row if name.endswith(SCORE_COLUMN)), None)  # or with a prefix
    if scored is None:
        rule = f"there is no column {SCORE_COLUMN!r}; score the table first, by `trustcore batch`"
        raise BrokenRuleError(rule)
    if label_column not in row:
        raise BrokenRuleError(unknown("column", label_column, row))
    score, label = _score(row[scored]), _label(row[label_column], label_column)
    return None if score is None or label is None else (score, label)


def _score(value: object) -> float | None:
    try:
        return score_in(value)
    except ValueError:
        rule = f"{SCORE_COLUMN} must be a number from 0 to 1, or empty"
        raise BrokenRuleError(rule) from None


def _label(value: object, column: str) -> bool | None:
    try:
        return label_in("" if value is None else str(value).strip())
    except ValueError:
        rule = f"{column} must be true or false, 1 or 0, yes or no, or empty"
        raise BrokenRuleError(rule) from None
