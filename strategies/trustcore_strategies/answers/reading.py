"""An answer, read once: its final answer as values of the types that it can have."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.brackets import adds_to, bracketed, other_number
from trustcore_strategies.answers.choice import Picked, letter, picks
from trustcore_strategies.answers.code import code_tokens, is_code
from trustcore_strategies.answers.conditions import conditional
from trustcore_strategies.answers.core import core
from trustcore_strategies.answers.corrections import CORRECTING, settled
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.denials import DENYING, denied
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.answers.folding import both_ends, fold
from trustcore_strategies.answers.forms import EXPRESSION, clause, result, values
from trustcore_strategies.answers.formula import Formula, formula
from trustcore_strategies.answers.gates import (
    has_digit,
    may_be_date,
    may_be_formula,
    may_be_list,
    may_be_number,
    may_be_verdict,
)
from trustcore_strategies.answers.inside import (
    counted_quantity,
    is_worked,
    last_date,
    last_quantity,
)
from trustcore_strategies.answers.json_value import json_value
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.name import Name, name
from trustcore_strategies.answers.prose import Words, prose
from trustcore_strategies.answers.quantity import Quantity, odds, quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.refusal import answered, refuses
from trustcore_strategies.answers.rivals import (
    OFFERING,
    PARTING,
    named_twice,
    offered,
    offers,
    rivals,
)
from trustcore_strategies.answers.sequence import Things, things
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.verdict import Verdict, verdict
from trustcore_strategies.answers.words import loosened, stem, words

_SENTENCE = 26
"""Words; what is longer is not read as one value, but looked through for what was asked."""

_STANCE = 16
"""Words; what is longer tells something rather than denying one value or offering two."""

_CORRECTED = 24
"""Words; in what is longer a correction is a part of what is told."""

_COMPARED = 6_000
"""Characters of a final answer that are compared, half of them from each end."""

_PARTED = re.compile(
    r"[,;\n\[({/:\u00b1&~<>-]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или|en|to|through|until|bis|a|до)\s|[和与と와과及至到から]"
)
_BRACKETS = re.compile(r"\w\s*[(\[]")
_NOTHING: frozenset[str] = frozenset()
_STANCES = DENYING | OFFERING


@frozen(eq=False, slots=False)
class Reading:
    """What a text says, in the forms in which answers are compared; each form is made when asked for.

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
    def short(self) -> bool:
        """Whether it can be read as one value."""
        return len(self.words) <= _SENTENCE

    @lazily
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return not self.words and not any(
            mark.isalnum() or mark in "+-*/=<>" for mark in self.final
        )

    @lazily
    def refusal(self) -> bool:
        """Whether it says that there is no answer."""
        return refuses(self.folded)

    @lazily
    def verdict(self) -> Verdict | None:
        """Yes, no or neither."""
        if self.asked.verdict:
            return verdict(self.folded, self.asked.content, self.asked.words)
        return (
            verdict(self.folded, None, self.asked.words)
            if may_be_verdict(self.folded, self.words)
            else None
        )

    @lazily
    def conditional(self) -> bool:
        """Whether its yes or no holds on a condition only."""
        if self.verdict not in {"yes", "no"}:
            return False
        return conditional(self.final[:EXPRESSION], self.words, yes=self.verdict == "yes")

    @lazily
    def denied(self) -> Reading | None:
        """What it says is not the answer, where it says that and nothing else."""
        if (
            self.part
            or not self.short
            or self.asked.options
            or (DENYING.isdisjoint(self.words) and not self.final.startswith("!="))
        ):
            return None
        value = denied(self.final, dated=self.asked.date)
        return None if value is None else self._part(value)

    @lazily
    def rivals(self) -> tuple[Reading, ...]:
        """The values between which it does not decide, where the question asks for one."""
        asked = self.asked
        if self.part or not self.short or asked.options or asked.several or asked.ranked:
            return ()
        if self.bracketed:
            return () if self.added else self.bracketed
        if OFFERING.isdisjoint(self.words) and PARTING.search(self.final) is None:
            return ()
        found = rivals(
            self.final, asked.known, person=asked.person, place=asked.place, plural=asked.plural
        )
        if not found and self.core != self.final:
            found = offered(self.core)
        return tuple(map(self._part, found))

    @lazily
    def bracketed(self) -> tuple[Reading, ...]:
        """Its value and another of the same kind in brackets behind it."""
        asked = self.asked
        if self.part or len(self.words) > _STANCE or asked.options or asked.verdict:
            return ()
        for text in (self.final, self.core) if _BRACKETS.search(self.final) else ():
            found = bracketed(text)
            if found and other_number(*found, dated=asked.date, counted=asked.counted):
                return tuple(map(self._part, found))
            found = named_twice(text, asked.known, place=asked.place)
            if found is not None:
                return tuple(map(self._part, found))
        return ()

    @lazily
    def added(self) -> Reading | None:
        """The value in front of a name in brackets that tells more of it."""
        if not self.bracketed or self.digits:
            return None
        head, inner = self.bracketed
        return head if adds_to(inner.words, self.asked.words, person=self.asked.person) else None

    @lazily
    def plain(self) -> bool:
        """Whether it names its answer and neither denies one nor leaves one open."""
        if len(self.words) > _STANCE:
            return True
        if self.bracketed:
            return False
        if _STANCES.isdisjoint(self.words) and PARTING.search(self.final) is None:
            return True
        return self.denied is None and not self.rivals

    @lazily
    def listed(self) -> bool:
        """Whether it names several things between which it does not choose."""
        return self.things is not None and not offers(self.final)

    def _part(self, text: str) -> Reading:
        """A part of it, read by itself."""
        return Reading(self.asked, text, self.marked, self.maths, part=True)

    @lazily
    def picks(self) -> Picked | None:
        """The options that it picks, where the question offers some."""
        return picks(self.final, self.words, self.asked.options) if self.asked.options else None

    @lazily
    def letter(self) -> tuple[str, bool] | None:
        """The letter that it is or begins with, where the question offers no options."""
        return letter(self.final) if len(self.final) < EXPRESSION else None

    @lazily
    def json(self) -> object | None:
        """Its value where it is JSON."""
        return json_value(self.final) if self.final[:1] in {"{", "["} else None

    @lazily
    def code(self) -> tuple[str, ...] | None:
        """Its tokens where it is code."""
        return code_tokens(self.final) if is_code(self.final, self.asked) else None

    @lazily
    def core(self) -> str:
        """What it says beyond the question."""
        short = self.short and len(self.final) <= EXPRESSION
        return core(self.final, self.asked.known) if short else self.final

    @lazily
    def forms(self) -> tuple[str, ...]:
        """The short texts that can be read as one value."""
        if len(self.final) > 2 * EXPRESSION or not self.short:
            return ()
        return values(self.final, self.core)

    @lazily
    def clause(self) -> tuple[str, ...]:
        """The first clause of a sentence that goes on."""
        return clause(self.final)

    @lazily
    def digits(self) -> bool:
        """Whether it has a digit."""
        return has_digit(self.final)

    @lazily
    def numeric(self) -> bool:
        """Whether it may be a quantity."""
        return may_be_number(self.final, self.words, digits=self.digits)

    @lazily
    def dates(self) -> tuple[Date, ...]:
        """The dates that it can be."""
        if not self.short or not may_be_date(self.folded, self.words, digits=self.digits):
            return ()
        return next((found for form in (*self.forms, *self.clause) if (found := dates(form))), ())

    @lazily
    def worked(self) -> bool:
        """Whether it works something out, so that its result stands at its end."""
        return not self.marked and self.asked.number and is_worked(self.final, self.asked.words)

    @lazily
    def quantity(self) -> Quantity | None:
        """The quantity that it is, an equation's being its result."""
        if not self.short or not self.numeric:
            return None
        for form in self.forms[:1] if self.worked else (*self.forms, *self.clause):
            if self.asked.variables and form[-1:].lower() in self.asked.variables:
                continue
            found = (odds(form) if self.asked.share else None) or quantity(form) or result(form)
            if found is not None:
                return None if found.units[0].nouns and formula(form) is not None else found
        return None

    @lazily
    def things(self) -> Things | None:
        """The several things that it names."""
        if not self._parted or (self.quantity is not None and self.quantity.bound != "pm"):
            return None
        whole = (self.final,) if self._cut_list else ()
        forms = dict.fromkeys((*whole, self.core, *self.forms))
        found = (things(form, self.asked) for form in forms)
        return next((one for one in found if one is not None), None)

    @property
    def _parted(self) -> bool:
        """Whether it may be a list: it has what parts things, and that often enough."""
        if self.short:
            return may_be_list(self.final, self.words, numeric=self.numeric)
        marks = self.final.count(",") + self.final.count(";") + self.final.count("\n")
        return marks * 6 >= len(self.words)

    @property
    def _cut_list(self) -> bool:
        """Whether the core lacks things of a list, because the question names them as well."""
        if not self.core:
            return False
        front, _, behind = self.final.partition(self.core)
        if "\n" in self.final and (front or behind):
            return True
        return self.asked.ranked and (
            _PARTED.search(front) is not None or _PARTED.search(behind) is not None
        )

    @lazily
    def formula(self) -> Formula | None:
        """The expression that it is."""
        if not may_be_formula(self.final, self.words):
            return None
        forms = self.forms[:1] if self.worked else self.forms
        return next((found for form in forms if (found := formula(form)) is not None), None)

    @lazily
    def names(self) -> tuple[Name, ...]:
        """The names that it can be: its core, and what stands in brackets behind it."""
        person = self.asked.person
        named = (form for form in self.forms if not (_TWO if person else _PLACED).search(form))
        return tuple(found for form in named if (found := name(form)) is not None)

    @lazily
    def last_quantity(self) -> Quantity | None:
        """The quantity that a sentence counts, or in which a worked solution ends."""
        counting = self.asked.counted and not self.worked
        counted = None
        if counting:
            counted = counted_quantity(self.final, self.asked.content, self.asked.words)
        return counted or last_quantity(self.final, self.asked.words)

    @lazily
    def last_date(self) -> tuple[Date, ...]:
        """The date that a text names last."""
        return last_date(self.final)

    @lazily
    def prose(self) -> Words:
        """Its words, ready to be compared as prose."""
        return prose(self.words, self.asked.known)

    @lazily
    def core_prose(self) -> Words:
        """The words of its core, ready to be compared as prose."""
        return prose(self.core_words, _NOTHING, self.asked.words)

    @lazily
    def loosened(self) -> tuple[str, ...]:
        """The words of its core in one of their spellings."""
        return tuple(map(loosened, self.core_words))

    @lazily
    def stemmed(self) -> tuple[str, ...]:
        """The words of its core without endings."""
        return tuple(map(stem, self.core_words))

    @lazily
    def lone(self) -> bool:
        """Whether it is one word of ASCII letters and nothing else."""
        return self.final.isalpha() and self.final.isascii()

    @lazily
    def core_words(self) -> tuple[str, ...]:
        """The words of its core."""
        return self.words if self.core == self.final else words(self.core)


def read(text: str, asked: Question) -> Reading:
    """Read a text that a model wrote as an answer to a question."""
    found = final_answer(text, lettered=bool(asked.options))
    final = both_ends(clean(both_ends(found.text, _COMPARED)), _COMPARED).strip()
    if len(final) > _BLANKS:
        final = _MANY_BLANKS.sub(" " * _BLANKS, final)
    reading = Reading(asked, final[answered(final) :], found.marked, _is_maths(found.text))
    if len(reading.words) > _CORRECTED or CORRECTING.isdisjoint(reading.words):
        return reading
    return _settled(reading)


def _settled(reading: Reading) -> Reading:
    """The reading of what a text says in the end, where it takes something back."""
    asked = reading.asked
    valued = not asked.verdict and (asked.number or asked.date or asked.person)
    said = settled(reading.final, verdict=asked.verdict, valued=valued)
    if said == reading.final:
        return reading
    return Reading(asked, said, reading.marked, reading.maths)


_TWO = re.compile(r" (?:and|&) ")
"""What stands between two people."""

_PLACED = re.compile(r", (?!jr|sr|[ivx]+\b)", re.IGNORECASE)
"""What stands between a place and that in which it lies; between names only of a person."""

_BLANKS = 16
"""Blanks in a row; readers look for parts between blanks, and longer rows say nothing more."""

_MANY_BLANKS = re.compile(rf"\s\s{{{_BLANKS},}}")  # the first by itself: so it is quickly found
_MATHS = re.compile(r"\\[a-zA-Z]|[=^]|\d\s*[+*/]\s*\w")
_MATHS_SIGN = re.compile(r"[\\=^+*/]")


def _is_maths(text: str) -> bool:
    """Whether a final answer is set as an expression rather than prose."""
    if len(text) > EXPRESSION or _MATHS_SIGN.search(text) is None:
        return False
    return _MATHS.search(text) is not None
