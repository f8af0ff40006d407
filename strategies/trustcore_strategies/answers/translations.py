"""Translations of one text, of which every word counts: articles, pronouns, endings.

"des chiens" and "les chiens" differ in an article, "la niña" and "las niñas" in their number.
"""

from __future__ import annotations

import re

from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold_word
from trustcore_strategies.answers.minimal_pairs import excludes
from trustcore_strategies.answers.pronouns import PRONOUNS
from trustcore_strategies.answers.words import loosened, stem

ASKED = Cued(
    r"\btranslat(?:e|es|ed|ion)\b|\bhow (?:do|does|would|can) (?:you|i|we|one) say\b"
    r"|\bubersetz|\btraduis|\btraduire|\btraduz|\btraduc[ei]|\btradu[cz]ir",
    cues=("translat", "say", "ubersetz", "tradu"),
)
"""What a question has that asks for a translation."""

_WORD = re.compile(r"[^\s.,;:!?\"()\[\]]+")
_LONGEST = 200
"""Characters; of a longer translation a single word may differ."""

_MOST = 12
"""Words; as of characters."""

_ARTICLES = tuple(
    frozenset(forms.split())
    for forms in (
        "a an the some this that these those",
        "un une des le la les du",
        "un una unos unas el la los las lo",
        "il lo la i gli le un uno una",
        "um uma uns umas o a os as",
        "der die das den dem des ein eine einen einem einer eines",
    )
)
_SHORTEST = 3
"""Letters that two forms of one word have in common at the least."""


def other_translation(one: str, other: str) -> bool:
    """Whether two texts of as many words differ in nothing but articles, pronouns and endings."""
    if max(len(one), len(other)) > _LONGEST:
        return False
    mine, theirs = _WORD.findall(one), _WORD.findall(other)
    if len(mine) != len(theirs) or len(mine) > _MOST:
        return False
    pairs = (map(fold_word, pair) for pair in zip(mine, theirs, strict=True))
    differing = [(a, b) for a, b in pairs if loosened(a) != loosened(b)]
    if mine and fold_word(mine[0]) in _OF_SPEAKER and all(map(_of_sex, differing)):
        return False
    return bool(differing) and all(_differ(*pair) for pair in differing)


_OF_SPEAKER = frozenset(
    (
        *("je", "jai", "nous", "yo", "soy", "estoy", "estamos", "somos", "io", "sono", "siamo"),
        *("eu", "sou", "estou", "tu", "vous", "eres", "estas", "sei"),
    )
)
"""Words with which a sentence begins of a speaker or a hearer, of whichever sex."""


def _of_sex(pair: tuple[str, str]) -> bool:
    """Whether two words differ in the ending that tells a man from a woman: cansado, cansada."""
    short, long = sorted(pair, key=len)
    return long == short + "e" or (short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"})


def _differ(one: str, other: str) -> bool:
    """Whether two words are two articles, two pronouns or two forms of one word."""
    if any(one in forms and other in forms for forms in _ARTICLES):
        return True
    if excludes(one, other, PRONOUNS):
        return True
    if stem(one) == stem(other):
        return True
    ended = one[:-1] == other[:-1] or one == other[:-1] or other == one[:-1]
    return ended and min(len(one), len(other)) >= _SHORTEST
