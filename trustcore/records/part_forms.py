"""Parts of a message as the vendors' SDKs take them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from trustcore.errors import InputError
from trustcore.records.json_text import json_text
from trustcore.records.kinds_of_values import TEXTS, dumped, kind_of, plain
from trustcore.records.parts import File, Image, Part, Text
from trustcore.records.tools import ToolCall

_KIND = re.compile(r"[a-z]+(?:_[a-z]+){0,4}")
"""What vendors call a kind of part."""


@frozen
class ToolResult:
    """What a tool gave, in a part of a message."""

    id: str | None
    output: object
    name: str | None = None


Found = Part | ToolCall | ToolResult | None

Row = Mapping[str, Any]


def part_of(part: object, where: str) -> Found:
    """What a part is; None for thoughts, which are no part of what is said.

    Raises:
        InputError: When it has no form that is known, naming the place.
    """
    part = dumped(part)
    if isinstance(part, Part | ToolCall):
        return part
    if isinstance(part, TEXTS):
        return Text(plain(part))
    if isinstance(part, Mapping):
        reader = _reader(part)
        try:
            if reader is not None:
                return reader(part)
        except (AttributeError, LookupError, TypeError):  # the form of something else
            pass
        except (InputError, ValueError) as error:
            raise InputError(f"{where}: {error}") from error
    raise InputError(
        f"{where} must be a Text, Image or File, or a part as a vendor's SDK takes it, not "
        f"{_form(part)}"
    )


def _form(part: object) -> str:
    kind = part.get("type") if isinstance(part, Mapping) else None
    named = isinstance(kind, str) and _KIND.fullmatch(kind)  # a text of the user's is not quoted
    return f"one of type {kind!r}" if named else kind_of(part)


def _reader(part: Row) -> Callable[[Row], Found] | None:
    """What reads a part: by its type, or by the key that says what it is."""
    if "type" in part:
        return _BY_TYPE.get(part["type"])
    return next((read for key, read in _BY_KEY.items() if part.get(key) is not None), None)


def _text(part: Row) -> Text:
    return Text(_string(part["text"]))


def _string(value: object) -> str:
    if not isinstance(value, TEXTS):
        raise TypeError("not a text")
    return plain(value)


def _nothing(_: Row) -> None:
    return None


def _openai_image(part: Row) -> Image:
    found = part["image_url"]
    if isinstance(found, str):
        return Image(found, detail=part.get("detail"))
    return Image(found["url"], detail=found.get("detail"))


def _openai_file(part: Row) -> File:
    file = part.get("file", part)
    data, kind = file.get("file_data"), None
    if isinstance(data, str) and data.startswith("data:"):
        head, _, data = data[5:].partition(",")
        kind = head.partition(";")[0] or None
    return File(file.get("filename"), data, file.get("file_id") or file.get("file_url"), kind)


def _anthropic_image(part: Row) -> Image:
    source = part["source"]
    return Image(source.get("url"), source.get("data"), source.get("media_type"))


def _anthropic_document(part: Row) -> Part:
    source = part["source"]
    if source.get("type") == "text":
        return Text(_string(source["data"]))
    identity = source.get("file_id") or source.get("url")
    return File(part.get("title"), source.get("data"), identity, source.get("media_type"))


def _call(name: object, arguments: object, identity: Any) -> ToolCall:  # noqa: ANN401  (as given)
    return ToolCall(_string(name), json_text(arguments or {}), identity)


_BY_TYPE: Mapping[str, Callable[[Row], Found]] = {
    **dict.fromkeys(("text", "input_text", "output_text"), _text),
    "refusal": lambda part: Text(_string(part["refusal"])),
    **dict.fromkeys(("image_url", "input_image"), _openai_image),
    **dict.fromkeys(("file", "input_file"), _openai_file),
    "image": _anthropic_image,
    "document": _anthropic_document,
    "tool_use": lambda part: _call(part["name"], part.get("input"), part.get("id")),
    "tool_result": lambda part: ToolResult(part.get("tool_use_id"), part.get("content")),
    **dict.fromkeys(("thinking", "redacted_thinking", "reasoning"), _nothing),
}
"""Parts of OpenAI and Anthropic, which say what they are."""

_DOCUMENTS = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
}


def _blob(part: Row) -> Part:
    blob = part.get("inlineData") or part.get("inline_data") or {}
    file = part.get("fileData") or part.get("file_data") or {}
    data, address = blob.get("data"), file.get("fileUri") or file.get("file_uri")
    kinds = (one.get("mimeType") or one.get("mime_type") for one in (blob, file))
    kind = next(filter(None, kinds), None)
    if (kind or "image/").startswith("image/"):
        return Image(address, data, kind)
    return File(None, data, address, kind)


def _gemini_call(part: Row) -> ToolCall:
    call = part.get("functionCall") or part["function_call"]
    return _call(call["name"], call.get("args"), call.get("id"))


def _gemini_result(part: Row) -> ToolResult:
    given = part.get("functionResponse") or part["function_response"]
    return ToolResult(given.get("id"), given.get("response"), given.get("name"))


def _bedrock_image(part: Row) -> Image:
    image = part["image"]
    return Image(data=image["source"]["bytes"], media_type=f"image/{image['format']}")


def _bedrock_document(part: Row) -> File:
    document = part["document"]
    kind = _DOCUMENTS.get(document.get("format"))
    return File(document["name"], document["source"]["bytes"], media_type=kind)


def _bedrock_call(part: Row) -> ToolCall:
    call = part["toolUse"]
    return _call(call["name"], call.get("input"), call.get("toolUseId"))


def _bedrock_result(part: Row) -> ToolResult:
    return ToolResult(part["toolResult"]["toolUseId"], part["toolResult"].get("content"))


_BY_KEY: Mapping[str, Callable[[Row], Found]] = {
    **dict.fromkeys(("thought", "reasoningContent"), _nothing),
    "text": _text,
    "json": lambda part: Text(json_text(part["json"])),
    **dict.fromkeys(("inlineData", "inline_data", "fileData", "file_data"), _blob),
    **dict.fromkeys(("functionCall", "function_call"), _gemini_call),
    **dict.fromkeys(("functionResponse", "function_response"), _gemini_result),
    "image": _bedrock_image,
    "document": _bedrock_document,
    "toolUse": _bedrock_call,
    "toolResult": _bedrock_result,
}
"""Parts of Gemini and Bedrock, which are what their key says; the first that is there counts."""
