"""Whether two sentences name one thing, or one gives the value that the other is.

"Although Sydney is larger, Canberra was chosen" gives Canberra and does not give Sydney.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from trustcore_strategies.answers.clauses import LONGEST, Clause
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.known_names import FIRST_WORDS, known_in
from trustcore_strategies.answers.named_quantities import named_quantities
from trustcore_strategies.answers.new_names import names_in
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.reading import Reading
from trustcore_strategies.answers.same_name import QUALIFIERS, same_name
from trustcore_strategies.answers.same_quantity import same_quantity
from trustcore_strategies.answers.words import CAPITALISED, LETTERS, stem, words

STATED = 0.8
"""What an answer agrees with a sentence that gives it and names others as well."""

_MOST = 5
"""Words of a value that is looked for in a sentence."""

_TELLING = 10
"""Words of a text that tells more than its value."""

_FEWEST = 4
"""Words that a sentence has more than the value, at least."""


@frozen
class _Place:
    """A clause beside a value that is looked for.

    Attributes:
        clause: The clause.
        has: Whether it has the value and may give it.
        others: Whether it has others of its kind.
        first: Whether the value is the first of them.
    """

    clause: Clause
    has: bool
    others: bool
    first: bool


def compare_stated(one: Reading, other: Reading) -> float | None:
    """Compares two answers by what they name, or an answer with a sentence that gives it."""
    asked = one.asked
    if not _asks_one(asked):
        return None
    if max(len(one.final), len(other.final)) > LONGEST or one.things or other.things:
        return None
    short, long = sorted((one, other), key=lambda reading: len(reading.words))
    if len(long.words) < _SENTENCE:
        return None
    if len(long.words) >= len(short.words) + _FEWEST:
        found = _stated(short, long)
        if found is not None:
            return found
    return same_phrases(one, other)


def _asks_one(asked: Question) -> bool:
    """Whether a question asks for one thing that a sentence can name."""
    chosen = asked.verdict or asked.options or asked.alternatives or asked.outcomes
    several = asked.several or asked.which_ones or asked.ranked
    return not (chosen or several or asked.told or asked.code or asked.output or asked.chemical)


def names_another(one: Reading, other: Reading) -> bool:
    """Whether two answers name two things, although they share words: one names both of them.

    "Paris, while Rome is older" and "Rome, while Paris is larger" share both of their names.
    """
    asked = one.asked
    if not (asked.names and _asks_one(asked)) or one.things or other.things:
        return False
    short, long = sorted((one, other), key=lambda reading: len(reading.words))
    if len(long.words) < _SENTENCE or len(long.final) > LONGEST:
        return False
    mine, theirs = short.phrase, long.phrase
    if mine is None or theirs is None or mine is theirs or _same(mine, theirs):
        return False
    if not asked.asking.isdisjoint((*mine.stemmed, *theirs.stemmed)):
        return False
    if CAPITALISED.match(mine.final) is None or CAPITALISED.match(theirs.final) is None:
        return False
    return _beside({*mine.stemmed}, {*theirs.stemmed}, long.clauses)


def _beside(one: AbstractSet[str], other: AbstractSet[str], told: Sequence[Clause]) -> bool:
    """Whether a text sets a clause with the words of one name beside the one that has another."""
    stems = [{*map(stem, words(clause.text))} for clause in told]
    if not any(other <= said for said in stems):
        return False
    mine = [clause for clause, said in zip(told, stems, strict=True) if one <= said]
    apart = all(clause.conceded or _BESIDE.match(clause.text) is not None for clause in mine)
    return bool(mine) and apart and not any(one | other <= said for said in stems)


_BESIDE = re.compile(
    r"(?:and|while|whereas|but|und|w\u00e4hrend|et|tandis que|alors que|y|mientras|mentre)\b"
)
"""How a clause begins that tells of another thing."""


_SENTENCE = 5
"""Words of a text that tells something beside its value, at least."""


def same_phrases(one: Reading, other: Reading) -> float | None:
    """Compares what two sentences name as their subject, or behind what they repeat."""
    if max(len(one.words), len(other.words)) <= _TELLING:
        return None
    mine, theirs = one.phrase, other.phrase
    if mine is None or theirs is None or mine.numbers != theirs.numbers:
        return None
    same = mine is theirs or mine.stemmed == theirs.stemmed or _same(mine, theirs)
    return STATED if same else None


def _same(one: Reading, other: Reading) -> bool:
    """Whether two phrases are names of one thing."""
    if not one.known_as.isdisjoint(other.known_as):
        return True
    short, long = sorted((one.stemmed, other.stemmed), key=len)
    if len(short) > 1 and long[-len(short) :] == short and long[0] not in QUALIFIERS:
        return True
    return any(
        (same_name(mine, theirs, person=one.asked.person) or 0) >= STATED
        for mine in one.names
        for theirs in other.names
    )


def _stated(value: Reading, text: Reading) -> float | None:
    """How far a sentence gives a value that is in it; None where that can't be told."""
    asked = text.asked
    sought = (value.quantity or value.last_quantity) if asked.number else None
    if sought is not None and (text.worked or "=" in text.final):
        return None
    if sought is not None:
        return _placed([_with_quantity(one, sought, asked) for one in text.clauses])
    news = value.news
    if not 0 < len(news) <= _MOST:
        return None
    if not {*news} <= {*map(stem, text.words)}:
        return _named_otherwise(value, text)
    named = CAPITALISED.search(value.core) is not None
    return _placed(
        [_with_words(one, news, asked, named=named) for one in text.clauses], named=named
    )


def _named_otherwise(value: Reading, text: Reading) -> float | None:
    """How far a sentence gives a value by another of its names: CO2, carbon dioxide."""
    if not value.known_as or FIRST_WORDS.isdisjoint(text.words):
        return None
    places = ((clause, known_in(clause.text, value.known_as)) for clause in text.clauses)
    given = any(at is not None and clause.may_give(at) for clause, at in places)
    return STATED if given else None


def _with_quantity(clause: Clause, sought: Quantity, asked: Question) -> _Place:
    kind = sought.units[0].dimensions
    said = _OF_ALL.sub("", clause.text) if clause.text[0] != "(" else ""
    found = [one for _, _, one in named_quantities(said) if one.units[0].dimensions == kind]
    same = [same_quantity(one, sought, asked.words) > STATED / 2 for one in found]
    return _Place(clause, any(same), not all(same), bool(same) and same[0])


_OF_ALL = re.compile(
    r"\bof (?:the |all )?(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def _with_words(clause: Clause, news: Sequence[str], asked: Question, *, named: bool) -> _Place:
    names = names_in(clause.text, asked.asking) if named else []
    at = _found(clause.text, news)
    has = at is not None and clause.may_give(at)
    return _Place(
        clause, has, any(one not in news for one in names), bool(names) and names[0] in news
    )


def _found(clause: str, news: Sequence[str]) -> int | None:
    """Where a clause has some words together, in their order."""
    said = [(word, found.start()) for found in LETTERS.finditer(clause) for word in words(found[0])]
    said = [(stem(word), at) for word, at in said if word not in IDLE]
    size = len(news)
    for at in range(len(said) - size + 1):
        last = said[at + size - 1][1] if size else 0
        if tuple(word for word, _ in said[at : at + size]) == tuple(news):
            return None if _NUMBERED.match(clause, last) else said[at][1]
    return None


_NUMBERED = re.compile(r"[\w'-]+ (?:\d[\d:.]*(?![\d:.]| [a-z])|[IVX]+\b|[A-Z]\b)")
"""A name that goes on with a number or a letter, and so is that of another thing."""


def _placed(places: Sequence[_Place], *, named: bool = True) -> float | None:
    """Whether the clause that answers has the value, and no other one."""
    mine = [
        place
        for place in places
        if place.has and not place.clause.conceded and (not place.others or place.first)
    ]
    if not mine:
        return None
    best = max(mine, key=lambda place: place.clause.weight)
    if best.clause.weight <= 0 and not named and len(places) > 1:
        return None
    others = [
        place for place in places if place.others and not place.has and not place.clause.conceded
    ]
    rival = max((place.clause.weight for place in others), default=-1)
    if best.clause.weight > rival or (best.clause.weight == rival and best is places[0]):
        return STATED
    return None
