"""What strategies that ask a judge have in common."""

from __future__ import annotations

from trustcore import Completion, Missing, Rating

SPARED = "the answer's token log-probabilities were used instead"
"""Why a judge is not asked, where it is to be asked only of answers without them."""

_CUT = "max_tokens"
"""What the reason says where a reply had no text for want of tokens."""

_LETTER_REPLY = 4
"""Tokens of a reply that is one letter, perhaps in parentheses."""

_REASONED_REPLY = 250
"""Tokens of a reply that reasons first; a guess, for estimates alone."""


def has_logprobs(answer: Completion) -> bool:
    """Whether an answer brings the log-probability of any token along."""
    return answer.logprobs is not None and len(answer.logprobs.logprobs) > 0


def reply_tokens(*, reasoning: bool) -> int:
    """About how many tokens a judge's choice has.

    Args:
        reasoning: Whether it may reason before.
    """
    return _REASONED_REPLY if reasoning else _LETTER_REPLY


def replied(reply: Completion | Rating | Missing | None) -> bool:
    """Whether a judge said something, or thought until its token limit was used up.

    Then asking in other words may help; a call that failed was made again as often as it may be.
    """
    return isinstance(reply, Completion) or (isinstance(reply, Missing) and _CUT in reply.reason)
