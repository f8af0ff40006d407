"""Days of the week, alone, in lists and in ranges: Mon-Fri, Mondays and Wednesdays."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

_NAMES = (
    "monday mondays mon montag montags lundi lunes lunedi",
    "tuesday tuesdays tue tues dienstag dienstags mardi martes martedi",
    "wednesday wednesdays wed mittwoch mittwochs mercredi miercoles mercoledi",
    "thursday thursdays thu thur thurs donnerstag donnerstags jeudi jueves giovedi",
    "friday fridays fri freitag freitags vendredi viernes venerdi",
    "saturday saturdays sat samstag samstags samedi sabado sabato",
    "sunday sundays sun sonntag sonntags dimanche domingo domenica",
)
DAYS = {name: place for place, line in enumerate(_NAMES) for name in line.split()}
"""The place of each day in the week, from 0 for Monday, by its names."""

_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_TO = r" ?(?:-|to|through|bis|au|a)(?: the)? ?"
_STRETCH = re.compile(rf"(?P<first>{_DAY})\.?(?:{_TO}(?P<last>{_DAY})\.?)?")
_WHOLE = re.compile(
    rf"(?:(?:on|from|every|each|am|von|du|le|les|de|el|los) )?(?:(?:{_DAY})\.?(?:{_TO}(?:{_DAY})\.?)?(?:,? ?(?:and|und|et|y|e|&)? ?|$)){{1,7}}"
)


def weekdays_in(folded: str) -> frozenset[int] | None:
    """The days that a folded text names, where it names nothing else."""
    bare = folded.strip(" .")
    if _WHOLE.fullmatch(bare) is None:
        return None
    found: set[int] = set()
    for stretch in _STRETCH.finditer(bare):
        first = DAYS[stretch["first"]]
        last = first if stretch["last"] is None else DAYS[stretch["last"]]
        found.update(day % 7 for day in range(first, last + 1 + 7 * (last < first)))
    return frozenset(found)
