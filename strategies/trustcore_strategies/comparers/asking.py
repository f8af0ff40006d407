"""Which answers a judge is asked about when they are compared: programs, and long prose."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore import Ask, Completion, Evidence
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.comparers.code import code_agreement
from trustcore_strategies.comparers.judged import Decides, JudgedComparer, KnownPairs
from trustcore_strategies.comparers.pair_questions import BEHAVIOUR, MEANING, PairQuestion
from trustcore_strategies.comparers.program import is_program

MOST_ASKS = 4
"""Asks about the alternatives of one item."""

JUDGING = ("auto", "code", "meaning")
"""The measures that may ask a judge."""

_LONG = 25
"""Words; prose that has more is compared by what it means."""

_LEAST = 60
"""Characters; a text with fewer is no long prose."""


def judged_comparer(
    evidence: Evidence,
    comparison: Comparison,
    measure: object,
    samples: Sequence[Completion],
    most: int,
) -> JudgedComparer | None:
    """The comparer that asks a judge about the answers of an item; None where none is needed.

    Args:
        evidence: Of the item.
        comparison: Its texts as read.
        measure: Of `JUDGING`; any other asks nobody.
        samples: Those that were drawn.
        most: How many asks there are at most.
    """
    first = evidence.findings.get(("candidate", 0))
    if measure not in JUDGING or not isinstance(first, Completion) or not _is_text(evidence):
        return None
    question = _question(evidence, first.text, comparison, measure)
    if question is None:
        return None
    programs = question is BEHAVIOUR
    decides = evidence.once(_known_pairs, comparison, measure, programs=programs)
    drawn = [one.text for one in samples]
    strict = programs or measure == "meaning"
    return JudgedComparer(question, decides, first.text, drawn, most, strict, evidence)


def dearest_asks(evidence: Evidence, measure: object, count: int) -> Sequence[Ask]:
    """As many asks as there may be, in the longest wording."""
    answer = evidence.answer
    if measure not in JUDGING or answer is None or not _is_text(evidence):
        return ()
    question = MEANING if measure == "meaning" else BEHAVIOUR
    chat, text = evidence.question, answer.text
    return [question.ask(chat, text, text, f"{number}") for number in range(count)]


def by_look(comparison: Comparison) -> Decides:
    """Compare two programs by their form, any other texts as answers."""
    forms = by_form(comparison)

    def decides(one: str, other: str) -> float | None:
        programs = is_program(one, comparison) and is_program(other, comparison)
        found = forms(one, other) if programs else None
        if found is not None:
            return found
        same = comparison.agreement(one, other)
        return same if not programs or same == 1 else None  # token by token the same

    return decides


def _is_text(evidence: Evidence) -> bool:
    """Whether answers are texts, and neither labels nor calls nor JSON of a given form."""
    asked = evidence.settings
    return asked is None or not (
        asked.constrain_outputs or asked.tools or asked.response_format is not None
    )


def _question(
    evidence: Evidence, first: str, comparison: Comparison, measure: object
) -> PairQuestion | None:
    task = None if evidence.settings is None else evidence.settings.task
    if measure != "auto":
        return BEHAVIOUR if measure == "code" else MEANING
    if task == "code":
        return BEHAVIOUR
    if task is None and is_program(first, comparison):
        return BEHAVIOUR
    return MEANING if len(first) >= _LEAST and _is_long(first, comparison) else None


def _is_long(text: str, comparison: Comparison) -> bool:
    found = comparison.reading(text)
    count = max(len(found.final.split()), len(found.words))  # a script may have no blanks
    return count > _LONG and not found.refusal


def by_form(comparison: Comparison) -> Decides:
    """Compare programs by their form; a program and what is none agree in nothing."""

    def decides(one: str, other: str) -> float | None:
        known = code_agreement(one, other)
        if known is not None:
            return known
        programs = [is_program(text, comparison) for text in (one, other)]
        return None if all(programs) else 0.0 if any(programs) else comparison.agreement(one, other)

    return decides


def _known_pairs(comparison: Comparison, measure: object, *, programs: bool) -> KnownPairs:
    return KnownPairs(by_form(comparison) if programs else _meaning(comparison, measure))


def _meaning(comparison: Comparison, measure: object) -> Decides:
    """Compare long prose by the values in it, anything else as answers."""

    def decides(one: str, other: str) -> float | None:
        if " ".join(one.split()).casefold() == " ".join(other.split()).casefold():
            return 1.0
        long = _is_long(one, comparison) and _is_long(other, comparison)
        if measure == "auto" and not long:
            return comparison.agreement(one, other)
        return comparison.by_value(one, other)

    return decides
