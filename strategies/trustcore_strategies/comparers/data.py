"""How far two answers that are data agree: tables, CSV, XML and settings, value by value."""

from __future__ import annotations

import ast
import csv
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.code import code_in
from trustcore_strategies.comparers.values import TextAgreement, agreement
from trustcore_strategies.comparers.xml import xml_in

FENCE = re.compile(
    r"^[ \t]*```[ \t]*([\w+#.-]*)[^\n]*\n(.*?)(?:^[ \t]*```|\Z)", re.DOTALL | re.MULTILINE
)
"""A fence, what it is called and what is in it; the last one may be cut off."""

_ROW = re.compile(r"^[ \t]*\|?(?:[^|\n]*\|)+[^|\n]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SETTING = re.compile(r"([\w./-]+)[ \t]*[:=][ \t]*(\S.*)")
_LONGEST = 100_000
_AROUND = 25
"""Words; beside a table there may be as many that only introduce it."""

MOST_FENCES = 500
"""Fences of a text that are looked at."""

_MOST_ROWS = 2_000
"""Rows of a table; one that has more is compared as text."""

_FEWEST = 3
"""Lines of CSV that nothing marks as such."""

_FENCES = frozenset(("csv", "tsv", "json", "jsonl", "xml", "toml", "yaml", "yml", "ini", "env"))
_NAMES = {"yaml": "settings", "yml": "settings", "ini": "settings", "env": "settings"}


def data_agreement(one: str, other: str) -> float | None:
    """How far two texts hold the same data: rows and fields in any order, numbers by value.

    Returns:
        The mean over the values, held down by the worst; None where one of them is no data, or has
        long prose that differs.
    """
    first, second = data_in(one), data_in(other)
    if first is None or second is None:
        return None
    return agreement(first, second, values_of(Comparison("")))


def literal_agreement(one: str, other: str) -> float | None:
    """How far two dicts or lists, written as Python or JSON has them, agree; None for others."""
    first, second = _literal(one), _literal(other)
    if first is None or second is None:
        return None
    return agreement(first, second, values_of(Comparison("")))


@lru_cache(maxsize=64)
def _literal(text: str) -> Any:  # noqa: ANN401  (any JSON)
    bare = code_in(text).strip()
    if bare[:1] not in {"{", "["} or bare[-1:] not in {"}", "]"}:
        return None
    try:
        return json.loads(json.dumps(ast.literal_eval(bare)))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def values_of(comparison: Comparison) -> TextAgreement:
    """A comparer of the texts in data; of long prose that differs nothing is told."""

    def agrees(one: str, other: str) -> float | None:
        return None if is_prose(one) and is_prose(other) else comparison.agreement(one, other)

    return agrees


def is_prose(text: str) -> bool:
    """Whether a value is more than a name or a sentence."""
    return len(text) > 2 * _AROUND and len(text.split()) > _AROUND


@lru_cache(maxsize=64)
def data_in(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """The data of an answer, as JSON has it: a table's rows, the elements of XML, settings by name.

    None where it is none, or where there is more than an introduction beside it.
    """
    text = text[:_LONGEST]
    if "\n" not in text.strip() and "<" not in text:
        return None
    fences = islice(FENCE.finditer(text), MOST_FENCES)
    fenced = [match for match in fences if match[1] or match[2].strip()]
    if len(fenced) == 1 and _introduces(FENCE.sub("", text)):
        name = fenced[0][1].casefold()
        return _read(fenced[0][2], (_READERS.get(_NAMES.get(name, name)),))
    return None if fenced else _read(text, (_table, xml_in, _bare_csv))


def is_data_fence(text: str) -> bool:
    """Whether an answer has data in a fence, whether they can be read or not."""
    if "```" not in text:
        return False
    found = islice(FENCE.finditer(text[:_LONGEST]), MOST_FENCES)
    return any(one[1].casefold() in _FENCES for one in found)


def _introduces(text: str) -> bool:
    return len(text.split()) <= _AROUND


def _read(text: str, readers: Iterable[Callable[[str], Any] | None]) -> Any:  # noqa: ANN401  (any JSON)
    for reader in readers:
        found = None if reader is None else reader(text.strip())
        if found is not None:
            return found
    return None


def _table(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """The rows of a table in Markdown, with its header's names."""
    if "|" not in text or "-" not in text or not _introduces(_ROW.sub("", text)):
        return None
    lines = [line[0] for line in islice(_ROW.finditer(text), _MOST_ROWS + 2)]
    if len(lines) < _FEWEST or not _RULE.match(lines[1]):
        return None
    return _records([_cells(line) for line in (lines[0], *lines[2:])])


def _cells(line: str) -> Sequence[str]:
    return [cell.strip(" \t*_`") for cell in line.strip().strip("|").split("|")]


def _records(rows: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401  (any JSON)
    """Rows by the names in the first one; None where they are not all as long."""
    header = [name.casefold() for name in rows[0]]
    if len(header) < 2 or len(set(header)) < len(header) or not 2 <= len(rows) <= _MOST_ROWS:
        return None
    if any(len(row) != len(header) for row in rows):
        return None
    return [dict(zip(header, row, strict=True)) for row in rows[1:]]


def _csv(text: str, mark: str = ",") -> Any:  # noqa: ANN401  (any JSON)
    rows = csv.reader(text.splitlines(), delimiter=mark, skipinitialspace=True)
    try:
        filled = islice(filter(None, rows), _MOST_ROWS + 1)
        return _records([[cell.strip() for cell in row] for row in filled])
    except csv.Error:
        return None


def _tsv(text: str) -> Any:  # noqa: ANN401  (any JSON)
    return _csv(text, "\t")


def _bare_csv(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """CSV that nothing marks as such: some lines, no comma of which ends a phrase."""
    lines = text.splitlines()
    listed = len(lines) >= _FEWEST and "," in lines[0] and ", " not in text
    return _csv(text) if listed else None


def _settings(text: str) -> Any:  # noqa: ANN401  (any JSON)
    """Names and values, one to a line; None for what is nested."""
    lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] not in "#;"]
    found = [_SETTING.fullmatch(line) for line in lines if line.strip() != "---"]
    if not found or None in found:
        return None
    return {match[1]: match[2].strip("\"' ") for match in found if match is not None}


def _toml(text: str) -> Any:  # noqa: ANN401  (any JSON)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


_READERS: dict[str, Callable[[str], Any]] = {
    "csv": _csv,
    "tsv": _tsv,
    "xml": xml_in,
    "toml": _toml,
    "settings": _settings,
    "markdown": _table,
    "md": _table,
    "": _table,
}
"""How data are read in a fence of some name."""
