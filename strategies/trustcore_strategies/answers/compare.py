"""Whether two answers to one question say the same, as a number in [0, 1].

Each answer is read once; then values of one type are compared, the most exact type first. Words are
the last resort.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence

from attrs import define, field

from trustcore_strategies.answers.code import same_code
from trustcore_strategies.answers.date import Date, same_date
from trustcore_strategies.answers.formula import is_rounded, same_formula
from trustcore_strategies.answers.json_value import same_json
from trustcore_strategies.answers.name import same_name
from trustcore_strategies.answers.prose import agreement as prose_agreement
from trustcore_strategies.answers.prose import prose
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.question import Question, question
from trustcore_strategies.answers.reading import Reading, read
from trustcore_strategies.answers.same_quantity import same_quantity
from trustcore_strategies.answers.sequence import same_things
from trustcore_strategies.answers.symbols import (
    same_compound,
    same_identifier,
    same_signed,
    same_version,
)
from trustcore_strategies.answers.units import Unit

REFUSALS = 0.2
"""What two refusals agree: they are one kind of reply, and no evidence for any answer."""

_EXPLAINED = 0.75
"""What two verdicts agree of which one is explained: more exact likeness is somewhat better evidence."""

_BARE = 4
"""Words; a verdict in so few is not explained."""

_RESPELLED = 0.8
"""What two answers agree that are one but for endings or spelling."""

_INSIDE = 0.95
"""What a quantity agrees with a sentence that ends in it."""

_IN_PART = 0.4
"""What an answer agrees with one that gives it beside others, or on a condition."""

_GIVEN = 0.5
"""What an answer agrees with one value of another from which that value is given."""

_SHORT = 6
"""Words; a core that is no longer is one thing rather than a sentence."""

_FORMULA = 25
"""Words; what is no longer than this and set as a formula is no prose: most signs agree by chance."""

_LONG = 60
"""Words; a text longer than this that names no answer is taken for a worked solution."""


@define(eq=False)
class Comparison:
    """Compares answers to one question. Every text is read and every pair compared once."""

    question: str
    _readings: dict[str, Reading] = field(init=False, factory=dict)
    _pairs: dict[tuple[str, str], float] = field(init=False, factory=dict)
    _asked: Question | None = field(init=False, default=None)

    @property
    def asked(self) -> Question:
        """The question, as far as it says how answers are to be read."""
        if self._asked is None:
            self._asked = question(self.question)
        return self._asked

    def reading(self, text: str) -> Reading:
        """What a text says."""
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = read(text, self.asked)
        return found

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
        return 1.0 if (decided := _same_choice(one, other)) is None else decided
    decided = _by_rules(one, other)
    return _by_words(one, other) if decided is None else decided


def _by_rules(one: Reading, other: Reading) -> float | None:
    """What the first rule says that says something about both."""
    for rule in _RULES if one.short or other.short else _RULES_FOR_PROSE:
        decided = rule(one, other)
        if decided is not None:
            return float(decided)
    return None


def _same_choice(one: Reading, other: Reading) -> float | None:
    """Whether both pick the same options, where the question offers some."""
    if not one.asked.options:
        return _same_letter(one, other)
    mine, theirs = one.picks, other.picks
    if mine is not None and theirs is not None:
        return float(mine == theirs and not any(label.startswith("-") for label in mine))
    if mine is None and theirs is None:
        return None
    return (
        _against_option(mine, other)
        if mine is not None
        else _against_option(theirs or frozenset(), one)
    )


def _against_option(picked: frozenset[str], free: Reading) -> float:
    """How far an answer that picks no option has the words of the one that is picked."""
    texts = [free.asked.options[label] for label in picked if label in free.asked.options]
    if len(texts) != 1 or not texts[0]:
        return 0.0
    return prose_agreement(prose(texts[0]), prose(free.core_words))


def _same_letter(one: Reading, other: Reading) -> float | None:
    """Compares a letter with a letter, or with one in front of a text: (B) Paris."""
    first, second = one.letter, other.letter
    if first is None or second is None or not (first[1] or second[1]):
        return None
    return float(first[0] == second[0])


def _same_text(one: Reading, other: Reading) -> float | None:
    """1 for the same words and signs, blanks and marks aside."""
    if one.final == other.final:
        return 1.0
    if one.words != other.words or not one.words or one.code is not None or other.code is not None:
        return None
    if (
        any(word[0].isdecimal() for word in one.words)
        and one.final.casefold() != one.final
        and one.quantity is not None
    ):
        return None
    return 1.0 if _marks(one.final) == _marks(other.final) else None


_FACTORIAL = re.compile(r"[\w)]!(?:\W|$)")


def _marks(text: str) -> str:
    """The brackets and inner marks of a text, which can tell values apart that have equal words."""
    bare = text.strip(" .,;:!?\"'()\n")
    return (
        "".join(mark for mark in text if mark in "[]{}<>")
        + "".join(mark for mark in bare if mark in "()!^_|")
        + "!" * bool(_FACTORIAL.search(text) and len(text) < 20)
    )


def _beside_stance(one: Reading, other: Reading) -> float | None:
    """Compares an answer with one that denies a value, or that leaves open which of several it is.

    Denying an answer is the opposite of giving it. Offering it beside another is giving it in part.
    """
    if one.plain and other.plain:
        return None
    for mine, theirs in ((one, other), (other, one)):
        if mine.denied is not None and theirs.denied is None:
            return 0.0 if _compared(mine.denied, theirs) >= _GIVEN else None
    if one.added is not None or other.added is not None:
        return _beside_bracket(one, other)
    return _beside_rivals(one, other) if one.rivals or other.rivals else None


def _beside_bracket(one: Reading, other: Reading) -> float | None:
    """Compares what stands in front of brackets; what stands in them is given in part."""
    found = _compared(one.added or one, other.added or other)
    if found >= _GIVEN:
        return found
    for mine, theirs in ((one, other), (other, one)):
        if any(_compared(part, theirs) >= _GIVEN for part in mine.bracketed[1:]):
            return _IN_PART
    return found


def _beside_rivals(one: Reading, other: Reading) -> float | None:
    """Compares what two answers offer, as a part unless all of it says the same."""
    if one.listed and other.listed:
        return None
    mine, theirs = one.rivals or (one,), other.rivals or (other,)
    found = [[_compared(a, b) for b in theirs] for a in mine]
    columns = ([row[at] for row in found] for at in range(len(theirs)))
    best = [max(each) for each in (*found, *columns)]
    if min(best) >= _GIVEN:
        return min(best)
    return _IN_PART * max(best) if max(best) >= _GIVEN else None


def _same_json(one: Reading, other: Reading) -> float | None:
    if one.json is None or other.json is None:
        return None
    return same_json(one.json, other.json)


def _same_verdict(one: Reading, other: Reading) -> float | None:
    """Whether both say yes or both say no; one that says neither is told by its words."""
    if one.verdict is None or other.verdict is None:
        return None
    if one.verdict != other.verdict:
        return 0.0
    if one.conditional != other.conditional:
        return _IN_PART
    return 1.0 if max(len(one.words), len(other.words)) <= _BARE else _EXPLAINED


def _same_code(one: Reading, other: Reading) -> float | None:
    if one.code is None or other.code is None:
        return None
    return same_code(one.code, other.code)


def _same_date(one: Reading, other: Reading) -> float | None:
    mine, theirs = one.dates, other.dates
    if not mine and not theirs:
        return _last_dates(one, other) if one.asked.date else None
    mine = mine or _as_date(one)
    theirs = theirs or _as_date(other)
    return same_date(mine, theirs) if mine and theirs else None


def _as_date(reading: Reading) -> tuple[Date, ...]:
    """The year that a bare number can be, or the date that a sentence names."""
    found = reading.quantity
    if found is not None:
        value = found.number.value
        bare = value.denominator == 1 and not found.bound and found.units[0] == Unit()
        return (Date(int(value)),) if bare and 1 <= value <= 2999 else ()
    return reading.last_date


def _last_dates(one: Reading, other: Reading) -> float | None:
    """Compares the dates that two sentences name, or one with a bare year."""
    if (one.quantity is None) == (other.quantity is None) is False:
        return None
    mine, theirs = _as_date(one), _as_date(other)
    return same_date(mine, theirs) if mine and theirs else None


def _same_quantity(one: Reading, other: Reading) -> float | None:
    """Compares two quantities, or one with that in which a sentence or a worked solution ends."""
    mine, theirs = one.quantity, other.quantity
    if mine is not None and theirs is not None:
        return _measured(mine, theirs, one)
    if mine is not None or theirs is not None:
        return _beside_sentence(*((mine, other) if mine is not None else (theirs, one)))
    if not one.asked.number or not (_sentence(one) and _sentence(other)):
        return None
    mine, theirs = one.last_quantity, other.last_quantity
    return _measured(mine, theirs, one) if mine is not None and theirs is not None else None


def _measured(mine: Quantity, theirs: Quantity, reading: Reading) -> float:
    asked = reading.asked
    if mine.units != theirs.units and _unasked_unit(mine, theirs, asked):
        return 0.0
    return same_quantity(
        mine,
        theirs,
        asked.words,
        shares=asked.share,
        percents=asked.share or not asked.number,
        grouped=asked.counted,
        commas=asked.commas,
    )


def _unasked_unit(one: Quantity, other: Quantity, asked: Question) -> bool:
    """Whether one of two numbers has a unit of which a question of how many does not speak."""
    bare, measured = (one, other) if one.units[0] == Unit() else (other, one)
    if bare.units[0] != Unit() or not all(unit.dimensions for unit in measured.units):
        return False
    spoken = (all(name in asked.measures for name, _ in unit.dimensions) for unit in measured.units)
    return asked.things and not any(spoken)


def _beside_sentence(alone: Quantity | None, reading: Reading) -> float | None:
    """Compares a quantity with a sentence; where another may be meant only likeness is told."""
    if alone is None or not _sentence(reading):
        return None
    worked = not reading.marked and len(reading.words) > _LONG
    found = reading.last_quantity
    if found is None:
        return 0.0 if worked else None
    value = _INSIDE * _measured(alone, found, reading)
    return value if value or worked or reading.asked.number else None


def _sentence(reading: Reading) -> bool:
    return len(reading.words) > 3 and reading.things is None and reading.formula is None


def _same_things(one: Reading, other: Reading) -> float | None:
    """Compares two lists, or a list with one thing, which is at most a part of it."""
    mine, theirs = one.things, other.things
    if mine is not None and theirs is not None:
        found = same_things(mine, theirs, ranked=one.asked.ranked)
        return (
            found
            if found == 1.0 or (mine.sure or theirs.sure) or (mine.brackets or theirs.brackets)
            else None
        )
    if mine is None and theirs is None:
        return None
    lists, alone = (mine, other) if mine is not None else (theirs, one)
    if lists is None or (not lists.sure and not lists.brackets):
        return None
    if alone.quantity is not None or lists.brackets or _only_values(lists.items):
        return 0.0
    return min(_IN_PART, _by_words(one, other)) if one.asked.several else None


def _only_values(items: Sequence[Hashable]) -> bool:
    """Whether the things of a list are numbers, dates and letters rather than words."""
    return all(
        isinstance(item, tuple) and (item[0] != "w" or (len(item[1]) == 1 and len(item[1][0]) == 1))
        for item in items
    )


def _same_formula(one: Reading, other: Reading) -> float | None:
    """Compares two formulas, or one with a number: 25π and 78.54, 100 + 300 and 400.

    An expression that was not worked out says the same as its exact value.
    """
    if one.formula is not None and other.formula is not None:
        return float(same_formula(one.formula, other.formula))
    if (one.formula is None and other.formula is None) or (
        one.quantity is None and other.quantity is None
    ):
        return None
    expression, number = one.formula, other.quantity
    if expression is None or number is None:
        expression, number = other.formula, one.quantity
    if expression is None or number is None or number.bound:
        return 0.0
    return float(is_rounded(expression, number.number.value, number.number.places))


def _same_phrase(one: Reading, other: Reading) -> float | None:
    """1 for the same core in another spelling or with other endings."""
    mine, theirs = one.core_words, other.core_words
    if not mine or not theirs or max(len(mine), len(theirs)) > 2 * _SHORT:
        return None
    if mine == theirs:
        return 1.0 if _marks(one.core) == _marks(other.core) else None
    if any(word[0].isdecimal() for word in (*mine, *theirs)):
        return None
    if mine[0] > "\u2fff" and theirs[0] > "\u2fff":
        return _same_signs("".join(mine), "".join(theirs))
    if "".join(mine) == "".join(theirs) and one.formula is None and other.formula is None:
        return 1.0
    return _same_spelling(one, other)


def _same_spelling(one: Reading, other: Reading) -> float | None:
    """Compares two cores without their endings; two lone words that differ there are different."""
    if one.loosened == other.loosened or one.stemmed == other.stemmed:
        return _RESPELLED
    return 0.0 if one.lone and other.lone else None


def _same_signs(one: str, other: str) -> float | None:
    """How far two short texts of scripts without blanks are the same: as far as one holds the other."""
    short, long = sorted((one, other), key=len)
    if len(long) > _SHORT:
        return None
    return (len(short) / len(long)) ** 2 if short in long else 0.0


def _same_name(one: Reading, other: Reading) -> float | None:
    """Compares two names, the better of the ways in which they can be read."""
    if len(one.core_words) > _SHORT + 2 or len(other.core_words) > _SHORT + 2:
        return None
    found = [
        decided
        for mine in one.names[-4:]
        for theirs in other.names[-4:]
        if (decided := same_name(mine, theirs, person=one.asked.person)) is not None
    ]
    return max(found) if found else None


_RULES: tuple[Rule, ...] = (
    _same_choice,
    same_compound,
    same_signed,
    same_version,
    _same_text,
    _beside_stance,
    _same_json,
    _same_verdict,
    _same_code,
    _same_date,
    _same_things,
    _same_quantity,
    _same_formula,
    same_identifier,
    _same_phrase,
    _same_name,
)


_RULES_FOR_PROSE = _RULES[: _RULES.index(_same_formula)]
"""Those that say something about two texts of many words."""


def _by_words(one: Reading, other: Reading) -> float:
    """How far two texts agree as prose: the whole of them, or what they say beyond the question."""
    if (one.maths or other.maths) and max(len(one.words), len(other.words)) <= _FORMULA:
        return 0.0
    known = one.asked.known
    value = prose_agreement(one.prose, other.prose, known)
    if one.core_words == one.words and other.core_words == other.words:
        return value
    cores = prose_agreement(one.core_prose, other.core_prose)
    return min(value, cores) if cores == 0 or value == 0 else max(value, cores)
