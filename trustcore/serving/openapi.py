"""`/openapi.json`: the server's routes for tools that read OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustcore.serving.failures import json_response

Schema = dict[str, Any]

_TRUST = {"$ref": "#/components/schemas/Trust"}
_TEXT: Schema = {"type": "string"}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def openapi_routes() -> list[Route]:
    """The route."""
    return [Route("/openapi.json", openapi)]


async def openapi(_: Request) -> Response:
    """The description."""
    return json_response(DESCRIPTION)


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    found: Schema = {"type": "object", "properties": properties}
    return {**found, "required": list(required)} if required else found


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _replies(what: str, content: Schema, *refusals: int) -> Schema:
    error = _json({"$ref": "#/components/schemas/Error"})
    found: Schema = {"200": {"description": what, "content": content}}
    for status in (401, 403, *refusals):
        found[str(status)] = {"description": _REFUSALS[status], "content": error}
    return found


_REFUSALS: Mapping[int, str] = {
    400: "A parameter is wrong; `param` names it.",
    401: "The token is missing or wrong.",
    403: "A page of another site asks, or the server is asked under another name.",
    404: "There is none.",
    413: "The body is too long.",
    429: "The upstream's rate limit, or the budget.",
    502: "The upstream failed.",
    503: "Too many requests are under way; see Retry-After.",
    504: "The upstream took too long.",
}
_ASKING = (400, 413, 429, 502, 503, 504)

_OWN = _object(
    mode={"enum": ["inline", "later", "off", "gate"]},
    threshold={**_SHARE, "description": "The score from which on an answer is accepted."},
    deadline_ms={"type": "number", "exclusiveMinimum": 0},
    preset={**_TEXT, "description": "The server's own, or another that it allows."},
)
"""What a request says of its trust."""


def _answering(name: str, chat: str) -> Schema:
    body = _object((chat,), model=_TEXT, stream={"type": "boolean"}, trust=_OWN, **{chat: {}})
    trust = {"anyOf": [_TRUST, {"type": "array", "items": _TRUST}]}  # of several choices a list
    content = {
        **_json(_object(("id", "object"), id=_TEXT, object=_TEXT, trust=trust)),
        "text/event-stream": {"schema": _TEXT},
    }
    return {
        "post": {
            "summary": f"Answer as OpenAI's {name} do, with a trust score.",
            "description": "All other parameters are OpenAI's.",
            "requestBody": {"required": True, "content": _json(body)},
            "responses": _replies("The answer.", content, *_ASKING),
        }
    }


def _read(summary: str, content: Schema, *refusals: int, **rest: object) -> Schema:
    replies = _replies(summary, content, *refusals)
    return {"get": {"summary": summary, **rest, "responses": replies}}


_PLAIN = {"text/plain": {"schema": _TEXT}}
_ID = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
_WAIT = {
    "name": "wait",
    "in": "query",
    "description": "Seconds to wait for a score on its way.",
    "schema": {"type": "number", "minimum": 0, "maximum": 300},
}
_SCORED = _object(
    ("response",),
    prompt={"description": "A text, or a chat."},
    messages={"description": "In the place of a prompt."},
    response={"description": "A text, or a finished ChatCompletion."},
    trust=_OWN,
)

PATHS: Mapping[str, Schema] = {
    "/v1/chat/completions": _answering("chat completions", "messages"),
    "/v1/responses": _answering("responses", "input"),
    "/v1/models": _read("The server's models.", _json(_object(("data",), data={"type": "array"}))),
    "/v1/score": {
        "post": {
            "summary": "Score an answer that exists already.",
            "requestBody": {"required": True, "content": _json(_SCORED)},
            "responses": _replies("Its trust.", _json(_TRUST), *_ASKING),
        }
    },
    "/v1/trust/{id}": _read(
        "The trust in a response, by its id.", _json(_TRUST), 400, 404, parameters=[_ID, _WAIT]
    ),
    "/healthz": _read("Whether the server runs.", _PLAIN),
    "/readyz": _read("Whether another request can be taken; 503 where not.", _PLAIN),
    "/metrics": _read("Counts and times, as Prometheus reads them.", _PLAIN),
}
"""The routes for programs. Those of the page are its own."""

TRUST = _object(
    ("id", "state", "score", "reason", "signals"),
    id=_TEXT,
    state={"enum": ["pending", "done", "failed"]},
    score=_or_null(_SHARE),
    reason=_TEXT,
    signals={"type": "array", "items": {"type": "object"}},
    decision=_or_null({"enum": ["accept", "escalate"]}),
    threshold=_or_null(_SHARE),
    fingerprint=_TEXT,
    samples={"type": "integer", "minimum": 0},
    usage={"type": "object"},
    cost=_or_null({"type": "number", "minimum": 0}),
    latency_ms=_or_null(_object(answer={"type": "number"}, score={"type": "number"})),
    partial={"type": "boolean"},
)
_ERROR = _object(
    ("message", "type", "param", "code"),
    message=_TEXT,
    type=_TEXT,
    param=_or_null(_TEXT),
    code=_or_null(_TEXT),
)

DESCRIPTION: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "trustcore",
        "version": "1",
        "description": "OpenAI's API with a trust score on each answer.",
    },
    "security": [{}, {"token": []}],
    "paths": PATHS,
    "components": {
        "schemas": {"Trust": TRUST, "Error": _object(("error",), error=_ERROR)},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
"""All of it."""
