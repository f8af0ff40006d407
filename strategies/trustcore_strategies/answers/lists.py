"""The several things that a final answer names."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from trustcore_strategies.answers.clauses import CONCEDES
from trustcore_strategies.answers.counted import counted_quantity, counts_one
from trustcore_strategies.answers.gates import may_be_list
from trustcore_strategies.answers.heads import repeated
from trustcore_strategies.answers.intervals import ALL_REALS
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.ranges import odds_against, ratio
from trustcore_strategies.answers.sequence import things
from trustcore_strategies.answers.things import Things
from trustcore_strategies.answers.values import WHOLE_LIST, Values

_PARTED = re.compile(
    r"[,;\n\[({/:\u00b1&~<>-]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или|en|to|through|until|bis|a|до)\s|[和与と와과及至到から]"
)
_IS_REAL = re.compile(
    r"(?:x (?:is |can be |in |∈ ?)?)?(?:all|any|every|the set of(?: all)?)?(?: of)?(?: the)? ?"
    r"(?:reals?(?: numbers?)?|r|values? of x|real values? of x)[. ]*"
)
REAL_WORDS = frozenset(("r", "real", "reals", "value", "values"))
"""Words of one of which a text has one that is all real numbers."""

_ONE = 12
"""Words of a text that tells more than the one thing it names."""

_MOST_REAL = 13
"""Words; no such text has more."""

_UNSPACED = re.compile(r"(?:[a-z] ?= ?)?(?P<list>-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?){1,40})")
_OF_BOTH = re.compile(
    r"(?:[Tt]he )?(?P<one>[^\W\d_]{2,20}) (?P<joined>and|&|or|und|et|y|e) (?P<other>[^\W\d_]{2,20}) (?P<named>[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)"
)
_MIXED = re.compile(r"(?<=\d) and (?=\d+/\d)")
_TAIL = re.compile(
    r"(?<=[^\W_][^\W_])[.;] (?=[A-Z])| [-\u2013\u2014] (?=not |all |which |the )|, (?:all|each|both|none|some) of (?:which|whom|them)\b|, (?:which|who|though|although|while|whereas) "
)
"""What begins to tell of the things of a list behind its last one."""

_STEPS = re.compile(r"first\b|[^,]{1,40} first,", re.IGNORECASE)
_CONDITION = re.compile(r"(?:not )?[a-z_]\w{0,20}(?: (?:and|or)(?: not)? [a-z_]\w{0,20}){1,4}")
"""What is an expression where code is asked for: a and b."""


@frozen(eq=False, slots=False)
class Lists(Values):
    """The several things that a final answer names, each way to read them made when asked for."""

    @lazily
    def things(self) -> Things | None:
        """The several things that it names."""
        if self.worked or (self.asked.code and _CONDITION.fullmatch(self.final) is not None):
            return None
        if (proportion := self._proportion) is not None:
            return proportion
        if len(self.words) <= _MOST_REAL and _IS_REAL.fullmatch(self.folded) is not None:
            return ALL_REALS
        return None if self._names_one else self._listed

    @property
    def _listed(self) -> Things | None:
        """The several things of a list, where it is one."""
        found, free = self.quantity, self.asked.interval
        if found is not None and found.bound != "pm" and not (free and found.bound):
            return None
        if not (free or self.parted) or self._counted_in_front:
            return None
        listed = (things(form, self.asked) for form in self._lists())
        return next((one for one in listed if one is not None), None)

    @property
    def _names_one(self) -> bool:
        """Whether it is a sentence that answers a question of one thing."""
        asked = self.asked
        several = asked.several or asked.plural or asked.which_ones or asked.ranked
        if not asked.several and (self.told is not None or self.told_on is not None):
            return True
        if not several and CONCEDES.match(self.final) is not None:
            return True
        return asked.names and not several and len(self.words) > _ONE and "\n" not in self.final

    def _lists(self) -> Iterable[str]:
        """What of it can be a list, each once."""
        clause = repeated(self.final, self.asked.known) if "," in self.final else None
        if clause is not None:
            return (self.final[clause.end() :],)
        cut = self.digits and self.core != self.final and self._numbers
        whole = cut or self._cut_list or (self.asked.interval and self.core[:1] not in "([{")
        tail = _TAIL.search(self.final) if self.asked.several or self.asked.plural else None
        listed = () if tail is None else (self.final[: tail.start()],)
        return dict.fromkeys(
            (*listed, *((cut or self.final,) if whole else ()), self.core, *self.forms)
        )

    @property
    def _proportion(self) -> Things | None:
        """The ratio that it is, where the question asks for one."""
        if self.asked.ratio:
            return ratio(self.final) or ratio(self.core)
        return odds_against(self.final) if "odds" in self.asked.words else None

    @lazily
    def also_listed(self) -> Things | None:
        """The numbers that it can list where it can be one number as well: 2,3; 1 and 1/3."""
        if not self.digits:
            return None
        found = _UNSPACED.fullmatch(self.final)
        listed = _MIXED.sub(", ", self.final) if found is None else found["list"].replace(",", ", ")
        return None if listed == self.final else things(listed, self.asked)

    @lazily
    def of_both(self) -> Things | None:
        """Two things of which only the last has the name of both: Marie and Pierre Curie."""
        found = _OF_BOTH.fullmatch(self.final.strip(" ."))
        if found is None:
            return None
        named, joined = found["named"], found["joined"]
        return things(f"{found['one']} {named} {joined} {found['other']} {named}", self.asked)

    @lazily
    def parted(self) -> bool:
        """Whether it may be a list: it has what parts things, and that often enough."""
        if self.short:
            return may_be_list(self.final, self.words, numeric=self.numeric)
        marks = self.final.count(",") + self.final.count(";") + self.final.count("\n")
        return marks * 6 >= len(self.words)

    @property
    def _counted_in_front(self) -> bool:
        """Whether it counts what is asked for, beside others or in front of a list of them: four strings: G, D, A and E."""
        asked = self.asked
        if not asked.counted:
            return False
        if counts_one(self.final, asked.content):
            return True
        front, colon, _ = self.final.partition(":")
        return bool(colon) and counted_quantity(front, asked.content, asked.words) is not None

    @property
    def _cut_list(self) -> bool:
        """Whether the core lacks things of a list, because the question names them as well."""
        if not self.core:
            return False
        if WHOLE_LIST.match(self.final) or (self.asked.ranked and _STEPS.match(self.final)):
            return True
        front, _, behind = self.final.partition(self.core)
        if ("\n" in self.final and (front or behind)) or behind[:1] == ")":
            return True
        if len(front) > 1 and front.lower() in self.core.lower():  # vitamin C, vitamin E
            return True
        if (
            self.digits
            and _PARTED.match(behind) is not None
            and _PARTED.search(self.core) is not None
        ):
            return True
        return self.asked.ranked and (
            _PARTED.search(front) is not None or _PARTED.search(behind) is not None
        )
