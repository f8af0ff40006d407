"""Where a final answer stands in a text, and how its edges are trimmed."""

from __future__ import annotations

from attrs import frozen

LONGEST_ANSWER = 20_000
"""Characters after a label that can be its answer."""

_BLANKS = " \t\r\n*_"
_QUOTES = {
    '"': '"',
    "'": "'",
    "`": "`",
    "\u201c": "\u201d",
    "\u2018": "\u2019",
    "\u300c": "\u300d",
    "\u00ab": "\u00bb",
}


@frozen
class Final:
    """Where the final answer stands in a text.

    Attributes:
        start: Index of its first character in the text.
        end: Index after its last character.
        text: The answer itself, as it was meant: unescaped where it stood in JSON.
        marked: Whether the text itself says that this is its answer; otherwise it is all of it.
    """

    start: int
    end: int
    text: str
    marked: bool


def span(text: str, start: int, end: int, *, marked: bool) -> Final:
    """Trim the edges: blanks, quotes, emphasis and the full stop."""
    piece = text[start:end].rstrip(_BLANKS)
    end = start + len(piece)
    start = end - len(piece.lstrip(_BLANKS))
    if end - start > 1 and text[end - 1] in ".\u3002" and text[end - 2] != ".":
        end = start + len(text[start : end - 1].rstrip(_BLANKS))
    while end - start > 1 and _quoted(text[start:end]):
        start, end = start + 1, end - 1
    return Final(start, end, text[start:end], marked)


def _quoted(piece: str) -> bool:
    """Whether one pair of quotation marks stands around all of a piece."""
    closing = _QUOTES.get(piece[0])
    return closing is not None and piece[-1] == closing and closing not in piece[1:-1]


def within_reach(text: str, wanted: str, start: int) -> int:
    """Where something comes next within reach, or else the end of that."""
    found = text.find(wanted, start, start + LONGEST_ANSWER)
    return min(len(text), start + LONGEST_ANSWER) if found < 0 else found
