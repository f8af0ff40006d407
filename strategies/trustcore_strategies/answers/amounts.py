"""Amounts: a number with its unit or currency, or several that add up."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from trustcore_strategies.answers.bounds import CURRENCY, NUMBERED, SIGN
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numbers import Number, leading_number, roman
from trustcore_strategies.answers.numerals import is_number_word
from trustcore_strategies.answers.parted import parted
from trustcore_strategies.answers.units import BARE, Unit, units

Amount = tuple[Number, tuple[Unit, ...]]
"""A number, and all that its unit can mean."""

DIGITS = frozenset("0123456789")
"""Nothing stands in front of the number of a text that begins with one of these."""

_CODE_BEHIND = re.compile(
    r"(?:USD|EUR|GBP|JPY|CNY|INR|CHF|CAD|AUD|US dollars?|dollars?|euros?|pounds?|yen)$",
    re.IGNORECASE,
)
_SCALE_LETTER = re.compile(r"(?<=\d) ?([mb])$")
_SCALED = {"m ": 10**6, "b ": 10**9}
"""Letters between a number and the name of a currency: 3m euros."""
_DIGIT = re.compile(r"\d")
_WORD_BEHIND = re.compile(r"[ ,]([^\W\d_]{3,12})(?= |-)")
_PLACE = re.compile(r"(?:st|nd|rd|th)? ?(?:place|position|rank)$", re.IGNORECASE)
_FROM_END = re.compile(
    r"(?:place )?(?:from|to)(?: the)? (?:last|end|bottom|back|rear|right)(?: place)?", re.IGNORECASE
)
_ISO_CODE = re.compile(r"[A-Z]{3}")


def amount(text: str) -> Amount | None:
    """Read a text that is one amount and nothing else, with a sign, a currency or parts."""
    with_parts = parted(text)
    if with_parts is not None:
        return with_parts
    sign = None if text[:1] in DIGITS else SIGN.match(text)
    minus = sign is not None and sign["minus"] is not None
    rest = text if sign is None else text[sign.end() :]
    money = None if rest[:1] in DIGITS else CURRENCY.match(rest)
    if money is not None:
        rest = _SCALE_LETTER.sub(_capital, rest[money.end() :].lstrip())
        if not minus and rest[:1] == "-":
            minus, rest = True, rest[1:]
    found = _counted(rest, money[0] if money is not None else "")
    if found is None:
        return _roman(text)
    number, measured = found
    return (number.negated() if minus else number), measured


def one_kind(one: tuple[Unit, ...], other: tuple[Unit, ...]) -> bool:
    """Whether both can mean a unit with the same dimensions, which is no mere number."""
    kinds = {unit.dimensions for unit in one if unit.dimensions}
    return any(unit.dimensions in kinds for unit in other)


def is_money(unit: Unit) -> bool:
    """Whether a unit is a currency, of which there are no thousandths: 1.250 euros are not 1.25."""
    return len(unit.dimensions) == 1 and _ISO_CODE.fullmatch(unit.dimensions[0][0]) is not None


def _capital(found: re.Match[str]) -> str:
    return found[1].upper()


def _counted(text: str, money: str) -> Amount | None:
    """A number and its unit, or several that add up as in 2 hours 30 minutes."""
    text = text if text[:1] in DIGITS else NUMBERED.sub("", text)
    if (
        text[:1] == "("
        and (closing := text.find(")")) > 1
        and text[1:closing].replace("/", "").isdigit()
    ):
        text = text[1:closing] + text[closing + 1 :]
    found = leading_number(text)
    if found is None:
        return None
    number, end = found
    rest = text[end:].strip()
    if (
        not money
        and rest
        and text[end - 1].isascii()
        and text[end - 1].isdigit()
        and rest[0].isdigit()
    ):
        return None
    further = None if money else _further(rest)
    if further is not None:
        added = _added(number, rest, further)
        if added is not None:
            return added
    if number.ordinal and _FROM_END.fullmatch(rest):
        return number, (Unit(nouns=("~last",)),)
    if number.ordinal:
        rest = _PLACE.sub("", rest)
    return _of_unit(number, rest, money)


def _of_unit(number: Number, rest: str, money: str) -> Amount | None:
    """A number with the unit behind it, or with the currency in front or on both sides."""
    if money and _CODE_BEHIND.fullmatch(rest):
        again, sign = units(rest), units(money)
        if again and sign and one_kind(again, sign):
            return number, again
    if rest[:2] in _SCALED and not money and rest[2:3].isalpha():
        sums = units(rest[2:]) or ()
        if any(map(is_money, sums)):
            return number.times(_SCALED[rest[:2]]), sums
    measured = units(f"{money} {rest}".strip() if money and not rest.startswith(money) else rest)
    return None if measured is None else (number, measured)


def _further(rest: str) -> int | None:
    """Where a second number begins behind a unit, in digits or in words."""
    digit = _DIGIT.search(rest)
    if digit is not None:
        return digit.start()
    words = _WORD_BEHIND.finditer(rest) if " " in rest else ()
    return next((word.start(1) for word in words if _is_number_word(word[1])), None)


@lru_cache(maxsize=50_000)
def _is_number_word(word: str) -> bool:
    """Whether a word as it is written is a part of written numbers."""
    return is_number_word(fold(word))


def _added(number: Number, rest: str, start: int) -> Amount | None:
    """The sum of a quantity and a smaller one that follows it: 5 ft 3 in."""
    if "(" in rest[:start]:  # the same once more in another unit
        return None
    first = units(
        rest[:start].strip(" ,").removesuffix(" and").removesuffix(" et").removesuffix(" und")
    )
    clock = rest[start:].rstrip(" .")
    if clock.rstrip("m").rstrip().isdigit() and rest[:1] == "h":
        clock = clock.rstrip("m").rstrip() + "min"
    second = _counted(clock, "")
    if not first or second is None:
        return None
    for one in first:
        for other in second[1]:
            if one.dimensions and one.dimensions == other.dimensions and one.factor > other.factor:
                total = number.value + second[0].value * other.factor / one.factor
                return Number(total), (one,)
    return None


def _roman(text: str) -> Amount | None:
    if not text or not text.isascii() or not text.isalpha() or not text.isupper():
        return None
    value = roman(text) if set(text) <= set("IVXLCDM") else None
    return None if not value or text in {"C", "L"} else (Number(Fraction(value)), BARE)
