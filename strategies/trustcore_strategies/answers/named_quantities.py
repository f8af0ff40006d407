"""All the quantities that a sentence names, with where they stand: 3 hours and 35 minutes."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from functools import lru_cache

from trustcore_strategies.answers.cued import Cued
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.homographs import is_article, is_everyday_word
from trustcore_strategies.answers.months import MONTH
from trustcore_strategies.answers.numerals import ORDINALS, is_number_word
from trustcore_strategies.answers.quantity import Quantity, quantity
from trustcore_strategies.answers.units import meanings, units

_TOKEN = re.compile(r"[^\s()\[\]]+")
_FIGURE = re.compile(r"[-~\u2248+]?(?:US|CA|AU)?[$\u20ac\u00a3\u00a5\u20b9]?-?\.?\d")
_FIRST_OF_FIGURE = frozenset("0123456789-~\u2248+UCA$\u20ac\u00a3\u00a5\u20b9.")
_MOST = 7
"""Words of a quantity."""

_JOINING = frozenset("and a an point half third quarter thirds quarters und et y e".split())
_SCALES = frozenset(
    "points hundred thousand million billion trillion mio. mrd. millionen milliarden millions milliards"
    " millones square cubic sq per degrees degree percent per cent grad degr\u00e9s grados".split()
)
"""Words inside a quantity that are no units of their own."""

_CITED = Cued(
    r"(?i)\b(?:source|section|article|clause|page|step|table|figure|option|chapter|\u00a7)\.? ?\d[\d.]*",
    cues=tuple("source section article clause page step table figure option chapter".split()),
)
"""A number that only says where something stands."""

_MARKED = re.compile(r"\[\d+(?:, ?\d+)*\]|1\d(?<!\w\d\d)\d\d/\d\d\b|20(?<!\w\d\d)\d\d/\d\d\b")
"""The same by its marks: [3], 2021/22."""


def named_quantities(text: str) -> list[tuple[int, int, Quantity]]:
    """Each quantity that a sentence names, with the indices of its first and last characters.

    The second index is the one behind its last character.
    """
    if not text.isascii() and _UNSPACED.search(text) is not None:
        return _eastern(text)
    if not any(map(text.__contains__, _DIGITS)) and not _spells(text):
        return []
    if "/" in text or "[" in text:
        text = _MARKED.sub(_blank, text)
    if _CITED.may_match(text):
        text = _CITED.pattern.sub(_blank, text)
    tokens = list(_TOKEN.finditer(text))
    written = [token[0] for token in tokens]
    said = list(map(_folded, written))
    found: list[tuple[int, int, Quantity]] = []
    free = 0
    for at in (at for at, may in enumerate(map(_may_begin, written)) if may):
        if at < free or not _begins(written, said, at) or _is_of_date(said, at):
            continue
        begin = tokens[at].start()
        for size in range(_size(written, said, at), 0, -1):
            last = tokens[at + size - 1]
            named = text[begin : last.end()].rstrip(_MARKS)
            value = None if size > 1 and said[at + size - 1] in _LEADING_ON else quantity(named)
            if value is not None:
                found.append((begin, begin + len(named), value))
                free = at + size
                break
    return found


_UNSPACED = re.compile(r"[\u3040-\u9fff]")


_DIGITS = "0123456789"
_MARKS = ",;:.!?*\"'\u201d\u2019"
"""Marks that end a word and are no part of it."""


@lru_cache(maxsize=10_000)
def _folded(token: str) -> str:
    """A token, folded, without marks behind it."""
    return fold(token.rstrip(_MARKS))


@lru_cache(maxsize=10_000)
def _may_begin(token: str) -> bool:
    """Whether a quantity may begin with a token by the look of it alone."""
    return token[0] in _FIRST_OF_FIGURE or _may_spell(_folded(token))


def _may_spell(word: str) -> bool:
    """Whether a folded word can be the first of a number that is spelled out."""
    return "-" in word or is_number_word(word)


def _spells(text: str) -> bool:
    """Whether a text may spell a number."""
    return "-" in text or any(is_number_word(fold(word.strip(_MARKS))) for word in text.split())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_of_date(said: list[str], at: int) -> bool:
    """Whether a number is a day of a month, or the year behind one: 5 December 1791."""
    behind = said[at + 1] if at + 1 < len(said) else ""
    if behind in _MONTHS or (behind in _OF and at + 2 < len(said) and said[at + 2] in _MONTHS):
        return True
    before = said[max(0, at - 2) : at]
    if len(before) > 1 and before[0] in _MONTHS:
        return before[1].isdecimal()
    return bool(before) and before[-1] in _MONTHS


_OF = frozenset(("of", "de", "di"))
_MONTHS = frozenset(name for name in MONTH if len(name) > len("may")) | frozenset(
    "jan feb apr jun jul aug sep oct nov dec".split()
)
"""Names of months that are no other words: out is October in Portuguese."""


def _begins(written: list[str], said: list[str], at: int) -> bool:
    """Whether a quantity can begin with a token."""
    token, word = written[at], said[at]
    if _FIGURE.match(token) is not None:
        return True
    if token[0].isupper() and 0 < at < len(written) - 1 and written[at + 1][0].isupper():
        return False  # a part of a name: The Two Towers
    if not _may_spell(word) or is_everyday_word(word, said) or word in ORDINALS:
        return False
    if is_article(word) or word == "half":
        follow = said[at + 1 : at + 3]
        if word == "half" and follow and is_article(follow[0]):
            follow = follow[1:]
        return bool(follow) and (_is_unit(follow[0]) or follow[0] in _PARTS)
    return all(map(is_number_word, word.split("-")))


_PARTS = frozenset("half third quarter dozen hundred thousand million billion".split())


_LEADING_ON = _JOINING - _PARTS
"""Words in which no quantity ends."""


def _size(written: list[str], said: list[str], at: int) -> int:
    """How many tokens there are, from one with which a quantity begins, that may go on with it."""
    last, most = at + 1, min(len(written), at + _MOST)
    while last < most and _goes_on(written[last - 1], written[last], said[last]):
        last += 1
    return last - at


def _goes_on(before: str, token: str, word: str) -> bool:
    """Whether a word can go on a quantity behind another."""
    if before[-1] in _MARKS and (before[-1] != "." or token[0].isupper()):
        return False
    return word in _JOINING or word in _SCALES or _is_inside(token)


@lru_cache(maxsize=10_000)
def _is_inside(token: str) -> bool:
    """Whether a token is a unit or a number."""
    if _is_unit(token.rstrip(_MARKS)):
        return True
    word = _folded(token)
    return word[:1].isdecimal() or (word != "" and all(map(is_number_word, word.split("-"))))


_NO_UNITS = frozenset("in a an at as so is".split())


def _is_unit(word: str) -> bool:
    """Whether a word is a unit, or several in one: km/h, cm\u00b2."""
    if word in _NO_UNITS or not word:
        return False
    if any(dimensions for _, dimensions in meanings(word)):
        return True
    return not word.isalpha() and any(unit.dimensions for unit in units(word) or ())


_EASTERN = re.compile(r"[$\u20ac\u00a5]?\d[\d.,]*(?P<unit>[^\s\d\W]{0,4})")


def _eastern(text: str) -> list[tuple[int, int, Quantity]]:
    """The quantities in figures of a text without blanks, with units of a few signs."""
    found: list[tuple[int, int, Quantity]] = []
    for one in _EASTERN.finditer(text):
        bare = one[0][: len(one[0]) - len(one["unit"])]
        tried = (quantity(bare + one["unit"][:size]) for size in range(len(one["unit"]), -1, -1))
        value = next((each for each in tried if each is not None and not each.units[0].nouns), None)
        if value is not None:
            found.append((one.start(), one.end(), value))
    return found
