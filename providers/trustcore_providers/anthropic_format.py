"""Messages of the `anthropic` package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustcore.provider_kit import Capabilities
from trustcore.records.kinds_of_values import TEXTS, dumped, entries_of
from trustcore.vendors import Keywords, VendorFormat, asking
from trustcore_providers._anthropic_wire import AnthropicWire
from trustcore_providers._reading_wires import said

_WIRE = AnthropicWire("", Capabilities())
_KEYWORDS = Keywords(
    "Anthropic's messages",
    ("messages",),
    read="messages system tools tool_choice output_config output_format stop_sequences",
    ignored="""
        model max_tokens stream temperature top_p top_k thinking metadata service_tier speed
        cache_control container diagnostics inference_geo user_profile_id workspace_id betas
        billing_policy compaction context_management fallback_credit_token fallbacks mcp_servers
        extra_headers extra_query extra_body timeout""",
    refused={"thread": "what was asked is kept by the API; give the whole chat as messages="},
)


def messages() -> VendorFormat:
    """The format of messages."""
    return VendorFormat(
        "content",
        lambda data: (
            isinstance(data.get("content"), list)
            and (data.get("type") == "message" or "stop_reason" in data)
        ),
        lambda data: said(_WIRE, data, data.get("stop_reason")),
        _KEYWORDS,
        _ask,
        ("messages.create", "messages.parse", "beta.messages.create", "beta.messages.parse"),
        join=_WIRE.join,
    )


def _ask(given: Mapping[str, Any]) -> dict[str, Any]:
    output = dumped(given.get("output_config"))
    form = output.get("format") if isinstance(output, Mapping) else None
    return asking(
        _chat_of(given.get("messages"), given.get("system")),
        tools=given.get("tools"),
        tool_choice=given.get("tool_choice"),
        response_format=given.get("output_format") or form,
        stop=given.get("stop_sequences"),
    )


def _chat_of(chat: object, system: object) -> object:
    if system is None:
        return chat
    spoken = [{"role": "user", "content": chat}] if isinstance(chat, TEXTS) else entries_of(chat)
    return [{"role": "system", "content": system}, *spoken]
