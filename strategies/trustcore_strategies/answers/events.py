"""Short sentences that say who did what to whom: passives, comparisons, verbs with a converse."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import frozen

from trustcore_strategies.answers.exchanges import MUTUAL, places
from trustcore_strategies.answers.words import stem

_MOST = 16
"""Words; a longer sentence says more than one thing."""

_IDLE = frozenset(
    (
        "the",
        "a",
        "an",
        "it",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "been",
        "did",
        "that",
        "so",
        "very",
        "much",
        "far",
        "by",
        "in",
        "on",
        "at",
        "will",
        "would",
        "can",
        "could",
        "should",
        "must",
        "may",
        "be",
    )
)
_BE = frozenset(("is", "are", "was", "were", "been", "be", "being", "got", "gets"))
_GREATER = {
    less: more
    for pair in (
        "bigger smaller", "longer shorter", "older younger", "heavier lighter", "faster slower", "better worse",
        "richer poorer", "earlier later", "closer farther", "nearer further", "hotter colder", "stronger weaker", "wider narrower", "deeper shallower",
        "harder easier", "harder softer", "brighter darker", "cheaper dearer", "thicker thinner",
    )
    for more, less in (pair.split(),)
}  # fmt: skip
_ALSO = {
    "taller": "longer",
    "larger": "bigger",
    "greater": "bigger",
    "higher": "bigger",
    "warmer": "hotter",
    "cooler": "colder",
    "lower": "smaller",
    "less": "smaller",
}
_MORE = frozenset(_GREATER.values())
"""Comparatives that name the greater one first."""


def sense_of(said: Collection[str]) -> int:
    """Which way the comparatives of a text point: 1 to the greater, -1 to the smaller, else 0."""
    found = {_ALSO.get(word, word) for word in said}
    if "expensive" in found:
        found = {"dearer" if "more" in found else "cheaper"}
    more = not found.isdisjoint(_MORE) or "more" in found
    less = not found.isdisjoint(_GREATER)
    return more - less


_CONVERSES = (
    ("lost to", "beat"), ("lose to", "beat"), ("loses to", "beat"), ("bought from", "sell to"), ("buys from", "sell to"), ("purchased from", "sell to"), ("received from", "give to"),
    ("got from", "give to"), ("borrowed from", "lend to"), ("borrows from", "lend to"), ("learned from", "teach"), ("learnt from", "teach"), ("inherited from", "leave to"), ("belongs to", "own"),
    ("belonged to", "own"), ("works for", "employ"), ("worked for", "employ"), ("comes after", "precede"), ("came after", "precede"), ("followed", "precede"), ("follows", "precede"),
    ("comes before", "precede@"), ("came before", "precede@"), ("is below", "above"), ("is under", "above"), ("is above", "above@"), ("is over", "above@"), ("is east of", "west"), ("is west of", "west@"),
    ("is south of", "north"), ("is north of", "north@"), ("lies south of", "north"), ("lies north of", "north@"), ("lies east of", "west"), ("lies west of", "west@"), ("is after", "precede"), ("is before", "precede@"),
    ("sold to", "sell to@"), ("sells to", "sell to@"), ("gave to", "give to@"), ("gives to", "give to@"), ("lent to", "lend to@"), ("lends to", "lend to@"), ("taught", "teach@"), ("teaches", "teach@"),
    ("owns", "own@"), ("owned", "own@"), ("employs", "employ@"), ("employed", "employ@"), ("precedes", "precede@"), ("preceded", "precede@"), ("is the parent of", "parent@"), ("is the child of", "parent"),
    ("is the father of", "father@"), ("is the teacher of", "teach@"), ("is a student of", "teach"), ("was a student of", "teach"), ("was the teacher of", "teach@"), ("is the capital of", "capital@"), ("exceeds", "greater@"),
)  # fmt: skip
"""Verbs and what they say the other way round; "@" behind what says it in its own order."""

_SPLIT = tuple((phrase.split(), *relation.partition("@")[:2]) for phrase, relation in _CONVERSES)
_CUES = frozenset(words[0] for words, _, _ in _SPLIT) | _BE | {"than"}


@frozen
class Event:
    """Who did what to whom.

    Attributes:
        relation: The stem of the verb, or the comparative that names the greater one first.
        agent: The words of who did it, or of the greater one.
        patient: Those of whom it was done to.
        rest: Those of when, where or for what it was done.
    """

    relation: str
    agent: frozenset[str]
    patient: frozenset[str]
    rest: frozenset[str] = frozenset()


def event(said: Sequence[str]) -> Event | None:
    """Read a short sentence in the passive, a comparison, or one whose verb has a converse."""
    if not 3 <= len(said) <= _MOST or _CUES.isdisjoint(said):
        return None
    return _passive(said) or _comparison(said) or _converse(said)


def _passive(said: Sequence[str]) -> Event | None:
    """Y was beaten by X."""
    if "by" not in said[2:-1]:
        return None
    places = [at for at in range(2, len(said) - 1) if said[at] == "by" and said[at + 1] > "9"]
    if not places:
        return None
    by = places[-1]  # behind by how much, if that is said
    verb = next((at for at in range(by - 1, 1, -1) if said[at - 1] in _BE), by)
    if verb == by or not said[verb].isalpha():
        return None
    if verb + 1 < by and said[verb + 1] not in _CIRCUMSTANCES:
        return None
    end = next((at for at in range(by + 2, len(said)) if said[at] in _CIRCUMSTANCES), len(said))
    rest = (*said[verb + 1 : by], *said[end:])
    return _event(stem(said[verb]), said[by + 1 : end], said[: verb - 1], rest)


_CIRCUMSTANCES = frozenset(
    (
        *(
            "by",
            "in",
            "on",
            "at",
            "for",
            "with",
            "after",
            "before",
            "during",
            "since",
            "until",
            "from",
        ),
        *("to", "near", "because", "while", "when", "over", "under", "against", "via", "between"),
        *("through", "into", "across", "along", "towards", "within", "without"),
    )
)
"""Words behind which a sentence says when, where or for what something was done."""


def _comparison(said: Sequence[str]) -> Event | None:
    """X is bigger than Y."""
    if "than" not in said[2:-1]:
        return None
    than = said.index("than", 2)
    word, front = said[than - 1], said[: than - 1]
    if said[than - 2] in {"more", "less"}:
        word, front = said[than - 2] + word, said[: than - 2]
    elif not word.endswith(("er", "less", "worse", "more")):
        return None
    verb = ""
    if word in {"more", "less"} and len(front) > 1 and _says(front[-1]) and front[-1] not in _BE:
        *front, verb = front
        word = "bigger" if word == "more" else "smaller"
    less = word.startswith("less") and word != "less"
    word = _ALSO.get(word, word)
    turned = word in _GREATER or less
    name = "more" + word.removeprefix("less") if less else _GREATER.get(word, word)
    one, other = (said[than + 1 :], front) if turned else (front, said[than + 1 :])
    return _event(f"{stem(verb)} {name}" if verb else name, one, other)


def _converse(said: Sequence[str]) -> Event | None:
    """X lost to Y; Y bought it from X."""
    inside = said[1:-1]
    for (first, *rest), name, direct in _SPLIT:
        if first not in inside:
            continue
        verb = said.index(first, 1)
        middle: Sequence[str] = ()
        end = verb + 1
        if rest:
            if rest[-1] not in said[verb + 1 : -1]:
                continue
            end = said.index(rest[-1], verb + 1) + 1
            middle = said[verb + 1 : end - 1]
            if len(rest) > 1 and tuple(middle) != tuple(rest[:-1]):
                continue
            middle = () if len(rest) > 1 else middle
        sides = said[:verb], (*said[end:], *middle)
        return _event(name, *(sides if direct else (said[end:], (*said[:verb], *middle))))
    return None


def _event(
    relation: str, agent: Sequence[str], patient: Sequence[str], rest: Sequence[str] = ()
) -> Event | None:
    one, other = _stems(agent), _stems(patient)
    return Event(relation, one, other, _stems(rest)) if one and other else None


def _stems(said: Sequence[str]) -> frozenset[str]:
    return frozenset(map(stem, filter(_says, said)))


def _says(word: str) -> bool:
    return word not in _IDLE


def same_event(one: Event, other: Event) -> float | None:
    """1 where two sentences say the same of the same, 0 where they exchange them; else None."""
    if one.relation != other.relation or one.rest != other.rest:
        return None
    if one.agent == other.agent and one.patient == other.patient:
        return 1.0
    return 0.0 if one.agent == other.patient and one.patient == other.agent else None


def same_active(found: Event, said: Sequence[str]) -> float | None:
    """Compares an event with a sentence in which its verb stands between the two."""
    if not 3 <= len(said) <= _MOST:
        return None
    verb = next((at for at, word in enumerate(said) if at and stem(word) == found.relation), None)
    if verb is None or verb == len(said) - 1:
        return None
    before, behind = _stems(said[:verb]), _stems(said[verb + 1 :])
    if before | behind != found.agent | found.patient | found.rest:
        return None
    return float(found.agent <= before and found.patient <= behind)


def exchanged(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences are one but for what stands on both sides of a verb: A beat B, B beat A."""
    size = len(one)
    if size != len(other) or not 3 <= size <= _MOST or one == other:
        return False
    same = next(
        at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs
    )
    pivots = _DIRECTIONS.intersection(one[same:])
    if same and pivots and _turned(one[same:], other[same:], pivots):
        return True
    return any(_is_verb(pivot) for _, pivot, _ in places(one, other))


_DIRECTIONS = frozenset(("into", "to", "over", "onto"))
"""Words that part what something was from what it became, or where from where to."""


def _turned(one: Sequence[str], other: Sequence[str], pivots: Collection[str]) -> bool:
    """Whether what stands on both sides of a word of direction is exchanged: heat into motion."""
    for pivot in pivots:
        at, there = one.index(pivot), other.index(pivot) if pivot in other else -1
        if there < 0 or one[:at] == other[:there]:
            continue
        rest, end = one[at + 1 :], other[:there]
        if list(rest[: len(end)]) == list(end) and list(other[there + 1 :][:at]) == list(one[:at]):
            return list(rest[len(end) :]) == list(other[there + 1 + at :])
    return False


def _is_verb(pivot: Sequence[str]) -> bool:
    if not MUTUAL.isdisjoint(pivot):
        return False
    return any(word.isalpha() and word not in _IDLE and word not in _BE for word in pivot)
