"""Numbers and dates inside sentences, for questions that ask for them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.abbreviations import BEHIND_NONE
from trustcore_strategies.answers.cued import Begun
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.homographs import is_article, is_everyday_word
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.months import ENGLISH_MONTH_NAMES
from trustcore_strategies.answers.numerals import ORDINALS, is_number_word
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.units import meanings, units
from trustcore_strategies.answers.words import number_word, words

LOOKED_AT = 600
"""Characters at the end of a text in which its answer is looked for."""

_NUMBER = Begun(
    r"[-+]?(?:US|CA|AU)?[$\u20ac\u00a3\u00a5\u20b9]?-?(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.,]\d+)?)(?: ?/ ?\d+| \d/\d)?(?:[eE][-+]?\d+|\s?[*x]\s?10\^[-{]?\d+}?)?(?:st|nd|rd|th)?"
    r"(?P<after>\s?%|\s?[^\W\d_]+\.?(?:/[a-z]+| per [a-z]+)?)?",
    r"[-+UCA$\u20ac\u00a3\u00a5\u20b9\d](?<![^\W\u3040-\u9fff\uac00-\ud7a3].)(?<![.,/^].)(?<![^\W\d_]-.)",  # carbon-14 is a name
)
_SENTENCE = re.compile(rf"(?<=[.!?\n]){BEHIND_NONE}\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?\n]\s")
DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
DATE = Begun(
    re.compile(
        rf"(?:(?:\d{{4}}-\d\d-\d\d|(?:{ENGLISH_MONTH_NAMES})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{ENGLISH_MONTH_NAMES})\.?(?:,? \d{{4}})?)(?:,? (?:at )?\d{{1,2}}(?::\d\d ?(?:[ap]\.?m\b)?| ?[ap]\.?m\b))|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?:[0-2]?\d|3[01])\.(?:0?\d|1[0-2])\.\d{{4}}(?!\.\d)|(?:{ENGLISH_MONTH_NAMES})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{ENGLISH_MONTH_NAMES})\.?(?:,? \d{{4}})?"
        rf"|(?:{ENGLISH_MONTH_NAMES})\.?,? \d{{4}}|\d{{1,4}} ?b\.?c\.?(?:e\b)?|\d{{3}}0'?s|\d{{1,2}}(?:st|nd|rd|th) century|\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b|\d{{1,2}}:\d\d(?!:)|\d{{1,2}} ?(?:heures?|uhr)\b|(?:1\d|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    r"[\dJFMASONDWjfmasondw\u017f](?<!\w.)(?:(?<=\d)|(?=(?i:a|eb|un|ul|pr|ug|ep|ct|ov|ec|pri|umm|utu|int)))",
)
_YEAR = re.compile(r"[12]\d{3}")
SCALES = frozenset("hundred thousand million billion trillion percent per".split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, which is most often one."""
    return [text] if _SENTENCE_END.search(text) is None else _SENTENCE.split(text)


def last_quantity(text: str, known: Collection[str] = ()) -> Quantity | None:
    """The last quantity of the last sentence that has one, rather one that is not known.

    Args:
        text: A sentence or a worked solution.
        known: Words of the question, whose numbers are not its answer.
    """
    for sentence in map(_unglossed, reversed(sentences(text[-LOOKED_AT:]))):
        result = _RESULT.search(sentence.strip(" .!"))
        found = _last_in(result[1], known) if result is not None else None
        found = found or _last_in(sentence, known)
        if found is not None:
            return found
    return None


_TIME = (("T", 1),)


def last_time(text: str) -> Quantity | None:
    """The last quantity of time in a text, of several quantities: 8 weeks at 60% pay."""
    found = (quantity(one[0]) for one in _NUMBER.finditer(text[-LOOKED_AT:]))
    timed = [one for one in found if one is not None and one.units[0].dimensions == _TIME]
    return timed[-1] if timed else None


_GLOSS = re.compile(
    r"(?<=[^\W_]) ?\((?:or |about |approximately |roughly |~|\u2248 ?|= ?|i\.e\.,? )?[\d.,]+(?: ?[x*] ?10\^\d+)?(?: ?[^()\d]{1,40})?\)"
    r"|,? or (?:about|approximately|around|nearly|roughly) [\d.,]+ ?[^\d.,;]{0,40}$"
)
"""The same quantity once more, in another unit."""


def _unglossed(sentence: str) -> str:
    """A sentence with its first quantity alone where it gives one in two units."""
    if "(" not in sentence and " or " not in sentence:
        return sentence
    shorter = _GLOSS.sub("", sentence.rstrip(" .!"))
    return shorter if DIGIT.search(shorter) is not None else sentence


_RESULT = re.compile(r"= ?([^=]{1,60})$")

_DENIED = re.compile(
    r"(?:(?:\bnot|n't)(?: equal to| exactly)?|\b(?:against|compared (?:to|with)|(?:up|down) from|rather than|instead of)(?: the| about| only)?) $"
)
_DENYING = ("not", "n't", "against", "compared", " from ", " than ", "instead")
"""Without any of these a sentence denies no number and contrasts none."""

_ASIDE = re.compile(r"\((?:you|he|she|it|they|we|which|up|down|from|compared|not|instead)\b[^()]*$")
"""Begins what a sentence says in brackets of something else: you pay $40 (you save $10)."""

_YEAR_OF = re.compile(
    r"\b(?:in|since|by|during|until|as of|year|from)(?: early| mid| late| the year)? (?:1\d|20)\d\d(?: [a-z]+)?$",
    re.IGNORECASE,
)
"""A year that only says when a quantity was measured."""

_YEAR_DIGITS = 4


def _told(
    sentence: str, written: list[re.Match[str]], known: Collection[str]
) -> list[re.Match[str]]:
    """The numbers that a sentence does not deny, without years if there are others."""
    told = written
    if any(map(sentence.__contains__, _DENYING)):
        told = [one for one in written if not _DENIED.search(sentence, 0, one.start())]
    if "(" in sentence:
        aside = {one: _ASIDE.search(sentence, 0, one.start()) for one in told}
        asked = [one for one in told if (said := aside[one]) and _repeats(said[0], known)]
        told = asked or [one for one in told if aside[one] is None] or told
    told = [one for one in told if not _is_year_of(sentence, one)] or told
    if " of " not in sentence:
        return told
    return [one for one in told if not _is_whole(sentence, one, known)] or told


def _is_whole(sentence: str, one: re.Match[str], known: Collection[str]) -> bool:
    """Whether a number is that of all of which a part did what is asked."""
    if _WHOLE.search(sentence, 0, one.start()) is None:
        return False
    behind = [word for word in words(sentence[one.end() :]) if word not in IDLE]
    return any(word in known for word in behind)


_WHOLE = re.compile(r"\d(?: [a-z]+)? (?:out of|of (?:the|all|its|their|these|those))(?: total)? $")
"""What stands in front of the number of all of which a part is told: 2,000 of the 7,000."""


def _repeats(aside: str, known: Collection[str]) -> bool:
    """Whether what is said in brackets has a word of the question that says something."""
    return any(word in known for word in words(aside) if word not in IDLE)


def _is_year_of(sentence: str, one: re.Match[str]) -> bool:
    of_year = len(one["digits"]) == _YEAR_DIGITS
    return of_year and _YEAR_OF.search(sentence, 0, one.end()) is not None


def _last_in(sentence: str, known: Collection[str]) -> Quantity | None:
    written = list(_NUMBER.finditer(sentence))
    if not written:
        return spelled_quantity(sentence)
    written = _told(sentence, written, known)
    if not written:
        return None
    news = [one for one in written if number_word(one["digits"]) not in known]
    last = (news or written)[-1]
    whole = last.group()
    after = (last["after"] or "").strip()
    if after[:1] > "\u3040" and meanings(after[0]):
        return quantity(whole[: len(whole) - len(last["after"] or "")].strip(" ,") + after[0])
    per = (" per " in after or "/" in after) and units(after)
    measured = after and (per or meanings(after) or fold(after) in SCALES or after == "%")
    return quantity(
        whole if measured else whole[: len(whole) - len(last["after"] or "")].strip(" ,")
    )


def spelled_quantity(sentence: str) -> Quantity | None:
    """The number in words that a sentence has, with its unit; an article or an ordinal alone is none there."""
    run: list[str] = []
    found: list[str] = []
    behind = ""
    said = _WORD.findall(fold(sentence))
    for word in said:
        numeric = all(is_number_word(part) for part in word.split("-"))
        if numeric and not is_everyday_word(word, said):
            run.append(word)
        elif run:
            found, run, behind = run, [], word
    found, behind = (run, "") if run else (found, behind)
    if not found or (len(found) == 1 and _says_no_number(found[0])):
        return None
    number = " ".join(found)
    measured = len(behind) >= _SHORTEST_UNIT and meanings(behind)
    return (quantity(f"{number} {behind}") if measured else None) or quantity(number)


_SHORTEST_UNIT = 3
"""Letters of a unit behind a number in words; "in" is most often no inch there."""


def _says_no_number(word: str) -> bool:
    return is_article(word) or word in ORDINALS or word == "half"


_BESIDE = re.compile(r"(?<=[^\W\d]), [^\W\d_][^,\n]{3,80},(?= [^\W\d_])")
"""What a sentence says of its subject in passing: the ship, built in 1911, sank in 1912."""


def last_date(text: str, question: str) -> tuple[Date, ...]:
    """The dates that the only date in a text, or the only full one, can be.

    Args:
        text: A sentence.
        question: The question; one that it names is not its answer where there is another.
    """
    found = _dates_in(text[-LOOKED_AT:], question)
    if len(set(found)) > 1 and text.count(",") > 1:
        found = _dates_in(_BESIDE.sub("", text[-LOOKED_AT:]), question) or found
    if not found:
        return ()
    full = [one for one in found if not _YEAR.fullmatch(one)]
    if len(set(full or found)) > 1 and not _is_one_date(full):
        return ()
    return read_date((full or found)[-1])


def read_date(written: str) -> tuple[Date, ...]:
    """The dates that one can be that a sentence writes, a year or a full one."""
    return (Date(int(written)),) if _YEAR.fullmatch(written) else dates(written)


def _dates_in(text: str, question: str) -> list[str]:
    """The dates that a text writes, without those of the question if there are others."""
    found = [in_full(one) for one in DATE.finditer(text)]
    asked = {in_full(one) for one in DATE.finditer(question)} if len(found) > 1 else set[str]()
    return [one for one in found if one not in asked or _YEAR.fullmatch(one)] or found


_PART = re.compile(r"\b(?:early|mid|late)[- ]$", re.IGNORECASE)
"""What of a year or a decade is meant, in front of it."""


def in_full(found: re.Match[str]) -> str:
    """A date of a sentence, with the part of a year or a decade that is meant: the late 1920s."""
    part = _PART.search(found.string, max(0, found.start() - len("early ")), found.start())
    return found[0] if part is None or found[0][-1:].isspace() else part[0] + found[0]


def _is_one_date(written: list[str]) -> bool:
    """Whether a text writes one date in several ways."""
    first, *others = (set(dates(one)) for one in written or [""])
    return bool(first) and all(first & other for other in others)
