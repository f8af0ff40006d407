"""The dates and the times that a final answer is, or gives among others."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re

from attrs import frozen

from trustcore_strategies.answers.asian_clocks import asian_clock_in
from trustcore_strategies.answers.clocks import may_be_hours
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.decided import Decided
from trustcore_strategies.answers.elapsed import elapsed_time, may_be_elapsed
from trustcore_strategies.answers.forms import EXPRESSION
from trustcore_strategies.answers.gates import may_be_date
from trustcore_strategies.answers.inside import last_date, read_date
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.periods import JOINING, Period, period
from trustcore_strategies.answers.told_dates import first_date, told_date

ONE_CLAUSE = 6
"""Words of a text that gives one value and tells nothing beside it."""

_CAPITALS = re.compile(r"[A-Z](?<!\w[A-Z])[A-Z]{2,3}\b")
_ZONES = frozenset(
    "UTC GMT EST EDT CST CDT MST MDT PST PDT CET CEST EET EEST WET WEST BST JST IST MSK AEST AEDT HST".split()
)
"""Time zones by their letters."""

_TELLING = frozenset(":;.-(")
"""What stands between a value and what a text tells of it."""


@frozen(eq=False, slots=False)
class Dated(Decided):
    """The dates and times of a final answer, each made when asked for."""

    @lazily
    def dated(self) -> bool:
        """Whether it may be a date or a time."""
        return self.short and may_be_date(self.folded, self.words, digits=self.digits)

    @lazily
    def dates(self) -> tuple[Date, ...]:
        """The dates that it can be."""
        if not self.dated:
            return ()
        if self.asked.counted and len(self.words) == 1 and is_number_word(self.folded):
            return ()  # sept is seven in French
        if self.asked.ratio or (self._is_elapsed and elapsed_time(self.core) is not None):
            return ()
        if self.final.isdecimal() and not self.asked.date:
            return ()  # eight digits may be a day
        for form in (*self.forms, *self.clause, *self._bare_clause):
            found = dates(form)
            if found:
                stretch = self.asked.number and may_be_hours(form)
                return () if stretch or (form is not self.final and self.period) else found
        return ()

    @property
    def _bare_clause(self) -> tuple[str, ...]:
        """Its first clause, where that is no more than a value and a date is asked for."""
        first = self.first_clause if self.asked.date else None
        if first is None or not first.bare:
            return ()
        behind = self.final[len(first.text) :].lstrip()[:1]  # behind a comma another can follow
        return (first.text.strip(),) if behind in _TELLING else ()

    @lazily
    def zones(self) -> frozenset[str]:
        """The time zones that it names by their letters."""
        return _ZONES.intersection(_CAPITALS.findall(self.final))

    @property
    def _is_elapsed(self) -> bool:
        """Whether it may be a time that something took, as clocks show it."""
        return self.asked.duration and may_be_elapsed(self.final)

    @lazily
    def period(self) -> Period | None:
        """The stretch between two dates that it is."""
        if not self.dated or ("-" not in self.final and JOINING.isdisjoint(self.words)):
            return None
        return period(self.final) or period(self.core)

    @lazily
    def told_on(self) -> str | None:
        """The date that it gives as it writes it, where it is a sentence."""
        if not self.asked.date or len(self.words) <= ONE_CLAUSE or self.part:
            return None
        found = None if self.asked.weekday else first_date(self.first_clause, self.asked)
        if found is not None:
            return found
        return told_date(self.final, self.clauses, self.asked)

    @lazily
    def last_date(self) -> tuple[Date, ...]:
        """The date that a text names last."""
        if self.told_on is not None:
            return read_date(self.told_on)
        return last_date(self.final, self.asked.text) or asian_clock_in(self.final[:EXPRESSION])
