"""Rules that compare what two answers choose: options of the question, letters, yes and no."""

from __future__ import annotations

from trustcore_strategies.answers.prose import agreement as prose_agreement
from trustcore_strategies.answers.prose import opposites, prose
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.stance_rules import IN_PART

_EXPLAINED = 0.75
"""What two verdicts agree of which one is explained: bare ones are somewhat better evidence."""

_BARE = 4
"""Words; a verdict in so few is not explained."""


def compare_choices(one: Reading, other: Reading) -> float | None:
    """Whether both pick the same options, where the question offers some."""
    if not one.asked.options:
        return _same_letter(one, other)
    mine, theirs = _left(one), _left(other)
    if mine is not None and theirs is not None:
        return float(mine == theirs and not any(label.startswith("-") for label in mine))
    if mine is None and theirs is None:
        return None
    return (
        _against_option(mine, other)
        if mine is not None
        else _against_option(theirs or frozenset(), one)
    )


def _left(reading: Reading) -> frozenset[str] | None:
    """What a reading picks, which is the one option left where it rules all others out."""
    picked = reading.picks
    if not picked or not all(label.startswith("-") for label in picked):
        return picked
    left = [label for label in reading.asked.options if f"-{label}" not in picked]
    return frozenset(left) if len(left) == 1 else picked


def _against_option(picked: frozenset[str], free: Reading) -> float:
    """How far an answer that picks no option has the words of the one that is picked."""
    texts = [free.asked.options[label] for label in picked if label in free.asked.options]
    if len(texts) != 1 or not texts[0]:
        return 0.0
    return prose_agreement(prose(texts[0]), prose(free.core_words))


def compare_alternatives(one: Reading, other: Reading) -> float | None:
    """Whether both choose the same of the things between which the question asks to choose."""
    mine, theirs = one.chosen, other.chosen
    if mine is None or theirs is None:
        return None
    if mine != theirs:
        return 0.0
    if one.asked.further:
        return None
    if not _other_numbers(one, other):
        return 1.0
    return None if max(len(one.words), len(other.words)) <= _BRIEF else _BESIDE


_BRIEF = 8
"""Words of an answer in which a number is a part of it rather than of its reasons."""

_BESIDE = 0.8
"""What two answers agree that choose the same thing and tell other numbers of it."""


def _other_numbers(one: Reading, other: Reading) -> bool:
    """Whether two short answers give numbers beside what they choose, and none in common."""
    if not (one.digits and other.digits and one.short and other.short):
        return False
    mine, theirs = (
        {word for word in reading.words if word[0].isdecimal()} - reading.asked.words
        for reading in (one, other)
    )
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _same_letter(one: Reading, other: Reading) -> float | None:
    """Compares a letter with a letter, or with one in front of a text: (B) Paris."""
    first, second = one.letter, other.letter
    if first is None or second is None or not (first[1] or second[1]):
        return None
    return float(first[0] == second[0])


def compare_verdicts(one: Reading, other: Reading) -> float | None:
    """Whether both say yes or both say no; one that says neither is told by its words."""
    if one.verdict is None or other.verdict is None:
        return None
    if one.verdict != other.verdict or (one.verdict == "unsure" and _opposed(one, other)):
        return 0.0
    if one.conditional != other.conditional:
        return IN_PART
    return 1.0 if max(len(one.words), len(other.words)) <= _BARE else _EXPLAINED


def _opposed(one: Reading, other: Reading) -> bool:
    """Whether one says the opposite of the other: both, neither."""
    return any(not opposites(word).isdisjoint(other.words) for word in one.words)
