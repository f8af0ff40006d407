"""A fast fake of an OpenAI-compatible server on loopback, for benchmarks and the docs' examples.

    python benchmarks/fake_server.py --port 8000 --latency 0.05

It prints the port that it listens on (0 chooses a free one) and serves until it is stopped.
Answers are a function of the messages: sums of two numbers are right up to 3 digits, everything
else gets made-up words. At a temperature above 0 the i-th sample of a question may depart from its
answer, the more often the harder the question is; what a judge says is a function of its prompt.
With `stream` they come as events, a word each. Its latency can be changed, and a rate limit and
faults asked for, see `fake_faults.py`. There are files and batches too, of three vendors,
see `fake_batches.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections import Counter
from contextlib import suppress
from hashlib import blake2b
from typing import Any

import orjson
from aiohttp import web

from fake_batches import FakeBatches, LostReply
from fake_faults import Faults
from fake_stream import event_stream
from fake_vendor_batches import AnthropicBatches, GeminiBatches
from workload import pin

SUM = re.compile(r"(\d{1,12}) \+ (\d{1,12})")
OPTION = re.compile(r"^\(([A-Z])\) (.*)$", re.MULTILINE)
WORDS = (
    "river",
    "stone",
    "council",
    "treaty",
    "copper",
    "lantern",
    "valley",
    "engine",
    "harbor",
    "signal",
)


def unit(*parts: object) -> float:
    """A number in [0, 1) that stands for its arguments."""
    digest = blake2b(repr(parts).encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big") / 2**56


def hardness(question: str) -> float:
    """How often samples depart from the answer, in [0, 1]."""
    found = SUM.search(question)
    if found:
        return 0.0 if max(map(len, found.groups())) <= 3 else 0.8
    return unit("hard", question) ** 2


def answer(question: str, variant: int) -> str:
    """The answer to a question; variant 0 is the usual one."""
    found = SUM.search(question)
    if found:
        total = int(found[1]) + int(found[2])
        wrong = variant or (1 if hardness(question) else 0)
        return str(total + 10 * wrong)
    words = [WORDS[int(unit(question, variant, place) * len(WORDS))] for place in range(20)]
    return f"It is entity-{int(unit(question, variant) * 9973)}: {' '.join(words)}."


def verdict(prompt: str) -> str:
    """What a judge says: right answers are usually called true, or the first option is chosen."""
    options = dict(OPTION.findall(prompt))
    question = prompt
    found = SUM.search(question)
    right = found is not None and str(int(found[1]) + int(found[2])) in question[found.end() :]
    good = right or (found is None and unit("verdict", question) > 0.3)
    return next(iter(options), "A") if options else str(good).lower()


class FakeServer:
    """Answers."""

    def __init__(self) -> None:
        self.draws: Counter[str] = Counter()
        self.batches = {
            "openai": FakeBatches(self.reply),
            "anthropic": AnthropicBatches(self.reply),
            "gemini": GeminiBatches(self.reply),
        }

    async def complete(self, request: web.Request) -> web.Response:
        """`POST /v1/chat/completions`."""
        body: dict[str, Any] = orjson.loads(await request.read())
        reply = self.reply(body)
        if body.get("stream"):
            wanted = (body.get("stream_options") or {}).get("include_usage")
            return event_stream(reply, usage=bool(wanted))
        return web.Response(body=orjson.dumps(reply), content_type="application/json")

    def reply(self, body: dict[str, Any]) -> dict[str, Any]:
        """What is answered to a request."""
        prompt: str = body["messages"][-1]["content"]
        choices = [self._choice(index, prompt, body) for index in range(body.get("n") or 1)]
        return {
            "object": "chat.completion",
            "model": body["model"],
            "choices": choices,
            "usage": {"prompt_tokens": len(prompt) // 4 + 1, "completion_tokens": 8 * len(choices)},
        }

    async def manage(self, request: web.Request) -> web.Response:
        """All that is about files and batches, in the form of whichever vendor has the path."""
        body = await request.read()
        batches = self.batches[_vendor_of(request.path)]
        try:
            status, found = batches.handle(request.method, request.path, request.query, body)
        except LostReply:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return web.Response(status=status, body=found, content_type="application/json")

    async def configure_batches(self, request: web.Request) -> web.Response:
        """`GET /__batches`."""
        made = self.batches.values()
        for one in made:
            one.change(request.query)
        asked = sum(one.asked.total() for one in made)
        return web.json_response({"asked": asked, "batches": sum(len(one.batches) for one in made)})

    def _choice(self, index: int, prompt: str, body: dict[str, Any]) -> dict[str, Any]:
        text = self._text(prompt, body.get("temperature"))
        choice: dict[str, Any] = {
            "index": index,
            "message": {"role": "assistant", "content": text},
            "finish_reason": "stop",
        }
        if body.get("logprobs"):
            choice["logprobs"] = {"content": _tokens(text, body.get("top_logprobs") or 0)}
        return choice

    def _text(self, prompt: str, temperature: float | None) -> str:
        if prompt.startswith("You judge "):
            return verdict(prompt)
        if not temperature:
            return answer(prompt, 0)
        self.draws[prompt] += 1
        draw = self.draws[prompt]
        departs = unit("departs", prompt, draw) < hardness(prompt)
        return answer(prompt, 1 + draw % 4 if departs else 0)


def _vendor_of(path: str) -> str:
    if path.startswith("/v1/messages/batches"):
        return "anthropic"
    return "gemini" if "/v1beta/" in path else "openai"


def _tokens(text: str, top: int) -> list[dict[str, Any]]:
    pieces = re.findall(r"\s?\S+", text)
    return [
        {
            "token": piece,
            "logprob": -0.05 - unit(piece),
            "top_logprobs": [
                {"token": piece if rank == 0 else f" {WORDS[rank]}", "logprob": -0.05 - rank}
                for rank in range(top)
            ],
        }
        for piece in pieces
    ]


async def serve(port: int, latency: float) -> None:
    """Serve until cancelled."""
    server, faults = FakeServer(), Faults(latency)
    app = web.Application(client_max_size=260 * 2**20, middlewares=[faults.middleware])
    app.router.add_post("/v1/chat/completions", server.complete)
    app.router.add_get("/__batches", server.configure_batches)
    app.router.add_route("*", "/{where:.*v1beta/.+}", server.manage)
    for path in ("/v1/files", "/v1/batches", "/v1/messages/batches"):
        app.router.add_route("*", path, server.manage)
        app.router.add_route("*", path + "/{rest:.+}", server.manage)
    app.router.add_routes(faults.routes())
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Read the flags and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--pin", type=int, help="the number of a processor")
    flags = parser.parse_args()
    pin(flags.pin)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(flags.port, flags.latency))


if __name__ == "__main__":
    main()
