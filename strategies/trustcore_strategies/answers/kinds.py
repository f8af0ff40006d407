"""What an answer can be at all, by one cheap look, so that a pair goes through few of the rules.

A kind is a bit of a number. An answer has the bits of all that a reader could find in it, though it
may look in vain; what lacks one is no such thing for certain, so that no result depends on it.
"""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from trustcore_strategies.answers.code import may_be_code
from trustcore_strategies.answers.denials import DENYING
from trustcore_strategies.answers.gates import may_be_formula, may_be_verdict, only_words
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.rivals import OFFERING
from trustcore_strategies.answers.values import REAL_WORDS, Values

CHOICE, JSON, VERDICT, CODE, CODED = (1 << bit for bit in range(5))
OF_BOTH = CHOICE | JSON | VERDICT | CODE | CODED
"""Kinds that tell of two answers where both are of them."""

SYMBOL, INVERTED, STANCE, HEAD, DATE, LIST, QUANTITY, FORMULA, SHORT = (
    1 << bit for bit in range(5, 14)
)
OF_EITHER = SYMBOL | INVERTED | STANCE | HEAD | DATE | LIST | QUANTITY | FORMULA | SHORT
"""Kinds that tell of two answers where one is of them, beside which the other is read."""

_SETTING_OFF = frozenset(
    "because since which where well so therefore thus hence overall short summary summarize"
    " summarise conclusion simply yes such".split()
)
"""Words of one of which a text without signs has one where it adds something to its answer."""

_SAYING_MORE = DENYING | OFFERING | REAL_WORDS | _SETTING_OFF


def kinds(said: Values) -> int:
    """The bits of all that an answer can be."""
    found = _asked(said.asked)
    if said.letter is not None:
        found |= CHOICE
    if said.short:
        found |= SHORT
        plain = not said.signs and _SAYING_MORE.isdisjoint(said.words)
        if plain and only_words(said.final, said.words):
            return found
        found |= STANCE
        if said.numeric:
            found |= QUANTITY
        if may_be_formula(said.final, said.words, digits=said.digits):
            found |= FORMULA
    found |= HEAD
    if said.signs:
        found |= _signs(said)
    if may_be_verdict(said.folded, said.words):
        found |= VERDICT
    if said.dated:
        found |= DATE
    if said.parted or not REAL_WORDS.isdisjoint(said.words):
        found |= LIST
    return found


def _asked(asked: Question) -> int:
    """The bits of what a question asks for: any answer to it can be that."""
    found = CHOICE if asked.options else 0
    if asked.notations or asked.identified or asked.chemical or asked.version:
        found |= SYMBOL
    if asked.outcomes:
        found |= STANCE
    if asked.verdict:
        found |= VERDICT
    if asked.code:
        found |= CODE
    if asked.date:
        found |= DATE
    if asked.ratio or asked.interval:
        found |= LIST
    return found | QUANTITY if asked.number else found


def _signs(said: Values) -> int:
    """The bits of what an answer can be that has other characters than letters and blanks."""
    found = SYMBOL
    if "," in said.signs:
        found |= INVERTED
    if said.final[0] in "{[":
        found |= JSON
    if may_be_code(said.signs):
        found |= CODE
    if said.digits:
        found |= CODED | FORMULA
    return found if said.final.isascii() else found | FORMULA
