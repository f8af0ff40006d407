"""`/v1/score` and `/v1/trust/ID`: answers that exist already, and scores that come later."""

from __future__ import annotations

import secrets
from typing import Any

from orjson import Fragment
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustcore.client import TLM
from trustcore.errors import InputError, ScoreUnavailable
from trustcore.event_loop import loop_time
from trustcore.records.question import Question
from trustcore.records.result import Result, Score
from trustcore.serving.answering import while_connected
from trustcore.serving.asked import Body, body_of
from trustcore.serving.desk import Desk
from trustcore.serving.failures import Kind, Refusal, json_response
from trustcore.serving.trust import Latency, trust_of
from trustcore.serving.trust_settings import TrustSettings, trust_settings
from trustcore.serving.wording import JsonFields
from trustcore.suggest import unknown

PATH = "/v1/score"

_LONGEST_WAIT = 300.0
_UNKNOWN = Kind(404, "invalid_request_error", "not_found")


def score_routes() -> list[Route]:
    """The routes."""
    return [
        Route(PATH, score, methods=["POST"]),
        Route("/v1/trust/{id}", trust),
    ]


async def trust(request: Request) -> Response:
    """A score by the id of its response; `?wait=30` waits for one on its way."""
    desk: Desk = request.app.state.desk
    owner = desk.clients.owner(request.headers)
    found = await desk.store.get(request.path_params["id"], owner, _wait(request))
    if found is None:
        msg = "there is no score of this id: it was never made, or is no longer kept"
        raise Refusal(msg, _UNKNOWN)
    return json_response(Fragment(found))


async def score(request: Request) -> Response:
    """Score an answer that exists already: {"prompt", "response"}, or a finished ChatCompletion."""
    desk: Desk = request.app.state.desk
    body = await body_of(request)
    asked = trust_settings(body, request.headers, desk.settings, desk.clients.preset_names)
    if asked.mode != "inline":
        raise Refusal("an answer that exists already is scored at once", param="trust.mode")
    async with desk.slot(request.headers) as client:
        begun = loop_time()
        tlm = client.presets[asked.preset]
        try:
            result = await while_connected(request, _scored(tlm, body, asked))
        except InputError as error:
            raise _fields(body).refusal(error) from error
        took = loop_time() - begun
    latency = Latency(answer=0.0, score=round(took * 1000, 3))
    id_ = f"score-{secrets.token_urlsafe(18)}"
    late = took >= asked.deadline
    found = trust_of(id_, result, latency, asked.threshold, partial=late)
    found = desk.clients.upstream.trust(found)
    desk.store.settle(found, client.owner)
    return json_response(found.told)


async def _scored(tlm: TLM, body: Body, asked: TrustSettings) -> Result:
    question, response = _question(body)
    try:
        found: Score = await tlm.aget_trustworthiness_score(
            question.with_settings_of(Question((), timeout=asked.deadline)), response
        )
    except ScoreUnavailable as error:
        if isinstance(error.result, Result):
            return error.result
        raise
    return found.result


_SETTINGS = ("response_format", "tools", "tool_choice", "context", "constrain_outputs")
_KEYS = frozenset(("prompt", "messages", "response", "trust", "model", *_SETTINGS))


def _question(body: Body) -> tuple[Question, Any]:
    """The question of a request, with what its answer is to be like, and the answer.

    Raises:
        Refusal: Naming the wrong parameter.
    """
    for key in body:
        if key not in _KEYS:
            raise Refusal(unknown("key", key, sorted(_KEYS)), param=key)
    prompt, response = body.get("prompt", body.get("messages")), body.get("response")
    if prompt is None or response is None:
        msg = 'give {"prompt": ..., "response": ...}; messages may stand in the place of a prompt'
        raise Refusal(msg, param="prompt" if prompt is None else "response")
    if "prompt" in body and "messages" in body:
        raise Refusal("give a prompt or messages, one of the two", param="messages")
    if isinstance(response, list):
        raise Refusal("response must be one answer: a text or a ChatCompletion", param="response")
    settings = {key: body[key] for key in _SETTINGS if body.get(key) is not None}
    return Question(prompt, **settings), response


def _fields(body: Body) -> JsonFields:
    """The fields of a request, by what a question has for them."""
    chat = "messages" if "messages" in body else "prompt"
    return JsonFields(PATH, chat, {name: name for name in _SETTINGS}, body)


def _wait(request: Request) -> float:
    given = request.query_params.get("wait", "0")
    try:
        found = float(given)
    except ValueError:
        found = -1.0
    if not 0 <= found <= _LONGEST_WAIT:
        msg = f"wait must be a number of seconds from 0 to {_LONGEST_WAIT:g}"
        raise Refusal(msg, param="wait")
    return found
