"""Long texts: reading and comparing them does not stop the event loop."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

import anyio
import pytest

from trustcore import (
    TLM,
    Absent,
    Answer,
    Completion,
    Evidence,
    Need,
    Reply,
    Request,
    Samples,
    Signal,
    Usage,
)
from trustcore.presets import Preset
from trustcore.scoring import Component
from trustcore.testing import ScriptedProvider, is_sample


class _Where:
    """A strategy that notes in which threads it is asked about an answer."""

    name = "where"
    measures = "agreement"

    def __init__(self) -> None:
        self.threads: list[int] = []

    def needs(self, evidence: Evidence) -> tuple[Need, ...]:
        if evidence.findings:
            self.threads.append(threading.get_ident())
        return (Answer(), Samples(2))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        self.threads.append(threading.get_ident())
        return Signal(self.name, 1.0)


@pytest.mark.parametrize(
    ("question", "length", "in_loop"),
    [("Say x", 100, True), ("Say x", 10_000, False), ("Say x" * 2_000, 100, False)],
)
async def test_long_texts_are_looked_at_in_another_thread(
    question: str, length: int, in_loop: bool
) -> None:
    """Short ones at once: a thread costs more than they do."""
    where = _Where()
    preset = Preset("where", 1, (Component(where),))
    async with TLM(preset, model=ScriptedProvider("x" * length)) as tlm:
        result = await tlm.aprompt(question)

    assert result.trustworthiness_score == 1.0
    assert len(where.threads) > 1
    assert {in_loop} == {one == threading.get_ident() for one in where.threads}


class _Meanwhile:
    """A model whose samples come while the first answer is looked at, and a strategy that looks."""

    name = "meanwhile"
    measures = "agreement"
    model = "long/answers"

    def __init__(self) -> None:
        self.looking, self.answered = threading.Event(), threading.Event()
        self.samples = 0

    def supports(self, feature: str) -> bool:
        return feature == "temperature"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        yield self

    async def complete(self, request: Request) -> Reply:
        if is_sample(request):
            await anyio.to_thread.run_sync(self.looking.wait, 60)
            self.answered.set()
        return Reply((Completion("x" * 10_000),), Usage(1, 1, 1))

    def needs(self, evidence: Evidence) -> tuple[Need, ...]:
        if evidence.findings:
            self.looking.set()
            assert self.answered.wait(60)
        return (Answer(), Samples(2))

    def assess(self, evidence: Evidence) -> Signal | Absent:
        self.samples = sum(isinstance(one, Completion) for one in evidence.samples(2) or ())
        return Signal(self.name, 1.0)


async def test_the_loop_goes_on_while_long_texts_are_looked_at() -> None:
    """What arrives meanwhile is taken in afterwards: nothing of it is lost."""
    both = _Meanwhile()
    async with TLM(Preset("meanwhile", 1, (Component(both),)), model=both) as tlm:
        result = await tlm.aprompt("Say x")

    assert 1.0 == result.trustworthiness_score
    assert 2 == both.samples
