"""An answer, read once: its final answer as values of the types that it can have."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.choice import Picked, letter, picks
from trustcore_strategies.answers.code import code_tokens, is_code
from trustcore_strategies.answers.core import core, without_denied
from trustcore_strategies.answers.dates import Date, dates
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.formula import Formula, formula
from trustcore_strategies.answers.inside import (
    counted_quantity,
    is_worked,
    last_date,
    last_quantity,
)
from trustcore_strategies.answers.json_value import json_value
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.name import Name, name
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.prose import Words, prose
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.refusal import answered, refuses
from trustcore_strategies.answers.sequence import Things, things
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.verdict import DECISIVE, Verdict, verdict
from trustcore_strategies.answers.words import words

_SENTENCE = 26
"""Words; what is longer is not read as one value, but looked through for what was asked."""

_COMPARED = 12_000
"""Characters of a final answer that are compared, half of them from each end."""

_EXPRESSION = 300
"""Characters; a longer final answer is prose, and only looked through for what was asked."""

_DATED = re.compile(
    r"\d|noon|night|midi|mittag|half|quarter|past |centur|ties\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[а-я]|[\u0600-\u06ff\u0900-\u097f]|fev|avr|mai|aou|ago|ene|gen|lug|ott|set|dic|dez|okt|clock|spring|summer|autumn|winter|正午|年|月|siglo|secolo|seculo|jahrhundert|siecle|medi|minu"
)
_PARTED = re.compile(
    r"[,;\n\[({/:\u00b1&~<>-]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или|en|to|through|until|bis|a|до)\s|[和与と와과及至到から]"
)
_NUMERIC = re.compile(
    r"\d|\ban? [a-z]+$|[ivxlc]{1,9}\b|[零〇一二三四五六七八九十百千万億亿两영일이삼사오육칠팔구십백천만억]|dozen"
)
_VARIABLE = re.compile(r"(?<![^\W_])(?!x\s*\d)[a-zA-Z](?![^\W_])|\d[a-wyz]\b")
_OPERATOR = re.compile(r"[-+*/^]")
_NOTHING: frozenset[str] = frozenset()
_EQUATION = re.compile(r"[^=<>!]{1,200}(?:=[^=<>!]{1,200}){1,6}")


@frozen(eq=False, slots=False)
class Reading:
    """What a text says, in the forms in which answers are compared; each form is made when asked for.

    Attributes:
        asked: The question.
        final: The final answer, in one form of writing.
        marked: Whether the text itself says that this is its answer.
        maths: Whether it is set as a formula.
    """

    asked: Question
    final: str
    marked: bool
    maths: bool = False

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
            return verdict(self.folded, self.asked.content)
        if (
            len(self.words) > _SENTENCE
            and self.prose.distinct.isdisjoint(DECISIVE)
            and self.final.isascii()
        ):
            return None
        return verdict(self.folded)

    @lazily
    def picks(self) -> Picked | None:
        """The options that it picks, where the question offers some."""
        return picks(self.final, self.words, self.asked.options) if self.asked.options else None

    @lazily
    def letter(self) -> tuple[str, bool] | None:
        """The letter that it is or begins with, where the question offers no options."""
        return letter(self.final) if len(self.final) < _EXPRESSION else None

    @lazily
    def json(self) -> object | None:
        """Its value where it is JSON."""
        return json_value(self.final) if self.final[:1] in {"{", "["} else None

    @lazily
    def code(self) -> tuple[str, ...] | None:
        """Its tokens where it is code."""
        return code_tokens(self.final) if is_code(self.final, asked=self.asked.code) else None

    @lazily
    def core(self) -> str:
        """What it says beyond the question."""
        short = len(self.words) <= _SENTENCE and len(self.final) <= _EXPRESSION
        return core(self.final, self.asked.known) if short else self.final

    @lazily
    def forms(self) -> tuple[str, ...]:
        """The short texts that can be read as one value: the answer, its core, its first sentence."""
        if len(self.final) > 2 * _EXPRESSION or len(self.words) > _SENTENCE:
            return ()
        found = [without_denied(self.final), self.core, *_lead(self.final)]
        gloss = _gloss(self.core)
        return tuple(
            dict.fromkeys(form for form in (*found, *gloss) if form and len(form) <= _EXPRESSION)
        )

    @lazily
    def clause(self) -> tuple[str, ...]:
        """The first clause of a sentence that goes on: "1936, but a similar one was in 1636"."""
        found = _CLAUSE.match(self.final)
        return () if found is None else (found[1],)

    @lazily
    def dates(self) -> tuple[Date, ...]:
        """The dates that it can be."""
        if len(self.words) > _SENTENCE or not _DATED.search(self.folded):
            return ()
        return next((found for form in (*self.forms, *self.clause) if (found := dates(form))), ())

    @lazily
    def worked(self) -> bool:
        """Whether it works something out, so that its result stands at its end."""
        return not self.marked and self.asked.number and is_worked(self.final, self.asked.words)

    @lazily
    def quantity(self) -> Quantity | None:
        """The quantity that it is, an equation's being its result."""
        if len(self.words) > _SENTENCE:
            return None
        if not _NUMERIC.search(self.folded) and not any(
            word[0].isdecimal() or is_number_word(word) for word in self.words
        ):
            return None
        for form in self.forms[:1] if self.worked else (*self.forms, *self.clause):
            found = quantity(form) or _result(form)
            if found is not None:
                return None if found.units[0].nouns and formula(form) is not None else found
        return None

    @lazily
    def things(self) -> Things | None:
        """The several things that it names."""
        if not _parted(self.final, len(self.words)) or (
            self.quantity is not None and self.quantity.bound != "pm"
        ):
            return None
        whole = (self.final,) if self._cut_list else ()
        forms = dict.fromkeys((*whole, self.core, *self.forms))
        found = (things(form, self.asked) for form in forms)
        return next((one for one in found if one is not None), None)

    @property
    def _cut_list(self) -> bool:
        """Whether the core lacks things of a list, because the question names them as well."""
        front, _, behind = self.final.partition(self.core)
        if "\n" in self.final and (front or behind):
            return True
        return self.asked.ranked and (
            _PARTED.search(front) is not None or _PARTED.search(behind) is not None
        )

    @lazily
    def formula(self) -> Formula | None:
        """The expression that it is."""
        forms = self.forms[:1] if self.worked else self.forms
        return next((found for form in forms if (found := formula(form)) is not None), None)

    @lazily
    def names(self) -> tuple[Name, ...]:
        """The names that it can be: its core, and what stands in brackets behind it."""
        return tuple(found for form in self.forms if (found := name(form)) is not None)

    @lazily
    def last_quantity(self) -> Quantity | None:
        """The quantity that a sentence counts, or in which a worked solution ends."""
        counting = self.asked.counted and not self.worked
        counted = counted_quantity(self.final, self.asked.content) if counting else None
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
    def core_words(self) -> tuple[str, ...]:
        """The words of its core."""
        return self.words if self.core == self.final else words(self.core)


def read(text: str, asked: Question) -> Reading:
    """Read a text that a model wrote as an answer to a question."""
    found = final_answer(text, lettered=bool(asked.options))
    final = _ends(clean(_ends(found.text))).strip()
    return Reading(asked, final[answered(final) :], found.marked, _is_maths(found.text))


def _ends(text: str) -> str:
    """A text, or both ends of one that is too long to be compared as a whole."""
    if len(text) <= _COMPARED:
        return text
    return text[: _COMPARED // 2] + "\n" + text[-_COMPARED // 2 :]


_MATHS = re.compile(r"\\[a-zA-Z]|[=^]|\d\s*[+*/]\s*\w")


def _is_maths(text: str) -> bool:
    """Whether a final answer is set as an expression rather than prose."""
    return len(text) <= _EXPRESSION and _MATHS.search(text) is not None


def _parted(text: str, size: int) -> bool:
    """Whether a text may be a list: it has what parts things, and that often enough."""
    if size <= _SENTENCE:
        return _PARTED.search(text) is not None
    return (text.count(",") + text.count(";") + text.count("\n")) * 6 >= size


_FIRST_SENTENCE = re.compile(
    r"\s*([^.!?\n]{1,80})(?:[.!?](?=\s+[A-Z(\u00c0-\u00de])|\n|\s+(?:because|since|\u2014|-)\s)"
)
_LISTED = re.compile(r"\s*\(?\w{1,2}[.)] [^\n]*\n\s*\(?\w{1,2}[.)] |\s*[A-Z]\. ?[A-Z]")
_GLOSS = re.compile(r"([^()]{1,80}?)\s+\(([^()]{1,80})\)")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(
    r"([^,;\n]{1,40})[,;] (?:but|which|because|since|when|after|as|though|although|while|where|with|so|i|it|he|she|they|according|based|before|during)\b",
    re.IGNORECASE,
)
_ID_EST = re.compile(
    r"(.{1,80}?),? (?:i\.e\.|that is|also known as|aka|a\.k\.a\.|or simply|namely)[, ]+(.{1,60})",
    re.IGNORECASE,
)


def _lead(final: str) -> tuple[str, ...]:
    """The first sentence of a text of several, where it is short."""
    found = _FIRST_SENTENCE.match(final)
    if found is not None and _LISTED.match(final):
        return ()
    return (
        (found[1],)
        if found is not None and len(found[1].split()) <= 8 and found.end() < len(final)
        else ()
    )


def _gloss(form: str) -> tuple[str, ...]:
    """Both ways in which a text says what it says: Hg (mercury)."""
    found = _GLOSS.fullmatch(form) or _ID_EST.fullmatch(form)
    if found is None or not any(mark.isalpha() for mark in found[1]):
        return ()
    if _DIGIT.search(found[2]) and not _DIGIT.search(found[1]):
        return (found[1].strip(),)
    return (found[1].strip(), found[2].strip())


def _result(form: str) -> Quantity | None:
    """The result of an equation: the side that is a number and nothing else, rather the last."""
    form = form.strip(" =")
    if (
        "=" not in form
        or not _EQUATION.fullmatch(form)
        or re.search(r",\s|\b(?:or|and|oder|et|ou|y)\b", form)
    ):
        return None
    sides = form.split("=")
    if any(_VARIABLE.search(side) and _OPERATOR.search(side) for side in sides):
        return None
    if len(sides) == 2 and re.fullmatch(r"\s*[a-z]\s*", sides[0]):
        return None
    for side in (sides[-1], sides[0]):
        found = quantity(side)
        if found is not None and re.search(
            r"[-+*/^x]|[^\W\d_]", sides[0] if side is sides[-1] else sides[-1]
        ):
            return found
    return None
