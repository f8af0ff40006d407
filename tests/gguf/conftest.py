"""GGUF files made by hand, and a stand-in for the library that loads them."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from attrs import define, field

from trustcore_providers.gguf.llamacpp import Settings

Json = Any

FIELDS: Mapping[str, Json] = {
    "general.architecture": "llama",
    "general.type": "model",
    "llama.context_length": 512,
    "tokenizer.ggml.tokens": ["a", "bc", ""],
    "tokenizer.ggml.scores": [0.5, -1.0, 2.0],
    "tokenizer.chat_template": "{{ messages }}",
}


def encoded(value: Json) -> bytes:
    """A value with its kind before it."""
    match value:
        case bool():
            return struct.pack("<I?", 7, value)
        case int():
            return struct.pack("<II", 4, value)
        case float():
            return struct.pack("<If", 6, value)
        case str():
            return struct.pack("<I", 8) + text(value)
        case [*values]:
            items = [encoded(one) for one in values]
            kind = items[0][:4] if items else struct.pack("<I", 4)
            return (
                struct.pack("<I", 9)
                + kind
                + struct.pack("<Q", len(items))
                + b"".join(one[4:] for one in items)
            )
        case _:
            raise TypeError


def text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def gguf(
    fields: Mapping[str, Json] = FIELDS,
    *,
    tensors: int = 2,
    version: int = 3,
    magic: bytes = b"GGUF",
) -> bytes:
    """A file with some tensors of 64 numbers of four bytes."""
    head = magic + struct.pack("<IQQ", version, tensors, len(fields))
    head += b"".join(text(name) + encoded(value) for name, value in fields.items())
    for number in range(tensors):
        head += text(f"t{number}") + struct.pack("<IQQIQ", 2, 8, 8, 0, 256 * number)
    return head + bytes(-len(head) % 32) + bytes(256 * tensors)


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file; its path."""

    def write(name: str = "model.gguf", content: bytes | None = None, **changes: Json) -> Path:
        fields = {**FIELDS, **{key.replace("__", "."): value for key, value in changes.items()}}
        kept = {key: value for key, value in fields.items() if value is not None}
        path = tmp_path / name
        path.write_bytes(gguf(kept) if content is None else content)
        return path

    return write


@define
class FakeServer:
    """Answers as xllamacpp's server does, event by event, from a list of words.

    Attributes:
        settings: What it was loaded with.
        bodies: The requests so far.
        words: What each draw says; the draw's number comes first.
        gate: Is waited for after the first word, where it is set.
        ended: Whether a receiver ended a request.
    """

    settings: Settings
    bodies: list[Json] = field(factory=list)
    words: Sequence[str] = (" one", " two")
    gate: Event | None = None
    ended: Event = field(factory=Event)

    def handle_chat_completions(self, body: bytes, receive: Callable[[bytes], bool], /) -> None:
        request = json.loads(body)
        self.bodies.append(request)
        for event in self.events(request):
            if receive(json.dumps(event).encode()):
                self.ended.set()
                return

    def events(self, request: Json) -> Iterator[Json]:
        n, limit = request.get("n", 1), request.get("max_tokens", 9)
        prompt = sum(len(str(one["content"]).split()) for one in request["messages"])
        if prompt > self.settings.context:
            message = f"request ({prompt} tokens) exceeds the available context size"
            found = error(400, message, "exceed_context_size_error")
            found["error"] |= {"n_prompt_tokens": prompt, "n_ctx": self.settings.context}
            yield found
            return
        if n > self.settings.slots:
            yield error(400, "Field 'n': Value must be between 1 and 4", "invalid_request_error")
            return
        yield choice(0, {"role": "assistant", "content": None}) | {"prompt_progress": {}}
        for draw in range(n):
            words = [f"draw {draw + request.get('seed', 0)}", *self.words][:limit]
            for word in words:
                yield choice(draw, {"content": word}, logprobs=request.get("logprobs"))
                if self.gate is not None:
                    self.gate.wait(10)
            yield choice(draw, {}, finish="stop")
            counts = {"prompt_tokens": prompt, "completion_tokens": len(words) + 1}
            yield {"choices": [], "usage": counts, "timings": {}}

    def handle_embeddings(self, body: bytes, /) -> bytes:
        request = json.loads(body)
        self.bodies.append(request)
        if any(len(one.split()) > 500 for one in request["input"]):
            words = "input (700 tokens) is too large to process. increase the physical batch size"
            return json.dumps(error(500, words, "server_error")).encode()
        rows = [
            {"index": at, "embedding": [float(len(one)), 1.0]}
            for at, one in enumerate(request["input"])
        ]
        return json.dumps({"data": rows, "usage": {"prompt_tokens": 3}}).encode()


def error(code: int, message: str, kind: str) -> Json:
    return {"error": {"code": code, "message": message, "type": kind}}


def choice(
    draw: int, delta: Json, *, logprobs: object = None, finish: str | None = None
) -> dict[str, Json]:
    found: Json = {"index": draw, "delta": delta, "finish_reason": finish}
    if logprobs and delta:
        word = {"token": delta["content"], "logprob": -0.5}
        found["logprobs"] = {"content": [{**word, "top_logprobs": [word]}]}
    return {"choices": [found]}


@define
class Loader:
    """A stand-in for what loads a model, which keeps what it loaded.

    Attributes:
        servers: All so far.
        problem: What it raises instead.
        changes: Attributes of each server.
    """

    servers: list[FakeServer] = field(factory=list)
    problem: Exception | None = None
    changes: dict[str, Json] = field(factory=dict)

    def load(self, settings: Settings) -> FakeServer:
        if self.problem is not None:
            raise self.problem
        self.servers.append(FakeServer(settings, **self.changes))
        return self.servers[-1]


@pytest.fixture
def loader() -> Loader:
    return Loader()
