"""Several things in one answer, and how far two answers have the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import field, frozen

from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import Formula, formula
from trustcore_strategies.answers.known_names import groups_of, same_known_name
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.words import stem, words

MOST = 200
"""Things in a list; what has more is no list."""


@frozen
class Things:
    """Several things in one answer.

    Attributes:
        items: What each says, in a form that is equal for equal things.
        brackets: The opening and the closing one; "" where there are none, "-" for a range,
            ":" for a ratio.
        ordered: Whether their order counts.
        sure: Whether this is a list for certain: "Paris, France" need not be one.
        glosses: Proper names that stand in brackets behind things, by the thing.
    """

    items: tuple[Hashable, ...]
    brackets: str = ""
    ordered: bool = False
    sure: bool = True
    glosses: Mapping[str, str] = field(factory=dict, hash=False)


def same_things(
    one: Things,
    other: Things,
    *,
    ranked: bool,
    exact: bool = False,
    vector: bool = False,
    several: bool = False,
) -> float:
    """How far two lists have the same things, in [0, 1]; below a half for a part of them.

    Args:
        one: A list.
        other: Another.
        ranked: Whether the question asks for an order.
        exact: Whether it asks for an interval, which is no set of its ends.
        several: Whether it asks for all of some things, each of which counts once.
        vector: Whether it asks for a vector or a point, which is written in any brackets.
    """
    if vector and {one.brackets, other.brackets} <= _ORDERED:
        return float(_flat(one.items) == _flat(other.items))
    if not _can_be_one(one.brackets, other.brackets) or told_apart(one.glosses, other.glosses):
        return 0.0
    if exact and {one.brackets, other.brackets} == {"{}", "[]"}:
        return 0.0
    free = "{" in one.brackets + other.brackets
    if (one.ordered or other.ordered or ranked) and not free:
        return float(one.items == other.items)
    first, second = Counter(one.items), Counter(other.items)
    if first == second or ((free or several) and first.keys() == second.keys()):
        return 1.0
    shared = sum((first & second).values())
    return 0.45 * shared / max(len(one.items), len(other.items))


def told_apart(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether brackets tell that things of one name are others: Paris (France), Paris (Texas)."""
    if not one or not other:
        return False
    pairs = ((gloss, other[name]) for name, gloss in one.items() if name in other)
    return any(
        not same_known_name(mine, theirs) and set(words(mine)).isdisjoint(words(theirs))
        for mine, theirs in pairs
    )


_ORDERED = frozenset(("()", "[]", "<>", ""))


def _flat(items: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    """Things, rows in any brackets, and those of a column of one each as mere things."""
    rows = [one[2:] for one in items if isinstance(one, tuple) and one[0] == "t"]
    if len(rows) < len(items):
        return items
    return tuple(row[0] for row in rows) if all(len(row) == 1 for row in rows) else tuple(rows)


_ALIKE = ({"-", "[]"}, {"-", ":"}, {"{}", "[]"}, {"{}", "-"})
"""Brackets of which one can stand for the other: a range is closed, a ratio a range of two."""


def _can_be_one(one: str, other: str) -> bool:
    """Whether the same things can stand in these brackets; those that are not written are free."""
    return not one or not other or one == other or {one, other} in _ALIKE


def top_level(text: str) -> list[str] | None:
    """The parts between commas that stand in no bracket; None where the brackets do not match."""
    parts, depth, start = [], 0, 0
    for at, mark in enumerate(text):
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
            if depth < 0:
                return None
        elif mark in ",;" and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    return parts if depth == 0 and len(parts) <= MOST and all(parts) else None


def as_quotient(listed: Things) -> Fraction | None:
    """The number that a ratio of two is: .75 for 3:4; None for any other list."""
    if listed.brackets != ":" or len(listed.items) != 2:
        return None
    one, other = listed.items
    return (
        one / other if isinstance(one, Fraction) and isinstance(other, Fraction) and other else None
    )


_PICTURE = re.compile(
    "(?<=\\w) ?[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?$"
    "|^[\u2600-\u27bf\U0001f1e6-\U0001faff\ufe0f]{1,4} (?=\\w)"
)
"""A picture behind a word that says the same, or in front of it."""


@lru_cache(maxsize=2_000)
def thing(text: str) -> Hashable:
    """One thing of a list, in a form that is equal for equal things."""
    text = text if text.isascii() else _PICTURE.sub("", text)
    text = text.strip().strip("\"'").strip()
    read, expression = quantity(text), None
    if read is not None and read.units[0].nouns:
        expression = formula(text)  # 2 - sqrt(3) counts nothing
    if read is not None and expression is None:
        return measure(read)
    days = dates(text)
    if days:
        return ("d", days[0])
    named = [group for group in groups_of(text) if isinstance(group, int)]
    if named:
        return ("w", (f"#{min(named):04}",))  # a word like any other, the same for all its names
    nested = top_level(text[1:-1]) if text[:1] in {"(", "["} and text[-1:] in {")", "]"} else None
    if nested is not None and (len(nested) > 1 or text[0] == "["):
        return ("t", text[0] + text[-1], *(thing(part) for part in nested))
    expression = expression or formula(text)
    if expression is not None:
        whole = _whole_number(expression)
        return _formula(expression) if whole is None else whole
    return ("w", tuple(map(stem, words(text))) or (fold(text),))


def _formula(expression: Formula) -> Hashable:
    """An expression in a form that is equal for equal expressions."""
    rounded = (complex(round(v.real, 9), round(v.imag, 9)) for v in expression.values)
    return ("f", expression.relation, *rounded)


def _whole_number(expression: Formula) -> Hashable | None:
    """The whole number that an expression is, whatever its variables: \u221a4."""
    first, *others = expression.values
    whole = round(first.real) if abs(first) < _LARGEST_WHOLE else 0
    if expression.relation or any(abs(value - whole) > _NEAR for value in (first, *others)):
        return None
    return measure(Quantity(Number(Fraction(whole))))


_LARGEST_WHOLE = 10**9
_NEAR = 1e-9


def measure(read: Quantity) -> Hashable:
    """A quantity in a form that is equal for equal quantities."""
    unit = read.units[0]
    return ("n", read.number.value * unit.factor, unit.dimensions, unit.nouns, read.bound)


def spread(items: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """Things with both signs as two."""
    apart: list[Hashable] = []
    for item in items:
        if isinstance(item, tuple) and item[0] == "n" and item[-1] == "pm":
            apart.extend((*item[:1], sign * item[1], *item[2:-1], "") for sign in (1, -1))
        else:
            apart.append(item)
    return tuple(apart)
