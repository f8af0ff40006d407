"""The number of things that a text counts, or that there are none of them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache

from trustcore_strategies.answers.folding import fold, fold_word
from trustcore_strategies.answers.homographs import is_everyday_word
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.inside import LOOKED_AT, SCALES
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.numerals import ORDINALS, is_number_word
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.words import stem, words

_NUMBER_OR_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER_OR_ASCII_WORD = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z]+)*|\d(?:[\d,.]*\d)?")


def counted_quantity(
    text: str, things: frozenset[str], known: Collection[str] = ()
) -> Quantity | None:
    """The number of those things that a text counts: "four" of "there were four wars: in 1947".

    Args:
        text: A sentence.
        things: Stems of what can be counted.
        known: Words of the question, whose numbers are not its answer.
    """
    parts = _NUMBER_OR_ASCII_WORD if text.isascii() else _NUMBER_OR_WORD
    found = parts.findall(text[:LOOKED_AT])
    nouns = enumerate(map(_noun, found))
    named = [at for at, noun in nouns if noun in things and found[at].isalpha()]
    if not named:
        return None
    for place in sorted({at - before for at in named for before in (1, 2) if before <= at}):
        word = found[place]
        part = _part_of(found, place)
        if part is not None and any(_noun(one) in things for one in found[place + 2 :]):
            word = part  # 2,000 of the 7,000 soldiers died, where it is asked how many did
        if _counts(word) and words(word)[0] not in known and not _is_everyday(word, found):
            behind = next(_noun(after) for after in found[place + 1 :] if after.isalpha())
            return quantity(f"{word} {behind}" if behind in SCALES else word)
    none = any(_is_denied(found, at) for at in named if at)
    return Quantity(Number(Fraction(0))) if none else None


_ALL_OF_THEM = frozenset(("the", "all", "its", "their", "these", "those"))


def _part_of(found: list[str], place: int) -> str | None:
    """The number of which the one at a place is that of the whole: 2,000 of the 7,000 soldiers."""
    if place < len(("2,000", "of", "the")):
        return None
    part, *front = found[place - 3 : place]
    whole = front == ["out", "of"] or (front[0] == "of" and front[1] in _ALL_OF_THEM)
    return part if whole and _counts(part) else None


_TURNING = frozenset(("but", "only", "just", "and", "though", "although", "there"))
"""Words with which a sentence goes on that has said that there is none of a thing."""


def _is_denied(found: list[str], at: int) -> bool:
    """Whether a text says that there is no such thing as the one at a place, and goes on to others."""
    if found[at - 1].lower() != "no" or at + 1 == len(found):
        return False
    return found[at + 1].lower() in _TURNING


def counts_one(text: str, things: frozenset[str]) -> bool:
    """Whether one of several numbers of a text counts those things, and no other does."""
    found = _NUMBER_OR_WORD.findall(text[:LOOKED_AT])
    counts = (place for place, word in enumerate(found[:-1]) if _counts(word))
    numbers = [place for place in counts if not _is_everyday(found[place], found)]
    counting = [place for place in numbers if not things.isdisjoint(_stems_behind(found, place))]
    return len(numbers) > 1 and len(counting) == 1 and counting[0] == numbers[0]


def _stems_behind(found: list[str], place: int) -> set[str]:
    """The stems of the words behind a number, up to the next one."""
    behind: set[str] = set()
    for word in found[place + 1 : place + 3]:
        if _counts(word):
            break
        behind.add(_noun(word))
    return behind


@lru_cache(maxsize=50_000)
def _noun(word: str) -> str:
    """The stem of a word as it is written."""
    return stem(fold_word(word))


@lru_cache(maxsize=50_000)
def _counts(word: str) -> bool:
    """Whether a word is a number that counts, in digits or in letters: no ordinal does."""
    if word[0].isdecimal():
        return True
    parts = fold(word).split("-")
    return len(word) > 1 and all(map(is_number_word, parts)) and parts[-1] not in ORDINALS


def _is_everyday(word: str, found: Collection[str]) -> bool:
    """Whether a number in letters is another word in the language of the words around it."""
    return is_everyday_word(word.lower(), map(str.lower, found))


_NOTHING = frozenset(
    "none nobody nothing nil zero no-one keine keiner aucun aucune ninguno ninguna nessuno nessuna nenhum nenhuma никто нисколько".split()
)
_FREE = frozenset(
    (
        "free",
        "free of charge",
        "it is free",
        "its free",
        "kostenlos",
        "gratis",
        "gratuit",
        "gratuito",
        "бесплатно",
        "免费",
        "無料",
    )
)
_PRICED = frozenset(
    "cost price fee charge pay kostet coute cuesta costa fare toll prix preis precio prezzo"
    " preco kosten".split()
)
_NO_ONE = re.compile(
    r"(?:there (?:is|are|was|were) )?(?:no one|not (?:a single|any|one)(?: \w+)?|no (?P<things>\w+(?: \w+)?)|none of (?:them|the \w+))"
)


def none_of(folded: str, known: Collection[str]) -> Quantity | None:
    """Zero where a text says that there is nothing of what is counted: none, no visitors.

    Args:
        folded: The text, folded.
        known: Words of the question, which name what is counted.
    """
    bare = folded.strip(" .!")
    if bare.removesuffix(" at all") in _NOTHING:
        return Quantity(Number(Fraction(0)))
    if bare in _FREE and not _PRICED.isdisjoint(known):
        return Quantity(Number(Fraction(0)))
    found = _NO_ONE.fullmatch(bare)
    if found is None:
        denies = bare[:2] == "no" or " no" in bare or " any" in bare
        return _none_in(bare, known) if denies else None
    things = (found["things"] or "").split()
    return Quantity(Number(Fraction(0))) if all(thing in known for thing in things) else None


_NONE_IN = re.compile(
    r"(?:there (?:is|are|was|were) none|[^,;]{1,30} (?:has|have|had|is|are|was|were) none|[^,;]{1,30} (?:nt|not|never)(?: (?P<done>[^,;]{1,20}))? any)(?: left| remaining| at all)?"
    r"|(?:[^,;]{1,30} )?(?:no|not any|not a single|nt any) (?!more than|fewer than|less than|one\b)(?P<things>[^,;]{1,30}?)(?: (?:left|remain(?:ing|ed)?|at all|anymore|today|yet))?"
)


def _none_in(bare: str, known: Collection[str]) -> Quantity | None:
    """Zero where a sentence says of nobody or of nothing that is counted that it is: he sold none."""
    found = _NONE_IN.fullmatch(_NT.sub(r"\1 nt", bare))
    if found is None or any(map(is_number_word, bare.split())):
        return None
    things = (found["things"] or found["done"] or "").split()
    if not all(thing in known or stem(thing) in known or thing in IDLE for thing in things):
        return None
    return Quantity(Number(Fraction(0)))


_NT = re.compile(r"\b(did|does|do|is|are|was|were|has|have|had|wo|could|would)nt\b")
