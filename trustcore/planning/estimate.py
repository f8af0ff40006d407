"""Least and most that prompts take, before the first call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import field, frozen

from trustcore.ledger.budget import Budget, bounded_reply, needed_price
from trustcore.ledger.terms import Terms
from trustcore.ledger.tokens import (
    BYTES_OF_LONG_TOKENS,
    MESSAGE_TOKENS,
    REQUEST_TOKENS,
    text_bytes,
)
from trustcore.planning.scenarios import RequestShape, Scenario
from trustcore.records.chat import Message
from trustcore.records.estimate import Estimate
from trustcore.records.money import dollars
from trustcore.records.role import Role

CHAT_MARKS = 128
"""Bytes that a judge's prompt may put around each message of a chat that it quotes."""

Bounds = tuple[int, int | None]
"""Least and most; a most of None is unbounded."""


def estimate(
    scenarios: Sequence[Scenario], terms: Mapping[Role, Terms], prompts: Iterable[Sequence[Message]]
) -> Estimate:
    """Least and most that prompts take.

    An answer is taken to have as many tokens for the judge that reads it as for the model that
    wrote it, and a judge's prompt to quote it in full.

    Args:
        scenarios: How things may go with a preset.
        terms: Of each role's model.
        prompts: The chats.
    """
    longest = _longest(scenarios, terms)

    @lru_cache(maxsize=4096)  # most prompts of a batch are about as long as each other
    def of(length: int, messages: int) -> _Load:
        most = length + (CHAT_MARKS * messages if messages > 1 else 0)
        return _Load.either([_load(way, terms, length, most, longest) for way in scenarios])

    count, total = 0, _Load()
    for prompt in prompts:
        count += 1
        total += of(sum(text_bytes(message.content) for message in prompt), len(prompt))
    least, most = total.units
    priced = all(terms[shape.role].price is not None for way in scenarios for shape in way)
    return Estimate(
        count,
        total.calls,
        total.read,
        total.written,
        (dollars(least), None if most is None else dollars(most)) if priced else None,
    )


def check_budget(
    budget: Budget, scenarios: Sequence[Scenario], terms: Mapping[Role, Terms]
) -> None:
    """Refuse a budget that could not be kept, before any call.

    Raises:
        ConfigurationError: When a price that is needed is not known, or a reply has no bound.
    """
    for shape in dict.fromkeys(shape for way in scenarios for shape in way):
        of_role = terms[shape.role]
        if budget.usd is not None:
            needed_price(of_role, shape.role)
        if budget.counts_tokens and shape.n > 0:
            bounded_reply(of_role, shape.role, shape.max_tokens)


@frozen
class _Load:
    """Least and most of everything."""

    calls: tuple[int, int] = (0, 0)
    read: Bounds = (0, 0)
    written: Bounds = (0, 0)
    units: Bounds = field(default=(0, 0))

    def __add__(self, other: _Load) -> _Load:
        return _Load(
            (self.calls[0] + other.calls[0], self.calls[1] + other.calls[1]),
            _sum(self.read, other.read),
            _sum(self.written, other.written),
            _sum(self.units, other.units),
        )

    @classmethod
    def either(cls, loads: Sequence[_Load]) -> _Load:
        """The bounds that hold whichever of several comes true."""
        calls = [load.calls for load in loads]
        return cls(
            (min(least for least, _ in calls), max(most for _, most in calls)),
            _span([load.read for load in loads]),
            _span([load.written for load in loads]),
            _span([load.units for load in loads]),
        )


def _load(
    way: Scenario, terms: Mapping[Role, Terms], least: int, most: int, longest: int | None
) -> _Load:
    total = _Load()
    for shape in way:
        read = _read(shape, least, most, longest)
        written = _written(shape, terms[shape.role])
        bounds = _cost(terms[shape.role], read, written)
        total += _Load((1, max(1, shape.n)), read, written, bounds)
    return total


def _read(shape: RequestShape, least: int, most: int, longest: int | None) -> Bounds:
    few = (shape.wording + shape.questions * least) // BYTES_OF_LONG_TOKENS + shape.written
    if longest is None and shape.written > 0:
        return few, None
    around = REQUEST_TOKENS + shape.texts * MESSAGE_TOKENS
    quoted = shape.written * (longest or 0)
    many = around + shape.wording + shape.questions * most + quoted
    return few, max(1, shape.n) * many


def _written(shape: RequestShape, terms: Terms) -> Bounds:
    if shape.n == 0:
        return 0, 0
    most = terms.most_written(shape.max_tokens)
    return shape.n, None if most is None else shape.n * most


def _cost(terms: Terms, read: Bounds, written: Bounds) -> Bounds:
    if terms.price is None:
        return 0, None
    least = terms.price.of(read[0], written[0])
    if read[1] is None or written[1] is None:
        return least, None
    return least, terms.price.of(read[1], written[1])


def _longest(scenarios: Sequence[Scenario], terms: Mapping[Role, Terms]) -> int | None:
    """The most tokens of a text that a judge may get to read."""
    drawn = [shape for way in scenarios for shape in way if shape.role in ("answer", "sampler")]
    bounds = [terms[shape.role].most_written(shape.max_tokens) for shape in drawn]
    known = [bound for bound in bounds if bound is not None]
    return max(known, default=0) if len(known) == len(bounds) else None


def _sum(one: Bounds, other: Bounds) -> Bounds:
    unbounded = one[1] is None or other[1] is None
    return one[0] + other[0], None if unbounded else (one[1] or 0) + (other[1] or 0)


def _span(bounds: Sequence[Bounds]) -> Bounds:
    known = [most for _, most in bounds if most is not None]
    least = min(low for low, _ in bounds)
    return least, max(known) if len(known) == len(bounds) else None
