"""JSON: read, and compared key by key."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import cast

import orjson

from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.named_call import call_of
from trustcore_strategies.answers.quantity import quantity
from trustcore_strategies.answers.words import words

_ASIDE = frozenset(
    "confidence probability certainty likelihood score explanation reasoning reason rationale thought thoughts comment notes".split()
)
_ANSWERS = frozenset(
    "answer final_answer finalanswer result solution response guess final output".split()
)
_DEEPEST = 60
_FEWEST_LEAVES = 4
"""A smaller object with one other leaf is another answer."""


def json_value(text: str) -> object | None:
    """Read a text that is a JSON object or array, or None."""
    bare = text.strip()
    if bare[:1] not in {"{", "["} or bare[-1:] not in {"}", "]"}:
        return None
    try:
        value: object = orjson.loads(bare)
    except orjson.JSONDecodeError:
        value = _loosely(bare) if bare[0] == "{" else None
    if isinstance(value, list):
        return value if any(isinstance(one, dict | str) for one in value) else None
    if not isinstance(value, dict):
        return None
    return call_of(value) or _without_asides(value)


def _loosely(bare: str) -> object | None:
    """An object with a comma too many, or written as Python writes it; None for anything else."""
    if len(bare) > _LONGEST_LOOSE or ":" not in bare:
        return None
    bare = _TOO_MANY.sub(r"\1", bare)
    try:
        return cast("object", orjson.loads(bare))
    except orjson.JSONDecodeError:
        pass
    try:
        return cast("object", ast.literal_eval(bare))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


_LONGEST_LOOSE = 4_000
"""Characters; what is longer is read as JSON or not at all."""

_TOO_MANY = re.compile(r",\s{0,8}([}\]])")


def sole_field(text: str) -> str | None:
    """The only value of a JSON object of one field; None for any other text."""
    found = json_value(text)
    if not isinstance(found, dict) or len(found) != 1:
        return None
    value = next(iter(found.values()))
    return (
        str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    )


def _without_asides(value: dict[str, object]) -> object:
    kept = {key: one for key, one in value.items() if key.lower() not in _ASIDE}
    if len(kept) == 1 and next(iter(kept)).lower().replace(" ", "_") in _ANSWERS:
        return next(iter(kept.values()))
    return kept or value


def same_json(one: object, other: object) -> float:
    """How far two values are the same: 1 for all, less where a few leaves of many differ."""
    first, second = sorted(_leaves(one)), sorted(_leaves(other))
    if first == second or _same_but_units(first, second):
        return 1.0
    shared = len(set(first) & set(second)) / max(len(first), len(second), 1)
    return (
        0.45 * shared**2 if len(first) >= _FEWEST_LEAVES and len(second) >= _FEWEST_LEAVES else 0.0
    )


def _same_but_units(one: Sequence[_Leaf], other: Sequence[_Leaf]) -> bool:
    """Whether leaves are the same but for the units of numbers that only one of the two names."""
    if len(one) != len(other):
        return False
    return all(
        mine[0] == theirs[0] and _same_number(mine[1], theirs[1])
        for mine, theirs in zip(one, other, strict=True)
    )


def _same_number(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[:1] != "#" or other[:1] != "#" or (" " in one) == (" " in other):
        return False
    return one.split(" ", 1)[0] == other.split(" ", 1)[0]


_Leaf = tuple[tuple[str, ...], str]
"""The keys that lead to a value, and what that is."""


def _leaves(value: object, depth: int = 0, key: str | None = None) -> list[_Leaf]:
    """Every leaf with the keys that lead to it; lists of names and objects have no order.

    Args:
        value: What the leaves are of.
        depth: In how many others it stands; what stands in too many is left out.
        key: That of the value itself; None at the top, where no list has an order.
    """
    if depth > _DEEPEST:
        return []
    if isinstance(value, dict):
        named = ((str(name).strip().lower(), one) for name, one in value.items())
        return [leaf for name, one in named for leaf in _below(name, _leaves(one, depth + 1, name))]
    if not isinstance(value, list):
        return [((), _leaf(value))]
    items = [_leaves(one, depth + 1, "") for one in value]
    if key is None:
        return [leaf for item in items for leaf in _below("[]", item)]
    if _has_no_order(value, key):
        items = sorted(map(sorted, items))
    return [leaf for place, item in enumerate(items) for leaf in _below(f"[{place}]", item)]


def _below(key: str, leaves: Iterable[_Leaf]) -> Iterator[_Leaf]:
    return (((key, *path), leaf) for path, leaf in leaves)


_ORDERED = frozenset(
    "step steps order ordered rank ranks ranking ranked sequence path route queue instructions timeline history stops stages phases positions top".split()
)
"""Words of the names of lists whose order counts."""


def _has_no_order(value: list[object], key: str) -> bool:
    """Whether a list is of names or of objects, and its own name tells of no order."""
    if not _ORDERED.isdisjoint(re.findall("[a-z]+", key)):
        return False
    return any(all(isinstance(one, kind) for one in value) for kind in (str, dict))


def _leaf(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return f"={value}"
    if isinstance(value, int | float):
        return f"#{Fraction(repr(value))}" if math.isfinite(value) else f"={value}"
    return _told(str(value))


def _told(text: str) -> str:
    """A string as the number, the quantity or the day that it is, or as its words."""
    coded = (text[:1] == "0" and text.isdecimal()) or text.isupper()
    if len(text) <= _LONGEST_VALUE and not coded:
        read = quantity(text)
        if read is not None and not read.bound:
            unit, value = read.units[0], read.number.value
            return f"#{value * unit.factor}" + (
                f" {unit.dimensions} {unit.nouns}" if not unit.bare else ""
            )
        days = dates(text)
        if days:
            return f"@{days}"
    return " ".join(words(text)) or text


_LONGEST_VALUE = 40
"""Characters; a longer string is no number and no day."""
