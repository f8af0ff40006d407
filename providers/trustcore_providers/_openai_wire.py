"""OpenAI's chat completions and embeddings as JSON, without any I/O.

Many servers speak this format with small departures, so reading is lenient in what can be done
without and strict in what a score hangs on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from trustcore import Completion, Reply, Request, Usage
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Found,
    TextOfEvent,
    Wire,
    chosen,
    completion,
    embeddings_of,
    in_order,
    read_logprobs,
    refuse,
    reply_of,
    reported,
    text_of,
    usage_of,
    with_extra,
)
from trustcore.provider_kit.content import where_thoughts_are
from trustcore.provider_kit.reply_parts import usage_from
from trustcore.records.chat import UNREPORTED
from trustcore_providers._openai_chat import calls_in, messages, special_options

CHAT, RESPONSES, EMBEDDINGS = "/chat/completions", "/responses", "/embeddings"

_THOUGHTS = ("reasoning_content", "reasoning", "thinking", "reasoning_details")
_TEXTS = ("content", "refusal", *_THOUGHTS)


@frozen
class OpenAIWire(Wire):
    """The wire format of one model.

    Attributes:
        model: Its name.
        known: What it takes.
        root: What stands before the path of chat completions and embeddings.
    """

    model: str
    known: Capabilities
    root: str = field(default="", kw_only=True)

    def encode(self, request: Request, /) -> Encoded:
        known = self.known
        body: dict[str, Any] = {"model": self.model}
        body["messages"] = messages(known, request.messages)
        if request.temperature is not None:
            body["temperature"] = request.temperature
        if request.max_tokens is not None:
            body[known.token_limit] = known.limit(request.max_tokens)
        if request.n > 1:
            body["n"] = request.n
        if request.seed is not None:
            body[known.seed_name] = request.seed
        if request.logprobs is not None:
            body |= _wanted_logprobs(known, request.logprobs)
        if not request.special:
            return Encoded(self.root + CHAT, body)
        special = special_options(known, request).items()
        body |= {name: value for name, value in special if value is not None}
        return with_extra(Encoded(self.root + CHAT, body), request.extra)

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        choices = data.get("choices")
        if isinstance(choices, list):
            choices = [one for one in choices if one is not None]  # one that failed costs itself
        if not isinstance(choices, list) or not choices:
            refuse("has no `choices`")
        offered = bool(request.tools)
        found = [_found(choice, offered=offered) for choice in in_order(choices)[: request.n]]
        if request.choices and self.known.choices_style == "schema":
            found = list(map(chosen, found))
        usage = usage_in(data.get("usage"), "prompt_tokens", "completion_tokens")
        if self.known.counts_one and len(found) > 1:
            usage = _of_all(usage, found, self.known.limit(request.max_tokens))
        return reply_of(found, usage)

    def streamed(self, encoded: Encoded, /) -> Encoded:
        options = {"stream": True, "stream_options": {"include_usage": True}}
        return evolve(encoded, body=encoded.body | options)

    def text_reader(self) -> TextOfEvent:
        return _content

    def encode_texts(self, texts: Sequence[str], /) -> Encoded:
        body = {"model": self.model, "input": list(texts), "encoding_format": "float"}
        return Encoded(self.root + EMBEDDINGS, body)

    def decode_embeddings(self, data: dict[str, Any], count: int, /) -> Reply:
        vectors = embeddings_of(data.get("data"), "embedding", count)
        return Reply(vectors, usage_of(data.get("usage"), ["prompt_tokens"], []))

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        pieces: dict[object, _Pieces] = {}
        usage = None
        for event in events:
            usage = event.get("usage") or usage
            for choice in in_order(event.get("choices") or []):
                pieces.setdefault(str(choice.get("index")), _Pieces()).add(choice)
        choices = [one.joined() for one in pieces.values()]
        return {"choices": choices, "usage": usage}


def _content(event: Mapping[str, Any]) -> str:
    """What an event adds to the first choice; a refusal counts where nothing else was said."""
    choices = event.get("choices")
    match choices:
        case [{"delta": {"content": content}, **choice}] if choice.get("index") in {0, None}:
            return text_of(content)
        case _:
            return ""


def _wanted_logprobs(known: Capabilities, wanted: int) -> dict[str, Any]:
    top = min(wanted, known.max_top_logprobs)
    if known.logprobs_style == "legacy":
        return {"logprobs": max(top, 1)}
    return {"logprobs": True, "top_logprobs": top} if top > 0 else {"logprobs": True}


def _found(choice: Mapping[str, Any], *, offered: bool) -> Found:
    message = choice.get("message")
    if message is None:
        message = choice.get("delta")
    report = reported(choice)
    if report is None and isinstance(message, dict):
        report = reported(message)
    if report is not None:  # whatever text there is, it is not the whole
        return report
    if not isinstance(message, dict):
        message = {"content": choice.get("text")} if "text" in choice else None
    if message is None:
        refuse("has a choice without a `message`")
    text = text_of(message.get("content")) or _transcript(message)
    refusal = None if text else text_of(message.get("refusal")) or None
    return completion(
        text or refusal or "",
        choice.get("finish_reason"),
        logprobs=read_logprobs(choice.get("logprobs")),
        reasoning="" if text.strip() else where_thoughts_are(message),
        tool=bool(message.get("tool_calls") or message.get("function_call")),
        tool_calls=tuple(calls_in(message)) if offered else (),
        refusal=refusal,
    )


def _transcript(message: Mapping[str, Any]) -> str:
    """What a model that speaks has said, in words."""
    match message.get("audio"):
        case {"transcript": str(text)}:
            return text
        case _:
            return ""


def usage_in(found: Any, read: str, written: str) -> Usage:  # noqa: ANN401  (any JSON)
    """Token counts, if both are there."""
    if not isinstance(found, dict):
        return UNREPORTED
    return usage_from(found.get(read), found.get(written))


def _of_all(usage: Usage, found: Sequence[Found], limit: int | None) -> Usage:
    """The usage of all completions where the reply has that of one; never less than the truth.

    A completion has as many tokens as log-probabilities, and without those at most one for each
    byte of its text and one for its end. Which of them was counted is not told.
    """
    if usage.unreported:
        return usage
    counts = [_most_tokens(one, limit) for one in found]
    others = sum(counts) - min(counts)
    return evolve(usage, output_tokens=usage.output_tokens + others)


def _most_tokens(found: Found, limit: int | None) -> int:
    if not isinstance(found, Completion):
        return limit or 0
    if found.logprobs is not None:
        return len(found.logprobs.logprobs) + 1
    most = len(found.text.encode("utf-8", "replace")) + 1
    return most if limit is None else min(most, limit)


class _Pieces:
    """What the events of a stream have of one choice."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._tokens: list[Any] = []
        self._calls: dict[object, dict[str, Any]] = {}
        self._rest: dict[str, Any] = {}
        self._whole = False

    def add(self, choice: Mapping[str, Any]) -> None:
        """Take in the piece of one event, or a whole choice."""
        if self._whole:
            return  # what follows is another reply, or says the same again
        if choice.get("finish_reason") and isinstance(choice.get("message"), dict):
            self._begin_again(choice["message"])
        self._rest |= {key: value for key, value in choice.items() if value is not None}
        piece = choice.get("delta") or choice.get("message") or {"content": choice.get("text")}
        if not isinstance(piece, dict):
            refuse("is an event stream of another format")
        for key in piece:
            if piece[key] and key in _TEXTS:
                self._texts.setdefault(key, []).append(text_of(piece[key]))
            elif key == "tool_calls":
                self._add_calls(piece[key])
            elif piece[key]:
                self._texts.setdefault(key, []).append(str(key))  # a call of a tool, and the like
        logprobs = choice.get("logprobs")
        if isinstance(logprobs, dict) and isinstance(logprobs.get("content"), list):
            self._tokens += logprobs["content"]

    def _begin_again(self, message: Mapping[str, Any]) -> None:
        """Forget the pieces where a whole message stands at their end, which has their text."""
        told = "".join(self._texts.get("content", ()))
        text = text_of(message.get("content"))
        self._whole = bool(text) and text.startswith(told)
        if self._whole:
            self._texts, self._tokens, self._calls = {}, [], {}

    def _add_calls(self, rows: object) -> None:
        """Take in pieces of calls, each of which says which call it belongs to."""
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, dict):
                continue
            call = self._calls.setdefault(str(row.get("index")), {"name": "", "arguments": ""})
            function = row.get("function")
            for key, text in function.items() if isinstance(function, dict) else ():
                if key in call and isinstance(text, str):
                    call[key] += text
            call["id"] = row.get("id") or call.get("id")

    def joined(self) -> dict[str, Any]:
        """The choice as it would be without a stream.

        Raises:
            ReplyError: When nothing says that it is complete.
        """
        if not (self._rest.get("finish_reason") or "message" in self._rest):
            refuse("is an event stream that was cut")
        message: dict[str, Any] = {key: "".join(texts) for key, texts in self._texts.items()}
        if self._calls:
            calls = self._calls.values()
            message["tool_calls"] = [{"id": one.pop("id", None), "function": one} for one in calls]
        return {**self._rest, "message": message, "logprobs": {"content": self._tokens}}
