"""Which answers a judge is asked about when they are compared: programs, prose, and data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from trustcore import Ask, Completion, Evidence
from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.extract import READ
from trustcore_strategies.answers.folding import both_ends
from trustcore_strategies.answers.lazily import Kept
from trustcore_strategies.answers.reading import WORDY, Reading
from trustcore_strategies.comparers.call_comparer import CallComparer, calls_by_text
from trustcore_strategies.comparers.data import data_agreement, data_in, is_data_fence, values_of
from trustcore_strategies.comparers.forms import Decides, by_form
from trustcore_strategies.comparers.judged import JudgedComparer, KnownPairs
from trustcore_strategies.comparers.pair_questions import BEHAVIOUR, MEANING, PairQuestion
from trustcore_strategies.comparers.program import asks_code, is_program
from trustcore_strategies.comparers.writing import Writing, writing_of

MOST_ASKS = 4
"""Asks about the alternatives of one item."""

JUDGING = ("auto", "code", "meaning")
"""The measures that may ask a judge."""

_VALUE = 6
"""Words; an answer that says no more beyond the question is a value rather than a sentence."""

_NAME = 2
"""Words beyond the question; where no more are asked for in other words, they are what is asked."""

_SAME_WORDS = 0.9
"""What two sentences agree that have the same words in another order or form, and deny the same."""

_LEAST = 60
"""Characters; a text with fewer is no long prose, in scripts with blanks between the words."""


_REASON = re.compile(r"(?:(?:it|this|that)(?:'s| is) )?(?:because(?: of)?|due to|owing to) ")


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
    if first.tool_calls:
        return None
    asked = evidence.settings
    task = None if asked is None else asked.task
    drawn = tuple([one.text for one in samples if not one.tool_calls])
    said = measure == "auto" and evidence.once(writing_of, comparison.asked) is Writing.SAID
    texts = (first.text, *drawn)
    question = evidence.once(_question, texts, comparison, measure, task, said=said)
    if question is None:
        return None
    programs = question is BEHAVIOUR
    decides = evidence.once(_known_pairs, comparison, measure, programs=programs, said=said)
    calls = calls_by_text(evidence)
    if calls:
        comparer = CallComparer(values_of(Comparison("")), decides, calls, asked)
        return JudgedComparer(question, comparer, first.text, drawn, most, evidence)
    return JudgedComparer(question, decides, first.text, drawn, most, evidence)


def dearest_asks(evidence: Evidence, measure: object, count: int) -> Sequence[Ask]:
    """As many asks as there may be, in the longest wording."""
    answer = evidence.answer
    if measure not in JUDGING or answer is None or not _is_text(evidence):
        return ()
    question = MEANING if measure == "meaning" else BEHAVIOUR
    chat, text = evidence.question, answer.text
    return [question.ask(chat, text, text, f"{number}") for number in range(count)]


def by_look(comparison: Comparison) -> Decides:
    """Compare two programs by their form, any other texts by the values in them."""
    forms, others = by_form(comparison), _meaning(comparison, "auto")
    program = Kept(partial(is_program, comparison=comparison))

    def compared(pair: tuple[str, str]) -> float | None:
        return (forms if program[pair[0]] and program[pair[1]] else others)(*pair)

    known = Kept(compared)  # samples are often equal
    return lambda one, other: known[one, other]


def _is_text(evidence: Evidence) -> bool:
    """Whether answers may be texts, and are neither labels nor JSON of a given form."""
    asked = evidence.settings
    return asked is None or not (asked.constrain_outputs or asked.response_format is not None)


def _question(
    texts: tuple[str, ...], comparison: Comparison, measure: object, task: str | None, *, said: bool
) -> PairQuestion | None:
    """What a judge is asked about answers, by the first of them; None where values tell."""
    if measure == "code" or (measure == "auto" and task == "code"):
        return BEHAVIOUR
    if measure == "meaning" or data_in(texts[0]) is not None:
        return MEANING
    if task is None and is_program(texts[0], comparison):
        return MEANING if said and not asks_code(comparison) else BEHAVIOUR
    return MEANING if said or _is_prose(texts, comparison) or is_data_fence(texts[0]) else None


def _is_prose(texts: Sequence[str], comparison: Comparison) -> bool:
    """Whether the first text is long prose, or a sentence of which others are longer versions."""
    first, *others = texts
    longer = {one for one in others if len(one) > 2 * len(first)}
    return _is_long(first, comparison) or any(_are_prose(first, one, comparison) for one in longer)


def _is_data(text: str) -> bool:
    return is_data_fence(text) or data_in(text) is not None


def _are_prose(one: str, other: str, comparison: Comparison) -> bool:
    """Whether two texts are long prose, or one is and the other a sentence of half its length.

    A value, which is short as well, is named by a text or is not.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not _is_long(long, comparison):
        return False
    if _is_long(short, comparison):
        return True
    return 2 * len(short) < len(long) and len(comparison.reading(short).core_words) > _VALUE


def _is_long(text: str, comparison: Comparison) -> bool:
    may_be = len(text) >= (_LEAST if text.isascii() else WORDY)
    return may_be and comparison.reading(text).wordy


def _known_pairs(
    comparison: Comparison, measure: object, *, programs: bool, said: bool
) -> KnownPairs:
    if programs:
        return KnownPairs(by_form(comparison))
    return KnownPairs(_as_said(comparison) if said else _meaning(comparison, measure))


def _as_said(comparison: Comparison) -> Decides:
    """Compare what can be said in many ways: only equal words tell, and what is no answer."""
    said = Kept(_said)

    def decides(one: str, other: str) -> float | None:
        first, second = comparison.reading(one), comparison.reading(other)
        if first.empty or second.empty or first.refusal or second.refusal:
            return comparison.agreement(one, other)
        if _is_typed(first, second, comparison):
            return comparison.agreement(one, other)
        if said[one] == said[other] or _is_same_value(one, other, comparison):
            return 1.0
        if first.short and second.short and comparison.agreement(one, other) >= _SAME_WORDS:
            return 1.0
        return data_agreement(one, other)

    return decides


def _is_typed(one: Reading, other: Reading, comparison: Comparison) -> bool:
    """Whether two short texts are formulas, numbers, identifiers or changes, compared as such."""
    if not one.short or not other.short:
        return False
    if one.formula is not None or other.formula is not None:
        return True
    values = one.quantity is not None and other.quantity is not None
    if values and max(len(one.words), len(other.words)) <= _VALUE:
        return True
    if comparison.asked.identified and one.identifier and other.identifier:
        return True
    return "change" in comparison.asked.outcomes and bool(one.change and other.change)


def _is_same_value(one: str, other: str, comparison: Comparison) -> bool:
    """Whether two texts give the same words as their answer, or the same name of a word or two."""
    first, second = comparison.reading(one), comparison.reading(other)
    if first.words == second.words:
        return comparison.agreement(one, other) == 1.0
    lengths = len(first.core_words), len(second.core_words)
    return max(lengths) <= _NAME and comparison.agreement(one, other) == 1.0


def _meaning(comparison: Comparison, measure: object) -> Decides:
    """Compare data by their values, long prose by the values in it, anything else as answers."""
    said, is_data = Kept(_said), Kept(_is_data)
    is_long = Kept(partial(_is_long, comparison=comparison))

    def decides(one: str, other: str) -> float | None:
        if is_data[one] and is_data[other]:
            return 1.0 if one.split() == other.split() else data_agreement(one, other)
        are_prose = measure != "auto" or (is_long[one] and is_long[other])
        if not are_prose and not _are_prose(one, other, comparison):
            return comparison.agreement(one, other)
        return 1.0 if said[one] == said[other] else comparison.by_value(one, other)

    return decides


def _said(text: str) -> str:
    """The words of a text, of a long one both ends, without what only says that it is a reason."""
    words = " ".join(both_ends(text, READ).split()).casefold()
    reason = _REASON.match(words)
    return (words if reason is None else words[reason.end() :]).strip("\"'.! ")
