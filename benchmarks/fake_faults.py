"""How the fake server keeps its clients waiting, refuses and fails them, and what it counts.

    GET /__config?latency=50ms&rps=300&burst=30&tells=1
    GET /__config?fail=500:0.1,reset:0.05&hang=60&retry-after=1
    GET /__stats

The fault "errorevent" is of streams alone: an error after half of the events.

`latency` is how long an answer takes, `pause` how long each event of a stream after the first; `rps` and `burst` are the rate limit, none by default;
`tells` is 0 where nothing is told of it. `fail` has kinds of faults with their rates; `hang` is for
how many seconds "timeout" and "slowbody" hang; `retry-after` is what a 429 says, one after the
other where there are several (`1|nan`), and empty for nothing; `seed` is of the dice that choose
who fails. A change of settings sets those that are not named back, and the counters to 0.
"""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import cycle

import orjson
from aiohttp import web

from fake_stream import EVENTS, send_events
from throttle import Throttle

STATUSES = ("400", "401", "408", "409", "429", "500", "502", "503", "529")
USUAL = {
    "rps": "0",
    "burst": "0",
    "tells": "1",
    "fail": "",
    "hang": "60",
    "pause": "0",
    "retry-after": "1",
    "seed": "1",
}
REFUSAL = {
    "error": {
        "message": "Rate limit reached for requests",
        "type": "requests",
        "code": "rate_limit_exceeded",
    }
}
WRONG: Iterator[object] = cycle(
    [
        {"answer": "4"},
        [],
        {"choices": []},
        {"choices": {"message": {"content": "4"}}},
        {"choices": [{"text": "4"}]},
        {"choices": [{"message": "4"}]},
        {"choices": [{"message": {"content": 4}}]},
        "4",
        None,
    ]
)
"""JSON that is not what the API promises."""

NULL = {
    "choices": [
        {"index": 0, "message": {"content": None}, "finish_reason": "content_filter"},
    ]
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Faults:
    """Decides which requests wait, are refused or fail, and counts what became of each.

    Args:
        latency: Seconds that an answer takes, unless a setting says otherwise.
    """

    def __init__(self, latency: float) -> None:
        self.usual = {**USUAL, "latency": f"{latency}s"}
        self.outcomes: Counter[str] = Counter()
        self.change({})

    def change(self, settings: Mapping[str, str]) -> None:
        """Take over settings.

        Raises:
            ValueError: When one is not known.
        """
        if not settings.keys() <= self.usual.keys():
            raise ValueError(f"known settings: {', '.join(self.usual)}")
        found = {**self.usual, **settings}
        self.latency, self.pause = _seconds(found["latency"]), _seconds(found["pause"])
        rps, burst = float(found["rps"]), float(found["burst"])
        self.throttle = Throttle(rps, burst, tells=found["tells"] == "1")
        pairs = (part.split(":") for part in found["fail"].split(",") if part)
        self.rates = {kind: float(rate) for kind, rate in pairs}
        for kind in self.rates:
            if kind not in (known := [*STATUSES, *BODIES, *EXCHANGES]):
                raise ValueError(f"known faults: {', '.join(known)}")
        self.hang = _seconds(found["hang"])
        self.hints = cycle(found["retry-after"].split("|"))
        self.outcomes.clear()
        self.dice = random.Random(found["seed"])  # noqa: S311  (repeatable)

    def routes(self) -> list[web.RouteDef]:
        """The paths of settings and counters."""
        return [web.get("/__config", self.configure), web.get("/__stats", self.stats)]

    async def configure(self, request: web.Request) -> web.Response:
        """`GET /__config`."""
        try:
            self.change(request.query)
        except ValueError as error:
            return web.Response(text=str(error), status=400)
        return web.Response(text="ok")

    async def stats(self, _: web.Request) -> web.Response:
        """`GET /__stats`: requests, and how many came to what: "200" or the kind of fault."""
        return web.json_response({"requests": self.outcomes.total(), "status": self.outcomes})

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through, or fail it."""
        if request.path.startswith("/__"):
            return await handler(request)
        admitted, told = self.throttle.admit()
        kind = self._draw() if admitted else "429"
        self.outcomes[kind or "200"] += 1
        if not admitted:
            return web.json_response(REFUSAL, status=429, headers=told)
        if kind in STATUSES:
            return self._refuse(kind)
        if self.latency:
            await asyncio.sleep(self.latency)
        response = await handler(request)
        response.headers.update(told)
        body = response.body if isinstance(response, web.Response) else None
        if not isinstance(body, bytes):
            return response
        if response.content_type == EVENTS and kind in {None, "errorevent"}:
            return await send_events(request, body, self.pause, broken=kind is not None)
        if kind is None:
            return response
        if kind in BODIES:
            return web.Response(body=BODIES[kind](body), content_type="application/json")
        return await EXCHANGES[kind](request, body, self.hang)

    def _draw(self) -> str | None:
        left = self.dice.random()
        for kind, rate in self.rates.items():
            if left < rate:
                return kind
            left -= rate
        return None

    def _refuse(self, status: str) -> web.Response:
        hint = next(self.hints) if status == "429" else ""
        headers = {"Retry-After": hint} if hint else None
        error = {"error": {"message": "injected", "type": "injected", "code": "injected"}}
        return web.json_response(error, status=int(status), headers=headers)


def _seconds(duration: str) -> float:
    """A duration like `50ms` or `1.5s`."""
    if duration.endswith("ms"):
        return float(duration[:-2]) / 1000
    return float(duration.removesuffix("s"))


def _malformed(body: bytes) -> bytes:
    return body[: len(body) * 2 // 3]


def _empty(_: bytes) -> bytes:
    return b""


def _nullcontent(_: bytes) -> bytes:
    return orjson.dumps(NULL)


def _wrongschema(_: bytes) -> bytes:
    return orjson.dumps(next(WRONG))


async def _timeout(request: web.Request, body: bytes, hang: float) -> web.StreamResponse:
    await asyncio.sleep(hang)
    return await _reset(request, body, hang)


async def _reset(request: web.Request, _: bytes, __: float) -> web.StreamResponse:
    """Close the connection in a way that the client is told of at once."""
    if request.transport is not None:
        connection = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()


async def _truncate(request: web.Request, body: bytes, _: float) -> web.StreamResponse:
    return await _slowbody(request, body, 0)


async def _slowbody(request: web.Request, body: bytes, hang: float) -> web.StreamResponse:
    """Send the half of a response, wait, and hang up."""
    response = web.StreamResponse()
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    await asyncio.sleep(hang)
    if request.transport is not None:
        request.transport.close()
    return response


BODIES = {
    "malformed": _malformed,
    "empty": _empty,
    "nullcontent": _nullcontent,
    "wrongschema": _wrongschema,
}
"""A success with a body that is none."""


async def _errorevent(_: web.Request, body: bytes, __: float) -> web.StreamResponse:
    return web.Response(body=body, content_type="application/json")  # no stream: none


EXCHANGES = {
    "timeout": _timeout,
    "reset": _reset,
    "truncate": _truncate,
    "slowbody": _slowbody,
    "errorevent": _errorevent,
}
"""No whole response."""
