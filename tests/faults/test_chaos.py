"""Faults, cancellations and deadlines at random: whatever happens, nothing is left behind."""

from __future__ import annotations

import random
from contextlib import nullcontext

import anyio
import pytest

from trustcore import TLM, Missing, Request
from trustcore.errors import RateLimitError, RequestError, ServerError
from trustcore.plugins.protocols import Feature
from trustcore.testing import After, Script, ScriptedProvider

HOUR = 3600


class Chaos:
    """A day of a bad endpoint and of impatient users."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)  # noqa: S311  (repeatable, and nothing secret)
        features: list[Feature] = ["temperature", "logprobs", "n"]
        self.model = ScriptedProvider(
            self.reply, features=features[: self.choose.choice([1, len(features)])]
        )
        self.limit = self.choose.choice([1, 3, 20])
        self.tlm = TLM(
            self.choose.choice(["base", "low", "medium", "high"]),
            model=self.model,
            timeout=self.choose.choice([None, 2, 8]),
            options={"max_concurrency": self.limit},
        )

    def reply(self, _: Request) -> Script:
        faults: list[Script] = [
            RequestError("refused"),
            ServerError("down"),
            ValueError("a bug"),
            RateLimitError("slow down", retry_after=self.choose.choice([0, 1, 5])),
            Missing("content filter"),
        ]
        good = self.choose.random() < 0.7
        said = self.choose.choice(["true", "false", "Paris"] if good else faults)
        return After(self.choose.choice([0, 0.1, 1, 3]), said)

    async def user(self) -> None:
        with anyio.move_on_after(self.choose.choice([0.05, 2, 10, HOUR])):
            await anyio.sleep(3 * self.choose.random())
            await self.tlm.atry_prompt([str(one) for one in range(self.choose.randint(1, 5))])


@pytest.mark.parametrize("seed", range(30))
async def test_nothing_is_left(seed: int) -> None:
    """No call, no session, no task; the limit was kept, and all of it is free again."""
    chaos = Chaos(seed)
    before = set(anyio.get_running_tasks())
    async with chaos.tlm if seed % 2 else nullcontext():
        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(chaos.user)
        if seed % 2:
            await anyio.sleep(HOUR)  # what nobody wants any more, but was paid for, runs on
            assert 0 == chaos.model.in_flight

    assert 0 == chaos.model.in_flight == chaos.model.open_sessions
    assert before == set(anyio.get_running_tasks())
    assert chaos.model.max_in_flight <= chaos.limit
    (loop,) = chaos.tlm._engine.runtimes._loops.values()
    assert [0] == [limits.mailbox.taken for limits in loop.limits.values()]
