"""An answer as OpenAI's chat API writes it, with its trust."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trustcore.records.chat import Completion, TokenLogprobs, Usage
from trustcore.records.tools import ToolCall, calls_text
from trustcore.serving.job import Job

Row = dict[str, Any]


def completion_of(jobs: Sequence[Job], replacement: str | None) -> Row:
    """Whole answers, with their trust where that is there.

    Args:
        jobs: The answers, one for each choice.
        replacement: What takes the place of one that is not trusted, in the mode "gate".
    """
    return {
        **head_of(jobs, "chat.completion"),
        "choices": [_choice(index, job, replacement) for index, job in enumerate(jobs)],
        "usage": usage_of(jobs),
        **trust_field(jobs),
    }


def trust_field(jobs: Sequence[Job]) -> Row:
    """The field `trust` of a response, where it has one: of several choices a list."""
    trusts = [job.told_trust for job in jobs]
    rows = [one.told for one in trusts if one is not None]
    if not rows:
        return {}
    return {"trust": rows[0] if len(jobs) == 1 else rows}


def _choice(index: int, job: Job, replacement: str | None) -> Row:
    if job.escalated and replacement is not None:
        message = {"role": "assistant", "content": replacement, "refusal": None}
        return {"index": index, "message": message, "logprobs": None, "finish_reason": "stop"}
    answer = job.answer
    return {
        "index": index,
        "message": _message(answer),
        "logprobs": logprobs_of(job, answer),
        "finish_reason": finish_reason(answer),
    }


def usage_of(jobs: Sequence[Job]) -> Row:
    """What answers took together, as the API has it."""
    usage = sum((job.reader.usage for job in jobs), Usage())
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


def head_of(jobs: Sequence[Job], kind: str) -> Row:
    """What a response and each of its chunks begin with."""
    job = jobs[0]
    return {"id": job.id, "object": kind, "created": job.created, "model": job.asked.model}


def _message(answer: Completion) -> Row:
    row: Row = {
        "role": "assistant",
        "content": None if answer.refusal is not None else said(answer) or None,
        "refusal": answer.refusal,
    }
    if answer.tool_calls:
        row["tool_calls"] = [call_of(index, one) for index, one in enumerate(answer.tool_calls)]
    elif row["content"] is None and answer.refusal is None:
        row["content"] = ""
    return row


def call_of(index: int, call: ToolCall) -> Row:
    """A call of a tool, as the API writes it."""
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id or f"call_{index}", "type": "function", "function": function}


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
