"""Notations of games and of music: cards, castling, the time of a measure."""

from __future__ import annotations

import re

from trustcore_strategies.answers.numerals import SMALL

_CARD = re.compile(
    r"(?:the )?(?P<rank>ace|king|queen|jack|ten|nine|eight|seven|six|five|four|three|two"
    r"|[akqj]|10|[2-9])(?: of (?P<suit>hearts|spades|diamonds|clubs)|(?P<sign>[\u2660-\u2667]))\.?",
    re.IGNORECASE,
)
_RANKS = {"ace": "a", "king": "k", "queen": "q", "jack": "j"}
_SUITS = {
    sign: suit
    for suit, signs in (
        ("spades", "\u2660\u2664"),
        ("hearts", "\u2665\u2661"),
        ("diamonds", "\u2666\u2662"),
        ("clubs", "\u2663\u2667"),
    )
    for sign in signs
}
_CASTLING = re.compile(
    r"(?P<long>\b[0O]-[0O]-[0O]\b|\bqueen ?-?side\b|\blong castl)|"
    r"(?P<short>\b[0O]-[0O]\b|\bking ?-?side\b|\bshort castl)",
    re.IGNORECASE,
)
_METER = re.compile(
    r"(?:in |a )?(?P<beats>\d{1,2}|[a-z]{3,6})[/ -](?P<unit>\d{1,2}|[a-z]{3,7})(?: time)?\.?",
    re.IGNORECASE,
)
_UNITS = {"half": "2", "quarter": "4", "eighth": "8"}


def card(text: str) -> tuple[str, str] | None:
    """The rank and the suit of the one card that a text names: Q and hearts."""
    found = _CARD.fullmatch(text.strip())
    if found is None:
        return None
    rank = found["rank"].lower()
    suit = found["suit"].lower() if found["suit"] else _SUITS[found["sign"]]
    return _RANKS.get(rank, SMALL.get(rank, rank)), suit


def castling(text: str) -> str | None:
    """The side to which a text says that somebody castled; None where it says both or neither."""
    found = {str(one.lastgroup) for one in _CASTLING.finditer(text)}
    return found.pop() if len(found) == 1 else None


def meter(text: str) -> tuple[int, int] | None:
    """The time of a measure: three-four time, 3/4."""
    found = _METER.fullmatch(text.strip())
    if found is None:
        return None
    beats, unit = found["beats"].lower(), found["unit"].lower()
    numbers = SMALL.get(beats, beats), SMALL.get(unit, _UNITS.get(unit, unit))
    if not all(map(str.isdecimal, numbers)):
        return None
    return int(numbers[0]), int(numbers[1])
