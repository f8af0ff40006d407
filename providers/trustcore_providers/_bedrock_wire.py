"""Bedrock's Converse as JSON, without any I/O."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import quote

from attrs import frozen

from trustcore import Reply, Request
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Wire,
    chosen,
    completion,
    refuse,
    reply_of,
    text_of,
    usage_of,
    with_extra,
)
from trustcore_providers._bedrock_blocks import blocks, calls_in, special_fields
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
