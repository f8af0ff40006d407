"""What an answer does with the values that it names: it denies one, or leaves open which it is."""

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.brackets import (
    adds_to,
    bracketed,
    other_date,
    other_number,
)
from trustcore_strategies.answers.denials import DENYING, denied
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.lists import Lists
from trustcore_strategies.answers.restated import restated, same_thing
from trustcore_strategies.answers.rivals import (
    OFFERING,
    PARTING,
    may_offer,
    named_twice,
    offered,
    rivals,
)
from trustcore_strategies.answers.words import words

LONGEST_STANCE = 16
"""Words; what is longer tells something rather than denying one value or offering two."""

_TWO_NUMBERS = re.compile(r"\d[^\d\n]{1,40}\d")
_BRACKETS = re.compile(r"\w\s*[(\[]")
_STANCES = DENYING | OFFERING


@frozen(eq=False, slots=False)
class Stance:
    """What a short answer says of the values in it.

    Attributes:
        of: The answer, which is no part of another.
    """

    of: Lists

    @lazily
    def plain(self) -> bool:
        """Whether it names its answer once and neither denies one nor leaves one open."""
        if self.bracketed:
            return False
        said = self.of
        if said.digits and _TWO_NUMBERS.search(said.final) and self.restated:
            return False
        if _STANCES.isdisjoint(said.words) and PARTING.search(said.final) is None:
            return True
        return self.denied is None and not self.rivals and not self.restated

    @lazily
    def restated(self) -> tuple[str, ...]:
        """The ways in which it says one thing, where it says it in two units or by two names."""
        said, asked = self.of, self.of.asked
        if len(said.words) > LONGEST_STANCE or asked.options or asked.verdict:
            return ()
        twice = restated(said.final) if said.digits else None
        if twice is not None:
            return twice
        named = self._offered
        return named if len(named) > 1 and same_thing(named, person=asked.person) else ()

    @lazily
    def denied(self) -> str | None:
        """What it says is not the answer, where it says that and nothing else."""
        said = self.of
        if not said.short or said.asked.options:
            return None
        if DENYING.isdisjoint(said.words) and not said.final.startswith("!="):
            return None
        found = denied(said.final, dated=said.asked.date)
        if found is not None and said.asked.verdict and said.verdict == "no":
            behind = said.final.removeprefix(found).lstrip()
            return None if behind[:1] in {"(", "["} else found  # no, said once more in brackets
        return found

    @lazily
    def rivals(self) -> tuple[str, ...]:
        """The values between which it does not decide, where the question asks for one."""
        said, asked = self.of, self.of.asked
        if not said.short or asked.options or asked.several or asked.which_ones or asked.ranked:
            return ()
        if self.bracketed:
            return () if self.adds else self.bracketed
        return () if self.restated else self._offered

    @lazily
    def _offered(self) -> tuple[str, ...]:
        said, asked = self.of, self.of.asked
        if OFFERING.isdisjoint(said.words) and PARTING.search(said.final) is None:
            return ()
        found = rivals(
            said.final, asked.known, person=asked.person, place=asked.place, plural=asked.plural
        )
        if not found and may_offer(said.final) and said.core != said.final:
            found = offered(said.core)
        return () if found and said.known_as else found  # one name, such as Trinidad and Tobago

    @lazily
    def bracketed(self) -> tuple[str, ...]:
        """Its value and another of the same kind in brackets behind it."""
        said, asked = self.of, self.of.asked
        if len(said.words) > LONGEST_STANCE or asked.options or asked.verdict:
            return ()
        if "(" not in said.final and "[" not in said.final:
            return ()
        for text in (said.final, said.core) if _BRACKETS.search(said.final) else ():
            found = bracketed(text)
            if found and other_number(*found, dated=asked.date, counted=asked.counted):
                return found
            if found and asked.date and other_date(*found):
                return found
            twice = named_twice(text, asked.known, place=asked.place)
            if twice is not None:
                return twice
        return ()

    @lazily
    def adds(self) -> bool:
        """Whether the name in brackets tells more of the one in front."""
        if not self.bracketed or self.of.digits:
            return False
        asked = self.of.asked
        return adds_to(words(self.bracketed[1]), asked.words, person=asked.person)
