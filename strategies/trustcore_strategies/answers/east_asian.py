"""Numbers as they are written in Chinese, Japanese and Korean."""


# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from fractions import Fraction

_CJK_DIGITS = {mark: digit for digit, mark in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_CJK_DIGITS |= {mark: digit for digit, mark in enumerate("영일이삼사오육칠팔구")}
_CJK_DIGITS |= {mark: digit for digit, mark in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_CJK_DIGITS |= {mark: digit for digit, mark in enumerate("貳參肆伍陸", start=2)}
_CJK_SMALL = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "拾": 10,
    "佰": 100,
    "仟": 1000,
    "십": 10,
    "백": 100,
    "천": 1000,
}
_CJK_LARGE = {
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
    "만": 10**4,
    "억": 10**8,
}
NUMERALS = "".join([*_CJK_DIGITS, *_CJK_SMALL, *_CJK_LARGE])
"""The characters of which numbers are written."""

_CJK = re.compile(f"[{NUMERALS}" + r"\d.,]{1,24}")


_PART_OF = "分之"
"""What stands between a number of equal parts and how many of them are meant."""


_LONGEST_PART = 40
"""Characters; a longer text is no fraction in words."""


def _part(below: str, above: str, *, length: int) -> tuple[Fraction, int] | None:
    """The fraction that a whole text is: two of three parts."""
    parts, taken = east_asian(below), east_asian(above)
    if parts is None or taken is None or not parts[0]:
        return None
    whole = (parts[1], taken[1]) == (len(below), len(above))
    return (taken[0] / parts[0], length) if whole else None


_PLACES = re.compile("[点點](?P<places>[零〇一二三四五六七八九]{1,12})(?![分刻十])")
"""Decimal places behind a number in characters; behind the hour of a time stand minutes."""


def east_asian(text: str) -> tuple[Fraction, int] | None:
    """Read the number that a text begins with in Chinese, Japanese or Korean, with its end."""
    if len(text) <= _LONGEST_PART and text.count(_PART_OF) == 1:
        return _part(*text.split(_PART_OF), length=len(text))
    found = _CJK.match(text)
    if found is None or found[0].isascii():
        return None
    total = group = Fraction(0)
    digit: Fraction | None = None
    for piece in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?|\D", found[0]):
        if piece[0].isdigit() and piece.isascii():
            digit = Fraction(piece.replace(",", ""))
        elif piece in _CJK_DIGITS:
            digit = Fraction(_CJK_DIGITS[piece]) + (10 * digit if digit else 0)
        elif piece in _CJK_SMALL:
            group, digit = group + (1 if digit is None else digit) * _CJK_SMALL[piece], None
        elif piece in _CJK_LARGE:
            group += 0 if digit is None else digit
            total, group, digit = total + (group or 1) * _CJK_LARGE[piece], Fraction(0), None
        else:
            return None
    whole, end = total + group + (digit or 0), found.end()
    places = _PLACES.match(text, end) if end < len(text) else None
    if places is None:
        return whole, end
    behind = "".join(str(_CJK_DIGITS[mark]) for mark in places["places"])
    return whole + Fraction(int(behind), 10 ** len(behind)), places.end()
