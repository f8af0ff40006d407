"""The events of a streamed response: none is of our own, since a client throws at what is new."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator

from trustcore.records.chat import Completion
from trustcore.records.tools import ToolCall
from trustcore.serving.asked import Body
from trustcore.serving.job import Job
from trustcore.serving.response_forms import (
    Row,
    begun,
    call_item,
    finished,
    items_of,
    message_item,
    part_of,
    part_text,
    text_part,
)


async def rows_of(job: Job, body: Body) -> AsyncGenerator[list[Row]]:
    """A response in events as it is written, those together that are there at once.

    The trust comes with the last one.

    Raises:
        TrustcoreError: Why there is no answer, or no more of it.
    """
    row = begun(job, body)
    rows: list[Row] = [
        {"type": "response.created", "response": row},
        {"type": "response.in_progress", "response": row},
    ]
    told = 0
    async for texts in job.texts():
        if not told:
            rows += _message_begun(job, text_part(""))
        told += sum(map(len, texts))
        yield [*rows, *(_delta(job, "output_text", text) for text in texts)]
        rows = []
    answer = job.answer
    rows += _rest(job, answer, told)
    if not job.ready:
        yield rows
        rows = []
        await job.settled.wait()
    whole = finished(job, body, answer, items_of(job, answer))
    yield [*rows, {"type": f"response.{whole['status']}", "response": whole}]


def _rest(job: Job, answer: Completion, told: int) -> Iterator[Row]:
    """What is left to tell of an answer, of whose text so many characters were told."""
    items = items_of(job, answer)
    calls = len(items) - len(answer.tool_calls)
    if calls:
        yield from _message(job, answer, told)
    for index, call in enumerate(answer.tool_calls):
        yield from _call(job, calls + index, index, call)


def _message(job: Job, answer: Completion, told: int) -> Iterator[Row]:
    part = part_of(job, answer)
    refused = answer.refusal is not None
    if not told:
        empty = {"type": "refusal", "refusal": ""} if refused else text_part("")
        yield from _message_begun(job, empty)
    kind = "refusal" if refused else "output_text"
    left = part_text(answer)[0 if refused else told :]
    if left:
        yield _delta(job, kind, left)
    done = {"refusal": answer.refusal} if refused else _of_text(part)
    yield {"type": f"response.{kind}.done", **_place(job), **done}
    yield {"type": "response.content_part.done", **_place(job), "part": part}
    item = message_item(job, [part])
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}


def _message_begun(job: Job, part: Row) -> Iterator[Row]:
    item = message_item(job, [], "in_progress")
    yield {"type": "response.output_item.added", "output_index": 0, "item": item}
    yield {"type": "response.content_part.added", **_place(job), "part": part}


def _delta(job: Job, kind: str, text: str) -> Row:
    rest: Row = {"logprobs": []} if kind == "output_text" else {}
    return {"type": f"response.{kind}.delta", **_place(job), "delta": text, **rest}


def _of_text(part: Row) -> Row:
    return {"text": part["text"], "logprobs": part["logprobs"]}


def _place(job: Job) -> Row:
    return {"item_id": f"msg_{job.id}", "output_index": 0, "content_index": 0}


def _call(job: Job, output: int, index: int, call: ToolCall) -> Iterator[Row]:
    item = call_item(job, index, call)
    place = {"item_id": item["id"], "output_index": output}
    started = call_item(job, index, call, "in_progress")
    kind = "response.function_call_arguments"
    yield {"type": "response.output_item.added", "output_index": output, "item": started}
    yield {"type": f"{kind}.delta", **place, "delta": call.arguments}
    yield {"type": f"{kind}.done", **place, "name": call.name, "arguments": call.arguments}
    yield {"type": "response.output_item.done", "output_index": output, "item": item}
