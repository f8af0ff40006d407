"""Who is what to whom: "Max is Karl's father" is "Max is the father of Karl", not the converse."""

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.folding import fold

_LONGEST = 120
"""Characters; a longer text tells more than one relation."""

_NAME = r"[^\W\d_][\w.-]{0,30}(?: [^\W\d_][\w.-]{0,30}){0,2}?"
_OWNED = re.compile(
    rf"(?P<who>{_NAME}) (?:is|was) (?P<whose>{_NAME})['\u2019]s? (?P<what>[a-z][a-z-]{{2,20}})[.!]?"
)
_OF = re.compile(
    rf"(?P<who>{_NAME}) (?:is|was) (?:the |an? )?(?P<what>[a-z][a-z-]{{2,20}})"
    rf" (?:of|to) (?P<whose>{_NAME})[.!]?"
)
_FRONT = re.compile(
    rf"(?P<whose>{_NAME})['\u2019]s? (?P<what>[a-z][a-z-]{{2,20}}) (?:is|was) (?P<who>{_NAME})[.!]?"
)
_MUTUAL = frozenset(
    (
        *("brother", "sister", "cousin", "friend", "sibling", "twin", "spouse", "partner"),
        *("neighbour", "neighbor", "colleague", "rival", "enemy", "roommate", "classmate"),
        *("ally", "relative", "half-brother", "half-sister", "namesake", "similar", "next"),
        *("equal", "opposite", "close"),
    )
)
"""What two are to one another."""


@frozen
class Relation:
    """What one is to another.

    Attributes:
        who: The one, folded.
        what: What that one is.
        whose: To whom.
    """

    who: str
    what: str
    whose: str


def relation(text: str) -> Relation | None:
    """Read a short sentence that says what one is to another."""
    if len(text) > _LONGEST:
        return None
    found = _OWNED.fullmatch(text) or _FRONT.fullmatch(text) or _OF.fullmatch(text)
    if found is None:
        return None
    return Relation(fold(found["who"]), found["what"], fold(found["whose"]))


def same_relation(one: Relation, other: Relation) -> float | None:
    """1 for the same of the same two, 0 for the two exchanged; None for other relations."""
    if one.what != other.what:
        return None
    if (one.who, one.whose) == (other.who, other.whose):
        return 1.0
    exchanged = (one.who, one.whose) == (other.whose, other.who)
    return float(one.what in _MUTUAL) if exchanged else None
