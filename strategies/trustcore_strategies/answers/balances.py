"""Amounts below zero that a text tells in words: a loss of $3 million, 430 m below sea level."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

from attrs import evolve

from trustcore_strategies.answers.inside import last_quantity
from trustcore_strategies.answers.quantity import Quantity, quantity

_LONGEST = 300
"""Characters; a longer text tells more than one amount."""

_OWED = r"(?:(?:net|operating|pre-tax|annual|trade|budget|fiscal|overall) ){0,2}(?:loss(?:es)?|deficit|shortfall|decline|decrease|drop|fall|reduction|contraction)"
_IN_FRONT = re.compile(
    rf"[^\d\n]{{0,80}}?\b(?:{_OWED} (?:of|was|is|totall?ed)|lost|losing|overdrawn by) (?=\D{{0,20}}\d)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|never|without|above)\b|n't\b", re.IGNORECASE)
"""What a text has that may say of a loss that it was none."""

_CONTRAST = re.compile(r"\b(?:but|yet|though|although|while|whereas|however)\b", re.IGNORECASE)
"""What a text has behind a loss that was not all: it lost 3 shops but made $5 million."""

_BEHIND = re.compile(
    rf" (?:in )?(?:{_OWED}|the red|(?:below|under|beneath) (?:mean )?sea[ -]level)[. ]*$",
    re.IGNORECASE,
)


def below_zero(text: str) -> Quantity | None:
    """The amount that a text says was lost or lies below, with its sign; else None.

    Args:
        text: An answer to a question for what may be above or below zero: a profit, a height.
    """
    if len(text) > _LONGEST or _DENIED.search(text) is not None:
        return None
    front, behind = _IN_FRONT.match(text), _BEHIND.search(text)
    if front is not None:
        amount = text[front.end() :]
    elif behind is not None:
        amount = text[: behind.start()]
    else:
        return None
    if _CONTRAST.search(amount) is not None:
        return None
    found = quantity(amount) or last_quantity(amount)
    if found is None or found.number.value < 0:
        return found
    return evolve(found, number=found.number.negated())
