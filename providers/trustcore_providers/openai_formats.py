"""Objects of the `openai` package, and of what speaks its format: litellm, Groq, Together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trustcore import Completion
from trustcore.errors import InputError
from trustcore.provider_kit import Capabilities
from trustcore.records.kinds_of_values import TEXTS, dumped, entries_of
from trustcore.vendors import Keywords, VendorFormat, asking
from trustcore_providers._openai_responses import NOT_YET, ResponsesWire, ending_of
from trustcore_providers._openai_wire import OpenAIWire
from trustcore_providers._reading_wires import first_of, said

_CHAT_WIRE = OpenAIWire("", Capabilities())
_RESPONSES_WIRE = ResponsesWire("", Capabilities())

_BOTH = """
    model stream stream_options temperature top_p top_logprobs metadata store user verbosity
    parallel_tool_calls moderation prompt_cache_key prompt_cache_options prompt_cache_retention
    safety_identifier service_tier extra_headers extra_query extra_body timeout
"""
_CHAT = Keywords(
    "OpenAI's chat completions",
    ("messages", "prompt"),
    read="messages prompt tools tool_choice functions function_call response_format stop",
    ignored=f"""{_BOTH}
        audio frequency_penalty logit_bias logprobs max_completion_tokens max_tokens modalities n
        prediction presence_penalty reasoning_effort seed web_search_options best_of echo suffix
        api_base api_key api_version api_type base_url caching custom_llm_provider deployment_id
        drop_params fallbacks max_retries mock_response num_retries organization thinking
        context_window_fallback_dict allowed_openai_params default_headers model_list
        top_k min_p repetition_penalty""",
)
_ON_SERVER = "what was asked is kept by the API; give the whole chat as input="
_RESPONSES = Keywords(
    "OpenAI's responses",
    ("input",),
    read="input instructions tools tool_choice text text_format",
    ignored=f"""{_BOTH}
        access_programs background background_options context_management image include
        max_output_tokens max_tool_calls parse_as reasoning truncation""",
    refused=dict.fromkeys(("previous_response_id", "conversation", "prompt"), _ON_SERVER),
)


def chat() -> VendorFormat:
    """The format of chat completions."""
    return VendorFormat(
        "choices",
        lambda data: isinstance(data.get("choices"), list),
        read_chat,
        _CHAT,
        _ask_chat,
        (
            "chat.completions.create",
            "chat.completions.parse",
            "completions.create",
            "beta.chat.completions.create",
            "beta.chat.completions.parse",
        ),
        join=_CHAT_WIRE.join,
    )


def responses() -> VendorFormat:
    """The format of responses."""
    return VendorFormat(
        "output",
        _is_response,
        _read_response,
        _RESPONSES,
        _ask_response,
        ("responses.create", "responses.parse"),
        join=_RESPONSES_WIRE.join,
    )


def read_chat(data: Mapping[str, Any]) -> Completion:
    """What the first choice of a chat completion says."""
    return said(_CHAT_WIRE, data, first_of(data.get("choices")).get("finish_reason"))


def _ask_chat(given: Mapping[str, Any]) -> dict[str, Any]:
    return asking(
        given.get("messages", given.get("prompt")),
        tools=given.get("tools") or given.get("functions"),
        tool_choice=_choice(given.get("tool_choice") or given.get("function_call")),
        response_format=given.get("response_format"),
        stop=given.get("stop"),
    )


def _choice(choice: object) -> object:
    """Which tool to call; of several that are allowed, how free the model is among them."""
    choice = dumped(choice)
    match choice:
        case (
            {"type": "allowed_tools", "allowed_tools": {"mode": found}}
            | {"type": "allowed_tools", "mode": found}
            | {"type": "custom", "custom": {"name": found}}
            | {"type": "custom", "name": found}
        ):
            return found
        case {"type": "function" | "tool"} | {"function": _}:
            return choice
        case {"name": name, **rest} if not rest:  # of functions, which came before tools
            return name
        case Mapping():  # a tool that the API runs itself
            return None
        case _:
            return choice


def _is_response(data: Mapping[str, Any]) -> bool:
    listed = isinstance(data.get("output"), list)
    return listed and (data.get("object") == "response" or "status" in data)


def _read_response(data: Mapping[str, Any]) -> Completion:
    status = data.get("status")
    if status in NOT_YET:
        msg = f"the response is not there yet (status={status}); retrieve it when it is completed"
        raise InputError(msg)
    _, reason = ending_of(data)
    return said(_RESPONSES_WIRE, data, reason)


def _ask_response(given: Mapping[str, Any]) -> dict[str, Any]:
    text = dumped(given.get("text"))
    form = given.get("text_format") or (text.get("format") if isinstance(text, Mapping) else None)
    return asking(
        _chat_of(given.get("input"), given.get("instructions")),
        tools=given.get("tools"),
        tool_choice=_choice(given.get("tool_choice")),
        response_format=form,
    )


def _chat_of(asked: object, instructions: object) -> object:
    """The chat of a response: its instructions, and what was put in."""
    if instructions is None:
        return asked
    spoken = [{"role": "user", "content": asked}] if isinstance(asked, TEXTS) else entries_of(asked)
    return [{"role": "system", "content": instructions}, *spoken]
