"""Telephone numbers that a text shows as such: (555) 010-4477."""

from __future__ import annotations

import re

_AREA = re.compile(r"(?:\+?\d{1,3}[ .-]?)?\(0?\d{2,5}\)[ .-]?\d{3,4}(?:[ .-]?\d{2,4}){0,3}")
_LINE = re.compile(r"\+?[\d(][\d ().-]{6,22}\d")
_FEWEST, _NATIONAL = 7, 10
"""Digits that a number has at least, and those that it has without the code of its country."""


def same_telephone(one: str, other: str) -> float | None:
    """Whether two texts are one telephone number, where one has its area in brackets; else None."""
    if not (_AREA.fullmatch(one) or _AREA.fullmatch(other)):
        return None
    if not (_LINE.fullmatch(one) and _LINE.fullmatch(other)):
        return None
    short, long = sorted(map(_digits, (one, other)), key=len)
    if len(short) < _FEWEST:
        return None
    return float(short == long or (len(short) >= _NATIONAL and long.endswith(short)))


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isdecimal())
