"""What a judge objects to: a list of fields with reasons, however it was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from trustcore.records.json_answer import json_in, pointer

_NONE = re.compile(
    r"\W*(?!.*\bnot\b)(?:none(?: of (?:them|the fields))?(?: (?:is|are) (?:wrong|incorrect))?"
    r"|nothing(?: is (?:wrong|incorrect))?"
    r"|no (?:wrong |incorrect )?(?:fields?|errors?|mistakes?)"
    r"(?: (?:is|are|were) (?:wrong|incorrect|found))?"
    r"|(?:all|every|each|everything)\b[^.\n]{0,40}?\b(?:is|are) (?:correct|right))\W*",
    re.IGNORECASE,
)
_LINE = re.compile(r"^[\s\-*\d.)`\"']*(/[^\s:`\"']*)[`\"']*\s*(?:[:=\-–—]+\s*(.*))?$")  # noqa: RUF001
_FINE = re.compile(
    r"(?:it|this|the (?:field|value)|that)?\s*(?:is|are|seems|looks)?\s*"
    r"(?:correct|right|accurate|fine|ok|true)\s*(?:$|[.,;!(]|\b(?:as|per|according|because|since|in|and)\b)"
    r"(?!.*\b(?:not|but|except|should|instead)\b)",
    re.IGNORECASE,
)
_FIELD_KEYS = ("field", "pointer", "path", "name", "key")
_REASON_KEYS = ("reason", "why", "explanation", "problem", "error")
_LONGEST_REASON = 200
_LONGEST_NONE = 200
"""Characters of a reply that says no more than that nothing is wrong."""

WHOLE = "(the whole)"
"""What a value without fields is called, whose pointer is empty."""


def read_objections(reply: str, paths: Collection[str]) -> Mapping[str, str] | None:
    """The pointers that a reply lists as wrong, with its reasons; None where it cannot be read.

    A field may be written as a pointer, with dots and brackets, or by its name where that is
    unique. A pointer to what holds fields stands for all of them, and one that leads nowhere for a
    field that is lacking.

    Args:
        reply: JSON, or a line for each field.
        paths: The pointers of the fields that were shown.
    """
    listed = _listed(reply)
    if listed is None:
        return None
    found: dict[str, str] = {}
    known = not listed
    for written, reason in listed:
        if _FINE.match(reason):
            known = True
            continue
        for path in _paths(written, paths):
            known = True
            found.setdefault(path, " ".join(reason.split())[:_LONGEST_REASON])
    return found if known else None


def _listed(reply: str) -> list[tuple[str, str]] | None:
    found = json_in(reply)
    if found is not None and isinstance(found.value, list | dict):
        rows = found.value if isinstance(found.value, list) else _rows(found.value)
        entries = [entry for row in rows for entry in _entry(row)]
        return entries if entries or not rows else None
    lines = [match.groups(default="") for match in map(_LINE.match, reply.splitlines()) if match]
    if lines:
        return [(path, reason) for path, reason in lines]
    bare = reply.strip()
    return [] if len(bare) <= _LONGEST_NONE and _NONE.fullmatch(bare) else None


def _rows(table: Mapping[str, Any]) -> list[Any]:
    """The entries of an object: a list in it, itself, or its pointers with a reason each.

    What has other keys, an echo of the answer for one, cannot be read.
    """
    lists = [value for value in table.values() if isinstance(value, list)]
    if len(table) == 1 and lists:
        return lists[0]
    if any(key in table for key in _FIELD_KEYS):
        return [table]
    pointers = all(key.startswith("/") and isinstance(one, str) for key, one in table.items())
    return [{"field": key, "reason": one} for key, one in table.items()] if pointers else [table]


def _entry(row: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (any JSON)
    if isinstance(row, str):
        path, _, reason = row.partition(": ")
        yield path, reason
    elif isinstance(row, dict):
        right = row.get("correct") is True or row.get("wrong") is False
        field = next((row[key] for key in _FIELD_KEYS if isinstance(row.get(key), str)), None)
        reason = next((row[key] for key in _REASON_KEYS if isinstance(row.get(key), str)), "")
        if field is not None:
            yield field, "correct" if right else reason


def _paths(written: str, paths: Collection[str]) -> list[str]:
    """The pointers that a field stands for as it was written."""
    path = _as_pointer(written)
    if path in paths:
        return [path]
    folded = [one for one in paths if one.casefold() == path.casefold()]
    if folded:
        return folded
    below = [one for one in paths if one.startswith(f"{path}/")]
    if below or not path:
        return below
    ends = [one for one in paths if one.endswith(path)]
    if len(ends) == 1:
        return ends
    return [path] if written.startswith("/") else []


def _as_pointer(written: str) -> str:
    bare = written.strip().strip("`\"'")
    if bare == WHOLE:
        return ""
    if bare.startswith("/") or not bare:
        return bare.rstrip("/")
    path = ""
    for key in re.findall(r"[^.\[\]]+", bare.removeprefix("$")):
        path = pointer(path, key.strip("\"' "))
    return path
