"""The alternatives between which a question asks to choose, and the one that an answer chooses."""

# ruff: noqa: E501  (patterns are read by the line)

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trustcore_strategies.answers.events import sense_of
from trustcore_strategies.answers.words import stem, words

Alternatives = tuple[tuple[str, ...], ...]
"""The stems of each of the things that a question names to choose from."""

_LOOKED_AT = 300
"""Characters at the end of a question in which it names what to choose from."""

_MOST = 12
_LONGEST = 6
"""Words of an alternative."""

_BETWEEN = re.compile(
    r"\b(?:who|which|what|whose)\b[^?\n]{0,120}?(?:[,:]\s*(?:is it |was it |were they )?(?P<list>[^?:\n]{2,200}?,? or [^?,:\n]{1,60})|\bbetween\b (?P<two>[^?:,\n]{2,60} and [^?,:\n]{1,60}))\?"
    r"|\b(?:is|are|was|were|do|does|did|will)\b [^?,\n]{1,60}? (?P<pair>[^\s?,]+ or (?:an? |the )?[^\s?,]+)(?= than\b|\?)"
)
_AMONG = re.compile(
    r"\b(?:which|what) of (?:the|these)[^?:\n\d]{0,40}?:?\s(?P<numbers>-?\d[\d.]*(?:, ?(?:and |or )?-?\d[\d.]*|,? (?:and|or) -?\d[\d.]*)+)"
    r"|\b(?:which|what) of (?:the|these|them)[^?:\n]{0,60}:\s*(?P<listed>[^?:\n]{3,200})\?"
)
_LABELS = re.compile(
    r"\b(?:answer|respond|reply|classif[a-z]+|categori[sz]e[a-z]*|label|choose|rate|output|pick|select|decide|determine|say|options?|labels?|categories|classes)\b"
    r"(?:[^.?!:\n]{0,100}?\b(?:as|with|from|either|one of)(?: exactly| only| just| the following| one of| either| of| the| these| (?:labels?|words?|options?|categories|classes|answers?|it is|it|they are|is)){0,4})?:?\s+"
    r"(?!(?:to|in|for|of|on|at|by) )(?P<labels>[\"'`]?[a-z][\w -]{0,30}[\"'`]?(?:(?:, ?| ?/ ?)[\"'`]?[a-z][\w -]{0,30}[\"'`]?){0,9}?(?:,? or | ?/ ?)[\"'`]?[a-z][\w -]{0,30}[\"'`]?)(?=[.!)\n]|$)"
)
"""How a question tells the words with one of which it is to be answered."""

_FORMS = frozenset("word words sentence sentences paragraph paragraphs line lines phrase digits number numbers less fewer more short".split())  # fmt: skip
"""Words of what tells how long an answer is to be, and not which it can be."""

_CUES = (" or ", "of the", " between ", "/")
_PARTS = re.compile(r",\s*(?:or |and )?|\s(?:or|and)\s")
_ARTICLES = frozenset(("the", "a", "an"))
_DENYING = frozenset(
    [
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "none",
        "both",
        "either",
        "equal",
        "equally",
        "same",
        "nt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "dont",
        "doesnt",
        "except",
        "but",
        "or",
    ]
)
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
_CLAUSE = re.compile(
    r"[;.]\s|,? but not\b|, not\b|, (?:because|since|as|while|whereas)\b|\s(?:because|since|while|whereas)\s"
)
_MORE = re.compile(r"(?P<one>[^<>]{1,40})(?P<sign>[<>])(?P<other>[^<>]{1,40})")


def alternatives(folded: str) -> Alternatives:
    """The things that a folded question names to choose from; empty where it names none."""
    if not any(map(folded.__contains__, _CUES)):
        return ()
    last = folded[-_LOOKED_AT:]
    parted = " or " in last or "between " in last
    found = _AMONG.search(last) or (_BETWEEN.search(last) if parted else None)
    if found is not None:
        return _named(next(part for part in found.groups() if part))
    labels = _LABELS.search(last) or _LABELS.search(folded[:_LOOKED_AT])
    named = () if labels is None else _named(_SLASH.sub(", ", labels["labels"]))
    return named if _FORMS.isdisjoint(word for one in named for word in one) else ()


_SLASH = re.compile(r" ?/ ?")


def _named(listed: str) -> Alternatives:
    """The things of a list; none where they cannot be told apart."""
    named = tuple(_stems(words(part)) for part in _PARTS.split(listed) if part.strip())
    apart = len(set(named)) == len(named) and all(0 < len(one) <= _LONGEST for one in named)
    return named if apart and ("not",) not in named and 2 <= len(named) <= _MOST else ()


def _stems(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in said if word not in _ARTICLES)


def chosen(final: str, offered: Alternatives, question: Collection[str]) -> frozenset[int] | None:
    """Which of the alternatives a short answer chooses, by number; None where it is not told.

    None of them, where the question compares and the answer finds no difference.

    Args:
        final: The answer.
        offered: The alternatives.
        question: Words of the question, of which a comparative says what makes one the answer.
    """
    place = _PLACE.fullmatch(final)
    if place is not None and len(offered) == 2:
        return frozenset({0 if place["first"] else 1})
    clause = _CLAUSE.split(final, maxsplit=1)[0]
    said = words(clause)
    asked = sense_of(question)
    if asked:
        if _TIES.match(final) is not None and _undecided(said, offered):
            return frozenset()
        told = _compared(clause, said, offered, more=asked > 0)
        if told is not None:
            return told
    stems = _stems(said)
    if stems in offered:
        return frozenset({offered.index(stems)})
    named = frozenset(_mentioned(stems, offered))
    theirs = {word for number in named for word in offered[number]}
    if not _DENYING.isdisjoint(set(said) - theirs) or "than" in said:
        return None
    return named if 0 < len(named) < len(offered) else None


def _undecided(said: Sequence[str], offered: Alternatives) -> bool:
    """Whether a text names all of the alternatives or none, and does know."""
    if not _UNKNOWN.isdisjoint(said):
        return False
    return len(_mentioned(_stems(said), offered)) in {0, len(offered)}


def _mentioned(said: tuple[str, ...], offered: Alternatives) -> list[int]:
    """The alternatives that stand in a text."""
    return [
        number
        for number, one in enumerate(offered)
        if any(said[at : at + len(one)] == one for at in range(len(said) - len(one) + 1))
    ]


def _compared(
    clause: str, said: tuple[str, ...], offered: Alternatives, *, more: bool
) -> frozenset[int] | None:
    """The alternative that a comparison makes the greater or the smaller one: Jim is shorter."""
    signed = _MORE.fullmatch(clause)
    if signed is not None:
        sides = (signed["one"], signed["other"])[:: 1 if signed["sign"] == ">" else -1]
        return _only(_stems(words(sides[0 if more else 1])), offered)
    if "than" in said:
        at = said.index("than")
        sides = said[:at], said[at + 1 :]
        direction = sense_of(sides[0])
        side = sides[0 if (direction > 0) == more else 1]
        return _only(_stems(side), offered) if direction else None
    direction = sense_of(said)
    named = _mentioned(_stems(said), offered)
    if not direction or len(named) != 1 or len(offered) != 2 or not _DENYING.isdisjoint(said):
        return None
    return frozenset({named[0] if (direction > 0) == more else 1 - named[0]})


def _only(said: tuple[str, ...], offered: Alternatives) -> frozenset[int] | None:
    named = [number for number, one in enumerate(offered) if set(one) <= set(said)]
    return frozenset(named) if len(named) == 1 else None
