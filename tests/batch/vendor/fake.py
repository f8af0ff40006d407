"""A vendor in memory: its model, its batch interface, and a transport that reaches both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from hashlib import blake2b
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

import anyio
import orjson

from fake_batches import FakeBatches, LostReply
from fake_vendor_batches import AnthropicBatches, GeminiBatches, anthropic_reply, gemini_reply
from trustcore import TLM
from trustcore.errors import ConnectError
from trustcore.plugins.protocols import REPLY_LIMIT, Response
from trustcore.provider_kit import HttpProvider
from trustcore_providers.anthropic import Anthropic
from trustcore_providers.gemini import Gemini
from trustcore_providers.openai import OpenAI

KINDS: dict[str, Any] = {
    "openai": (OpenAI, "gpt-4.1-mini", FakeBatches),
    "anthropic": (Anthropic, "claude-haiku-4-5", AnthropicBatches),
    "gemini": (Gemini, "gemini-2.5-flash", GeminiBatches),
}


class Killed(BaseException):
    """The process ends, whatever it was about to do."""


def reply_to(body: dict[str, Any]) -> dict[str, Any]:
    """A reply that hangs on the request alone, and that judges' questions can be read from."""
    if "input" in body:
        rows = [{"index": place, "embedding": [1.0, 0.5]} for place, _ in enumerate(body["input"])]
        return {"data": rows, "usage": {"prompt_tokens": 3, "total_tokens": 3}}
    prompt = body["messages"][-1]["content"]
    texts = [_text(prompt, body, draw) for draw in range(body.get("n") or 1)]
    choices = [
        {"index": draw, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        for draw, text in enumerate(texts)
    ]
    usage = {"prompt_tokens": 10, "completion_tokens": 2 * len(texts)}
    return {"choices": choices, "usage": usage}


def _text(prompt: str, body: Mapping[str, Any], draw: int) -> str:
    """Answers are numbers; what asks about one is answered in each way that is asked for."""
    if not prompt.startswith("question "):
        return "true" if "true or false" in prompt or "false or true" in prompt else "A"
    digest = blake2b(f"{prompt}{body.get('seed')}{draw}".encode(), digest_size=1).digest()
    return str(digest[0] % 3) if body.get("temperature") else "1"


class Vendor:
    """What all transports of a test reach, whatever process they stand for.

    Args:
        name: Which vendor it is.

    Attributes:
        name: Which vendor it is.
        batches: The batch interface.
        online: How many requests came to the model itself.
        seen: Each exchange, as "METHOD path".
        sent: The version of its API that each upload names, and its body.
        headers: Of each upload.
        kill: Is asked before and after each exchange whether the process ends there.
        hang: Is asked before and after each exchange whether nothing comes any more.
    """

    def __init__(self, name: str = "openai") -> None:
        self.name = name
        self.batches: FakeBatches = KINDS[name][2](reply_to)
        self.online = 0
        self.seen: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.sent: list[tuple[str | None, bytes]] = []
        self.kill: Callable[[str], bool] = lambda _: False
        self.hang: Callable[[str], bool] = lambda _: False

    def handle(self, method: str, url: str, body: bytes) -> Response:
        parts = urlsplit(url)
        name = f"{method} {parts.path}"
        self._end("before " + name)
        self.seen.append(name)
        if parts.path.endswith(("/completions", "/embeddings", "/messages", ":generateContent")):
            self.online += 1
            return Response(200, {}, orjson.dumps(self._reply(orjson.loads(body))))
        try:
            status, found = self.batches.handle(
                method, parts.path, dict(parse_qsl(parts.query)), body
            )
        except LostReply as error:
            raise ConnectError("lost") from error
        self._end("after " + name)
        return Response(status, {}, found)

    def _reply(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.name == "anthropic":
            return anthropic_reply(body, reply_to)
        return gemini_reply(body, reply_to) if self.name == "gemini" else reply_to(body)

    def _end(self, place: str) -> None:
        if self.kill(place):
            raise Killed(place)

    @asynccontextmanager
    async def transport(self) -> AsyncIterator[VendorTransport]:
        yield VendorTransport(self)

    def client(self, preset: str = "low", **settings: Any) -> TLM:  # noqa: ANN401  (those of `TLM`)
        """A client of this vendor's model."""
        return TLM(preset, model=self.model(KINDS[self.name][1]), **settings)

    def model(self, name: str) -> HttpProvider:
        """One of its models."""
        made: HttpProvider = KINDS[self.name][0](name, api_key="k" * 20, transport=self.transport)
        return made


class VendorTransport:
    """Carries requests and files to a vendor."""

    def __init__(self, vendor: Vendor) -> None:
        self._vendor = vendor

    async def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, limit: int = REPLY_LIMIT
    ) -> Response:
        return await self._handle("POST", url, body)

    async def upload(self, url: str, headers: Mapping[str, str], file: BinaryIO, /) -> Response:
        with file:
            body = file.read()
        self._vendor.headers.append(headers)
        self._vendor.sent.append((headers.get("anthropic-version"), body))
        return await self._handle("POST", url, body)

    async def download(
        self,
        url: str,
        headers: Mapping[str, str],
        receive: Callable[[bytes], None] | None = None,
        /,
    ) -> Response:
        found = await self._handle("GET", url, b"")
        if receive is None or found.status >= 300:
            return found
        for start in range(0, len(found.body), 1000):
            receive(found.body[start : start + 1000])
        return Response(found.status, {}, b"")

    async def _handle(self, method: str, url: str, body: bytes) -> Response:
        place = f"{method} {urlsplit(url).path}"
        if self._vendor.hang("before " + place):
            await anyio.sleep_forever()
        found = self._vendor.handle(method, url, body)
        if self._vendor.hang("after " + place):
            await anyio.sleep_forever()
        return found
