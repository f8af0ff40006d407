"""Bedrock's Converse as JSON, without any I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen

from trustcore import Reply, Request
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Framing,
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
)
from trustcore_providers._aws_frames import FrameReader
from trustcore_providers._bedrock_blocks import blocks, calls_in, joined_blocks, special_fields
from trustcore_providers._chat import apart, role_in

_INPUT_TOKENS = ("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")


@frozen
class BedrockWire(Wire):
    """The wire format of one model."""

    model: str
    known: Capabilities

    def encode(self, request: Request, /) -> Encoded:
        system, chat = apart(request.messages, self.known)
        turns = groupby(chat, key=lambda one: role_in(one, "assistant"))  # they must alternate
        body: dict[str, Any] = {
            "messages": [
                {"role": role, "content": [block for one in turn for block in blocks(one)]}
                for role, turn in turns
            ]
        }
        if system:
            body["system"] = [{"text": text} for text in system]
        config = {
            "temperature": request.temperature,
            "maxTokens": self.known.limit(request.max_tokens),
        }
        given = {name: value for name, value in config.items() if value is not None}
        if given:
            body["inferenceConfig"] = given
        if request.special:
            body |= special_fields(self.known, request, given)
        # All but unreserved characters escaped: the signature is over the path as it is sent.
        encoded = Encoded(f"/model/{quote(self.model, safe='')}/converse", body)
        return with_extra(encoded, request.extra)

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        match data:
            case {"output": {"message": {"content": list(content)}}}:
                pass
            case _:
                refuse("has no `output.message.content`")
        kinds = {key for block in content if isinstance(block, dict) for key in block}
        found = completion(
            text_of(content),
            data.get("stopReason"),
            label="stopReason",
            reasoning="reasoningContent" if "reasoningContent" in kinds else "",
            tool="toolUse" in kinds,
            tool_calls=tuple(calls_in(content)) if request.tools else (),
        )
        if request.choices:
            found = chosen(found)
        return reply_of([found], usage_of(data.get("usage"), _INPUT_TOKENS, ("outputTokens",)))

    def streamed(self, encoded: Encoded, /) -> Encoded:
        return evolve(encoded, path=f"{encoded.path}-stream")

    def framing(self) -> Framing:
        return FrameReader()

    def text_reader(self) -> TextOfEvent:
        return partial(_text, SpokenText())

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        for event in events:
            match event:
                case {"output": dict()}:
                    return event
                case {"messageStop": dict(told)} | {"metadata": dict(told)}:
                    whole |= told
        if whole.get("stopReason") is None:
            refuse("is an event stream that was cut")
        return {**whole, "output": {"message": {"content": joined_blocks(events)}}}


def _text(spoken: SpokenText, event: Mapping[str, Any]) -> str:
    match event:
        case {"contentBlockDelta": {"delta": {"text": str(text)}}}:
            return spoken.add(text)
        case {"contentBlockDelta": {"delta": {"reasoningContent": _}}}:
            return spoken.part()
        case {"contentBlockStart": {"start": {"toolUse": _}}}:
            return spoken.part()
        case _:
            return ""
