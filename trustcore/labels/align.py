"""Which tokens a stretch of a text is made of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

_SPACE_MARKS = str.maketrans("\u2581\u0120\u010a", "  \n")
"""What some tokenisers write for the blank in front of a word and for a new line."""

_REACH = 8
"""Characters that may be skipped to find a token again, after tokens that are not in the text."""

_CONTROL = re.compile(
    r"<[|\uff5c][^<>\n]{1,40}[|\uff5c]>|</?s>|<(?:eos|bos|pad|unk|end_of_turn)>|\[/?INST\]"
)
"""Tokens that steer a model and are no part of what it says."""

_BYTE = re.compile(r"(?:<0x[0-9A-Fa-f]{2}>|\\x[0-9a-f]{2}|\ufffd)+")
"""How tokens are written that are a part of a character."""

_MISSING = 0.5
"""Share of a text's characters that must be found in tokens for them to be the text's."""

Span = tuple[int, int]


def token_indices(text: str, tokens: Sequence[str], start: int, end: int) -> tuple[int, ...]:
    """Indices of the tokens that hold something of `text[start:end]` other than blanks.

    The last tokens should concatenate to the text. Tokens in front of them, such as those of
    thinking that is no part of the text, and tokens that steer the model are none of the text's.
    Where the last ones do not concatenate to it, because blanks were lost or parts of characters
    stand among them, each is searched for backwards from the end; one that cannot be found counts
    where it would have to stand. Empty when that fails: then nothing is known about the stretch.
    """
    found = _exact(text, tokens)
    if found is not None:
        return _inside(*found, tokens, start, end)
    return tuple(
        index
        for index, (first, last) in _searched(text, tokens).items()
        if max(first, start) < min(last, end) or (first == last and start <= first < end)
        if tokens[index].strip()
    )


def token_spans(text: str, tokens: Sequence[str]) -> dict[int, Span]:
    """Where each token stands in a text, by its index and in the order of the text."""
    found = _exact(text, tokens)
    if found is None:
        return _searched(text, tokens)
    pairs = zip(*found, strict=False)
    return {index: _trimmed(tokens[index], at) for index, at in pairs}


def _exact(text: str, tokens: Sequence[str]) -> tuple[range, list[int]] | None:
    """The last tokens, if they are the text with its outer blanks or without.

    Returns:
        Their indices, and where each begins, blanks included, and the last one ends.
    """
    last = len(tokens)
    while last and (_CONTROL.fullmatch(tokens[last - 1].strip()) or not tokens[last - 1].strip()):
        last -= 1
    bare = text.rstrip()
    joined = "".join(tokens[:last]).rstrip()
    if not bare or not joined.endswith(bare):
        return None
    begin = len(joined) - len(bare)
    begins = list(accumulate(map(len, tokens[:last]), initial=-begin))
    first = bisect_right(begins, 0) - 1
    if joined[begin + begins[first] : begin].strip():
        return None
    return range(first, last), begins[first:]


def _inside(
    indices: range, begins: list[int], tokens: Sequence[str], start: int, end: int
) -> tuple[int, ...]:
    """Those that hold something of `text[start:end]`: only at its edges blanks matter."""
    if start >= end:
        return ()
    low, high = max(0, bisect_right(begins, start) - 1), bisect_left(begins, end)
    found = [index for index in indices[low:high] if tokens[index].strip()]
    spans = [
        _trimmed(tokens[one], begins[one - indices.start]) for one in (*found[:1], *found[-1:])
    ]
    if spans and spans[-1][0] >= end:
        found.pop()
    if found and spans[0][1] <= start:
        found.pop(0)
    return tuple(found)


def _trimmed(token: str, at: int) -> Span:
    """Where a token stands without the blanks at its edges."""
    begin = at + len(token) - len(token.lstrip())
    return begin, max(begin, at + len(token.rstrip()))


def _searched(text: str, tokens: Sequence[str]) -> dict[int, Span]:
    """Where each token stands that is found again, looked for backwards from the end."""
    spans: list[tuple[int, Span]] = []
    at = len(text)
    found = 0
    for index in range(len(tokens) - 1, -1, -1):
        at = _before_blanks(text, at)
        if at <= 0:
            break
        bare = tokens[index].translate(_SPACE_MARKS).strip()
        if not bare or _CONTROL.fullmatch(bare):
            continue
        place = text.rfind(bare, max(0, at - len(bare) - _REACH), at)
        if place >= 0:
            spans.append((index, (place, place + len(bare))))
            found, at = found + len(bare), place
        elif _BYTE.fullmatch(bare):
            spans.append((index, (at - 1, at)))
        elif spans:
            spans.append((index, (at, at)))
    wanted = len("".join(text.split()))
    return dict(reversed(spans)) if found and found >= _MISSING * wanted else {}


def _before_blanks(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at
