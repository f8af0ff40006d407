"""Requests of a dry run, measured: what is sent, in bytes and in stand-ins."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from trustcore.graph import Call
from trustcore.ledger.tokens import text_bytes, texts_in
from trustcore.records.chat import EmbeddingRequest
from trustcore.records.needs import NodeId
from trustcore.records.role import Role

QUESTION = "[the question]"
"""The stand-in for a question."""

_DRAWN = re.compile(r"\[text \d+\]")
_ASKED = re.compile(r"\[reply \d+\]")


def text_of(number: int, *, asked: bool = False) -> str:
    """The stand-in for a text that a model wrote: an answer, or the reply to what was asked."""
    return f"[reply {number}]" if asked else f"[text {number}]"


@frozen
class RequestShape:
    """One request, without the texts that are not known yet.

    Attributes:
        role: What the model is used for.
        nodes: The nodes that it settles, without the texts that they are about.
        n: How many completions are asked for; 0 for embeddings.
        texts: How many messages or texts are sent.
        wording: Bytes that are the same for every question.
        questions: How often the question occurs.
        written: How many answers occur that a model wrote.
        replies: How many replies of judges occur.
        max_tokens: The request's limit.
        reply_tokens: About how many tokens a reply has, where whoever asks has said so.
        given_up: Whether it may not have been sent, since nobody wants it any more.
    """

    role: Role
    nodes: tuple[NodeId, ...]
    n: int
    texts: int
    wording: int
    questions: int
    written: int
    replies: int
    max_tokens: int | None
    reply_tokens: int | None = None
    given_up: bool = False


@frozen
class Scenario:
    """All requests for one question, as things may go.

    Attributes:
        requests: In the order of their start.
        failed: Whether one of them fails for good.
    """

    requests: tuple[RequestShape, ...]
    failed: bool = False

    @property
    def nodes(self) -> tuple[NodeId, ...]:
        """The nodes of all requests."""
        return tuple(node for one in self.requests for node in one.nodes)

    @property
    def least_calls(self) -> int:
        """Requests, without what may not have been sent."""
        return sum(not one.given_up for one in self.requests)

    @property
    def calls(self) -> int:
        """Completions and embeddings, one by one: an endpoint may refuse to give several."""
        return len(self.nodes)


def shape_of(call: Call, reply_tokens: int | None) -> RequestShape:
    """Measure the request of a call."""
    request = call.request
    if isinstance(request, EmbeddingRequest):
        texts, n, max_tokens = tuple(map(str, request.texts)), 0, None
    else:
        texts = tuple(str(message.text) for message in request.messages)
        n, max_tokens = request.n, request.max_tokens
    questions = sum(text.count(QUESTION) for text in texts)
    written = [one for text in texts for one in _DRAWN.findall(text)]
    replies = [one for text in texts for one in _ASKED.findall(text)]
    stand_ins = questions * text_bytes(QUESTION) + sum(map(text_bytes, (*written, *replies)))
    return RequestShape(
        call.role,
        tuple(map(_named, call.atoms)),
        n,
        len(texts),
        sum(map(text_bytes, texts_in(request))) - stand_ins,
        questions,
        len(written),
        len(replies),
        max_tokens,
        reply_tokens,
    )


def given_up(shape: RequestShape) -> RequestShape:
    """The same request, which nobody wants any more."""
    return evolve(shape, given_up=True)


def _named(node: NodeId) -> NodeId:
    """A node without the text that it is about: here it is a stand-in's."""
    return {"ask": node[:2], "embed": node[:1]}.get(str(node[0]), node)
