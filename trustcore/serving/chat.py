"""`/v1/chat/completions`: answers as OpenAI's API has them, each with its trust."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustcore.errors import InputError
from trustcore.serving.answering import Endpoint, answer_response, stream_response
from trustcore.serving.asked import CHAT_PATH, body_of, chat_asked, chat_fields
from trustcore.serving.chat_chunks import events_of
from trustcore.serving.chat_forms import completion_of
from trustcore.serving.desk import Desk

PREFIX = "chatcmpl-"


def chat_routes() -> list[Route]:
    """The route."""
    return [Route(CHAT_PATH, Endpoint(chat), methods=["POST"])]


async def chat(request: Request) -> Response:
    """Answer a chat, and tell the trust in the answer."""
    desk: Desk = request.app.state.desk
    body, presets = await body_of(request), desk.clients.preset_names
    try:
        asked = chat_asked(body, request.headers, desk.settings, presets)
        jobs = await desk.begin(asked, request.headers, PREFIX)
    except InputError as error:
        raise chat_fields(body).refusal(error) from error
    if asked.stream:
        return stream_response(request, jobs, lambda: events_of(jobs))
    replacement = desk.settings.replacement
    return await answer_response(request, jobs, lambda: completion_of(jobs, replacement))
