"""OpenAI's chat completions and embeddings as bytes, without any I/O.

Many servers speak this format with small departures, so reading is lenient in what can be done
without and strict in what a score hangs on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Never

import orjson

from trustcore import Completion, Embedding, Missing, Reply, Request, TokenLogprobs, Usage
from trustcore.errors import EmptyReplyError, ReplyError
from trustcore.http.status import identifier
from trustcore.records.chat import UNREPORTED

FLOOR = -1e4
"""Log-probabilities below it, which stand for "never", are raised to it: sums stay finite."""

_ROUNDING = 1e-3  # a log-probability above zero by less than this is an inexact zero
_NUMBERS = frozenset((float, int))
_MALFORMED = (KeyError, TypeError, ValueError, OverflowError)
_TOKEN_AND_LOGPROB = itemgetter("token", "logprob")
_TOP = itemgetter("top_logprobs")
_FIRST = itemgetter(0)
_SECOND = itemgetter(1)
_Rows = tuple[tuple[tuple[str, float], ...], ...]


def chat_body(model: str, limit_name: str, request: Request) -> dict[str, Any]:
    """The body of a chat completion; what the request leaves open is left to the API."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": one.role, "content": one.content} for one in request.messages],
    }
    if request.temperature is not None:
        body["temperature"] = request.temperature
    if request.max_tokens is not None:
        body[limit_name] = request.max_tokens
    if request.logprobs is not None:
        body["logprobs"] = True
        if request.logprobs > 0:
            body["top_logprobs"] = request.logprobs
    if request.n > 1:
        body["n"] = request.n
    if request.seed is not None:
        body["seed"] = request.seed
    return body


def embedding_body(model: str, texts: Sequence[str]) -> dict[str, Any]:
    """The body of a request for embeddings."""
    return {"model": model, "input": list(texts), "encoding_format": "float"}


def dump(body: Mapping[str, Any]) -> bytes:
    """As JSON. Half an emoji, which is no Unicode, goes as an escape."""
    try:
        return orjson.dumps(body)
    except TypeError:  # orjson's way to refuse lone surrogates
        return json.dumps(body).encode()


def load(body: bytes) -> dict[str, Any]:
    """From JSON, and from what Python's servers take for it (NaN, lone surrogates).

    Raises:
        ReplyError: When it is not a JSON object.
    """
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        data = _load_leniently(body)
    return data if isinstance(data, dict) else _refuse("is not a JSON object")


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
        _refuse("has no `choices`")
    items = tuple([_item(choice) for choice in _ordered(choices)[:n]])
    first = items[0]
    if isinstance(first, Missing) and all(isinstance(item, Missing) for item in items):
        raise EmptyReplyError(first.reason)
    return Reply(items, _usage(data.get("usage")))


def embedding_reply(data: Mapping[str, Any], count: int) -> Reply:
    """Read the embeddings of `count` texts.

    Raises:
        ReplyError: When there is not one vector of finite numbers for each text.
    """
    rows = data.get("data")
    if not isinstance(rows, list) or len(rows) != count:
        _refuse(f"does not have {count} embeddings")
    vectors = tuple([Embedding(_vector(row)) for row in _ordered(rows)])
    usage = data.get("usage")
    return Reply(
        vectors, _usage({**usage, "completion_tokens": 0} if isinstance(usage, dict) else None)
    )


def _load_leniently(body: bytes) -> Any:  # noqa: ANN401  (any JSON)
    try:
        return _without_surrogates(json.loads(body))
    except (ValueError, RecursionError):
        # Not chained: a decoder's error holds the whole text.
        raise ReplyError("the reply is not JSON") from None


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_without_surrogates(one) for one in value]
        case dict():
            return {_without_surrogates(key): _without_surrogates(value[key]) for key in value}
        case _:
            return value


def _refuse(what: str) -> Never:
    raise ReplyError(f"the reply {what}; is base_url an OpenAI-compatible API?")


def _ordered(rows: list[Any]) -> list[dict[str, Any]]:
    """By `index` where each has its own, else as they came."""
    if not all(isinstance(row, dict) for row in rows):
        _refuse("has an entry that is not an object")
    if len(rows) == 1:
        return rows
    indices = [row.get("index") for row in rows]
    if set(map(type, indices)) != {int} or len(set(indices)) != len(indices):
        return rows
    return sorted(rows, key=lambda row: row["index"])


def _item(choice: Mapping[str, Any]) -> Completion | Missing:
    message = choice.get("message")
    if not isinstance(message, dict):
        _refuse("has a choice without a `message`")
    text = _text(message)
    finish = identifier(choice.get("finish_reason")) or "stop"
    if not text.strip():
        hint = "; the token limit was used up: raise max_tokens" if finish == "length" else ""
        return Missing(f"the model returned no text (finish_reason={finish}){hint}")
    return Completion(text, _logprobs(choice.get("logprobs")), finish)


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


def _usage(usage: Any) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, or none: a count that is not one must not be added up."""
    if not isinstance(usage, dict):
        return UNREPORTED
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if type(read) is not int or type(written) is not int or read < 0 or written < 0:
        return UNREPORTED
    return Usage(1, read, written)


def _logprobs(found: Any) -> TokenLogprobs | None:  # noqa: ANN401  (any JSON)
    """Token log-probabilities; None where they are absent or not to be trusted."""
    content = found.get("content") if isinstance(found, dict) else None
    if not isinstance(content, list) or not content:
        return None
    try:
        rows = _bounded((tuple(map(_TOKEN_AND_LOGPROB, content)),))
    except _MALFORMED:
        return None
    tokens, logprobs = zip(*rows[0], strict=True)
    return TokenLogprobs(logprobs, tokens, _top(content))


def _top(content: Sequence[Mapping[str, Any]]) -> _Rows:
    """The alternatives to each token; none at all where one is malformed."""
    try:
        return _bounded(tuple([tuple(map(_TOKEN_AND_LOGPROB, row)) for row in map(_TOP, content)]))
    except _MALFORMED:
        return ()


def _bounded(rows: _Rows) -> _Rows:
    """The rows with log-probabilities between FLOOR and 0.

    An answer has thousands of entries: nothing here is a loop in Python unless one is out of
    bounds.

    Raises:
        TypeError: When a token is no string or a log-probability no number.
        ValueError: When one is NaN or no logarithm of a probability, or there is none.
        OverflowError: When one is too large for a number.
    """
    "".join(map(_FIRST, chain.from_iterable(rows)))  # refuses what is no string
    numbers = list(map(_SECOND, chain.from_iterable(rows)))
    total, highest = sum(numbers), max(numbers)
    if math.isnan(total) or highest > _ROUNDING:
        raise ValueError
    if highest <= 0 and total >= FLOOR:
        return rows
    return tuple([tuple([(text, min(max(one, FLOOR), 0.0)) for text, one in row]) for row in rows])


def _vector(row: Mapping[str, Any]) -> tuple[float, ...]:
    vector = row.get("embedding")
    if not isinstance(vector, list) or not vector or not _NUMBERS.issuperset(map(type, vector)):
        _refuse("has an embedding that is not a list of numbers")
    if not all(map(math.isfinite, vector)):
        _refuse("has an embedding that is not finite")
    return tuple(vector)
