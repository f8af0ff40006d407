"""A rule for answers that differ in a detail: one small word, the case of an option, who is whose.

Such texts share nearly all of their words, so that prose and cores take them for the same.
"""

from __future__ import annotations

from operator import ne

from trustcore_strategies.answers.code_signs import (
    PROGRAMS,
    is_other_name,
    other_command,
    other_signs,
    same_but_lead,
)
from trustcore_strategies.answers.events import exchanged
from trustcore_strategies.answers.exceptions import same_exception
from trustcore_strategies.answers.exchanges import FEWEST, exchanges
from trustcore_strategies.answers.minimal_pairs import minimal_pair
from trustcore_strategies.answers.other_names import is_of_other_name
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.relations import same_relation
from trustcore_strategies.answers.stance_rules import IN_PART
from trustcore_strategies.answers.street_names import same_street
from trustcore_strategies.answers.telling_words import (
    TELLING,
    other_ending,
    says_same_place,
    tells_apart,
)
from trustcore_strategies.answers.translations import other_translation
from trustcore_strategies.answers.universities import other_university
from trustcore_strategies.answers.weekdays import DAYS

_SPELLING = frozenset(
    (
        "apostrophe",
        "spelling",
        "spelled",
        "grammatically",
        "contraction",
        "punctuation",
        "possessive",
    )
)
"""Words of questions of which the answer can be an apostrophe more or less."""

_LONGEST_FORM = 30
"""Characters; what is longer is no form of a word."""


def compare_details(one: Reading, other: Reading) -> float | None:
    """0 for two answers that a detail tells apart, 1 for some that are one; None for others."""
    asked = one.asked
    if asked.options or one.final == other.final:
        return None
    if asked.translated:
        return 0.0 if other_translation(one.final, other.final) else None
    decided = None
    if one.signs and other.signs and one.coded and other.coded:
        same = one.code is not None and one.code == other.code
        decided = 1.0 if same else _by_signs(one.final, other.final)
    if decided is None and (one.detailed or other.detailed or asked.placed):
        decided = _by_detail(one, other)
    return _by_words(one, other) if decided is None else decided


def _by_signs(one: str, other: str) -> float | None:
    """Compares two pieces of code by single signs, and without what says to use them."""
    if other_signs(one, other):
        return 0.0
    return 1.0 if same_but_lead(one, other) else None


def _by_words(one: Reading, other: Reading) -> float | None:
    """Compares two answers that share a word at an end, or of which each is one word."""
    mine, theirs = one.words, other.words
    if not mine or not theirs:
        return None
    if mine[0] in DAYS and one.weekdays and other.weekdays:
        return float(one.weekdays == other.weekdays)
    same = len(mine) == len(theirs)
    if same and mine[FEWEST - 1 :] and exchanges(mine, theirs, lambda: _may_list(one)):
        return 0.0
    if same and not mine[1:]:
        return _by_ending(one, other) if mine[0][:_SHARED] == theirs[0][:_SHARED] else None
    if mine[0] == theirs[0] or mine[-1] == theirs[-1]:
        return _alike(one, other)
    return _crossed(one, other)


def _may_list(reading: Reading) -> bool:
    """Whether an answer may be a list of things."""
    return "," in reading.final or reading.things is not None


def _by_detail(one: Reading, other: Reading) -> float | None:
    """Compares of whom two answers speak, whom they except, what is whose and which house it is."""
    asked = one.asked
    if asked.who and one.spoken_of and other.spoken_of:
        return float(one.spoken_of == other.spoken_of)
    if one.excepts or other.excepts:
        return _by_exception(one, other)
    if asked.placed and not asked.dimensions and one.street and other.street:  # not how long it is
        return same_street(one.street, other.street)
    if one.relation and other.relation:
        return same_relation(one.relation, other.relation)
    return None


def _by_exception(one: Reading, other: Reading) -> float | None:
    """Compares all but some with all, or with all but others."""
    mine, theirs = one.excepted, other.excepted
    if mine is None or theirs is None:
        return None
    if same_exception(mine, theirs, one.asked.known):
        return 1.0
    return 0.0 if mine[1] and theirs[1] else IN_PART


def _by_ending(one: Reading, other: Reading) -> float | None:
    """Compares two lone words that begin alike."""
    mine, theirs = one.words[0], other.words[0]
    if mine == theirs:
        asked = one.asked
        cased = is_other_name(one.final, other.final, asked.words, code=asked.code)
        return 0.0 if cased or _other_apostrophe(one, other) else None
    return 0.0 if other_ending(mine, theirs, titled=one.asked.titled) else None


_SHARED = 3
"""Letters with which two words begin that are the same but for their endings."""


def _crossed(one: Reading, other: Reading) -> float | None:
    """Compares two answers that share no end: A beat B, B beat A; Miami University."""
    mine, theirs = one.words, other.words
    if mine[0] == theirs[-1] and "winner" in one.asked.outcomes:
        return 0.0 if exchanged(mine, theirs) else None
    if "university" in mine and "university" in theirs:
        return 0.0 if other_university(one.final, other.final) else None
    return None


def _alike(one: Reading, other: Reading) -> float | None:
    """Compares two answers that begin or end with one word."""
    if one.words == other.words:
        return 0.0 if _other_apostrophe(one, other) else None
    if one.asked.binomial and {len(one.words), len(other.words)} == {1, 2}:
        return IN_PART  # a genus is no species
    pair = minimal_pair(one.words, other.words, TELLING)
    if pair is not None:
        if tells_apart(pair, one.asked, one.final):
            return 0.0
        return 1.0 if says_same_place(pair, one.asked) else None
    mine, theirs = one.words, other.words
    may_name = mine[_FORM:] and len(mine) == len(theirs) and sum(map(ne, mine, theirs)) == 1
    if may_name and is_of_other_name(one.final, other.final, one.asked):
        return 0.0
    programs = not PROGRAMS.isdisjoint(one.words)
    return 0.0 if programs and other_command(one.final, other.final) else None


_FORM = 3
"""Words of a text that is compared as a name or as another value."""


def _other_apostrophe(one: Reading, other: Reading) -> bool:
    """Whether two forms of a word differ in an apostrophe, where the form is asked for."""
    asked = one.asked
    if not (asked.blank or "form" in asked.outcomes or not _SPELLING.isdisjoint(asked.words)):
        return False
    if max(len(one.final), len(other.final)) > _LONGEST_FORM:
        return False
    return _apostrophes(one.final) != _apostrophes(other.final)


def _apostrophes(text: str) -> str:
    """The letters of a form with the apostrophes within and behind it."""
    behind = text.rstrip(".!? ").endswith("s'") and text[:1] != "'"  # and no quotation mark
    bare = text.strip("'\"`.!? ") + "'" * behind
    return "".join([mark for mark in bare.casefold() if mark.isalpha() or mark == "'"])
