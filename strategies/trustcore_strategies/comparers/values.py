"""How far two values of JSON agree: leaf by leaf, each under its JSON pointer (RFC 6901)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from attrs import field, frozen

from trustcore.records.json_answer import DEEPEST, leaves, pointer
from trustcore_strategies.comparers.assignment import best_pairs

TextAgreement = Callable[[str, str], float | None]
"""How far two texts say the same, in [0, 1]; None where that cannot be told."""

Leaf = str | int | float | bool | None

_ROUNDING = 1e-12
"""The relative difference that two equal fractions may have: how they are written, no more."""

_Pair = tuple[object, Any, Any]
"""A key or an index, and what it leads to in both values."""

NOTHING: Any = object()
"""Stands for what is not there, which is not the same as null."""


@frozen
class Match:
    """What a leaf of one value was compared with in another.

    Attributes:
        value: How far they agree, in [0, 1]; None where that cannot be told.
        partner: What the other has in its place; `NOTHING` where it has nothing there.
    """

    value: float | None
    partner: Any = field(repr=False)


def field_agreements(one: Any, other: Any, texts: TextAgreement) -> dict[str, float | None]:  # noqa: ANN401  (any JSON)
    """How far two values agree at each of their leaves.

    Args:
        one: The value whose pointers are given: where the items of a list were matched with items
            elsewhere in the other, theirs are those of the first.
        other: The other value.
        texts: Compares two strings that are not equal.

    Returns:
        From JSON pointers to agreements in [0, 1], "" for a value that is a leaf itself; None where
        `texts` cannot tell. What only one of the two has agrees in nothing; an empty object or list
        is a leaf.
    """
    return {path: match.value for path, match in field_matches(one, other, texts).items()}


def field_matches(one: Any, other: Any, texts: TextAgreement) -> dict[str, Match]:  # noqa: ANN401  (any JSON)
    """The same with what each leaf was compared with."""
    fields = _Fields(texts)
    fields.compare("", one, other, 0)
    return fields.found


def agreement(one: Any, other: Any, texts: TextAgreement) -> float | None:  # noqa: ANN401  (any JSON)
    """How far two values agree in all: `strict_mean` over their leaves."""
    return strict_mean(field_agreements(one, other, texts).values())


def strict_mean(agreements: Iterable[float | None]) -> float | None:
    """The mean of what is known of agreements, held down by the worst: mean x (.4 + .6 x worst).

    One leaf that differs makes another value, however many are the same. It is 1 where there are
    none, and None where none is known.
    """
    found = list(agreements)
    known = [one for one in found if one is not None]
    if not known:
        return None if found else 1.0
    return held_down(math.fsum(known) / len(known), min(known))


def held_down(mean: float, worst: float) -> float:
    """A mean that counts in full only where the worst of its parts does."""
    return mean * (0.4 + 0.6 * worst)


class _Fields:
    """The leaves of two values, as far as they have been compared.

    Attributes:
        found: From JSON pointers to what was compared.
    """

    def __init__(self, texts: TextAgreement) -> None:
        self.found: dict[str, Match] = {}
        self._texts = texts

    def compare(self, path: str, one: Any, other: Any, depth: int) -> None:  # noqa: ANN401  (any JSON)
        """Compare what stands under a pointer in both values."""
        if depth < DEEPEST and _are_nested(one, other):
            pairs = self._objects(one, other) if isinstance(one, dict) else self._lists(one, other)
            for key, first, second in pairs:
                self.compare(pointer(path, key), first, second, depth + 1)
        elif _is_container(one) or _is_container(other) or one is NOTHING or other is NOTHING:
            self._mark(path, one, other)
        else:
            self.found[path] = Match(leaf_agreement(one, other, self._texts), other)

    def _objects(self, one: dict[str, Any], other: dict[str, Any]) -> list[_Pair]:
        keys = dict.fromkeys((*one, *other))
        return [(key, one.get(key, NOTHING), other.get(key, NOTHING)) for key in keys]

    def _lists(self, one: list[Any], other: list[Any]) -> list[_Pair]:
        rows = best_pairs(one, other, lambda a, b: agreement(a, b, self._texts) or 0.0)
        matched: list[_Pair] = [
            (row, one[row], NOTHING if column is None else other[column])
            for row, column in rows
            if row is not None
        ]
        extra = [other[column] for row, column in rows if row is None and column is not None]
        return [*matched, *((at, NOTHING, more) for at, more in enumerate(extra, len(one)))]

    def _mark(self, path: str, one: Any, other: Any) -> None:  # noqa: ANN401  (any JSON)
        """Every leaf of what has no partner, or one of another form, agrees in nothing."""
        if one == other:
            self.found[path] = Match(1.0, other)
        elif one is NOTHING:
            self.found |= {leaf: Match(0.0, value) for leaf, value in leaves(other, path).items()}
        else:
            self.found |= {leaf: Match(0.0, other) for leaf in leaves(one, path)}


def _is_container(value: Any) -> bool:  # noqa: ANN401  (any JSON)
    return isinstance(value, dict | list)


def _are_nested(one: Any, other: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether both are objects, or both lists, of which one is not empty."""
    alike = type(one) is type(other) and _is_container(one)
    return alike and bool(one or other)


def leaf_agreement(one: Leaf, other: Leaf, texts: TextAgreement) -> float | None:
    """How far two strings, numbers, truth values or nulls agree, in [0, 1]; None where untold.

    Numbers agree by value, strings as `texts` has it. Null contradicts every value, a truth value
    every number; a number may be written as a string.
    """
    if isinstance(one, str) and isinstance(other, str):
        return _texts_agree(one, other, texts)
    if one is None or other is None or isinstance(one, bool) or isinstance(other, bool):
        return float(one is other)
    if isinstance(one, str) or isinstance(other, str):
        return _texts_agree(str(one), str(other), texts)
    if isinstance(one, int) and isinstance(other, int):
        return float(one == other)
    try:
        return float(math.isclose(one, other, rel_tol=_ROUNDING))
    except OverflowError:  # an integer that no fraction reaches
        return 0.0


def _texts_agree(one: str, other: str, texts: TextAgreement) -> float | None:
    if one == other or " ".join(one.split()).casefold() == " ".join(other.split()).casefold():
        return 1.0
    if not one.strip() or not other.strip():
        return 0.0
    return texts(one, other)
