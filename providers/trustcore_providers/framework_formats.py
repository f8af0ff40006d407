"""Responses of frameworks, told by their shape: LangChain, LlamaIndex, pydantic-ai.

Each is put into the form of OpenAI's chat completions, so that one reading serves them all. What
litellm returns has that form already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from trustcore import Completion
from trustcore.records.kinds_of_values import entries_of
from trustcore.vendors import Keywords, VendorFormat, asking
from trustcore_providers import anthropic_format, google_format, openai_formats
from trustcore_providers._framework_chats import turns_of

Row = Mapping[str, Any]

_IGNORED = """
    model temperature top_p max_tokens seed timeout config stream metadata model_settings usage
    usage_limits deps callbacks
"""


def _keywords(what: str, *names: str, more: str = "") -> Keywords:
    read = " ".join((*names, more, "instructions tools tool_choice response_format stop"))
    return Keywords(what, names, read=read, ignored=_IGNORED)


def langchain() -> VendorFormat:
    """The format of LangChain's `AIMessage`."""
    keywords = _keywords("LangChain", "messages", "input")
    return VendorFormat("content", _is_langchain, _read_langchain, keywords, _asker(keywords))


def llama_index() -> VendorFormat:
    """The format of LlamaIndex's `ChatResponse` and `CompletionResponse`."""
    keywords = _keywords("LlamaIndex", "messages", "prompt")
    return VendorFormat(
        "message text", _is_llama_index, _read_llama_index, keywords, _asker(keywords)
    )


def pydantic_ai() -> VendorFormat:
    """The format of pydantic-ai's `ModelResponse`, and of the run of an agent."""
    keywords = _keywords("pydantic-ai", "messages", "user_prompt", more="message_history")
    return VendorFormat("parts", _is_pydantic_ai, _read_pydantic_ai, keywords, _asker(keywords))


def _asker(keywords: Keywords) -> Callable[[Row], dict[str, Any]]:
    def ask(given: Row) -> dict[str, Any]:
        system = given.get("instructions")
        head = [] if system is None else [{"role": "system", "content": system}]
        asked = [given[name] for name in ("message_history", *keywords.chat) if name in given]
        return asking(
            [*head, *chain.from_iterable(map(turns_of, asked))],
            tools=given.get("tools"),
            tool_choice=given.get("tool_choice"),
            response_format=given.get("response_format"),
            stop=given.get("stop"),
        )

    return ask


def _choice(message: Row, finish: object, logprobs: object = None) -> Completion:
    """What a choice of a chat completion says that is made of a message."""
    choice = {"message": message, "finish_reason": finish, "logprobs": logprobs}
    return openai_formats.read_chat({"choices": [choice]})


def _row(name: object, arguments: object, identity: object) -> Row:
    return {"id": identity, "function": {"name": name, "arguments": arguments}}


def _is_langchain(data: Row) -> bool:
    return data.get("type") in {"ai", "AIMessageChunk"} and "content" in data


def _read_langchain(data: Row) -> Completion:
    about, more = data.get("response_metadata") or {}, data.get("additional_kwargs") or {}
    calls = [_row(one["name"], one.get("args"), one.get("id")) for one in _rows(data, "tool_calls")]
    message = {
        "content": data.get("content"),
        "refusal": more.get("refusal"),
        "tool_calls": calls or more.get("tool_calls"),
    }
    endings = ("finish_reason", "stop_reason", "finishReason", "done_reason", "stopReason")
    finish = next((about[name] for name in endings if about.get(name)), None)
    return _choice(message, finish, about.get("logprobs"))


def _is_llama_index(data: Row) -> bool:
    message = data.get("message")
    chat = isinstance(message, Mapping) and "blocks" in message
    return chat or ("text" in data and "additional_kwargs" in data)


def _read_llama_index(data: Row) -> Completion:
    raw = data.get("raw")
    for one in (openai_formats.chat(), openai_formats.responses(), *_OTHERS):
        if isinstance(raw, Mapping) and one.fits(raw):
            return one.read(raw)  # what the API said: all is there
    message = data.get("message") or {}
    blocks = _rows(message, "blocks")
    more = message.get("additional_kwargs") or {}
    calls = [
        _row(one["tool_name"], one.get("tool_kwargs"), one.get("tool_call_id"))
        for one in blocks
        if one.get("block_type") == "tool_call"
    ]
    texts = [one.get("text") or "" for one in blocks if one.get("block_type") == "text"]
    said = {
        "content": "".join(texts) if blocks else data.get("text") or message.get("content"),
        "tool_calls": calls or more.get("tool_calls"),
    }
    return _choice(said, (data.get("additional_kwargs") or {}).get("finish_reason"))


_OTHERS = (anthropic_format.messages(), google_format.generate_content())


def _is_pydantic_ai(data: Row) -> bool:
    return data.get("kind") == "response" and isinstance(data.get("parts"), list)


def _read_pydantic_ai(data: Row) -> Completion:
    parts = _rows(data, "parts")
    calls = [
        _row(one["tool_name"], one.get("args"), one.get("tool_call_id"))
        for one in parts
        if one.get("part_kind") == "tool-call"
    ]
    texts = [one.get("content") or "" for one in parts if one.get("part_kind") == "text"]
    about = data.get("provider_details") or data.get("vendor_details") or {}
    finish = data.get("finish_reason") or about.get("finish_reason")
    message = {"content": "".join(texts), "tool_calls": calls}
    return _choice(message, finish, {"content": about.get("logprobs")})


def _rows(data: Row, name: str) -> list[Row]:
    return [one for one in entries_of(data.get(name)) if isinstance(one, Mapping)]
