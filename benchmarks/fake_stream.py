"""Chat completions as a stream of events, a word each, as OpenAI's API sends them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import orjson
from aiohttp import web

EVENTS = "text/event-stream"
BROKEN = {"error": {"message": "injected", "type": "server_error", "code": "server_error"}}


def event_stream(reply: dict[str, Any], *, usage: bool) -> web.Response:
    """A whole reply as a stream.

    Args:
        reply: The reply as it is unstreamed.
        usage: Whether the token counts come in an event of their own, the last.
    """
    rows = [row for choice in reply["choices"] for row in _rows(choice)]
    chunks = [_chunk(reply, [row]) for row in rows]
    if usage:
        chunks = [{**one, "usage": None} for one in chunks]
        chunks.append({**_chunk(reply, []), "usage": reply["usage"]})
    body = b"".join(map(_event, chunks)) + b"data: [DONE]\n\n"
    return web.Response(body=body, content_type=EVENTS)


async def send_events(
    request: web.Request, body: bytes, pause: float, *, broken: bool = False
) -> web.StreamResponse:
    """Send the events of a body one by one.

    Args:
        request: What is answered.
        body: All events.
        pause: Seconds before each but the first.
        broken: Whether the half of them is followed by an error.
    """
    events = [one + b"\n\n" for one in body.split(b"\n\n") if one]
    if broken:
        events = [*events[: len(events) // 2], _event(BROKEN)]
    response = web.StreamResponse(headers={"Content-Type": EVENTS})
    await response.prepare(request)
    for number, event in enumerate(events):
        if number and pause:
            await asyncio.sleep(pause)
        await response.write(event)
    await response.write_eof()
    return response


def _rows(choice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pieces of one choice: who speaks, its words, why it ended."""
    index, tokens = choice["index"], (choice.get("logprobs") or {}).get("content")
    pieces = re.findall(r"\s?\S+", choice["message"]["content"])
    yield {"index": index, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}
    for place, piece in enumerate(pieces):
        told = {} if tokens is None else {"logprobs": {"content": [tokens[place]]}}
        yield {"index": index, "delta": {"content": piece}, "finish_reason": None, **told}
    yield {"index": index, "delta": {}, "finish_reason": choice["finish_reason"]}


def _chunk(reply: dict[str, Any], choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"object": "chat.completion.chunk", "model": reply["model"], "choices": choices}


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + orjson.dumps(data) + b"\n\n"
