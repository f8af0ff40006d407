"""What a text says around its news: what it is not, how sure its author is, the verb behind."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re

LONGEST = 400
"""Characters; of a longer text no core is looked for."""

_DENIED = re.compile(
    r"(?:^|(?:it'?s|it is|is|are|was|were|,)\s+)not\s+[^,;.\n]{1,60}?(?:[,;]|\bbut\b)\s*(?:but |rather |it'?s |it is |is )?(?=\S)",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"(?:,\s*(?:and |but )?(?:not|rather than|instead of)| (?:rather than|instead of|as opposed to|and not))\s+[^,;.\n]{1,60}(?=[.!]?$)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]+(?:i think|i believe|i guess|as far as i know|if i recall correctly|i'm (?:fairly |pretty )?sure)[.!]?$",
    re.IGNORECASE,
)

_UNSURE = ("think", "believe", "guess", "know", "recall", "sure")


def without_denied(text: str) -> str:
    """A text without the things of which it says that they are not it, where it names another."""
    if len(text) > LONGEST or (
        "not" not in text.lower() and " than" not in text and "instead" not in text
    ):
        return text
    return _DENIED_AFTER.sub("", _DENIED.sub(" ", text)).strip() or text


def without_tail(text: str) -> str:
    """A text without the words in which its author says behind it how sure it is."""
    return _TAIL.sub("", text) if any(map(text.lower().__contains__, _UNSURE)) else text


_DENIED_ABROAD = re.compile(
    r"^(?:[^,.;。、]{1,30}?(?:では?なくて?|じゃなくて)[,、]? ?|(?:不是|并非|並非)[^,.;。]{1,30}?[,，]? ?而是|[^,.;]{1,30}?[이가] 아니라,? )(?=\S)"
)
"""What a text says in Japanese, Chinese and Korean that it is not, in front of what it is."""

_HEDGED = re.compile("(?:我认为|我想|我觉得|應該|应该|应当|大概|可能|也许|也許|好像)是?(?=.)")
_COPULA = re.compile(
    "(?<=.)(?:である|であります|でございます|でしょう|です|になります|입니다|이에요|예요|이다)$"
)
_GLOSSED = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af])\([^()]{1,40}\)$")
_SUFFIXED = re.compile("(?<=\\w)'[dt][\u0131iu\u00fc]r$")
"""The copula of Turkish behind a proper name: Ankara'd\u0131r."""

_ELIDED = re.compile(r"^(?:l|dell|all|nell|un)'(?=\w)", re.IGNORECASE)


def without_speech(bare: str) -> str:
    """A text without how sure its author is in front, the verb behind or the elided article."""
    if -1 < bare.find("'") <= _LONGEST_ARTICLE:
        bare = _ELIDED.sub("", bare, count=1)
    if bare[-1:] == "r" and "'" in bare[-4:]:
        bare = _SUFFIXED.sub("", bare)
    if bare.isascii():
        return bare
    bare = _DENIED_ABROAD.sub("", bare)
    hedged = _HEDGED.match(bare)
    return _GLOSSED.sub("", _COPULA.sub("", bare if hedged is None else bare[hedged.end() :]))


_LONGEST_ARTICLE = 4
"""Letters in front of the apostrophe of an elided article: dell'."""
