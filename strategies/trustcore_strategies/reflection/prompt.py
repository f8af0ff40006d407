"""The request that puts one framing to a judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustcore import Completion, Message, Missing, Request
from trustcore.records.fence import fence, nonce
from trustcore_strategies.reflection.framings import (
    PLAIN_CLOSING,
    PREAMBLE,
    REASONING_CLOSING,
    SHORTENED,
    Framing,
)

MOST_ALTERNATIVES = 5
LONGEST_ALTERNATIVE = 1000
"""In characters, the mark of the shortening included."""

TOP_LOGPROBS = 10
"""How many alternatives to each token of a reply are wanted: room for five letters and variants."""


def judge_request(
    framing: Framing,
    chat: Sequence[Message],
    answer: str,
    alternatives: Sequence[str] = (),
    *,
    reasoning: bool = False,
) -> Request:
    """Word one framing. The same texts give the same request.

    The length of the reply is never capped: a reasoning model under a cap returns nothing.
    """
    texts = [text for message in chat for text in (message.role, message.text)]
    code = nonce([*texts, answer, *alternatives])
    parts = (
        PREAMBLE.format(code=code),
        fence("question", code, _chat(chat, code)),
        fence("answer", code, answer),
        *(fence("alternative", code, text) for text in alternatives),
        _task(framing, reasoning=reasoning),
    )
    message = Message("user", "\n\n".join(parts))
    return Request((message,), temperature=0.0, logprobs=TOP_LOGPROBS)


def distinct(found: Iterable[Completion | Missing], answer: str) -> tuple[str, ...]:
    """The texts to show beside an answer: different from it and from each other, shortened.

    Case and white space make no difference. The first few are taken, in the order given.
    """
    seen = {_key(answer), ""}
    shown: list[str] = []
    for one in found:
        if isinstance(one, Completion) and (key := _key(one.text)) not in seen:
            seen.add(key)
            shown.append(_shorten(one.text.strip()))
    return tuple(shown[:MOST_ALTERNATIVES])


def _task(framing: Framing, *, reasoning: bool) -> str:
    options = (f"({option.letter}) {option.text}" for option in framing.options)
    closing = REASONING_CLOSING if reasoning else PLAIN_CLOSING
    return "\n".join((framing.question, *options, closing))


def _chat(chat: Sequence[Message], code: str) -> str:
    if [message.role for message in chat] == ["user"]:
        return chat[0].text
    return "\n".join(fence(message.role, code, message.text) for message in chat)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shorten(text: str) -> str:
    # The middle goes: a long reply's conclusion tends to stand at its end.
    if len(text) <= LONGEST_ALTERNATIVE:
        return text
    half = (LONGEST_ALTERNATIVE - len(SHORTENED)) // 2
    return text[:half] + SHORTENED + text[-half:]
