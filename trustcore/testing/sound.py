"""What is wrong with a completion or with token counts, in words."""

from __future__ import annotations

import math
from itertools import chain

from trustcore.records.chat import Completion, TokenLogprobs, Usage

Violations = list[str]


def completion_faults(item: Completion, top: int) -> Violations:
    """What is wrong with a completion.

    Args:
        item: The completion.
        top: How many alternatives to each token were asked for at most.
    """
    found: Violations = []
    if not _is_word(item.text):
        found.append("a completion without text must be a Missing or an EmptyReplyError")
    if not _is_word(item.finish_reason):
        found.append("`finish_reason` must be a word")
    if item.logprobs is not None:
        found += _logprobs_faults(item.text, item.logprobs, top)
    return found


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _logprobs_faults(text: str, known: TokenLogprobs, top: int) -> Violations:
    found: Violations = []
    alternatives = [number for _, number in chain.from_iterable(known.top)]
    if not all(-math.inf < one <= 0 for one in chain(known.logprobs, alternatives)):
        found.append("log-probabilities must be finite and not above 0")
    if _is_plain(text, known) and text not in "".join(known.tokens):
        found.append("the tokens do not concatenate to the text")
    if any(len(row) > top + 1 for row in known.top):  # some add the chosen token
        found.append(f"more than {top} alternatives to a token, which were not asked for")
    return found


def _is_plain(text: str, known: TokenLogprobs) -> bool:
    """Whether no token is a part of a character, which servers leave out or replace."""
    return bool(known.tokens) and text.isascii() and all(known.tokens)


def usage_faults(usage: Usage) -> Violations:
    """What is wrong with the counts of a reply; each alone is a count, else there were none."""
    return ["a reply must count at least one call"] if usage.calls < 1 else []
