"""How far each part of an answer agrees with the other answers, under its JSON pointer."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from trustcore import Completion, SignalPart
from trustcore.records.answer_parts import Leaf, is_call, leaves_of
from trustcore_strategies.comparers.values import NOTHING, Match
from trustcore_strategies.texts import AGREES, excerpt

_MOST = 1000
"""Parts that are told of."""


@runtime_checkable
class PartComparer(Protocol):
    """A comparer of answers that have parts."""

    def parts(self, one: str, other: str, /) -> Mapping[str, Match] | None:
        """What each part of one answer was compared with in another; None where nothing was."""


def agreeing_parts(
    comparer: object, answer: Completion, others: Sequence[Completion]
) -> tuple[SignalPart, ...]:
    """The mean agreement of each part of an answer with the other answers; none of plain texts.

    What most of the others have and the answer lacks is a part as well.
    """
    if not isinstance(comparer, PartComparer):
        return ()
    compared = [comparer.parts(answer.text, other.text) for other in others]
    known = [matches for matches in compared if matches is not None]
    leaves = leaves_of(answer)
    if not known or not leaves:
        return ()
    found: dict[str, list[Match]] = {path: [] for path in leaves}
    for matches in known:
        for path, match in matches.items():
            found.setdefault(path, []).append(match)
    parts = [
        _part(path, matches, len(known), leaves.get(path))
        for path, matches in list(found.items())[:_MOST]
        if _tells(matches, len(known))
    ]
    return tuple(
        one
        for one in parts
        if one.path in leaves or one.value < AGREES or (answer.tool_calls and is_call(one.path))
    )


def _tells(matches: Sequence[Match], answers: int) -> bool:
    """Whether some answer tells of a part: not all of them have long prose there that differs."""
    return len(matches) < answers or any(match.value is not None for match in matches)


def _part(path: str, matches: Sequence[Match], answers: int, leaf: Leaf | None) -> SignalPart:
    """A part with its mean agreement over some answers, with which it need not be compared at all.

    One of those has nothing in its place: that agrees with nothing, unless there is no part.
    """
    known = [(match.value, match.partner) for match in matches if match.value is not None]
    answers -= len(matches) - len(known)
    doubts = math.fsum(1 - value for value, _ in known)
    lacking = 0 if leaf is None else answers - len(known)
    agreeing = sum(value >= AGREES for value, _ in known)
    if leaf is None:
        agreeing += answers - len(known)
    partners = [_written(partner) for value, partner in known if value < AGREES]
    counted = Counter(one for one in partners if one).most_common(1)
    most = f"; the most frequent other value is {excerpt(counted[0][0])}" if counted else ""
    reason = f"{agreeing} of {answers} alternatives agree{most}"
    value = min(1.0, max(0.0, 1 - (doubts + lacking) / answers))
    return SignalPart(path, value, reason, None if leaf is None else leaf.span)


def _written(value: Any) -> str:  # noqa: ANN401  (any JSON)
    if value is NOTHING:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
