"""The request that puts one framing to a judge."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from trustcore import Message, Request
from trustcore.records.fence import fence, nonce
from trustcore_strategies.reflection.framings import PREAMBLE, SHORTENED, Framing

LONGEST_OPTION = 300
"""In characters, the mark of the shortening included."""

TOP_LOGPROBS = 10
"""How many alternatives to each token of a reply are wanted: room for six letters and variants."""

MOST_TOKENS = 16
"""Of a reply that is a word or a letter."""

MOST_REASONED = 2048
"""Of a reply that reasons first, in its text or before it."""


@frozen(cache_hash=True)
class Material:
    """What a judge is shown, fenced: the same for all framings that ask about one answer.

    Attributes:
        code: Of the fences.
        question: The question.
        judged: The answer, or the answers that are options.
    """

    code: str
    question: str
    judged: str


def answer_material(chat: Sequence[Message], answer: str) -> Material:
    """Fence an answer alone."""
    return _material(chat, [answer], "answer", answer)


def judge_request(framing: Framing, material: Material, *, reasoning: bool = False) -> Request:
    """Word a framing that asks about the answer alone. The same texts give the same request."""
    limit = MOST_REASONED if reasoning or framing.options[0].letter else MOST_TOKENS
    return _request(framing, material, limit, reasoning=reasoning)


def comparing_request(
    framing: Framing, chat: Sequence[Message], *, reasoning: bool = False
) -> Request:
    """Word the clustered question, whose options are answers and so material themselves."""
    lines = [f"({option.letter}) {option.text}" for option in framing.options]
    material = _material(chat, lines, "options", "\n".join(lines))
    limit = MOST_REASONED if reasoning else MOST_TOKENS
    return _request(framing, material, limit, reasoning=reasoning)


def shown(text: str) -> str:
    """An answer as one line of the options, so that it cannot look like several, and shortened."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_OPTION:
        return line
    # The middle goes: a long reply's conclusion tends to stand at its end.
    half = (LONGEST_OPTION - len(SHORTENED)) // 2
    return line[:half] + SHORTENED + line[-half:]


def _material(chat: Sequence[Message], texts: Sequence[str], name: str, judged: str) -> Material:
    code = nonce([*_texts(chat), *texts])
    return Material(code, fence("question", code, chat_text(chat, code)), fence(name, code, judged))


def _request(framing: Framing, material: Material, limit: int, *, reasoning: bool) -> Request:
    parts = (
        PREAMBLE.format(code=material.code),
        material.question,
        material.judged,
        framing.task(reasoning=reasoning),
    )
    message = Message("user", "\n\n".join(parts))
    # Without `choices`: a model that lacks them would be told more than what was measured.
    return Request((message,), temperature=0.0, logprobs=TOP_LOGPROBS, max_tokens=limit)


def _texts(chat: Sequence[Message]) -> list[str]:
    return [text for message in chat for text in (message.role, message.text)]


def chat_text(chat: Sequence[Message], code: str) -> str:
    """The messages of a chat, each fenced; a question of one message as it is."""
    if [message.role for message in chat] == ["user"]:
        return chat[0].text
    return "\n".join(fence(message.role, code, message.text) for message in chat)
