"""Anthropic's messages as JSON, without any I/O.

Since its version 2026-10-21 the API takes no temperature, whatever the model: it samples at 1,
which was the default before. A request for another one, which older models take, goes out in the
version before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from attrs import evolve, frozen

from trustcore import Reply, Request
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    SpokenText,
    TextOfEvent,
    Wire,
    chosen,
    completion,
    refuse,
    reply_of,
    text_of,
    usage_of,
    with_extra,
    word,
)
from trustcore_providers._anthropic_blocks import (
    add_arguments,
    calls_in,
    special_fields,
    turn,
)
from trustcore_providers._chat import apart

VERSION = "2026-10-21"
VERSION_WITH_TEMPERATURE = "2023-06-01"

_DEFAULT_TEMPERATURE = 1.0
_INPUT_TOKENS = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


@frozen
class AnthropicWire(Wire):
    """The wire format of one model."""

    model: str
    known: Capabilities

    def encode(self, request: Request, /) -> Encoded:
        # Consecutive turns of one role the API joins itself.
        system, chat = apart(request.messages, self.known)
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": needed_limit(self.known, request.max_tokens),
            "messages": [turn(one) for one in chat],
        }
        if system:
            body["system"] = "\n\n".join(system)
        if request.special:
            body |= special_fields(self.known, request)
        version = VERSION_WITH_TEMPERATURE if "top_p" in body else VERSION
        if request.temperature not in {None, _DEFAULT_TEMPERATURE}:
            body["temperature"] = request.temperature
            version = VERSION_WITH_TEMPERATURE
        encoded = Encoded("/v1/messages", body, {"anthropic-version": version})
        return with_extra(encoded, request.extra)

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        content = data.get("content")
        if isinstance(content, str):  # as messages are sent, and some servers reply
            content = [{"type": "text", "text": content}]
        if not isinstance(content, list):
            refuse("has no `content`")
        found = completion(
            text_of(content),
            data.get("stop_reason"),
            label="stop_reason",
            reasoning="thinking" if _has(content, "thinking") else "",
            tool=_has(content, "tool_use"),
            hint=_category(data),
            tool_calls=tuple(calls_in(content)) if request.tools else (),
        )
        if request.choices:
            found = chosen(found)
        return reply_of([found], usage_of(data.get("usage"), _INPUT_TOKENS, ("output_tokens",)))

    def streamed(self, encoded: Encoded, /) -> Encoded:
        return evolve(encoded, body=encoded.body | {"stream": True})

    def text_reader(self) -> TextOfEvent:
        return partial(_text, SpokenText())

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        message: dict[str, Any] = {"content": []}
        usage: dict[str, Any] = {}
        for event in events:
            match event:
                case {"content": list(), "stop_reason": str()}:
                    return event
                case {"type": "message_start", "message": {"usage": dict(read)}}:
                    usage |= read
                case {"type": "content_block_delta", "delta": {"text": str(text)}}:
                    message["content"].append({"type": "text", "text": text})
                case {"type": "content_block_delta", "delta": {"partial_json": str(text)}}:
                    add_arguments(message["content"], text)
                case {"type": "content_block_start", "content_block": {"type": "tool_use"} as call}:
                    message["content"].append({**call, "input": ""})
                case {"type": "content_block_start", "content_block": {"type": str(kind)}}:
                    message["content"].append({"type": kind, "text": ""})
                case {"type": "message_delta", "delta": dict(delta)}:
                    message |= delta
                    usage |= event.get("usage") or {}
        if message.get("stop_reason") is None:
            refuse("is an event stream that was cut")
        return {**message, "usage": usage}


def _text(spoken: SpokenText, event: Mapping[str, Any]) -> str:
    match event:
        case {"type": "content_block_delta", "delta": {"text": str(text)}}:
            return spoken.add(text)
        case {"type": "content_block_start", "content_block": {"type": str(kind)}}:
            return "" if kind == "text" else spoken.part()
        case _:
            return ""


def needed_limit(known: Capabilities, max_tokens: int | None) -> int | None:
    """The limit that is sent, which the API requires: the model's own where the user has none."""
    return known.max_output if max_tokens is None else known.limit(max_tokens)


def _has(content: Sequence[Any], kind: str) -> bool:
    return any(isinstance(block, dict) and block.get("type") == kind for block in content)


def _category(data: Mapping[str, Any]) -> str:
    details = data.get("stop_details")
    category = word(details.get("category")) if isinstance(details, dict) else ""
    return f", category={category}" if category else ""
