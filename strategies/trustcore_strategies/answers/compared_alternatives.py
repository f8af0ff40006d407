"""The alternative that a comparison makes the greater or the smaller one: Jim is shorter."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trustcore_strategies.answers.alternatives import Alternatives, stems
from trustcore_strategies.answers.events import sense_of
from trustcore_strategies.answers.named_alternatives import DENYING, mentioned
from trustcore_strategies.answers.words import words

_TIES = re.compile(
    r"neither\b|(?:it(?:'s| is| was) |they (?:are|were|have) |both \w+ |both (?:are|were|have) )?(?:an? |the |exactly |equally )*(?:tied?|equal(?:ly)?|even|same|identical)\b|no difference\b|(?:they|both) (?:[^\W\d_]+ ){0,4}?(?:exactly )?(?:the same|equal(?:ly)?|identical)\b|.{0,60}\bso neither\b",
    re.IGNORECASE,
)
"""How an answer begins that finds none of two things greater than the other."""

_UNKNOWN = frozenset(
    ("known", "unknown", "know", "determined", "clear", "unclear", "sure", "information")
)
_PLACE = re.compile(
    r"(?:it(?:'s| is| was) )?(?:the )?(?:(?P<first>first|former|1st)|(?P<last>second|latter|2nd))(?: (?:one|option|number|of the two))?[.!]?",
    re.IGNORECASE,
)
_TWO = 2
_MORE = re.compile(r"(?P<one>[^<>]{1,40})(?P<sign>[<>])(?P<other>[^<>]{1,40})")


def by_place(final: str, offered: Alternatives) -> frozenset[int] | None:
    """The one of two alternatives whose place in the question an answer names: the latter."""
    place = _PLACE.fullmatch(final) if len(offered) == _TWO else None
    return None if place is None else frozenset({0 if place["first"] else 1})


def by_comparison(
    final: str, clauses: Sequence[str], offered: Alternatives, asked: int, *, short: bool
) -> frozenset[int] | None:
    """What the first clause of a short answer, or the last of a long one, compares."""
    ahead = _ahead(clauses, offered, less=asked < 0)
    if ahead is not None:
        return ahead
    if not asked:
        return None
    clause = clauses[0 if short else -1]
    said = words(clause)
    if short and _TIES.match(final) is not None and _undecided(said, offered):
        return frozenset()
    return _compared(clause, said, offered, more=asked > 0)


_THAN = ("als", "que", "che")


def by_repeated_comparison(
    clause: str, offered: Alternatives, question: Collection[str]
) -> frozenset[int] | None:
    """The one in front of "als" or "que", where a word of the question compares there.

    "Rom hat mehr Einwohner als Turin" chooses Rome where it is asked which has "mehr Einwohner".
    """
    said = words(clause)
    at = next((said.index(word) for word in _THAN if word in said), 0)
    compares = {word for word in said[:at] if word in _MORE_ABROAD or word[-2:] == "er"}
    return None if compares.isdisjoint(question) else _only(stems(said[:at]), offered)


_MORE_ABROAD = frozenset(
    ("mehr", "weniger", "plus", "moins", "mas", "menos", "piu", "meno", "mais")
)
"""Words that compare in German and in Romance languages."""

_AHEAD = re.compile(
    r"\b(?:(?:still )?comes? out (?:ahead|on top|first|the winner)|(?:comes?|is|are|ranks?) (?:ahead|on top|first)|wins?|takes the lead|beats|outranks|edges out|tops|has the (?:edge|lead)|(?P<exceeds>surpass(?:es|ed)?|exceed(?:s|ed)?|out(?:weigh|number|last|live|sell|run|score|grow|shine)(?:s|ed)?))\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:(?P<exceeds>(?:falls?|comes?) (?:\w+ ){0,3}?short of|(?:is|are) (?:exceeded|surpassed|outweighed|outnumbered) by)|(?:is|are|comes?|lies|trails?|lags?) (?:\w+ ){0,3}?behind|trails|loses to|is (?:beaten|outranked|topped) by)\b",
    re.IGNORECASE,
)
"""What puts one thing behind another; what exceeds is the answer only where more is asked for."""

_TURNED = DENYING - {"but"}
"""Words that turn a comparison round."""


def _ahead(clauses: Sequence[str], offered: Alternatives, *, less: bool) -> frozenset[int] | None:
    """The one alternative that a clause puts in front of the other."""
    for clause in clauses:
        for pattern, front in ((_BEHIND, False), (_AHEAD, True)):
            found = pattern.search(clause)
            if found is None:
                continue
            first = front != (less and found["exceeds"] is not None)
            side = clause[: found.start()] if first else clause[found.end() :]
            named = _only(stems(words(side)), offered)
            if named is not None and _TURNED.isdisjoint(words(clause[: found.end()])):
                return named
    return None


_FIRST = frozenset(("first", "earlier", "earliest"))
_LAST = frozenset(("last", "later", "latest", "second"))


def by_order(
    clause: str, offered: Alternatives, question: Collection[str]
) -> frozenset[int] | None:
    """The one that came first, or last, by a clause that says before or after which other one."""
    said, first = words(clause), not _FIRST.isdisjoint(question)
    if not first and _LAST.isdisjoint(question):
        return None
    found = [word for word in said if word in {"before", "after"}]
    if len(found) != 1:
        return None
    at = said.index(found[0])
    front = (found[0] == "before") == first
    return _only(stems(said[:at] if front else said[at + 1 :]), offered)


def _compared(
    clause: str, said: tuple[str, ...], offered: Alternatives, *, more: bool
) -> frozenset[int] | None:
    """The alternative that a comparison makes the greater or the smaller one: Jim is shorter."""
    signed = _MORE.fullmatch(clause)
    if signed is not None:
        sides = (signed["one"], signed["other"])[:: 1 if signed["sign"] == ">" else -1]
        return _only(stems(words(sides[0 if more else 1])), offered)
    if "than" in said:
        at = said.index("than")
        halves = said[:at], said[at + 1 :]
        direction = sense_of(halves[0])
        side = halves[0 if (direction > 0) == more else 1]
        return _only(stems(side), offered) if direction else None
    direction = sense_of(said)
    named = mentioned(stems(said), offered)
    if not direction or len(named) != 1 or len(offered) != _TWO or not DENYING.isdisjoint(said):
        return None
    return frozenset({named[0] if (direction > 0) == more else 1 - named[0]})


def _only(said: tuple[str, ...], offered: Alternatives) -> frozenset[int] | None:
    named = [number for number, one in enumerate(offered) if set(one) <= set(said)]
    return frozenset(named) if len(named) == 1 else None


def _undecided(said: Sequence[str], offered: Alternatives) -> bool:
    """Whether a text names all of the alternatives or none, and does know."""
    if not _UNKNOWN.isdisjoint(said):
        return False
    return len(mentioned(stems(said), offered)) in {0, len(offered)}
