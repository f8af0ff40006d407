"""Intervals in inequalities and in words: 0 <= x < 5, x is at least 1, all numbers but 2."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from itertools import pairwise

from trustcore_strategies.answers.quantity import quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.separators import split
from trustcore_strategies.answers.things import Things, measure, spread, thing

_BETWEEN = re.compile(
    r"(?P<low>[-+\w./^√∞]{1,24}) ?(?P<from><=?) ?[^\W\d_] ?(?P<to><=?) ?(?P<high>[-+\w./^√∞]{1,24})"
)
_BEYOND = re.compile(
    r"(?:[^\W\d_]|[a-z]\([a-z]\)) ?(?P<sign>[<>]=?) ?(?P<bound>[-+]?[\d.]{1,24}(?:/\d{1,9})?)"
    r"|(?P<first>[-+]?[\d.]{1,24}(?:/\d{1,9})?) ?(?P<turned>[<>]=?) ?[^\W\d_]"
)
_IN_WORDS = re.compile(
    r"(?:(?:all )?x (?:is |must be |can be )?|(?:all |any |the )?(?:set of )?(?:all )?(?:real )?(?:numbers?|values?|reals?)(?: of x)?(?: that are)? )(?P<relation>greater than or equal to|at least|no less than|less than or equal to|at most|no more than|greater than|more than|larger than|less than|smaller than) (?P<bound>[-+]?[\d.]{1,24}(?:/\d{1,9})?)"
)
_OF_ONE_SIGN = re.compile(
    r"(?:all |any |the )?(?:set of )?(?:all )?(?:real )?(?P<not>non-?)?(?P<sign>posi|nega)tive (?:reals?(?: numbers?)?|numbers?)"
)
_ALL_BUT = re.compile(
    r"(?:(?:(?:all|any|every|the set of(?: all)?) )?(?:real (?:numbers?|values?)|reals?)(?: (?:of )?x)?,? (?:except|but|other than|excluding|apart from|not equal to|where|with|such that)(?: for)?(?: [a-z] ?(?:!?=|is not) ?)? ?"
    r"|(?:[a-z] (?:in|\u2208) (?:R|\u211d),? ?)?[a-z] ?!= ?|(?:[a-z] ?(?:in|\u2208) )?(?:R|\u211d) ?(?:\\|-|/) ?\{ ?)(?P<values>[^{}<>()]{1,40}?)\}?"
)
_EXCLUDING = ("!=", "real", "R", "\u211d")
"""Each match has one; hardly any other text has."""


def _all_but(bare: str) -> Things | None:
    """All numbers but a few, as the intervals between these: x is not 2."""
    if not any(map(bare.__contains__, _EXCLUDING)):
        return None
    found = _ALL_BUT.fullmatch(bare)
    if found is None:
        return None
    values = [quantity(re.sub(r"^[a-z] ?!?= ?", "", part)) for part in split(found["values"])]
    if not values or None in values:
        return None
    spread_out = spread(tuple(measure(value) for value in values if value is not None))
    edges = sorted(spread_out, key=lambda edge: edge[1] if isinstance(edge, tuple) else 0)
    ends = (thing("-\u221e"), *edges, thing("\u221e"))
    return Things(tuple(Things(pair, "()", ordered=True) for pair in pairwise(ends)), "{}")


def bounded(bare: str, asked: Question) -> Things | None:
    """An interval that is written as an inequality: 0 <= x < 5, x > 2, x is at least 1; or some."""
    excluded = _all_but(bare) if asked.interval else None
    if excluded is not None:
        return excluded
    if " or " in bare and ("<" in bare or ">" in bare):
        parts = tuple(bounded(part.strip(), asked) for part in bare.split(" or "))
        return None if None in parts else Things(tuple(parts), "{}")
    worded = _IN_WORDS.fullmatch(bare)
    signed = _OF_ONE_SIGN.fullmatch(bare.lower())
    if signed is not None:
        bare = f"x {'>' if (signed['not'] is None) == (signed['sign'] == 'posi') else '<'}{'=' * (signed['not'] is not None)} 0"
    if worded is None and "<" not in bare and ">" not in bare:
        return None
    if worded is not None:
        said = worded["relation"]
        above = said.startswith(("gr", "mo", "la", "at l", "no l"))
        closed_end = "equal" in said or said.startswith(("at", "no"))
        bare = f"x {'>' if above else '<'}{'=' * closed_end} {worded['bound']}"
    found = _BETWEEN.fullmatch(bare)
    if found is not None:
        low, high = thing(found["low"]), thing(found["high"])
        closed = "[" * (found["from"] == "<=") or "(", "]" * (found["to"] == "<=") or ")"
    else:
        found = _BEYOND.fullmatch(bare)
        if found is None:
            return None
        sign = found["sign"] or found["turned"]
        bound, edge = thing(found["bound"] or found["first"]), "=" in sign
        above = sign[0] == (">" if found["sign"] else "<")
        low, high = (bound, thing("∞")) if above else (thing("-∞"), bound)
        closed = ("[" if above and edge else "(", "]" if edge and not above else ")")
    return Things((low, high), "".join(closed), ordered=True)


ALL_REALS = Things((thing("-∞"), thing("∞")), "()", ordered=True)
"""The interval of all real numbers, which is also said in words."""
