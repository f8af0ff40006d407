"""An answer, read once: its final answer, the values that it can be, and its stance on them."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from typing import Self

from attrs import frozen

from trustcore_strategies.answers.claims import content
from trustcore_strategies.answers.conclusions import THEREFORE, concluded, last_conclusion, winner
from trustcore_strategies.answers.contrasts import answering, asked_clause
from trustcore_strategies.answers.corrections import CORRECTING, settled
from trustcore_strategies.answers.counted import counted_quantity
from trustcore_strategies.answers.cut import ends_open, is_on_the_way
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.answers.first_look import kinds
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.forms import EXPRESSION
from trustcore_strategies.answers.heads import head
from trustcore_strategies.answers.inside import sentences
from trustcore_strategies.answers.lazily import lazily
from trustcore_strategies.answers.lists import Lists
from trustcore_strategies.answers.one_form import in_one_form
from trustcore_strategies.answers.quantity import Quantity
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.refusal import answered
from trustcore_strategies.answers.rivals import offers
from trustcore_strategies.answers.stances import LONGEST_STANCE, Stance
from trustcore_strategies.answers.told_phrase import first_phrase, told_phrase
from trustcore_strategies.answers.value_words import news
from trustcore_strategies.answers.values import WORD
from trustcore_strategies.answers.words import words

_CORRECTED = 24
"""Words; in what is longer a correction is a part of what is told."""

_CONCLUDING = THEREFORE | frozenset(
    "consequently daher also donc por which making giving leaving total thats makes altogether"
    " quindi поэтому".split()
)
"""Words of one of which a short text has one that says what follows from its working."""

_BARE = 5
"""Words of a text that is its value and tells nothing beside it."""

_ADDING = 3
"""Words; a text that adds something to the value that it gives has no fewer."""

_VALUE = 4
"""Words beyond the question; what says more tells something rather than naming a value."""

WORDY = 25
"""Words; prose that has more is compared by what it means."""

_MATHS = re.compile(r"[\\=^\d](?:(?<=\\)[a-zA-Z]|(?<=[=^])|(?<=\d)\s*[+*/]\s*\w)")
_MATHS_SIGNS = "\\=^+*/"


@frozen(eq=False, slots=False)
class Reading(Lists):
    """What a text says, in the forms in which answers are compared; each is made when asked for."""

    @lazily
    def plain(self) -> bool:
        """Whether it names its answer and neither denies one nor leaves one open."""
        if (
            self.part
            or (self.final.isascii() and self.final.isalpha())
            or len(self.words) > LONGEST_STANCE
        ):
            return True
        return self._stance.plain

    @lazily
    def wordy(self) -> bool:
        """Whether it is long prose, and no refusal."""
        many = len(self.words) > WORDY or len(self.final.split()) > WORDY  # what has no blanks, too
        return many and not self.refusal

    @property
    def valued(self) -> bool:
        """Whether it gives a value of a kind that is asked for."""
        asked = self.asked
        if asked.options:
            return bool(self.picks)
        if asked.alternatives or asked.verdict:
            return bool(self.chosen or self.verdict)
        if asked.number and (self.quantity or self._counted):
            return True
        return asked.date and bool(self.dates or self.last_date)

    @property
    def _counted(self) -> Quantity | None:
        return counted_quantity(self.final, self.asked.content, self.asked.words)

    @lazily
    def denied(self) -> Self | None:
        """What it says is not the answer, where it says that and nothing else."""
        value = None if self.part else self._stance.denied
        return None if value is None else self._part(value)

    @lazily
    def rivals(self) -> tuple[Self, ...]:
        """The values between which it does not decide, where the question asks for one."""
        return () if self.part else tuple(map(self._part, self._stance.rivals))

    @lazily
    def bracketed(self) -> tuple[Self, ...]:
        """Its value and another of the same kind in brackets behind it."""
        return () if self.part else tuple(map(self._part, self._stance.bracketed))

    @lazily
    def added(self) -> Self | None:
        """The value in front of a name in brackets that tells more of it."""
        return self.bracketed[0] if not self.part and self._stance.adds else None

    @lazily
    def restated(self) -> tuple[Self, ...]:
        """The ways in which it says one thing, where it says it more than once."""
        return () if self.part else tuple(map(self._part, self._stance.restated))

    @lazily
    def head(self) -> Self | None:
        """What gives its answer in front of what it adds to it."""
        asked = self.asked
        if asked.told or self.part or len(self.words) < _ADDING:
            return None
        if asked.options or asked.verdict or asked.code or self.worked or self.told is not None:
            return None
        value = head(self.final, asked.known, asked.sought)
        if value is None:
            return None
        found = self._shared(value, part=False)
        return found if found.digits or found.valued or not (asked.number or asked.date) else None

    @lazily
    def is_value(self) -> bool:
        """Whether it names a value: by few words, or by signs and numbers alone."""
        most = 3 * _VALUE if self.core[:1] > "\u3040" else _VALUE  # of one character each
        if len(self.words) <= most or len(self.core_words) <= most:
            return True
        return WORD.search(self.core) is None

    @lazily
    def winner(self) -> Self | None:
        """Who won by it, where it says that in a sentence."""
        value = None if self.part else winner(self.final)
        if value is None:
            return None
        return type(self)(self.asked, value, self.marked, part=not value.startswith("not "))

    @lazily
    def phrase(self) -> Self | None:
        """What it names as its answer in a few words, in a sentence that tells more."""
        asked = self.asked
        if asked.number or asked.date or not asked.names or asked.several or asked.which_ones:
            return None
        first, known = self.first_clause, asked.phrases
        if first is not None and first.text not in known:
            known[first.text] = first_phrase(first, asked)
        said = None if first is None else known[first.text]
        if said is None and len(self.words) <= _BARE and "," not in self.final:
            said = self.core
        said = told_phrase(self.final, self.clauses, asked) if said is None else said
        return None if said is None else self._part(said)

    @lazily
    def news(self) -> tuple[str, ...]:
        """The stems of the few words that it is, where it is no more than a value."""
        return news(self.core, self.asked, digits=self.digits)

    @lazily
    def listed(self) -> bool:
        """Whether it names several things between which it does not choose."""
        return self.things is not None and not offers(self.final)

    @lazily
    def kinds(self) -> int:
        """The bits of all that it can be."""
        return kinds(self)

    @lazily
    def _stance(self) -> Stance:
        return Stance(self)

    def _part(self, text: str) -> Self:
        """A part of it that names one value, read by itself."""
        return self._shared(text, part=True)

    def _shared(self, text: str, *, part: bool) -> Self:
        """A text within it, read by itself; one reading of what several answers have."""
        key, parts = (text, self.marked, self.maths, part), self.asked.parts
        found: Self | None = parts.get(key)
        if found is None:
            found = parts[key] = type(self)(self.asked, *key)
        return found


def read(text: str, asked: Question, *, cut: bool = False) -> Reading:
    """Read a text that a model wrote as an answer to a question.

    Args:
        text: The text.
        asked: The question.
        cut: Whether a limit cut it, so that its end is not where it ends.
    """
    found = final_answer(text, lettered=bool(asked.options))
    if cut and not asked.options and ends_open(text, found):
        return Reading(asked, "", marked=False)
    final = in_one_form(text, found, asked)
    reading = Reading(asked, final[answered(final) :], found.marked, _is_maths(found.text))
    if len(reading.words) <= _CORRECTED:
        of_each = bool(asked.options) and "\n" in final  # a list of all options denies most of them
        if not (of_each or CORRECTING.isdisjoint(reading.words) or asked.alternatives):
            reading = _settled(reading)
        if not _CONCLUDING.isdisjoint(reading.words):
            reading = _concluded(reading)
        if "; " in final or _CONTRASTED.search(final) or (" and " in final and asked.date):
            reading = _of_clause(reading)
    if not (found.marked or cut) and (". " in final or ", so " in final) and asked.named:
        reading = _named_last(reading)
    return _begun(reading) if cut and not reading.marked else reading


def _begun(reading: Reading) -> Reading:
    """What a text that was cut gives in its first sentence, where a value is asked for.

    Others give their value in the last one, which it lacks: what it says on the way is no answer.
    """
    asked = reading.asked
    first, *others = sentences(reading.final)
    if not others or not asked.valued:
        return reading
    begun = Reading(asked, first.rstrip(" ."), marked=False, maths=reading.maths)
    given = begun.valued and not is_on_the_way(first, others, asked)
    return begun if given else Reading(asked, "", marked=False)


def _of_clause(reading: Reading) -> Reading:
    """The reading of the one clause that says what was asked."""
    asked = reading.asked
    if asked.verdict or asked.told or asked.options or asked.code or asked.several:
        return reading
    if asked.number or "and" in asked.words or "=" in reading.final:
        return reading  # what is worked out step by step, or two things that are asked for
    said = asked_clause(reading.final, asked.known, asked.opposed, dated=asked.date)
    return _saying(reading, said)


def _settled(reading: Reading) -> Reading:
    """The reading of what a text says in the end, where it takes something back."""
    asked = reading.asked
    valued = not asked.verdict and (asked.number or asked.date or asked.person)
    said = settled(reading.final, verdict=asked.verdict, valued=valued)
    if not (asked.verdict or asked.told or asked.options or asked.code):
        said = answering(said, asked.known)
    return _saying(reading, said)


def _concluded(reading: Reading) -> Reading:
    """The reading of what follows from a short text."""
    asked = reading.asked
    if asked.options or asked.verdict or asked.code or reading.told is not None:
        return reading
    said = concluded(reading.final)
    if asked.number and all(word in asked.words for word in words(said) if word[0].isdecimal()):
        return reading
    return _saying(reading, said)


def _named_last(reading: Reading) -> Reading:
    """The reading of the last sentence of a text that works out who or which it is."""
    asked = reading.asked
    if asked.valued or asked.several or asked.which_ones or asked.code or asked.output:
        return reading
    said = last_conclusion(reading.final)
    if said is None:
        return reading
    if _POINTS.match(said) is None and asked.sought.isdisjoint(content(fold(said))):
        return reading
    return _saying(reading, said)


_POINTS = re.compile(r"(?:it|that|this|the answer)(?:'s| is| was| must be) (?=\S+)", re.IGNORECASE)


_CONTRASTED = re.compile(
    r", (?:w\u00e4hrend|whereas|while|tandis que|alors que|mientras que|mentre) "
    r"| (?:hingegen|dagegen) "
)


def _saying(reading: Reading, said: str) -> Reading:
    """The reading of a part of a text; the same one where that is all of it."""
    if said == reading.final:
        return reading
    return Reading(reading.asked, said, reading.marked, reading.maths)


def _is_maths(text: str) -> bool:
    """Whether a final answer is set as an expression rather than prose."""
    signed = len(text) <= EXPRESSION and any(map(text.__contains__, _MATHS_SIGNS))
    return signed and _MATHS.search(text) is not None and not _is_sentence(text)


_PLAIN_WORD = re.compile(r"(?<![\\{\w])[a-zA-Z]{3,}(?![\w}(])")
_OF_SENTENCE = 5


def _is_sentence(text: str) -> bool:
    """Whether a text has several words beside its expressions."""
    return len(_PLAIN_WORD.findall(text)) >= _OF_SENTENCE
