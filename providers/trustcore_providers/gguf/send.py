"""What carries requests to a model in this process, in the place of a connection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import orjson

from trustcore.errors import ConfigurationError
from trustcore.plugins.protocols import Response
from trustcore.provider_kit import Encoded, dump
from trustcore_providers._client_calls import Told
from trustcore_providers._openai_wire import EMBEDDINGS
from trustcore_providers._threads import TellingThread, WorkerThreads
from trustcore_providers.gguf.loaded import LoadedModel
from trustcore_providers.gguf.too_long import prompt_too_long, text_too_long

Join = Callable[[Sequence[dict[str, Any]]], dict[str, Any]]
"""Makes the body of a reply of the events of a stream."""

_REFUSED = 400


class ModelSend:
    """Carries requests to a model, each in a worker thread; the model takes turns by itself.

    A request that is cancelled ends at its next token, or at the next piece of its prompt. One for
    texts of a model that writes none raises `ConfigurationError`, one for which there is no room
    `ContextLengthError`.

    Args:
        model: The model.
        threads: The threads of one session.
        join: What joins the events of a stream: in the thread, since there are thousands.
    """

    def __init__(self, model: LoadedModel, threads: WorkerThreads, join: Join) -> None:
        self._model = model
        self._threads = threads
        self._join = join

    async def __call__(self, encoded: Encoded, _: int) -> Response:
        """Take one request to the model."""
        if encoded.path == EMBEDDINGS:
            embed = partial(_embed, self._model, dump(encoded.body))
            response: Response = await self._threads.run(embed)
            return response
        return await self._chat(encoded, lambda _: None)

    async def stream(self, encoded: Encoded, _: int, receive: Told, /) -> Response:
        """As a call, telling of each event."""
        return await self._chat(encoded, receive)

    async def _chat(self, encoded: Encoded, receive: Told) -> Response:
        if not self._model.settings.writes:
            raise ConfigurationError(
                f"{self._model.settings.path} embeds texts and writes none: name it as embedder="
            )
        with TellingThread(receive) as telling:
            work = partial(_chat, self._model, dump(encoded.body), self._join, telling)
            response: Response = await self._threads.run(work)
        return response


def _embed(model: LoadedModel, body: bytes) -> Response:
    try:
        said = model.server.handle_embeddings(body)
    except (RuntimeError, ValueError) as error:
        return _refusal(error)
    found = orjson.loads(said)
    if _is_too_long(found):
        raise text_too_long(model.settings, found["error"])
    return Response(_status(found), {}, dump(found) if "error" in found else said)


def _is_too_long(said: Mapping[str, Any]) -> bool:
    """Whether a prompt has no room; of more than is embedded at once llama.cpp says 500."""
    match said:
        case {"error": {"code": 500, "message": str(words)}}:
            return "too large to process" in words
        case {"error": {"type": "exceed_context_size_error"}}:
            return True
        case _:
            return False


def _chat(model: LoadedModel, body: bytes, join: Join, telling: TellingThread) -> Response:
    events: list[dict[str, Any]] = []

    def receive(event: bytes) -> bool:
        events.append(orjson.loads(event))
        telling.tell(b"data: " + event + b"\n\n")
        return telling.over

    try:
        model.server.handle_chat_completions(body, receive)
    except (RuntimeError, ValueError) as error:
        return _refusal(error)
    failed = next((one for one in events if "error" in one), None)
    if failed is not None and _is_too_long(failed):
        raise prompt_too_long(model.settings, failed["error"])
    if failed is not None:
        return Response(_status(failed), {}, dump(failed))
    return Response(200, {}, b"" if telling.over else dump(join(events)))


def _status(said: Mapping[str, Any]) -> int:
    """The status that llama.cpp's own server would reply with."""
    match said:
        case {"error": {"code": int(code)}} if 300 <= code < 600:
            return code
        case {"error": _}:
            return 500
        case _:
            return 200


def _refusal(error: Exception) -> Response:
    """What the library raises when it reads a request: the same one is refused again."""
    said = {"error": {"message": str(error), "type": "invalid_request_error"}}
    return Response(_REFUSED, {}, dump(said))
