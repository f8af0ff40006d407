"""How long the way of a call is: function calls are counted, since time hangs on the machine.

A bound is what was counted on Python 3.11, later versions count a little less, and 5% for what may
change there. Where one is broken, either the way has become longer by mistake, or what was added is
worth it: then count anew, and see with `benchmarks/engine.py` what it costs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import anyio
import orjson
from attrs import frozen

from tests.function_calls import FunctionCalls
from trustcore import (
    TLM,
    Absent,
    Answer,
    Completion,
    Evidence,
    Message,
    Need,
    Reply,
    Request,
    Samples,
    Signal,
    TokenLogprobs,
    Usage,
)
from trustcore.plugins.protocols import Response
from trustcore.presets import Preset
from trustcore.provider_kit import Capabilities, Encoded, ErrorMaker, HttpSession
from trustcore.scoring import Component
from trustcore_providers._openai_wire import OpenAIWire

SLACK = 1.05
ITEMS = 32
SAMPLES = 7
"""With the answer eight calls of an item, so that all items have as many as the ledger adds up."""


@frozen
class Instant:
    """A model that answers at once."""

    model: str = "instant/model"

    def supports(self, feature: str) -> bool:
        return feature == "temperature"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Instant]:
        yield self

    async def complete(self, _: Request) -> Reply:
        return Reply((Completion("Paris"),), Usage(1, 10, 1))


@frozen
class Drawn:
    """A strategy that draws, and thinks nothing about it."""

    name: str = "drawn"

    def needs(self, _: Evidence) -> Sequence[Need]:
        return Answer(), Samples(SAMPLES)

    def assess(self, _: Evidence) -> Signal | Absent:
        return Signal(self.name, 0.5, "drawn")


async def way_of_a_call() -> float:
    """Calls of functions for each call of a model, from the prompt to the result."""
    preset = Preset("drawn", 1, (Component(Drawn()),))
    async with TLM(preset, model=Instant(), verbose=False) as tlm:
        await tlm.aprompt(["Who?"] * ITEMS)
        with FunctionCalls(ours=True) as fewer:
            await tlm.aprompt(["Who?"] * ITEMS)
        with FunctionCalls(ours=True) as more:
            await tlm.aprompt(["Who?"] * 2 * ITEMS)
    return (more.count - fewer.count) / (ITEMS * (SAMPLES + 1))


def test_from_the_prompt_to_the_result() -> None:
    """What the engine does for a call: graph, limits, ledger, result, and a task."""
    assert anyio.run(way_of_a_call) <= 135 * SLACK


def body(tokens: int) -> bytes:
    """A completion with so many tokens as a server sends it."""
    top = [{"token": f" other{rank}", "logprob": -2.0 - rank} for rank in range(5)]
    content = [{"token": " word", "logprob": -0.25, "top_logprobs": top}] * tokens
    choice = {
        "message": {"role": "assistant", "content": " word" * tokens},
        "finish_reason": "stop",
        "logprobs": {"content": content},
    }
    usage = {"prompt_tokens": 10, "completion_tokens": tokens}
    return orjson.dumps({"choices": [choice], "usage": usage})


async def exchanges(tokens: int) -> float:
    """Calls of functions for each exchange with an API, without the transport."""
    sent = Response(200, {"content-type": "application/json"}, body(tokens))

    async def send(_: Encoded, __: int) -> Response:
        return sent

    session = HttpSession(OpenAIWire("m", Capabilities()), send, ErrorMaker("host", "set KEY"))
    request = Request((Message("user", "Who?"),), temperature=1.0, max_tokens=9, logprobs=5)
    await session.complete(request)
    with FunctionCalls(ours=True) as counter:
        for _ in range(ITEMS):
            await session.complete(request)
    return counter.count / ITEMS


def test_a_request_and_its_reply() -> None:
    """What is done to send a request and to read its reply."""
    assert anyio.run(exchanges, 1) <= 109 * SLACK


def test_tokens_are_read_without_a_loop() -> None:
    """A reply of a hundred tokens with alternatives takes no call more than one of one.

    Means of many exchanges: what happens once in a process may fall into one of them.
    """
    assert anyio.run(exchanges, 101) < anyio.run(exchanges, 1) + 1


WORDS = "It is entity-510: a method that built the garden about an empire, and a harbor"


def judged(letter: str) -> Completion:
    top = ((letter, -0.1), ("C", -2.5), (" lantern", -3.3))
    return Completion(letter, TokenLogprobs((-0.1,), (letter,), (top,)))


def evidence(samples: Sequence[str]) -> Evidence:
    """An answer of twenty tokens, two judge's replies and some samples."""
    tokens = tuple(f" {word}" for word in WORDS.split())
    top = tuple((token, -0.2) for token in tokens[:5])
    known = TokenLogprobs((-0.2,) * len(tokens), tokens, (top,) * len(tokens))
    return Evidence.of(
        "What is entity 510?",
        Completion(" ".join(tokens).strip(), known),
        samples,
        replies={"reflection/verdict": judged("A"), "reflection/swapped": judged("B")},
    )


def scored(samples: Sequence[str]) -> int:
    """Calls of functions to score an answer."""
    with TLM("low", model=Instant()) as tlm:
        found = evidence(samples)
        tlm.rescore(found)
        with FunctionCalls(ours=True) as counter:
            tlm.rescore(found)
    return counter.count


def test_scoring_an_answer() -> None:
    """What three strategies do that read an answer, its tokens, two replies and other answers."""
    others = [f"{WORDS} of silver", "Nobody knows what entity-510 is, or was", WORDS]
    assert scored([WORDS, *others]) <= 3184 * SLACK


def test_an_equal_answer_costs_next_to_nothing() -> None:
    """A further sample of the same text is neither read nor compared again."""
    assert scored([WORDS] * 5) - scored([WORDS] * 4) <= 12 * SLACK
