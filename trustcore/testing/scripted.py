"""A deterministic model: it answers from a script, records what it is asked, counts its calls."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Generator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from inspect import isawaitable
from typing import Any, TypeAlias, Union

import anyio.lowlevel
from attrs import evolve, field, frozen

from trustcore.errors import ConfigurationError
from trustcore.plugins.protocols import Feature, Receive
from trustcore.records.chat import (
    Completion,
    Embedding,
    Missing,
    Reply,
    Request,
    TokenLogprobs,
    Usage,
)

Predicate: TypeAlias = Callable[[Request], bool]
Said: TypeAlias = Completion | Missing | Reply | BaseException
Script: TypeAlias = Union[
    str,
    Said,
    "After",
    "Streamed",
    "Sequence[Script]",
    "Mapping[Any, Script]",  # keys: str | Predicate; a mapping is invariant in them
    "Callable[[Request], Script | Awaitable[Script]]",
]
"""What a scripted model says; `ScriptedProvider` has the meaning of each kind."""


@frozen
class After:
    """A reply that takes its time: `After(30, "Paris")`.

    Attributes:
        seconds: How long the call takes, by the clock of the event loop.
        script: What is replied then.
    """

    seconds: float
    script: Script = field(repr=False)


@frozen
class Streamed:
    """A reply that is written piece by piece: `Streamed(["Par", "is"], seconds=0.1)`.

    Attributes:
        pieces: Of its text.
        seconds: How long each of them takes, by the clock of the event loop.
        script: What is replied after the last: by default the pieces as one text; an exception for
            a model that breaks off.
    """

    pieces: Sequence[str] = field(repr=False)
    seconds: float = 0.0
    script: Script = field(repr=False)

    @script.default
    def _whole(self) -> Script:
        return "".join(self.pieces)


@frozen
class _Line:
    """What a script has for one draw.

    Attributes:
        pieces: Those that are told of early, each with the seconds before it.
        seconds: From then to the reply.
        said: What is replied.
    """

    pieces: Sequence[tuple[float, str]]
    seconds: float
    said: Said

    @property
    def total(self) -> float:
        """Seconds until the reply."""
        return self.seconds + sum(pause for pause, _ in self.pieces)


class ScriptedProvider:
    """A model that answers from a script: no network, no randomness.

    The script is one of:

    * a string, a `Completion` or a `Missing`: every request gets it;
    * an exception: every request raises it;
    * `After(seconds, script)`: the same, later;
    * `Streamed(pieces)`: a text that is told of piece by piece, where the answer is streamed;
    * a function of the `Request`, sync or async, that returns a script;
    * a table: the first row that matches is the script. A key is a predicate of requests
      (`is_sample`, `says("...")`, `anything`, or your own) or a string that is the last message;
    * a sequence: one row for each completion, in the order in which the calls come in;
    * a `Reply`: the whole reply of one request, whatever its `n`.

    The rows of tables and sequences are scripts again. ::

        model = ScriptedProvider({is_sample: by_draw("Paris", "Lyon"), anything: "Paris"})

    A request for `n` completions is put to the script draw by draw, so a script need not know
    whether several are asked for at once. What `features` lacks is ignored, as many servers do:
    without "n" only the first completion comes back, so that the engine asks for the others;
    without "logprobs" those are left out.

    Args:
        script: See above.
        name: The name of the model.
        features: What the model can do.
        embedding: Turns a text into a vector; by default the counts of its words in 16 slots.
        endpoint: What stands for an address; without one its answers are not cached.

    Attributes:
        requests: Every request, in the order of arrival.
        embedded: The texts of every request for embeddings.
        started: How many calls came in.
        finished: How many were answered.
        failed: How many raised an exception.
        cancelled: How many were cancelled.
        max_in_flight: The most that ran at once.
        open_sessions: How many sessions are open now.
    """

    def __init__(
        self,
        script: Script,
        *,
        name: str = "scripted/model",
        features: Collection[Feature] = ("n", "logprobs", "seed", "temperature", "embeddings"),
        embedding: Callable[[str], Sequence[float]] | None = None,
        endpoint: str | None = None,
    ) -> None:
        self.script = script
        self.features = frozenset(features)
        self.endpoint = endpoint
        self.requests: list[Request] = []
        self.embedded: list[tuple[str, ...]] = []
        self.started = self.finished = self.failed = self.cancelled = 0
        self.max_in_flight = self.open_sessions = 0
        self._name = name
        self._embedding = _word_counts if embedding is None else embedding
        self._used: dict[int, int] = {}  # how many rows of each sequence have been used

    def __repr__(self) -> str:
        return f"ScriptedProvider({self._name!r}, {self.started} calls)"

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._name

    @property
    def in_flight(self) -> int:
        """How many calls are running now."""
        return self.started - self.finished - self.failed - self.cancelled

    def supports(self, feature: Feature, /) -> bool:
        """Whether `features` has it."""
        return feature in self.features

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ScriptedProvider]:
        """The provider is its own session."""
        self.open_sessions += 1
        try:
            yield self
        finally:
            self.open_sessions -= 1

    async def complete(self, request: Request, /) -> Reply:
        """Answer from the script."""
        self.requests.append(request)
        with self._counted():
            draws = range(request.n if self.supports("n") else 1)
            said = [await self._say(request, request.draw + index) for index in draws]
            await anyio.sleep(max(line.total for line in said))
            return self._reply(request, [line.said for line in said])

    async def stream(self, request: Request, receive: Receive, /) -> Reply:
        """Answer from the script, telling of the pieces of what is `Streamed`."""
        self.requests.append(request)
        with self._counted():
            line = await self._say(request, request.draw)
            for pause, piece in line.pieces:
                await anyio.sleep(pause)
                receive(piece)
            await anyio.sleep(line.seconds)
            return self._reply(request, [line.said])

    async def embed(self, texts: Sequence[str], /) -> Reply:
        """Embed each text with `embedding`."""
        self.embedded.append(tuple(texts))
        with self._counted():
            await anyio.lowlevel.checkpoint()
            vectors = tuple(Embedding(tuple(self._embedding(text))) for text in texts)
            return Reply(vectors, Usage(calls=1, input_tokens=sum(map(_words, texts))))

    @contextmanager
    def _counted(self) -> Generator[None]:
        self.started += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        try:
            yield
        except anyio.get_cancelled_exc_class():
            self.cancelled += 1
            raise
        except BaseException:  # counted, and raised again
            self.failed += 1
            raise
        self.finished += 1

    async def _say(self, request: Request, draw: int) -> _Line:
        """What the script has for one draw."""
        one = evolve(request, n=1, draw=draw)
        pieces: list[tuple[float, str]] = []
        seconds = 0.0
        script = self.script
        while not isinstance(script, Said):
            if isinstance(script, str):
                script = Completion(script)
            elif isinstance(script, After):
                seconds += script.seconds
                script = script.script
            elif isinstance(script, Streamed):
                for piece in script.pieces:
                    pieces.append((seconds + script.seconds, piece))
                    seconds = 0.0
                script = script.script
            elif isinstance(script, Mapping):
                script = _matching(script, one)
            elif isinstance(script, Sequence):
                script = self._next(script)
            else:
                made = script(one)
                script = await made if isawaitable(made) else made
        return _Line(pieces, seconds, script)

    def _next(self, rows: Sequence[Script]) -> Script:
        row = self._used.get(id(rows), 0)
        self._used[id(rows)] = row + 1
        if row >= len(rows):
            raise ConfigurationError(
                f"the script has {len(rows)} replies in a row, but one more was asked for; "
                "add a reply, or use a table or a function"
            )
        return rows[row]

    def _reply(self, request: Request, said: Sequence[Said]) -> Reply:
        items: list[Completion | Missing] = []
        for one in said:
            if isinstance(one, BaseException):
                raise one
            if isinstance(one, Reply):
                return one
            items.append(one)
        if request.logprobs is None or not self.supports("logprobs"):
            items = [_without_logprobs(one) for one in items]
        return Reply(tuple(items), _usage(request, items))


def anything(_: Request, /) -> bool:
    """Match every request; for the last row of a table."""
    return True


def is_sample(request: Request) -> bool:
    """Match requests at a temperature above zero, as samples are drawn."""
    return request.temperature is not None and request.temperature > 0


def says(text: str) -> Predicate:
    """Match requests with a text anywhere in their last message, as in a judge's instructions."""
    return lambda request: text in _last(request)


def by_draw(*rows: Script) -> Callable[[Request], Script]:
    """Draw `i` of a question gets row `i`, whatever the order of arrival; round and round."""
    if not rows:
        raise ConfigurationError("by_draw() needs at least one reply")
    return lambda request: rows[request.draw % len(rows)]


def with_probability(text: str, probability: float) -> Completion:
    """A completion whose words all have the same token probability, in (0, 1]."""
    tokens = tuple(re.findall(r"\s*\S+|\s+$", text))
    logprob = math.log(probability)
    top = tuple(((token, logprob),) for token in tokens)
    return Completion(text, TokenLogprobs((logprob,) * len(tokens), tokens, top))


def _matching(table: Mapping[Any, Script], request: Request) -> Script:
    for key, script in table.items():
        if key == _last(request) if isinstance(key, str) else key(request):
            return script
    raise ConfigurationError(
        f"no row of the script's table ({len(table)} rows) matches the request; "
        "add the row `anything: ...`"
    )


def _last(request: Request) -> str:
    return request.messages[-1].text if request.messages else ""


def _without_logprobs(item: Completion | Missing) -> Completion | Missing:
    return evolve(item, logprobs=None) if isinstance(item, Completion) else item


def _usage(request: Request, items: Sequence[Completion | Missing]) -> Usage:
    """Words stand in for tokens."""
    read = sum(_words(message.text) for message in request.messages)
    written = sum(_words(one.text) for one in items if isinstance(one, Completion))
    return Usage(calls=1, input_tokens=read, output_tokens=written)


def _words(text: str) -> int:
    return len(text.split())


def _word_counts(text: str) -> tuple[float, ...]:
    slots = [0.0] * 16
    for word in text.lower().split():
        slots[zlib.crc32(word.encode()) % 16] += 1
    return tuple(slots)
