"""Reads the token log-probabilities of a recorded answer."""

from __future__ import annotations

import math
import re

from trustcore.evaluation.fields import Json, optional
from trustcore.evaluation.lines import BrokenRuleError
from trustcore.records.chat import TokenLogprobs
from trustcore.records.text import whole_text

_SPACE = re.compile(r"\s*")


def recorded_logprobs(answer: Json, text: str, where: str) -> TokenLogprobs | None:
    """The log-probabilities of an answer; None where it has none.

    Args:
        answer: The answer as the line has it.
        text: Its text, to which tokens are aligned.
        where: Its place in the line, for messages.

    Raises:
        BrokenRuleError: When they are no log-probabilities, or not as many as tokens.
    """
    logprobs = optional(answer, "logprobs", list, where)
    if not logprobs:
        return None
    if not all(isinstance(one, float | int) and not isinstance(one, bool) for one in logprobs):
        raise BrokenRuleError(f"{where}: logprobs must be numbers")
    if not all(one < math.inf for one in logprobs):  # nor is NaN; that of 0 is -Infinity
        raise BrokenRuleError(f"{where}: logprobs must be below infinity")
    tokens = _tokens(answer, len(logprobs), where)
    return TokenLogprobs(tuple(map(float, logprobs)), _aligned(tokens, text))


def _tokens(answer: Json, count: int, where: str) -> tuple[str, ...]:
    tokens = optional(answer, "tokens", list, where) or []
    if not all(isinstance(one, str) for one in tokens):
        raise BrokenRuleError(f"{where}: tokens must be texts")
    if tokens and len(tokens) != count:
        raise BrokenRuleError(f"{where}: there are {len(tokens)} tokens for {count} logprobs")
    return tuple(map(whole_text, tokens))


def _aligned(tokens: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Give tokens back the white space that some tokenizers' tables lose.

    Returns:
        Tokens that concatenate to the text, empty ones for special tokens such as "<s>"; none at
        all where they are not tokens of this text.
    """
    if "".join(tokens) == text:
        return tokens
    pieces = []
    end = 0
    for token in tokens:
        bare = token.strip()
        start = _after_space(text, end)
        if bare and text.startswith(bare, start):
            pieces.append(text[end : start + len(bare)])
            end = start + len(bare)
        else:
            pieces.append("")
    if _after_space(text, end) < len(text) or not pieces:
        return ()
    return (*pieces[:-1], pieces[-1] + text[end:])


def _after_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    return space.end() if space else start
