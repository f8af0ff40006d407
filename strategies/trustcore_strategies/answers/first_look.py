"""What an answer can be at all, by a look that is far cheaper than the readers of what it is."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from trustcore_strategies.answers.code import may_be_code
from trustcore_strategies.answers.denials import DENYING
from trustcore_strategies.answers.gates import (
    is_bare_number,
    may_be_formula,
    may_be_verdict,
    only_words,
)
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
    QUANTITY,
    SHORT,
    STANCE,
    SYMBOL,
    VERDICT,
)
from trustcore_strategies.answers.lists import REAL_WORDS, Lists
from trustcore_strategies.answers.rivals import OFFERING
from trustcore_strategies.answers.stances import LONGEST_STANCE

_SETTING_OFF = frozenset(
    "because since which where well so therefore thus hence overall short summary summarize"
    " summarise conclusion simply yes such".split()
)
"""Words of one of which a text without signs has one where it adds something to its answer."""

_SAYING_MORE = DENYING | OFFERING | REAL_WORDS | _SETTING_OFF


def kinds(said: Lists) -> int:
    """The bits of all that an answer can be."""
    found = said.asked.kinds
    if said.letter is not None:
        found |= CHOICE
    if said.short:
        found |= SHORT
        if _SAYING_MORE.isdisjoint(said.words):
            if not said.signs and only_words(said.final, said.words):
                return found
            if is_bare_number(said.final, said.words):
                return found | QUANTITY | FORMULA | CODED
        found |= _short(said)
    if said.signs:
        found |= _signs(said)
    if may_be_verdict(said.folded, said.words):
        found |= VERDICT
    if said.parted or not REAL_WORDS.isdisjoint(said.words):
        found |= LIST
    return found if said.asked.told else found | HEAD


def _short(said: Lists) -> int:
    """The bits of what an answer can be that is read as one value."""
    found = STANCE if len(said.words) <= LONGEST_STANCE else 0
    if said.dated:
        found |= DATE
    if said.numeric:
        found |= QUANTITY
    if said.digits or may_be_formula(said.final, said.words, digits=False):
        found |= FORMULA
    return found


def _signs(said: Lists) -> int:
    """The bits of what an answer can be that has other characters than letters and blanks."""
    found = SYMBOL
    if "," in said.signs:
        found |= INVERTED
    if said.final[0] in "{[" or said.final[-1] in ")`":
        found |= JSON
    if may_be_code(said.signs):
        found |= CODE
    if said.digits:
        found |= CODED
    return found if said.final.isascii() else found | FORMULA
