"""The name of the one of whom a sentence says what was asked: who wrote it, by whom it was made."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.name import MOST_WORDS
from trustcore_strategies.answers.name_words import PARTICLES, SMALL_WORDS, TITLES
from trustcore_strategies.answers.words import stem


def subject(text: str, known: Collection[str]) -> str:
    """The name in front of a verb of the question: "Jane Austen" of "Jane Austen wrote it in 1813".

    Args:
        text: A sentence.
        known: Words of the question, and their stems.
    """
    found: list[str] = []
    tokens = text.split()
    for place, token in enumerate(tokens[: MOST_WORDS + 1]):
        word = fold(token.strip(".,;"))
        asked = word in known or stem(word) in known
        particle = bool(found) and word in PARTICLES
        if word == "of" and len(found) > 1 and TITLES.isdisjoint(map(fold, found)):
            return " ".join(found)  # where the bearer is from: Usain Bolt of Jamaica
        if not found and asked:
            return ""  # what was asked about did nothing of what was asked
        if asked and not particle and word not in IDLE:
            goes_on = all(map(_is_named, tokens[place:])) and not found[-1].endswith(",")
            return "" if goes_on else " ".join(found)  # a name that the question has in part
        if word in _COPULAS and found and _is_asked(tokens[place + 1 :], known):
            return " ".join(found)
        if not particle and (word in IDLE or not token[0].isupper()):
            return ""
        found.append(token)
    return ""


def _is_named(token: str) -> bool:
    return token[0].isupper() or fold(token) in PARTICLES


_COPULAS = frozenset(("was", "is"))


def _is_asked(behind: Sequence[str], known: Collection[str]) -> bool:
    """Whether what a sentence says that somebody was begins as the question asks: the 35th."""
    first = next((fold(token) for token in behind[:3] if fold(token) not in SMALL_WORDS), "")
    return first in known and first not in IDLE


_OF_ANOTHER = (
    "about|after|against|at|before|between|by|for|from|in|like|near|of|on|than|to|under|with"
)
"""Words behind which a name is that of somebody else: the author is a friend of Jane Austen."""

_BEARER = r"(?P<name>[A-Z][\w.'-]{0,20}(?: (?:(?:de|da|di|van|von|der|of|the) ){0,2}[A-Z][\w.'-]{0,20}){0,4})"
"""The name of a person, or of another bearer, in a sentence."""

_PREDICATE = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Ii]ts?|[Hh]is|[Hh]er) [^,;:\n]{{0,80}}? (?:was|is) (?:(?:the |an? )(?:[A-Z]?[a-z]+ ){{0,2}}?(?!(?:{_OF_ANOTHER}) )[a-z]+ )?{_BEARER}(?=[.,;(]|$)"
)


def predicate(text: str) -> str:
    """The name that a sentence gives behind what it says of its bearer: the author was Jane Austen."""
    found = _PREDICATE.match(text) if " was " in text or " is " in text else None
    return "" if found is None else found["name"]


_AGENT = re.compile(
    rf"\b(?:was|were|is|are|been|being) [^,.;:\n]{{0,60}}?(?<!followed )(?<!accompanied )(?<!joined )\bby (?:(?:(?!and )[a-z-]{{2,20}}|[A-Z][a-z]{{2,20}}(?= [a-z])) ){{0,6}}{_BEARER}(?=[.,;(]|$| \(| (?:in|on|at|and|between|around|during|for|with|from)\b)"
)

_CREDITED = re.compile(
    rf"\b(?:(?:is|was|are|were|been) (?:(?!(?:not|never|falsely|wrongly|incorrectly|mistakenly|erroneously|formerly) )[a-z]{{2,14}} ){{0,2}}(?:credited|attributed) to|credit (?:for [^.;\n]{{1,60}}? )?(?:goes|belongs) to) (?:(?!and )[a-z-]{{2,20}} ){{0,4}}{_BEARER}(?=[.,;(]|$| )"
)
"""Whom a thing is said to be by, unless a sentence says that it is not."""

_LONGEST_SENTENCE = 600


def agent(text: str) -> str:
    """The name behind "by" in a sentence in the passive, without what describes its bearer."""
    found = _AGENT.search(text[:_LONGEST_SENTENCE]) if " by " in text else None
    if found is None and ("credit" in text or "attribut" in text):
        found = _CREDITED.search(text[:_LONGEST_SENTENCE])
    found = found or _AGENT_ABROAD.search(text[:_LONGEST_SENTENCE])
    if found is None:
        return ""
    denied = _DENIES.search(text, max(0, found.start() - _AUXILIARY), found.end())
    return "" if denied is not None else found["name"]


_AUXILIARY = 16
"""Characters in front of a verb in which it may be denied: n'a pas été peint."""

_DENIES = re.compile(r"\b(?:not|never|nicht|nie|pas|jamais|non|no|n\u00e3o|niet|inte|ikke)\b|n't\b")
_AGENT_ABROAD = Cued(
    r"\b(?:est|fut|\u00e9t\u00e9|\u00e9t\u00e9e|fue|es|ha sido|foi|\u00e8|stat[oa]|era|wurde|werd|is|ble|blev)\b (?:[^,.;:\n]{1,40}? )?(?:par|por|pela|pelo|da|dal|dalla|von|vom|door|av|af) (?P<name>[A-Z\u00c0-\u00de][\w.'-]{0,20}(?: (?:(?:de|da|di|van|von|der|of|the) ){0,2}[A-Z\u00c0-\u00de][\w.'-]{0,20}){0,4})(?=[.,;(]|$| )",
    cues=(" par ", " por ", " pela ", " pelo ", " da ", " dal ", " dalla ", " von ", " vom ", " door ", " av ", " af "),
)  # fmt: skip
