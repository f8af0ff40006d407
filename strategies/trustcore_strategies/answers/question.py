"""What a question asks for, as far as it says how its answer is to be read."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from trustcore_strategies.answers import question_patterns as asks
from trustcore_strategies.answers import word_forms
from trustcore_strategies.answers.alternatives import Alternatives, alternatives
from trustcore_strategies.answers.changes import change
from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.core import IDLE
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.identifiers import ASKING
from trustcore_strategies.answers.kinds import (
    CHOICE,
    CODE,
    DATE,
    LIST,
    QUANTITY,
    STANCE,
    SYMBOL,
    VERDICT,
)
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.notations import Notation, notations_of
from trustcore_strategies.answers.options import Options, options
from trustcore_strategies.answers.refusal import refuses
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.units import Dimensions, Unit, meanings, units
from trustcore_strategies.answers.words import stem, words

_IMPLIED = tuple(
    (frozenset(asked.split()), frozenset(more.split()))
    for asked, more in (
        ("mountain mountains peak peaks summit volcano volcanoes", "mount mt"),
        (
            "where city town country state continent region place located",
            "located situated lies lie found",
        ),
        ("place position rank finish finished", "came come placed place finished ranked took"),
    )
)
"""Words of a question, and what is no news beside them: Mount where a mountain is asked for."""


@frozen(eq=False, slots=False)
class Question:
    """A question, as far as it says how answers to it are to be read; found out when asked for.

    Attributes:
        text: Its text, cleaned.
    """

    text: str

    @lazily
    def kinds(self) -> int:
        """The bits of what it asks for: any answer to it can be that."""
        found = (
            (CHOICE, self.options),
            (SYMBOL, self.notations or self.identified or self.chemical or self.version),
            (STANCE, self.outcomes),
            (VERDICT, self.verdict),
            (CODE, self.code),
            (DATE, self.date),
            (LIST, self.ratio or self.interval),
            (QUANTITY, self.number),
        )
        return sum([kind for kind, asked in found if asked])

    @lazily
    def options(self) -> Options:
        """The options that it offers, as words by label."""
        return options(self.text)

    @lazily
    def open_option(self) -> str:
        """The one option that says that it cannot be told; empty where there is none."""
        found = [label for label, option in self.options.items() if refuses(" ".join(option))]
        return found[0] if len(found) == 1 else ""

    @lazily
    def negated(self) -> bool:
        """Whether it asks which of its options is false."""
        return asks.FALSE.search(self._folded) is not None

    @lazily
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(words(self.text))

    @lazily
    def known(self) -> frozenset[str]:
        """Its words and their stems, which an answer may repeat without saying anything."""
        syllables = {mark for word in self.words if word[0] > "\uabff" for mark in word}
        stems = {stem(word) for word in self.words}
        implied = (more for asked, more in _IMPLIED if not asked.isdisjoint(self.words))
        return self.words | stems | syllables.union(*implied)

    @lazily
    def content(self) -> frozenset[str]:
        """The stems of its content words."""
        return content(self._folded)

    @lazily
    def sought(self) -> frozenset[str]:
        """The stems of the content words of what it asks, but for what kind of value."""
        return content(asks.KIND_OF_VALUE.sub(" ", self._asked)) - IDLE

    @lazily
    def compared(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """The stems of what alone stands in front of "than" and behind it."""
        before, than, after = self._asked.partition(" than ")
        sides = (frozenset(map(stem, words(before))), frozenset(map(stem, words(after))))
        return (sides[0] - sides[1], sides[1] - sides[0]) if than else None

    @lazily
    def verdict(self) -> bool:
        """Whether it asks for yes or no."""
        return not self.options and _verdict(self._asked)

    @lazily
    def number(self) -> bool:
        """Whether it asks for a number."""
        if asks.SHARE_OF.search(self._folded) is not None:
            return True
        return (
            asks.COUNT.search(self._asked) is not None
            or asks.MEASURED.search(self._asked) is not None
            or _calculates(self._asked)
        )

    @lazily
    def counted(self) -> bool:
        """Whether it asks for a whole number of things."""
        return asks.COUNTED.search(self._asked) is not None

    @lazily
    def date(self) -> bool:
        """Whether it asks for a point in time."""
        dated = asks.DATE.search(self._asked) or asks.YEAR.search(self._asked)
        return dated is not None and not asks.COUNT.search(self._asked)

    @lazily
    def subject(self) -> str:
        """What it asks the value of, in lower case, where that holds digits or quotation marks."""
        found = asks.SUBJECT.fullmatch(self.text.strip())
        subject = "" if found is None else found["subject"].lower()
        return subject if asks.LITERAL.search(subject) is not None else ""

    @property
    def valued(self) -> bool:
        """Whether it asks for a value, which a text gives in one place."""
        chosen = bool(self.options or self.alternatives or self.verdict)
        return chosen or self.number or self.date or "solve" in self.words

    @lazily
    def year(self) -> bool:
        """Whether it asks for a year, of which a day of it tells as much."""
        return self.date and asks.YEAR.search(self._folded) is not None

    @lazily
    def duration(self) -> bool:
        """Whether it asks how long something takes."""
        return asks.DURATION.search(self._folded) is not None

    @lazily
    def ratio(self) -> bool:
        """Whether it asks for a ratio."""
        return asks.RATIO.search(self._folded) is not None

    @lazily
    def commas(self) -> bool:
        """Whether it writes decimal places behind a comma."""
        return asks.DECIMAL_COMMA.search(self.text) is not None

    @lazily
    def share(self) -> bool:
        """Whether it asks for a share, which is written as 12% or .12."""
        folded = asks.SHARE_OF.pattern.sub("", self._folded)
        return any(one.search(folded) for one in (asks.SHARE, asks.SHARE_WORD))

    @lazily
    def fraction(self) -> bool:
        """Whether it asks for a part of one, which is no number of percent without a sign."""
        return not asks.OF_ONE.isdisjoint(self.words) and asks.PERCENT.isdisjoint(self.words)

    @lazily
    def ranked(self) -> bool:
        """Whether the order of what it asks for counts."""
        return any(one.search(self._folded) for one in (asks.RANKED, asks.RANKED_WORD))

    @lazily
    def several(self) -> bool:
        """Whether it asks for a list."""
        return (
            asks.LIST.search(self._asked) is not None or asks.ALL.search(self._folded) is not None
        )

    @lazily
    def which_ones(self) -> bool:
        """Whether it asks for things in the plural: which countries, what gases."""
        return asks.WHICH_ONES.match(self._asked.strip(" \"'")) is not None

    @lazily
    def told(self) -> bool:
        """Whether it asks for what is told rather than named: a reason, a way, an event."""
        return asks.TOLD.search(self._folded) is not None

    @lazily
    def interval(self) -> bool:
        """Whether it asks for a stretch of numbers."""
        return asks.INTERVAL.search(self._folded) is not None

    @lazily
    def vector(self) -> bool:
        """Whether it asks for a vector or a point."""
        return not asks.VECTORS.isdisjoint(self.words)

    @lazily
    def falling(self) -> bool:
        """Whether it asks for an order that begins with the largest."""
        return asks.FALLING.search(self._folded) is not None

    @lazily
    def rising(self) -> bool:
        """Whether it asks for an order that begins with the smallest."""
        return asks.RISING.search(self._folded) is not None

    @lazily
    def plural(self) -> bool:
        """Whether it may ask for several things, though not for a list."""
        return asks.PLURAL.search(self._asked) is not None

    @lazily
    def things(self) -> bool:
        """Whether it asks how many things of a kind there are that it names."""
        return asks.OF_THINGS.search(self._asked) is not None

    @lazily
    def measures(self) -> frozenset[str]:
        """What the units measure that it names: lengths, times."""
        return frozenset(name for _, dimensions in self.units for name, _ in dimensions)

    @lazily
    def units(self) -> frozenset[tuple[Fraction, Dimensions]]:
        """The units that it names."""
        named = (word for word in self.words if len(word) > 1 and word not in IDLE)
        return frozenset(unit for word in named for unit in meanings(word))

    @lazily
    def unit(self) -> Unit | None:
        """The unit in which it asks for a number: how fast is it in km/h?"""
        found = asks.IN_UNIT.search(self.text)
        named = None if found is None else units(found["unit"].strip())
        return named[0] if named and named[0].dimensions and not named[0].nouns else None

    @lazily
    def variables(self) -> frozenset[str]:
        """The letters in terms of which it asks for an expression."""
        found = asks.TERMS.search(self._folded)
        return frozenset(() if found is None else asks.LONE.findall(found[1]))

    @lazily
    def balance(self) -> bool:
        """Whether it asks for what may be below zero, and does not say that it is."""
        if asks.BALANCES.isdisjoint(self.words):
            return False
        return asks.LOSSES.isdisjoint(self.words) or "or" in self.words

    @lazily
    def lowered(self) -> bool:
        """Whether it asks by how much something became less."""
        if "much" not in self.words or asks.LOWERING.isdisjoint(self.words):
            return False
        return self.words.isdisjoint(asks.LEFT)

    @lazily
    def code(self) -> bool:
        """Whether it asks for code, and not for what some gives."""
        folded = self._folded
        if not any(map(folded.__contains__, asks.CODE_CUES)):
            return False
        if asks.NO_CODE.match(self._asked) is not None:
            return False
        if "code" in folded:
            folded = asks.NAMED_CODE.sub("", folded)
        return asks.CODE.search(folded) is not None and not self.output

    @lazily
    def output(self) -> bool:
        """Whether it asks for what a program gives, a value and no program."""
        return asks.OUTPUT.search(self._folded) is not None

    @lazily
    def version(self) -> bool:
        """Whether it asks for a version, of which 3.10 is not 3.1."""
        return asks.VERSION.search(self._asked) is not None

    @lazily
    def identified(self) -> bool:
        """Whether it asks for an identifier: a telephone number, a code, coordinates."""
        return not ASKING.isdisjoint(self.words)

    @lazily
    def alternatives(self) -> Alternatives:
        """The things between which it asks to choose, where it offers no options."""
        return () if self.options else alternatives(self._folded)

    @lazily
    def direction(self) -> int:
        """The way of which it asks whether something went it: 1 up, -1 down, 0 for neither."""
        if not self.verdict or asks.CHANGING.isdisjoint(self.words):
            return 0
        found = change(self._asked, words(self._asked), ())
        return 0 if found is None else found.direction

    @lazily
    def outcomes(self) -> tuple[str, ...]:
        """Which of these it asks for: an alternative, a winner, a change, a frequency, a form."""
        said, found = self.words, ["alternative"] if self.alternatives else []
        if not asks.WINNING.isdisjoint(said) and asks.WINNER.search(self._asked) is not None:
            found.append("winner")
        if not asks.CHANGING.isdisjoint(said):
            found.append("change")
        if asks.FREQUENCY.search(self._folded) is not None:
            found.append("frequency")
        if word_forms.ASKED.search(self._asked) is not None:
            found.append("form")
        return tuple(found)

    @lazily
    def notations(self) -> tuple[Notation, ...]:
        """The notations of one field that it may ask for: a key of music, a score, an element."""
        return notations_of(self.words)

    @lazily
    def chemical(self) -> bool:
        """Whether it asks for a symbol or a formula of chemistry."""
        return not asks.CHEMICAL.isdisjoint(self.words)

    @lazily
    def dotted(self) -> bool:
        """Whether it is in a language that parts thousands by dots."""
        return len(asks.DOTTING & self.words) > 1

    @lazily
    def rounded(self) -> bool:
        """Whether it says to how many places its answer is to be rounded."""
        return asks.ROUNDED.search(self._folded) is not None

    @lazily
    def person(self) -> bool:
        """Whether it asks for a person."""
        return asks.PERSON.search(self._asked) is not None

    @lazily
    def place(self) -> bool:
        """Whether it asks where something is."""
        return asks.PLACE.search(self._asked) is not None

    @lazily
    def _folded(self) -> str:
        return fold(self.text)

    @lazily
    def _asked(self) -> str:
        return _asked(self._folded)


def question(text: str) -> Question:
    """Read a question."""
    return Question(clean(text[-asks.LONGEST :]))


def _calculates(asked: str) -> bool:
    return asks.ARITHMETIC.search(asked) is not None


def _asked(folded: str) -> str:
    """The sentence that asks: the last one with a question mark, or else all of a short text."""
    mark = max(folded.rfind("?"), folded.rfind("\uff1f"), folded.rfind("\u061f"))
    if mark < 0:
        return folded.strip().rpartition("question is:")[2].rpartition("\n")[2][-600:]
    start = max(folded.rfind(stop, 0, mark) for stop in (". ", "\n", "! ", "? ", ": ", "。"))
    return folded[start + 1 : mark + 1].strip()


def _verdict(asked: str) -> bool:
    bare = asked.strip(" \u00bf\"'")
    if asks.EXPLICIT.search(bare) and not (
        asks.ASKS_WHAT.search(bare) and not re.search("yes|true|是否", bare)
    ):
        return True
    clause = bare.rpartition(", ")[2]
    begins = asks.AUXILIARY.match(bare) or asks.AUXILIARY.match(clause)
    return (
        begins is not None
        and not asks.OR.search(bare)
        and not bare.startswith(("has been", "es cuanto"))
    )
