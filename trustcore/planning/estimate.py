"""What prompts take before the first call: least, expected and most of calls, tokens and USD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from trustcore.ledger.budget import bounded_reply, needed_price
from trustcore.ledger.terms import Terms
from trustcore.ledger.tokens import (
    USUAL_REPLY_TOKENS,
    most_in_parts,
    text_bytes,
    usual_in_parts,
)
from trustcore.planning.load import Load, Quantity, Reckoning, most_reply, usual_reply
from trustcore.planning.scenarios import Scenarios
from trustcore.planning.shapes import RequestShape
from trustcore.records.budget import Budget
from trustcore.records.chat import Message
from trustcore.records.estimate import Estimate, Range
from trustcore.records.money import dollars
from trustcore.records.role import Role


def estimate(
    found: Scenarios, terms: Mapping[Role, Terms], prompts: Iterable[Sequence[Message]]
) -> Estimate:
    """Find out what prompts take.

    In the most, an answer is taken to have as many tokens for the judge that reads it as for the
    model that wrote it, and a judge's prompt to quote it in full.

    Args:
        found: What scoring one question may take.
        terms: Of each role's model.
        prompts: The chats.
    """
    shapes = _shapes(found)
    longest_answer, longest_reply = (
        _longest(shapes, terms, asked=asked) for asked in (False, True)
    )
    answers = [usual_reply(one, terms) for one in shapes if one.n and one.nodes[0][0] != "ask"]
    usual_answer = max(answers, default=USUAL_REPLY_TOKENS)

    @lru_cache(maxsize=4096)  # most prompts of a batch are about as long as each other
    def of(length: int, messages: int, usual_parts: int, most_parts: int) -> _Loads:
        known = Reckoning(
            terms,
            length,
            messages,
            longest_answer,
            longest_reply,
            usual_answer,
            usual_parts,
            most_parts,
        )
        return _loads(found, known)

    count, total = 0, _Loads()
    for prompt in prompts:
        count += 1
        length = sum(text_bytes(message.text) for message in prompt)
        total += of(length, len(prompt), usual_in_parts(prompt), most_in_parts(prompt))
    priced = all(terms[shape.role].price is not None for shape in shapes)
    return total.estimate(count, priced=priced)


def check_budget(budget: Budget, found: Scenarios, terms: Mapping[Role, Terms]) -> None:
    """Refuse a budget that could not be kept, before any call.

    Raises:
        ConfigurationError: When a price that is needed is not known, or a reply has no bound.
    """
    for shape in _shapes(found):
        of_role = terms[shape.role]
        if budget.usd is not None:
            needed_price(of_role, shape.role)
        if budget.counts_tokens and shape.n > 0:
            bounded_reply(of_role, shape.role, shape.max_tokens)


@frozen
class _Loads:
    """The least, expected and most that prompts take."""

    least: Load = Load()  # noqa: RUF009  (frozen)
    expected: Load = Load()  # noqa: RUF009  (frozen)
    most: Load = Load()  # noqa: RUF009  (frozen)

    def __add__(self, other: _Loads) -> _Loads:
        return _Loads(
            Load.each(sum, (self.least, other.least)),
            Load.each(sum, (self.expected, other.expected)),
            Load.each(sum, (self.most, other.most)),
        )

    def estimate(self, prompts: int, *, priced: bool) -> Estimate:
        """The same as a record."""
        usd = self._range("units") if priced else None
        return Estimate(
            prompts,
            self._range("calls"),
            self._range("read"),
            self._range("written"),
            None if usd is None else _in_dollars(usd),
        )

    def _range(self, name: str) -> Range[int]:
        least, expected, most = (
            getattr(one, name) for one in (self.least, self.expected, self.most)
        )
        within = max(least, expected)
        return Range(least, within if most is None else min(within, most), most)


def _loads(found: Scenarios, known: Reckoning) -> _Loads:
    likely = found.likely[known.terms["answer"].logprobs]
    unbounded = Load(None, None, None, None)
    return _Loads(
        Load.each(min, map(known.least, found.least)),
        known.usual(likely),
        unbounded if found.most is None else Load.each(max, map(known.most, found.most)),
    )


def _in_dollars(units: Range[int]) -> Range[float]:
    most = None if units.most is None else dollars(units.most)
    return Range(dollars(units.least), dollars(units.expected), most)


def _shapes(found: Scenarios) -> Sequence[RequestShape]:
    return tuple(dict.fromkeys(shape for one in found.all for shape in one.requests))


def _longest(
    shapes: Iterable[RequestShape], terms: Mapping[Role, Terms], *, asked: bool
) -> Quantity:
    """The most tokens of a text that somebody may get to read; None where there is no bound."""
    drawn = [one for one in shapes if one.n and (one.nodes[0][0] == "ask") == asked]
    bounds = [most_reply(shape, terms) for shape in drawn]
    known = [bound for bound in bounds if bound is not None]
    return max(known, default=0) if len(known) == len(bounds) else None
