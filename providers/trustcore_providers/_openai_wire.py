"""OpenAI's chat completions and embeddings as bytes, without any I/O.

Many servers speak this format with small departures, so reading is lenient in what can be done
without and strict in what a score hangs on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trustcore import Completion, Embedding, Message, Missing, Reply, Request, Usage
from trustcore.errors import EmptyReplyError
from trustcore.http.status import identifier
from trustcore.records.chat import UNREPORTED
from trustcore_providers._json import refuse, usage_of
from trustcore_providers._openai_logprobs import read_logprobs
from trustcore_providers.capabilities import Capabilities

_NUMBERS = frozenset((float, int))


def chat_body(model: str, known: Capabilities, request: Request) -> dict[str, Any]:
    """The body of a chat completion; what the request leaves open is left to the API."""
    body: dict[str, Any] = {"model": model, "messages": messages(known, request.messages)}
    if request.temperature is not None:
        body["temperature"] = request.temperature
    limit = known.limit(request.max_tokens)
    if limit is not None:
        body[known.token_limit] = limit
    if request.logprobs is not None:
        body.update(_wanted_logprobs(known, request.logprobs))
    if request.n > 1:
        body["n"] = request.n
    if request.seed is not None:
        body[known.seed_name] = request.seed
    return body


def messages(known: Capabilities, chat: Sequence[Message]) -> list[dict[str, str]]:
    """The chat in the roles that the model has."""
    rows = [{"role": one.role, "content": one.content} for one in chat]
    if known.system_role == "none":
        return _without_system(rows)
    for row in rows:
        if row["role"] == "system":
            row["role"] = known.system_role
    return rows


def _without_system(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Instructions at the head of what the user says next."""
    kept: list[dict[str, str]] = []
    instructions: list[str] = []
    for row in rows:
        if row["role"] == "system":
            instructions.append(row["content"])
        elif row["role"] == "user" and instructions:
            kept.append({**row, "content": "\n\n".join((*instructions, row["content"]))})
            instructions = []
        else:
            kept.append(row)
    if instructions:
        kept.append({"role": "user", "content": "\n\n".join(instructions)})
    return kept


def _wanted_logprobs(known: Capabilities, wanted: int) -> dict[str, Any]:
    top = min(wanted, known.max_top_logprobs)
    if known.logprobs_style == "legacy":
        return {"logprobs": max(top, 1)}
    return {"logprobs": True, "top_logprobs": top} if top > 0 else {"logprobs": True}


def embedding_body(model: str, texts: Sequence[str]) -> dict[str, Any]:
    """The body of a request for embeddings."""
    return {"model": model, "input": list(texts), "encoding_format": "float"}


def chat_reply(data: Mapping[str, Any], n: int = 1) -> Reply:
    """Read a chat completion.

    Args:
        data: The decoded body.
        n: How many completions were asked for; more than that are ignored.

    Raises:
        ReplyError: When it does not have the API's shape.
        EmptyReplyError: When no completion has any text.
    """
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices:
        refuse("has no `choices`")
    items = tuple([_item(choice) for choice in _ordered(choices)[:n]])
    first = items[0]
    if isinstance(first, Missing) and all(isinstance(item, Missing) for item in items):
        raise EmptyReplyError(first.reason)
    return Reply(items, usage(data.get("usage"), "prompt_tokens", "completion_tokens"))


def embedding_reply(data: Mapping[str, Any], count: int) -> Reply:
    """Read the embeddings of `count` texts.

    Raises:
        ReplyError: When there is not one vector of finite numbers for each text.
    """
    rows = data.get("data")
    if not isinstance(rows, list) or len(rows) != count:
        refuse(f"does not have {count} embeddings")
    vectors = tuple([Embedding(_vector(row)) for row in _ordered(rows)])
    return Reply(vectors, usage_of(data.get("usage"), ["prompt_tokens"], []))


def _ordered(rows: list[Any]) -> list[dict[str, Any]]:
    """By `index` where each has its own, else as they came."""
    if not all(isinstance(row, dict) for row in rows):
        refuse("has an entry that is not an object")
    if len(rows) == 1:
        return rows
    indices = [row.get("index") for row in rows]
    if set(map(type, indices)) != {int} or len(set(indices)) != len(indices):
        return rows
    return sorted(rows, key=lambda row: row["index"])


def _item(choice: Mapping[str, Any]) -> Completion | Missing:
    message = choice.get("message")
    if not isinstance(message, dict):
        refuse("has a choice without a `message`")
    text = _text(message)
    finish = identifier(choice.get("finish_reason")) or "stop"
    if not text.strip():
        hint = "; the token limit was used up: raise max_tokens" if finish == "length" else ""
        return Missing(f"the model returned no text (finish_reason={finish}){hint}")
    return Completion(text, read_logprobs(choice.get("logprobs")), finish)


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(_parts(content))
    if isinstance(content, str) and content:
        return content
    refusal = message.get("refusal")
    return refusal if isinstance(refusal, str) else ""


def _parts(content: Iterable[Any]) -> Iterable[str]:
    for part in content:
        match part:
            case {"type": "text", "text": str(text)} | {"type": "refusal", "refusal": str(text)}:
                yield text
            case _:
                pass


def usage(found: Any, read: str, written: str) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, if both are there."""
    if isinstance(found, dict) and found.get(written) is None:
        return UNREPORTED
    return usage_of(found, [read], [written])


def _vector(row: Mapping[str, Any]) -> tuple[float, ...]:
    vector = row.get("embedding")
    if not isinstance(vector, list) or not vector or not _NUMBERS.issuperset(map(type, vector)):
        refuse("has an embedding that is not a list of numbers")
    if not all(map(math.isfinite, vector)):
        refuse("has an embedding that is not finite")
    return tuple(vector)
