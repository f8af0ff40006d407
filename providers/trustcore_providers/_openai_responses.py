"""OpenAI's responses API as JSON, without any I/O.

The models that think longest are served by it alone. It has neither `n` nor a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from trustcore import Reply, Request, ToolCall
from trustcore.errors import WithheldReplyError
from trustcore.provider_kit import (
    Capabilities,
    Encoded,
    Ending,
    SpokenText,
    TextOfEvent,
    chosen,
    completion,
    joined,
    read_call,
    read_entries,
    refuse,
    reply_of,
    text_of,
    with_extra,
)
from trustcore_providers._openai_items import items, special_items
from trustcore_providers._openai_wire import RESPONSES, OpenAIWire, usage_in

_LOGPROBS = "message.output_text.logprobs"
_ENDS = ("completed", "incomplete", "failed", "cancelled")
NOT_YET = ("queued", "in_progress")
"""The states of a response that the API still works on."""

_ASIDE = "commentary"
"""The phase of a message that says what the model is about to do, before it answers."""


@frozen
class ResponsesWire(OpenAIWire):
    """The wire format of one model."""

    def encode(self, request: Request, /) -> Encoded:
        chat = items(self.known, request.messages)
        # OpenAI is to keep no copy.
        body: dict[str, Any] = {"model": self.model, "input": chat, "store": False}
        top = min(request.logprobs or 0, self.known.max_top_logprobs)
        options = {
            "temperature": request.temperature,
            "max_output_tokens": self.known.limit(request.max_tokens),
            "include": None if request.logprobs is None else [_LOGPROBS],
            "top_logprobs": top or None,
        }
        if request.special:
            options |= special_items(self.known, request)
        given = {name: value for name, value in options.items() if value is not None}
        return with_extra(Encoded(self.root + RESPONSES, body | given), request.extra)

    def decode(self, data: dict[str, Any], request: Request, /) -> Reply:
        output = data.get("output")
        if not isinstance(output, list):
            refuse("has no `output`")
        if data.get("status") in NOT_YET:  # and a second request would be paid for as well
            raise WithheldReplyError(
                f"the response is not there yet (status={data['status']}): the API works on it in "
                "the background; leave `background` out of `extra`"
            )
        spoken = [list(parts) for parts in _messages(_answers(output))]
        kinds = [str(item.get("type")) for item in output if isinstance(item, dict)]
        text = joined([text_of(parts) for parts in spoken])
        refused = joined(
            str(part.get("refusal"))
            for parts in spoken
            for part in parts
            if part.get("type") == "refusal"
        )
        label, reason = ending_of(data)
        found = completion(
            text,
            reason,
            label=label,
            logprobs=read_entries(_entries(spoken)),
            reasoning="reasoning" if "reasoning" in kinds else "",
            tool=any(kind.endswith("_call") for kind in kinds),
            tool_calls=tuple(_calls(output)) if request.tools else (),
            refusal=refused or None,
        )
        if request.choices:
            found = chosen(found)
        return reply_of([found], usage_in(data.get("usage"), "input_tokens", "output_tokens"))

    def streamed(self, encoded: Encoded, /) -> Encoded:
        return evolve(encoded, body=encoded.body | {"stream": True})

    def text_reader(self) -> TextOfEvent:
        return _Messages().add

    def join(self, events: Sequence[dict[str, Any]], /) -> dict[str, Any]:
        # The last event has the whole response, but for what gateways leave out of it.
        for event in reversed(events):
            response = event.get("response", event)
            if isinstance(response, dict) and response.get("status") in _ENDS:
                return response if response.get("output") else response | {"output": _done(events)}
        return refuse("is an event stream that was cut")


def _done(events: Iterable[Mapping[str, Any]]) -> list[Any]:
    """The items that a stream says are done, each once."""
    items: dict[object, Any] = {}
    for event in events:
        match event:
            case {"type": "response.output_item.done", "item": dict(item), **rest}:
                items[str(rest.get("output_index"))] = item
            case _:
                pass
    return list(items.values())


def _answers(output: Sequence[Any]) -> Sequence[Any]:
    """The items without what the model says before it answers, where it says something after."""
    kept = [item for item in output if not _is_aside(item)]
    return kept if any(_messages(kept)) else output


def _is_aside(item: Any) -> bool:  # noqa: ANN401  (any JSON)
    return isinstance(item, dict) and item.get("phase") == _ASIDE


def _messages(output: Iterable[Any]) -> Iterator[Iterable[Mapping[str, Any]]]:
    """The parts of each message; thoughts and calls of tools are passed over."""
    for item in output:
        match item:
            case {"type": "message", "content": list(content)}:
                yield (part for part in content if isinstance(part, dict))
            case {"type": "message", "content": str(text)}:
                yield [{"type": "output_text", "text": text}]
            case _:
                pass


def _calls(output: Iterable[Any]) -> Iterator[ToolCall]:
    for item in output:
        match item:
            case {"type": "function_call", "name": name, **rest}:
                call = read_call(name, rest.get("arguments"), rest.get("call_id"))
                if call is not None:
                    yield call
            case {"type": "custom_tool_call", "name": name, **rest}:
                call = read_call(name, rest.get("input"), rest.get("call_id"))
                if call is not None:
                    yield call
            case _:
                pass


class _Messages:
    """The text of the messages of a stream, but for what is said before the answer."""

    def __init__(self) -> None:
        self._spoken = SpokenText()
        self._message: object = None
        self._asides: set[object] = set()

    def add(self, event: Mapping[str, Any]) -> str:
        """What an event adds."""
        match event:
            case {"type": "response.output_item.added", "item": {"phase": phase}} if (
                phase == _ASIDE
            ):
                self._asides.add(event.get("output_index"))
                return ""
            case {"output_index": message} if message in self._asides:
                return ""
            case {
                "type": "response.output_text.delta" | "response.refusal.delta",
                "delta": str(text),
                "output_index": message,
            }:
                if message != self._message:
                    self._message = message
                    self._spoken.part()
                return self._spoken.add(text)
            case _:
                return ""


def _entries(spoken: Sequence[Sequence[Mapping[str, Any]]]) -> list[Any]:
    """The log-probabilities of all parts; none where some have none, or a break was put in."""
    if len(spoken) != 1:
        return []
    entries = [part.get("logprobs") for part in spoken[0]]
    known = all(isinstance(rows, list) for rows in entries)
    return [entry for rows in entries for entry in rows or ()] if known else []


def ending_of(data: Mapping[str, Any]) -> tuple[str, object]:
    """Why the model stopped: what the API calls it, and its word for it."""
    match data:
        case {"status": "incomplete", "incomplete_details": {"reason": str(reason)}} if (
            Ending.of(reason).kind != "unknown"
        ):
            return "reason", reason
        case _:
            return "status", data.get("status")


def wire_of(model: str, known: Capabilities, root: str = "") -> OpenAIWire:
    """The wire format of the API that serves a model."""
    kind = ResponsesWire if known.api == "responses" else OpenAIWire
    return kind(model, known, root=root)
