"""The calls that a preset makes, with what their texts are made of.

The real graph is fed with stand-ins, one for the question and one for every text that a model would
write. Strategies word their requests about them, and in what they worded the stand-ins are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from attrs import evolve, frozen

from trustcore.graph import Call, Graph, Item
from trustcore.ledger.tokens import text_bytes
from trustcore.plugins.protocols import Strategy
from trustcore.records.chat import Completion, Embedding, EmbeddingRequest, Message, TokenLogprobs
from trustcore.records.evidence import Finding
from trustcore.records.role import Role

_QUESTION = "[the question]"
_TEXT = "[a text that was written]"


@frozen
class RequestShape:
    """One request.

    Attributes:
        role: What the model is used for.
        n: How many completions are asked for; 0 for embeddings.
        texts: How many messages or texts are sent.
        wording: Bytes that are the same for every question.
        questions: How often the question occurs.
        written: How many texts occur that a model wrote.
        max_tokens: The request's limit.
    """

    role: Role
    n: int
    texts: int
    wording: int
    questions: int
    written: int
    max_tokens: int | None


Scenario = tuple[RequestShape, ...]
"""All requests for one question, as things may go."""


def scenarios(item: Item, strategies: Sequence[Strategy]) -> tuple[Scenario, ...]:
    """Every way that things may go, each once.

    Token log-probabilities come or not, and answers are all different or all the same. A strategy
    that decides on the texts themselves may make calls that are in none of the scenarios.

    Args:
        item: What all questions have in common.
        strategies: The preset's.
    """
    asked = evolve(item, question=(Message("user", _QUESTION),))
    found = (
        _walk(Graph(asked, strategies), logprobs=logprobs, distinct=distinct)
        for logprobs, distinct in product((False, True), repeat=2)
    )
    return tuple(dict.fromkeys(found))


def _walk(graph: Graph, *, logprobs: bool, distinct: bool) -> Scenario:
    shapes: list[RequestShape] = []
    calls = graph.start().post
    while calls:
        shapes += map(_shape, calls)
        calls = graph.settle(
            [(call, _findings(call, logprobs=logprobs, distinct=distinct)) for call in calls]
        ).post
    return tuple(shapes)


def _findings(call: Call, *, logprobs: bool, distinct: bool) -> list[Finding]:
    if isinstance(call.request, EmbeddingRequest):
        return [Embedding((1.0,)) for _ in call.atoms]
    names = ["-".join(map(str, atom)) if distinct else "" for atom in call.atoms]
    known = TokenLogprobs((-0.5,)) if logprobs else None
    return [Completion(_TEXT + name, known) for name in names]


def _shape(call: Call) -> RequestShape:
    request = call.request
    if isinstance(request, EmbeddingRequest):
        texts, n, max_tokens = request.texts, 0, None
    else:
        texts = tuple(message.content for message in request.messages)
        n, max_tokens = request.n, request.max_tokens
    questions = sum(text.count(_QUESTION) for text in texts)
    written = sum(text.count(_TEXT) for text in texts)
    stand_ins = questions * text_bytes(_QUESTION) + written * text_bytes(_TEXT)
    wording = sum(map(text_bytes, texts)) - stand_ins
    return RequestShape(call.role, n, len(texts), wording, questions, written, max_tokens)
