"""Check what the user gives to ask and to score: prompts, responses, and sequences of them."""

from __future__ import annotations

import math
from collections import UserString
from collections.abc import AsyncIterable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from trustcore.client.containers import check_container
from trustcore.errors import InputError
from trustcore.records.chat import Completion, Message
from trustcore.records.result import Result

T = TypeVar("T")

Prompt = str | Sequence[Message | Mapping[str, str]]
"""A question, or a chat of messages."""

Response = str | Completion
"""An answer that exists already; a `Completion` may bring its token log-probabilities along."""

Chat = tuple[Message, ...]
"""The messages of one prompt."""

CHAT_ROLES = ("system", "developer", "user", "assistant")

_TEXTS = (str, UserString)
_PROMPTS = "a prompt, or a sequence of prompts, is needed here"
_RESPONSES = "a sequence of prompts needs a sequence of as many responses"


def is_one(prompt: object) -> bool:
    """Whether this is one prompt rather than a sequence of prompts."""
    if isinstance(prompt, _TEXTS):
        return True
    first = next(iter(prompt), None) if isinstance(prompt, Sequence) else None
    return isinstance(first, Message | Mapping) and not isinstance(first, Result)


def chat(prompt: object, where: str = "the prompt") -> Chat:
    """The messages of one prompt.

    Raises:
        InputError: Naming the place and the rule, never the text.
    """
    if isinstance(prompt, _TEXTS):
        return (Message("user", _text(prompt)),)
    messages = _listed(prompt)
    if not messages:
        rule = f"{where} must be a string or a list of chat messages"
        msg = f"{rule}, not {_kind(prompt)}{_way_out(prompt)}"
        raise InputError(msg)
    return tuple(_message(one, f"message {index} of {where}") for index, one in enumerate(messages))


def each_chat(prompts: object) -> list[Chat | InputError]:
    """The messages of each of several prompts, or what is wrong with it.

    Raises:
        InputError: When this is no sequence of prompts.
    """
    check_container(prompts, _PROMPTS)
    return _each(prompts, chat, "prompt")


def chats(prompts: object) -> list[Chat]:
    """The messages of each of several prompts.

    Raises:
        InputError: Naming the first one that is wrong and the rule, never the text.
    """
    return all_right(each_chat(prompts))


def completion(response: object, where: str = "the response") -> Completion:
    """One response as a completion. An empty string is a response, None is not.

    Raises:
        InputError: Naming the place and the rule.
    """
    if isinstance(response, Completion):
        return response
    if isinstance(response, _TEXTS):
        return Completion(_text(response))
    msg = f"{where} must be a string or a Completion, not {_kind(response)}{_way_out(response)}"
    raise InputError(msg)


def each_pair(prompts: object, responses: object) -> list[tuple[Chat, Completion] | InputError]:
    """Each of several prompts with its response, or what is wrong with one of the two.

    Raises:
        InputError: When one of them is no sequence, or they differ in length.
    """
    asked = each_chat(prompts)
    check_container(responses, _RESPONSES)
    said: list[Completion | InputError] = _each(responses, completion, "response")
    if len(asked) != len(said):
        msg = f"{len(asked)} prompts and {len(said)} responses; one each is needed"
        raise InputError(msg)
    return [_pair(*both) for both in zip(asked, said, strict=True)]


def check_source(prompts: object) -> None:
    """Refuse what gives no prompts one by one, before any is taken from it.

    Raises:
        InputError: Naming what it is, and the way out.
    """
    needed = "a sequence of prompts is needed here, or an async one"
    if is_one(prompts):
        raise InputError(f"{needed}, not one prompt; put it into a list")
    if not isinstance(prompts, AsyncIterable):
        check_container(prompts, needed)


def all_right(items: Sequence[T | InputError]) -> list[T]:
    """All items, when none is wrong.

    Raises:
        InputError: What is wrong with the first that is, and how many are.
    """
    wrong = [one for one in items if isinstance(one, InputError)]
    if not wrong:
        return [one for one in items if not isinstance(one, InputError)]
    rest = f"{len(wrong)} of {len(items)} items are wrong; the `try_` methods take the others"
    raise InputError(str(wrong[0]) if len(items) == 1 else f"{wrong[0]}; {rest}")


def _each(values: Any, check: Callable[[object, str], T], what: str) -> list[T | InputError]:  # noqa: ANN401  (a checked container)
    checked: list[T | InputError] = []
    for index, one in enumerate(values):
        try:
            checked.append(check(one, f"{what} {index}"))
        except InputError as wrong:
            checked.append(wrong)
    return checked


def _pair(
    asked: Chat | InputError, said: Completion | InputError
) -> tuple[Chat, Completion] | InputError:
    if isinstance(asked, InputError):
        return asked
    return said if isinstance(said, InputError) else (asked, said)


def _listed(prompt: Any) -> Sequence[object]:  # noqa: ANN401  (whatever the user gave)
    """The messages of a chat; nothing where it is none. Tables keep lists as arrays."""
    if getattr(type(prompt), "ndim", None) is not None and getattr(prompt, "ndim", 0) == 1:
        return tuple(prompt)
    return prompt if isinstance(prompt, Sequence) and not _is_bytes(prompt) else ()


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes | bytearray | memoryview)


def _text(value: str | UserString) -> str:
    """The text itself: what `str` makes of a subclass may be something else."""
    return value.data if isinstance(value, UserString) else value


def _message(message: object, where: str) -> Message:
    if isinstance(message, Mapping):
        role, content = message.get("role"), message.get("content")
        if role is None and content is None:
            msg = f"{where} has neither role nor content; of a row of a table give the text alone"
            raise InputError(msg)
    elif isinstance(message, Message):
        role, content = message.role, message.content
    else:
        msg = f"{where} must be a Message or a mapping with role and content, not {_kind(message)}"
        raise InputError(msg)
    if not isinstance(role, str) or role not in CHAT_ROLES:
        msg = f"{where}: role must be one of {', '.join(CHAT_ROLES)}"
        raise InputError(msg)
    if not isinstance(content, _TEXTS):
        msg = f"{where}: content must be a string, not {_kind(content)}"
        raise InputError(msg)
    return Message(CHAT_ROLES[CHAT_ROLES.index(role)], _text(content))


def _kind(value: object) -> str:
    if value is None:
        return "None"
    if isinstance(value, float) and math.isnan(value):
        return f"{type(value).__name__} NaN, an empty cell perhaps"
    if isinstance(value, Sequence) and len(value) == 0:
        return "an empty sequence"
    return type(value).__name__


def _way_out(value: object) -> str:
    match value:
        case bytes() | bytearray() | memoryview():
            return "; decode it first"
        case Result():
            return "; give its `result.response`"
        case Message() | Mapping():
            return "; put a message into a list, and give a row of a table by its text"
        case _ if hasattr(type(value), "as_py"):  # Arrow's columns give their values so
            return "; give column.to_pylist()"
        case _:
            return ""
