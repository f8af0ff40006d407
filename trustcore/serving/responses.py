"""`/v1/responses`: what a request asks for, and answers as OpenAI's newer API has them."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustcore.errors import InputError
from trustcore.records.question import Question
from trustcore.serving.answering import Endpoint, answer_response, stream_response
from trustcore.serving.asked import (
    Asked,
    Body,
    body_of,
    check_of_sdks,
    flag,
    model_name,
    top_logprobs_of,
)
from trustcore.serving.desk import Desk
from trustcore.serving.events import event
from trustcore.serving.failures import Refusal, told
from trustcore.serving.response_events import rows_of
from trustcore.serving.response_forms import response_of
from trustcore.serving.settings import ServeSettings
from trustcore.serving.trust_settings import trust_settings
from trustcore.serving.wording import JsonFields

PATH = "/v1/responses"
PREFIX = "resp_"

_OWN = frozenset(
    (
        "model",
        "input",
        "instructions",
        "stream",
        "stream_options",
        "text",
        "reasoning",
        "include",
        "top_logprobs",
        "metadata",
        "store",
        "trust",
    )
)
"""Keys that the server reads itself, or that are about what it keeps."""

_SETTINGS = {
    "max_output_tokens": "max_tokens",
    "temperature": "temperature",
    "top_p": "top_p",
    "tools": "tools",
    "tool_choice": "tool_choice",
}
"""Keys that are settings of a question. All others are passed on as they are."""

_NOT_KEPT = ("previous_response_id", "conversation", "prompt", "background")
_LOGPROBS = "message.output_text.logprobs"


def response_routes() -> list[Route]:
    """The route."""
    return [Route(PATH, Endpoint(respond), methods=["POST"])]


async def respond(request: Request) -> Response:
    """Answer, and tell the trust in the answer."""
    desk: Desk = request.app.state.desk
    body, presets = await body_of(request), desk.clients.preset_names
    try:
        asked = response_asked(body, request.headers, desk.settings, presets)
        jobs = await desk.begin(asked, request.headers, PREFIX)
    except InputError as error:
        raise response_fields(body).refusal(error) from error
    if asked.stream:
        numbered = _Numbered(rows_of(jobs[0], body))
        return stream_response(request, jobs, numbered.events, numbered.failed)
    replacement = desk.settings.replacement
    return await answer_response(request, jobs, lambda: response_of(jobs[0], body, replacement))


def response_asked(
    body: Body, headers: Headers, settings: ServeSettings, presets: Sequence[str]
) -> Asked:
    """What a request to `/v1/responses` asks for.

    Args:
        body: Of the request.
        headers: Of the request.
        settings: Of the server.
        presets: The names of those that may be chosen.

    Raises:
        Refusal: Naming the wrong parameter.
    """
    for key in _NOT_KEPT:
        if body.get(key) not in (None, False):
            msg = f"{key} needs a server that keeps what was asked; give the whole chat as input"
            raise Refusal(msg, param=key)
    metadata = body.get("metadata")
    if metadata is not None and not isinstance(metadata, Mapping):
        raise Refusal("metadata must be an object", param="metadata")
    include = body.get("include") or []
    logprobs = isinstance(include, list) and _LOGPROBS in include
    return Asked(
        question=_question(body),
        model=model_name(body),
        stream=flag(body, "stream"),
        logprobs=logprobs,
        top_logprobs=top_logprobs_of(body),
        trust=trust_settings(body, headers, settings, presets),
    )


def _question(body: Body) -> Question:
    given = {name: body[key] for key, name in _SETTINGS.items() if body.get(key) is not None}
    form = _object(body, "text").get("format")
    if form is not None and form != {"type": "text"}:
        given["response_format"] = form
    effort = _object(body, "reasoning").get("effort")
    if effort is not None:
        given["reasoning_effort"] = effort
    if not given.get("tools"):
        given.pop("tool_choice", None)
    rest = {key: one for key, one in body.items() if key not in _OWN and key not in _SETTINGS}
    check_of_sdks(rest)
    return Question(_chat(body), **given, extra=rest or None)


def response_fields(body: Body) -> JsonFields:
    """The fields of a request, by what a question has for them."""
    names = {name: key for key, name in _SETTINGS.items()}
    names |= {"response_format": "text.format", "reasoning_effort": "reasoning.effort"}
    before = body.get("instructions") is not None
    return JsonFields(PATH, "input", names, body, before=int(before))


def _chat(body: Body) -> Any:  # noqa: ANN401  (whatever the client sent)
    """The chat: the instructions, and what was put in."""
    asked, instructions = body.get("input"), body.get("instructions")
    if instructions is None:
        return asked
    if not isinstance(instructions, str):
        raise Refusal("instructions must be a text", param="instructions")
    spoken = [{"role": "user", "content": asked}] if isinstance(asked, str) else asked
    if not isinstance(spoken, list):
        raise Refusal("input must be a text or a list of items", param="input")
    return [{"role": "system", "content": instructions}, *spoken]


def _object(body: Body, key: str) -> Mapping[str, Any]:
    found = body.get(key)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise Refusal(f"{key} must be an object", param=key)
    return found


class _Numbered:
    """Events of a response with their numbers."""

    def __init__(self, rows: AsyncGenerator[list[dict[str, Any]]]) -> None:
        self._rows = rows
        self._number = itertools.count()

    async def events(self) -> AsyncGenerator[bytes]:
        """The events; it raises what breaks them off."""
        async for rows in self._rows:
            yield b"".join(self._event(row) for row in rows)

    def failed(self, error: Exception) -> bytes:
        """The last event where they break off."""
        found = told(error)
        return self._event({**found["error"], **found, "type": "error"})

    def _event(self, row: dict[str, Any]) -> bytes:
        return event({**row, "sequence_number": next(self._number)}, row["type"])
