"""Prose: how much two texts say in common, and what makes one contradict the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.core import IDLE
from trustcore_strategies.answers.overlap import overlap
from trustcore_strategies.answers.words import stem

_KNOWN_WEIGHT = 0.2
"""What a word of the question counts in an overlap: repeating the question is no agreement."""

_COMPARABLE = 60
"""Words; in longer texts a word more or less is no contradiction."""

_SAME_FRAME = 0.5
"""Share of a text that must be equal for the rest to be what the two texts differ in."""

_DENIALS = frozenset(
    "not no never none neither nor without cannot cant isnt arent wasnt werent dont doesnt didnt wont wouldnt shouldnt couldnt hasnt"
    " havent hadnt nothing nobody nowhere hardly unable nicht kein keine keinen keiner nie ohne pas jamais aucun aucune sans ne"
    " nunca sin ni ningun ninguna non mai senza nao sem nem niet geen zonder не нет без ни никогда 不 没 沒 無 ない ません 않 안 못 없"
    " ليس لا بدون नहीं बिना fail failed lack lacks refuse except".split()
)
_PAIRS = (
    "increase decrease|rise fall|more less|more fewer|hot cold|all no|all none|always never|before after|left right|up down|with without"
    "|skip take|north south|east west|northern southern|eastern western|legal illegal|first last|high low|higher lower|large small|larger smaller"
    "|big small|bigger smaller|long short|longer shorter|old young|older younger|oldest youngest|early late|earlier later|win lose|buy sell|accept reject"
    "|allow forbid|allowed forbidden|allowed prohibited|permitted prohibited|open closed|open close|male female|man woman|boy girl|mother father|true false"
    "|yes no|maximum minimum|positive negative|gain loss|profit loss|above below|over under|inside outside|internal external|import export|push pull"
    "|add remove|add subtract|start stop|start end|begin end|love hate|good bad|better worse|best worst|strong weak|fast slow|faster slower|wet dry|dark light"
    "|alive dead|absent present|success failure|succeed fail|cause prevent|support oppose|safe dangerous|possible impossible|clockwise counterclockwise"
    "|expand contract|ascending descending|day night|summer winter|morning evening|am pm|north east|north west|south east|south west|daily weekly|weekly monthly"
    "|must mustnt|red blue|odd even|vertical horizontal|acid base|acidic basic|arrive leave|enter exit|improve worsen|heavy light|heavier lighter|hard soft"
    "|rich poor|full empty|near far|public private|new old|taller shorter|include exclude|optional mandatory|optional required|decline grow|most least|many few|some none|every no|some no|each no|both neither"
)


@frozen
class Words:
    """The words of a text in the forms in which prose is compared.

    Attributes:
        all: Its words in order.
        stems: The stems of those that say something, in order.
        bag: How often each word occurs.
        digits: The numbers among them.
        denials: How many of them deny.
    """

    all: tuple[str, ...]
    stems: tuple[str, ...]
    bag: Mapping[str, int]
    digits: frozenset[str]
    denials: int


def prose(said: tuple[str, ...]) -> Words:
    """The words of a text, ready to be compared."""
    kept = [stem(word) for word in said if word not in IDLE or len(word) == 1]
    return Words(
        said,
        tuple(kept),
        Counter(said),
        frozenset(word for word in said if word[0].isdecimal()),
        sum(word in _DENIALS for word in said),
    )


def agreement(one: Words, other: Words, known: Collection[str]) -> float:
    """How far two texts say the same, in [0, 1].

    The mean of F1 and containment, squared, because a partial overlap is weak evidence. Texts that
    contradict each other agree in nothing: one denies what the other says, has the opposite word,
    another word in the same place, or the same words in exchanged places.
    """
    f1, contained = overlap(one.bag, other.bag, known, _KNOWN_WEIGHT)
    shared = ((f1 + contained) / 2) ** 2
    clash = bool(one.digits - other.digits) and bool(other.digits - one.digits)
    if max(len(one.all), len(other.all)) > _COMPARABLE:
        return shared / 2 if clash else shared
    if _contradict(one, other):
        return 0.0
    framed = _filled(one, other)
    if framed is not None:
        return framed
    by_stems = _by_stems(one, other, known)
    best = max(shared, by_stems)
    return best / 4 if clash else best


def _by_stems(one: Words, other: Words, known: Collection[str]) -> float:
    f1, contained = overlap(Counter(one.stems), Counter(other.stems), known, _KNOWN_WEIGHT)
    return ((f1 + contained) / 2) ** 2


def _contradict(one: Words, other: Words) -> bool:
    first, second = set(one.stems), set(other.stems)
    common = len(first & second)
    if common == 0 and min(len(first), len(second)) > 1:
        return False
    if one.denials % 2 != other.denials % 2 and common * 2 >= min(len(first), len(second)) - 1:
        return True
    mine, theirs = set(one.all) - set(other.all), set(other.all) - set(one.all)
    if len(mine) <= 12 and len(theirs) <= 12 and any(opposed(a, b) for a in mine for b in theirs):
        return common * 2 >= min(len(first), len(second)) - 1
    return _exchanged(one.stems, other.stems)


def _exchanged(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the same words stand in other places, not as whole clauses but one for another."""
    if len(one) != len(other) or one == other or Counter(one) != Counter(other):
        return False
    moved = sum(a != b for a, b in zip(one, other, strict=True))
    return moved <= max(2, len(one) // 2) or len(one) <= 3


@lru_cache(maxsize=100_000)
def opposed(one: str, other: str) -> bool:
    """Whether one word is the opposite of another."""
    if frozenset((one, other)) in _OPPOSED or frozenset((stem(one), stem(other))) in _OPPOSED:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _PREFIXES)


_OPPOSED = frozenset(
    frozenset(form(word) for word in pair.split()) for pair in _PAIRS.split("|") for form in (str, stem)
)
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "non-", "anti", "a", "mis")


def _filled(one: Words, other: Words) -> float | None:
    """How far two texts agree that are equal but for what fills one place; None where they are not."""
    mine, theirs = one.all, other.all
    front = 0
    while front < min(len(mine), len(theirs)) and mine[front] == theirs[front]:
        front += 1
    back = 0
    while back < min(len(mine), len(theirs)) - front and mine[-1 - back] == theirs[-1 - back]:
        back += 1
    first, second = mine[front : len(mine) - back], theirs[front : len(theirs) - back]
    if not first or not second or front + back < _SAME_FRAME * max(len(mine), len(theirs)):
        return None
    stems = [[stem(word) for word in part if word not in IDLE] for part in (first, second)]
    if not stems[0] or not stems[1]:
        return None
    f1, contained = overlap(Counter(stems[0]), Counter(stems[1]))
    return ((f1 + contained) / 2) ** 2
