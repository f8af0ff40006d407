"""The quantities that a text names, of which each may be its answer."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from trustcore_strategies.answers.clauses import Clause
from trustcore_strategies.answers.named_quantities import named_quantities
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.question import Question


@frozen
class Candidate:
    """A quantity, the text that names it, and where it begins and ends there."""

    text: str
    at: int
    value: Quantity
    clause: Clause | None = None
    end: int = 0

    @property
    def dates(self) -> bool:
        """Whether it is a year that only says when something was so."""
        if _YEAR.match(self.text, self.at) is None:
            return False
        return _IN_YEAR.search(self.text, max(0, self.at - _NEAR), self.at) is not None

    @property
    def of_each(self) -> bool:
        """Whether it tells how many there are of something for each of others."""
        return _OF_EACH.match(self.text, self.at) is not None

    @property
    def given(self) -> bool:
        """Whether its clause may give it as an answer."""
        return self.clause is not None and self.clause.may_give(self.at, number=True)

    @property
    def results(self) -> bool:
        """Whether it stands behind a sign that says what something is worth."""
        return self.text[: self.at].rstrip()[-1:] in _EQUALS

    @property
    def aside(self) -> bool:
        """Whether it stands in brackets."""
        return self.text[0] == "("

    @property
    def weight(self) -> float:
        """How much its clause has of the question."""
        return 0 if self.clause is None else self.clause.weight


_EQUALS = ("=", "\u2248")

_NEAR = 12
"""Characters in front of a year that say that it is one."""

_YEAR = re.compile(r"[12]\d{3}(?![\d,.%])")
_IN_YEAR = re.compile(
    r"(?:\b(?:in|since|by|during|until|from|to|and|of|year|im jahr|seit|en|nel|dal|early|late|mid)(?: the)?|\d{4} ?[-\u2013]) ?$",
    re.IGNORECASE,
)


_OF_EACH = re.compile(
    r"\S*[^\s,;:.](?: [a-z]+){0,2} (?:(?:from|for|in|of|to|on) )?(?:each|every|per|apiece)\b"
)
_PER = frozenset(("each", "every", "per", "apiece", "a"))
"""Words of a question that asks how many there are for each."""


def candidates(text: str, clause: Clause | None) -> list[Candidate]:
    """The quantities that a text names, each with what bounds it."""
    return [
        Candidate(text, at, _bounded(text, at, end, value), clause, end)
        for at, end, value in named_quantities(text)
    ]


def _bounded(text: str, at: int, end: int, value: Quantity) -> Quantity:
    """A quantity with what stands in front of it and says that it is rounded, or a bound."""
    before = text[max(0, at - _BEFORE) : at].rsplit(maxsplit=1)
    if not before or before[-1].lower().lstrip(_OPENING) not in _LAST_OF_BOUND:
        return value
    front = _BOUND.search(text, max(0, at - _BEFORE), at)
    return value if front is None else quantity(text[front.start() : end]) or value


_BEFORE = 20
"""Characters of what bounds a quantity in front of it."""

_BOUNDS = (
    *"about approximately approx. around roughly nearly almost circa ca. some ~ \u2248".split(),
    *"environ etwa rund ungef\u00e4hr aproximadamente unos unas over under".split(),
    *("cerca de", "cerca di", "at least", "at most", "no more than", "no less than"),
    *("no fewer than", "not more than", "more than", "less than", "fewer than", "up to"),
    *("mindestens", "h\u00f6chstens", "mehr als", "weniger als", "au moins", "au plus"),
    *("plus de", "moins de", "al menos", "m\u00e1s de", "menos de"),
)
"""What says in front of a number that it is rounded, or a bound."""

_BOUND = re.compile(rf"(?:{'|'.join(map(re.escape, _BOUNDS))})\s?$", re.IGNORECASE)
_LAST_OF_BOUND = frozenset(bound.split()[-1] for bound in _BOUNDS)
"""Behind any other word no bound stands, so that none is looked for."""

_OPENING = "([*\"'\u201c\u00ab"
"""Marks in front of a word that are no part of it."""


def of_kind(told: Sequence[Candidate], asked: Question) -> Sequence[Candidate]:
    """Those that measure what is asked, where any do; no years where others are there."""
    measured = [one for one in told if one.value.units[0].dimensions in asked.dimensions]
    told = measured or told
    # A result can be a number of the question.
    result = told[-1] if told and told[-1].results else None
    told = [one for one in told if one is result or one.value not in asked.quantities] or told
    told = [one for one in told if one is result or not is_known(one.value, asked)] or told
    if _PER.isdisjoint(asked.words):
        told = [one for one in told if not one.of_each] or told
    return [one for one in told if not one.dates] or told


def is_known(value: Quantity, asked: Question) -> bool:
    """Whether the question has a number already."""
    number = value.number.value
    said = str(number.numerator) if number.denominator == 1 else str(float(number))
    return said in asked.words
