"""Sentences that are equal but for one name: Titan, and Titania, is the largest of the moons."""

from __future__ import annotations

import re

from trustcore_strategies.answers.known_names import groups_of
from trustcore_strategies.answers.minimal_pairs import sole_difference
from trustcore_strategies.answers.months import MONTH
from trustcore_strategies.answers.name import name
from trustcore_strategies.answers.new_names import names_in
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.same_name import same_name
from trustcore_strategies.answers.words import stem, words

_WORD = re.compile(r"[^\W_](?:[\w'-]*\w)?")
_FEWEST, _MOST = 4, 40
"""Words of a sentence; shorter texts are compared as names."""


def is_of_other_name(one: str, other: str, asked: Question) -> bool:
    """Whether two sentences differ in one name that the question does not have, and in no more."""
    if asked.number or asked.date or asked.verdict or asked.told or asked.why or asked.several:
        return False
    mine, theirs = _WORD.findall(one), _WORD.findall(other)
    if len(mine) != len(theirs) or not _FEWEST <= len(mine) <= _MOST:
        return False
    at = sole_difference(mine, theirs)
    if at is None:
        return False
    if not (_is_named(one, mine[at], asked) and _is_named(other, theirs[at], asked)):
        return False
    return not _are_one(_full(mine, at), _full(theirs, at), person=asked.person)


def _is_named(text: str, word: str, asked: Question) -> bool:
    """Whether a word of a text is a name that the question does not have."""
    said = words(word) if word[0].isupper() else ()
    if not said or said[0] in MONTH:
        return False
    return stem(said[0]) in names_in(text, asked.asking)


def _full(said: list[str], at: int) -> str:
    """A name with what stands around it of the same name: David Gahan, of David."""
    first, last = at, at + 1
    while first and said[first - 1][0].isupper():
        first -= 1
    while last < len(said) and said[last][0].isupper():
        last += 1
    return " ".join(said[first:last])


def _are_one(one: str, other: str, *, person: bool) -> bool:
    """Whether two names are one, be it misspelt: letters in another order."""
    if sorted(one.lower()) == sorted(other.lower()):
        return True
    if not groups_of(one).isdisjoint(groups_of(other)):
        return True
    mine, theirs = name(one), name(other)
    return bool(mine and theirs and same_name(mine, theirs, person=person))
