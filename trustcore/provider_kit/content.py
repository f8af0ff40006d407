"""The text of a message, whatever form its content has, and where its thoughts are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Never

from trustcore.errors import UnreadableReplyError

_THOUGHT = re.compile(r"reason|think|thought", re.IGNORECASE)
_NO_ANSWER = re.compile(r"reason|think|thought|summary|tool|function|redacted", re.IGNORECASE)


def text_of(content: Any) -> str:  # noqa: ANN401  (any JSON)
    """The text of a message, whatever form its content has: a string, or parts of any kind.

    What the model thought and what tools it calls is no answer.

    Raises:
        UnreadableReplyError: When there is content, and it has a form that holds no text.
    """
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        content = [content]
    texts = [None if _is_aside(part) else _part(part) for part in content]
    if content and set(texts) == {None} and not any(map(_is_aside, content)):
        _unknown_form(content[0])
    # Neighbours are pieces of one text, as citations cut it; what is no answer parts two texts.
    runs = (run for spoken, run in groupby(texts, key=_is_text) if spoken)
    return joined("".join(filter(None, run)) for run in runs)


def where_thoughts_are(message: Mapping[str, Any]) -> str:
    """The field of a message, or the kind of a part of it, that has thoughts; empty without any."""
    content = message.get("content")
    parts = content if isinstance(content, list) else ()
    kinds = (part.get("type") for part in parts if isinstance(part, dict))
    names = (*(name for name in message if message[name]), *kinds)
    return next((name for name in names if isinstance(name, str) and _THOUGHT.search(name)), "")


def joined(texts: Iterable[str]) -> str:
    """Texts one after the other, each on a line of its own unless there is a space between."""
    whole = ""
    for text in filter(None, texts):
        spaced = not whole or whole[-1].isspace() or text[0].isspace()
        whole += text if spaced else "\n" + text
    return whole


def _is_text(text: str | None) -> bool:
    return text is not None


def _is_aside(part: Any) -> bool:  # noqa: ANN401  (any JSON)
    """Whether a part is what the model thought, or does with a tool."""
    match part:
        case {"thought": True}:
            return True
        case {"type": str(kind)} if _NO_ANSWER.search(kind):
            return True
        case {"text": str()} | {"refusal": str()} | {"content": str()}:
            return False
        case dict():
            return any(map(_NO_ANSWER.search, part))
        case _:
            return False


def _part(part: Any) -> str | None:  # noqa: ANN401  (any JSON)
    """The text of a part of the answer; None where it has none that is read."""
    match part:
        case str():
            return part
        case {"text": str(text)} | {"refusal": str(text)} | {"content": str(text)}:
            return text
        case {"text": {"value": str(text)} | {"text": str(text)} | {"content": str(text)}}:
            return text
        case {"content": {"text": str(text)} | {"value": str(text)}} | {"value": str(text)}:
            return text
        case _:
            return None


def _unknown_form(content: Any) -> Never:  # noqa: ANN401  (any JSON)
    form = "an object without `text`" if isinstance(content, dict) else type(content).__name__
    raise UnreadableReplyError(
        f"the content of the reply has a form that is not read ({form}, where a text or a list of "
        "parts with `text` should be); see whether the server has a setting for it"
    )
