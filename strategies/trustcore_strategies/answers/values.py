"""What a final answer is: the values of the types that it can have."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from trustcore_strategies.answers.alternatives import chosen
from trustcore_strategies.answers.asked_quantity import (
    MARKS_BEHIND,
    MARKS_IN_FRONT,
    asked_quantity,
)
from trustcore_strategies.answers.changes import Change, change
from trustcore_strategies.answers.choice import letter, picks, picks_false
from trustcore_strategies.answers.claims import Verdict
from trustcore_strategies.answers.clocks import may_be_hours
from trustcore_strategies.answers.code import code_tokens, is_code
from trustcore_strategies.answers.conditions import conditional
from trustcore_strategies.answers.core import IDLE, without_denied
from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.forms import EXPRESSION, result
from trustcore_strategies.answers.formula import Formula, formula, measured
from trustcore_strategies.answers.frequencies import frequency
from trustcore_strategies.answers.gates import (
    may_be_date,
    may_be_formula,
    may_be_list,
    may_be_number,
    may_be_verdict,
)
from trustcore_strategies.answers.heads import repeated
from trustcore_strategies.answers.identifiers import Identifier, identifier
from trustcore_strategies.answers.inside import (
    counted_quantity,
    counts_one,
    is_worked,
    last_date,
    last_quantity,
    none_of,
)
from trustcore_strategies.answers.intervals import ALL_REALS
from trustcore_strategies.answers.json_value import json_value
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.mentions import Picked
from trustcore_strategies.answers.name import Name, agent, name, predicate, subject
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.periods import JOINING, Period, period
from trustcore_strategies.answers.quantity import (
    Quantity,
    elapsed_time,
    may_be_elapsed,
    odds,
    quantity,
)
from trustcore_strategies.answers.ranges import odds_against, ratio
from trustcore_strategies.answers.refusal import is_silent, refuses
from trustcore_strategies.answers.said import Said
from trustcore_strategies.answers.sequence import things
from trustcore_strategies.answers.things import Things
from trustcore_strategies.answers.units import Unit, units
from trustcore_strategies.answers.verdict import DECISIVE, verdict
from trustcore_strategies.answers.words import stem

_PARTED = re.compile(
    r"[,;\n\[({/:\u00b1&~<>-]|\s(?:and|or|und|oder|et|ou|y|o|e|и|или|en|to|through|until|bis|a|до)\s|[和与と와과及至到から]"
)
_IS_REAL = re.compile(
    r"(?:x (?:is |can be |in |∈ ?)?)?(?:all|any|every|the set of(?: all)?)?(?: of)?(?: the)? ?"
    r"(?:reals?(?: numbers?)?|r|values? of x|real values? of x)[. ]*"
)
REAL_WORDS = frozenset(("r", "real", "reals", "value", "values"))
"""Words of one of which a text has one that is all real numbers."""

_MOST_REAL = 13
"""Words; no such text has more."""

_ANGLE = (("angle", 1),)
"""What radians measure, behind which an expression is a mere number."""

_WHOLE_LIST = re.compile(
    r"-?\d[\d.,]*\n-?\d[\d.,]*\n-?\d|(?:\(?1(?:[.):]|-(?= ))|#1[.:)]?)\s[^\n]{1,400}?[\s,;](?:\(?2[.):-]|#2[.:)]?)\s|[a-z] ?= ?\S[^\n=]{0,40}"
    r"(?:,|;|\n|[|\u2228]| and | or ) ?[a-z] ?="
)
_NUMBERS = re.compile(
    r"(?:only |both |just |they are |(?:the )?numbers? )?(?P<list>N(?:,? (?:and|or|&|und|oder|et|ou|y|o|e|и|или) N|, ?N)+)(?: (?:are|is|were)\b(?! not|n't)[^\n]*)?[.;]?".replace(
        "N", r"-?\d+(?:\.\d+)?(?![\d/.])"
    ),
    re.IGNORECASE,
)
"""A list of numbers; that some are those of the question does not make the others its answer."""

_UNSPACED = re.compile(r"(?:[a-z] ?= ?)?(?P<list>-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?){1,40})")
_OF_BOTH = re.compile(
    r"(?:[Tt]he )?(?P<one>[^\W\d_]{2,20}) (?P<joined>and|&|or|und|et|y|e) (?P<other>[^\W\d_]{2,20}) (?P<named>[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?)"
)
_MIXED = re.compile(r"(?<=\d) and (?=\d+/\d)")
_TWO_LINES = re.compile(r"(?P<one>-?\d[\d.,]*)\n(?!(?P=one)$)-?\d[\d.,]*$")
_STEPS = re.compile(r"first\b|[^,]{1,40} first,", re.IGNORECASE)
_CONDITION = re.compile(r"(?:not )?[a-z_]\w{0,20}(?: (?:and|or)(?: not)? [a-z_]\w{0,20}){1,4}")
"""What is an expression where code is asked for: a and b."""

_TWO = re.compile(r" (?:and|&) ")
"""What stands between two people."""

_PLACED = re.compile(r", (?!jr|sr|[ivx]+\b)", re.IGNORECASE)
"""What stands between a place and that in which it lies; between names only of a person."""

_OTHER_WAY: dict[str | None, Verdict] = {"yes": "no", "no": "yes"}

_POSSIBLE = frozenset(("possible", "impossible", "can", "could"))
"""Words of a question that asks whether something can be."""


_ARTICLE = re.compile(r"(?:une?|um|uma|un[oa]|eine?|an?|one) [^\W\d_]", re.IGNORECASE)
"""A number in front of a sentence that has another in digits: un año tiene 366 días."""

_WHEN = Cued(
    r"(?:,| in)? (?:(?:this|last|next) (?:year|month|week|semester|season|term|time|morning|evening|quarter)|so far|in total|altogether|overall|today|currently|at present|right now|(?:year|month|quarter)[ -](?:over|on)[ -](?:year|month|quarter)|yoy)$",
    endings=tuple(
        "year month week semester season term time morning evening quarter far total altogether overall today currently present now yoy YoY YOY".split()
    ),
)


def _subjects(stems: frozenset[str]) -> set[str]:
    """The words of the side of a comparison that is not what the two are compared in."""
    return {word for word in stems if word not in IDLE and word != "more" and word[-2:] != "er"}


def _counts_otherwise(found: Quantity) -> bool:
    """Whether a number counts no things: one spider has eight legs, 24 hours in a day."""
    nouns, unit = found.units[0].nouns, found.units[0]
    if not unit.dimensions and unit.factor != 1:
        return True
    return len(nouns) > 2 and any(is_number_word(noun) for noun in nouns[1:])


@frozen(eq=False, slots=False)
class Values(Said):
    """The values that a final answer can be, each of another type and each made when asked for."""

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
    def _exchanges(self) -> bool:
        """Whether it repeats a comparison of the question with its two sides exchanged."""
        sides = self.asked.compared
        if not sides or self.words[0] in DECISIVE:
            return False
        if "than" not in self.words:
            said = set(map(stem, self.words))
            return not sides[1].isdisjoint(said) and not _subjects(sides[0]) & said
        at = self.words.index("than")
        before, after = (set(map(stem, part)) for part in (self.words[:at], self.words[at:]))
        return not sides[0].isdisjoint(after - before) and not sides[1].isdisjoint(before - after)

    @property
    def _went_as_asked(self) -> Verdict | None:
        """Yes where it says that something went the way that is asked about: did it rise?"""
        if self.change is None:
            return None
        return "yes" if self.change.direction == self.asked.direction else "no"

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
        return chosen(self.final, asked.alternatives, asked.words) if self.short else None

    @lazily
    def frequency(self) -> Fraction | None:
        """How often a year it says that something is."""
        return frequency(self.final) if self.short else None

    @lazily
    def change(self) -> Change | None:
        """Which way it says that something went, where that is asked."""
        return change(self.folded, self.words, self.asked.words) if self.short else None

    @lazily
    def identifier(self) -> Identifier | None:
        """The address, path, number or code that it is."""
        return identifier(self.final, self.asked.words)

    @lazily
    def json(self) -> object | None:
        """Its value where it is JSON."""
        return json_value(self.final) if self.final[:1] in {"{", "["} else None

    @lazily
    def code(self) -> tuple[str, ...] | None:
        """Its tokens where it is code."""
        return code_tokens(self.final) if is_code(self.final, self.asked) else None

    @lazily
    def numeric(self) -> bool:
        """Whether it may be a quantity."""
        return may_be_number(self.final, self.words, digits=self.digits)

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
        if self.asked.ratio or (self._may_be_elapsed and elapsed_time(self.core) is not None):
            return ()
        if self.final.isdecimal() and not self.asked.date:
            return ()  # eight digits may be a day
        for form in (*self.forms, *self.clause):
            found = dates(form)
            if found:
                stretch = self.asked.number and may_be_hours(form)
                return () if stretch or (form is not self.final and self.period) else found
        return ()

    @property
    def _may_be_elapsed(self) -> bool:
        """Whether it may be a time that something took, as clocks show it."""
        return self.asked.duration and may_be_elapsed(self.final)

    @lazily
    def period(self) -> Period | None:
        """The stretch between two dates that it is."""
        if not self.dated or ("-" not in self.final and JOINING.isdisjoint(self.words)):
            return None
        return period(self.final) or period(self.core)

    @lazily
    def worked(self) -> bool:
        """Whether it works something out, so that its result stands at its end."""
        return not self.marked and self.asked.number and is_worked(self.final, self.asked.words)

    @lazily
    def quantity(self) -> Quantity | None:
        """The quantity that it is, an equation's being its result."""
        if not self.short or not self.numeric:
            return none_of(self.folded, self.asked.known) if self.asked.number else None
        if self.digits and (
            (self._numbers and self.core != self.final)
            or _WHOLE_LIST.match(self.final)
            or (self.asked.several and _TWO_LINES.match(self.final))
        ):
            return None
        if self._may_be_elapsed:
            elapsed = elapsed_time(self.core) or elapsed_time(self.final)
            if elapsed is not None:
                return elapsed
        marked = self.final[-1:] in MARKS_BEHIND or self.final[:1] in MARKS_IN_FRONT
        special = marked or self.asked.balance
        told = asked_quantity(self.final, self.core, self.asked) if special else None
        if told is not None:
            return told
        for form in self._values():
            if self.asked.variables and form[-1:].lower() in self.asked.variables:
                continue
            if self.digits and _ARTICLE.match(form) is not None:
                continue
            when = _WHEN.search(form) if form[-1:].isalpha() else None
            bare = form if when is None else form[: when.start()]
            found = (odds(bare) if self.asked.share else None) or quantity(bare) or result(bare)
            if found is not None and not _counts_otherwise(found):
                return None if found.units[0].nouns and formula(form) is not None else found
        return None

    def _values(self) -> Iterator[str]:
        """The texts that can be its value, first all of it, beside which most need no others."""
        whole = without_denied(self.final) if len(self.final) <= EXPRESSION else ""
        if whole:
            yield whole
        forms = self.forms[:1] if self.worked else (*self.forms, *self.clause)
        yield from (form for form in forms if form != whole)

    @lazily
    def things(self) -> Things | None:
        """The several things that it names."""
        if self.worked or (self.asked.code and _CONDITION.fullmatch(self.final) is not None):
            return None
        if (proportion := self._proportion) is not None:
            return proportion
        if len(self.words) <= _MOST_REAL and _IS_REAL.fullmatch(self.folded) is not None:
            return ALL_REALS
        found, free = self.quantity, self.asked.interval
        if found is not None and found.bound != "pm" and not (free and found.bound):
            return None
        if not (free or self.parted) or self._counted_in_front:
            return None
        listed = (things(form, self.asked) for form in self._lists())
        return next((one for one in listed if one is not None), None)

    def _lists(self) -> Iterable[str]:
        """What of it can be a list, each once."""
        clause = repeated(self.final, self.asked.known) if "," in self.final else None
        if clause is not None:
            return (self.final[clause.end() :],)
        cut = self.digits and self.core != self.final and self._numbers
        whole = cut or self.asked.interval or self._cut_list
        return dict.fromkeys((*((cut or self.final,) if whole else ()), self.core, *self.forms))

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
    def _numbers(self) -> str:
        """The list of numbers that it is, of which the core may lack some."""
        found = _NUMBERS.fullmatch(self.final)
        return "" if found is None else found["list"]

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
        if _WHOLE_LIST.match(self.final) or (self.asked.ranked and _STEPS.match(self.final)):
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

    @lazily
    def formula(self) -> Formula | None:
        """The expression that it is."""
        if not may_be_formula(self.final, self.words, digits=self.digits):
            return None
        forms = self.forms[:1] if self.worked else self.forms
        return next((found for form in forms if (found := formula(form)) is not None), None)

    @lazily
    def measured(self) -> tuple[Formula, Unit] | None:
        """The expression and the unit that it is: 25π cm^2."""
        found = measured(self.final) or (measured(self.core) if self.core != self.final else None)
        unit = None if found is None else units(found[1])
        if found is None or not unit or unit[0].dimensions == _ANGLE:
            return None
        return (found[0], unit[0]) if unit[0].dimensions or unit[0].nouns == ("unit",) else None

    @lazily
    def names(self) -> tuple[Name, ...]:
        """The names that it can be: its core, and what stands in brackets behind it."""
        two = _TWO if self.asked.person else _PLACED
        read = [
            name(form)
            for form in self.forms
            if two.search(form) is None and not self._breaks_name(form)
        ]
        return tuple([found for found in read if found is not None])

    def _breaks_name(self, form: str) -> bool:
        """Whether a form ends at the point behind an initial of a name that goes on."""
        return form != self.final and self.final.startswith(f"{form}.") and form[-2:-1] == " "

    @lazily
    def doer(self) -> Name | None:
        """Who did what was asked, where a sentence begins with a person's name or says by whom."""
        if not self.asked.person:
            return None
        return name(
            subject(self.final, self.asked.known) or agent(self.final) or predicate(self.final)
        )

    @lazily
    def last_quantity(self) -> Quantity | None:
        """The quantity that a sentence counts, or in which a worked solution ends."""
        counting = self.asked.counted and not self.worked
        counted = None
        if counting:
            counted = counted_quantity(self.final, self.asked.content, self.asked.words)
        return counted or last_quantity(self.final, self.asked.words)

    @lazily
    def last_date(self) -> tuple[Date, ...]:
        """The date that a text names last."""
        return last_date(self.final)
