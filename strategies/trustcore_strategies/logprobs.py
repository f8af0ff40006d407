"""How sure was the model of the tokens of its answer?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import mul

from attrs import field, frozen

from trustcore import (
    Absent,
    Answer,
    Completion,
    Evidence,
    EvidenceMissing,
    Need,
    Signal,
    SignalPart,
    TokenLogprobs,
)
from trustcore.labels.align import token_indices
from trustcore.plugins.protocols import Measure
from trustcore.records.chat import ROUNDING
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.plainly import sureness
from trustcore_strategies.settings import signal_name, whole_number
from trustcore_strategies.structured.tokens import FieldTokens, field_tokens

_LEAST = -20.0
"""Log-probabilities below this count as this: -inf and -9999 say "very unlikely", not how much."""

_EXCERPT = 40
"""Characters of a token that a reason may quote."""


@frozen
class Logprobs:
    """How probable the model found the tokens of its final answer.

    Only the tokens of the answer itself count, not those of a template, of a working or of a stated
    probability; of a structured answer those of its values, each of which is a part. Each has a
    surprisal, `-log p`, averaged with the entropy over the alternatives where the API gave those.
    With `s` the sum over the answer's `n` tokens, the signal is `exp(-s / sqrt(n))`: the geometric
    mean of the sequence's surprisal `s`, which punishes length, and the length-normalised `s / n`
    (Malinin and Gales 2021), which forgets a single unlikely token in a long answer. In [0, 1]; it
    grows with every token's probability.

    Attributes:
        alternatives: How many alternatives to each token to ask for, 0 to 20.
        name: Name of the signal.

    Raises:
        ArgumentError: When an argument is of the wrong type or out of its range.
    """

    alternatives: int = field(default=5, validator=whole_number(0, 20))
    name: str = field(default="logprobs", validator=signal_name)

    @property
    def measures(self) -> Measure:
        return "likelihood"

    @property
    def has_parts(self) -> bool:
        return True

    def needs(self, evidence: Evidence) -> Sequence[Need]:
        """The answer, with its log-probabilities."""
        return (Answer(logprobs=self.alternatives),)

    def assess(self, evidence: Evidence) -> Signal | Absent:
        """Turn the probabilities of the final answer's tokens into a signal.

        Raises:
            EvidenceMissing: When the answer could not be had, or its numbers are none.
        """
        answer = evidence.answer
        if answer is None or answer.logprobs is None:
            return Absent(self.name, "the answer has no log-probabilities: the API gave none")
        if not answer.logprobs.logprobs:
            return Absent(self.name, "the answer has no tokens")
        fields = _fields(evidence, answer, answer.logprobs)
        counted = _indices(fields) or _answer_tokens(answer, answer.logprobs)
        if not counted:
            return Absent(
                self.name, "the answer's log-probabilities are of tokens that are not its text's"
            )
        parts = tuple(_part(answer.logprobs, *one) for one in fields.items())
        return Signal(self.name, *_read(answer.logprobs, counted), parts=parts)


def _answer_tokens(answer: Completion, given: TokenLogprobs) -> Sequence[int]:
    """Indices of the tokens of the final answer; all of a recording that has the numbers alone.

    None where tokens and text do not fit together: those of another text say nothing of this one.
    """
    if not given.tokens:
        return range(len(given.logprobs))
    final = final_answer(answer.text)
    return token_indices(answer.text, given.tokens, final.start, final.end)


def _fields(
    evidence: Evidence, answer: Completion, given: TokenLogprobs
) -> Mapping[str, FieldTokens]:
    """The tokens of the values of a structured answer; none of any other."""
    settings = evidence.settings
    if settings is None or settings.response_format is None or answer.tool_calls:
        return {}
    return field_tokens(answer, given)


def _indices(fields: Mapping[str, FieldTokens]) -> Sequence[int]:
    """The tokens of all fields, each once: one may hold the end of a value and the next one."""
    return list(dict.fromkeys(index for one in fields.values() for index in one.indices))


def _part(given: TokenLogprobs, path: str, tokens: FieldTokens) -> SignalPart:
    value, reason, _ = _read(given, tokens.indices)
    return SignalPart(path, value, reason, tokens.span)


def _read(given: TokenLogprobs, counted: Sequence[int]) -> tuple[float, str, str]:
    """The likelihood of some tokens, why it is what it is, and that in plain words."""
    logprobs = _bounded([given.logprobs[index] for index in counted])
    return _likelihood(given, counted, logprobs), *_words(given, counted, logprobs)


def _bounded(logprobs: Sequence[float]) -> Sequence[float]:
    """Log-probabilities between the least that counts and 0, as nearly all are.

    Raises:
        EvidenceMissing: When one is no log-probability: a probability or a cost is no certainty.
    """
    if min(logprobs) >= _LEAST and max(logprobs) <= 0.0:
        return logprobs
    if max(logprobs) > ROUNDING:
        raise EvidenceMissing("the answer's tokens have numbers above 0: no log-probabilities")
    return [min(0.0, max(_LEAST, one)) for one in logprobs]


def _likelihood(given: TokenLogprobs, counted: Sequence[int], logprobs: Sequence[float]) -> float:
    doubts = [-one for one in logprobs]
    if given.top:
        doubts = list(map(_doubt, doubts, map(given.top.numbers, counted)))
    return math.exp(-math.fsum(doubts) / math.sqrt(len(doubts)))


def _doubt(surprisal: float, alternatives: Sequence[float]) -> float:
    """The surprisal of one token; its mean with the entropy where alternatives are known.

    The surprisal of a sampled token is one draw of a quantity whose mean is the entropy. What is
    left of 1 by the likeliest alternatives counts as one more; all in nats.
    """
    if not alternatives:
        return surprisal
    if min(alternatives) <= _LEAST or max(alternatives) > 0.0:
        alternatives = [min(0.0, one) for one in alternatives if one > _LEAST]
    shares = list(map(math.exp, alternatives))
    rest = 1.0 - math.fsum(shares)
    entropy = -math.fsum(map(mul, shares, alternatives))
    entropy = entropy - rest * math.log(rest) if rest > 0 else max(0.0, entropy)
    return (entropy + surprisal) / 2


def _words(
    given: TokenLogprobs, counted: Sequence[int], logprobs: Sequence[float]
) -> tuple[str, str]:
    """The reason, and the same in plain words."""
    average = math.exp(math.fsum(logprobs) / len(logprobs))
    worst = min(counted, key=given.logprobs.__getitem__)
    mean, least = f"{average:.0%}", f"{math.exp(min(logprobs)):.0%}"
    if not given.tokens:
        whole = f"{mean} per token on average over the whole text; {least} for the least sure one"
        return whole, sureness(mean, least, "")
    token = " ".join(given.tokens[worst][: 4 * _EXCERPT].split())
    short = token if len(token) <= _EXCERPT - 2 else token[: _EXCERPT - 5] + "..."
    reason = f'{mean} per token of the answer on average; least sure of "{short}" with {least}'
    return reason, sureness(mean, least, short)
