"""Check what the user gives to score: prompts, responses, and sequences of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from trustcore.errors import InputError
from trustcore.records.chat import Completion, Message
from trustcore.records.result import Result

Prompt = str | Sequence[Message | Mapping[str, str]]
"""A question, or a chat of messages."""

Response = str | Completion
"""An answer that exists already; a `Completion` may bring its token log-probabilities along."""

CHAT_ROLES = ("system", "developer", "user", "assistant")


def is_one(prompt: object) -> bool:
    """Whether this is one prompt rather than a sequence of prompts."""
    if isinstance(prompt, str):
        return True
    first = next(iter(prompt), None) if isinstance(prompt, Sequence) else None
    return isinstance(first, Message | Mapping)


def chat(prompt: object, where: str = "the prompt") -> tuple[Message, ...]:
    """The messages of one prompt.

    Raises:
        InputError: Naming the place and the rule, never the text.
    """
    if isinstance(prompt, str):
        return (Message("user", prompt),)
    if not isinstance(prompt, Sequence) or len(prompt) == 0:
        msg = f"{where} must be a string or a list of chat messages, not {_kind(prompt)}"
        raise InputError(msg)
    return tuple(_message(one, f"message {index} of {where}") for index, one in enumerate(prompt))


def chats(prompts: object) -> list[tuple[Message, ...]]:
    """The messages of each of several prompts.

    Raises:
        InputError: Naming the place and the rule, never the text.
    """
    if not _several(prompts):
        msg = f"a prompt, or a sequence of prompts, is needed here, not {_kind(prompts)}"
        raise InputError(msg + _way_out(prompts))
    return [chat(one, f"prompt {index}") for index, one in enumerate(prompts)]


def completion(response: object, where: str = "the response") -> Completion:
    """One response as a completion. An empty string is a response, None is not.

    Raises:
        InputError: Naming the place and the rule.
    """
    if isinstance(response, Completion):
        return response
    if isinstance(response, str):
        return Completion(response)
    hint = "; give its `result.response`" if isinstance(response, Result) else ""
    msg = f"{where} must be a string or a Completion, not {_kind(response)}{hint}"
    raise InputError(msg)


def completions(responses: object) -> list[Completion]:
    """The responses to several prompts.

    Raises:
        InputError: Naming the place and the rule.
    """
    if not _several(responses):
        msg = f"a sequence of prompts needs a sequence of as many responses, not {_kind(responses)}"
        raise InputError(msg)
    return [completion(one, f"response {index}") for index, one in enumerate(responses)]


def _several(values: object) -> TypeGuard[Iterable[object]]:
    return isinstance(values, Iterable) and not isinstance(
        values, Mapping | str | bytes | Completion
    )


def _way_out(prompts: object) -> str:
    match prompts:
        case Mapping() | Message():
            return "; put the message into a list"
        case bytes():
            return "; decode it first"
        case _:
            return ""


def _message(message: Any, where: str) -> Message:  # noqa: ANN401  (whatever the user gave)
    if isinstance(message, Mapping):
        role, content = message.get("role"), message.get("content")
    elif isinstance(message, Message):
        role, content = message.role, message.content
    else:
        msg = f"{where} must be a Message or a mapping with role and content, not {_kind(message)}"
        raise InputError(msg)
    if role not in CHAT_ROLES:
        msg = f"{where}: role must be one of {', '.join(CHAT_ROLES)}"
        raise InputError(msg)
    if not isinstance(content, str):
        msg = f"{where}: content must be a string, not {_kind(content)}"
        raise InputError(msg)
    return message if isinstance(message, Message) else Message(role, content)


def _kind(value: object) -> str:
    if isinstance(value, Sequence) and len(value) == 0:
        return "an empty sequence"
    return "None" if value is None else type(value).__name__
