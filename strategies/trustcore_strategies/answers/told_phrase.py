"""What a sentence names as the answer: its subject, or what stands behind the words it repeats.

"Tungsten has the highest melting point of all metals" names tungsten where it is asked which
element has the highest melting point, and so does "The element is tungsten, which is a metal".
"""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustcore_strategies.answers.clauses import Clause
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.new_names import names_in
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.words import stem, words

_MOST = 5
"""Words of what is named."""

_POINTS = re.compile(
    r"\W{0,3}(?:(?:so|therefore|thus|hence|well|ah|oh),? )?(?:it|that|this|he|she|they|the answer|the one|c'|es|das|\u00e8|\u00e9|foi|fue)(?:'s| is| was| are| were| would be| must be| should be|est| ist| war)? (?=\S)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<!\w)[A-Z\u00c0-\u00de\u0410-\u042f][\w'-]*(?:(?: (?:de|van|der|von|of|the|la|da|di|du|del|le))* (?:[A-Z\u00c0-\u00de\u0410-\u042f][\w'-]*|\d[\w:.-]*\w|\d))*"
)
_TOKEN = re.compile(r"[^\s,;:()]+")
_STOPS = re.compile(
    r"[,;:(]|\s(?=(?:which|who|that|because|since|as|at|in|on|with|by|from|for|of|to|while|where|when|made|built|located|known|called|ahead|after|before)\b)"
)
_VERB = re.compile(
    r"[a-z]+ed|wins|won|comes|came|has|holds|does|did|takes|took|shows|made|makes|leads|led|went|goes"
)
_LEADS = frozenset(
    "by from to at in on of the a an but mais aber pero ma roughly about approximately actually"
    " definitely probably use".split()
)
_FEW = 3
"""Blanks of a text that is no more than a name."""

_RUN = 2
"""Words of the question one after another that are what a sentence repeats."""


def first_phrase(first: Clause, asked: Question) -> str | None:
    """What the first clause of a text names, where that answers."""
    if _KIND.match(first.text) is not None:
        return None
    if first.bare:
        return _trimmed(first.text, asked)
    names = first.weight > 0 or _POINTS.match(first.text) or _IS_NAME.match(first.text)
    return _named(first, asked) if names else None


_KIND = re.compile(
    r"(?i:the|a|an|il|lo|la|le|el|der|die|das|ein|eine|un|une|una|o) [a-z\u00df-\u00ff]+$"
)
"""A noun that the rest of its sentence tells of: the novel, published in 1840, is."""


def told_phrase(text: str, told: Sequence[Clause], asked: Question) -> str | None:
    """What a text names as its answer in a few words; None where that can't be told.

    Args:
        text: The text.
        told: Its clauses; none of a text that is too long.
        asked: The question.
    """
    able = [clause for clause in told if not clause.conceded]
    if not able:
        return None
    first = able[0]
    if first is told[0] and first.bare and _KIND.match(first.text) is None:
        return _trimmed(first.text, asked)
    if first is told[0] and (_POINTS.match(first.text) or _IS.match(first.text)):
        best = first
    else:
        best = max(able, key=lambda clause: clause.weight)
    return _named(best, asked) or _lone(text, asked)


def _named(clause: Clause, asked: Question) -> str | None:
    """What a clause names behind a pronoun or a noun and its verb, or around what it repeats."""
    for pattern in (_LABELLED, _POINTS, _IS_NAME, _IS, _CONCLUDING):
        found = pattern.match(clause.text)
        named = None if found is None else _trimmed(clause.text[found.end() :], asked)
        if named is not None:
            return named
    around = _around(clause, asked)
    subject = _SUBJECT.match(clause.text) if around is None and clause.weight > 0 else None
    return around if subject is None else _trimmed(subject["name"], asked)


_LABELLED = re.compile(r"[A-Z][a-z]+(?: [a-z]+)?: (?=[A-Z])")
_CONCLUDING = re.compile(
    r"\W*(?:so|therefore|thus|hence|answer|final answer)[:,]? (?=\S+(?: \S+){0,2}$)", re.IGNORECASE
)
"""What stands in front of the few words that a text concludes with."""

_SUBJECT = re.compile(
    r"(?:The )?(?P<name>[A-Z\u00c0-\u00de\u0410-\u042f][\w'-]*(?: [A-Z\u00c0-\u00de\u0410-\u042f][\w'-]*){0,3}) (?:is|was|has|had|does|did|takes?|took|holds?|held|shows?|[a-z]+ed|won|wins)\b"
)
"""A name and its verb."""

_IS_NAME = re.compile(
    r"(?:[Ss]o |[Bb]ut )?(?:[Tt]he|[Aa]n?|[Ee]l|[Ll][ae]|[Dd](?:er|ie|as)|[Ii]l|O) (?:[a-z\u00df-\u00ff-]+ ){1,8}(?:is|was|are|were|es|fue|est|ist|war|\u00e8|\u00e9|foi) (?=[A-Z\u00c0-\u00de])"
)
_IS = re.compile(
    r"(?:so |but )?(?:the|a|an|el|la|le|der|die|das|il|o) (?:[a-z\u00df-\u00ff-]+ ){1,5}?(?:is|was|are|were|es|fue|est|ist|war|\u00e8|\u00e9|foi) (?:the |a |an )?(?=\S)",
    re.IGNORECASE,
)


def _around(clause: Clause, asked: Question) -> str | None:
    """What a clause says in front of the first words of the question that it repeats, or behind."""
    tokens = list(_TOKEN.finditer(clause.text))
    known = [_is_known(token[0], asked) for token in tokens]
    for at in range(len(tokens) - _RUN + 1):
        if all(known[at : at + _RUN]) and any(_says(tokens[i][0]) for i in range(at, at + _RUN)):
            break
    else:
        return None
    front = clause.text[: tokens[at].start()]
    if any(not one for one in known[:at]):
        name = _first_name(front, asked)
        if name is not None:
            return name
        if tokens[at][0] not in _OF and tokens[at - 1][0] not in _OF:
            return _trimmed(front, asked)
    while at < len(tokens) and known[at]:
        at += 1
    if at == len(tokens):
        return None
    behind = clause.text[tokens[at].start() :]
    return _first_name(f"x {behind}", asked) or _trimmed(behind, asked)


_OF = frozenset(("for", "of", "with", "about", "as"))
"""Words behind which a clause goes on about the thing in front of them."""


def _first_name(text: str, asked: Question) -> str | None:
    """The first name in a text that the question does not have."""
    return next(_names(text, asked), None)


def _names(text: str, asked: Question) -> Iterator[str]:
    """The names in a text of which the question has no word."""
    for name in _NAME.finditer(text):
        said = words(name[0])
        if not asked.asking.isdisjoint(word for word in said if word not in IDLE):
            continue
        if names_in(text[name.start() :] if name.start() == 0 else f"x {name[0]}", asked.asking):
            yield name[0]


def _lone(text: str, asked: Question) -> str | None:
    """The only name in a text that the question does not have, or all of a short text."""
    if text.count(" ") < _FEW:
        return _trimmed(text, asked)
    found = {*_names(text, asked)}
    return found.pop() if len(found) == 1 else None


def _is_known(token: str, asked: Question) -> bool:
    """Whether all that a word says stands in the question."""
    return all(
        word in IDLE or word in asked.asking or stem(word) in asked.asking for word in words(token)
    )


def _is_idle(token: str, asked: Question) -> bool:
    """Whether a word at an end of a phrase is no part of a name and says nothing there."""
    return token[0].islower() and len(token) > 1 and _is_known(token, asked)


def _says(token: str) -> bool:
    """Whether a word says something."""
    return any(word not in IDLE for word in words(token))


_AGENT = re.compile(
    r"^(?:[a-z\u00df-\u00ff]+ )?(?:by|in|at|from|to|von|in|par|\u00e0|por|en|da|di|de) (?=[A-Z\u00c0-\u00de])"
)
"""What stands in front of who did it, or where it is: written by, located in."""


def _trimmed(text: str, asked: Question) -> str | None:
    """A phrase up to where it goes on, without what leads to it; None where it is too long."""
    points = _POINTS.match(text)
    bare = _AGENT.sub("", (text if points is None else text[points.end() :]).strip())
    stop = _STOPS.search(bare, 1)
    bare = bare if stop is None else bare[: stop.start()]
    said = bare.split()
    while said and (said[0].lower() in _LEADS or _is_idle(said[0], asked)):
        said.pop(0)
    while said and _is_idle(said[-1], asked):
        said.pop()
    if len(said) > 1 and _VERB.fullmatch(said[-1]) is not None:
        said.pop()
    return " ".join(said).strip(" .!?\"'") or None if 0 < len(said) <= _MOST else None
