"""The outcome for which a question asks: who won, what changed and which way, how often."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from trustcore_strategies.answers import word_forms
from trustcore_strategies.answers.asked.choice import AskedChoice
from trustcore_strategies.answers.changes import change
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.words import words

_FREQUENCY = Cued(
    r"\bhow (?:often|frequently|regularly)\b|\bfrequency\b|\bwie (?:oft|haufig)\b|a quelle frequence|con que frecuencia|как часто",
    cues=("often", "frequen", "regularly", "wie oft", "haufig", "frecuencia"),
)

_WINNING = frozenset(("won", "win", "wins", "beat", "defeated", "winner"))

_WINNER = re.compile(
    r"\b(?:who|which (?:\w+ ){0,3}?\w+|what (?:\w+ ){0,2}?(?:team|side|country|club|nation|party))(?: is| has)? (?:won|wins|beat|defeated)\b|\bwinner\b"
)

_CHANGING = frozenset(
    "up down higher lower rise fall increase decrease grow drop change changed changes happen"
    " happened happens effect affect affected affects trend impact move moved develop"
    " developed".split()
)

_BALANCES = frozenset(
    "profit profits balance income earnings gain return result margin elevation altitude"
    " growth change".split()
)
"""What may be above or below zero."""

_LOWERING = frozenset(
    "fall fell drop dropped decline declined decrease decreased shrink lose lost loss deficit"
    " debt".split()
)
"""Words of a question of how much that say that it was less then: no sign need say it again."""

_LEFT = frozenset(("left", "remain", "remains", "remaining", "now", "after"))
"""Words of a question of what there is after a loss, and not of how much it was."""

_LOSSES = frozenset(
    "loss losses lose lost losing deficit below decline decrease drop fall reduction"
    " contraction".split()
)


class AskedOutcome(AskedChoice):
    """A question, as far as it says of what it asks the outcome."""

    @lazily
    def balance(self) -> bool:
        """Whether it asks for what may be below zero, and does not say that it is."""
        if _BALANCES.isdisjoint(self.words):
            return False
        return _LOSSES.isdisjoint(self.words) or "or" in self.words

    @lazily
    def lowered(self) -> bool:
        """Whether it asks by how much something became less."""
        if "much" not in self.words or _LOWERING.isdisjoint(self.words):
            return False
        return self.words.isdisjoint(_LEFT)

    @lazily
    def direction(self) -> int:
        """The way of which it asks whether something went it: 1 up, -1 down, 0 for neither."""
        if not self.verdict or _CHANGING.isdisjoint(self.words):
            return 0
        found = change(self._asked, words(self._asked), ())
        return 0 if found is None else found.direction

    @lazily
    def outcomes(self) -> tuple[str, ...]:
        """Which of these it asks for: an alternative, a winner, a change, a frequency, a form."""
        said, found = self.words, ["alternative"] if self.alternatives else []
        if not _WINNING.isdisjoint(said) and _WINNER.search(self._asked) is not None:
            found.append("winner")
        if not _CHANGING.isdisjoint(said):
            found.append("change")
        if _FREQUENCY.search(self._folded) is not None:
            found.append("frequency")
        if self.blank or word_forms.ASKED.search(self._asked) is not None:
            found.append("form")
        return tuple(found)
