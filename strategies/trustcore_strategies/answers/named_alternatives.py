"""Where a text names the alternatives of a question, and whether it denies them there."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore_strategies.answers.alternatives import Alternatives

DENYING = frozenset(
    (
        *("not", "no", "never", "neither", "nor", "none", "nothing", "nobody", "nt", "hardly"),
        *("isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "cant", "cannot"),
        *("both", "either", "or", "but", "equal", "equally", "same", "without", "unlike"),
        *("except", "instead", "avoid", "wrong", "if", "unless", "may", "might", "hard"),
        *("difficult", "kein", "keine", "nicht", "pas", "ni"),
    )
)
"""Words of a clause that may choose none, or another than the one that it names."""

_NEGATING = frozenset(
    (
        *("not", "isnt", "arent", "wasnt", "werent", "doesnt", "dont", "cannot", "no", "non"),
        *("nao", "kein", "keine", "nicht", "pas", "не"),
    )
)
"""Denials, which are one where a label is the denial of another: not spam, non-spam."""

_BEHIND = 2
"""Words behind an alternative among which one can deny it."""


def mentioned(said: tuple[str, ...], offered: Alternatives) -> list[int]:
    """The alternatives that stand in a text; one that holds another stands for both."""
    spans = [(*span, number) for number, one in enumerate(offered) for span in _places(said, one)]
    held = (
        number
        for start, stop, number in spans
        if not any(
            first <= start and stop <= last and last - first > stop - start
            for first, last, _ in spans
        )
    )
    return list(dict.fromkeys(held))


def _places(said: tuple[str, ...], one: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where an alternative stands in a text: the numbers of its first word and of the next one."""
    size = len(one)
    return [
        (at, at + size)
        for at in range(len(said) - size + 1)
        if said[at : at + size] == one or _is_form(said[at : at + size], one)
    ]


def _is_form(there: tuple[str, ...], one: tuple[str, ...]) -> bool:
    """Whether words are a label with another denial in front, or with a Korean ending."""
    if one[-1] >= "\uac00":
        return there[:-1] == one[:-1] and there[-1].startswith(one[-1])
    denial = len(one) > 1 and one[0] in _NEGATING
    return denial and there[0] in _NEGATING and there[1:] == one[1:]


def is_denied(said: tuple[str, ...], named: Sequence[int], offered: Alternatives) -> bool:
    """Whether a word that denies stands in front of what is named, or right behind it."""
    spans = [span for number in named for span in _places(said, offered[number])]
    if not spans:
        return False
    start, stop = min(spans)[0], max(stop for _, stop in spans)
    around = (*said[:start], *said[stop : stop + _BEHIND])
    return not DENYING.isdisjoint(around)
