"""Numbers and dates inside sentences, for questions that ask for them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache

from trustcore_strategies.answers.cued import Begun
from trustcore_strategies.answers.date import Date
from trustcore_strategies.answers.dates import dates
from trustcore_strategies.answers.folding import fold, fold_word
from trustcore_strategies.answers.homographs import is_article, is_everyday_word
from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.numbers import Number
from trustcore_strategies.answers.numerals import ORDINALS, is_number_word
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.units import meanings, units
from trustcore_strategies.answers.words import number_word, stem, words

_LOOKED_AT = 600
"""Characters at the end of a text in which its answer is looked for."""

_NUMBER = Begun(
    r"[-+]?(?:US|CA|AU)?[$\u20ac\u00a3\u00a5\u20b9]?-?(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.,]\d+)?)(?: ?/ ?\d+| \d/\d)?(?:[eE][-+]?\d+|\s?[*x]\s?10\^[-{]?\d+}?)?(?:st|nd|rd|th)?"
    r"(?P<after>\s?%|\s?[^\W\d_]+\.?(?:/[a-z]+| per [a-z]+)?)?",
    r"[-+UCA$\u20ac\u00a3\u00a5\u20b9\d](?<![\w.,/^].)(?<![^\W\d_]-.)",  # carbon-14 is a name
)
_NUMBER_OR_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER_OR_ASCII_WORD = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z]+)*|\d(?:[\d,.]*\d)?")
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?\n]\s")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter"
_DATE = Begun(
    re.compile(
        rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{4}}|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\.?(?:,? \d{{4}})?"
        rf"|(?:{_MONTHS})\.?,? \d{{4}}|\d{{1,4}} ?b\.?c\.?(?:e\b)?|\d{{3}}0'?s|\d{{1,2}}(?:st|nd|rd|th) century|\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b|(?:1\d|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    r"[\dJFMASONDWjfmasondw\u017f](?<!\w.)(?:(?<=\d)|(?=(?i:a|eb|un|ul|pr|ug|ep|ct|ov|ec|pri|umm|utu|int)))",
)
_YEAR = re.compile(r"[12]\d{3}")
_SCALES = frozenset("hundred thousand million billion trillion percent per".split())


def counted_quantity(
    text: str, things: frozenset[str], known: Collection[str] = ()
) -> Quantity | None:
    """The number of those things that a text counts: "four" of "there were four wars: in 1947".

    Args:
        text: A sentence.
        things: Stems of what can be counted.
        known: Words of the question, whose numbers are not its answer.
    """
    parts = _NUMBER_OR_ASCII_WORD if text.isascii() else _NUMBER_OR_WORD
    found = parts.findall(text[:_LOOKED_AT])
    nouns = enumerate(map(_noun, found))
    named = [at for at, noun in nouns if noun in things and found[at].isalpha()]
    if not named:
        return None
    for place in sorted({at - before for at in named for before in (1, 2) if before <= at}):
        word = found[place]
        if _counts(word) and words(word)[0] not in known and not _is_everyday(word, found):
            behind = next(_noun(after) for after in found[place + 1 :] if after.isalpha())
            return quantity(f"{word} {behind}" if behind in _SCALES else word)
    none = any(_is_denied(found, at) for at in named if at)
    return Quantity(Number(Fraction(0))) if none else None


_TURNING = frozenset(("but", "only", "just", "and", "though", "although", "there"))
"""Words with which a sentence goes on that has said that there is none of a thing."""


def _is_denied(found: list[str], at: int) -> bool:
    """Whether a text says that there is no such thing as the one at a place, and goes on to others."""
    if found[at - 1].lower() != "no" or at + 1 == len(found):
        return False
    return found[at + 1].lower() in _TURNING


def counts_one(text: str, things: frozenset[str]) -> bool:
    """Whether one of several numbers of a text counts those things, and no other does."""
    found = _NUMBER_OR_WORD.findall(text[:_LOOKED_AT])
    counts = (place for place, word in enumerate(found[:-1]) if _counts(word))
    numbers = [place for place in counts if not _is_everyday(found[place], found)]
    counting = [place for place in numbers if not things.isdisjoint(_stems_behind(found, place))]
    return len(numbers) > 1 and len(counting) == 1 and counting[0] == numbers[0]


def _stems_behind(found: list[str], place: int) -> set[str]:
    """The stems of the words behind a number, up to the next one."""
    behind: set[str] = set()
    for word in found[place + 1 : place + 3]:
        if _counts(word):
            break
        behind.add(_noun(word))
    return behind


@lru_cache(maxsize=50_000)
def _noun(word: str) -> str:
    """The stem of a word as it is written."""
    return stem(fold_word(word))


@lru_cache(maxsize=50_000)
def _counts(word: str) -> bool:
    """Whether a word is a number that counts, in digits or in letters: no ordinal does."""
    if word[0].isdecimal():
        return True
    parts = fold(word).split("-")
    return len(word) > 1 and all(map(is_number_word, parts)) and parts[-1] not in ORDINALS


def _is_everyday(word: str, found: Collection[str]) -> bool:
    """Whether a number in letters is another word in the language of the words around it."""
    return is_everyday_word(word.lower(), map(str.lower, found))


WORKING = re.compile(
    r"[^=<>]=\s?[-$\u20ac\u00a3]?\d|\b(?:step \d|first(?:ly)?,|next,|then\b|finally\b|so\b|therefore|thus\b|hence|in total|altogether|leaving|leaves\b|remain|left\b|after \w+ing\b|(?:starts?|started|begins?|began) with\b|(?:that|this|which) (?:makes|gives|leaves)\b|you get\b|also\b|daher|donc|por lo tanto)",
    re.IGNORECASE,
)
_OPENS_WITH_NUMBER = re.compile(
    r"[-+~]?[$\u20ac\u00a3]?(?P<digits>\d[\d.,]*)[^.!?\n=]{0,40}(?:[.!?]\s|\n)"
)


def is_worked(text: str, known: Collection[str]) -> bool:
    """Whether a text of several sentences works out a number rather than giving it first.

    Args:
        text: The text.
        known: Words of the question; a number of these in front is where the working begins.
    """
    found = [one for one in sentences(text[-4 * _LOOKED_AT :]) if one.strip()]
    if len(found) < 2 or sum(map(_has_number, found)) < 2:
        return False
    if not WORKING.search(text, max(0, len(text) - 4 * _LOOKED_AT)):
        return False
    first = _OPENS_WITH_NUMBER.match(text)
    return first is None or quantity(first[0]) is None or words(first["digits"])[0] in known


def _has_number(sentence: str) -> bool:
    return _DIGIT.search(sentence) is not None or _spelled(sentence) is not None


def sentences(text: str) -> list[str]:
    """The sentences of a text, which is most often one."""
    return [text] if _SENTENCE_END.search(text) is None else _SENTENCE.split(text)


def last_quantity(text: str, known: Collection[str] = ()) -> Quantity | None:
    """The last quantity of the last sentence that has one, rather one that is not known.

    Args:
        text: A sentence or a worked solution.
        known: Words of the question, whose numbers are not its answer.
    """
    for sentence in map(_unglossed, reversed(sentences(text[-_LOOKED_AT:]))):
        result = _RESULT.search(sentence.strip(" .!"))
        found = _last_in(result[1], known) if result is not None else None
        found = found or _last_in(sentence, known)
        if found is not None:
            return found
    return None


_GLOSS = re.compile(
    r"(?<=[^\W_]) ?\((?:or |about |approximately |roughly |~|\u2248 ?|= ?|i\.e\.,? )?[\d.,]+(?: ?[^()\d]{1,40})?\)"
    r"|,? or (?:about|approximately|around|nearly|roughly) [\d.,]+ ?[^\d.,;]{0,40}$"
)
"""The same quantity once more, in another unit."""


def _unglossed(sentence: str) -> str:
    """A sentence with its first quantity alone where it gives one in two units."""
    if "(" not in sentence and " or " not in sentence:
        return sentence
    shorter = _GLOSS.sub("", sentence.rstrip(" .!"))
    return shorter if _DIGIT.search(shorter) is not None else sentence


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
    return [one for one in told if not _is_year_of(sentence, one)] or told


def _repeats(aside: str, known: Collection[str]) -> bool:
    """Whether what is said in brackets has a word of the question that says something."""
    return any(word in known for word in words(aside) if word not in IDLE)


def _is_year_of(sentence: str, one: re.Match[str]) -> bool:
    of_year = len(one["digits"]) == _YEAR_DIGITS
    return of_year and _YEAR_OF.search(sentence, 0, one.end()) is not None


def _last_in(sentence: str, known: Collection[str]) -> Quantity | None:
    written = list(_NUMBER.finditer(sentence))
    if not written:
        return _spelled(sentence)
    written = _told(sentence, written, known)
    if not written:
        return None
    news = [one for one in written if number_word(one["digits"]) not in known]
    last = (news or written)[-1]
    whole = last.group()
    after = (last["after"] or "").strip()
    per = " per " in after and units(after)
    measured = after and (per or meanings(after) or fold(after) in _SCALES or after == "%")
    return quantity(
        whole if measured else whole[: len(whole) - len(last["after"] or "")].strip(" ,")
    )


def _spelled(sentence: str) -> Quantity | None:
    """The number in words that a sentence has; an article or an ordinal alone is none there."""
    run: list[str] = []
    found: list[str] = []
    said = _WORD.findall(fold(sentence))
    for word in said:
        numeric = all(is_number_word(part) for part in word.split("-"))
        if numeric and not is_everyday_word(word, said):
            run.append(word)
        else:
            found, run = run or found, []
    found = run or found
    if not found or (len(found) == 1 and _says_no_number(found[0])):
        return None
    return quantity(" ".join(found))


def _says_no_number(word: str) -> bool:
    return is_article(word) or word in ORDINALS or word == "half"


_BESIDE = re.compile(r"(?<=[^\W\d]), [^\W\d_][^,\n]{3,80},(?= [^\W\d_])")
"""What a sentence says of its subject in passing: the ship, built in 1911, sank in 1912."""


def last_date(text: str) -> tuple[Date, ...]:
    """The dates that the only date in a text, or the only full one, can be."""
    found = [one[0] for one in _DATE.finditer(text[-_LOOKED_AT:])]
    if len(set(found)) > 1 and text.count(",") > 1:
        found = [one[0] for one in _DATE.finditer(_BESIDE.sub("", text[-_LOOKED_AT:]))] or found
    if not found:
        return ()
    full = [one for one in found if not _YEAR.fullmatch(one)]
    if len(set(full or found)) > 1:
        return ()
    chosen = (full or found)[-1]
    return (Date(int(chosen)),) if _YEAR.fullmatch(chosen) else dates(chosen)


_NOTHING = frozenset(
    "none nobody nothing nil zero no-one keine keiner aucun aucune ninguno ninguna nessuno nessuna nenhum nenhuma никто нисколько".split()
)
_FREE = frozenset(
    (
        "free",
        "free of charge",
        "it is free",
        "its free",
        "kostenlos",
        "gratis",
        "gratuit",
        "gratuito",
        "бесплатно",
        "免费",
        "無料",
    )
)
_PRICED = frozenset(
    (
        "cost",
        "price",
        "fee",
        "charge",
        "pay",
        "kostet",
        "coute",
        "cuesta",
        "costa",
        "fare",
        "toll",
        "prix",
        "preis",
        "precio",
        "prezzo",
        "preco",
        "kosten",
        "coute",
        "kostet",
    )
)
_NO_ONE = re.compile(
    r"(?:there (?:is|are|was|were) )?(?:no one|not (?:a single|any|one)(?: \w+)?|no (?P<things>\w+(?: \w+)?)|none of (?:them|the \w+))"
)


def none_of(folded: str, known: Collection[str]) -> Quantity | None:
    """Zero where a text says that there is nothing of what is counted: none, no visitors.

    Args:
        folded: The text, folded.
        known: Words of the question, which name what is counted.
    """
    bare = folded.strip(" .!")
    if bare.removesuffix(" at all") in _NOTHING:
        return Quantity(Number(Fraction(0)))
    if bare in _FREE and not _PRICED.isdisjoint(known):
        return Quantity(Number(Fraction(0)))
    found = _NO_ONE.fullmatch(bare)
    if found is None:
        denies = bare[:2] == "no" or " no" in bare or " any" in bare
        return _none_in(bare, known) if denies else None
    things = (found["things"] or "").split()
    return Quantity(Number(Fraction(0))) if all(thing in known for thing in things) else None


_NONE_IN = re.compile(
    r"(?:there (?:is|are|was|were) none|[^,;]{1,30} (?:has|have|had|is|are|was|were) none|[^,;]{1,30} (?:nt|not|never)(?: (?P<done>[^,;]{1,20}))? any)(?: left| remaining| at all)?"
    r"|(?:[^,;]{1,30} )?(?:no|not any|not a single|nt any) (?!more than|fewer than|less than|one\b)(?P<things>[^,;]{1,30}?)(?: (?:left|remain(?:ing|ed)?|at all|anymore|today|yet))?"
)


def _none_in(bare: str, known: Collection[str]) -> Quantity | None:
    """Zero where a sentence says of nobody or of nothing that is counted that it is: he sold none."""
    found = _NONE_IN.fullmatch(_NT.sub(r"\1 nt", bare))
    if found is None or any(map(is_number_word, bare.split())):
        return None
    things = (found["things"] or found["done"] or "").split()
    if not all(thing in known or stem(thing) in known or thing in IDLE for thing in things):
        return None
    return Quantity(Number(Fraction(0)))


_NT = re.compile(r"\b(did|does|do|is|are|was|were|has|have|had|wo|could|would)nt\b")
