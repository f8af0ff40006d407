"""A client of ASGI applications in virtual time: each event has the time at which it came."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import anyio
import anyio.lowlevel
from attrs import define, field
from starlette.applications import Starlette
from starlette.types import Message

from trustcore import TLM
from trustcore.event_loop import loop_time
from trustcore.serving import ServeSettings, app
from trustcore.testing import ScriptedProvider, is_sample, run_virtual
from trustcore.testing.scripted import Script

T = TypeVar("T")

PRESET = {"strategies": {"consistency": {"arguments": {"samples": 2}}}}
"""Two samples: each is a call beside the answer's."""

CHAT = "/v1/chat/completions"


def ask(text: str = "Capital?", **rest: Any) -> dict[str, Any]:  # noqa: ANN401  (JSON)
    return {"model": "mine", "messages": [{"role": "user", "content": text}], **rest}


def script(answer: Script, samples: Script = "Paris") -> dict[Any, Script]:
    return {is_sample: samples, (lambda _: True): answer}


class Opened(ScriptedProvider):
    """Counts how often it was opened, and how often closed."""

    opened = closed = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ScriptedProvider]:
        async with super().open() as session:
            self.opened += 1
            try:
                yield session
            finally:
                self.closed += 1


def client(answer: Script = "Paris", samples: Script = "Paris", **settings: Any) -> TLM:  # noqa: ANN401
    model = settings.pop("model", None) or ScriptedProvider(script(answer, samples))
    return TLM(settings.pop("preset", PRESET), model=model, verbose=False, **settings)


@define
class Reply:
    """What came of a request; `events` holds each event with its time."""

    status: int = 0
    headers: dict[str, str] = field(factory=dict)
    body: bytes = b""
    events: list[tuple[float, str]] = field(factory=list)
    whole: bool = False

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.body)

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.events]

    @property
    def rows(self) -> list[Any]:
        """The JSON of the data of all events but the last, `[DONE]`."""
        data = [one.removeprefix("data: ") for one in self.texts if one.startswith("data: ")]
        return [json.loads(one) for one in data if one != "[DONE]"]


@define
class Visitor:
    """Asks an application as a server would that stands before it."""

    served: Starlette
    headers: Mapping[str, str] = {"host": "127.0.0.1"}
    root: str = ""

    async def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        hang_up: float | None = None,
    ) -> Reply:
        """The reply; with `hang_up`, what came of it in so many seconds."""
        reply, begun = Reply(), loop_time()
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
        messages: list[Message] = [{"type": "http.request", "body": sent, "more_body": False}]

        async def receive() -> Message:
            if messages:
                return messages.pop()
            if hang_up is None:
                await anyio.sleep_forever()
            await anyio.sleep(max(0.0, begun + (hang_up or 0) - loop_time()))
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            await anyio.lowlevel.checkpoint()
            if message["type"] == "http.response.start":
                reply.status = message["status"]
                reply.headers = {k.decode(): v.decode() for k, v in message["headers"]}
                return
            reply.body += message["body"]
            found = message["body"].decode().split("\n\n")
            reply.events += [(round(loop_time() - begun, 3), one) for one in found if one]
            reply.whole = not message.get("more_body", False)

        await self.served(self.scope(method, path, headers or {}), receive, send)
        return reply

    def scope(self, method: str, path: str, headers: Mapping[str, str]) -> dict[str, Any]:
        pairs = {**self.headers, **headers}
        name, _, query = path.partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": self.root + name,
            "raw_path": name.encode(),
            "root_path": self.root,
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in pairs.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }


def visiting(
    tlm: TLM,
    run: Callable[[Visitor], Awaitable[T]],
    settings: ServeSettings | None = None,
) -> T:
    """What a function gives that asks a server, in virtual time."""

    async def visit() -> T:
        served = app(tlm, settings)
        async with served.router.lifespan_context(served):
            return await run(Visitor(served))

    return run_virtual(visit)


def post(
    body: object,
    tlm: TLM | None = None,
    settings: ServeSettings | None = None,
    path: str = CHAT,
    **rest: Any,  # noqa: ANN401  (of a visitor)
) -> Reply:
    """The reply to one request."""
    return visiting(tlm or client(), lambda to: to("POST", path, body, **rest), settings)
