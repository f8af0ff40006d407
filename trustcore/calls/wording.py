"""Words in the prompt that ask for what a model cannot be held to: a schema, a list of replies."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from trustcore.plugins.protocols import Provider
from trustcore.records.chat import Message, Request
from trustcore.records.json_text import json_text

_SCHEMA = (
    "Reply with JSON alone, without any other text and without a code fence. It must be valid "
    "under this JSON schema:\n{schema}"
)
_CHOICES = (
    "Reply with exactly one of the following, as it is written there, and with nothing else:\n"
    "{choices}"
)


def worded(request: Request, provider: Provider) -> Request:
    """The request with instructions in place of the features that a provider lacks."""
    changes: dict[str, Any] = {}
    words: list[str] = []
    if request.choices and not provider.supports("choices"):
        changes["choices"] = ()
        words.append(_CHOICES.format(choices="\n".join(map(_quoted, request.choices))))
    elif request.schema is not None and not provider.supports("schema"):
        changes["schema"] = None
        words.append(_SCHEMA.format(schema=request.schema))
    if not words:
        return request
    return evolve(request, messages=_instructed(request.messages, "\n\n".join(words)), **changes)


def _quoted(choice: str) -> str:
    """One choice on one line; in quotes where it has several or begins with a blank."""
    return choice if choice == " ".join(choice.split()) else json_text([choice])[1:-1]


def _instructed(chat: tuple[Message, ...], words: str) -> tuple[Message, ...]:
    """The chat with instructions at its head, at the end of those that it has.

    There is one message of them: the templates of some models take no second.
    """
    head = chat[0] if chat else None
    if head is not None and head.role in ("system", "developer") and isinstance(head.content, str):
        return (evolve(head, content=f"{head.content}\n\n{words}"), *chat[1:])
    return (Message("system", words), *chat)
