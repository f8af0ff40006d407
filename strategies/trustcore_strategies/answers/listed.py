"""What a sentence says around the things that it lists, which is none of them."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.words import stem, words

CLAUSE = re.compile(r"\w \b(?:is|are|was|were|has|have|had|does|do|did|can|will)\b \w")
"""A part that is a clause by itself rather than a thing."""

_LISTS = re.compile(
    r"(?:(?:[Tt]he [^,;:=]{1,80}?|[^,;:=\d]{1,80}?) )?\b(?:are|is|were|was|includes?|included|mentions?|mentioned|features?|contains?|contained|lists?|names?|covers?|consists? of|comprises?|needs?|requires?|uses?|shows?|says?|has|have|namely)\b"
    r":? (?:[a-z]{2,12} [a-z]{3,20}: )?(?=\S)|[a-z]{2,12} [a-z]{3,20}: (?=\S)"
)
"""What a sentence says in front of the things that it lists."""


_HEADED = re.compile(r"[^:,;\d]{3,60}[^\W\d_]: (?=\S)")
"""What stands in front of a colon and names all of the things that follow."""


def listed_only(parts: list[str], known: Collection[str]) -> list[str]:
    """Two or more things without what a sentence says in front of them and behind them.

    Args:
        parts: What stands between commas, or a comma and "and".
        known: The question's words and their stems.
    """
    first, *others, last = _unframed(parts)
    return [first, *others, _without_end(last, known)]


def _unframed(parts: list[str]) -> list[str]:
    """Things without what a sentence says in front of them: the text mentions plums and figs."""
    frame = _LISTS.match(parts[0])
    behind = 0 if frame is None else frame.end()
    if ":" in parts[0][behind:] and not any(":" in part for part in parts[1:]):
        frame = _HEADED.match(parts[0]) or frame
    if frame is None or any(CLAUSE.search(part) is not None for part in parts[1:]):
        return parts
    return [parts[0][frame.end() :], *parts[1:]]


_BEHIND = re.compile(
    r" (?:(?:all|both|each)(?= |$)|(?=are |were |is |was |have |has ))(?: ?(?:are|were|is|was|have|has|had|do|did|can)(?: .*)?)?$"
)
"""What a sentence says behind the last of the things that it names."""


def _without_end(last: str, known: Collection[str]) -> str:
    """The last thing without what the sentence says of all, where that is no news."""
    behind = _BEHIND.search(last)
    for word in _LOWER.finditer(last) if behind is None else ():
        if word[0] in known and last[word.end() :].strip():
            return last[: word.start()].strip()
    if behind is None or not all(
        word in known or word in IDLE or word in _EVERY for word in words(behind[0])
    ):
        return last
    return last[: behind.start()]


_LOWER = re.compile(r"(?<=[^\W\d_] )[a-z]{4,}(?= [a-z])")
"""A word that can be the verb of the question: Oslo and Bergen share a border."""

_EVERY = frozenset(("all", "both", "each"))


_EXPLAINED = re.compile(
    r"(?P<thing>[^:(\n]{1,40}?)(?: - (?=[a-z])|: (?=[a-z]+ \D+ \D)| \((?=[a-z]+ \D+ \D))[^\n]+"
)
"""A thing of a list with what it is or does behind it."""


def unexplained(things_: list[str]) -> list[str]:
    """The things of a list without explanations, where each of them has one."""
    explained = [_EXPLAINED.fullmatch(one.strip()) for one in things_]
    named = [one["thing"] for one in explained if one is not None]
    return named if len(named) == len(things_) else things_


_GLOSS = re.compile(r"(?<=[^\W\d_]) \((?P<gloss>[^()]{1,40})\)$")
_DIGIT = re.compile(r"\d")


def unglossed(things_: list[str], *, valued: bool) -> list[str]:
    """The things of a list without what stands in brackets behind some, unless that tells two apart.

    Args:
        things_: The things.
        valued: Whether a number or a date is asked for, which may stand in the brackets.
    """
    if not any(one.endswith(")") for one in things_):
        return things_
    found = [_GLOSS.search(one) for one in things_]
    if valued and any(one is not None and _DIGIT.search(one["gloss"]) for one in found):
        return things_
    bare = [
        one if gloss is None else one[: gloss.start()]
        for one, gloss in zip(things_, found, strict=True)
    ]
    return bare if len(set(bare)) == len(set(things_)) else things_


def glosses(things_: list[str]) -> dict[str, str]:
    """The proper names in brackets behind things of a list, by the thing: Paris (Texas)."""
    if not any(one.endswith(")") for one in things_):
        return {}
    found = ((one, _GLOSS.search(one)) for one in things_)
    return {
        fold(one[: gloss.start()]): gloss["gloss"]
        for one, gloss in found
        if gloss is not None and _NAMED.fullmatch(gloss["gloss"]) is not None
    }


_NAMED = re.compile(r"[A-Z][\w.'-]*(?: (?:of |the |de |la )*[A-Z][\w.'-]*)*")


_SHORTEST_KIND = 2
"""Characters; what is no longer is a number, a sign or a small word."""


def without_kind(things_: list[str], known: Collection[str]) -> list[str]:
    """Two or more things without the word of the question that each of them begins or ends with.

    Vitamin A and vitamin D are A and D where it was asked which vitamins.
    """
    first, other = things_[0].split(), things_[1].split()
    for at, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        if not (first[1:] and other[1:]) or first[at].lower() != other[at].lower():
            continue
        apart = [one.split() for one in things_]
        kind = fold(first[at])
        told = len(kind) > _SHORTEST_KIND and (kind in known or stem(kind) in known)
        if told and all(len(one) > 1 and fold(one[at]) == kind for one in apart):
            return [" ".join(one[rest]) for one in apart]
    return things_
