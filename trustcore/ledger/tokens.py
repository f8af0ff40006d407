"""Bounds on the number of tokens of a text that no tokenizer was asked about."""

from __future__ import annotations

from collections.abc import Sequence

from trustcore.records.chat import EmbeddingRequest, Message, Request
from trustcore.records.parts import File, Image, Text

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
    texts = sum(MESSAGE_TOKENS + most_tokens(text) for text in texts_in(request))
    if isinstance(request, Request):
        texts += most_in_parts(request.messages)
    return REQUEST_TOKENS + texts


USUAL_MESSAGE_TOKENS = 4
"""What a chat template puts around one message as a rule."""

USUAL_REPLY_TOKENS = 200
"""A guess at an answer's length: a paragraph or two. Estimates alone hang on it."""


def fair_read(request: Request | EmbeddingRequest) -> int:
    """The input tokens that a request is likely to have."""
    texts = sum(
        USUAL_MESSAGE_TOKENS + text_bytes(text) // BYTES_OF_USUAL_TOKENS
        for text in texts_in(request)
    )
    if isinstance(request, Request):
        texts += usual_in_parts(request.messages)
    return texts


def texts_in(request: Request | EmbeddingRequest) -> Sequence[str]:
    """All texts of a request: those of its messages, then its tools and the form of its answer."""
    if isinstance(request, EmbeddingRequest):
        return request.texts
    return request.texts


MOST_IMAGE_TOKENS = 50_000
"""More than any API counts for an image, in full detail."""

USUAL_IMAGE_TOKENS = 1_000
"""What most APIs count for an image of a screen."""

MOST_FILE_TOKENS = 1_000_000
"""For a file that is at the API already: more than fits into most contexts."""


def most_in_parts(messages: Sequence[Message]) -> int:
    """The most tokens of what is no text; a file has at most one for each byte."""
    return sum(
        MOST_IMAGE_TOKENS
        if isinstance(part, Image)
        else MOST_FILE_TOKENS
        if part.data is None
        else len(part.data)
        for part in _no_texts(messages)
    )


def usual_in_parts(messages: Sequence[Message]) -> int:
    """The tokens that images and files are likely to have."""
    return USUAL_IMAGE_TOKENS * len(_no_texts(messages))


def _no_texts(messages: Sequence[Message]) -> list[Image | File]:
    contents = (one.content for one in messages if not isinstance(one.content, str))
    return [part for content in contents for part in content or () if not isinstance(part, Text)]
