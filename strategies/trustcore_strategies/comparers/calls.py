"""How far two answers call the same tools with the same arguments."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from trustcore.records.json_answer import leaves
from trustcore_strategies.comparers.assignment import best_pairs
from trustcore_strategies.comparers.values import (
    NOTHING,
    Match,
    TextAgreement,
    field_agreements,
    field_matches,
    held_down,
)


@frozen
class ReadCall:
    """A call of a tool, as an answer has it.

    Attributes:
        name: The name of the tool.
        arguments: By name; empty where there are none.
    """

    name: str
    arguments: Mapping[str, Any] = field(repr=False, factory=dict)


Defaults = Mapping[str, Mapping[str, Any]]
"""For each tool the values that its arguments have where they are left out."""


def defaults_of(name: str, parameters: Any) -> Defaults:  # noqa: ANN401  (any JSON schema)
    """The defaults in the JSON schema of a tool's parameters."""
    properties = parameters.get("properties") if isinstance(parameters, dict) else None
    rows = properties.items() if isinstance(properties, dict) else ()
    found = {key: row["default"] for key, row in rows if isinstance(row, dict) and "default" in row}
    return {name: found}


def call_agreement(
    one: ReadCall, other: ReadCall, texts: TextAgreement, defaults: Defaults | None = None
) -> float | None:
    """How far two calls are the same, in [0, 1]: nothing where the names differ.

    Else the mean over the union of their arguments, held down by the worst of them. An argument
    that only one of them has agrees in nothing, unless its value is the default; one of which
    nothing can be told is left out, and None is what is left where all are.
    """
    mean, worst = _mean_and_worst(one, other, texts, defaults)
    return None if mean is None or worst is None else held_down(mean, worst)


def calls_agreement(
    ones: Sequence[ReadCall],
    others: Sequence[ReadCall],
    texts: TextAgreement,
    *,
    defaults: Defaults | None = None,
    ordered: bool = False,
) -> float | None:
    """How far two answers make the same calls, in [0, 1]; None where no argument tells.

    Calls are a multiset, or a sequence where they are made one after the other. A call that only
    one of them makes agrees in nothing, and so do calls and no calls.

    Args:
        ones: The calls of one answer.
        others: Those of the other.
        texts: Compares strings of arguments.
        defaults: Of the tools' parameters.
        ordered: Whether their order counts.
    """
    if not ones and not others:
        return 1.0
    pairs = _pairs(ones, others, texts, defaults, ordered=ordered)
    rows = [
        (0.0, 0.0)
        if row is None or column is None
        else _mean_and_worst(ones[row], others[column], texts, defaults)
        for row, column in pairs
    ]
    known = [(mean, worst) for mean, worst in rows if mean is not None and worst is not None]
    if not known:
        return None
    return held_down(
        math.fsum(mean for mean, _ in known) / len(known), min(worst for _, worst in known)
    )


def argument_matches(
    ones: Sequence[ReadCall],
    others: Sequence[ReadCall],
    texts: TextAgreement,
    *,
    defaults: Defaults | None = None,
    ordered: bool = False,
) -> dict[str, Match]:
    """How far the calls of one answer are borne out by another's, argument by argument.

    Returns:
        From JSON pointers to what was compared: "/call/0" for a call as a whole, "/call/0/name" and
        "/call/0/arguments/city" for its parts. What only the other has stands under the call that
        it was matched with.
    """
    found: dict[str, Match] = {}
    for row, column in _pairs(ones, others, texts, defaults, ordered=ordered):
        if row is None:
            continue
        partner = None if column is None else others[column]
        found |= _call_matches(f"/call/{row}", ones[row], partner, texts, defaults or {})
    return found


def _call_matches(
    path: str, one: ReadCall, other: ReadCall | None, texts: TextAgreement, defaults: Defaults
) -> dict[str, Match]:
    name = NOTHING if other is None else other.name
    if other is None or other.name != one.name:
        mine = leaves(dict(one.arguments), f"{path}/arguments") if one.arguments else ()
        lost = {leaf: Match(0.0, NOTHING) for leaf in mine}
        return {path: Match(0.0, NOTHING), f"{path}/name": Match(0.0, name), **lost}
    first, second = _aligned(one, other, defaults.get(one.name, {}))
    rows = field_matches(first, second, texts).items() if first or second else ()
    return {
        path: Match(call_agreement(one, other, texts, defaults), NOTHING),
        f"{path}/name": Match(1.0, name),
        **{f"{path}/arguments{leaf}": match for leaf, match in rows},
    }


def _mean_and_worst(
    one: ReadCall, other: ReadCall, texts: TextAgreement, defaults: Defaults | None
) -> tuple[float, float] | tuple[None, None]:
    """The mean agreement over the arguments of two calls, and the worst of a value in them."""
    if one.name != other.name:
        return 0.0, 0.0
    first, second = _aligned(one, other, (defaults or {}).get(one.name, {}))
    keys = dict.fromkeys((*first, *second))
    rows = [_argument(key, first, second, texts) for key in keys]
    told = [row for row in rows if row]
    if not told:
        return (None, None) if rows else (1.0, 1.0)
    means = [math.fsum(row) / len(row) for row in told]
    return math.fsum(means) / len(means), min(map(min, told))


def _argument(
    key: str, first: Mapping[str, Any], second: Mapping[str, Any], texts: TextAgreement
) -> Sequence[float]:
    """How far an argument agrees in all of its values, as far as that can be told."""
    if key not in first or key not in second:
        return (0.0,)
    found = field_agreements(first[key], second[key], texts).values()
    return [one for one in found if one is not None]


def _aligned(
    one: ReadCall, other: ReadCall, defaults: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arguments of two calls, with the default where the other one alone has an argument."""
    first, second = dict(one.arguments), dict(other.arguments)
    for key, value in defaults.items():
        if (key in first) != (key in second):
            first.setdefault(key, value)
            second.setdefault(key, value)
    return first, second


def _alike(
    one: ReadCall, other: ReadCall, texts: TextAgreement, defaults: Defaults | None
) -> float:
    """How likely two calls are a pair; one of which nothing is told still has the same name."""
    found = call_agreement(one, other, texts, defaults)
    return 1.0 if found is None else found


def _pairs(
    ones: Sequence[ReadCall],
    others: Sequence[ReadCall],
    texts: TextAgreement,
    defaults: Defaults | None,
    *,
    ordered: bool,
) -> list[tuple[int | None, int | None]]:
    if not ordered:
        return best_pairs(ones, others, lambda a, b: _alike(a, b, texts, defaults))
    most = max(len(ones), len(others))
    return [
        (place if place < len(ones) else None, place if place < len(others) else None)
        for place in range(most)
    ]
