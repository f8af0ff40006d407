"""A response and its items, as OpenAI's newer API writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trustcore.records.chat import Completion, Usage
from trustcore.records.tools import ToolCall
from trustcore.serving.asked import Body
from trustcore.serving.chat_forms import logprobs_of, said, trust_field
from trustcore.serving.job import Job

Row = dict[str, Any]

_ECHOED: Mapping[str, Any] = {
    "instructions": None,
    "max_output_tokens": None,
    "parallel_tool_calls": True,
    "temperature": None,
    "tool_choice": "auto",
    "tools": [],
    "top_p": None,
}
"""Parameters that a response repeats, each with what stands for one that was not given."""


def response_of(job: Job, body: Body, replacement: str | None) -> Row:
    """A whole response, with its trust where that is there.

    Args:
        job: A request that has been answered.
        body: Of the request.
        replacement: What takes the place of an answer that is not trusted, in the mode "gate".
    """
    answer = job.answer
    if job.escalated and replacement is not None:
        answer = Completion(replacement)
    return finished(job, body, answer, items_of(job, answer))


def begun(job: Job, body: Body) -> Row:
    """A response whose answer is on its way."""
    echoed = {
        key: default if body.get(key) is None else body[key] for key, default in _ECHOED.items()
    }
    return {
        "id": job.id,
        "object": "response",
        "created_at": job.created,
        "status": "in_progress",
        "error": None,
        "incomplete_details": None,
        "model": job.asked.model,
        "output": [],
        "usage": None,
        "metadata": dict(body.get("metadata") or {}),
        **echoed,
    }


def finished(job: Job, body: Body, answer: Completion, items: Sequence[Row]) -> Row:
    """A response whose answer is whole; its trust where it comes with it."""
    row = begun(job, body)
    why = _cut_short(answer)
    row["status"] = "completed" if why is None else "incomplete"
    row["incomplete_details"] = None if why is None else {"reason": why}
    row["output"] = list(items)
    row["usage"] = _usage(job.reader.usage)
    trust = job.told_trust
    if trust is not None and trust.score is not None:
        row["metadata"] = {**row["metadata"], "trust_score": f"{trust.score:.4f}"}
    return {**row, **trust_field([job])}


def items_of(job: Job, answer: Completion) -> list[Row]:
    """The items of an answer: its message, and its calls of tools."""
    found = [message_item(job, [part_of(job, answer)])] if part_text(answer) else []
    calls = enumerate(answer.tool_calls)
    return [*found, *(call_item(job, index, one) for index, one in calls)] or [
        message_item(job, [part_of(job, answer)])
    ]


def message_item(job: Job, parts: Sequence[Row], status: str = "completed") -> Row:
    """The item of a message."""
    return {
        "type": "message",
        "id": f"msg_{job.id}",
        "status": status,
        "role": "assistant",
        "content": list(parts),
    }


def call_item(job: Job, index: int, call: ToolCall, status: str = "completed") -> Row:
    """The item of a call of a tool."""
    return {
        "type": "function_call",
        "id": f"fc_{job.id}_{index}",
        "call_id": call.id or f"call_{index}",
        "name": call.name,
        "arguments": call.arguments if status == "completed" else "",
        "status": status,
    }


def part_of(job: Job, answer: Completion) -> Row:
    """The part of a message that says the answer, or refuses it."""
    if answer.refusal is not None:
        return {"type": "refusal", "refusal": answer.refusal}
    known = logprobs_of(job, answer)
    return text_part(said(answer), [] if known is None else known["content"])


def part_text(answer: Completion) -> str:
    """What the part says."""
    return said(answer) if answer.refusal is None else answer.refusal


def text_part(text: str, logprobs: Sequence[Row] = ()) -> Row:
    """A part of text."""
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": list(logprobs)}


def _cut_short(answer: Completion) -> str | None:
    if answer.tool_calls or not answer.truncated or answer.refusal is not None:
        return None
    return "content_filter" if answer.finish_reason == "content_filter" else "max_output_tokens"


def _usage(usage: Usage) -> Row:
    return {
        "input_tokens": usage.input_tokens,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.input_tokens + usage.output_tokens,
    }
