"""Paragraphs of laws, contracts and books, of which every part counts: Section 5(a), Rule 10(b)."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

_PARAGRAPH = re.compile(
    r"(?:\b(?:(?:sub)?(?:section|clause|paragraph)|sec|article|art|rule|para|schedule|regulation|reg|item|question|equation|eq|exhibit|appendix|annex|title|order|paragraf|artikel|absatz)s?\.?|\xa7{1,2}) ?(?P<number>\(\d{1,3}\)|\d[\d.]{0,8}[a-z]?(?:-\d{1,3})?(?![^\W_])(?: ?\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)){0,4})",
    re.IGNORECASE,
)


def paragraph(text: str) -> str | None:
    """The number of the only paragraph that a text names, with its parts: 5(a)."""
    found = _PARAGRAPH.findall(text)
    return found[0].replace(" ", "").lower().strip(".") if len(found) == 1 else None


_NAMED = re.compile(r"(?:the )?(?:(?:sub)?section|paragraph|para|sec|paragraf)s?\b", re.IGNORECASE)


def is_sign_of(one: str, other: str) -> bool:
    """Whether one of two texts of one number has the sign for a section and the other the word."""
    named, signed = sorted((one, other), key=lambda text: text[:1] == "\xa7")
    whole = _PARAGRAPH.fullmatch(signed.rstrip(".")) and signed[:1] == "\xa7"
    return bool(whole) and _NAMED.match(named) is not None
