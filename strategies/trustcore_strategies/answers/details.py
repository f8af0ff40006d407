"""Details that a final answer tells: of whom it speaks, what it excepts, which house it is."""

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.exceptions import CUES, Excepted, exception
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.pronouns import PERSONS, person
from trustcore_strategies.answers.relations import Relation, relation
from trustcore_strategies.answers.said import Said
from trustcore_strategies.answers.street_names import Street, street
from trustcore_strategies.answers.weekdays import weekdays_in

_LETTER = re.compile("[A-Za-z]")
_COPULAS = frozenset(("is", "was"))
_OF_DETAILS = CUES | PERSONS.keys() | _COPULAS
_SIGNS_OF_CODE = frozenset("[&|<>=*")


@frozen(eq=False, slots=False)
class Details(Said):
    """What a final answer says in detail, each made when asked for."""

    @lazily
    def spoken_of(self) -> str | None:
        """The person that it names by a pronoun alone."""
        return person(self.words, self.asked.known)

    @lazily
    def excepted(self) -> Excepted | None:
        """All but whom it names."""
        return exception(self.final, self.words)

    @lazily
    def detailed(self) -> bool:
        """Whether it has a word of a detail: a pronoun, a copula, one that excepts something."""
        return not _OF_DETAILS.isdisjoint(self.words)

    @lazily
    def excepts(self) -> bool:
        """Whether it has a word that excepts something."""
        return not CUES.isdisjoint(self.words)

    @lazily
    def coded(self) -> bool:
        """Whether it has a sign that can tell code from other code of the same words."""
        if not _SIGNS_OF_CODE.isdisjoint(self.signs):
            return True
        return " -" in self.final or self.final[:1] == "-"

    @lazily
    def lettered(self) -> bool:
        """Whether it has a letter of ASCII, as a name in front of a number has."""
        return _LETTER.search(self.final) is not None

    @lazily
    def street(self) -> Street | None:
        """The street, with the number of a house, that it is."""
        return street(self.final) or (street(self.core) if self.core != self.final else None)

    @lazily
    def weekdays(self) -> frozenset[int] | None:
        """The days of the week that it is."""
        return weekdays_in(self.folded)

    @lazily
    def relation(self) -> Relation | None:
        """What one is to another by it."""
        return None if _COPULAS.isdisjoint(self.words) else relation(self.final)
