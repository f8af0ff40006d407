"""Token log-probabilities in the shapes that OpenAI's APIs have had, read without a loop in Python.

An answer has thousands of tokens with up to twenty alternatives each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from trustcore.records.chat import TokenLogprobs

FLOOR = -1e4
"""Log-probabilities below it, which stand for "never", are raised to it: sums stay finite."""

_ROUNDING = 1e-3  # a log-probability above zero by less than this is an inexact zero
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
_TOKEN_AND_LOGPROB = itemgetter("token", "logprob")
_TOP = itemgetter("top_logprobs")
_FIRST = itemgetter(0)
_SECOND = itemgetter(1)
_Rows = tuple[tuple[tuple[str, float], ...], ...]


def read_logprobs(found: Any) -> TokenLogprobs | None:  # noqa: ANN401  (any JSON)
    """Log-probabilities of a choice; None where they are absent or not to be trusted."""
    if not isinstance(found, dict):
        return None
    content = found.get("content")
    if isinstance(content, list):
        return read_entries(content)
    return _legacy(found)


def read_entries(content: Sequence[Any]) -> TokenLogprobs | None:
    """From a list of `{token, logprob, top_logprobs}`."""
    try:
        return _joined(tuple(map(_TOKEN_AND_LOGPROB, content)), _top(content))
    except _MALFORMED:
        return None


def _legacy(found: Mapping[str, Any]) -> TokenLogprobs | None:
    """From parallel lists, as the older completions API had them."""
    try:
        pairs = tuple(zip(found["tokens"], found["token_logprobs"], strict=True))
        return _joined(pairs, _legacy_top(found.get("top_logprobs"), len(pairs)))
    except _MALFORMED:
        return None


def _joined(pairs: tuple[tuple[str, float], ...], top: _Rows) -> TokenLogprobs:
    tokens, logprobs = zip(*_bounded((pairs,))[0], strict=True)
    return TokenLogprobs(logprobs, tokens, top)


def _top(content: Sequence[Mapping[str, Any]]) -> _Rows:
    """The alternatives to each token; none at all where one is malformed."""
    try:
        return _bounded(tuple([tuple(map(_TOKEN_AND_LOGPROB, row)) for row in map(_TOP, content)]))
    except _MALFORMED:
        return ()


def _legacy_top(found: Any, length: int) -> _Rows:  # noqa: ANN401  (any JSON)
    if not isinstance(found, list) or len(found) != length:
        return ()
    try:
        return _bounded(tuple([tuple(row.items()) for row in found]))
    except _MALFORMED:
        return ()


def _bounded(rows: _Rows) -> _Rows:
    """The rows with log-probabilities between FLOOR and 0.

    Raises:
        TypeError: When a token is no string or a log-probability no number.
        ValueError: When one is NaN or no logarithm of a probability, or there is none.
        OverflowError: When one is too large for a number.
    """
    "".join(map(_FIRST, chain.from_iterable(rows)))  # refuses what is no string
    numbers = list(map(_SECOND, chain.from_iterable(rows)))
    total, highest = sum(numbers), max(numbers)
    if math.isnan(total) or highest > _ROUNDING:
        raise ValueError
    if highest <= 0 and total >= FLOOR:
        return rows
    return tuple([tuple([(text, min(max(one, FLOOR), 0.0)) for text, one in row]) for row in rows])
