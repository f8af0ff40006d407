"""The chunks of a streamed chat answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

from trustcore.records.chat import Completion
from trustcore.serving.chat_forms import (
    Row,
    call_of,
    finish_reason,
    head_of,
    logprobs_of,
    said,
    trust_field,
    usage_of,
)
from trustcore.serving.events import Last, event
from trustcore.serving.job import Job


async def events_of(jobs: Sequence[Job]) -> AsyncGenerator[bytes]:
    """Answers in events as they are written, one choice after the other; the trust comes last.

    What is there at once is sent at once: each piece that is sent costs the server and the client.

    Raises:
        TrustcoreError: Why there is no answer, or no more of it.
    """
    head, held = head_of(jobs, "chat.completion.chunk"), b""
    for index, job in enumerate(jobs):
        told, rows = 0, [_delta({"role": "assistant", "content": ""})]
        async for texts in job.texts():
            told += sum(map(len, texts))
            rows += [_delta({"content": text}) for text in texts]
            yield held + _chunks(head, index, rows)
            held, rows = b"", []
        held += _chunks(head, index, [*rows, *_rest(job, told)])
        if not all(one.ready for one in jobs):
            yield held
            held = b""
    last = await _last_chunk(jobs)
    told_last = event({**head, "choices": [], **last}) if last else b""
    yield Last(held + told_last + b"data: [DONE]\n\n")


async def _last_chunk(jobs: Sequence[Job]) -> Row:
    """What comes after the answers: their usage where it was asked for, and their trust."""
    for job in jobs:
        if job.scored_inline:
            await job.settled.wait()
    usage = {"usage": usage_of(jobs)} if jobs[0].asked.include_usage else {}
    return {**usage, **trust_field(jobs)}


def _rest(job: Job, told: int) -> list[Row]:
    """What is left to tell of an answer, of whose text so many characters were told."""
    answer = job.answer
    end = {**_delta({}), "finish_reason": finish_reason(answer)}
    logprobs = logprobs_of(job, answer)
    if logprobs is not None:
        end["logprobs"] = logprobs
    return [*map(_delta, _deltas(answer, told)), end]


def _deltas(answer: Completion, told: int) -> list[Row]:
    found: list[Row] = []
    if answer.refusal is not None:
        found.append({"refusal": answer.refusal})
    elif said(answer)[told:]:
        found.append({"content": said(answer)[told:]})
    if answer.tool_calls:
        calls = [{"index": i, **call_of(i, one)} for i, one in enumerate(answer.tool_calls)]
        found.append({"tool_calls": calls})
    return found


def _delta(delta: Row) -> Row:
    return {"index": 0, "delta": delta, "finish_reason": None}


def _chunks(head: Mapping[str, object], index: int, rows: Iterable[Row]) -> bytes:
    """Events, each with one row of one choice."""
    return b"".join(event({**head, "choices": [{**row, "index": index}]}) for row in rows)
