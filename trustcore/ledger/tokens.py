"""Bounds on the number of tokens of a text that no tokenizer was asked about."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.records.chat import EmbeddingRequest, Request

BYTES_OF_LONG_TOKENS = 8
"""A rule of thumb: no language's prose has longer tokens on average; English has 4 to 5."""

BYTES_OF_USUAL_TOKENS = 4
"""A rule of thumb: English has a little more, languages with scripts of their own a little less."""

MESSAGE_TOKENS = 16
"""What a chat template may put around one message: its role and its marks."""

REQUEST_TOKENS = 128
"""What a chat template may put around the chat: a system prompt of its own for example."""


def text_bytes(text: str) -> int:
    """Length in UTF-8. Lone surrogates, which occur in models' output, have three bytes too."""
    return len(text.encode("utf-8", "surrogatepass"))


def most_tokens(text: str) -> int:
    """More tokens than that it cannot have: one for each byte of UTF-8.

    Tokenizers in use start from bytes, or fall back to them, and only ever merge. English comes to
    a quarter of it; digits with blanks between them come close to it.
    """
    return text_bytes(text)


def most_read(request: Request | EmbeddingRequest) -> int:
    """The most input tokens that sending a request once can cost."""
    return REQUEST_TOKENS + sum(MESSAGE_TOKENS + most_tokens(text) for text in _texts(request))


USUAL_MESSAGE_TOKENS = 4
"""What a chat template puts around one message as a rule."""

USUAL_REPLY_TOKENS = 200
"""A guess at an answer's length: a paragraph or two. Estimates alone hang on it."""


def fair_read(request: Request | EmbeddingRequest) -> int:
    """The input tokens that a request is likely to have."""
    return sum(
        USUAL_MESSAGE_TOKENS + text_bytes(text) // BYTES_OF_USUAL_TOKENS for text in _texts(request)
    )


def _texts(request: Request | EmbeddingRequest) -> Sequence[str]:
    if isinstance(request, EmbeddingRequest):
        return request.texts
    return [message.content for message in request.messages]
