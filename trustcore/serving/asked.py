"""What a request to a chat route asks for: a question, and how its trust is to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

import orjson
from attrs import frozen
from starlette.datastructures import Headers
from starlette.requests import Request

from trustcore.errors import InputError
from trustcore.records.question import Question
from trustcore.serving.failures import Refusal
from trustcore.serving.settings import ServeSettings

Mode = Literal["inline", "later", "off", "gate"]
Body = Mapping[str, Any]

_LONGEST_DEADLINE = 3_600_000


@frozen(kw_only=True)
class TrustSettings:
    """How the trust in an answer is to be told.

    Attributes:
        mode: "inline": with the answer; "later": at `/v1/trust/ID`; "off": not at all; "gate": with
            the answer, which is replaced where it is not trusted.
        threshold: The score from which on an answer is accepted; None for no decision.
        deadline: Seconds that the score may take once the answer is there.
    """

    mode: Mode = "inline"
    threshold: float | None = None
    deadline: float = 10.0


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
    """

    question: Question
    model: str
    stream: bool = False
    include_usage: bool = False
    logprobs: bool = False
    top_logprobs: int = 0
    trust: TrustSettings = TrustSettings()


async def body_of(request: Request) -> Body:
    """The JSON object of a request.

    Raises:
        Refusal: When there is none.
    """
    try:
        found = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise Refusal("the body is no JSON; send an object") from error
    if not isinstance(found, dict):
        raise Refusal(f"the body must be a JSON object, not {type(found).__name__}")
    return found


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


def chat_asked(body: Body, headers: Headers, settings: ServeSettings) -> Asked:
    """What a request to `/v1/chat/completions` asks for.

    Raises:
        Refusal: Naming the wrong parameter.
    """
    if body.get("n") not in (None, 1):
        msg = "n must be 1: one answer is scored at a time; ask again for another one"
        raise Refusal(msg, param="n")
    given = {name: body[key] for key, name in _SETTINGS.items() if body.get(key) is not None}
    rest = {key: one for key, one in body.items() if key not in _OWN and key not in _SETTINGS}
    if given.get("response_format") == {"type": "text"}:
        del given["response_format"]
    try:
        question = Question(body.get("messages"), **given, extra=rest or None)
    except InputError as error:
        raise Refusal(str(error), param=_param(str(error))) from error
    options = body.get("stream_options")
    return Asked(
        question=question,
        model=_model(body),
        stream=_flag(body, "stream"),
        include_usage=isinstance(options, Mapping) and options.get("include_usage") is True,
        logprobs=_flag(body, "logprobs"),
        top_logprobs=body.get("top_logprobs") or 0,
        trust=trust_settings(body, headers, settings),
    )


def trust_settings(body: Body, headers: Headers, settings: ServeSettings) -> TrustSettings:
    """How trust is to be told: by the headers `x-trust-...`, else by the body's `trust`.

    Raises:
        Refusal: When one of them is not what it must be.
    """
    own = body.get("trust") or {}
    if not isinstance(own, Mapping):
        raise Refusal("trust must be an object", param="trust")
    mode: Any = headers.get("x-trust-mode", own.get("mode", "inline"))
    if mode not in get_args(Mode):
        modes = ", ".join(get_args(Mode))
        raise Refusal(f"the trust mode must be one of {modes}", param="trust.mode")
    threshold = _number("threshold", headers, own, 0, 1)
    deadline = _number("deadline-ms", headers, own, 0, _LONGEST_DEADLINE)
    found = TrustSettings(
        mode=mode,
        threshold=settings.threshold if threshold is None else threshold,
        deadline=settings.deadline if deadline is None else deadline / 1000,
    )
    if mode == "gate" and found.threshold is None:
        raise Refusal('the mode "gate" needs a threshold', param="trust.threshold")
    if mode == "gate" and body.get("stream") is True:
        msg = 'the mode "gate" holds an answer back until it is scored; it cannot be streamed'
        raise Refusal(msg, param="stream")
    return found


def _number(
    name: str, headers: Headers, own: Mapping[str, Any], low: float, high: float
) -> float | None:
    key = name.replace("-", "_")
    given = headers.get(f"x-trust-{name}", own.get(key))
    if given is None:
        return None
    try:
        found = float(given)
    except (TypeError, ValueError):
        found = -1.0
    if isinstance(given, bool) or not low < found < high:
        msg = f"the trust {key} must be a number above {low} and below {high}"
        raise Refusal(msg, param=f"trust.{key}")
    return found


def _model(body: Body) -> str:
    model = body.get("model", "trustcore")
    if not isinstance(model, str) or not model:
        raise Refusal("model must be a name", param="model")
    return model


def _flag(body: Body, name: str) -> bool:
    found = body.get(name)
    if found not in (None, True, False):
        raise Refusal(f"{name} must be true or false", param=name)
    return bool(found)


def _param(message: str) -> str | None:
    """The parameter that a message begins with, where it does."""
    first = message.partition(" ")[0].partition(":")[0]
    return first if first in _SETTINGS or first == "messages" else None
