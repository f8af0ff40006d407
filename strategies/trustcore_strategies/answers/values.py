"""What a final answer is: the values of the types that it can have."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from trustcore_strategies.answers.asked_quantity import MARKS_BEHIND, MARKS_IN_FRONT, asked_quantity
from trustcore_strategies.answers.candidate import candidates
from trustcore_strategies.answers.code import code_tokens, is_code
from trustcore_strategies.answers.counted import counted_quantity, none_of
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.dated import ONE_CLAUSE, Dated
from trustcore_strategies.answers.doers import agent, predicate, subject
from trustcore_strategies.answers.elapsed import elapsed_time
from trustcore_strategies.answers.field_lines import fields_in
from trustcore_strategies.answers.forms import EXPRESSION, result
from trustcore_strategies.answers.formula import Formula, formula, measured
from trustcore_strategies.answers.gates import may_be_formula, may_be_number
from trustcore_strategies.answers.grades import grade
from trustcore_strategies.answers.identifiers import Identifier, identifier
from trustcore_strategies.answers.inside import last_quantity, last_time
from trustcore_strategies.answers.json_value import json_value
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.name import Name, name
from trustcore_strategies.answers.named_call import named_call
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.paragraphs import paragraph
from trustcore_strategies.answers.quantity import Quantity, odds, quantity
from trustcore_strategies.answers.said_around import without_denied
from trustcore_strategies.answers.told_values import told_quantity
from trustcore_strategies.answers.units import Unit, units
from trustcore_strategies.answers.words import words
from trustcore_strategies.answers.working import is_worked

WORD = re.compile(r"[^\W\d_]{2}")
"""What a sentence has; a formula, a date in numbers and a working in signs alone have none."""

_BEFORE_NUMBER = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,}){1,4} (?=[-$\u20ac\u00a3]?\d)")
"""The words of a sentence in front of its number."""

_ANGLE = (("angle", 1),)
"""What radians measure, behind which an expression is a mere number."""

WHOLE_LIST = re.compile(
    r"-?\d[\d.,]*\n-?\d[\d.,]*\n-?\d|[-*\u2022] \S{0,3}\d[^\n]{0,80}\n[-*\u2022] \S{0,3}\d|(?:\(?1(?:[.):]|-(?= ))|#1[.:)]?)\s[^\n]{1,400}?[\s,;](?:\(?2[.):-]|#2[.:)]?)\s|[a-z] ?= ?\S[^\n=]{0,40}"
    r"(?:,|;|\n|[|\u2228]| and | or ) ?[a-z] ?="
)
_NUMBERS = re.compile(
    r"(?:only |both |just |they are |(?:the )?numbers? )?(?P<list>N(?:,? (?:and|or|&|und|oder|et|ou|y|o|e|и|или) N|, ?N)+)(?: (?:are|is|were)\b(?! not|n't)[^\n]*)?[.;]?".replace(
        "N", r"-?\d+(?:\.\d+)?(?![\d/.])"
    ),
    re.IGNORECASE,
)
"""A list of numbers; that some are those of the question does not make the others its answer."""
_TWO_LINES = re.compile(r"(?P<one>-?\d[\d.,]*)\n(?!(?P=one)$)-?\d[\d.,]*$")
_TWO = re.compile(r" (?:and|&) ")
"""What stands between two people."""

_PLACED = re.compile(r", (?!jr|sr|[ivx]+\b)", re.IGNORECASE)
"""What stands between a place and that in which it lies; between names only of a person."""

_ARTICLE = re.compile(r"(?:une?|um|uma|un[oa]|eine?|an?|one) [^\W\d_]", re.IGNORECASE)
"""A number in front of a sentence that has another in digits: un año tiene 366 días."""

_WHEN = Cued(
    r"(?:,| in)? (?:(?:this|last|next) (?:year|month|week|semester|season|term|time|morning|evening|quarter)|so far|in total|altogether|overall|today|currently|at present|right now|(?:year|month|quarter)[ -](?:over|on)[ -](?:year|month|quarter)|yoy)$",
    endings=tuple(
        "year month week semester season term time morning evening quarter far total altogether overall today currently present now yoy YoY YOY".split()
    ),
)


def _counts_otherwise(found: Quantity) -> bool:
    """Whether a number counts no things: one spider has eight legs, 24 hours in a day."""
    nouns, unit = found.units[0].nouns, found.units[0]
    if not unit.dimensions and unit.factor != 1:
        return True
    return len(nouns) > 2 and any(is_number_word(noun) for noun in nouns[1:])


@frozen(eq=False, slots=False)
class Values(Dated):
    """The values that a final answer can be, each of another type and each made when asked for."""

    @lazily
    def identifier(self) -> Identifier | None:
        """The address, path, number or code that it is."""
        fields = "\n" in self.final or self.final[:1] in {"{", "["}
        return None if fields else identifier(self.final, self.asked.words)

    @lazily
    def json(self) -> object | None:
        """Its value where it is JSON, or a call with named arguments."""
        if self.final[:1] in {"{", "["}:
            return json_value(self.final)
        return named_call(self.final) if self.final[-1:] in {")", "`"} else None

    @lazily
    def fields(self) -> dict[str, object] | None:
        """The fields that it gives line by line."""
        return fields_in(self.final)

    @lazily
    def code(self) -> tuple[str, ...] | None:
        """Its tokens where it is code."""
        return code_tokens(self.final) if is_code(self.final, self.asked) else None

    @lazily
    def numeric(self) -> bool:
        """Whether it may be a quantity."""
        return may_be_number(self.final, self.words, digits=self.digits)

    @lazily
    def worked(self) -> bool:
        """Whether it works something out, so that its result stands at its end."""
        return not self.marked and self.asked.number and is_worked(self.final, self.asked.words)

    @lazily
    def told(self) -> Quantity | None:
        """The quantity that it gives, where it is a sentence and works none out."""
        if not self.asked.number or len(self.words) <= ONE_CLAUSE or self.part:
            return None
        if WORD.search(self.final) is None:
            return None
        return told_quantity(self.final, self.words, lambda: self.clauses, self.asked)

    @lazily
    def quantity(self) -> Quantity | None:
        """The quantity that it is, an equation's being its result."""
        given = (grade(self.final) if self.asked.graded else None) or self.told
        if given is not None:
            return given
        if not self.short or not self.numeric:
            return none_of(self.folded, self.asked.known) if self.asked.number else None
        if self.digits and self._is_several_numbers:
            return None
        found = self._elapsed or self._in_asked_form or self._of_forms()
        return self._only_named if found is None and self.asked.number else found

    @property
    def _only_named(self) -> Quantity | None:
        """The only quantity of a sentence of a few words, at its end: that makes 80."""
        if self.part or len(self.words) > ONE_CLAUSE or self.first_clause is None:
            return None
        if not self.digits or _BEFORE_NUMBER.match(self.final) is None:
            return None
        named = candidates(self.final, self.first_clause)
        if len(named) != 1 or not named[0].given:
            return None
        behind = words(self.final[named[0].end :])  # nothing, or what is counted
        ends = not behind or (len(behind) == 1 and behind[0] in self.asked.known)
        return named[0].value if ends else None

    @property
    def _is_several_numbers(self) -> bool:
        """Whether it is a list of numbers, or a number on each of two lines where several are asked for."""
        if (self._numbers and self.core != self.final) or WHOLE_LIST.match(self.final):
            return True
        return self.asked.several and _TWO_LINES.match(self.final) is not None

    @property
    def _elapsed(self) -> Quantity | None:
        """The time between two that it names."""
        if not self._is_elapsed:
            return None
        return elapsed_time(self.core) or elapsed_time(self.final)

    @property
    def _in_asked_form(self) -> Quantity | None:
        """What it gives in a form that only the question tells how to read."""
        marked = self.final[-1:] in MARKS_BEHIND or self.final[:1] in MARKS_IN_FRONT
        special = marked or self.asked.balance
        return asked_quantity(self.final, self.core, self.asked) if special else None

    def _of_forms(self) -> Quantity | None:
        """The quantity that the first of its forms is that is one."""
        for form in self._values():
            if self.asked.variables and form[-1:].lower() in self.asked.variables:
                continue
            if self.digits and _ARTICLE.match(form) is not None:
                continue
            when = _WHEN.search(form) if form[-1:].isalpha() else None
            bare = form if when is None else form[: when.start()]
            found = (odds(bare) if self.asked.share else None) or quantity(bare) or result(bare)
            if found is not None and not _counts_otherwise(found):
                return None if found.units[0].nouns and formula(form) is not None else found
        return None

    def _values(self) -> Iterator[str]:
        """The texts that can be its value, first all of it, beside which most need no others."""
        whole = without_denied(self.final) if len(self.final) <= EXPRESSION else ""
        if whole:
            yield whole
        forms = self.forms[:1] if self.worked else (*self.forms, *self.clause)
        yield from (form for form in forms if form != whole)

    @lazily
    def _numbers(self) -> str:
        """The list of numbers that it is, of which the core may lack some."""
        found = _NUMBERS.fullmatch(self.final)
        return "" if found is None else found["list"]

    @lazily
    def formula(self) -> Formula | None:
        """The expression that it is."""
        if not may_be_formula(self.final, self.words, digits=self.digits):
            return None
        forms = self.forms[:1] if self.worked else self.forms
        return next((found for form in forms if (found := formula(form)) is not None), None)

    @lazily
    def measured(self) -> tuple[Formula, Unit] | None:
        """The expression and the unit that it is: 25π cm^2."""
        found = measured(self.final) or (measured(self.core) if self.core != self.final else None)
        unit = None if found is None else units(found[1])
        if found is None or not unit or unit[0].dimensions == _ANGLE:
            return None
        return (found[0], unit[0]) if unit[0].dimensions or unit[0].nouns == ("unit",) else None

    @lazily
    def paragraph(self) -> str | None:
        """The number of the only paragraph that it names, with its parts: 5(a)."""
        return paragraph(self.final)

    @lazily
    def names(self) -> tuple[Name, ...]:
        """The names that it can be: its core, and what stands in brackets behind it."""
        two = _TWO if self.asked.person else _PLACED
        read = [
            name(form)
            for form in self.forms
            if two.search(form) is None and not self._breaks_name(form)
        ]
        return tuple([found for found in read if found is not None])

    def _breaks_name(self, form: str) -> bool:
        """Whether a form ends at the point behind an initial of a name that goes on."""
        return form != self.final and self.final.startswith(f"{form}.") and form[-2:-1] == " "

    @lazily
    def doer(self) -> Name | None:
        """Who did what was asked, where a sentence begins with a person's name or says by whom."""
        if not self.asked.person:
            return None
        return name(
            subject(self.final, self.asked.known) or agent(self.final) or predicate(self.final)
        )

    @lazily
    def last_quantity(self) -> Quantity | None:
        """The quantity that a sentence counts, or in which a worked solution ends."""
        if self.told is not None:
            return self.told
        counted = None
        if self.asked.counted and not self.worked:
            counted = counted_quantity(self.final, self.asked.content, self.asked.words)
        timed = last_time(self.final) if counted is None and self.asked.duration else None
        return counted or timed or last_quantity(self.final, self.asked.words)
