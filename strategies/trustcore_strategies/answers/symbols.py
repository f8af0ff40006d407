"""Symbols of which every sign counts: chemical formulas, grades, versions and codes."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.identifiers import same_identifiers
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.initialed_numbers import figure, label, same_initialed
from trustcore_strategies.answers.notations import same_in_notation
from trustcore_strategies.answers.paragraphs import is_sign_of
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.stance_rules import IN_PART
from trustcore_strategies.answers.telephones import same_telephone

_COMPOUND = re.compile(r"(?:[A-Z][a-z]?\d{0,3}|[()\[\]]\d{0,2}|[*.]){1,20}(?:\^?\d?[+-])?")
_EXPLAINED = re.compile(r"(?<=\w), [a-z][^\d\n]{2,60}$")
"""What a clause behind a comma tells of a symbol: Au, from Latin aurum."""


def compare_symbols(one: Reading, other: Reading) -> float | None:
    """Compares two symbols of one kind, sign by sign, where they show it or it is asked for."""
    asked, decided = one.asked, None
    if asked.notations:
        decided = same_in_notation(one.final, other.final, asked.notations)
        if decided is None:
            decided = same_in_notation(one.core, other.core, asked.notations)
        if decided is not None:
            return 0.0 if _won_by_others(one, other) else decided
    data = one.final[:1] == "{" == other.final[:1]
    if (
        not asked.code
        and not data
        and (asked.identified or any(map(one.final.__contains__, _ADDRESS)))
    ):
        decided = _same_identifier(one, other)
    if decided is None and asked.chemical:
        decided = _same_compound(one, other)
    if decided is None and len(one.core) <= _SIGNED_LONGEST:
        decided = _same_signed(one, other)
    return _by_number(one, other) if decided is None else decided


def _by_number(one: Reading, other: Reading) -> float | None:
    """Compares two versions, telephone numbers, or names that a number ends."""
    if not (one.digits or other.digits):
        return None
    if one.asked.version or one.final[:1] in {"v", "V"} or other.final[:1] in {"v", "V"}:
        decided = _same_version(one, other)
        if decided is not None:
            return decided
    if "(" in one.final or "(" in other.final:
        decided = same_telephone(one.final.rstrip("."), other.final.rstrip("."))
        if decided is not None:
            return decided
    if one.digits != other.digits and one.lettered and other.lettered:
        decided = _same_label(one, other)
        if decided is not None:
            return decided
    if len(one.final) > _LETTERS_AND_NUMBER < len(other.final):
        return None
    same = same_initialed(one.core, other.core) or same_initialed(one.final, other.final)
    return 1.0 if same else None


_LETTERS_AND_NUMBER = 8
"""Characters; no number behind the letters of a name has more: GTA 5."""


def _same_label(one: Reading, other: Reading) -> float | None:
    """Compares two labels with a number: type 1, Type I diabetes."""
    mine, theirs = label(one.final), label(other.final)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    if mine[1] != theirs[1]:
        return 0.0
    others = {*one.words} ^ {*other.words}
    news = (word for word in others if word not in one.asked.known and word not in IDLE)
    return 1.0 if all(figure(word) == mine[1] for word in news) else None


def _won_by_others(one: Reading, other: Reading) -> bool:
    """Whether two answers with a score tell that different ones have won by it."""
    mine, theirs = one.winner, other.winner
    return mine is not None and theirs is not None and mine.core_words != theirs.core_words


_ADDRESS = "/@:."
"""Signs of one of which an address or a path has one, and so shows what it is."""

_SIGNED_LONGEST = 4


def _same_identifier(one: Reading, other: Reading) -> float | None:
    """Whether two addresses, paths or numbers of books and telephones are the same."""
    mine, theirs = one.identifier, other.identifier
    return None if mine is None or theirs is None else same_identifiers(mine, theirs)


def _same_compound(one: Reading, other: Reading) -> float | None:
    """Whether two chemical formulas are the same: case tells CO from Co."""
    mine, theirs = (_EXPLAINED.sub("", each.core) for each in (one, other))
    if max(len(mine), len(theirs)) > 60:
        return None
    mine, theirs = (
        re.sub(r"[\s_{}$]|(?<=[A-Za-z)\d])\^(?=\d*[-+]?)", "", form) for form in (mine, theirs)
    )
    mine, theirs = mine.replace("++", "2+"), theirs.replace("++", "2+")
    if not _COMPOUND.fullmatch(mine) or not _COMPOUND.fullmatch(theirs):
        return None
    return float(mine == theirs)


_LONGEST_CODE = 39
"""Characters; no code of letters and digits has more."""

_ALPHANUMERIC = re.compile(
    r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9](?:[-./]?[A-Za-z0-9]){1,19}"
)


def same_alphanumeric(one: Reading, other: Reading) -> float | None:
    """Compares two codes of letters and digits, of which every sign counts: A320 and A321."""
    mine, theirs = one.core, other.core
    if max(len(mine), len(theirs)) > _LONGEST_CODE:
        return None
    if not _ALPHANUMERIC.fullmatch(mine) or not _ALPHANUMERIC.fullmatch(theirs):
        return None
    return float(_unmarked(mine) == _unmarked(theirs))


def _unmarked(code: str) -> str:
    """A code without its marks, but for the points between its numbers: v2.1.13."""
    return _NO_POINT.sub("", code).casefold()


_NO_POINT = re.compile(r"(?:(?<!\d)\.|\.(?!\d)|[^\w.])")


_SIGNED = re.compile(r"[A-Za-z]{1,2}(?:[-+#\u266f\u266d]{1,2})?")
_RELEASE = re.compile(
    r"(?:version |v\.? ?)?(\d{1,6}(?:\.\d{1,6}){0,4})(?:[-+. ]?((?:alpha|beta|rc|pre|preview|dev|snapshot|nightly|lts|a|b)(?:[-. ]?\d{1,6})?))?",
    re.IGNORECASE,
)


def _same_signed(one: Reading, other: Reading) -> float | None:
    """Compares two letters of which the sign behind counts: A+ and A-, C and C#."""
    mine, theirs = one.core, other.core
    if len(theirs) > _SIGNED_LONGEST or (mine.isalpha() and theirs.isalpha()):
        return None
    if not _SIGNED.fullmatch(mine) or not _SIGNED.fullmatch(theirs):
        return None
    return float(mine.casefold() == theirs.casefold())


def _same_version(one: Reading, other: Reading) -> float | None:
    """Compares two versions part by part."""
    mine, theirs = _RELEASE.fullmatch(one.core), _RELEASE.fullmatch(other.core)
    if mine is None or theirs is None:
        return None
    tags = [re.sub(r"\W", "", found[2] or "").casefold() for found in (mine, theirs)]
    return float(_parts(mine[1]) == _parts(theirs[1]) and tags[0] == tags[1])


def _parts(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


_MARKED = frozenset("(\xa7")
"""Signs of one of which a paragraph has one whose part or whose sign counts."""


def compare_paragraphs(one: Reading, other: Reading) -> float | None:
    """Compares two paragraphs; None where the same one is named or one answer names none."""
    if _MARKED.isdisjoint(one.signs) and _MARKED.isdisjoint(other.signs):
        return None
    mine, theirs = one.paragraph, other.paragraph
    if mine is None or theirs is None:
        return None
    if mine == theirs:
        return 1.0 if is_sign_of(one.final, other.final) else None
    return IN_PART if mine.startswith(theirs) or theirs.startswith(mine) else 0.0
