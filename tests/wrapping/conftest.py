from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

Row = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKENS = [{"token": "Rome", "logprob": -0.125, "bytes": [], "top_logprobs": []}]
CALL: Row = {"name": "find", "arguments": '{"city":"Rome"}'}


def _chat(body: Row) -> list[Row]:
    about = {"id": "x", "created": 1, "model": body["model"]}
    rest = {"finish_reason": "stop", "logprobs": {"content": TOKENS, "refusal": None}}
    if not body.get("stream"):
        message = {"role": "assistant", "content": "Rome", "refusal": None}
        choice = {"index": 0, "message": message, **rest}
        return [{**about, "object": "chat.completion", "choices": [choice]}]
    first = {"index": 0, "delta": {"role": "assistant", "content": "Ro"}, "finish_reason": None}
    last = {"index": 0, "delta": {"content": "me"}, **rest}
    kind = {**about, "object": "chat.completion.chunk"}
    return [{**kind, "choices": [first]}, {**kind, "choices": [last]}]


def _responses(body: Row) -> list[Row]:
    part = {"type": "output_text", "text": "Rome", "annotations": [], "logprobs": TOKENS}
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed"}
    response = {
        "id": "r",
        "object": "response",
        "created_at": 1,
        "model": body["model"],
        "output": [{**message, "content": [part]}],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "status": "completed",
    }
    if not body.get("stream"):
        return [response]
    begun = {**response, "status": "in_progress", "output": []}
    delta = {"type": "response.output_text.delta", "item_id": "m", "output_index": 0}
    return [
        {"type": "response.created", "sequence_number": 0, "response": begun},
        {**delta, "content_index": 0, "delta": "Rome", "sequence_number": 1, "logprobs": []},
        {"type": "response.completed", "sequence_number": 2, "response": response},
    ]


def _messages(body: Row) -> list[Row]:
    message = {"id": "a", "type": "message", "role": "assistant", "model": body["model"]}
    usage = {"input_tokens": 1, "output_tokens": 1}
    text = {"type": "text", "text": "Rome"}
    if not body.get("stream"):
        done = {"stop_reason": "end_turn", "stop_sequence": None, "usage": usage}
        return [{**message, **done, "content": [text]}]
    begun = {**message, "content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
    delta = {"stop_reason": "end_turn", "stop_sequence": None}
    return [
        {"type": "message_start", "message": begun},
        {"type": "content_block_start", "index": 0, "content_block": {**text, "text": ""}},
        {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": "Rome"},
        },
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ]


def _contents(streamed: bool) -> list[Row]:
    parts = ["Ro", "me"] if streamed else ["Rome"]
    rows = [{"index": 0, "content": {"role": "model", "parts": [{"text": one}]}} for one in parts]
    rows[-1]["finishReason"] = "STOP"
    return [{"candidates": [row]} for row in rows]


def _rows(path: str, body: Row) -> list[Row]:
    if path.endswith("/chat/completions"):
        return _chat(body)
    if path.endswith("/responses"):
        return _responses(body)
    if path.endswith("/messages"):
        return _messages(body)
    return _contents("stream" in path)


def _event(row: Row) -> str:
    named = f"event: {row['type']}\n" if "type" in row else ""
    return f"{named}data: {json.dumps(row)}\n\n"


class Vendor:
    """A server that speaks all the vendors' APIs and always answers "Rome".

    Attributes:
        url: Where it is.
        bodies: What it was sent: path and body.
        judge_fails: Whether it has an error for everything but the first request.
    """

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[tuple[str, Row]] = []
        self.judge_fails = False

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.bodies.append((request.path, body))
        if self.judge_fails and len(self.bodies) > 1:
            return web.json_response({"error": {"message": "no"}}, status=401)
        rows = _rows(request.path, body)
        if body.get("stream") or "stream" in request.path:
            text = "".join(map(_event, rows))
            return web.Response(text=text, content_type="text/event-stream")
        return web.json_response(rows[0])


@pytest.fixture
async def vendor(serve: Callable[[Handler], Awaitable[str]]) -> Vendor:
    made = Vendor()
    made.url = await serve(made.handle)
    return made
