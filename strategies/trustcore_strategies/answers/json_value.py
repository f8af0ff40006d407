"""JSON: read, and compared key by key."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import orjson

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
        return None
    if isinstance(value, list):
        return value if any(isinstance(one, dict | str) for one in value) else None
    return _without_asides(value) if isinstance(value, dict) else None


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
    first, second = sorted(_leaves(one, (), 0)), sorted(_leaves(other, (), 0))
    if first == second:
        return 1.0
    shared = len(set(first) & set(second)) / max(len(first), len(second), 1)
    return (
        0.45 * shared**2 if len(first) >= _FEWEST_LEAVES and len(second) >= _FEWEST_LEAVES else 0.0
    )


def _leaves(
    value: object, path: tuple[str, ...], depth: int
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every leaf with the keys that lead to it; lists right below the top have no order."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*path, str(key).strip().lower()), depth + 1)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, (*path, "[]" if not path else f"[{place}]"), depth + 1)
    else:
        yield path, _leaf(value)


def _leaf(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return f"={value}"
    if isinstance(value, int | float):
        return f"#{Fraction(value)}"
    return " ".join(words(str(value))) or str(value)
