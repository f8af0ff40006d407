"""OpenAI's responses API as JSON, without any I/O.

The models that think longest are served by it alone. It has neither `n` nor a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trustcore import Completion, Missing, Reply, Request
from trustcore.errors import EmptyReplyError
from trustcore.http.status import identifier
from trustcore_providers._json import refuse
from trustcore_providers._openai_logprobs import read_entries
from trustcore_providers._openai_wire import messages, usage
from trustcore_providers.capabilities import Capabilities

_LOGPROBS = "message.output_text.logprobs"
_FINISH = {"max_output_tokens": "length"}


def responses_body(model: str, known: Capabilities, request: Request) -> dict[str, Any]:
    """The body of a request for a response, of which OpenAI is to keep no copy."""
    body: dict[str, Any] = {
        "model": model,
        "input": messages(known, request.messages),
        "store": False,
    }
    if request.temperature is not None:
        body["temperature"] = request.temperature
    limit = known.limit(request.max_tokens)
    if limit is not None:
        body["max_output_tokens"] = limit
    if request.logprobs is not None:
        body["include"] = [_LOGPROBS]
        if request.logprobs > 0:
            body["top_logprobs"] = min(request.logprobs, known.max_top_logprobs)
    return body


def responses_reply(data: Mapping[str, Any]) -> Reply:
    """Read a response.

    Raises:
        ReplyError: When it does not have the API's shape.
        EmptyReplyError: When it has no text.
    """
    output = data.get("output")
    if not isinstance(output, list):
        refuse("has no `output`")
    item = _item(list(_parts(output)), _finish(data))
    if isinstance(item, Missing):
        raise EmptyReplyError(item.reason)
    return Reply((item,), usage(data.get("usage"), "input_tokens", "output_tokens"))


def _item(parts: list[Mapping[str, Any]], finish: str) -> Completion | Missing:
    text = "".join(map(_text, parts))
    if not text.strip():
        hint = "; the token limit was used up: raise max_tokens" if finish == "length" else ""
        return Missing(f"the model returned no text (finish_reason={finish}){hint}")
    entries = [one.get("logprobs") for one in parts]
    known = all(isinstance(rows, list) for rows in entries)
    joined = [entry for rows in entries for entry in rows or ()] if known else []
    return Completion(text, read_entries(joined), finish)


def _parts(output: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The pieces of text of the messages; thoughts and calls of tools are passed over."""
    for item in output:
        match item:
            case {"type": "message", "content": list(content)}:
                yield from (part for part in content if isinstance(part, dict))
            case _:
                pass


def _text(part: Mapping[str, Any]) -> str:
    match part:
        case {"type": "output_text", "text": str(text)} | {"type": "refusal", "refusal": str(text)}:
            return text
        case _:
            return ""


def _finish(data: Mapping[str, Any]) -> str:
    """In the words of chat completions."""
    match data:
        case {"status": "incomplete", "incomplete_details": {"reason": str(reason)}}:
            return _FINISH.get(reason, identifier(reason) or "incomplete")
        case {"status": "incomplete" | "cancelled" | "queued" | "in_progress" as status}:
            return str(status)
        case _:
            return "stop"
