"""Whether two answers to one question say the same, as a number in [0, 1].

Each answer is read once; then values of one type are compared, the most exact type first. Words are
the last resort.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from trustcore_strategies.answers.choice_rules import (
    compare_alternatives,
    compare_choices,
    compare_verdicts,
)
from trustcore_strategies.answers.detail_rules import compare_details
from trustcore_strategies.answers.kinds import (
    CHOICE,
    CODE,
    CODED,
    DATE,
    FORMULA,
    HEAD,
    INVERTED,
    JSON,
    LIST,
    OF_BOTH,
    OF_EITHER,
    QUANTITY,
    SHORT,
    STANCE,
    SYMBOL,
    VERDICT,
)
from trustcore_strategies.answers.lazily import Kept
from trustcore_strategies.answers.measure_rules import (
    compare_changes,
    compare_dates,
    compare_frequencies,
    compare_quantities,
)
from trustcore_strategies.answers.question import Question, question
from trustcore_strategies.answers.reading import Reading, read
from trustcore_strategies.answers.stance_rules import (
    compare_heads,
    compare_stances,
    compare_winners,
)
from trustcore_strategies.answers.stated import compare_stated, names_another
from trustcore_strategies.answers.structure_rules import (
    compare_code,
    compare_formulas,
    compare_json,
    compare_lists,
)
from trustcore_strategies.answers.symbols import (
    compare_paragraphs,
    compare_symbols,
    same_alphanumeric,
)
from trustcore_strategies.answers.text_rules import (
    compare_events,
    compare_inverted_names,
    compare_known_names,
    compare_names,
    compare_phrases,
    compare_texts,
    compare_word_forms,
    compare_words,
)

REFUSALS = 0.2
"""What two refusals agree: they are one kind of reply, and no evidence for any answer."""


@define(eq=False)
class Comparison:
    """Compares answers to one question. Every text is read and every pair compared once.

    Attributes:
        question: What was asked.
        cut: The texts that end where a limit cut them.
        instructions: What the model was told of all questions.
    """

    question: str
    cut: frozenset[str] = frozenset()
    instructions: str = ""
    _readings: dict[str, Reading] = field(init=False, factory=dict)
    _pairs: dict[tuple[str, str], float] = field(init=False, factory=dict)
    _asked: Question | None = field(init=False, default=None)

    @property
    def asked(self) -> Question:
        """The question, as far as it says how answers are to be read."""
        if self._asked is None:
            self._asked = question(self.question, self.instructions)
        return self._asked

    def reading(self, text: str) -> Reading:
        """What a text says."""
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read(text, self.asked, cut=text in self.cut)
        return found

    def unfinished(self, text: str) -> bool:
        """Whether a text was cut before it gave the value that was asked for."""
        return text in self.cut and self.reading(text).empty

    def agreement(self, one: str, other: str) -> float:
        """How far two texts give the same answer, in [0, 1]; symmetric, and 1 for equal answers.

        Two texts without an answer agree in nothing, two refusals by little.
        """
        pair = (one, other) if one <= other else (other, one)
        if pair not in self._pairs:
            self._pairs[pair] = _compared(self.reading(pair[0]), self.reading(pair[1]))
        return self._pairs[pair]

    def by_value(self, one: str, other: str) -> float | None:
        """How far two long texts agree by the values in them; None where only words tell."""
        first, second = self.reading(one), self.reading(other)
        if first.empty or second.empty or first.refusal or second.refusal:
            return self.agreement(one, other)
        return _by_rules(first, second)


Rule = Callable[[Reading, Reading], float | None]
"""How far two readings agree; None where the rule says nothing about them."""


def _compared(one: Reading, other: Reading) -> float:
    if one.empty or other.empty:
        return 0.0
    if one.refusal or other.refusal:
        return REFUSALS if one.refusal and other.refusal else 0.0
    if one is other:  # equal texts have one reading; no rule but the first tells it from itself
        return 1.0 if (decided := compare_choices(one, other)) is None else decided
    decided = _by_rules(one, other)
    if decided is not None:
        return decided
    found = compare_words(one, other)
    if found < _ENOUGH:
        return max(found, compare_stated(one, other) or 0.0)
    return found * _SHARED if names_another(one, other) else found


_ENOUGH = 0.5
_SHARED = 0.4
"""What sharing words counts for answers that name two things."""


def _by_rules(one: Reading, other: Reading) -> float | None:
    """What the first rule says that says something about both, of those that may tell."""
    mine, theirs = one.kinds, other.kinds
    for rule in _TELLING[(mine & theirs & OF_BOTH) | ((mine | theirs) & OF_EITHER)]:
        decided = rule(one, other)
        if decided is not None:
            return float(decided)
    return None


def _by_stance(one: Reading, other: Reading) -> float | None:
    """What both do with their values, or the outcome that both tell where one is asked for."""
    decided = compare_alternatives(one, other) if one.asked.alternatives else None
    decided = compare_stances(one, other, _compared) if decided is None else decided
    for kind in one.asked.outcomes:
        decided = _OUTCOMES[kind](one, other) if decided is None else decided
    return decided


def _by_head(one: Reading, other: Reading) -> float | None:
    """Compares what two answers give in front of what they add, where one adds something."""
    if one.asked.told or (one.told_on and other.told_on):
        return None
    if one.head is None and other.head is None:
        return None
    return compare_heads(one, other, _compared)


def _by_winner(one: Reading, other: Reading) -> float | None:
    return compare_winners(one, other, _compared)


_OUTCOMES: dict[str, Rule] = {
    "alternative": compare_alternatives,
    "winner": _by_winner,
    "change": compare_changes,
    "frequency": compare_frequencies,
    "form": compare_word_forms,
}
"""The rule for each of the outcomes that a question asks for."""

RULES: tuple[tuple[Rule, int], ...] = (
    (compare_details, 0),
    (compare_choices, CHOICE),
    (compare_symbols, SYMBOL),
    (compare_texts, 0),
    (compare_inverted_names, INVERTED),
    (_by_stance, STANCE),
    (_by_head, HEAD),
    (compare_json, JSON),
    (compare_verdicts, VERDICT),
    (compare_code, CODE),
    (compare_dates, DATE),
    (compare_lists, LIST),
    (compare_paragraphs, QUANTITY | SHORT),
    (compare_quantities, QUANTITY),
    (compare_formulas, FORMULA | SHORT),
    (same_alphanumeric, CODED | SHORT),
    (compare_known_names, SHORT),
    (compare_events, SHORT),
    (compare_phrases, SHORT),
    (compare_names, SHORT),
)
"""The rules in their order, and the kinds of which a pair is of which one says something."""


def _telling(kinds: int) -> tuple[Rule, ...]:
    """The rules that may say something about a pair of these kinds, in their order."""
    return tuple([rule for rule, needed in RULES if kinds & needed == needed])


_TELLING = Kept(_telling)
