"""Quantities that only the question tells: a loss, 400x, 0.5 M people, 0.5 M of acid, '76."""

from __future__ import annotations

import re

from trustcore_strategies.answers.balances import below_zero
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question

MARKS_BEHIND, MARKS_IN_FRONT = frozenset("MBKx)"), frozenset("*x'")
"""Marks of a number of which the question tells what they mean."""

_BLANK = re.compile(r"(?<=\d) (?=[MBK]$)")
_OF_MOLES = re.compile(r"(?<=\d) ?([m\u00b5\u03bcun]?)M$")
_MOLAR = frozenset(("concentration", "molarity", "molar"))
"""Words of a question in answers to which M stands for moles per litre."""

_SHARE_OF = re.compile(r"%[^()]{0,40}\((?P<count>[^()%]{1,40})\)$")
"""A share, and in brackets how many that are."""

_TIMES = re.compile(r"(?:[*x] ?)?(?P<number>\d[\d.,]{0,12})(?: ?x)?")
_MULTIPLIED = frozenset(
    ("magnification", "zoom", "times", "faster", "slower", "fold", "speedup", "multiplier")
)
"""Words of a question in answers to which x stands for times."""

_SHORT_YEAR = re.compile(r"'(?P<year>\d\d)")
_NEXT_CENTURY = "30"
"""The last year of this century of which two digits are written."""


def asked_quantity(final: str, core: str, asked: Question) -> Quantity | None:
    """The quantity that an answer is by what was asked; None where the question tells none.

    Args:
        final: The answer.
        core: What it says beyond the question.
        asked: The question.
    """
    if asked.balance:
        return below_zero(final)
    if asked.date:
        return _year(final)
    if not _MULTIPLIED.isdisjoint(asked.words):
        times = _TIMES.fullmatch(final)
        return None if times is None else quantity(times["number"])
    if not _MOLAR.isdisjoint(asked.words):
        return quantity(_OF_MOLES.sub(r" \1mol/L", core)) if final[-1:] == "M" else None
    return _count(final, core) if asked.counted else None


def _year(final: str) -> Quantity | None:
    """The year of which only the end is written: '76."""
    short = _SHORT_YEAR.fullmatch(final)
    if short is None:
        return None
    century = "19" if short["year"] > _NEXT_CENTURY else "20"
    return quantity(century + short["year"])


def _count(final: str, core: str) -> Quantity | None:
    """How many there are, by a number in millions or by what stands behind a share of all."""
    share = _SHARE_OF.search(final) if final[-1:] == ")" else None
    if share is not None:
        return quantity(share["count"])
    return quantity(_BLANK.sub("", core)) if final[-1:] in {"M", "B", "K"} else None
