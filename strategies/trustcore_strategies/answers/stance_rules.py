"""Rules for an answer beside one that denies a value or leaves open which of several it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.denials import side
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.rivals import offers
from trustcore_strategies.answers.stated import same_phrases

_HEADED = 0.8
"""What an answer agrees at most with a sentence that gives it and adds something."""

Compare = Callable[[Reading, Reading], float]
"""How far two readings agree by all rules."""

_SCORE = re.compile(r"(?<![\d-])(\d{1,3}) ?[-:] ?(\d{1,3})(?![\d-])")
IN_PART = 0.4
"""What an answer agrees with one that gives it beside others, or on a condition."""

_GIVEN = 0.5
"""What an answer agrees with one value of another from which that value is given."""


def compare_stances(one: Reading, other: Reading, compare: Compare) -> float | None:
    """Compares an answer with one that denies a value, or that leaves open which of several it is.

    Denying an answer is the opposite of giving it. Offering it beside another is giving it in part.
    """
    if one.plain and other.plain:
        return None
    if one.denied is not None and other.denied is not None:
        return None if side(one.final) == side(other.final) else 0.0
    for mine, theirs in ((one, other), (other, one)):
        if mine.denied is not None and theirs.denied is None:
            return 0.0 if compare(mine.denied, theirs) >= _GIVEN else None
    if one.restated or other.restated:
        ways = [
            (mine, theirs)
            for mine in one.restated or (one,)
            for theirs in other.restated or (other,)
        ]
        found = max(compare(mine, theirs) for mine, theirs in ways)
        headed = found < _GIVEN and not (one.head is None and other.head is None)
        return None if headed else found  # what is said in two ways is then what was added
    if one.added is not None or other.added is not None:
        return _beside_bracket(one, other, compare)
    return _beside_rivals(one, other, compare) if one.rivals or other.rivals else None


def joined_otherwise(one: Reading, other: Reading) -> bool:
    """Whether one names several things together and the other leaves open which: and, or."""
    mine, theirs = (offers(each.final) for each in (one, other))
    return mine != theirs and not _TOGETHER.isdisjoint((other if mine else one).words)


_JOINING = frozenset(("and", "or", "&", "und", "oder", "et", "ou", "y", "o", "e", "и", "или"))
_TOGETHER = frozenset(("and", "both", "und", "et", "y", "e", "и", "&"))


def compare_heads(one: Reading, other: Reading, compare: Compare) -> float | None:
    """Compares two answers, of which one at least adds something to what it gives."""
    named = same_phrases(one, other)
    if named is not None:
        return named
    mine, theirs = one.head or one, other.head or other
    if not (mine.is_value or theirs.is_value):
        return None
    found = compare(mine, theirs)
    if found >= _GIVEN:
        return None if _other_numbers(one, other) else min(_HEADED, found)
    if mine.quantity and theirs.quantity and _CONTRASTED.search(one.final + other.final):
        return found
    return IN_PART if _only_added(one, other) or _only_added(other, one) else None


def _other_numbers(one: Reading, other: Reading) -> bool:
    """Whether two texts that are asked for a number or a time add numbers, and none in common."""
    if not (one.asked.date or one.asked.number) or one.head is None or other.head is None:
        return False
    mine, theirs = (
        set(_NUMBER.findall(whole.final)) - set(_NUMBER.findall(head.final))
        for whole, head in ((one, one.head), (other, other.head))
    )
    return bool(mine and theirs) and mine.isdisjoint(theirs)


_NUMBER = re.compile(r"\d+")
_CONTRASTED = re.compile(r" (?:up|down) from | compared (?:to|with) | against | rather than ")
"""Words behind which stands a number that is not the answer's."""

_ENDS = re.compile(rf"[.!?](?= ){BEHIND_NONE} ")


def _only_added(whole: Reading, value: Reading) -> bool:
    """Whether a name stands in what a text adds to another: Sony, a competitor of Microsoft."""
    if whole.head is None or value.head is not None or not value.core_words:
        return False
    if not whole.final.startswith(f"{whole.head.final},") or _ENDS.search(whole.final):
        return False
    named = all(each.names and each.names[-1].title for each in (whole.head, value))
    said = set(value.core_words)
    return named and said.isdisjoint(whole.head.words) and said <= set(whole.words)


def compare_winners(one: Reading, other: Reading, compare: Compare) -> float | None:
    """Compares who won by two answers, of which one at least says so in a sentence."""
    mine, theirs = one.winner, other.winner
    if mine is None and theirs is None:
        return None
    scores = _SCORE.search(one.final), _SCORE.search(other.final)
    if scores[0] and scores[1] and sorted(scores[0].groups()) != sorted(scores[1].groups()):
        return 0.0  # whoever won has the more, in whichever order
    return compare(mine or one, theirs or other)


def _beside_bracket(one: Reading, other: Reading, compare: Compare) -> float | None:
    """Compares what stands in front of brackets; what stands in them is given in part."""
    found = compare(one.added or one, other.added or other)
    if found >= _GIVEN:
        return found
    for mine, theirs in ((one, other), (other, one)):
        if any(compare(part, theirs) >= _GIVEN for part in mine.bracketed[1:]):
            return IN_PART
    return found


def _beside_rivals(one: Reading, other: Reading, compare: Compare) -> float | None:
    """Compares what two answers offer, as a part unless all of it says the same."""
    if one.listed and other.listed:
        return None
    mine, theirs = one.rivals or (one,), other.rivals or (other,)
    found = [[compare(a, b) for b in theirs] for a in mine]
    columns = ([row[at] for row in found] for at in range(len(theirs)))
    best = [max(each) for each in (*found, *columns)]
    if min(best) >= _GIVEN:
        alike = {*one.words} ^ {*other.words} <= _JOINING
        return IN_PART if alike and joined_otherwise(one, other) else min(best)
    return IN_PART * max(best) if max(best) >= _GIVEN else None
