"""What the token log-probabilities of a judge's reply say beyond its text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from attrs import frozen

from trustcore import Completion, TokenLogprobs
from trustcore.labels.align import token_indices
from trustcore_strategies.reflection.choices import Choice
from trustcore_strategies.reflection.framings import Framing
from trustcore_strategies.reflection.signs import DELIMITERS, WRAPPING

_AROUND = WRAPPING + DELIMITERS + "Ġ▁Ċ"
"""Also the marks of byte-level and sentence-piece vocabularies, which some servers pass on."""


@frozen
class Said:
    """What a judge's reply says.

    Attributes:
        value: Of the answer, in [0, 1]; 1 is right.
        mass: How probable it was, in (0, 1], that the reply chose any of the options at all; 1
            where that cannot be told.
        certainty: How much it tells, in [0, 1]: its mass, and where the options are answers the
            less, the more alike their shares are.
    """

    value: float
    mass: float = 1.0
    certainty: float = 1.0


def said_by(reply: Completion, choice: Choice, framing: Framing) -> Said:
    """What a reply says: expected where its tokens tell, else as it chose."""
    known = reply.logprobs
    expected = None if known is None else expectation(known, reply.text, choice, framing)
    return Said(choice.option.value) if expected is None else expected


def mean(said: Sequence[Said]) -> float:
    """What several replies say together, in [0, 1], each by its mass.

    Args:
        said: At least one.
    """
    total = math.fsum(one.mass for one in said)
    return min(1.0, math.fsum(one.value * one.mass for one in said) / total)


def certainty(said: Sequence[Said], lost: int) -> float:
    """How certain several replies are together, in [0, 1]: those that were lost are not at all.

    A judge that is half certain on average counts a quarter: where it hesitates it is biased too.

    Args:
        said: At least one.
        lost: How many more were wanted, and said nothing.
    """
    mean_of_said = math.fsum(one.certainty for one in said) / len(said)
    return mean_of_said**2 * len(said) / (len(said) + lost)


def expectation(
    logprobs: TokenLogprobs, reply: str, choice: Choice, framing: Framing
) -> Said | None:
    """Expected value over the options at the token that chose, and their mass.

    sum(p(option) * value(option)) / sum(p(option)), with the variants of a letter ("A", " A",
    "(A", "a") added up: P(True) of Kadavath et al. 2022 (arXiv 2207.05221, section 3), extended to
    several options. A judge that hardly knows how to reply gives the options little mass, sum(p).

    Returns:
        None where the token cannot be found, has no alternatives, or is impossible.
    """
    index = _token_at(logprobs, reply, choice)
    if index is None or not logprobs.top:
        return None
    places = framing.beginnings
    chosen = logprobs.tokens[index]
    if places.get(_bare(chosen)) != framing.options.index(choice.option):
        return None
    shares: list[list[float]] = [[] for _ in framing.options]
    for token, logprob in {chosen: logprobs.logprobs[index], **dict(logprobs.top[index])}.items():
        place = places.get(_bare(token))
        if place is not None:
            shares[place].append(math.exp(min(logprob, 0.0)))  # some send one a hair above 0
    masses = list(map(math.fsum, shares))
    total = math.fsum(masses)
    if total == 0:
        return None
    values = [option.value for option in framing.options]
    expected = math.fsum(map(mul, values, masses)) / total
    mass = min(1.0, total)
    told = 1.0 if framing.judges else _apart([one / total for one in masses])
    return Said(min(1.0, expected), mass, mass * told)


def _bare(token: str) -> str:
    """A token without what may stand around a letter or a word, in lower case."""
    return token.strip(_AROUND).casefold()


def _apart(shares: Sequence[float]) -> float:
    """How far one option stands out: 0 where all have equal shares, 1 where one has all.

    A judge that has no idea which of several answers is right gives each its share, and so little
    to the one at hand.
    """
    equal = 1 / len(shares)
    return max(0.0, (min(1.0, max(shares)) - equal) / (1 - equal))


def _token_at(logprobs: TokenLogprobs, reply: str, choice: Choice) -> int | None:
    """The token that chose, counted from the last one: thinking may stand in front of the text."""
    if choice.at is None or not logprobs.tokens:
        return None
    found = token_indices(reply, logprobs.tokens, choice.at, choice.at + 1)
    return found[0] if found else None
