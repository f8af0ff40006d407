"""Kinds of answers, each a bit: a pair goes only through the rules that tell of its kinds.

An answer has the bits of all that a reader could find in it, though it may look in vain; what lacks
one is no such thing for certain, so that no result depends on it.
"""

from __future__ import annotations

CHOICE, VERDICT, CODE, CODED = (1 << bit for bit in range(4))
OF_BOTH = CHOICE | VERDICT | CODE | CODED
"""Kinds of which rules tell where both answers are of them."""

JSON, SYMBOL, INVERTED, STANCE, HEAD, DATE, LIST, QUANTITY, FORMULA, SHORT = (
    1 << bit for bit in range(4, 14)
)
OF_EITHER = JSON | SYMBOL | INVERTED | STANCE | HEAD | DATE | LIST | QUANTITY | FORMULA | SHORT
"""Kinds of which rules tell where one answer is of them, beside which the other is read."""
