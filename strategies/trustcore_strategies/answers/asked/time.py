"""The time for which a question asks: a date, a year, a duration."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

from trustcore_strategies.answers.asked.number import COUNT
from trustcore_strategies.answers.asked.text import QuestionText
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.lazily import lazily

_AUXILIARY = (
    "did|do|does|was|were|is|are|will|would|shall|should|can|could|may|might|must|has|have|had|am"
)

_DATE = Cued(
    # "When water freezes, what happens?" asks for no date: a conjunction stands before its subject.
    rf"\bwhen(?=,|['\u2019 ]?s\b|\W*$| (?:exactly |precisely |approximately |else |in \w+ )?(?:{_AUXILIARY})\b|[?;/]| (?:and|or) )|\b(?:about|and|ask|date|determine|by|discover|exactly|find out|from|guess|identify|know|me|or|remember|say|since|state|tell|till|until|wonder|year)(?: exactly)? when\b"
    r"|what (?:year|date|day|month|time|century|decade)|which (?:year|date|day|month|century|decade)|in what year|\bdate\b|\bquelle heure\b|\bwie ?viel uhr\b|\bwie spat\b|\b(?:que|che|qual) (?:hora|ora|ore)s?\b|几点|何時|몇 ?시|quand|wann|cuando|quando|когда|何年|いつ|何时|什么时候|哪年|언제|متى|कब",
    cues=(
        *("when", "year", "date", "day", "month", "time", "century", "decade", "quand"),
        *(
            "wann",
            "cuando",
            "heure",
            "uhr",
            "wie spat",
            "hora",
            "que or",
            "qual or",
            "che or",
        ),
    ),
)

_YEAR = Cued(
    r"\b(?:what|which) year\b|\ben que ano\b|\bem que ano\b|\bin che anno\b|\b(?:quelle|en quelle) annee\b|\b(?:welche[smn]?|in welchem) jahr\b|\bwelk jaar\b|(?:какой|каком) год|哪一?年|何年|몇 ?년",
    cues=("year", "ano", "anno", "annee", "jahr", "jaar"),
)

_DURATION = re.compile(
    r"how (?:long|much time)|\bduration|(?:running|run|elapsed|finish(?:ing)?|winning) time|wie lange|combien de temps|quelle duree|cuanto (?:tiempo|dura|tarda)|quanto (?:tempo|dura)|сколько времени|как долго|多长时间|多久|どのくらい|何時間|얼마나"
)


_WEEKDAY = re.compile(r"\b(?:day of the week|weekday|wochentag|jour de la semaine)\b")


class AskedTime(QuestionText):
    """A question, as far as it says for what time it asks."""

    @lazily
    def date(self) -> bool:
        """Whether it asks for a point in time."""
        dated = _DATE.search(self._asked) or _YEAR.search(self._asked)
        return dated is not None and not COUNT.search(self._asked)

    @lazily
    def year(self) -> bool:
        """Whether it asks for a year, of which a day of it tells as much."""
        return self.date and _YEAR.search(self._folded) is not None

    @lazily
    def weekday(self) -> bool:
        """Whether it asks for a day of the week."""
        return _WEEKDAY.search(self._asked) is not None

    @lazily
    def duration(self) -> bool:
        """Whether it asks how long something takes."""
        return _DURATION.search(self._folded) is not None
