"""Responses of `google.genai`: objects and dumps in snake case, and the API's own JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trustcore import Completion
from trustcore.provider_kit import Capabilities
from trustcore.records.kinds_of_values import TEXTS, dumped
from trustcore.vendors import Keywords, VendorFormat, asking, plain_of
from trustcore_providers._gemini_wire import GeminiWire
from trustcore_providers._reading_wires import first_of, said

_WIRE = GeminiWire("", Capabilities())
_ON_SERVER = "what was asked is kept by the API; give all of it as contents="
_KEYWORDS = Keywords(
    "Gemini's generate_content", ("contents",), read="contents config", ignored="model"
)
_CONFIG = Keywords(
    "Gemini's config",
    (),
    read="""system_instruction tools tool_config stop_sequences
        response_mime_type response_schema response_json_schema""",
    ignored="""
        http_options should_return_http_response temperature top_p top_k candidate_count
        max_output_tokens response_logprobs logprobs presence_penalty frequency_penalty seed
        routing_config model_selection_config safety_settings labels response_modalities
        media_resolution speech_config audio_timestamp automatic_function_calling thinking_config
        image_config enable_enhanced_civic_answers model_armor_config service_tier
        audio_transcription_config automatic_continuation generation_output_config store""",
    refused=dict.fromkeys(("cached_content", "continuation_token"), _ON_SERVER),
)
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")
_LINK = re.compile(r"_([a-z])")
_OF_A_TOOL = frozenset(("args", "response"))


def generate_content() -> VendorFormat:
    """The format of `generate_content`."""
    one, several = "models.generate_content", "models.generate_content_stream"
    return VendorFormat(
        "candidates promptFeedback prompt_feedback",
        _fits,
        _read,
        _KEYWORDS,
        _ask,
        (one, f"aio.{one}"),
        join=lambda events: _WIRE.join([in_camel_case(event) for event in events]),
        streams=(several, f"aio.{several}"),
    )


def in_camel_case(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    """Plain data with the API's names of fields; what is in a call of a tool stays as it is."""
    match value:
        case dict():
            return {
                _LINK.sub(_capital, key): one if key in _OF_A_TOOL else in_camel_case(one)
                for key, one in value.items()
            }
        case list():
            return [in_camel_case(one) for one in value]
        case _:
            return value


def _capital(found: re.Match[str]) -> str:
    return found[1].upper()


def _fits(data: Mapping[str, Any]) -> bool:
    blocked = not data.keys().isdisjoint(("promptFeedback", "prompt_feedback"))
    return isinstance(data.get("candidates"), list) or blocked


def _read(data: Mapping[str, Any]) -> Completion:
    plain = in_camel_case(dict(data))
    ending = first_of(plain.get("candidates")).get("finishReason")
    blocked = plain.get("promptFeedback") or {}
    return said(_WIRE, plain, ending or ("SAFETY" if blocked.get("blockReason") else None))


def _ask(given: Mapping[str, Any]) -> dict[str, Any]:
    config = _CONFIG.checked(_config_of(given.get("config")))
    choice = plain_of(config.get("tool_config"))
    return asking(
        [*_system(config.get("system_instruction")), *_turns(given.get("contents"))],
        tools=config.get("tools"),
        tool_choice=choice,
        response_format=_form(config),
        stop=config.get("stop_sequences"),
    )


def _config_of(config: Any) -> dict[str, Any]:  # noqa: ANN401  (an object of the SDK's, or a mapping)
    """A config in snake case. Its values stay as they are: a schema may be a class."""
    if isinstance(config, Mapping):
        return {_HUMP.sub(r"_\1", str(key)).lower(): one for key, one in config.items()}
    names = getattr(type(config), "model_fields", ())
    return {name: getattr(config, name) for name in names}


def _form(config: Mapping[str, Any]) -> object:
    schema = config.get("response_json_schema") or config.get("response_schema")
    if schema is not None:
        return dumped(schema)
    kind = config.get("response_mime_type")
    return {"type": "json_object"} if kind == "application/json" else None


def _system(instruction: object) -> list[dict[str, Any]]:
    if instruction is None:
        return []
    turns = _turns(instruction)
    return [{**one, "role": "system"} for one in turns]


def _turns(contents: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (whatever was given)
    """Contents as messages: the SDK takes parts and texts without a role as the user's."""
    listed = isinstance(contents, Sequence) and not isinstance(contents, TEXTS)
    turns: list[dict[str, Any]] = []
    loose = False
    for one in map(_turn, contents if listed else [contents]):
        if "role" not in one and loose:
            turns[-1]["parts"] += one["parts"]
            continue
        loose = "role" not in one
        turns.append({"role": "user", **one})
    return turns


def _turn(content: object) -> dict[str, Any]:
    """One content; without a role where it is a part alone. One of another vendor's passes."""
    found = plain_of(content)
    if not isinstance(found, Mapping):
        return {"parts": [{"text": found}]}
    if "parts" in found:
        return {"role": found.get("role", "user"), "parts": list(found["parts"])}
    return dict(found) if "role" in found else {"parts": [found]}
