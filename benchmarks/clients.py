"""What is measured: trustcore, and a bare aiohttp program that makes the same calls.

The bare program does nothing else: no retries, no time-outs, no limits but a semaphore, no scoring.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from workload import RATINGS, SAMPLES, Ask, AskAll, question

RATE = (
    "Question: {question}\nProposed answer: {answer}\n"
    "Is the proposed answer\n(A) correct\n(B) incorrect\n(C) not sure\nReply with the letter."
)


@asynccontextmanager
async def bare(base: str, concurrency: int, *, logprobs: bool) -> AsyncIterator[tuple[Ask, AskAll]]:
    """A program over aiohttp alone: the least that the same calls can cost."""
    import aiohttp
    import orjson

    slots = asyncio.Semaphore(concurrency)
    headers = {"Content-Type": "application/json", "Authorization": "Bearer invented"}
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def call(prompt: str, temperature: float, *, tokens: bool = False) -> str:
            body: dict[str, Any] = {
                "model": "m",
                "temperature": temperature,
                "messages": [{"role": "user", "content": prompt}],
            }
            if tokens:
                body |= {"logprobs": True, "top_logprobs": 5}
            url = f"{base}/chat/completions"
            async with slots, session.post(url, data=orjson.dumps(body)) as response:
                reply = orjson.loads(await response.read())
            text: str = reply["choices"][0]["message"]["content"]
            return text

        async def ask(number: int) -> None:
            prompt = question(number)
            async with asyncio.TaskGroup() as group:
                for _ in range(SAMPLES):
                    group.create_task(call(prompt, 1.0))
                answer = await call(prompt, 0.0, tokens=logprobs)
                for _ in range(RATINGS):
                    rate = RATE.format(question=prompt, answer=answer)
                    group.create_task(call(rate, 0.0, tokens=logprobs))

        async def ask_all(numbers: range) -> None:
            pending = iter(numbers)

            async def work() -> None:
                for number in pending:
                    await ask(number)

            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, len(numbers))):
                    group.create_task(work())

        yield ask, ask_all


@asynccontextmanager
async def trustcore(
    base: str, concurrency: int, *, logprobs: bool, **limits: float
) -> AsyncIterator[tuple[Ask, AskAll]]:
    """The SDK with the strategies of the preset `low`: 4 samples, 2 ratings."""
    from trustcore import TLM

    preset = {"extends": "low", "strategies": {} if logprobs else {"logprobs": False}}
    options = {"max_concurrency": concurrency, "temperature": 0.0, **limits}
    async with TLM(
        preset, model="openai/m", base_url=base, api_key="invented", options=options
    ) as tlm:

        async def ask(number: int) -> None:
            await tlm.aprompt(question(number))

        async def ask_all(numbers: range) -> None:
            await tlm.aprompt([question(number) for number in numbers])

        yield ask, ask_all


class Instant:
    """A model of no latency, for what the engine itself costs."""

    model = "instant/model"

    def supports(self, feature: str) -> bool:
        """Temperature, and nothing else."""
        return feature == "temperature"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Instant]:
        """The provider is its own session."""
        yield self

    async def complete(self, request: Any) -> Any:  # noqa: ANN401  (imported below)
        """Answer at once, after giving way to others."""
        from trustcore import Completion, Reply, Usage

        await asyncio.sleep(0)
        letter = "A" if "(A)" in request.messages[-1].content else "an answer of five words"
        return Reply((Completion(letter),), Usage(1, 10, 5))


async def stream(count: int) -> None:
    """Put prompts from a generator through `amap`."""
    from trustcore import TLM

    preset = {"extends": "low", "strategies": {"logprobs": False}}
    async with TLM(preset, model=Instant()) as tlm:
        async for outcome in tlm.amap(question(number) for number in range(count)):
            if outcome.value is None:
                raise SystemExit(f"item {outcome.index} failed")
