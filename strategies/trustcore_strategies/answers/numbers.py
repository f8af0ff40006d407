"""Numbers as they stand in texts: digits in any style, powers of ten, fractions and words."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve, frozen

from trustcore_strategies.answers.east_asian import east_asian
from trustcore_strategies.answers.far_numerals import HALVES
from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.numerals import SCALES, spelled

_DIGITS = re.compile(
    r"(?P<grouped>\d{1,3}(?P<mark>[,.' \u00a0\u202f])\d{3}(?:(?P=mark)\d{3})*(?!\d|\.\.))(?:[.,](?P<rest>\d+))?"
    r"|(?P<indian>\d{1,2}(?:,\d\d)+,\d{3}(?!\d))"
    r"|(?P<whole>\d*)(?:[.,](?P<places>\d+))?(?P<more>\.\.\.|\u2026)?"
)
_POWER = re.compile(
    r"[eE]([-+]?\d{1,3})(?![\w.])|\s?[*xX]\s?10\s?(?:\^\s?[{(]?([-+]?\d{1,3})[})]?|\*\*\s?([-+]?\d{1,3}))"
)
_RAISED = re.compile(
    r"\s?(?:\^|\*\*)\s?[{(]?(-?\d{1,3})[})]?(?![\w.])|\s(?:(?P<square>squared)|cubed)(?=\W*$)"
)
_OVER = re.compile(r"\s?/\s?\(?(\d{1,30}(?:\.\d{1,9})?)\)?(?![\d/.])")
_MYRIADS = re.compile(r"\d[\d,.]*[万萬亿億兆만억]\d")
"""A number of several parts, each with its sign: 1億2500万."""

_MIXED = re.compile(r"(?: |-| and )(\d{1,4})/(\d{1,4})(?![\d/])")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|\u00ba|\u00aa|er|eme|\u00e8me|e)(?![\w])")
_LETTER_SCALE = re.compile(r"(?:(k|K)|(M|MM)|(B|bn|Bn|BN)|(T|tn))(?![\w/^])")
_SCALE_WORD = re.compile(r"[\s-]?([^\W\d_][^\W\d_\u0300-\u036f]*\.?)")
_CJK_SCALE = re.compile(
    r"\s?([\u5341\u767e\u5343\u4e07\u842c\u4ebf\u5104\u5146\uc2ed\ubc31\ucc9c\ub9cc\uc5b5]+)"
)
_SCALES = {"hundred": 100} | dict.fromkeys(
    ("dozen", "dozens", "dutzend", "douzaines", "docenas"), 12
)
_WORD_BEHIND = re.compile(r" ([a-zA-Z]+)(?![^\W\d_])")
CHANGING = frozenset(("x", "squared", "cubed", "and", *_SCALES, *SCALES))
"""Words that make another number of one in front of them; behind it any other is no part of it."""

_ROMAN_YEAR = re.compile(r"M{1,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
ROMANS = frozenset(
    hundreds + tens + ones
    for hundreds in ("", "C", "CC", "CCC")
    for tens in ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
) - {""}
"""The Roman numerals that are read."""

_LARGEST_BASE = 10**6
_PRECISE = 2
"""Decimal places, of the first part of a power of ten as well, to which a number is rounded."""


@frozen
class Number:
    """A number as it stands in a text.

    Attributes:
        value: What it is, in units of one.
        other: What it is where dots and commas are read the other way round; None where that
            cannot be meant.
        places: Decimal places that were written; None where it is exact. Of a power of ten where
            its last written digit stands, below 0 in front of the point.
        ordinal: Whether it is a place in an order.
        comma: Whether a comma stands before its decimal places.
    """

    value: Fraction
    other: Fraction | None = None
    places: int | None = None
    ordinal: bool = False
    comma: bool = False

    def negated(self) -> Number:
        """Return the number with the other sign."""
        other = None if self.other is None else -self.other
        return Number(-self.value, other, self.places, self.ordinal, self.comma)

    def times(self, factor: Fraction | int) -> Number:
        """Return a multiple of it, whose decimal places say nothing any more."""
        other = None if self.other is None else self.other * factor
        places = None if self.places is None else 0
        return Number(self.value * factor, other, places, comma=self.comma)


def equal(one: Fraction, other: Fraction) -> bool:
    """Whether two fractions are equal; `==` asks first what the other is, which takes longer."""
    return one is other or one.as_integer_ratio() == other.as_integer_ratio()


def close(one: Fraction, places: int | None, other: Fraction, other_places: int | None) -> bool:
    """Whether two numbers are the same, the one with fewer of at least two places being rounded."""
    if equal(one, other):
        return True
    least = (other_places or 0) if places is None else places
    if other_places is not None:
        least = min(least, other_places)
    if least < 0:
        return bool(abs(one - other) * 2 <= 10**-least)
    return least >= _PRECISE and abs(one - other) * 2 * 10**least <= 1


def same_number(one: Number, other: Number, *, grouped: bool = False, commas: bool = False) -> bool:
    """Whether two numbers are the same.

    Args:
        one: A number.
        other: Another.
        grouped: Whether one dot may part thousands, as it does where whole numbers are asked for.
        commas: Whether the question writes decimal places behind a comma, so that 2,500 may be 2.5.
    """
    if close(one.value, one.places, other.value, other.places):
        return True
    if grouped and one.other is not None and other.other is not None:
        return one.other == other.value and other.other == one.value
    either, plain = (one, other) if one.other is not None else (other, one)
    if either.other is None or plain.other is not None or either.other != plain.value:
        return False
    if abs(either.other) < abs(either.value):  # with a comma that parts thousands in most texts
        return commas or plain.comma
    return grouped or either.value.denominator == 1


def leading_number(text: str) -> tuple[Number, int] | None:
    """Read the number that a text begins with, and where it ends; signs come before it."""
    if not text:
        return None
    if text[0].isdecimal() or (text[0] in ".," and text[1:2].isdecimal()):
        joined = east_asian(text) if _MYRIADS.match(text) is not None else None
        return _written(text) if joined is None else (Number(joined[0]), joined[1])
    if text[0] == "第":
        placed = leading_number(text[1:])
        return None if placed is None else (evolve(placed[0], ordinal=True), placed[1] + 1)
    asian = (HALVES[text], len(text)) if text in HALVES else east_asian(text)
    if asian is not None:
        return Number(asian[0]), asian[1]
    folded = fold(text[:120])
    found = spelled(folded)
    if found is None:
        return None
    end = found[2] + text[:120].count("'", 0, found[2])
    return Number(found[0], ordinal=found[1]), end


def sole_number(text: str) -> Fraction | None:
    """The number that a whole text is, in digits or words; None where it is more or none."""
    found = leading_number(text)
    return None if found is None or found[1] < len(text) else found[0].value


def is_roman_year(text: str) -> bool:
    """Whether a text is a Roman numeral from 1000 on, and too long for another word."""
    if text[:1] != "M" or not (len(text) > 3 or text in {"MCM", "MMX"}):
        return False
    return _ROMAN_YEAR.fullmatch(text) is not None


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capital letters: of up to 399, or of a year."""
    if text not in ROMANS and not is_roman_year(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _written(text: str) -> tuple[Number, int] | None:
    found = _DIGITS.match(text)
    if found is None or not found.group():
        return None
    number, end = _digits(found), found.end()
    places = found["places"] or found["rest"]
    if places and found[0].removesuffix(places)[-1] == ",":
        number = evolve(number, comma=True)
    behind = _WORD_BEHIND.match(text, end)
    if end == len(text) or (behind is not None and behind[1].lower() not in CHANGING):
        return number, end
    for step in (_with_power, _with_fraction, _with_scale):
        after = step(number, text, end)
        if after is not None:
            return after
    ordinal = _ORDINAL.match(text, end)
    if ordinal is not None and number.places in (None, 0):
        return Number(number.value, None, None, ordinal=True), ordinal.end()
    return number, end


def _digits(found: re.Match[str]) -> Number:
    if found.lastgroup == "whole":
        return Number(Fraction(int(found["whole"])), places=0)
    if found["indian"]:
        return Number(Fraction(found["indian"].replace(",", "")), places=0)
    if found["grouped"]:
        return _grouped(found["grouped"], found["mark"], found["rest"])
    whole, places = found["whole"] or "0", found["places"] or ""
    value = Fraction(f"{whole}.{places}") if places else Fraction(int(whole))
    if found["more"] and places:
        return Number(_repeating(whole, places))
    return Number(value, places=len(places))


def _grouped(written: str, mark: str, rest: str | None) -> Number:
    """A number in groups of three, which with one dot or comma may be a decimal."""
    groups = written.split(mark)
    value = Fraction("".join(groups))
    if rest is not None:
        return Number(value + Fraction(int(rest), 10 ** len(rest)), places=len(rest))
    decimal = Fraction(f"{groups[0]}.{groups[1]}")
    if len(groups) > 2 or mark not in ",.":
        return Number(value, places=0)
    if groups[0].startswith("0"):
        return Number(decimal, places=3)
    return Number(value, decimal, 0) if mark == "," else Number(decimal, value, 3)


def _repeating(whole: str, places: str) -> Fraction:
    """A decimal whose last digit, or whose block of digits, goes on for ever."""
    for size in range(1, len(places) // 2 + 1):
        block = places[-size:]
        if places[-2 * size : -size] == block:
            break
    else:
        size, block = len(places), places
    front = places[: len(places) - size]
    ten = 10 ** len(front)
    return Fraction(f"{whole}.{front or 0}") + Fraction(int(block), (10**size - 1) * ten)


def _with_power(number: Number, text: str, end: int) -> tuple[Number, int] | None:
    power = _POWER.match(text, end)
    if power is not None:
        exponent = int(power[1] or power[2] or power[3])
        scaled = number.times(Fraction(10) ** exponent)
        if (number.places or 0) >= _PRECISE:  # 3.00e8 is precise to its last digit
            scaled = evolve(scaled, places=(number.places or 0) - exponent)
        return scaled, power.end()
    raised = _RAISED.match(text, end)
    if raised is None or abs(number.value) > _LARGEST_BASE or number.value == 0:
        return None
    exponent = int(raised[1] or (2 if raised["square"] else 3))
    return Number(number.value**exponent), raised.end()


def _with_fraction(number: Number, text: str, end: int) -> tuple[Number, int] | None:
    mixed = _MIXED.match(text, end)
    if mixed is not None and number.places == 0 and int(mixed[2]):
        return Number(number.value + Fraction(int(mixed[1]), int(mixed[2]))), mixed.end()
    over = _OVER.match(text, end)
    if over is not None and Fraction(over[1]):
        return Number(number.value / Fraction(over[1])), over.end()
    return None


def _with_scale(number: Number, text: str, end: int) -> tuple[Number, int] | None:
    letter = _LETTER_SCALE.match(text, end)
    if letter is not None:
        power = next(3 * place for place in range(1, 5) if letter[place])
        return number.times(10**power), letter.end()
    asian = _CJK_SCALE.match(text, end)
    if asian is not None:
        found = east_asian(asian[1])
        return None if found is None else (number.times(found[0]), asian.end())
    word = _SCALE_WORD.match(text, end)
    if word is None:
        return None
    scale = _SCALES.get(name := fold(word[1]).rstrip("."), SCALES.get(name))
    if scale is None:
        return None
    scaled = number.times(scale)
    if number.value.denominator != 1 and number.other is not None:
        scaled = Number(number.value * scale, None, 0)
    further = _with_scale(scaled, text, word.end())
    return further or (scaled, word.end())
