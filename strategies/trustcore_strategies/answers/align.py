"""Which tokens a stretch of a text is made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

_SPACE_MARKS = str.maketrans("\u2581\u0120", "  ")
"""What some tokenisers write for the blank in front of a word."""

_REACH = 8
"""Characters that may be skipped to find a token again, after tokens that are not in the text."""


def token_indices(text: str, tokens: Sequence[str], start: int, end: int) -> tuple[int, ...]:
    """Indices of the tokens that hold something of `text[start:end]` other than blanks.

    Tokens should concatenate to the text. Where they do not, because blanks were lost, or special
    tokens and parts of characters stand among them, each is searched for a little further on; one
    that cannot be found counts where it would have to stand. Empty when that fails for most tokens.
    """
    spans = _exact(tokens) if "".join(tokens) == text else _searched(text, tokens)
    return tuple(
        index
        for index, (first, last) in enumerate(spans)
        if max(first, start) < min(last, end) or (first == last and start <= first < end)
        if tokens[index].strip()
    )


def _exact(tokens: Sequence[str]) -> Sequence[tuple[int, int]]:
    """Where each token stands, blanks at its edges left out."""
    ends = accumulate(map(len, tokens))
    return [
        (end - len(token.lstrip()), end - len(token) + len(token.rstrip()))
        for token, end in zip(tokens, ends, strict=True)
    ]


def _searched(text: str, tokens: Sequence[str]) -> Sequence[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = lost = wanted = 0
    for token in tokens:
        bare = token.translate(_SPACE_MARKS).strip()
        at = _skip_blanks(text, at)
        found = text.find(bare, at, at + len(bare) + _REACH) if bare else -1
        wanted += len(bare)
        lost += len(bare) if found < 0 else 0
        spans.append((at, at) if found < 0 else (found, found + len(bare)))
        at = spans[-1][1]
    return spans if 2 * lost <= wanted else ()


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
