"""What a request to a chat route asks for: a question, and how its trust is to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from attrs import frozen
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from trustcore.records.question import Question
from trustcore.serving.failures import Refusal
from trustcore.serving.settings import ServeSettings
from trustcore.serving.trust_settings import TrustSettings, trust_settings
from trustcore.serving.wording import JsonFields

Body = Mapping[str, Any]

CHAT_PATH = "/v1/chat/completions"


@frozen(kw_only=True)
class Asked:
    """What a request asks for.

    Attributes:
        question: The question with its settings.
        model: The model's name as the client gave it; it is told back.
        stream: Whether the answer is streamed.
        include_usage: Whether a stream ends with its usage.
        logprobs: Whether token log-probabilities are told.
        top_logprobs: How many alternatives to each token are told.
        trust: How the trust is to be told.
        choices: How many answers are given, each with its trust.
    """

    question: Question
    model: str
    trust: TrustSettings
    choices: int = 1
    stream: bool = False
    include_usage: bool = False
    logprobs: bool = False
    top_logprobs: int = 0


async def body_of(request: Request) -> Body:
    """The JSON object of a request.

    Raises:
        Refusal: When there is none.
        ClientDisconnect: When the client hung up.
    """
    try:
        found = orjson.loads(await _received(request.receive))
    except orjson.JSONDecodeError as error:
        raise Refusal("the body is no JSON; send an object") from error
    if not isinstance(found, dict):
        raise Refusal(f"the body must be a JSON object, not {type(found).__name__}")
    return found


async def _received(receive: Receive) -> bytearray:
    """The bytes of a body, which most often come at once."""
    received, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        received += message.get("body", b"")
        more = message.get("more_body", False)
    return received


_OWN = frozenset(
    (
        "model",
        "messages",
        "stream",
        "stream_options",
        "n",
        "logprobs",
        "top_logprobs",
        "trust",
    )
)
"""Keys of a chat request that the server reads itself."""

_SETTINGS = {
    "max_tokens": "max_tokens",
    "max_completion_tokens": "max_tokens",
    "temperature": "temperature",
    "seed": "seed",
    "stop": "stop",
    "top_p": "top_p",
    "reasoning_effort": "reasoning_effort",
    "tools": "tools",
    "tool_choice": "tool_choice",
    "response_format": "response_format",
}
"""Keys that are settings of a question. All others are passed on as they are."""

_MOST_TOP_LOGPROBS = 20
_MOST_CHOICES = 16


def chat_asked(
    body: Body, headers: Headers, settings: ServeSettings, presets: Sequence[str]
) -> Asked:
    """What a request to `/v1/chat/completions` asks for.

    Args:
        body: Of the request.
        headers: Of the request.
        settings: Of the server.
        presets: The names of those that may be chosen.

    Raises:
        Refusal: Naming the wrong parameter.
        InputError: When the question cannot be asked; see `chat_fields`.
    """
    logprobs = flag(body, "logprobs")
    top = top_logprobs_of(body)
    if top and not logprobs:
        raise Refusal("top_logprobs needs logprobs: true", param="top_logprobs")
    return Asked(
        question=_question(body),
        model=model_name(body),
        stream=flag(body, "stream"),
        include_usage=_include_usage(body),
        logprobs=logprobs,
        top_logprobs=top,
        trust=trust_settings(body, headers, settings, presets),
        choices=_choices(body),
    )


def _question(body: Body) -> Question:
    asked = [key for key in _SETTINGS if key in body]
    given = {_SETTINGS[key]: body[key] for key in asked if body[key] is not None}
    rest = {key: one for key, one in body.items() if key not in _OWN and key not in _SETTINGS}
    check_of_sdks(rest)
    if given.get("response_format") == {"type": "text"}:
        del given["response_format"]
    messages: Any = body.get("messages")
    return Question(messages, **given, extra=rest or None)


def chat_fields(body: Body) -> JsonFields:
    """The fields of a chat request, by what a question has for them."""
    names = {name: key for key, name in _SETTINGS.items()}
    names |= {name: key for key, name in _SETTINGS.items() if body.get(key) is not None}
    return JsonFields(CHAT_PATH, "messages", names, body)


_OF_SDKS = ("extra_headers", "extra_body", "extra_query")
"""Names under which a question's `extra` holds more than a body: no client sets headers here."""


def check_of_sdks(rest: Mapping[str, Any]) -> None:
    """Refuse what an SDK takes, and does not send.

    Raises:
        Refusal: Naming it.
    """
    for key in _OF_SDKS:
        if key in rest:
            raise Refusal(f"{key} is of SDKs, and is not sent to a server", param=key)


def _include_usage(body: Body) -> bool:
    options = body.get("stream_options")
    if options is None:
        return False
    if not isinstance(options, Mapping):
        raise Refusal("stream_options must be an object", param="stream_options")
    return flag(options, "include_usage", "stream_options.include_usage")


def _choices(body: Body) -> int:
    found = body.get("n")
    if found is None:
        return 1
    if type(found) is not int or not 1 <= found <= _MOST_CHOICES:
        raise Refusal(f"n must be a whole number from 1 to {_MOST_CHOICES}", param="n")
    return found


def top_logprobs_of(body: Body) -> int:
    """How many alternatives to each token are told.

    Raises:
        Refusal: When it is no such number.
    """
    found = body.get("top_logprobs")
    if found is None:
        return 0
    if type(found) is not int or not 0 <= found <= _MOST_TOP_LOGPROBS:
        msg = f"top_logprobs must be a whole number from 0 to {_MOST_TOP_LOGPROBS}"
        raise Refusal(msg, param="top_logprobs")
    return found


def model_name(body: Body) -> str:
    """The name that a client gives the model: it is told back."""
    model = body.get("model", "trustcore")
    if not isinstance(model, str) or not model:
        raise Refusal("model must be a name", param="model")
    return model


def flag(body: Body, name: str, param: str | None = None) -> bool:
    """A parameter that is true or false; false where it is not given."""
    found = body.get(name)
    if found is not None and not isinstance(found, bool):
        raise Refusal(f"{param or name} must be true or false", param=param or name)
    return bool(found)
