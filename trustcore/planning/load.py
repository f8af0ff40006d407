"""What a scenario takes: calls, tokens read, tokens written, and money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import astuple, frozen

from trustcore.ledger.terms import Terms
from trustcore.ledger.tokens import (
    BYTES_OF_LONG_TOKENS,
    BYTES_OF_USUAL_TOKENS,
    MESSAGE_TOKENS,
    REQUEST_TOKENS,
    USUAL_MESSAGE_TOKENS,
    USUAL_REPLY_TOKENS,
)
from trustcore.planning.shapes import RequestShape, Scenario
from trustcore.records.role import Role

CHAT_MARKS = 128
"""Bytes that a judge's prompt may put around each message of a chat that it quotes."""

Quantity = int | None
"""A number; None where it has no bound, or is not known."""


@frozen
class Load:
    """What requests take.

    Attributes:
        calls: Requests.
        read: Tokens.
        written: Tokens.
        units: Trillionths of a US dollar.
    """

    calls: Quantity = 0
    read: Quantity = 0
    written: Quantity = 0
    units: Quantity = 0

    @classmethod
    def each(cls, pick: Callable[[Sequence[int]], int], loads: Iterable[Load]) -> Load:
        """Pick each quantity (`sum`, `min` or `max`) from several loads; None where one has it."""
        columns = zip(*(astuple(load) for load in loads), strict=True)
        return cls(*(None if None in column else pick(column) for column in columns))


@frozen
class Reckoning:
    """What is known of a client's models and of one prompt.

    Attributes:
        terms: Of each role's model.
        length: Bytes of the prompt.
        messages: How many it has.
        longest_answer: The most tokens of an answer or a sample.
        longest_reply: The most tokens of a judge's reply.
        usual_answer: The usual tokens of an answer or a sample.
        usual_parts: The usual tokens of the prompt's images and files.
        most_parts: The most that these have.
    """

    terms: Mapping[Role, Terms]
    length: int
    messages: int
    longest_answer: Quantity
    longest_reply: Quantity
    usual_answer: int
    usual_parts: int = 0
    most_parts: int = 0

    def least(self, scenario: Scenario) -> Load:
        """The least: what may not have been sent is free, and texts have the fewest tokens."""
        sent = [one for one in scenario.requests if not one.given_up]
        return Load.each(sum, [Load(), *map(self._least, sent)])

    def usual(self, scenario: Scenario) -> Load:
        """What is usual: texts of the usual length, in as few requests as the models allow."""
        return Load.each(sum, [Load(), *map(self._usual, scenario.requests)])

    def most(self, scenario: Scenario) -> Load:
        """The most: a token for each byte, and a request for each completion and embedding."""
        return Load.each(sum, [Load(), *map(self._most, scenario.requests)])

    def _least(self, shape: RequestShape) -> Load:
        read = (shape.wording + shape.questions * self.length) // BYTES_OF_LONG_TOKENS
        return self._load(shape, 1, read + shape.written + shape.replies, shape.n)

    def _usual(self, shape: RequestShape) -> Load:
        texts = (shape.wording + shape.questions * self.length) // BYTES_OF_USUAL_TOKENS
        quoted = shape.written * self.usual_answer + shape.replies * USUAL_REPLY_TOKENS
        read = USUAL_MESSAGE_TOKENS * shape.texts + texts + quoted
        read += shape.questions * self.usual_parts
        return self._load(shape, 1, read, shape.n * usual_reply(shape, self.terms))

    def _most(self, shape: RequestShape) -> Load:
        chat = self.length + (CHAT_MARKS * self.messages if self.messages > 1 else 0)
        texts = shape.wording + shape.questions * (chat + self.most_parts)
        quoted = _product(shape.written, self.longest_answer)
        replies = _product(shape.replies, self.longest_reply)
        calls = len(shape.nodes)
        read = None
        if quoted is not None and replies is not None:
            once = REQUEST_TOKENS + shape.texts * MESSAGE_TOKENS + texts + quoted + replies
            read = calls * once
        return self._load(shape, calls, read, _product(shape.n, most_reply(shape, self.terms)))

    def _load(self, shape: RequestShape, calls: int, read: Quantity, written: Quantity) -> Load:
        price = self.terms[shape.role].price
        if price is None or read is None or written is None:
            return Load(calls, read, written, None)
        return Load(calls, read, written, price.of(read, written))


def most_reply(shape: RequestShape, terms: Mapping[Role, Terms]) -> Quantity:
    """The most tokens of one reply to a request; None where they have no bound."""
    return terms[shape.role].most_written(shape.max_tokens)


def usual_reply(shape: RequestShape, terms: Mapping[Role, Terms]) -> int:
    """The usual tokens of one reply: as whoever asks has said, within the request's limit."""
    usual = USUAL_REPLY_TOKENS if shape.reply_tokens is None else shape.reply_tokens
    most = most_reply(shape, terms)
    return usual if most is None else min(usual, most)


def _product(count: int, each: Quantity) -> Quantity:
    if count == 0:
        return 0
    return None if each is None else count * each
