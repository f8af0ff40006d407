"""`/v1/chat/completions`: answers as OpenAI's API has them, each with its trust."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trustcore.records.chat import Completion, TokenLogprobs, Usage
from trustcore.records.tools import ToolCall, calls_text
from trustcore.serving.answering import answer_response, stream_response
from trustcore.serving.asked import body_of, chat_asked
from trustcore.serving.desk import Desk
from trustcore.serving.events import event
from trustcore.serving.failures import told
from trustcore.serving.job import Job

Row = dict[str, Any]

PREFIX = "chatcmpl-"


def chat_routes() -> list[Route]:
    """The route."""
    return [Route("/v1/chat/completions", chat, methods=["POST"])]


async def chat(request: Request) -> Response:
    """Answer a chat, and tell the trust in the answer."""
    desk: Desk = request.app.state.desk
    asked = chat_asked(await body_of(request), request.headers, desk.settings, desk.tlm.preset.name)
    job = desk.begin(asked, PREFIX)
    if asked.stream:
        return await stream_response(request, job, lambda: _events(job))
    replacement = desk.settings.replacement
    return await answer_response(request, job, lambda: completion_of(job, replacement))


async def _events(job: Job) -> AsyncGenerator[bytes]:
    """The events of a stream. An error in mid-stream is its last event."""
    try:
        async for row in chunks_of(job):
            yield event(row)
    except Exception as error:  # noqa: BLE001  (told without its words; the desk has logged it)
        yield event(told(error))
        return
    yield b"data: [DONE]\n\n"


def completion_of(job: Job, replacement: str | None) -> Row:
    """A whole answer, with its trust where that is there.

    Args:
        job: A request that has been answered.
        replacement: What takes the place of an answer that is not trusted, in the mode "gate".
    """
    answer = job.stream.answer
    choice = {"index": 0, "message": _message(answer), "logprobs": logprobs_of(job, answer)}
    choice["finish_reason"] = finish_reason(answer)
    if job.escalated and replacement is not None:
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": replacement, "refusal": None},
            "logprobs": None,
            "finish_reason": "stop",
        }
    row = {
        **_head(job, "chat.completion"),
        "choices": [choice],
        "usage": usage_of(job.stream.usage),
    }
    return {**row, **job.trust_field}


async def chunks_of(job: Job) -> AsyncGenerator[Row]:
    """An answer in chunks as it is written; the trust comes with the last one.

    Raises:
        TrustcoreError: Why there is no answer, or no more of it.
    """
    head = _head(job, "chat.completion.chunk")
    yield {**head, "choices": [_delta({"role": "assistant", "content": ""})]}
    told = 0
    async for text in job.texts():
        told += len(text)
        yield {**head, "choices": [_delta({"content": text})]}
    answer = job.stream.answer
    for delta in _deltas(answer, told):
        yield {**head, "choices": [_delta(delta)]}
    logprobs = logprobs_of(job, answer)
    end = {**_delta({}), "finish_reason": finish_reason(answer)}
    yield {**head, "choices": [end if logprobs is None else {**end, "logprobs": logprobs}]}
    last = await _last_chunk(job)
    if last:
        yield {**head, "choices": [], **last}


async def _last_chunk(job: Job) -> Row:
    """What comes after the answer: its usage where it was asked for, and its trust."""
    usage = {"usage": usage_of(job.stream.usage)} if job.asked.include_usage else {}
    if job.scored_inline:
        await job.settled.wait()
    return {**usage, **job.trust_field}


def usage_of(usage: Usage) -> Row:
    """What an answer took, as the API has it."""
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.input_tokens + usage.output_tokens,
    }


def finish_reason(answer: Completion) -> str:
    """Why an answer ended, in the API's four words."""
    if answer.tool_calls:
        return "tool_calls"
    if answer.finish_reason in {"length", "incomplete", "max_tokens"}:
        return "length"
    return "content_filter" if answer.truncated and answer.refusal is None else "stop"


def said(answer: Completion) -> str:
    """What an answer says beside its calls of tools."""
    if not answer.tool_calls:
        return answer.text
    return answer.text.removesuffix(calls_text(answer.tool_calls)).rstrip("\n")


def _head(job: Job, kind: str) -> Row:
    return {"id": job.id, "object": kind, "created": job.created, "model": job.asked.model}


def _message(answer: Completion) -> Row:
    row: Row = {
        "role": "assistant",
        "content": None if answer.refusal is not None else said(answer) or None,
        "refusal": answer.refusal,
    }
    if answer.tool_calls:
        row["tool_calls"] = [_call(index, one) for index, one in enumerate(answer.tool_calls)]
    elif row["content"] is None and answer.refusal is None:
        row["content"] = ""
    return row


def _call(index: int, call: ToolCall) -> Row:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id or f"call_{index}", "type": "function", "function": function}


def _deltas(answer: Completion, told: int) -> list[Row]:
    """What is left to tell of an answer, of whose text so many characters were told."""
    found: list[Row] = []
    if answer.refusal is not None:
        found.append({"refusal": answer.refusal})
    elif said(answer)[told:]:
        found.append({"content": said(answer)[told:]})
    if answer.tool_calls:
        calls = [{"index": i, **_call(i, one)} for i, one in enumerate(answer.tool_calls)]
        found.append({"tool_calls": calls})
    return found


def _delta(delta: Row) -> Row:
    return {"index": 0, "delta": delta, "finish_reason": None}


def logprobs_of(job: Job, answer: Completion) -> Row | None:
    """Token log-probabilities where the client asked for them, and the model told them."""
    known = answer.logprobs
    if not job.asked.logprobs or known is None or not known.tokens:
        return None
    tops: Sequence[Sequence[tuple[str, float]]] = known.top or [()] * len(known.tokens)
    return {"content": list(_tokens(known, tops, job.asked.top_logprobs)), "refusal": None}


def _tokens(
    known: TokenLogprobs, tops: Sequence[Sequence[tuple[str, float]]], most: int
) -> list[Row]:
    return [
        {**_token(token, value), "top_logprobs": [_token(*one) for one in top[:most]]}
        for token, value, top in zip(known.tokens, known.logprobs, tops, strict=True)
    ]


def _token(token: str, value: float) -> Row:
    return {
        "token": token,
        "logprob": max(value, -9999.0),
        "bytes": list(token.encode(errors="replace")),
    }
