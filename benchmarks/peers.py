"""The peers, measured beside us where they are installed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from workload import RATINGS, SAMPLES, Ask, AskAll, question


@asynccontextmanager
async def trustworthy_llm(
    base: str,
    concurrency: int,
    *,
    logprobs: bool,  # noqa: ARG001  (it asks for them as it likes)
) -> AsyncIterator[tuple[Ask, AskAll]]:
    """Cleanlab's open-source TLM, with 4 samples, 2 reflections and its cheapest similarity.

    Its public methods are sync and run a loop of their own, so this goes one level below them.
    """
    os.environ |= {
        "OPENAI_API_KEY": "invented",
        "OPENAI_BASE_URL": base,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    from tlm.api import TLM
    from tlm.config.schema import Config
    from tlm.types import SimilarityMeasure

    config = Config(
        num_consistency_completions=SAMPLES,
        num_self_reflection_completions=RATINGS,
        similarity_measure=SimilarityMeasure.JACCARD,
    )
    tlm = TLM(config)
    slots = asyncio.Semaphore(max(1, concurrency // (1 + SAMPLES)))

    async def ask(number: int) -> None:
        messages = [{"role": "user", "content": question(number)}]
        async with slots:
            await tlm._async_inference(model="gpt-4.1-mini", messages=messages)  # noqa: SLF001

    async def ask_all(numbers: range) -> None:
        await asyncio.gather(*map(ask, numbers))

    yield ask, ask_all


@asynccontextmanager
async def uqlm(
    base: str,
    concurrency: int,  # noqa: ARG001  (it has no bound)
    *,
    logprobs: bool,  # noqa: ARG001  (these scorers need none)
) -> AsyncIterator[tuple[Ask, AskAll]]:
    """UQLM with 4 samples and the model as its own judge: 6 calls a question, not bounded."""
    from langchain_openai import ChatOpenAI
    from uqlm import UQEnsemble

    model = ChatOpenAI(model="gpt-4.1-mini", base_url=base, api_key="invented", temperature=1.0)

    async def score(numbers: range) -> None:
        ensemble = UQEnsemble(llm=model, scorers=["exact_match", model])
        await ensemble.generate_and_score(
            [question(number) for number in numbers],
            num_responses=SAMPLES,
            show_progress_bars=False,
        )

    async def ask(number: int) -> None:
        await score(range(number, number + 1))

    yield ask, score


def peers() -> dict[str, object]:
    """The peers that can be measured here."""
    known = {"trustworthy-llm": ("tlm", trustworthy_llm), "uqlm": ("uqlm", uqlm)}
    return {name: client for name, (package, client) in known.items() if find_spec(package)}
