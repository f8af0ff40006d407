"""What a final answer decides: yes or no, an option, one of two things, a way, how often."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from trustcore_strategies.answers.alternatives import stems
from trustcore_strategies.answers.changes import Change, change
from trustcore_strategies.answers.choice import letter, picks
from trustcore_strategies.answers.chosen import chosen
from trustcore_strategies.answers.claims import Verdict
from trustcore_strategies.answers.conditions import conditional
from trustcore_strategies.answers.details import Details
from trustcore_strategies.answers.forms import EXPRESSION
from trustcore_strategies.answers.frequencies import frequency
from trustcore_strategies.answers.gates import may_be_verdict
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.judged_options import picks_false
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.mentions import Picked
from trustcore_strategies.answers.refusal import is_silent, refuses
from trustcore_strategies.answers.verdict import DECISIVE, verdict
from trustcore_strategies.answers.words import stem, words

_OTHER_WAY: dict[str | None, Verdict] = {"yes": "no", "no": "yes"}

_EITHER = 2
"""Labels of which one says the opposite of the other: acceptable, unacceptable."""

_OPENING = 2
"""Words of a text among which its verdict stands, if it begins with one: that's false."""

_CLAUSE_END = re.compile(r"[;,.:](?=\s)")

_POSSIBLE = frozenset(("possible", "impossible", "can", "could"))
"""Words of a question that asks whether something can be."""


def _subjects(stems: frozenset[str]) -> set[str]:
    """The words of the side of a comparison that is not what the two are compared in."""
    return {word for word in stems if word not in IDLE and word != "more" and word[-2:] != "er"}


@frozen(eq=False, slots=False)
class Decided(Details):
    """What a final answer decides, each made when asked for."""

    @lazily
    def refusal(self) -> bool:
        """Whether it says that there is no answer."""
        if self.final == "Na":  # sodium, not "not available"
            return False
        if not refuses(self.folded):
            silent = " " in self.folded and is_silent(self.folded)
            return silent and not self.asked.verdict
        if self.asked.alternatives and self.chosen:  # not enough information, where that is offered
            return False
        if self.asked.options and self.asked.open_option:
            return False
        asks = self.asked.verdict and not _POSSIBLE.isdisjoint(self.asked.words)
        return not (asks and "impossible" in self.folded)  # which is what is asked about

    @lazily
    def verdict(self) -> Verdict | None:
        """Yes, no or neither."""
        if self.asked.verdict and self._is_other_label:
            return None
        if self.asked.verdict:
            found = verdict(self.folded, self.asked.content, self.asked.words)
            if found in _OTHER_WAY and self._exchanges:
                return _OTHER_WAY[found]
            return self._went_as_asked if found is None and self.asked.direction else found
        return (
            verdict(self.folded, None, self.asked.words)
            if may_be_verdict(self.folded, self.words)
            else None
        )

    @property
    def _is_other_label(self) -> bool:
        """Whether it is no more than one of several labels, and that is no verdict."""
        offered = self.asked.alternatives
        if len(offered) <= _EITHER or stems(self.words) not in offered:
            return False
        return DECISIVE.isdisjoint(self.words)

    @property
    def _exchanges(self) -> bool:
        """Whether it repeats a comparison of the question with its two sides exchanged."""
        sides = self.asked.compared
        if not sides or not DECISIVE.isdisjoint(self.words[:_OPENING]):
            return False
        if "than" not in self.words:
            said = set(map(stem, words(_CLAUSE_END.split(self.final, maxsplit=1)[0])))
            return not sides[1].isdisjoint(said) and not _subjects(sides[0]) & said
        at = self.words.index("than")
        before, after = (set(map(stem, part)) for part in (self.words[:at], self.words[at:]))
        return not sides[0].isdisjoint(after - before) and not sides[1].isdisjoint(before - after)

    @property
    def _went_as_asked(self) -> Verdict | None:
        """Yes where it says that something went the way that is asked about: did it rise?"""
        if self.change is None or self._of_other_numbers:
            return None
        return "yes" if self.change.direction == self.asked.direction else "no"

    @property
    def _of_other_numbers(self) -> bool:
        """Whether the question has numbers, such as a year, and it has others instead."""
        mine, asked = (
            {word for word in said if word[0].isdecimal()}
            for said in (self.words, self.asked.words)
        )
        return bool(mine and asked) and mine.isdisjoint(asked)

    @lazily
    def conditional(self) -> bool:
        """Whether its yes or no holds on a condition only."""
        if self.verdict not in {"yes", "no"}:
            return False
        return conditional(self.final[:EXPRESSION], self.words, yes=self.verdict == "yes")

    @lazily
    def picks(self) -> Picked | None:
        """The options that it picks, where the question offers some."""
        options = self.asked.options
        if not options:
            return None
        if self.asked.open_option and refuses(self.folded):
            return frozenset({self.asked.open_option})
        false = picks_false(self.final, options) if self.asked.negated else None
        found = false or picks(self.final, self.words, options)
        if self.asked.negated and found is not None and len(found) == 1:
            return self._denied_as_asked(found)
        return found

    def _denied_as_asked(self, found: Picked) -> Picked:
        """The option of which a text denies what the question says: green is no primary color."""
        label = next(iter(found))
        said = (word for word in self.words if len(word) > 1 and word not in IDLE)
        known = filter(self.asked.known.__contains__, said)
        told = set(known).difference(self.asked.options.get(label[1:], ()), ("not",))
        return frozenset((label[1:],)) if label[0] == "-" and told else found

    @lazily
    def letter(self) -> tuple[str, bool] | None:
        """The letter that it is or begins with, where the question offers no options."""
        return letter(self.final) if len(self.final) < EXPRESSION else None

    @lazily
    def chosen(self) -> frozenset[int] | None:
        """Which of the things it chooses between which the question asks to choose."""
        asked = self.asked
        return chosen(
            self.final,
            asked.alternatives,
            asked.words,
            short=self.short,
            negated=asked.negated,
        )

    @lazily
    def frequency(self) -> Fraction | None:
        """How often a year it says that something is."""
        return frequency(self.final) if self.short else None

    @lazily
    def change(self) -> Change | None:
        """Which way it says that something went, where that is asked."""
        return change(self.folded, self.words, self.asked.words) if self.short else None
