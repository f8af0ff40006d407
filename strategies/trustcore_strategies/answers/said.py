"""What a text says as words: its final answer, its core beyond the question, its short forms."""

from __future__ import annotations

import re
from string import ascii_letters

from attrs import frozen

from trustcore_strategies.answers.clauses import LONGEST, Clause, clauses, first_clause
from trustcore_strategies.answers.core import core, with_last_things
from trustcore_strategies.answers.events import Event, event
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.forms import EXPRESSION, clause, values
from trustcore_strategies.answers.gates import has_digit
from trustcore_strategies.answers.known_names import FIRST_WORDS, groups_of
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.name_words import ROLES, TITLES
from trustcore_strategies.answers.prose import Words, prose
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.reasons import reason
from trustcore_strategies.answers.words import loosened, stem, words

_NUMBER = re.compile(r"\d+|\b[A-Z]\b")

_SENTENCE = 26
"""Words; what is longer is not read as one value, but looked through for what was asked."""

_MOST_OF_NAME = 6
_OFFICES = TITLES | ROLES
_TWO_LETTERS = str.maketrans(
    {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00c4": "Ae", "\u00d6": "Oe", "\u00dc": "Ue"}
    | {"\u00f8": "oe", "\u00d8": "Oe", "\u00e5": "aa", "\u00c5": "Aa"}
)
_NO_SIGNS = str.maketrans(dict.fromkeys(f"{ascii_letters} "))
_NO_GROUPS: frozenset[int | str] = frozenset()
_NOTHING: frozenset[str] = frozenset()


@frozen(eq=False, slots=False)
class Said:
    """The final answer of a text as words; each form of it is made when asked for.

    Attributes:
        asked: The question.
        final: The final answer, in one form of writing.
        marked: Whether the text itself says that this is its answer.
        maths: Whether it is set as a formula.
        part: Whether it is a part of another, and so names one value.
    """

    asked: Question
    final: str
    marked: bool
    maths: bool = False
    part: bool = False

    @lazily
    def folded(self) -> str:
        """The final answer without case and accents."""
        return fold(self.final[:4_000])

    @lazily
    def words(self) -> tuple[str, ...]:
        """Its words in order."""
        return words(self.final)

    @lazily
    def clauses(self) -> list[Clause]:
        """Its clauses; none where it is too long to be looked through."""
        asked = self.asked
        return [] if len(self.final) > LONGEST else clauses(self.final, asked.asking, asked.opposed)

    @lazily
    def first_clause(self) -> Clause | None:
        """Its first clause, where that says what was asked and nothing behind it is against it."""
        asked = self.asked
        return first_clause(self.final, self.words, asked.asking, asked.opposed)

    @lazily
    def short(self) -> bool:
        """Whether it can be read as one value."""
        return len(self.words) <= _SENTENCE

    @lazily
    def empty(self) -> bool:
        """Whether it says nothing at all; brackets are something where code is asked for."""
        if self.words:
            return False
        marks = "+-*/=<>()[]{}" if self.asked.code else "+-*/=<>"
        return not any(mark.isalnum() or mark in marks for mark in self.final)

    @lazily
    def signs(self) -> str:
        """What is neither a letter nor a blank in a text of ASCII; any other text as it is."""
        return self.final.translate(_NO_SIGNS) if self.final.isascii() else self.final

    @lazily
    def digits(self) -> bool:
        """Whether it has a digit."""
        return has_digit(self.signs)

    @lazily
    def known_as(self) -> frozenset[int | str]:
        """The things of which it is a known name."""
        found = _NO_GROUPS
        for said, text in ((self.core_words, self.core), (self.words, self.final)):
            if 0 < len(said) <= _MOST_OF_NAME and (len(said[0]) == 1 or said[0] in FIRST_WORDS):
                found |= groups_of(text)
            if self.core == self.final:
                break
        said = self.words
        if not found and said and said[0] in _OFFICES and len(said) <= _MOST_OF_NAME:
            return groups_of(self.final.split(" ", 1)[-1])
        return found

    @lazily
    def event(self) -> Event | None:
        """Who did what to whom, where it says that in a form with a converse."""
        return event(self.words)

    @lazily
    def core(self) -> str:
        """What it says beyond the question."""
        if not self.short or len(self.final) > EXPRESSION:
            return self.final
        found = core(self.final, self.asked.known)
        if found is self.final and " " in found and self.asked.outside_quotes:
            return core(found, self.asked.outside_quotes)  # it repeats what the question quotes
        return with_last_things(found, self.final) if "," in found else found

    @lazily
    def core_words(self) -> tuple[str, ...]:
        """The words of its core."""
        return self.words if self.core == self.final else words(self.core)

    @lazily
    def forms(self) -> tuple[str, ...]:
        """The short texts that can be read as one value."""
        if len(self.final) > 2 * EXPRESSION or not self.short:
            return ()
        return values(self.final, self.core, self.asked.known, told=self.asked.told)

    @lazily
    def clause(self) -> tuple[str, ...]:
        """The first clause of a sentence that goes on."""
        return clause(self.final)

    @lazily
    def prose(self) -> Words:
        """Its words, or those of its reason where one is asked for, to be compared as prose."""
        said = words(reason(self.final, self.asked.known)) if self.asked.why else self.words
        return prose(said, self.asked.known, _NOTHING if self.asked.alternatives else None)

    @lazily
    def core_prose(self) -> Words:
        """The words of its core, ready to be compared as prose."""
        if self.asked.why:
            return self.prose
        denied = _NOTHING if self.asked.alternatives else self.asked.words
        return prose(self.core_words, _NOTHING, denied)

    @lazily
    def loosened(self) -> tuple[str, ...]:
        """The words of its core in one of their spellings."""
        return tuple(map(loosened, self.core_words))

    @lazily
    def umlauts(self) -> bool:
        """Whether its core has a letter that is also written as two."""
        return not self.core.isascii() and any(map(_TWO_LETTERS.__contains__, map(ord, self.core)))

    @lazily
    def spelled_out(self) -> tuple[str, ...]:
        """The words of its core with two letters for an umlaut: Koeln."""
        return words(self.core.translate(_TWO_LETTERS)) if self.umlauts else self.core_words

    @lazily
    def numbers(self) -> list[str]:
        """The numbers and lone capitals in it, which tell things of one name apart."""
        return _NUMBER.findall(self.final)

    @lazily
    def stemmed(self) -> tuple[str, ...]:
        """The words of its core without endings."""
        return tuple(map(stem, self.core_words))

    @lazily
    def lone(self) -> bool:
        """Whether it is one word of ASCII letters and nothing else."""
        return self.final.isalpha() and self.final.isascii()
