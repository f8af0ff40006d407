"""The one date that a text of several clauses gives, among all that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.answers.clauses import Clause, begins_bare
from trustcore_strategies.answers.inside import DATE, in_full
from trustcore_strategies.answers.question import Question


def first_date(first: Clause | None, asked: Question) -> str | None:
    """The one date of the first clause of a text, where that answers."""
    if first is None or not (first.weight > 0 or first.bare):
        return None
    told = [found for found in DATE.finditer(first.text) if found[0] not in asked.text]
    return (
        in_full(told[0])
        if len(told) == 1 and first.may_give(told[0].start(), number=True)
        else None
    )


_SEVERAL = 2
"""Dates of a text that may give any of them."""


def told_date(text: str, said: Sequence[Clause], asked: Question) -> str | None:
    """The date that a text gives as its answer, as it is written; None where that can't be told.

    Args:
        text: The text.
        said: Its clauses; none of a text that is too long.
        asked: The question.
    """
    dates = _WEEKDAY if asked.weekday else DATE
    if not said or len({found[0] for found in dates.finditer(text)}) < _SEVERAL:
        return None
    told = [
        (clause, found.start(), in_full(found))
        for clause in said
        for found in dates.finditer(clause.text)
    ]
    news = [one for one in told if one[2] not in asked.text] or told
    able = [one for one in news if one[0].may_give(one[1], number=True)] or news
    if not able:
        return None
    if able[0][0] is said[0] and begins_bare(said):
        return able[0][2]
    best = max(able, key=lambda one: one[0].weight)[0]
    written = {one[2] for one in able if one[0] is best}
    return written.pop() if len(written) == 1 else None


_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b",
    re.IGNORECASE,
)
