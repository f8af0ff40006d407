"""Token log-probabilities in the shapes that OpenAI's APIs have had, read without a loop in Python.

An answer has thousands of tokens with up to twenty alternatives each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any

from trustcore.records.alternatives import Alternatives, Row
from trustcore.records.chat import ROUNDING, TokenLogprobs

FLOOR = -1e4
"""Log-probabilities below it, which stand for "never", are raised to it: sums stay finite."""

_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
_TOKEN = itemgetter("token")
_LOGPROB = itemgetter("logprob")
_TOP = itemgetter("top_logprobs")
_FIRST = itemgetter(0)
_SECOND = itemgetter(1)


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
        return _joined(list(map(_TOKEN, content)), list(map(_LOGPROB, content)), _top(content))
    except _MALFORMED:
        return None


def _legacy(found: Mapping[str, Any]) -> TokenLogprobs | None:
    """From parallel lists, as the older completions API had them."""
    try:
        tokens, logprobs = list(found["tokens"]), list(found["token_logprobs"])
        return _joined(tokens, logprobs, _legacy_top(found.get("top_logprobs"), len(tokens)))
    except _MALFORMED:
        return None


def _joined(tokens: list[str], logprobs: list[float], top: Sequence[Row]) -> TokenLogprobs:
    return TokenLogprobs(tuple(_bounded(tokens, logprobs)), tuple(tokens), top)


def _top(content: Sequence[Mapping[str, Any]]) -> Sequence[Row]:
    """The alternatives to each token; none at all where one is malformed."""
    try:
        rows = list(map(_TOP, content))
        flat = list(chain.from_iterable(rows))
        return _rows(list(map(_TOKEN, flat)), list(map(_LOGPROB, flat)), map(len, rows))
    except _MALFORMED:
        return ()


def _legacy_top(found: Any, length: int) -> Sequence[Row]:  # noqa: ANN401  (any JSON)
    if not isinstance(found, list) or len(found) != length:
        return ()
    try:
        flat = [pair for row in found for pair in row.items()]
        return _rows(list(map(_FIRST, flat)), list(map(_SECOND, flat)), map(len, found))
    except _MALFORMED:
        return ()


def _rows(texts: list[str], numbers: list[float], sizes: Iterable[int]) -> Alternatives:
    """Rows of some sizes, out of what they hold one after the other."""
    return Alternatives(texts, _bounded(texts, numbers), tuple(accumulate(sizes)))


def _bounded(texts: list[str], numbers: list[float]) -> list[float]:
    """The log-probabilities of some texts, between FLOOR and 0.

    Raises:
        TypeError: When a token is no string or a log-probability no number.
        ValueError: When one is NaN or no logarithm of a probability, there is none, or there are
            more or fewer than texts.
        OverflowError: When one is too large for a number.
    """
    "".join(texts)  # refuses what is no string
    total, highest = sum(numbers), max(numbers)
    if math.isnan(total) or highest > ROUNDING or len(texts) != len(numbers):
        raise ValueError
    if highest <= 0 and total >= FLOOR:
        return numbers
    return [min(max(one, FLOOR), 0.0) for one in numbers]
