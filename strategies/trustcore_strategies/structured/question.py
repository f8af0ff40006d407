"""The request that asks a judge which fields of an answer are wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from trustcore import Message, Request
from trustcore.records.answer_parts import Leaves
from trustcore.records.fence import fence, nonce
from trustcore_strategies.reflection.framings import PREAMBLE, SHORTENED
from trustcore_strategies.structured.listing import WHOLE

MOST_FIELDS = 200
"""Fields that a judge is shown."""

_LONGEST_VALUE = 500
"""Characters of a value, the mark of the shortening included."""

_MOST_TOKENS = 2048
"""Of a reply, with what a reasoning model thinks before it."""

_QUESTION = (
    "The proposed answer has the fields above, each on a line: a JSON pointer and its value.\n"
    "Which of them are wrong? A field is wrong if its value is not what the question and what it "
    "is about say, or if nothing there bears it out. How it is written is no matter, and other "
    "fields may be right.\n"
    "Reply with only JSON: a list with an object for each wrong field, "
    '{"field": its pointer as it stands above, "reason": why, in at most 15 words}, '
    "and nothing for those that are right; [] if none is wrong."
)

_AGAIN = (
    "The proposed answer has the fields above, each on a line: a JSON pointer and its value.\n"
    "Name those whose value is wrong by what the question and what it is about say. Write a line "
    "for each of them, with nothing else: its pointer as it stands above, a colon, and why in a "
    "few words. If none is wrong, write the one word none."
)


def fields_request(chat: Sequence[Message], leaves: Leaves, *, again: bool = False) -> Request:
    """Word the question about some fields. The same texts give the same request.

    Args:
        chat: What was asked.
        leaves: The fields.
        again: Whether no list could be read before, so that it is asked for in another form.
    """
    shown = list(leaves.items())[:MOST_FIELDS]
    fields = "\n".join(f"{path or WHOLE}: {_written(leaf.value)}" for path, leaf in shown)
    texts = [text for message in chat for text in (message.role, message.text)]
    code = nonce([*texts, fields])
    asked = "\n".join(fence(message.role, code, message.text) for message in chat)
    parts = (
        PREAMBLE.format(code=code),
        fence("question", code, asked),
        fence("fields", code, fields),
        _AGAIN if again else _QUESTION,
    )
    message = Message("user", "\n\n".join(parts))
    return Request((message,), temperature=0.0, max_tokens=_MOST_TOKENS)


def _written(value: Any) -> str:  # noqa: ANN401  (any JSON)
    """A value on one line, and shortened in its middle."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= _LONGEST_VALUE:
        return text
    half = (_LONGEST_VALUE - len(SHORTENED)) // 2
    return text[:half] + SHORTENED + text[-half:]
