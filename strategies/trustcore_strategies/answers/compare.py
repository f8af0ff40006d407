"""Whether two answers to one question say the same, as a number in [0, 1].

Rules and constants were judged on recorded answers, source by source: constants chosen without a
source are at most .001 of AUROC better on it than these, and no rule costs more than .002 anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from attrs import define, field, frozen

from trustcore_strategies.answers.choices import (
    Options,
    choice,
    leading_letter,
    lone_letter,
    options,
)
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.answers.latex import plain
from trustcore_strategies.answers.numbers import Number, number
from trustcore_strategies.answers.overlap import Bag, overlap
from trustcore_strategies.answers.words import words

_KNOWN_WEIGHT = 0.2
"""What a word of the question counts in an overlap: repeating the question is no agreement."""

_SHORT = 25
"""Words; a final answer that is no longer than this is one expression rather than prose."""

_LONG = 60
"""Words; a text longer than this that names no answer is taken for a worked solution."""

_FORMULA = re.compile(r"\\[a-zA-Z]|[=^]|\d\s*[+*/]\s*\w")
_VERDICTS = {"yes": True, "true": True, "no": False, "false": False}


@frozen(eq=False, slots=False)
class Reading:
    """What a text says, in the forms in which answers are compared.

    Attributes:
        final: Its final answer, LaTeX made plain.
        marked: Whether the text itself says that this is its answer.
        words: The words of the final answer.
    """

    final: str
    marked: bool
    words: tuple[str, ...]

    @cached_property
    def number(self) -> Number | None:
        """The final answer as a number."""
        return number(self.final)

    @cached_property
    def formula(self) -> bool:
        """Whether the final answer is an expression rather than prose."""
        return len(self.words) <= _SHORT and _FORMULA.search(self.final) is not None

    @cached_property
    def bag(self) -> Bag:
        """How often each word occurs."""
        return Counter(self.words)

    @cached_property
    def digits(self) -> frozenset[str]:
        """The numbers among the words."""
        return frozenset(word for word in self.words if word[0].isdecimal())


def read(text: str) -> Reading:
    """Read a text that a model wrote."""
    found = final_answer(text)
    final = plain(found.text)
    return Reading(final, found.marked, words(final))


@define(eq=False)
class Comparison:
    """Compares answers to one question. Every text is read and every pair compared once."""

    question: str
    _readings: dict[str, Reading] = field(init=False, factory=dict)
    _pairs: dict[tuple[str, str], float] = field(init=False, factory=dict)
    _known: frozenset[str] | None = field(init=False, default=None)
    _options: Options | None = field(init=False, default=None)

    def reading(self, text: str) -> Reading:
        """What a text says."""
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read(text)
        return found

    def agreement(self, one: str, other: str) -> float:
        """How far two texts give the same answer, in [0, 1]; symmetric, and 1 for equal texts."""
        if one == other:
            return 1.0
        pair = (one, other) if one <= other else (other, one)
        if pair not in self._pairs:
            self._pairs[pair] = self._compared(self.reading(pair[0]), self.reading(pair[1]))
        return self._pairs[pair]

    def _compared(self, one: Reading, other: Reading) -> float:
        for decided in (
            self._same_choice,
            _same_words,
            _same_number,
            _opposite_verdicts,
            _formulas,
        ):
            verdict = decided(one, other)
            if verdict is not None:
                return float(verdict)
        return self._overlap(one, other)

    def _same_choice(self, one: Reading, other: Reading) -> bool | None:
        """Whether both pick the same option; None when one of them picks none."""
        if self._options is None:
            self._options = options(self.question)
        if self._options:
            picked = [choice(each.final, each.words, self._options) for each in (one, other)]
        else:
            alone = [lone_letter(each.final) for each in (one, other)]
            if alone == [None, None]:
                return None
            picked = [
                letter or leading_letter(each.final)
                for letter, each in zip(alone, (one, other), strict=True)
            ]
        return None if None in picked else picked[0] == picked[1]

    def _overlap(self, one: Reading, other: Reading) -> float:
        """The shared words of two texts that neither clearly agree nor clearly differ.

        The mean of F1 and containment, squared, because a partial overlap is weak evidence; halved
        when both have numbers that the other lacks.
        """
        if self._known is None:
            self._known = frozenset(words(self.question))
        f1, contained = overlap(one.bag, other.bag, self._known, _KNOWN_WEIGHT)
        shared = ((f1 + contained) / 2) ** 2
        clash = one.digits - other.digits and other.digits - one.digits
        return shared / 2 if clash else shared


def _same_words(one: Reading, other: Reading) -> bool | None:
    """True for the same words, spaces between them aside; punctuation alone is compared as is."""
    if not one.words or not other.words:
        return one.final == other.final
    if one.words == other.words:
        return True
    joined = not one.digits and "".join(one.words) == "".join(other.words)
    return True if joined else None


def _same_number(one: Reading, other: Reading) -> bool | None:
    """Compares two numbers, or a number with the last one in a worked solution."""
    first, second = _as_number(one, other), _as_number(other, one)
    if first is not None and second is not None:
        return first.equals(second)
    return None


def _as_number(reading: Reading, other: Reading) -> Number | None:
    if reading.number is not None or other.number is None:
        return reading.number
    if reading.marked or len(reading.words) <= _LONG:
        return None
    numbers = (word for word in reversed(reading.words) if word[0].isdecimal())
    return number(next(numbers, ""))


def _opposite_verdicts(one: Reading, other: Reading) -> bool | None:
    """False when one begins with yes and the other with no."""
    first, second = _VERDICTS.get(one.words[0]), _VERDICTS.get(other.words[0])
    return False if first is not None and second is not None and first != second else None


def _formulas(one: Reading, other: Reading) -> bool | None:
    """Two formulas that are not the same differ: most of their signs agree by chance."""
    return False if one.formula or other.formula else None
