"""Sentences of two clauses of which one answers and the other tells of something like it."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.words import stem, words

_LONGEST = 300
"""Characters; a longer text tells more than one thing."""

_BUT = re.compile(r"[,;] (?:but|yet|whereas|while)(?: in fact,?)? ")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
_POINTS_BACK = re.compile(
    r"(?:it|that|this|they|he|she|there|the answer|these|those)\b", re.IGNORECASE
)
_STRICTLY = re.compile(
    r"(?:officially|actually|really|technically|strictly speaking|legally|formally|in reality|in fact),? (?:the |it |this |that |they |he |she )"
    r"|the (?:real|actual|true|correct|right) "
)
_BELIEVED = re.compile(
    r"\b(?:think|thinks|thought|believe[sd]?|say|says|said|assumed?|supposed|claim(?:s|ed)?|mistaken|mistakenly|wrongly)\b"
)
"""What a clause has that tells what others hold to be so."""

_DENIES = re.compile(r"\b(?:not|never|no)\b|n't\b")


def answering(text: str, known: Collection[str]) -> str:
    """The clause that answers, of two of which the other has less of the question; else all.

    "Spanish is widely spoken, but the official language is Catalan" gives the second one.

    Args:
        text: A sentence.
        known: The question's words and their stems.
    """
    parts = _BUT.split(text) if len(text) <= _LONGEST else []
    if len(parts) != 2 or _VERB.search(parts[1]) is None or _DENIES.search(text) is not None:
        return text
    front, behind = parts
    if _STRICTLY.match(behind) is not None:
        return behind
    believed = [_BELIEVED.search(part) for part in parts]
    if believed[1] is not None and believed[0] is None and believed[1][0] not in known:
        return front
    if _POINTS_BACK.match(behind) is not None:
        return text
    lead = _lead_of(front, behind, known)
    return text if lead == 0 else front if lead > 0 else behind


def _lead_of(front: str, behind: str, known: Collection[str]) -> int:
    """How many more words of the question one clause has; what gives its answer at once has them all."""
    if _POINTS_BACK.match(front) is not None or _VERB.search(front) is None:
        return 1
    return _repeated(front, known) - _repeated(behind, known)


def _repeated(clause: str, known: Collection[str]) -> int:
    """How many words of the question a clause has that say something."""
    said = {word for word in words(clause) if word not in IDLE}
    return sum(word in known or stem(word) in known for word in said)


_ALSO = re.compile(
    r"; |, (?=[^,.;]{1,30} (?:hingegen|dagegen|jedoch)\b|(?:w\u00e4hrend|whereas|while|tandis que|alors que|mientras que|mentre) )|,? and (?=(?:(?:it|he|she|they) )?(?:(?:was|were|is|has|had|then|finally) )?[a-z]{3,14}(?: [a-z]{2,10}){0,2} (?:in|on|at|by|until)\b)"
)
_NAMED = re.compile(r"(?<!^)\b[A-Z]\w*")


def asked_clause(
    text: str, known: Collection[str], opposed: Collection[str], *, dated: bool
) -> str:
    """The one clause that has words of the question, of several that each tell something; else all.

    "He was born in 1756 and died in 1791" gives "died in 1791" where it is asked when he died.

    Args:
        text: A sentence.
        known: The question's words and their stems.
        opposed: Words that say the opposite of one of them, as what answers does not.
        dated: Whether it asks for a date, which each of the clauses must give then.
    """
    clauses = _ALSO.split(text) if len(text) <= _LONGEST else []
    if not 1 < len(clauses) <= _MOST_CLAUSES or any(one.count(" ") < _TWO for one in clauses):
        return text
    if dated and len({_DIGIT.search(one) is None for one in clauses}) > 1:
        return text
    said = [_predicate_of(clauses), *clauses[1:]]
    repeated = [_repeated(_NAMED.sub("", one), known) for one in said]
    most = max(repeated)
    if any(stem(word) in opposed for word in words(clauses[repeated.index(most)])):
        return text
    return clauses[repeated.index(most)] if repeated.count(most) == 1 and most else text


def _predicate_of(clauses: list[str]) -> str:
    """The first clause without its subject, where that is the subject of the others as well."""
    first, *others = clauses
    verb = _VERB.search(first)
    if verb is None or any(found.start() for one in others if (found := _VERB.search(one))):
        return first
    return first[verb.start() :]


_DIGIT = re.compile(r"\d")
_MOST_CLAUSES = 3
_TWO = 2
"""Blanks in a clause at least, which has a subject and what it says of it."""
