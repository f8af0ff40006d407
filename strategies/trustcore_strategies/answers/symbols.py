"""Symbols of which every sign counts: chemical formulas, grades, versions and codes."""

from __future__ import annotations

import re

from trustcore_strategies.answers.reading import Reading

_COMPOUND = re.compile(r"(?:[A-Z][a-z]?\d{0,3}|[()\[\]]\d{0,2}|[*.]){1,20}(?:\^?\d?[+-])?")
_CHEMICAL = frozenset(
    {"chemical", "formula", "symbol", "element", "compound", "molecule", "molecular", "gas", "ion"}
)


def same_compound(one: Reading, other: Reading) -> float | None:
    """Whether two chemical formulas are the same: case tells CO from Co."""
    mine, theirs = one.core, other.core
    if one.asked.words.isdisjoint(_CHEMICAL) or max(len(mine), len(theirs)) > 60:
        return None
    mine, theirs = (
        re.sub(r"[\s_{}$]|(?<=[A-Za-z)])\^(?=\d+(?![-+\d]))", "", form) for form in (mine, theirs)
    )
    if not _COMPOUND.fullmatch(mine) or not _COMPOUND.fullmatch(theirs):
        return None
    return float(mine == theirs)


_IDENTIFIER = re.compile(
    r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9](?:[-./]?[A-Za-z0-9]){1,19}"
)


def same_identifier(one: Reading, other: Reading) -> float | None:
    """Compares two codes of letters and digits, of which every sign counts: A320 and A321."""
    mine, theirs = one.core, other.core
    if not _IDENTIFIER.fullmatch(mine) or not _IDENTIFIER.fullmatch(theirs):
        return None
    return float(re.sub(r"\W", "", mine).casefold() == re.sub(r"\W", "", theirs).casefold())


_SIGNED = re.compile(r"[A-Za-z]{1,2}(?:[-+#\u266f\u266d]{1,2})?")
_RELEASE = re.compile(r"(?:version |v\.? ?)?(\d{1,6}(?:\.\d{1,6}){0,4})", re.IGNORECASE)


def same_signed(one: Reading, other: Reading) -> float | None:
    """Compares two letters of which the sign behind counts: A+ and A-, C and C#."""
    mine, theirs = one.core, other.core
    if max(len(mine), len(theirs)) > 4 or (mine.isalpha() and theirs.isalpha()):
        return None
    if not _SIGNED.fullmatch(mine) or not _SIGNED.fullmatch(theirs):
        return None
    return float(mine.casefold() == theirs.casefold())


def same_version(one: Reading, other: Reading) -> float | None:
    """Compares two versions part by part, where the question asks for one."""
    if not one.asked.version:
        return None
    mine, theirs = _RELEASE.fullmatch(one.core), _RELEASE.fullmatch(other.core)
    if mine is None or theirs is None:
        return None
    return float(_parts(mine[1]) == _parts(theirs[1]))


def _parts(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
